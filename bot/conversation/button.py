"""What pressing a button means, written in at most 64 bytes and read back. Nothing about it is stored elsewhere.

    1 K R OOO ...        version, kind, role, organisation, then what the kind needs; a capital when it says who asks
    1 i R OOO P F MMMM   a manner of answering: plain text, form of address, minutes until messages disappear
    1 w R OOO TTTTTTTT BBBB F AAAA...
                         a walk: revision tag, tree code, the question to ask again (or `.`), answers

Codes of trees and organisations are the first characters of a hash of their id, so they mean the same in every
revision. The answers are one number in mixed radix: per question of the tree, in the order of the file, 0 for no answer
or the option's place from 1 on. With the bounds that the compiler sets (60 questions, 6 options) this takes at most 29
characters, so a walk takes at most 48 bytes whatever the tree (rule T03). The number can only be read with the
revision that it was written under, which is why the tag stands beside it.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.conversation.turn import Context, Manner
from bot.dilemma.engine import Answers
from bot.dilemma.tree import Tree
from bot.ids import NodeId, NormId, OrganisationId, Role, ThemeId, TreeId

MAX_BYTES = 64
"""Telegram's limit for the data of a button."""

VANISHING = (10, 60, 24 * 60)
"""After how many minutes messages can be made to disappear."""

_VERSION = "1"
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ROLES = {"a": Role.OFFICIAL, "b": Role.EXECUTIVE, "v": Role.MEMBER}
_NO_ROLE, _DECLINED = "-", "x"
_NO_ORGANISATION, _DECLINED_ORGANISATION = "---", "..."
_NO_QUESTION = "."
_PLAIN, _MARKED_UP = "p", "-"
_FORMAL = {"u": True, "j": False, "-": None}
_TAG, _TREE, _ORGANISATION, _CANDIDATE = 8, 4, 3, 5


class Page(StrEnum):
    """A screen that needs nothing but the context."""

    START = "start"
    ASK = "vraag"
    DILEMMAS = "keuzehulp"
    THEMES = "themas"
    HUMAN = "mens"
    SAFE = "veilig"
    """After a safety card: there is no danger, or none any more."""
    INSIDE = "binnen"
    LINE = "leiding"
    OUTSIDE = "buiten"
    PRIVACY = "privacy"
    PERSONAL_DATA = "gegevens"
    QUALITY = "kwaliteit"
    VANISHING = "verdwijnen"
    HELP = "help"
    SETTINGS = "instellingen"
    ORGANISATION = "organisatie"
    """Asked on the way to a human."""
    MY_ORGANISATION = "mijn-organisatie"
    """Asked among the settings."""
    CLEAR = "wissen"
    STOP = "stop"
    NONE_OF_THESE = "geen"
    WHY = "waarom"


class View(StrEnum):
    """Which side of a norm is shown."""

    CARD = "k"
    MORE = "m"
    PLAIN = "e"
    FOR_ME = "v"
    """Asks first what is not known of the asker and makes a difference."""


