"""A phrase as a pattern: how it is written, and where it stands in a text."""

import pytest

from bot.matching.pattern import Pattern, Places, choices_of, is_within, pattern_of, spans_of, starts_of

NUMBERS = {("mes",): 0, ("ik",): 1, ("slaat", "sloeg"): 2, ("brug",): 3, ("springen",): 4, ("spring*",): 5}


def _pattern(phrase: str) -> Pattern:
    return pattern_of(phrase, lambda *words: NUMBERS[words])


def _at(text: str) -> Places:
    at: dict[int, int] = {}
    for place, word in enumerate(text.split()):
        for words, number in NUMBERS.items():
            if word in words:
                at[number] = at.get(number, 0) | 1 << place
    return at


@pytest.mark.parametrize(
    ("phrase", "choices"),
    [
        ("Ik spring!", [("ik",), ("spring",)]),
        ("slaat/sloeg mij", [("slaat", "sloeg"), ("mij",)]),
        ("brug .. springen ..", [("brug",), ("..",), ("springen",)]),
        (".. spring*", [("spring*",)]),
        ("112", [("112",)]),
        ("?!", []),
    ],
)
def test_a_phrase_is_written_as_words_choices_stars_and_dots(phrase: str, choices: list[tuple[str, ...]]) -> None:
    assert choices_of(phrase) == choices


@pytest.mark.parametrize(
    ("phrase", "text", "occurs"),
    [
        ("ik mes", "ik mes", True),
        ("ik mes", "ik een twee mes", True),
        ("ik mes", "ik een twee drie mes", False),
        ("ik mes", "mes ik", False),
        ("slaat/sloeg ik", "sloeg ik", True),
        ("brug .. springen", "brug 1 2 3 4 5 6 7 8 springen", True),
        ("brug .. springen", "brug 1 2 3 4 5 6 7 8 9 springen", False),
        ("mes", "", False),
    ],
)
def test_words_occur_in_order_with_few_others_between(phrase: str, text: str, occurs: bool) -> None:
    assert bool(starts_of(_pattern(phrase), _at(text))) is occurs


def test_each_occurrence_has_its_span_and_may_lie_within_another() -> None:
    pattern, at = _pattern("ik mes"), _at("ik mes x x ik x mes")
    assert list(spans_of(pattern, at)) == [(0, 1), (4, 6)]
    starts = starts_of(pattern, at)
    assert is_within(pattern, starts, at, [(0, 1), (4, 6)])
    assert not is_within(pattern, starts, at, [(0, 3)])
