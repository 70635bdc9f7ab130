"""Comparing words as people do: without capitals, accents and punctuation; and guessing which word was meant."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.dilemma.tree import Option

_GAPS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")

DOUBT_ID = "weet-niet"
DOUBT_LABELS = frozenset(
    {
        "weet ik niet",
        "weet niet",
        "weet ik niet zeker",
        "weet ik nog niet",
        "weet ik niet precies",
        "ik weet het niet",
        "ik weet het niet zeker",
        "ik weet het nog niet",
        "ik weet niet",
        "geen idee",
        "ik twijfel",
        "twijfel",
        "niet zeker",
        "onbekend",
    }
)


def fold(text: str) -> str:
    """`text` in lower case, without accents, punctuation as one space: `Één, of twee?` becomes `een of twee`."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text[:4_000]).casefold())
    return _GAPS.sub(" ", plain).strip()


def is_doubt(option: Option) -> bool:
    """Whether this option stands for "weet ik niet" (G13).

    Its id starts with `weet-niet`, or its label, folded and without a leading "dat", is one of `DOUBT_LABELS`.
    """
    label = fold(option.label).removeprefix("dat ").removeprefix("nee ").removeprefix("hmm ")
    return option.id.startswith(DOUBT_ID) or label in DOUBT_LABELS


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: at most two slips away, one for words of two or three letters."""
    if len(word) > 60:
        return None
    limit = min(2, len(word) // 2)
    near = [(OSA.distance(word, other, score_cutoff=limit), other) for other in sorted(known)]
    best = min((pair for pair in near if pair[0] <= limit), default=None)
    return best[1] if best else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """The hint for a word that does not exist."""
    found = closest(word, known)
    return f"bedoelde je `{found}`?" if found else otherwise


def short(text: str, length: int = 40) -> str:
    """What an author wrote, short enough for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


def listed(words: Iterable[str]) -> str:
    """`a, b of c`."""
    *first, last = list(words) or ["(geen)"]
    return f"{', '.join(first)} of {last}" if first else last