class Look(StrEnum):
    """Which side of a walk is shown."""

    HERE = "w"
    ANSWERS = "o"
    WHAT_IF = "a"
    NOTE = "b"
    ORGANISATION = "g"
    """Asks for the organisation first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carrying:
    """What every button carries besides."""

    context: Context
    tells: bool = False
    """Says who asks: from now on its context counts, whatever was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(_Carrying):
    """Go to a screen."""

    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTheme(_Carrying):
    """Show the page of a theme."""

    theme: ThemeId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNorm(_Carrying):
    """Show a norm."""

    norm: NormId
    view: View = View.CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThis(_Carrying):
    """The answer was not what was meant; `others` are codes of the next candidates, best first."""

    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWalk(_Carrying):
    """Show a place in a tree. `answers` is still written as a number: reading it takes the tree of that revision."""

    tag: str
    tree: str
    """Code of the tree."""
    answers: str = ""
    look: Look = Look.HERE
    again: int | None = None
    """The place of a question that is to be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeManner(_Carrying):
    """Answer in another manner from now on."""

    manner: Manner


Move = ShowPage | ShowTheme | ShowNorm | NotThis | ShowWalk | ChangeManner


def write(move: Move, known: Collection[OrganisationId]) -> str:
    """The payload of a button. `known` are the organisations of the current revision; others are not carried."""
    match move:
        case ShowPage(page=page):
            kind, rest = "p", page.value
        case ShowTheme(theme=theme):
            kind, rest = "t", theme
        case ShowNorm(norm=norm, view=view):
            kind, rest = "n", view.value + norm
        case NotThis(others=others):
            kind, rest = "x", "".join(others)
        case ChangeManner(manner=manner):
            plain = _PLAIN if manner.plain else _MARKED_UP
            formal = next(sign for sign, of in _FORMAL.items() if of is manner.formal)
            kind, rest = "i", f"{plain}{formal}{manner.vanish_after or 0}"
        case ShowWalk():
            again = _NO_QUESTION if move.again is None else _DIGITS[move.again]
            kind, rest = move.look.value, move.tag + move.tree + again + move.answers
    kind = kind.upper() if move.tells else kind
    return _VERSION + kind + _write_context(move.context, known) + rest


def read(data: str, known: Iterable[OrganisationId]) -> Move | None:
    """The move that a payload stands for, or None when we never wrote it: forged, cut off, or of another version."""
    if len(data.encode("utf-8", "replace")) > MAX_BYTES or not data.startswith(_VERSION) or not data.isascii():
        return None
    kind, head, rest = data[1:2], data[2 : 3 + _ORGANISATION], data[3 + _ORGANISATION :]
    context = _read_context(head, known)
    if context is None:
        return None
    move = _read_move(kind.lower(), context, rest)
    return replace(move, tells=kind.isupper()) if move else None


def _read_move(kind: str, context: Context, rest: str) -> Move | None:
    if kind == "p":
        return ShowPage(context=context, page=Page(rest)) if rest in set(Page) else None
    if kind == "t":
        return ShowTheme(context=context, theme=ThemeId(rest)) if rest else None
    if kind == "n":
        view, norm = rest[:1], rest[1:]
        return ShowNorm(context=context, norm=NormId(norm), view=View(view)) if norm and view in set(View) else None
    if kind == "x":
        whole = len(rest) % _CANDIDATE == 0
        codes = tuple(rest[at : at + _CANDIDATE] for at in range(0, len(rest), _CANDIDATE))
        return NotThis(context=context, others=codes) if whole else None
    if kind == "i":
        manner = _read_manner(rest)
        return ChangeManner(context=context, manner=manner) if manner else None
    if kind in set(Look):
        return _read_walk(context, Look(kind), rest)
    return None


def tag_of(data: str) -> str | None:
    """The tag of the revision that a payload needs, if it looks like a walk; for loading that revision beforehand."""
    move = read(data, ())
    return move.tag if isinstance(move, ShowWalk) else None


def tree_code(tree: TreeId) -> str:
    """Four characters that stand for a tree in every revision."""
    return _code(tree, _TREE)


def candidate_code(kind: str, id_: str) -> str:
    """Five characters that stand for a candidate of the matcher; `kind` is `norm` or `tree`."""
    return kind[0] + _code(id_, _CANDIDATE - 1)


def tree_with(trees: Iterable[Tree], code: str) -> Tree | None:
    """The tree that this code stands for."""
    return next((tree for tree in trees if tree_code(tree.id) == code), None)


def write_answers(tree: Tree, answers: Answers) -> str:
    """The answers as a number. Questions and options that the tree does not have are left out."""
    number, weight = 0, 1
    for id_, question in tree.questions.items():
        places = {option.id: place for place, option in enumerate(question.options, 1)}
        number += weight * places.get(answers[id_], 0) if id_ in answers else 0
        weight *= len(question.options) + 1
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits += _DIGITS[digit]
    return digits


def read_answers(tree: Tree, written: str) -> Answers | None:
    """The answers behind a number, or None when this tree could never have written it."""
    number = 0
    for digit in reversed(written):
        place = _DIGITS.find(digit)
        if place < 0:
            return None
        number = number * len(_DIGITS) + place
    answers = {}
    for id_, question in tree.questions.items():
        number, place = divmod(number, len(question.options) + 1)
        if place:
            answers[id_] = question.options[place - 1].id
    return answers if number == 0 and write_answers(tree, answers) == written else None


def question_place(tree: Tree, question: NodeId) -> int:
    """The place of a question in the file, from 0; what `ShowWalk.again` holds."""
    return list(tree.questions).index(question)


def question_at(tree: Tree, place: int) -> NodeId | None:
    """The question at that place, or None when there is none."""
    ids = list(tree.questions)
    return ids[place] if place < len(ids) else None


def with_answers(move: ShowWalk, tree: Tree, answers: Answers) -> ShowWalk:
    """The same walk with other answers, at the question (or outcome) to which they lead."""
    return replace(move, answers=write_answers(tree, answers), look=Look.HERE, again=None)


def _read_walk(context: Context, look: Look, rest: str) -> ShowWalk | None:
    tag, tree = rest[:_TAG], rest[_TAG : _TAG + _TREE]
    again, answers = rest[_TAG + _TREE : _TAG + _TREE + 1], rest[_TAG + _TREE + 1 :]
    if not again or any(c not in _DIGITS for c in tag + tree + answers):
        return None
    place = None if again == _NO_QUESTION else _DIGITS.find(again)
    if place == -1:
        return None
    return ShowWalk(context=context, tag=tag, tree=tree, answers=answers, look=look, again=place)


def _read_manner(rest: str) -> Manner | None:
    plain, formal, minutes = rest[:1], rest[1:2], rest[2:]
    if plain not in {_PLAIN, _MARKED_UP} or formal not in _FORMAL or minutes not in {"0", *map(str, VANISHING)}:
        return None
    return Manner(plain=plain == _PLAIN, formal=_FORMAL[formal], vanish_after=int(minutes) or None)


def _write_context(context: Context, known: Collection[OrganisationId]) -> str:
    role = _DECLINED if context.declined else _NO_ROLE
    if context.role is not None:
        role = next(sign for sign, of in _ROLES.items() if of is context.role)
    organisation = context.organisation
    if organisation is not None and organisation in known:
        return role + _code(organisation, _ORGANISATION)
    return role + (_DECLINED_ORGANISATION if context.declined_organisation else _NO_ORGANISATION)


def _read_context(head: str, known: Iterable[OrganisationId]) -> Context | None:
    if len(head) != 1 + _ORGANISATION or head[0] not in {*_ROLES, _NO_ROLE, _DECLINED}:
        return None
    organisation = next((id_ for id_ in known if _code(id_, _ORGANISATION) == head[1:]), None)
    return Context(
        role=_ROLES.get(head[0]),
        declined=head[0] == _DECLINED,
        organisation=organisation,
        declined_organisation=head[1:] == _DECLINED_ORGANISATION,
    )


@lru_cache(maxsize=4_096)
def _code(id_: str, length: int) -> str:
    return urlsafe_b64encode(hashlib.sha256(id_.encode()).digest()).decode()[:length]
