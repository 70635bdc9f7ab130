"""Dutch text as a reader takes it in: sentences and words, each with its place. Judging them is left to the rules.

A rule asks for the sentences of a text anew; a cache makes that cheap.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_END = re.compile(
    r"""
    (?P<mark>[.!?…]+) [)\]"'”’»]* (?:\s+|$) (?=[(\["'“‘«–-]*\s*(?:[^\W_a-zà-ÿ]|<|$))   # a mark and a new begin
    | \n \s* (?=[-•*–]\s|\d+[.)]\s)                                                 # a point of a list
    | \n \s* (?=["'“‘(]*[^\W_a-zà-ÿ])                                                # a new line
    """,
    re.VERBOSE,
)
_WORD = re.compile(
    r"<[a-z][a-z0-9_]*>|[€]?\d+(?:(?:\s?-\s?|\s|[.,:/])\d+)*[^\W\d_]*|[^\W\d_][^\W_]*(?:['’/&.-][^\W_]+)*"
)
_NEVER_LAST = frozenset(
    "art bijv bv blz ca dhr dr drs evt excl incl ing ir jo max mevr min mr mw nr nrs prof resp st tel vgl".split()
)
"""Abbreviations after which the sentence goes on, also before a capital."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_MAY_BE_LAST = frozenset({"e.d", "o.i.d", "enz", "etc", "a.u.b", "z.s.m"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. `start` and `starts` count characters from the begin of the whole text."""

    text: str
    start: int
    words: tuple[str, ...]
    """As written. A number, a phone number and a `<waarde>` are one word each."""
    starts: tuple[int, ...]
    folded: tuple[str, ...]
    """The words in lower case, with straight apostrophes."""

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"'”’») ").endswith("?")


@lru_cache(maxsize=8_192)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order. Text without a full stop is one sentence too."""
    return tuple(_sentence(text, start, end) for start, end in _bounds(text) if text[start:end].strip())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case, as `Sentence.folded` has them."""
    return tuple(_folded(word) for word in _WORD.findall(text))


def without_quotes(text: str) -> str:
    """The text with every quotation blanked out, so that places stay the same: what is quoted is said by another."""
    return _QUOTE.sub(lambda quote: " " * len(quote[0]), text)


_QUOTE = re.compile(r'"[^"\n]*"|“[^”\n]{0,600}”|‘[^’\n]{3,600}’(?!\w)|(?<!\w)\'[^\'\n]{3,600}\'(?!\w)')


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(text):
        if end["mark"] != "." or not _goes_on(text[start : end.start()]):
            yield start, end.end()
            start = end.end()
    yield start, len(text)


def _goes_on(before: str) -> bool:
    """Whether a full stop after this text ends no sentence: an abbreviation, an initial or the number of a list."""
    last = before.rsplit(None, 1)[-1].lstrip("(\"'“‘") if before.strip() else ""
    folded = last.lower()
    if folded in _MAY_BE_LAST:
        return False
    is_number_of_list = before.strip().isdigit() and len(before.strip()) < 3
    return folded in _NEVER_LAST or bool(_DOTTED.fullmatch(last + ".")) or is_number_of_list


def _sentence(text: str, start: int, end: int) -> Sentence:
    found = [(match[0], match.start()) for match in _WORD.finditer(text, start, end)]
    return Sentence(
        text=text[start:end].strip(),
        start=start + len(text[start:end]) - len(text[start:end].lstrip()),
        words=tuple(word for word, _ in found),
        starts=tuple(place for _, place in found),
        folded=tuple(_folded(word) for word, _ in found),
    )


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")
