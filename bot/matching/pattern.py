"""A phrase of `nood.yaml` as a pattern: how it is written, and where it stands in a text.

Which word of a text is which word of a phrase is left to `danger`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.matching.normalise import fold, words_of

BETWEEN = 2
"""Other words that may stand between two words of a phrase."""
FAR = 8
"""The same where the phrase has two dots: `brug .. springen`."""
ANY = "*"
"""The rest of a word, before its end or after its beginning: `*deur` is `achterdeur`, `bedreig*` is `bedreiging`."""
_OR = "/"
"""Between words of which any may stand there: `slaat/sloeg me/mij`."""
_DOTS = ".."
_FAR = -1
_LONGEST_PHRASE = 4_096
_STARTS = 64
"""Places of one phrase that are held against the look-alikes. Beyond them it counts as danger."""

Pattern = tuple[int, ...]
"""A phrase, each word by its number. Words of which any may stand there have one number together. Dots are `_FAR`."""
Places = Mapping[int, int]
"""For the number of a word the places in the text where it stands, as bits: bit i is word i."""


def choices_of(phrase: str) -> list[tuple[str, ...]]:
    """The words of a phrase in order, and for each the words that may stand there instead; dots as they are."""
    words: list[tuple[str, ...]] = []
    # A choice may go on after a slash on the next line.
    for part in fold(phrase, raw_cap=_LONGEST_PHRASE, cap=_LONGEST_PHRASE).replace(f"{_OR} ", _OR).split():
        if part == _DOTS:
            words += [(_DOTS,)] if words else []
            continue
        choice = {word for written in part.split(_OR) for word in _single(written)}
        # Only single words are a choice: a hyphen inside keeps its old meaning.
        if all(len(words_of(written)) == 1 for written in part.split(_OR)):
            words.append(tuple(sorted(choice)))
        else:
            words.extend((word,) for word in words_of(part))
    while words and words[-1] == (_DOTS,):
        words.pop()
    return words


def pattern_of(phrase: str, number: Callable[..., int]) -> Pattern:
    """The pattern of a phrase; `number` gives the number of a choice of words."""
    return tuple(_FAR if words == (_DOTS,) else number(*words) for words in choices_of(phrase))


def starts_of(pattern: Pattern, at: Places) -> int:
    """Where the phrase begins, as bits; 0 if it does not occur."""
    reached, between = at.get(pattern[-1], 0), BETWEEN
    for number in reversed(pattern[:-1]):
        if not reached:
            break
        if number == _FAR:
            between = FAR
            continue
        earlier = reached >> 1
        for _ in range(between):
            earlier |= earlier >> 1
        reached, between = at.get(number, 0) & earlier, BETWEEN
    return reached


def spans_of(pattern: Pattern, at: Places) -> Iterator[tuple[int, int]]:
    """Where the phrase begins and ends, each time; the first `_STARTS` times."""
    starts = starts_of(pattern, at)
    for _ in range(_STARTS):
        if not starts:
            return
        start = (starts & -starts).bit_length() - 1
        yield start, _end(pattern, start, at)
        starts &= starts - 1


def is_within(pattern: Pattern, starts: int, at: Places, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each occurrence of the phrase lies within one of `spans`."""
    if starts.bit_count() > _STARTS:
        return False
    return all(any(first <= start and end <= last for first, last in spans) for start, end in spans_of(pattern, at))


def _single(written: str) -> Iterator[str]:
    """The word as it is written in a phrase, with its star."""
    for word in words_of(written):
        before = ANY if written.startswith(ANY) else ""
        yield f"{before}{word}{ANY if written.endswith(ANY) else ''}"


def _end(pattern: Pattern, start: int, at: Places) -> int:
    """The last place where the phrase may end that begins at `start`."""
    reached, between = 1 << start, BETWEEN
    for number in pattern[1:]:
        if number == _FAR:
            between = FAR
            continue
        later = reached << 1
        for _ in range(between):
            later |= later << 1
        reached, between = at.get(number, 0) & later, BETWEEN
    return reached.bit_length() - 1
