"""Who asks: role and organisation, asked once where it matters, always to be skipped, found by typing.

Which rules and people follow from them is left to the screens. Nothing of it is stored.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from bot.content.library import Library
from bot.content.models import Organisation
from bot.conversation.button import Move, Page, write
from bot.conversation.desk import Desk
from bot.conversation.turn import Choice, Context, Reply, State, Turn
from bot.conversation.typed import Words, holds, is_slip, own
from bot.ids import Body, Role
from bot.texts import Texts

T = TypeVar("T")

MAX_NAMED = 4
_POSSIBLE = 75
"""Similarity to a name, 0 to 100, from which it is worth asking whether that is meant."""
_TELLING = 4
"""Letters of a word that can stand for a longer name."""
SHORT_WORDS = 3
"""Up to this many words are a name that nobody knows, rather than something else that was said."""
_NAME_WORDS = 6
"""More words than this are not the name of an organisation."""
_TELL_WORDS = 12
"""More than this do not say where somebody works, but what happened."""


def ask_role(state: State, back: Move, desk: Desk) -> Turn:
    """Ask in which role somebody asks, and go on to `back` with the answer."""
    choices = [
        desk.choice(
            desk.texts(f"rol.{role.value}"),
            replace(back, context=replace(state.context, role=role, declined=False), tells=True),
            desk.texts.words(f"woorden.rol-{role.value}"),
        )
        for role in Role
    ]
    choices.append(_rather_not(replace(back, context=replace(state.context, declined=True), tells=True), desk))
    choices.append(replace(desk.page(state.context, Page.STOP), aside=True))
    blocks = (desk.heading("rol.vraag"), desk.paragraph("rol.waarom"))
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=tuple(choices), in_place=True),))


def ask_organisation(state: State, back: Move, desk: Desk) -> Turn:
    """Ask at which organisation somebody works, by name or only by kind, and go on to `back` with the answer."""
    generic = [desk.library.generic(body) for body in Body]
    kinds = [pick(o, back, state, desk, desk.texts(f"organisatie.{o.body.value}")) for o in generic]
    rather_not = replace(state.context, organisation=None, declined_organisation=True)
    choices = (
        *kinds,
        _rather_not(replace(back, context=rather_not, tells=True), desk),
        desk.page(state.context, Page.HUMAN),
    )
    blocks = (desk.heading("organisatie.vraag"), desk.paragraph("organisatie.waarom"))
    asking = replace(state, asking=write(replace(back, context=state.context), desk.library.organisations))
    return Turn(state=asking, replies=(Reply(blocks=blocks, choices=choices, in_place=True),))


def offer(state: State, found: Iterable[Organisation], back: Move, desk: Desk) -> Turn:
    """Several organisations have a name like the typed one, or none has: let the person choose or type again."""
    names = [pick(o, back, state, desk) for o in found]
    asked = ask_organisation(state, back, desk)
    (reply,) = asked.replies
    blocks = (desk.paragraph("organisatie.welke" if names else "organisatie.onbekend"),)
    choices = (*names, *reply.choices[len(Body) :]) if names else reply.choices
    return replace(asked, replies=(replace(reply, blocks=blocks, choices=choices, in_place=False),))


def pick(organisation: Organisation, back: Move, state: State, desk: Desk, label: str | None = None) -> Choice:
    """The button of an organisation, which goes on to `back`."""
    there = replace(state.context, organisation=organisation.id, declined_organisation=False)
    return desk.choice(label or organisation.name, replace(back, context=there, tells=True))


def named(said: Words, library: Library, texts: Texts) -> Organisation | None:
    """The organisation that the words are a name of, to the letter; a real one before the stand-in for its kind."""
    meant = {said, _without(said, texts.words("woorden.bij-organisatie"))}
    return next((o for o in _real_first(library) if not meant.isdisjoint(_names(o))), None)


def like_named(said: Words, library: Library, texts: Texts) -> tuple[tuple[Organisation, ...], bool]:
    """The organisations that the words may be the name of, best first, at most `MAX_NAMED`; and whether it is clear
    that the only one is meant."""
    words = _without(said, texts.words("woorden.bij-organisatie"))
    if not words or len(words) > _TELL_WORDS:
        return (), False
    organisations = _real_first(library)
    mentioned = [o for o in organisations if any(_telling(name) and holds(words, name) for name in _names(o))]
    mentioned = [o for o in mentioned if not o.generic] or mentioned
    if len(mentioned) == 1:
        return (mentioned[0],), True
    if len(words) > _NAME_WORDS:
        return tuple(mentioned)[:MAX_NAMED], False
    slips = [o for o in organisations if any(is_slip(words, name) for name in _names(o))]
    if len(slips) == 1:
        return (slips[0],), True
    near = {o.id: o for o in (*mentioned, *slips)}
    scored = [(max(fuzz.ratio(" ".join(words), " ".join(name)) for name in _names(o)), o) for o in organisations]
    near |= {o.id: o for score, o in sorted(scored, key=lambda pair: -pair[0]) if score >= _POSSIBLE}
    if any(len(word) >= _TELLING for word in words):
        near |= {o.id: o for o in organisations if any(set(words) <= set(name) for name in _names(o))}
    return tuple(near.values())[:MAX_NAMED], False


def introduced(said: Words, context: Context, desk: Desk) -> Context | None:
    """The context of somebody who says who they are and nothing else: "ik ben wethouder in venlo", "ambtenaar"."""
    if len(said) > _TELL_WORDS:
        return None
    left, told = said, context
    role = _longest(left, [(own(name), role) for role in Role for name in _offices(role, desk)])
    if role is not None:
        left, told = _taken_out(left, role[0]), replace(told, role=role[1], declined=False)
    place = _longest(left, [(name, o.id) for o in _real_first(desk.library) for name in _names(o)])
    if place is not None:
        left = _taken_out(left, place[0])
        told = replace(told, organisation=place[1], declined_organisation=False)
    fillers = set(desk.texts.words("woorden.bij-wie"))
    return told if (role or place) and fillers.issuperset(left) else None


def role_of(said: Words, desk: Desk) -> Role | None:
    """The role of somebody who says it in a question: "ik ben raadslid en ...", "mag ik als wethouder ...".

    None when they say none or several, or speak of somebody else: "als wethouder Jansen boos wordt".
    """
    found = {
        role
        for role in Role
        for office in map(own, _offices(role, desk))
        for at in _places(said, office)
        if _is_own(said[:at], said[at + len(office) :], desk)
    }
    return found.pop() if len(found) == 1 else None


def _is_own(before: Words, after: Words, desk: Desk) -> bool:
    """Whether an office between these words is the speaker's: "ik ben ...", "heb ik als ...", "als ... mag ik".

    Not "ik zit in de raad van toezicht", "ik ben raadslid geweest" or "wat doe ik als wethouder mij onder druk zet".
    """
    if after[:1] and after[0] in desk.texts.words("woorden.rol-niet"):
        return False
    if before in _heads("rol-begin", desk) or _ending(before, _heads("rol-is", desk)) is not None:
        return True
    head = _ending(before, _heads("rol-als", desk))
    myself, subject, doing = ({*desk.texts.words(f"woorden.{which}")} for which in ("ikzelf", "wie-doet", "ik-doe"))
    if head is None or not (myself - subject).isdisjoint(after[:1]):
        return False
    *_, last_but_one, last = ("", "", *before[: -len(head)])
    return last in myself or (last_but_one in myself and last in doing) or not subject.isdisjoint(after[:2])


def _heads(which: str, desk: Desk) -> frozenset[Words]:
    return frozenset(map(own, desk.texts.words(f"woorden.{which}")))


def _ending(said: Words, heads: Iterable[Words]) -> Words | None:
    """Which of these the words end with."""
    return next((head for head in heads if said[-len(head) :] == head), None)


def _rather_not(move: Move, desk: Desk) -> Choice:
    choice = desk.choice(desk.texts("knop.zeg-ik-niet"), move, desk.texts.words("woorden.zeg-ik-niet"))
    return replace(choice, doubt=True)


def _offices(role: Role, desk: Desk) -> tuple[str, ...]:
    return (desk.texts(f"rol.{role.value}"), *desk.texts.words(f"woorden.rol-{role.value}"))


def _longest(said: Words, named: Iterable[tuple[Words, T]]) -> tuple[Words, T] | None:
    """Of these names the longest that stands among the words, with what it names; of equal ones the first."""
    held = [pair for pair in named if pair[0] and holds(said, pair[0])]
    return max(held, key=lambda pair: len(pair[0]), default=None)


def _taken_out(said: Words, name: Words) -> Words:
    at = _places(said, name)[0]
    return said[:at] + said[at + len(name) :]


def _places(said: Words, name: Words) -> list[int]:
    """Where this name begins among the words."""
    if name[0] not in said:
        return []
    return [at for at in range(len(said)) if said[at : at + len(name)] == name]


def _telling(name: Words) -> bool:
    return any(len(word) >= _TELLING for word in name)


def _real_first(library: Library) -> list[Organisation]:
    return sorted(library.organisations.values(), key=lambda organisation: organisation.generic)


def _names(organisation: Organisation) -> list[Words]:
    return [own(name) for name in (organisation.name, *organisation.other_names)]


def _without(said: Words, fillers: Iterable[str]) -> Words:
    """The words from the first one on that is not among `fillers`."""
    known = set(fillers)
    start = next((at for at, word in enumerate(said) if word not in known), len(said))
    return said[start:]
