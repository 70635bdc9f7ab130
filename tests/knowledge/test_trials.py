"""The trial questions: each another one, and none that a card for danger answers before the matcher is asked."""

import numpy as np
from rapidfuzz import fuzz, process

from bot.content.folding import fold
from bot.content.library import Library
from bot.dilemma.tree import Status
from bot.matching.danger import DangerWatch

TWINS = 88
"""From this likeness, of 100, on a question says the same as another."""


def test_there_are_some_of_ours_and_some_from_elsewhere(library: Library) -> None:
    assert {trial.norm is None for trial in library.trials} == {True, False}


def test_each_is_another_question(library: Library) -> None:
    folded = [fold(trial.question) for trial in library.trials]
    assert all(folded)
    likeness = process.cdist(folded, folded, scorer=fuzz.ratio, score_cutoff=TWINS)
    assert [(folded[a], folded[b]) for a, b in np.argwhere(np.triu(likeness, 1))] == []


def test_each_can_be_found(library: Library) -> None:
    """What is not published is never the answer."""
    for trial in library.trials:
        if trial.norm is not None:
            assert library.norms[trial.norm].status is Status.PUBLISHED, trial
        if trial.tree is not None:
            assert library.trees[trial.tree].status is Status.PUBLISHED, trial


def test_a_tree_that_answers_one_rests_on_its_norm(library: Library) -> None:
    for trial in library.trials:
        if trial.tree is not None:
            outcomes = library.trees[trial.tree].outcomes.values()
            assert trial.norm in {norm for outcome in outcomes for norm in outcome.norms}, trial


def test_nobody_in_danger_is_among_them(library: Library) -> None:
    watch = DangerWatch.of(library.danger)
    assert [trial.question for trial in library.trials if watch.card_for(trial.question) is not None] == []
