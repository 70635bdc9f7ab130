"""Walking a decision tree with somebody: question after question, the outcome, changing an answer, a note to keep."""

import hashlib
from dataclasses import replace

from bot.content.folding import is_doubt
from bot.content.library import Library, fill
from bot.content.models import text_for
from bot.conversation.button import (
    Look,
    Page,
    ShowWalk,
    question_at,
    question_place,
    read_answers,
    tree_code,
    with_answers,
    write,
    write_answers,
)
from bot.conversation.consult import norm_choice
from bot.conversation.desk import Desk
from bot.conversation.refer import route_line
from bot.conversation.turn import Block, Choice, Commanded, Context, Pressed, Reply, State, Style, Turn
from bot.dilemma.engine import Answered, Answers, Walk, answered, back, questions_ahead, walk
from bot.dilemma.tree import Option, Outcome, Question, Status, Tree, Verdict
from bot.ids import NormId, Role
from bot.referral.routing import fitting_all

_CHECK = 4


def show(state: State, move: ShowWalk, event: Pressed, desk: Desk) -> Turn:
    """Show the place in a tree that a button stands for, in the revision that the walk began with."""
    library = desk.library_of(move.tag)
    tree = _find(library, move.tree) if library else None
    answers = read_answers(tree, move.answers) if tree else None
    if library is None or tree is None or answers is None:
        return _outdated(state, move, desk)
    if tree.id not in desk.library.trees or desk.library.trees[tree.id].status is Status.WITHDRAWN:
        return _withdrawn(state, tree, desk)
    if tree.depends_on_role and state.context.role is None and not state.context.declined and not answers:
        return _ask_role(state, move, desk)
    move = replace(move, context=state.context)
    walked = walk(tree, answers, state.context.role)
    again = question_at(tree, move.again) if move.again is not None else None
    if again is not None:
        reply = _ask_again(move, walked, answers, tree.questions[again], library, desk)
    elif move.look is Look.ANSWERS:
        reply = _answers(move, walked, answers, library, desk)
    elif isinstance(walked.here, Question):
        reply = _question(move, walked, answers, walked.here, library, desk)
    elif move.look is Look.NOTE:
        reply = _note(move, walked, walked.here, event, library, desk)
    else:
        reply = _outcome(move, walked, walked.here, library, desk)
    here = write(replace(move, look=Look.HERE), desk.library.organisations)
    walking = here if isinstance(walked.here, Question) or again is not None else None
    return Turn(state=replace(state, walking=walking, fallbacks=0), replies=(reply,))


def confirm(state: State, meant: Choice, desk: Desk) -> Turn:
    """The typed words hold one of the answers on screen: ask before taking it as the answer."""
    again = Choice(
        label=desk.texts("knop.vraag-opnieuw"),
        data=state.walking or meant.data,
        words=desk.texts.words("woorden.vraag-opnieuw"),
    )
    yes = Choice(label=desk.texts("knop.dat-bedoel-ik"), data=meant.data, words=desk.texts.words("woorden.ja"))
    human = desk.page(state.context, Page.HUMAN)
    reply = Reply(blocks=(desk.paragraph("boom.bevestig", antwoord=meant.label),), choices=(yes, again, human))
    return Turn(state=state, replies=(reply,))


def verify(state: State, event: Commanded, desk: Desk) -> Turn:
    """Say whether the check code of a note is right, and what it stands for."""
    parts = event.argument.strip().split(".")
    described = _described(parts, desk) if len(parts) == 5 else None
    block = desk.paragraph("controle.goed", **described) if described else desk.paragraph("controle.fout")
    return Turn(state=state, replies=(Reply(blocks=(block,), choices=(desk.page(state.context, Page.START),)),))


def _question(move: ShowWalk, walked: Walk, answers: Answers, here: Question, library: Library, desk: Desk) -> Reply:
    tree, role = walked.tree, walked.role
    number = len(walked.path) + 1
    most = len(walked.path) + questions_ahead(tree, here.id, role)
    blocks = [desk.note("boom.voortgang", boom=tree.title, nummer=number, hooguit=most)]
    if not walked.path:
        blocks.append(_own(tree.intro, move.context, library))
    blocks += _asked(move.context, here, library, desk)
    if walked.path:
        last = walked.path[-1]
        blocks.append(desk.note("boom.vorige", **_answer(last, move.context, library)))
    choices = _options(move, walked.tree, answers, here, desk)
    if walked.path:
        previous = with_answers(move, tree, back(walked, answers))
        choices.append(_worded("terug", previous, desk))
    choices += [desk.page(move.context, Page.STOP), desk.page(move.context, Page.HUMAN)]
    return Reply(blocks=tuple(blocks), choices=tuple(choices), in_place=True)


