"""Every screen of the content, as somebody in every role and organisation sees it (P06, T01, T03, U09).

The conversation itself makes the screens; each is looked at and thrown away. Organisations that look the same from
inside a conversation are taken together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.content.draft import Draft
from bot.content.library import Library
from bot.conversation.button import (
    MAX_BYTES,
    Look,
    Move,
    Page,
    ShowNorm,
    ShowPage,
    ShowTheme,
    ShowWalk,
    View,
    question_place,
    tree_code,
    write,
    write_answers,
)
from bot.conversation.card import CARD_CHARACTERS, length_of
from bot.conversation.desk import Desk
from bot.conversation.keeping import Keeping
from bot.conversation.step import step
from bot.conversation.turn import Context, Medium, Pressed, Reply, State
from bot.diagnostics import Diagnostic, Severity, Span
from bot.dilemma.graph import paths
from bot.dilemma.tree import Tree
from bot.ids import NodeId, OptionId, OrganisationId, Role
from bot.matching.decide import Matcher
from bot.texts import Texts

MESSAGE = 4_096
"""UTF-16 code units that Telegram takes in one message."""
_TITLE = 60
"""About what a norm's title and the words around it take."""
_TAG = "AAAAAAAA"
_VIEWS = {View.CARD: ("kern", CARD_CHARACTERS), View.MORE: ("uitleg", None), View.PLAIN: ("makkelijk", None)}
"""The key that stands for a side of a norm, and the length that it should keep."""
_ONCE = datetime(2026, 1, 1, tzinfo=UTC)
"""A holiday on which what is closed takes the longest sentence; the date of a note is as long on every day."""


def screens_can_be_shown(draft: Draft, library: Library, texts: Texts) -> Iterator[Diagnostic]:
    """P06, T01, T03 and U09: each screen can be made, fits in a message, has buttons that Telegram takes, and a human.

    Each problem is given once, at the part of the content that the screen shows.
    """
    desk = _desk(library, texts)
    told: set[tuple[str, Span]] = set()
    shown_alone = {file.file for file in (*draft.trees, *draft.norms)}  # what others contain shows on many screens
    for screen in _screens(draft, library):
        if draft.focus in shown_alone and screen.span.file != draft.focus:
            continue
        for note in _look_at(screen, desk):
            if (note.code, note.span) not in told:
                told.add((note.code, note.span))
                yield note


