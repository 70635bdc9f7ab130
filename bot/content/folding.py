"""Comparing words as people do: without capitals, accents and punctuation; and guessing which word was meant."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.dilemma.tree import Option

_GAPS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")

DOUBT_ID = "weet-niet"
_AFTER = "(?: meer| zeker| precies| goed)*(?: of .+)?"
_NOT = r"(?:het |dat |dit )?(?:nog |echt |eigenlijk )*niet"
_CANNOT = r"(?:het |dat |dit )?(?:nog |nu )*niet (?:goed )?(?:zeggen|inschatten|beoordelen|overzien)"
_DOUBT = re.compile(
    "(?:(?:nee|hmm*|tja|nou|eh) )*(?:"
    + "|".join(
        (
            rf"(?:ik )?weet {_NOT}{_AFTER}",
            rf"(?:dat |dit |het )?weet ik {_NOT}{_AFTER}",
            "(?:(?:daar |hier )?heb ik |ik heb )?(?:er |daar |hier )?(?:nog |echt )*geen (?:flauw )?idee(?: van)?",
            "misschien(?: wel| niet)?",
            "(?:ik )?twijfel(?: nog| hierover| daarover| eraan| erover| of .+)?",
            "(?:hier|daar|dat) twijfel ik (?:nog )?(?:over|aan)",
            rf"(?:dat |dit )?kan ik {_CANNOT}",
            rf"ik kan {_CANNOT}",
            "(?:(?:daar |hier |dat )?ben ik |ik ben )?(?:er |daar |hier )?(?:nog )?niet zeker(?: van)?",
            "(?:dat is )?(?:mij |me )?(?:nog )?onbekend",
        )
    )
    + ")"
)
"""Ways to say, after folding, that one does not know. Only about oneself: "niemand weet het" is an answer."""


def fold(text: str) -> str:
    """`text` in lower case, without accents, punctuation as one space: `Één, of twee?` becomes `een of twee`."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text[:4_000]).casefold())
    return _GAPS.sub(" ", plain).strip()


def says_doubt(label: str) -> bool:
    """Whether who chooses a button with this text says that they do not know: "dat weet ik niet", "misschien"."""
    return len(label) <= 200 and _DOUBT.fullmatch(fold(label)) is not None


def is_doubt(option: Option) -> bool:
    """Whether this option stands for "weet ik niet" (G13): its id starts with `weet-niet`, or its label says so."""
    return option.id.startswith(DOUBT_ID) or says_doubt(option.label)


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
