"""Finds words of danger in a text: phrases that are enough by themselves, phrases that speak for danger, and signals.

The phrases and the cards are the authors' (`knowledge/nood.yaml`). What they mean together is left to `alarm`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.content.models import DangerFile
from bot.ids import CardId
from bot.matching.normalise import FUNCTION_WORDS, fold, stem, words_of
from bot.matching.pattern import (
    ANY,
    BETWEEN,
    FAR,
    Pattern,
    Places,
    choices_of,
    is_within,
    pattern_of,
    spans_of,
    starts_of,
)
from bot.matching.spacing import respaced

__all__ = ["BETWEEN", "FAR", "LOOKED_AT", "DangerWatch", "Seen", "words_in"]

LOOKED_AT = 4_096
"""Characters of a text that are looked at: the longest message Telegram lets through."""
SWAP_FROM = 5
"""Letters from which two that are swapped in a word are forgiven."""
SLIP_FROM = 7
"""Letters from which any one slip of the pen is. In a shorter word it makes another: of a thousand ordinary words that
are one letter from a word of danger, nearly all have fewer."""
JOINED_FROM = 8
"""Letters from which two words that stand apart may be one: `zelf moord`."""
_LONGEST = 40
_STEMMED = 500
"""Different words of a text that are stemmed, more than a page has. Those beyond are compared as they stand."""


class Weight(StrEnum):
    """What a phrase is worth."""

    SURE = "zeker"
    LIKELY = "sterk"
    SIGNAL = "aanwijzing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen in a text, or in a part of it."""

    sure: CardId | None = None
    """The most urgent card of the phrases that are enough by themselves."""
    likely: Mapping[CardId, int] = field(default_factory=dict)
    """For each card how many other phrases of it occur, the most urgent first."""
    signals: tuple[str, ...] = ()
    """The ids of the signals, in their order."""


