"""Watches for words of danger, before any matching: threat, violence, suicide. Better one card too many than one short.

The phrases and the cards are the authors' (`knowledge/nood.yaml`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.content.models import DangerFile
from bot.ids import CardId
from bot.matching.normalise import FUNCTION_WORDS, fold, stem, words_of

LOOKED_AT = 4_096
"""Characters of a text that are looked at: the longest message Telegram lets through."""
BETWEEN = 2
"""Other words that may stand between two words of a phrase."""
FAR = 8
"""The same where the phrase has two dots: `brug .. springen`."""
SWAP_FROM = 5
"""Letters from which two that are swapped in a word are forgiven."""
SLIP_FROM = 7
"""Letters from which any one slip of the pen is. In a shorter word it makes another: of a thousand ordinary words that
are one letter from a word of danger, nearly all have fewer."""
_LONGEST = 40
_STEMMED = 500
"""Different words of a text that are stemmed, more than a page has. Those beyond are compared as they stand."""
_STARTS = 64
"""Places of one phrase that are held against the look-alikes. Beyond them it counts as danger."""
_OR = "/"
"""Between words of which any may stand there: `slaat/sloeg me/mij`."""
_ANY = "*"
"""The rest of a word, before its end or after its beginning: `*deur` is `achterdeur`, `bedreig*` is `bedreiging`."""
_DOTS = ".."
_FAR = -1

Pattern = tuple[int, ...]
"""A phrase, each word by its number. Words of which any may stand there have one number together. Dots are `_FAR`."""
Places = Mapping[int, int]
"""For the number of a word the places in the text where it stands, as bits: bit i is word i."""


@dataclass(frozen=True, slots=True)
class DangerWatch:
    """Finds phrases of danger in a text. Immutable; without phrases it finds nothing."""

    phrases: tuple[tuple[CardId, Pattern], ...] = ()
    """In order of urgency."""
    lookalikes: tuple[Pattern, ...] = ()
    choices: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The number of a word -> the numbers of the choices it belongs to."""
    ordinary: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """A look-alike of one word -> its number, if a phrase has it. It is no form or slip of another word."""
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The beginning or end of a word, with the star that stands for the rest -> its number."""
    longest_part: int = 0
    stems: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Stem -> the words that have it."""
    near: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """A form (`_forms`) of a long word with at most one letter left out -> that form, and the number of its word."""
    heads: frozenset[str] = frozenset()
    """How the words and stems begin. One that begins otherwise needs no stemming, which is what takes the time."""

    @classmethod
    def of(cls, file: DangerFile) -> "DangerWatch":
        """Watch for the phrases of `file`. A phrase without letters or digits is left out.

        A slash stands between words of which any will do: `slaat/sloeg me/mij`. A star stands for the rest of a word:
        `*deur`, `bedreig*`. Two dots let more words stand between: `brug .. springen`.
        """
        numbers: dict[tuple[str, ...], int] = {}

        def number(*choice: str) -> int:
            return numbers.setdefault(choice, len(numbers))

        def pattern(phrase: str) -> Pattern:
            return tuple(_FAR if words == (_DOTS,) else number(*words) for words in _words_of(phrase))

        found = [
            (card.id, pattern(phrase))
            for card in file.cards
            for group in file.words
            if group.card == card.id
            for phrase in group.phrases
        ]
        lookalikes = [pattern(phrase) for phrase in file.lookalikes if len(_words_of(phrase)) > 1]
        choices: dict[int, frozenset[int]] = {}
        for choice, own in tuple(numbers.items()):
            for word in choice if len(choice) > 1 else ():
                choices[number(word)] = choices.get(number(word), frozenset()) | {own}
        stems: dict[str, frozenset[int]] = {}
        near: dict[str, tuple[tuple[str, int], ...]] = {}
        for (word, *others), own in numbers.items():
            if others or _ANY in word:
                continue
            stems[_stem(word)] = stems.get(_stem(word), frozenset()) | {own}
            if len(word) >= SWAP_FROM:
                for form in _forms(word, _stem(word)):
                    for key in _with_one_left_out(form):
                        near[key] = (*near.get(key, ()), (form, own))
        return cls(
            phrases=tuple((card, phrase) for card, phrase in found if phrase),
            lookalikes=tuple(lookalikes),
            choices=choices,
            parts={word: frozenset({own}) for (word, *others), own in numbers.items() if not others and _ANY in word},
            longest_part=max((len(word) for choice in numbers for word in choice if _ANY in word), default=0),
            ordinary={
                word: frozenset({numbers[(word,)]} if (word,) in numbers else ())
                for words in map(_words_of, file.lookalikes)
                for word in (words[0] if len(words) == 1 else ())
            },
            stems=stems,
            near=near,
            heads=frozenset(part[:2] for part in (*stems, *(word for choice in numbers for word in choice))),
        )

    def card_for(self, text: str) -> CardId | None:
        """The safety card for somebody who writes `text`, the most urgent if several fit; None if there is no danger.

        The words of a phrase occur in its order, with at most two others between each two, and eight at dots. Words of
        seven letters or more may differ in one letter, of five or more in two that are swapped, unless that makes a
        word that is known by itself. A look-alike cancels what lies within it, and nothing else.
        """
        if not self.phrases:
            return None
        at = self._places(words_of(fold(text, raw_cap=LOOKED_AT, cap=LOOKED_AT)))
        spans: list[tuple[int, int]] | None = None
        for card, phrase in self.phrases:
            starts = _starts(phrase, at)
            if starts and spans is None:
                spans = [span for lookalike in self.lookalikes for span in _spans(lookalike, at)]
            if starts and not _is_within(phrase, starts, at, spans or ()):
                return card
        return None

    def _places(self, words: Sequence[str]) -> Places:
        at: dict[int, int] = {}
        of_word: dict[str, frozenset[int]] = {}
        for place, word in enumerate(words):
            if word not in of_word:
                of_word[word] = self._numbers(word, stemmed=len(of_word) < _STEMMED)
            for number in of_word[word]:
                at[number] = at.get(number, 0) | 1 << place
        return at

    def _numbers(self, word: str, *, stemmed: bool) -> frozenset[int]:
        """The words of phrases that this word of a text may stand for."""
        head = word[2:4] if word.startswith("ge") and word[2:4] in self.heads else word[:2]
        own = _stem(word) if stemmed and head in self.heads else word
        if word in self.ordinary:
            found = self.ordinary[word]
        else:
            found = self.stems.get(own, frozenset()).union(*(self.parts.get(part, ()) for part in self._parts(word)))
        slips = {
            number
            for form in (() if word in self.ordinary or word in FUNCTION_WORDS else _forms(word, own))
            for key in _with_one_left_out(form)
            for other, number in self.near.get(key, ())
            if _is_slip(form, other)
        }
        words = found | slips
        return words.union(*(self.choices[number] for number in words if number in self.choices))

    def _parts(self, word: str) -> Iterator[str]:
        for length in range(1, min(len(word) + 1, self.longest_part)):
            yield f"{_ANY}{word[-length:]}"
            yield f"{word[:length]}{_ANY}"


