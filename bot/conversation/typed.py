"""Which button somebody means who types instead of pressing: its number, its words, or something that comes close.

Deciding what to do with a guess is left to `hearing`.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.content.folding import says_doubt
from bot.conversation.turn import Choice
from bot.matching.normalise import fold, words_of
from bot.texts import Texts

Words = tuple[str, ...]
"""Folded words, as typed."""

_FEW = 3
"""Up to this many words may be a part of a label; more is something said."""
_TELLING = 4
"""Letters that one of those words has at least: `de` and `een` point at nothing."""
_SHORTEST, _LONG = 5, 10
"""Letters of a word from which one slip of the pen, and from which two, still leave no doubt about it."""
_LONG_ENOUGH = 8
"""Letters from which what works everywhere may have a slip at all."""
_NEGATIONS = frozenset(("niet", "geen", "niemand", "nooit", "niets", "niks", "neet"))
"""One letter turns these into their opposite: `iemand`, `een`, `ooit`, `iets`."""


def said_of(text: str) -> Words:
    """The words of a text that somebody typed, without capitals, accents and punctuation."""
    return words_of(fold(text))


@lru_cache(maxsize=16_384)
def own(text: str) -> Words:
    """The same of a text of ours: a label, a word, a name. These come back with every message, so they are remembered;
    what people type never is."""
    return said_of(text)


def number_of(said: Words, texts: Texts) -> int | None:
    """The number that was typed, and nothing besides: `2`, `nummer 2`, `de tweede`. Not whether it is on screen."""
    fillers = {own(word) for word in texts.words("woorden.bij-nummer")}
    words = tuple(word for word in said if (word,) not in fillers) or said
    if len(words) != 1:
        return None
    (word,) = words
    if word.isascii() and word.isdigit():
        return int(word[:3])
    for key in ("woorden.getallen", "woorden.rangtelwoorden"):
        names = texts.words(key)
        if word in names:
            return names.index(word) + 1
    return None


def chosen(choices: Iterable[Choice], said: Words) -> Choice | None:
    """The choice whose label or word this is, to the letter. What stands on a button goes before words."""
    choices = tuple(choices)
    named = next((c for c in choices if said == own(c.label)), None)
    named = named or next((c for c in choices if said in map(own, c.words)), None)
    if named is None and says_doubt(" ".join(said)):
        return next((c for c in choices if c.doubt), None)
    return named


def pointed_at(choices: Iterable[Choice], said: Words) -> Choice | None:
    """The one choice that a few words are a part of, or are with a slip of the pen; None when there are more."""
    if not said or len(said) > _FEW:
        return None
    choices = tuple(choices)
    if any(len(word) >= _TELLING for word in said):
        parts = [c for c in choices if set(said) <= set(own(c.label))]
        if len(parts) == 1:
            return parts[0]
    like = [c for c in choices if any(is_slip(said, own(text)) for text in (c.label, *c.words))]
    return like[0] if len(like) == 1 else None


def is_slip(said: Words, meant: Words) -> bool:
    """Whether these are the same words but for a letter in some, or two in a long one: left out, added, other or
    swapped. Words that are split or run together may have no other slip."""
    if len(said) != len(meant):
        return "".join(said) == "".join(meant)
    return all(one == other or _is_slip(one, other) for one, other in zip(said, meant, strict=True))


def _is_slip(typed: str, right: str) -> bool:
    length = max(len(typed), len(right))
    if length < _SHORTEST or not _NEGATIONS.isdisjoint((typed, right)):
        return False
    slips = 2 if length >= _LONG else 1
    return OSA.distance(typed, right, score_cutoff=slips) <= slips


def mentioned(choices: Iterable[Choice], said: Words) -> Choice | None:
    """The one choice whose label or word stands among the words; None when there are more."""
    meant = [c for c in choices if any(holds(said, own(text)) for text in (c.label, *c.words))]
    return meant[0] if len(meant) == 1 else None


def named_in(choices: tuple[Choice, ...], said: Words) -> Choice | None:
    """The choice that these words name in any of these ways, the surest first."""
    return (chosen(choices, said) or pointed_at(choices, said) or mentioned(choices, said)) if said else None


def is_word(said: Words, texts: Texts, *keys: str, slips: bool = False) -> bool:
    """Whether this is one of the words under these keys of `woorden`, and nothing else.

    `slips`: or one of those of some length with a slip of the pen, or with words between that say nothing.
    """
    known = [own(word) for meaning in keys for word in texts.words(f"woorden.{meaning}")]
    if said in known or not slips:
        return said in known
    fillers = frozenset(texts.words("woorden.vulwoorden"))
    bare = _without(fillers, said)
    return any(
        (len(" ".join(word)) >= _LONG_ENOUGH and is_slip(said, word))
        or (len(bare) > 1 and bare == _without(fillers, word))
        for word in known
    )


def denies(said: Words, texts: Texts) -> bool:
    """Whether this says that there is no danger, to the letter but for a few words that take nothing back: who is
    believed wrongly loses the card. So no slip of the pen, for `onveilig` is near `veilig`, and no `misschien`."""
    known = {own(word) for word in texts.words("woorden.veilig")}
    return said in known or _without(texts.words("woorden.veilig-ook"), said) in known


def _without(fillers: Collection[str], words: Words) -> Words:
    return tuple(word for word in words if word not in fillers)


def holds(said: Words, sought: Words) -> bool:
    """Whether these words stand among what was said, in a row."""
    return any(said[at : at + len(sought)] == sought for at in range(len(said) - len(sought) + 1)) if sought else False
