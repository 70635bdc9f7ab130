"""Walking a decision tree with somebody: question after question, in the revision in which the walk began.

What an outcome looks like is left to `outcome`, looking back on the answers to `looking_back`.
"""

from dataclasses import replace

from bot.content.folding import is_doubt
from bot.content.models import text_for
from bot.conversation.asker import ask_organisation, ask_role
from bot.conversation.button import (
    Look,
    Page,
    ShowWalk,
    question_at,
    read,
    tree_with,
    write,
    write_answers,
)
from bot.conversation.card import shortened
from bot.conversation.desk import Desk
from bot.conversation.looking_back import LOOKS, given_before
from bot.conversation.outcome import outcome_screen
from bot.conversation.spot import Spot
from bot.conversation.turn import Block, Choice, Place, Reply, State, Style, Turn
from bot.dilemma.engine import answered, back, questions_ahead
from bot.dilemma.tree import Option, Outcome, Question, Status, Tree


def show(state: State, move: ShowWalk, desk: Desk) -> Turn:
    """Show the place in a tree that a button stands for, in the revision that the walk began with."""
    move = replace(move, context=state.context, tells=False)
    spot = Spot.at(move, desk)
    if spot is None:
        return _outdated(state, move, desk)
    today = desk.library.trees.get(spot.tree.id)
    if today is None or today.status is Status.WITHDRAWN:
        return _withdrawn(state, spot.tree, desk)
    if move.tag in desk.withdrawn:
        return _anew(state, spot, today)
    if _needs_role(spot):
        turn = ask_role(state, move, desk)
        here = Place(data=write(move, desk.library.organisations), choices=turn.replies[0].choices)
        return replace(turn, state=replace(state, place=here))
    if move.look is Look.ORGANISATION:
        return ask_organisation(state, spot.look(Look.HERE), desk)
    screen, side = _screen(spot), LOOKS.get(move.look)
    place = Place(data=spot.data, choices=screen.choices, done=_asked_at(spot) is None)
    reply = side(spot) if side else None
    return Turn(state=replace(state, place=place, fallbacks=0), replies=(reply or screen,))


def confirm(state: State, meant: Choice, desk: Desk) -> Turn:
    """The typed words hold one of the answers to the question: ask before taking it as the answer.

    They may have been a question of their own after all; then `state.why` says what would have been the answer.
    """
    again = Choice(
        label=desk.texts("knop.vraag-opnieuw"),
        data=state.place.data if state.place else meant.data,
        words=desk.words("vraag-opnieuw", "verder", "terug"),
        doubt=True,
    )
    yes = Choice(label=desk.texts("knop.dat-bedoel-ik"), data=meant.data, words=desk.texts.words("woorden.ja"))
    human = desk.page(state.context, Page.HUMAN)
    spot = _spot(state, state.place.data, desk) if state.place else None
    asked = _asked_at(spot) if spot and state.place and state.choices != state.place.choices else None
    recalled = [desk.paragraph("boom.bezig", vraag=spot.own(asked.text).text)] if spot and asked else []
    blocks = (*recalled, desk.paragraph("boom.bevestig", antwoord=meant.label))
    reply = Reply(blocks=blocks, choices=(yes, *_asked_instead(state, desk), again, human))
    return Turn(state=state, replies=(reply,))


def _asked_instead(state: State, desk: Desk) -> list[Choice]:
    """The button to the answer, for who asked a new question in the middle of a tree."""
    why = state.why
    title = desk.title_of(why.shown) if why else None
    if why is None or title is None:
        return []
    label = desk.texts("knop.nieuwe-vraag", titel=shortened(title))
    return [replace(why.choice, label=label, words=desk.texts.words("woorden.nieuwe-vraag"))]


def explain(state: State, place: Place, desk: Desk) -> Turn:
    """Say why the question on screen is asked, and let it be answered from here too."""
    spot = _spot(state, place.data, desk)
    asked = _asked_at(spot) if spot else None
    blocks: tuple[Block, ...]
    if spot is None or asked is None:  # the revision is gone, and nobody pressed a button of it since
        blocks = (desk.paragraph("boom.verouderd"),)
    elif _needs_role(spot):
        blocks = (desk.heading("boom.waarom-vraag"), desk.paragraph("rol.waarom"))
    else:
        mattering = dict.fromkeys(o.because for o in spot.tree.offered(asked, state.context.role) if o.because)
        norms = [spot.library.norms[id_].title for id_ in mattering if id_ in spot.library.norms]
        blocks = (
            desk.heading("boom.waarom-vraag"),
            *([spot.own(why)] if (why := _why(spot, asked)) else []),
            desk.paragraph("boom.waarom-uitleg"),
            *([desk.paragraph("boom.waarom-normen", normen="; ".join(norms))] if norms else []),
        )
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=place.choices),))


def is_done(state: State) -> bool:
    """Whether no answer is waited for: there is no tree, or its outcome was reached."""
    return state.place is None or state.place.done


