"""Who asks: role and organisation, asked once where it matters, always to be skipped, found by typing.

Which rules and people follow from them is left to the screens. Nothing of it is stored.
"""

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from bot.content.library import Library
from bot.content.models import Organisation
from bot.conversation.button import Move, Page, write
from bot.conversation.desk import Desk
from bot.conversation.turn import Choice, Context, Reply, State, Turn
from bot.conversation.typed import Said, is_slip, said_of
from bot.ids import Body, Role
from bot.texts import Texts

MAX_NAMED = 4
_POSSIBLE = 75
"""Similarity to a name, 0 to 100, from which it is worth asking whether that is meant."""
_TELLING = 4
"""Letters of a word that can stand for a longer name."""
SHORT_WORDS = 3
"""Up to this many words are a name that nobody knows, rather than something else that was said."""
_NAME_WORDS = 6
"""More words than this are not the name of an organisation."""


def ask_role(state: State, back: Move, desk: Desk) -> Turn:
    """Ask in which role somebody asks, and go on to `back` with the answer."""
    choices = [
        desk.choice(
            desk.texts(f"rol.{role.value}"),
            replace(back, context=replace(state.context, role=role, declined=False)),
            desk.texts.words(f"woorden.rol-{role.value}"),
        )
        for role in Role
    ]
    choices.append(_rather_not(replace(back, context=replace(state.context, declined=True)), desk))
    choices.append(replace(desk.page(state.context, Page.STOP), aside=True))
    blocks = (desk.heading("rol.vraag"), desk.paragraph("rol.waarom"))
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=tuple(choices), in_place=True),))


def ask_organisation(state: State, back: Move, desk: Desk) -> Turn:
    """Ask at which organisation somebody works, by name or only by kind, and go on to `back` with the answer."""
    generic = [desk.library.generic(body) for body in Body]
    kinds = [pick(o, back, state, desk, desk.texts(f"organisatie.{o.body.value}")) for o in generic]
    rather_not = replace(state.context, organisation=None, declined_organisation=True)
    choices = (*kinds, _rather_not(replace(back, context=rather_not), desk), desk.page(state.context, Page.HUMAN))
    blocks = (desk.heading("organisatie.vraag"), desk.paragraph("organisatie.waarom"))
    asking = replace(state, asking=write(replace(back, context=state.context), desk.library.organisations))
    return Turn(state=asking, replies=(Reply(blocks=blocks, choices=choices, in_place=True),))


def offer(state: State, found: Iterable[Organisation], back: Move, desk: Desk) -> Turn:
    """Several organisations have a name like the typed one, or none has: let the person choose or type again."""
    names = [pick(o, back, state, desk) for o in found]
    asked = ask_organisation(state, back, desk)
    (reply,) = asked.replies
    blocks = (desk.paragraph("organisatie.welke" if names else "organisatie.onbekend"),)
    return replace(asked, replies=(replace(reply, blocks=blocks, choices=(*names, *reply.choices), in_place=False),))


def pick(organisation: Organisation, back: Move, state: State, desk: Desk, label: str | None = None) -> Choice:
    """The button of an organisation, which goes on to `back`."""
    there = replace(state.context, organisation=organisation.id, declined_organisation=False)
    return desk.choice(label or organisation.name, replace(back, context=there))


def named(said: Said, library: Library, texts: Texts) -> Organisation | None:
    """The organisation that the words are a name of, to the letter; a real one before the stand-in for its kind."""
    meant = {said, _without(said, texts.words("woorden.bij-organisatie"))}
    return next((o for o in _real_first(library) if not meant.isdisjoint(_names(o))), None)


def like_named(said: Said, library: Library, texts: Texts) -> tuple[tuple[Organisation, ...], bool]:
    """The organisations that the words may be the name of, best first, at most `MAX_NAMED`; and whether it is clear
    that the only one is meant."""
    words = _without(said, texts.words("woorden.bij-organisatie"))
    if not words or len(words) > _NAME_WORDS:
        return (), False
    organisations = _real_first(library)
    slips = [o for o in organisations if any(is_slip(words, name) for name in _names(o))]
    if len(slips) == 1:
        return (slips[0],), True
    near = {o.id: o for o in slips}
    scored = [(max(fuzz.ratio(" ".join(words), " ".join(name)) for name in _names(o)), o) for o in organisations]
    near |= {o.id: o for score, o in sorted(scored, key=lambda pair: -pair[0]) if score >= _POSSIBLE}
    if any(len(word) >= _TELLING for word in words):
        near |= {o.id: o for o in organisations if any(set(words) <= set(name) for name in _names(o))}
    return tuple(near.values())[:MAX_NAMED], False


def introduced(said: Said, context: Context, desk: Desk) -> Context | None:
    """The context of somebody who says who they are and nothing else: "ik ben wethouder", "ik werk in venlo"."""
    office = _without(said, desk.texts.words("woorden.bij-rol"))
    for role in Role:
        words = (desk.texts(f"rol.{role.value}"), *desk.texts.words(f"woorden.rol-{role.value}"))
        if office != said and office in map(said_of, words):
            return replace(context, role=role, declined=False)
    found = named(said, desk.library, desk.texts)
    return replace(context, organisation=found.id, declined_organisation=False) if found else None


def _rather_not(move: Move, desk: Desk) -> Choice:
    return desk.choice(desk.texts("knop.zeg-ik-niet"), move, desk.texts.words("woorden.zeg-ik-niet"))


def _real_first(library: Library) -> list[Organisation]:
    return sorted(library.organisations.values(), key=lambda organisation: organisation.generic)


def _names(organisation: Organisation) -> list[Said]:
    return [said_of(name) for name in (organisation.name, *organisation.other_names)]


def _without(said: Said, fillers: Iterable[str]) -> Said:
    """The words from the first one on that is not among `fillers`."""
    known = set(fillers)
    start = next((at for at, word in enumerate(said) if word not in known), len(said))
    return said[start:]
