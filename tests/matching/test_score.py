"""One confidence for every likely entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import Role
from bot.matching.features import read
from bot.matching.index import Index, build
from bot.matching.score import VERBATIM, score
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES

INDEX = build(ENTRIES, CONCEPTS, ELSEWHERE)


def _ranked(index: Index, text: str, role: Role | None = None) -> list[tuple[str, float]]:
    return [(index.entries[s.entry].id, s.confidence) for s in score(index, read(text, index.concepts), role)]


@given(st.text(max_size=300) | st.sampled_from([phrase for entry in ENTRIES for phrase in entry.phrases]))
def test_confidences_are_chances_best_first_and_each_entry_once(text: str) -> None:
    scored = score(INDEX, read(text, INDEX.concepts))
    confidences = [s.confidence for s in scored]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0.0 <= confidence <= 1.0 for confidence in confidences)
    assert len({s.entry for s in scored}) == len(scored)


@pytest.mark.parametrize("text", ["", "?!", "\u200b"])
def test_without_words_there_are_no_candidates(index: Index, text: str) -> None:
    assert score(index, read(text, index.concepts)) == ()


@pytest.mark.parametrize("text", ["Wie legt geheimhouding op?", "wie legt geheimhoudng op"])
def test_an_example_question_is_trusted_also_with_a_slip(index: Index, text: str) -> None:
    entry, confidence = _ranked(index, text)[0]
    assert entry == "secret"
    assert confidence > VERBATIM * 0.93


def test_a_norm_comes_before_its_tree_which_is_then_left_out(index: Index) -> None:
    ids = [entry for entry, _ in _ranked(index, "leverancier gaf een duur cadeau, houden of teruggeven")]
    assert ids[0] == "gift"
    assert "cadeauboom" not in ids


def test_having_learned_what_belongs_elsewhere_makes_less_sure_of_a_question_like_it(index: Index) -> None:
    text = "recept voor een fles jenever"
    assert _ranked(index, text)[0][1] < _ranked(build(ENTRIES, CONCEPTS), text)[0][1]


def test_the_role_re_weights_and_never_removes(index: Index) -> None:
    text = "eigen bedrijf en stemmen"
    anyone, official = dict(_ranked(index, text)), dict(_ranked(index, text, Role.OFFICIAL))
    assert anyone.keys() == official.keys()
    assert 0 < official["vote"] < anyone["vote"]
    assert official["job"] == anyone["job"]


def test_support_counts_the_different_words_an_entry_knows(index: Index) -> None:
    (best, *_) = score(index, read("mag ik wijn wijn van een leverancier op de maan", index.concepts))
    assert index.entries[best.entry].id == "gift"
    assert best.support == 2
