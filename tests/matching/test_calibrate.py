"""Confidence is a chance that comes true."""

import numpy as np
import pytest

from bot.matching.calibrate import PRIOR, accuracy, calibrate, trials
from bot.matching.columns import Columns
from bot.matching.entries import Entry, links_of, phrases_of
from bot.matching.features import Concepts, features_of
from bot.matching.index import Index, build
from bot.matching.lessons import lessons_of
from bot.matching.signals import SIGNALS
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES


def test_each_signal_has_a_weight_and_good_evidence_speaks_for(index: Index) -> None:
    assert index.trust.shape == PRIOR.shape == (len(SIGNALS),)
    _, share, _, covered, _ = index.trust
    assert share > 0
    assert covered > 0


@pytest.mark.parametrize("elsewhere", [(), ("hoe laat is het",)])
def test_without_questions_to_hold_out_the_prior_stands(elsewhere: tuple[str, ...]) -> None:
    entries = [Entry(kind="norm", id="een", title="Alleen ik", phrases=())]
    concepts = Concepts.of([])
    lessons = lessons_of(entries, phrases_of(entries), elsewhere, concepts)
    texts = [features_of(lesson.reading) for lesson in lessons]
    columns = Columns.of(texts, [lesson.owner for lesson in lessons], 2)
    links = links_of(entries)
    tried = tuple(trials(lessons, columns.rows(texts), links, columns))
    assert calibrate(tried, links).tolist() == PRIOR.tolist()
    assert accuracy(tried, links) == 0.0


def test_entries_that_cannot_be_told_apart_get_less_trust_than_those_that_can() -> None:
    def learned_from(words: list[list[str]]) -> Index:
        entries = [
            Entry(kind="norm", id=f"n{i}", title=own[0], phrases=tuple(f"{a} {b}" for a in own for b in own))
            for i, own in enumerate(words)
        ]
        return build(entries, [])

    apart = [["roos", "tulp", "lelie"], ["hamer", "zaag", "beitel"], ["trein", "tram", "metro"]]
    alike = [["roos", "tulp", "lelie"]] * 3
    signals = np.array([1.0, -0.2, -3.0, 1.0, 1.0])
    assert learned_from(alike).trust @ signals < learned_from(apart).trust @ signals
    assert learned_from(alike).accuracy < 0.5 < learned_from(apart).accuracy


def test_with_enough_trial_questions_trust_follows_from_those() -> None:
    """An author's questions may all be found; when people's are not, the bot has no reason to be sure."""
    fitting = [(text, entry.id) for entry in ENTRIES if entry.kind == "norm" for text in entry.phrases]
    askew = [(text, "gift" if norm != "gift" else "job") for text, norm in fitting]
    sure, unsure = (build(ENTRIES, CONCEPTS, ELSEWHERE, asked * 7) for asked in (fitting, askew))
    signals = np.array([1.0, 0.0, -8.0, 1.0, 1.5])
    assert unsure.trust @ signals < 0 < sure.trust @ signals
    assert (unsure.accuracy, sure.accuracy) == (0.0, 1.0)


def test_too_few_trial_questions_change_nothing(index: Index) -> None:
    few = [("mag ik een cadeau aannemen", "gift"), ("hoe laat is het", None), ("iets anders", "unknown")]
    assert build(ENTRIES, CONCEPTS, ELSEWHERE, few).trust.tolist() == index.trust.tolist()
