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
SLIP_FROM = 5
"""Letters from which one slip of the pen in a word is forgiven. Of a shorter word it makes another."""
_LONGEST = 40
_STEMMED = 500
"""Different words of a text that are stemmed, more than a page has. Those beyond are compared as they stand."""
_STARTS = 64
"""Places of one phrase that are held against the look-alikes. Beyond them it counts as danger."""
_OR = "/"
"""Between words of which any may stand there: `slaat/sloeg me/mij`."""

Pattern = tuple[int, ...]
"""A phrase, each word by its number. Words of which any may stand there have one number together."""
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
    itself: frozenset[str] = FUNCTION_WORDS
    """Words that are no slip of another: function words and look-alikes of one word."""
    stems: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Stem -> the words that have it."""
    near: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """A form (`_forms`) of a long word with at most one letter left out -> that form, and the number of its word."""
    heads: frozenset[str] = frozenset()
    """How the stems begin. A word that begins otherwise needs no stemming, which is what takes the time."""

    @classmethod
    def of(cls, file: DangerFile) -> "DangerWatch":
        """Watch for the phrases of `file`. A phrase without letters or digits is left out.

        A slash stands between words of which any will do: `slaat/sloeg me/mij`.
        """
        numbers: dict[tuple[str, ...], int] = {}

        def number(*choice: str) -> int:
            return numbers.setdefault(choice, len(numbers))

        def pattern(phrase: str) -> Pattern:
            return tuple(number(*words) for words in _words_of(phrase))

        found = [
            (card.id, pattern(phrase))
            for card in file.cards
            for group in file.words
            if group.card == card.id
            for phrase in group.phrases
        ]
        lookalikes = [pattern(phrase) for phrase in file.lookalikes]
        choices: dict[int, frozenset[int]] = {}
        for choice, own in tuple(numbers.items()):
            for word in choice if len(choice) > 1 else ():
                choices[number(word)] = choices.get(number(word), frozenset()) | {own}
        stems: dict[str, frozenset[int]] = {}
        near: dict[str, tuple[tuple[str, int], ...]] = {}
        for (word, *others), own in numbers.items():
            if others:
                continue
            stems[stem(word)] = stems.get(stem(word), frozenset()) | {own}
            if len(word) >= SLIP_FROM:
                for form in _forms(word, stem(word)):
                    for key in _with_one_left_out(form):
                        near[key] = (*near.get(key, ()), (form, own))
        return cls(
            phrases=tuple((card, phrase) for card, phrase in found if phrase),
            lookalikes=tuple(lookalike for lookalike in lookalikes if lookalike),
            choices=choices,
            itself=FUNCTION_WORDS.union(*(words[0] for words in map(_words_of, file.lookalikes) if len(words) == 1)),
            stems=stems,
            near=near,
            heads=frozenset(found_stem[:2] for found_stem in stems),
        )

    def card_for(self, text: str) -> CardId | None:
        """The safety card for somebody who writes `text`, the most urgent if several fit; None if there is no danger.

        The words of a phrase occur in its order, with at most two others between each two. Words of five letters or
        more may differ in one letter, or two swapped, unless that makes a word that is known by itself. A look-alike
        cancels what lies within it, and nothing else.
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
        own = stem(word) if stemmed and head in self.heads else word
        found = self.stems.get(own, frozenset())
        slips = {
            number
            for form in (() if word in self.itself else _forms(word, own))
            for key in _with_one_left_out(form)
            for other, number in self.near.get(key, ())
            if OSA.distance(form, other, score_cutoff=1) <= 1
        }
        words = found | slips
        return words.union(*(self.choices[number] for number in words if number in self.choices))


def _words_of(phrase: str) -> list[tuple[str, ...]]:
    """The words of a phrase in order, and for each the words that may stand there instead."""
    words: list[tuple[str, ...]] = []
    for part in fold(phrase).split():
        first, *rest = map(words_of, part.split(_OR))
        # Only single words are a choice: an apostrophe or hyphen inside keeps its old meaning.
        if all(len(word) == 1 for word in (first, *rest)):
            words.append(tuple(sorted({first[0], *(word[0] for word in rest)})))
        else:
            words.extend((word,) for word in words_of(part))
    return words


def _forms(word: str, stem_of_word: str) -> Iterator[str]:
    """The word and its stem, each marked as what it is: a slip in a short stem makes another, as in a short word."""
    if SLIP_FROM - 1 <= len(word) <= _LONGEST:
        yield f"={word}"
        if len(stem_of_word) >= SLIP_FROM:
            yield f"~{stem_of_word}"


def _with_one_left_out(form: str) -> Iterator[str]:
    """The form, and what is left of it without each of its letters: two forms one slip apart share one of these."""
    yield form
    yield from (form[:i] + form[i + 1 :] for i in range(1, len(form)))


def _starts(phrase: Pattern, at: Places) -> int:
    """Where the phrase begins, as bits; 0 if it does not occur."""
    reached = at.get(phrase[-1], 0)
    for number in reversed(phrase[:-1]):
        if not reached:
            break
        earlier = reached >> 1
        for _ in range(BETWEEN):
            earlier |= earlier >> 1
        reached = at.get(number, 0) & earlier
    return reached


def _end(phrase: Pattern, start: int, at: Places) -> int:
    """The last place where the phrase may end that begins at `start`."""
    reached = 1 << start
    for number in phrase[1:]:
        later = reached << 1
        for _ in range(BETWEEN):
            later |= later << 1
        reached = at.get(number, 0) & later
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