Given = tuple[tuple[NodeId, OptionId], ...]
"""Answers in the order in which they were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """A screen, by the button that shows it. `span` is what it is about; over `limit` it is long."""

    move: Move
    span: Span
    wants_human: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """The paths of a tree on which its screens are longest, for one role; the organisation makes no difference."""

    before: Mapping[NodeId, Given]
    """To each question."""
    whole: tuple[tuple[NodeId, Given], ...]
    """To each outcome, one or two."""


def _desk(library: Library, texts: Texts) -> Desk:
    """A desk at which nothing is asked in free text, so that nothing need be learned."""
    return Desk(
        library=library,
        tag=_TAG,
        earlier={},
        matcher=Matcher.of((), ()),
        texts=texts,
        everybody=Context(),
        now=_ONCE,
        keeping=Keeping(),
    )


def _screens(draft: Draft, library: Library) -> Iterator[_Screen]:
    looks = _that_look_different(library)
    contexts = [Context(role=role, declined=role is None, organisation=id_) for id_ in looks for role in (None, *Role)]
    yield from _pages(draft, library, contexts)
    telling = {(tree.id, role): _telling(tree, role) for tree in library.trees.values() for role in (None, *tree.roles)}
    for context in contexts:
        for tree in library.trees.values():
            if (ways := telling.get((tree.id, context.role))) is not None:
                yield from _walks(draft, tree, context, ways, also_looking_back=context == contexts[0])


def _pages(draft: Draft, library: Library, contexts: list[Context]) -> Iterator[_Screen]:
    for context in contexts:
        for file in draft.organisations:
            if file.shape.id == context.organisation:
                for page in (Page.HUMAN, Page.INSIDE, Page.LINE, Page.OUTSIDE):
                    move = ShowPage(context=context, page=page)
                    yield _Screen(move=move, span=file.key("routes"), wants_human=page is not Page.HUMAN)
        if draft.themes:
            for number, theme in enumerate(library.themes):
                yield _Screen(move=ShowTheme(context=context, theme=theme), span=draft.themes.key("themas", number))
        for norm in draft.norms:
            for view, (key, limit) in _VIEWS.items():
                shown = ShowNorm(context=context, norm=norm.shape.id, view=view)
                yield _Screen(move=shown, span=norm.key(key), limit=limit)


def _walks(draft: Draft, tree: Tree, context: Context, ways: _Telling, *, also_looking_back: bool) -> Iterator[_Screen]:
    """Each question and each outcome, on the paths that make its screen longest.

    What stands on a screen besides the author's text is the answer before, the answers that mattered, and all answers:
    of every path it is counted how much that is. So all paths are walked, and each screen is made a few times only. Who
    looks back sees most when the role is not known: then every option is there.
    """
    file = draft.tree(tree.id)
    if file is None:
        return
    for question, before in ways.before.items():
        yield _Screen(move=_move(tree, context, before), span=file.key("vragen", question))
    for outcome, answers in ways.whole:
        move, span = _move(tree, context, answers), file.key("uitkomsten", outcome)
        yield _Screen(move=move, span=span)
        for look in (Look.ANSWERS, Look.NOTE) if also_looking_back else ():
            yield _Screen(move=replace(move, look=look), span=span, wants_human=False)
        for question, _ in answers if also_looking_back else ():
            again = replace(move, again=question_place(tree, question))
            yield _Screen(move=again, span=file.key("vragen", question), wants_human=False)
            flipped = replace(again, look=Look.WHAT_IF)
            yield _Screen(move=flipped, span=file.key("vragen", question), wants_human=False)


def _telling(tree: Tree, role: Role | None) -> _Telling:
    return _Telling(before=_longest_before(tree, role), whole=tuple(_longest_paths(tree, role)))


def _longest_before(tree: Tree, role: Role | None) -> dict[NodeId, Given]:
    """To each question the answers of a path to it, with the longest answer just before."""
    best: dict[NodeId, tuple[int, Given]] = {}
    for path in paths(tree, role):
        length = 0
        for number, (question, option) in enumerate(path.answers):
            if question not in best or length > best[question][0]:
                best[question] = (length, path.answers[:number])
            length = _length_of(tree, question, option)
    return {question: answers for question, (_, answers) in best.items()}


def _longest_paths(tree: Tree, role: Role | None) -> Iterator[tuple[NodeId, Given]]:
    """To each outcome the path with the longest answers, and the one with the most that mattered."""
    longest: dict[NodeId, tuple[int, Given]] = {}
    weightiest: dict[NodeId, tuple[int, Given]] = {}
    for path in paths(tree, role):
        length = sum(_length_of(tree, question, option) for question, option in path.answers)
        weight = sum(_weight_of(tree, question, option) for question, option in path.answers)
        for best, much in ((longest, length), (weightiest, weight)):
            if path.outcome not in best or much > best[path.outcome][0]:
                best[path.outcome] = (much, path.answers)
    for outcome, (_, answers) in longest.items():
        yield outcome, answers
        if (other := weightiest[outcome][1]) != answers:
            yield outcome, other


def _length_of(tree: Tree, question: NodeId, option: OptionId) -> int:
    chosen = tree.questions[question].option(option)
    return len(tree.questions[question].text) + (len(chosen.label) if chosen else 0)


def _weight_of(tree: Tree, question: NodeId, option: OptionId) -> int:
    """How much an answer adds to the reasons of an outcome: its label, and the title of a norm it may bring along."""
    chosen = tree.questions[question].option(option)
    return len(chosen.label) + _TITLE if chosen and chosen.because else 0


def _move(tree: Tree, context: Context, answers: Given) -> ShowWalk:
    return ShowWalk(context=context, tag=_TAG, tree=tree_code(tree.id), answers=write_answers(tree, dict(answers)))


def _that_look_different(library: Library) -> tuple[OrganisationId, ...]:
    """One organisation of each look: with the same kind of body, values, routes, deviations and form of address."""
    seen: list[tuple[object, ...]] = []
    chosen: list[OrganisationId] = []
    for organisation in library.organisations.values():
        look = (
            organisation.body,
            organisation.values,
            organisation.routes,
            organisation.deviations,
            organisation.is_formal,
        )
        if look not in seen:
            seen.append(look)
            chosen.append(organisation.id)
    return tuple(chosen)


def _look_at(screen: _Screen, desk: Desk) -> Iterator[Diagnostic]:
    organisations = desk.library.organisations
    state = State(medium=Medium.TELEGRAM, context=screen.move.context)
    try:
        data = write(screen.move, organisations)
        reply = step(state, Pressed(data=data, at=_ONCE), desk).replies[-1]
    except Exception as error:  # whatever it is, the author must hear of it and nobody may meet it at night
        message = f"dit kan niet worden getoond ({type(error).__name__})"
        hint = "Dit is een fout van het programma. Meld het aan de beheerder."
        yield Diagnostic(code="P06", span=screen.span, message=message, hint=hint)
        return
    yield from _length(screen, reply)
    if any(len(button.encode()) > MAX_BYTES for button in (data, *(choice.data for choice in reply.choices))):
        message = f"een knop van dit scherm past niet in de {MAX_BYTES} tekens die Telegram toelaat"
        yield Diagnostic(code="T03", span=screen.span, message=message, hint="Kies kortere id's of minder vragen.")
    human = write(ShowPage(context=screen.move.context, page=Page.HUMAN), organisations)
    if screen.wants_human and all(choice.data != human for choice in reply.choices):
        hint = "Dit is een fout van het programma. Meld het aan de beheerder."
        message = "op dit scherm is er geen knop naar een mens"
        yield Diagnostic(code="U09", span=screen.span, message=message, hint=hint)


def _length(screen: _Screen, reply: Reply) -> Iterator[Diagnostic]:
    """T01. Telegram does not count markup."""
    length = length_of(reply.blocks)
    if length > MESSAGE:
        message = f"dit wordt een bericht van {length} tekens, hooguit {MESSAGE} past in Telegram"
        yield Diagnostic(code="T01", span=screen.span, message=message, hint="Kort de tekst in.")
    elif screen.limit is not None and length > screen.limit:
        message = f"dit wordt een antwoord van {length} tekens, hooguit {screen.limit} is goed te lezen"
        hint = "Kort `kern` of `per_rol` in, of zet een deel in `uitleg`."
        yield Diagnostic(code="T01", span=screen.span, message=message, hint=hint, severity=Severity.WARNING)
