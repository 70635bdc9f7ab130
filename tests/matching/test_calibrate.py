"""Confidence is a chance that comes true."""

import numpy as np

from bot.content.models import Concept
from bot.matching.calibrate import PRIOR, calibrate
from bot.matching.entries import Entry, links_of, phrases_of
from bot.matching.features import Concepts
from bot.matching.index import Index, build
from bot.matching.signals import SIGNALS


def test_each_signal_has_a_weight_and_good_evidence_speaks_for(index: Index) -> None:
    assert index.trust.shape == PRIOR.shape == (len(SIGNALS),)
    share, _, covered = index.trust[1:]
    assert share > 0
    assert covered > 0


def test_without_phrases_to_hold_out_the_prior_stands() -> None:
    entries = [Entry(kind="norm", id="een", title="Alleen ik", phrases=("alleen dit",))]
    phrases = phrases_of(entries, Concepts.of([]))
    trust = calibrate(phrases, np.eye(2, dtype=np.float32), links_of(entries), [frozenset()], lambda _: 1.0)
    assert trust.tolist() == PRIOR.tolist()


def test_entries_that_cannot_be_told_apart_get_less_trust_than_those_that_can() -> None:
    def confidence_at_home(words: list[list[str]]) -> float:
        entries = [
            Entry(kind="norm", id=f"n{i}", title=own[0], phrases=tuple(f"{a} {b}" for a in own for b in own))
            for i, own in enumerate(words)
        ]
        trust = build(entries, list[Concept]()).trust
        return float(trust @ np.array([1.0, -0.2, 3.0, 1.0]))

    apart = [["roos", "tulp", "lelie"], ["hamer", "zaag", "beitel"], ["trein", "tram", "metro"]]
    alike = [["roos", "tulp", "lelie"]] * 3
    assert confidence_at_home(alike) < confidence_at_home(apart)