def _ask_again(
    move: ShowWalk, walked: Walk, answers: Answers, question: Question, library: Library, desk: Desk
) -> Reply:
    chosen = question.option(answers[question.id]) if question.id in answers else None
    blocks = [desk.note("boom.wijzig", boom=walked.tree.title), *_asked(move.context, question, library, desk)]
    if chosen:
        blocks.append(desk.note("boom.was", antwoord=chosen.label))
    overview = replace(move, look=Look.ANSWERS, again=None)
    choices = [*_options(move, walked.tree, answers, question, desk), _worded("terug", overview, desk)]
    return Reply(blocks=tuple(blocks), choices=tuple(choices), in_place=True)


def _answers(move: ShowWalk, walked: Walk, answers: Answers, library: Library, desk: Desk) -> Reply:
    blocks = [
        desk.heading("boom.antwoorden"),
        *_given(walked, move.context, library, desk),
        desk.note("boom.wijzig-uitleg"),
    ]
    choices = [
        desk.choice(
            desk.texts("knop.wijzig", nummer=number),
            replace(move, look=Look.HERE, again=question_place(walked.tree, step.question.id)),
        )
        for number, step in enumerate(walked.path, 1)
    ]
    onward = with_answers(move, walked.tree, answers)
    return Reply(blocks=tuple(blocks), choices=(*choices, _worded("terug", onward, desk)), in_place=True)


def _outcome(move: ShowWalk, walked: Walk, here: Outcome, library: Library, desk: Desk) -> Reply:
    context = move.context
    body = desk.body(context)
    move = with_answers(move, walked.tree, walked.answers)
    text = text_for(here.text_per_role, context.role, body) or here.text
    blocks = [
        desk.note("boom.klaar", boom=walked.tree.title),
        desk.heading("boom.uitkomst", **_verdict(here, desk)),
        _own(text, context, library),
    ]
    if here.steps:
        blocks.append(desk.heading("antwoord.stappen"))
        blocks += [_own(step, context, library, Style.BULLET) for step in here.steps]
    blocks += _reasons(walked, library, desk)
    if walked.unused:
        blocks.append(desk.heading("boom.vervallen"))
        blocks += [desk.bullet("boom.antwoord", **_answer(step, context, library)) for step in walked.unused]
    organisation = library.organisation(context.organisation)
    blocks.append(desk.heading("boom.mens"))
    named = (here.referral.route, here.referral.second)
    for name in fitting_all(filter(None, named), context.role):
        line = route_line(library.route(organisation, name), library, desk)
        blocks.append(Block(text=line, style=Style.BULLET))
    if here.verdict is Verdict.HELP_NOW:
        pages = (desk.page(context, page) for page in (Page.HUMAN, Page.START))
        return Reply(blocks=tuple(blocks), choices=tuple(pages), in_place=True)
    blocks.append(desk.note("boom.geen-oordeel"))
    choices = []
    follow_up = desk.library.trees.get(here.follow_up) if here.follow_up else None
    is_for_them = follow_up is not None and (context.role is None or context.role in follow_up.roles)
    if follow_up and follow_up.status is Status.PUBLISHED and is_for_them:
        choices.append(desk.start_choice(context, follow_up))
    choices.append(_worded("wijzigen", replace(move, look=Look.ANSWERS), desk))
    choices.append(_worded("bewaren", replace(move, look=Look.NOTE), desk))
    choices += [norm_choice(context, norm, desk) for norm in _norms_for(context, here, desk)[:2]]
    choices += [desk.page(context, Page.HUMAN), desk.page(context, Page.START)]
    return Reply(blocks=tuple(blocks), choices=tuple(choices), in_place=True)


def _norms_for(context: Context, here: Outcome, desk: Desk) -> list[NormId]:
    """The norms of an outcome that are for this asker; an outcome for several roles may name one for each."""
    known = (desk.library.norms[id_] for id_ in here.norms if id_ in desk.library.norms)
    return [norm.id for norm in known if context.role is None or context.role in norm.roles]


def _note(move: ShowWalk, walked: Walk, here: Outcome, event: Pressed, library: Library, desk: Desk) -> Reply:
    blocks = [
        desk.heading("notitie.kop"),
        desk.paragraph("notitie.boom", boom=walked.tree.title, versie=move.tag, datum=f"{event.at:%d-%m-%Y}"),
        *_given(walked, move.context, library, desk),
        desk.paragraph("notitie.uitkomst", **_verdict(here, desk)),
        desk.paragraph("notitie.code", code=_code(move.tag, walked)),
        desk.note("notitie.uitleg"),
    ]
    outcome = with_answers(move, walked.tree, walked.answers)
    return Reply(blocks=tuple(blocks), choices=(_worded("terug", outcome, desk), desk.page(move.context, Page.START)))


def _ask_role(state: State, move: ShowWalk, desk: Desk) -> Turn:
    choices = [
        desk.choice(
            desk.texts(f"rol.{role.value}"),
            replace(move, context=replace(state.context, role=role)),
            desk.texts.words(f"woorden.rol-{role.value}"),
        )
        for role in Role
    ]
    rather_not = replace(move, context=replace(state.context, declined=True))
    choices.append(_worded("zeg-ik-niet", rather_not, desk))
    choices.append(desk.page(state.context, Page.STOP))
    blocks = (desk.heading("rol.vraag"), desk.paragraph("rol.waarom"))
    here = write(replace(move, context=state.context), desk.library.organisations)
    reply = Reply(blocks=blocks, choices=tuple(choices), in_place=True)
    return Turn(state=replace(state, walking=here), replies=(reply,))