def _words_of(phrase: str) -> list[tuple[str, ...]]:
    """The words of a phrase in order, and for each the words that may stand there instead."""
    words: list[tuple[str, ...]] = []
    # A choice may go on after a slash on the next line.
    for part in fold(phrase, raw_cap=LOOKED_AT, cap=LOOKED_AT).replace(f"{_OR} ", _OR).split():
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


def _single(written: str) -> Iterator[str]:
    """The word as it is written in a phrase, with its star."""
    for word in words_of(written):
        before = _ANY if written.startswith(_ANY) else ""
        yield f"{before}{word}{_ANY if written.endswith(_ANY) else ''}"


def _stem(word: str) -> str:
    """The stem, or the word if its stem is a function word: `mets` is no `met`."""
    found = stem(word)
    return word if found in FUNCTION_WORDS else found


def _forms(word: str, stem_of_word: str) -> Iterator[str]:
    """The word and its stem, each marked as what it is: a slip in a short stem makes another, as in a short word."""
    if SWAP_FROM <= len(word) <= _LONGEST:
        yield f"={word}"
        if len(stem_of_word) >= SLIP_FROM:
            yield f"~{stem_of_word}"


def _is_slip(form: str, other: str) -> bool:
    """Whether one form is a slip of the other; both begin with their mark."""
    if OSA.distance(form, other, score_cutoff=1) > 1:
        return False
    return max(len(form), len(other)) > SLIP_FROM or sorted(form) == sorted(other)


def _with_one_left_out(form: str) -> Iterator[str]:
    """The form, and what is left of it without each of its letters: two forms one slip apart share one of these."""
    yield form
    yield from (form[:i] + form[i + 1 :] for i in range(1, len(form)))


def _starts(phrase: Pattern, at: Places) -> int:
    """Where the phrase begins, as bits; 0 if it does not occur."""
    reached, between = at.get(phrase[-1], 0), BETWEEN
    for number in reversed(phrase[:-1]):
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


def _end(phrase: Pattern, start: int, at: Places) -> int:
    """The last place where the phrase may end that begins at `start`."""
    reached, between = 1 << start, BETWEEN
    for number in phrase[1:]:
        if number == _FAR:
            between = FAR
            continue
        later = reached << 1
        for _ in range(between):
            later |= later << 1
        reached, between = at.get(number, 0) & later, BETWEEN
    return reached.bit_length() - 1


def _spans(phrase: Pattern, at: Places) -> Iterator[tuple[int, int]]:
    """Where the phrase begins and ends, each time; the first `_STARTS` times."""
    starts = _starts(phrase, at)
    for _ in range(_STARTS):
        if not starts:
            return
        start = (starts & -starts).bit_length() - 1
        yield start, _end(phrase, start, at)
        starts &= starts - 1


def _is_within(phrase: Pattern, starts: int, at: Places, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each occurrence of the phrase lies within one of `spans`."""
    if starts.bit_count() > _STARTS:
        return False
    return all(any(first <= start and end <= last for first, last in spans) for start, end in _spans(phrase, at))
