"""The trial questions: each another one, and none that a card for danger answers before the matcher is asked."""

from collections import Counter

import numpy as np
from rapidfuzz import fuzz, process

from bot.content.folding import fold
from bot.content.library import Library
from bot.dilemma.tree import Status
from bot.matching.calibrate import ENOUGH
from bot.matching.danger import DangerWatch

TWINS = 88
"""From this likeness, of 100, on a question says the same as another."""


def test_there_are_enough_to_trust_of_every_norm_and_from_elsewhere(library: Library) -> None:
    asked = Counter(trial.norm for trial in library.trials)
    assert len(library.trials) >= ENOUGH
    assert asked.pop(None) >= 100
    assert min(asked.values()) >= 5
    assert asked.keys() == library.norms.keys()


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


def test_none_sets_off_a_phrase_that_is_always_danger(library: Library) -> None:
    """What was learned besides is tried in `test_danger`."""
    watch = DangerWatch.of(library.danger)
    alarms = [trial.question for trial in library.trials if watch.sure_card_for(trial.question) is not None]
    assert alarms == []