def _needs_role(spot: Spot) -> bool:
    """Whether to ask for the role before this tree begins."""
    known = spot.context.role is not None or spot.context.declined
    return spot.tree.depends_on_role and not known and not spot.answers


def _spot(state: State, data: str, desk: Desk) -> Spot | None:
    move = read(data, desk.library.organisations)
    return Spot.at(replace(move, context=state.context), desk) if isinstance(move, ShowWalk) else None


def _asked_at(spot: Spot) -> Question | None:
    """The question at this place: the one that is asked again, or the next one; None at an outcome."""
    again = question_at(spot.tree, spot.move.again) if spot.move.again is not None else None
    if again is not None and spot.move.look is Look.HERE:
        return spot.tree.questions[again]
    here = spot.walked.here
    return here if isinstance(here, Question) else None


def _screen(spot: Spot) -> Reply:
    asked, here = _asked_at(spot), spot.walked.here
    if asked is not None and asked is not here:
        return _ask_again(spot, asked)
    return outcome_screen(spot, here) if isinstance(here, Outcome) else _question(spot, here)


def _question(spot: Spot, here: Question) -> Reply:
    desk, walked, context = spot.desk, spot.walked, spot.context
    number = len(walked.path) + 1
    most = len(walked.path) + questions_ahead(spot.tree, here.id, context.role)
    blocks = [desk.note("boom.voortgang", boom=spot.tree.title, nummer=number, hooguit=most)]
    if not walked.path:
        blocks.append(spot.own(spot.tree.intro))
    blocks += _asked(spot, here)
    choices = _options(spot, here)
    if walked.path:
        blocks.append(desk.note("boom.vorige", **spot.answer(walked.path[-1])))
        previous = spot.with_answers(back(walked, spot.answers))
        choices.append(spot.worded("terug", previous, aside=True))
        choices.append(spot.worded("antwoorden", spot.look(Look.ANSWERS), aside=True))
    choices += [replace(page, aside=True) for page in desk.pages(context, Page.STOP, Page.HUMAN)]
    return Reply(blocks=tuple(blocks), choices=tuple(choices), in_place=True)


def _ask_again(spot: Spot, question: Question) -> Reply:
    desk = spot.desk
    chosen = question.option(spot.answers[question.id]) if question.id in spot.answers else None
    blocks = [desk.note("boom.wijzig", boom=spot.tree.title), *_asked(spot, question)]
    if chosen:
        blocks.append(desk.note("boom.was", antwoord=chosen.label))
    choices = [*_options(spot, question), spot.worded("terug", spot.look(Look.ANSWERS), aside=True)]
    return Reply(blocks=tuple(blocks), choices=tuple(choices), in_place=True)


def _asked(spot: Spot, question: Question) -> list[Block]:
    why = _why(spot, question)
    return [spot.own(question.text, Style.HEADING), *([spot.own(why)] if why else [])]


def _why(spot: Spot, question: Question) -> str | None:
    return text_for(question.why_per_role, spot.context.role, spot.desk.body(spot.context)) or question.why


def _options(spot: Spot, question: Question) -> list[Choice]:
    def press(option: Option) -> Choice:
        after = spot.with_answers(answered(spot.answers, question.id, option.id))
        return replace(spot.desk.choice(option.label, after, option.words), doubt=is_doubt(option))

    return [press(option) for option in spot.tree.offered(question, spot.context.role)]


def _anew(state: State, spot: Spot, today: Tree) -> Turn:
    """The revision of the walk was taken back: begin in today's, with the answers that still exist there."""
    desk = spot.desk
    kept = {q: o for q, o in spot.answers.items() if q in today.questions and today.questions[q].option(o)}
    onward = replace(spot.move, tag=desk.tag, answers=write_answers(today, kept), look=Look.HERE, again=None)
    turn = show(state, onward, desk)
    *before, last = turn.replies
    notice = [desk.paragraph("boom.teruggetrokken", boom=spot.tree.title), *given_before(onward, today, kept, desk)]
    return replace(turn, replies=(*before, replace(last, blocks=(*notice, *last.blocks), in_place=False)))


def _outdated(state: State, move: ShowWalk, desk: Desk) -> Turn:
    tree = tree_with(desk.library.trees.values(), move.tree)
    fresh = (desk.start_choice(state.context, tree),) if tree and tree.status is Status.PUBLISHED else ()
    choices = (*fresh, *desk.pages(state.context, Page.DILEMMAS, Page.HUMAN))
    reply = Reply(blocks=(desk.paragraph("boom.verouderd"),), choices=choices)
    return Turn(state=replace(state, place=None), replies=(reply,))


def _withdrawn(state: State, tree: Tree, desk: Desk) -> Turn:
    choices = desk.pages(state.context, Page.DILEMMAS, Page.HUMAN)
    reply = Reply(blocks=(desk.paragraph("boom.ingetrokken", boom=tree.title),), choices=choices)
    return Turn(state=replace(state, place=None), replies=(reply,))
