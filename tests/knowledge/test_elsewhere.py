"""The questions that nothing here answers: enough of them, each another one, and none that asks for help."""

import numpy as np
from rapidfuzz import fuzz, process

from bot.content.compiler import Compiled
from bot.content.folding import fold
from bot.content.library import Library
from bot.matching.compare import phrases_known
from bot.matching.danger import DangerWatch

FEWEST = 400
TWINS = 88
"""From this likeness, of 100, on a question says the same as another."""


def test_there_are_many_of_every_kind(compiled: Compiled, library: Library) -> None:
    assert len(library.elsewhere) >= FEWEST
    assert compiled.draft.elsewhere is not None
    assert min(len(group.questions) for group in compiled.draft.elsewhere.shape.groups) >= 5
    lengths = sorted(len(question.split()) for question in library.elsewhere)
    assert lengths[len(lengths) // 10] <= 4, "hardly anybody types a few words"
    assert sum(length >= 30 for length in lengths) >= 20, "hardly anybody tells a story"


def test_none_says_what_an_example_says(library: Library) -> None:
    ours = sorted(phrases_known(library.norms.values(), library.tree_files.values()))
    folded = [fold(question) for question in library.elsewhere]
    assert set(folded).isdisjoint(ours)
    likeness = process.cdist(folded, ours, scorer=fuzz.ratio, score_cutoff=TWINS)
    assert [folded[row] for row in np.flatnonzero(likeness.any(axis=1))] == []


def test_each_is_another_question(library: Library) -> None:
    folded = [fold(question) for question in library.elsewhere]
    assert all(folded)
    likeness = process.cdist(folded, folded, scorer=fuzz.ratio, score_cutoff=TWINS)
    assert [(folded[a], folded[b]) for a, b in np.argwhere(np.triu(likeness, 1))] == []


def test_nobody_in_danger_is_among_them(library: Library) -> None:
    watch = DangerWatch.of(library.danger)
    assert [question for question in library.elsewhere if watch.card_for(question) is not None] == []
