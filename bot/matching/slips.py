"""Typing errors as fingers make them, to measure how many questions are still found with them.

Mending them is left to `repair`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from bot.matching.evaluate import Labelled

_SEED = 20261127
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KINDS = 4


def _neighbours() -> Mapping[str, str]:
    """For each letter those beside it, and those above and below it: a row starts half a key later than the last."""
    found: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for place, letter in enumerate(row):
            beside = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            above = _ROWS[number - 1][place : place + 2] if number else ""
            below = _ROWS[number + 1][max(0, place - 1) : place + 1] if number + 1 < len(_ROWS) else ""
            found[letter] = beside + above + below
    return found


_NEAR = _neighbours()


def with_slips(questions: Iterable[Labelled], slips: int, draw: int = 0) -> Iterator[Labelled]:
    """The questions with that many typing errors in each, or as many as it has letters.

    An error hits a letter: the key beside it, left out, typed twice, or before its time. The same `draw` gives the same
    errors.
    """
    chance = np.random.default_rng((_SEED, draw))
    for labelled in questions:
        yield replace(labelled, question=_slipped(labelled.question, slips, chance))


def _slipped(text: str, slips: int, chance: np.random.Generator) -> str:
    letters = [place for place, character in enumerate(text) if character.lower() in _NEAR]
    if not letters:
        return text
    keys = list(text)
    places = sorted(chance.choice(letters, min(slips, len(letters)), replace=False), reverse=True)
    for place, kind in zip(map(int, places), chance.integers(_KINDS, size=len(places)), strict=True):
        letter, following = keys[place], "".join(keys[place + 1 : place + 2])
        match int(kind):
            case 0:
                keys[place] = ""
            case 1:
                keys[place] = letter * 2
            case 2 if following.isalpha() and following != letter:
                keys[place : place + 2] = following, letter
            case _:
                near = _NEAR[letter.lower()]
                keys[place] = near[int(chance.integers(len(near)))]
    return "".join(keys)