def _outdated(state: State, move: ShowWalk, desk: Desk) -> Turn:
    tree = _find(desk.library, move.tree)
    fresh = (desk.start_choice(state.context, tree),) if tree and tree.status is Status.PUBLISHED else ()
    choices = (*fresh, desk.page(state.context, Page.DILEMMAS), desk.page(state.context, Page.HUMAN))
    reply = Reply(blocks=(desk.paragraph("boom.verouderd"),), choices=choices)
    return Turn(state=replace(state, walking=None), replies=(reply,))


def _withdrawn(state: State, tree: Tree, desk: Desk) -> Turn:
    choices = (desk.page(state.context, Page.DILEMMAS), desk.page(state.context, Page.HUMAN))
    reply = Reply(blocks=(desk.paragraph("boom.ingetrokken", boom=tree.title),), choices=choices)
    return Turn(state=replace(state, walking=None), replies=(reply,))


def _asked(context: Context, question: Question, library: Library, desk: Desk) -> list[Block]:
    blocks = [_own(question.text, context, library, Style.HEADING)]
    why = text_for(question.why_per_role, context.role, desk.body(context)) or question.why
    return [*blocks, _own(why, context, library)] if why else blocks


def _options(move: ShowWalk, tree: Tree, answers: Answers, question: Question, desk: Desk) -> list[Choice]:
    def press(option: Option) -> Choice:
        after = with_answers(move, tree, answered(answers, question.id, option.id))
        doubt = desk.texts.words("woorden.weet-niet") if is_doubt(option) else ()
        return desk.choice(option.label, after, (*option.words, *doubt))

    return [press(option) for option in tree.offered(question, move.context.role)]


def _given(walked: Walk, context: Context, library: Library, desk: Desk) -> list[Block]:
    return [
        Block(
            text=desk.texts("boom.antwoord-nummer", nummer=number, **_answer(step, context, library)), style=Style.ITEM
        )
        for number, step in enumerate(walked.path, 1)
    ]


def _reasons(walked: Walk, library: Library, desk: Desk) -> list[Block]:
    """The reasons trail: for each norm that mattered, the answers that made it matter."""
    because: dict[NormId, list[str]] = {}
    for step in walked.path:
        norm = step.option.because
        if norm is not None and norm in library.norms:
            because.setdefault(norm, []).append(f"“{step.option.label}”")
    reasons = [
        desk.bullet("boom.reden", norm=library.norms[norm].title, antwoorden=_listed(labels, desk))
        for norm, labels in because.items()
    ]
    return [desk.heading("boom.waarom"), *reasons] if reasons else []


def _listed(parts: list[str], desk: Desk) -> str:
    *before, last = parts
    return desk.texts("boom.en", eerst=", ".join(before), laatst=last) if before else last


def _answer(step: Answered, context: Context, library: Library) -> dict[str, str]:
    asked = fill(step.question.text, library.organisation(context.organisation))
    return {"vraag": asked, "antwoord": step.option.label}


def _verdict(outcome: Outcome, desk: Desk) -> dict[str, str]:
    """The kind of outcome in words, and its heading as the rest of that sentence."""
    heading = outcome.heading
    if heading[1:2].islower():
        heading = heading[0].lower() + heading[1:]
    return {"soort": desk.texts(f"soort.{outcome.verdict.value}"), "kop": heading}


def _worded(key: str, move: ShowWalk, desk: Desk) -> Choice:
    return desk.choice(desk.texts(f"knop.{key}"), move, desk.texts.words(f"woorden.{key}"))


def _own(text: str, context: Context, library: Library, style: Style = Style.TEXT) -> Block:
    return Block(text=fill(text, library.organisation(context.organisation)), style=style)


def _find(library: Library, code: str) -> Tree | None:
    return next((tree for tree in library.trees.values() if tree_code(tree.id) == code), None)


def _code(tag: str, walked: Walk) -> str:
    """The check code of a note: role, revision, tree and answers, and four characters that guard against mistakes."""
    role = walked.role.value[0] if walked.role else "x"
    whole = ".".join((role, tag, tree_code(walked.tree.id), write_answers(walked.tree, walked.answers)))
    return f"{whole}.{hashlib.sha256(whole.encode()).hexdigest()[:_CHECK]}"


def _described(parts: list[str], desk: Desk) -> dict[str, str] | None:
    role_sign, tag, code, written, _ = parts
    role = next((role for role in Role if role.value[0] == role_sign), None)
    library = desk.library_of(tag)
    tree = _find(library, code) if library else None
    answers = read_answers(tree, written) if tree else None
    if tree is None or answers is None:
        return None
    walked = walk(tree, answers, role)
    if not isinstance(walked.here, Outcome) or _code(tag, walked) != ".".join(parts):
        return None
    return {"boom": tree.title, "versie": tag, **_verdict(walked.here, desk)}