@dataclass(frozen=True, slots=True)
class DangerWatch:
    """Finds phrases of danger in a text. Immutable; without phrases it finds nothing."""

    phrases: tuple[tuple[str, Weight, Pattern], ...] = ()
    """Card or signal, weight, pattern; cards in order of urgency."""
    ends: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """The number of a word -> the phrases that end with it."""
    lookalikes: tuple[Pattern, ...] = ()
    calm_ends: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """The number of a word -> the look-alikes that end with it."""
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
    known: frozenset[str] = frozenset()
    """The words of the phrases, as they stand there."""

    @classmethod
    def of(cls, file: DangerFile) -> "DangerWatch":
        """Watch for the phrases of `file`. A phrase without letters or digits is left out.

        A slash stands between words of which any will do: `slaat/sloeg me/mij`. A star stands for the rest of a word:
        `*deur`, `bedreig*`. Two dots let more words stand between: `brug .. springen`.
        """
        numbers: dict[tuple[str, ...], int] = {}

        def number(*choice: str) -> int:
            return numbers.setdefault(choice, len(numbers))

        phrases = tuple(_phrases(file, partial(pattern_of, number=number)))
        lookalikes = [pattern_of(phrase, number) for phrase in file.lookalikes if len(choices_of(phrase)) > 1]
        choices: dict[int, frozenset[int]] = {}
        for choice, own in tuple(numbers.items()):
            for word in choice if len(choice) > 1 else ():
                choices[number(word)] = choices.get(number(word), frozenset()) | {own}
        stems: dict[str, frozenset[int]] = {}
        near: dict[str, tuple[tuple[str, int], ...]] = {}
        for (word, *others), own in numbers.items():
            if others or ANY in word:
                continue
            stems[_stem(word)] = stems.get(_stem(word), frozenset()) | {own}
            if len(word) >= SWAP_FROM:
                for form in _forms(word, _stem(word)):
                    for key in _with_one_left_out(form):
                        near[key] = (*near.get(key, ()), (form, own))
        return cls(
            phrases=phrases,
            ends=_by_last([pattern for _, _, pattern in phrases]),
            lookalikes=tuple(lookalikes),
            calm_ends=_by_last(lookalikes),
            choices=choices,
            parts={word: frozenset({own}) for (word, *others), own in numbers.items() if not others and ANY in word},
            longest_part=max((len(word) for choice in numbers for word in choice if ANY in word), default=0),
            ordinary={
                word: frozenset({numbers[(word,)]} if (word,) in numbers else ())
                for words in map(choices_of, file.lookalikes)
                for word in (words[0] if len(words) == 1 else ())
            },
            stems=stems,
            near=near,
            heads=frozenset(part[:2] for part in (*stems, *(word for choice in numbers for word in choice))),
            known=frozenset(word for choice in numbers for word in choice if ANY not in word),
        )

    def card_for(self, text: str) -> CardId | None:
        """The card of the most urgent phrase in `text`, whatever its weight; None if none occurs.

        The words of a phrase occur in its order, with at most two others between each two, and eight at dots. Words of
        seven letters or more may differ in one letter, of five or more in two that are swapped, unless that makes a
        word that is known by itself. A look-alike cancels what lies within it, and nothing else.
        """
        if not self.phrases:
            return None
        seen = self.look(self.numbers(words_in(text, self.known)))
        return self.most_urgent(card for card in (seen.sure, next(iter(seen.likely), None)) if card is not None)

    def sure_card_for(self, text: str) -> CardId | None:
        """The card of the most urgent phrase in `text` that is enough by itself; None if there is none."""
        return self.look(self.numbers(words_in(text, self.known))).sure

    def numbers(
        self, words: Sequence[str], known: MutableMapping[str, frozenset[int]] | None = None
    ) -> tuple[frozenset[int], ...]:
        """For each word of a text the words of phrases that it may stand for.

        Args:
            known: what was found for words before, for who reads many texts.
        """
        of_word = {} if known is None else known
        budget = len(of_word) + _STEMMED
        for word in words:
            if word not in of_word:
                of_word[word] = self._numbers(word, stemmed=len(of_word) < budget)
        found = [of_word[word] for word in words]
        for place, (one, other) in enumerate(pairwise(words)):
            if len(one) + len(other) >= JOINED_FROM and one + other in self.known:
                found[place] |= self._numbers(one + other, stemmed=False)
        return tuple(found)

    def look(self, numbers: Sequence[frozenset[int]]) -> Seen:
        """What there is to see in a text, or a part of it, of which `numbers` gives each word."""
        at: dict[int, int] = {}
        for place, found in enumerate(numbers):
            for number in found:
                at[number] = at.get(number, 0) | 1 << place
        spans: list[tuple[int, int]] | None = None
        sure: CardId | None = None
        likely: dict[CardId, int] = {}
        signals: dict[str, None] = {}
        for phrase in sorted(place for number in at for place in self.ends.get(number, ())):
            name, weight, pattern = self.phrases[phrase]
            if name in signals or not (starts := starts_of(pattern, at)):
                continue
            if weight is Weight.SIGNAL:
                signals[name] = None
                continue
            if spans is None:
                spans = list(self._calm_spans(at))
            if is_within(pattern, starts, at, spans):
                continue
            if weight is Weight.SURE:
                sure = sure or CardId(name)
            else:
                likely[CardId(name)] = likely.get(CardId(name), 0) + 1
        return Seen(sure=sure, likely=likely, signals=tuple(signals))

    def _calm_spans(self, at: Places) -> Iterator[tuple[int, int]]:
        """Where look-alikes begin and end."""
        for number in at:
            for lookalike in self.calm_ends.get(number, ()):
                yield from spans_of(self.lookalikes[lookalike], at)

    def most_urgent(self, cards: Iterable[CardId]) -> CardId | None:
        """The most urgent of these cards; one without phrases comes last."""
        cards = set(cards)
        if len(cards) < 2:
            return next(iter(cards), None)
        places = {name: place for place, (name, _, _) in reversed(tuple(enumerate(self.phrases)))}
        return min(cards, key=lambda card: places.get(CardId(card), len(self.phrases)), default=None)

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
            yield f"{ANY}{word[-length:]}"
            yield f"{word[:length]}{ANY}"


def words_in(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of the part of a text that is looked at, with spaces that were left out or put in undone."""
    return respaced(words_of(fold(text, raw_cap=LOOKED_AT, cap=LOOKED_AT)), known)


def _phrases(file: DangerFile, pattern: Callable[[str], Pattern]) -> Iterator[tuple[str, Weight, Pattern]]:
    for card in file.cards:
        for group in file.words:
            if group.card == card.id:
                for weight, phrases in ((Weight.SURE, group.always), (Weight.LIKELY, group.phrases)):
                    yield from ((card.id, weight, found) for found in map(pattern, phrases) if found)
    for signal in file.signals:
        yield from ((signal.id, Weight.SIGNAL, found) for found in map(pattern, signal.phrases) if found)


def _by_last(patterns: Sequence[Pattern]) -> dict[int, tuple[int, ...]]:
    """The number of a word -> the places of the patterns that end with it: no other can occur in a text without it."""
    found: dict[int, tuple[int, ...]] = {}
    for place, pattern in enumerate(patterns):
        found[pattern[-1]] = (*found.get(pattern[-1], ()), place)
    return found


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
