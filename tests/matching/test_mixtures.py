"""A small knowledge base gets the mixture that suits it, a large one the experts."""

from collections.abc import Sequence
from itertools import product
from random import Random

import numpy as np
import pytest

from bot.matching import mixtures
from bot.matching.columns import Columns
from bot.matching.entries import Entry, phrases_of
from bot.matching.experts import APART, Mixture, learn, scores_of
from bot.matching.features import Concepts, features_of, read
from bot.matching.index import build
from bot.matching.learn import Rows
from bot.matching.lessons import Lesson, lessons_of
from bot.matching.mixtures import MIXTURES, choose
from bot.matching.score import score
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES

DEEDS = (("zet {} aan", "{} aanzetten"), ("zet {} uit", "{} uitzetten"), ("maak {} open", "{} openen"))
THINGS = ("de lamp", "de lampen", "de gordijnen", "het raam", "de ramen", "de deur")
AROUND = ("{}", "kun je {}", "wil je {} alsjeblieft", "ik wil {}", "nu meteen {}", "mag {}")
_CHANCE = Random(1)
NEAR = tuple(
    Entry(kind="norm", id=f"{ways[0].format(thing)} {room}", title=phrases[0], phrases=phrases)
    for ways, thing, room in product(DEEDS, THINGS, ("in de keuken", "overal"))
    for phrases in [
        tuple(around.format(f"{_CHANCE.choice(ways).format(thing)} {room}") for around in _CHANCE.sample(AROUND, 3))
    ]
)
"""Many near classes of few phrasings: what is said around deed, thing and room differs within a class."""


def _lessons(entries: Sequence[Entry], concepts: Concepts, elsewhere: Sequence[str] = ()) -> tuple[Lesson, ...]:
    return lessons_of(entries, phrases_of(entries), elsewhere, concepts)


def _rows(lessons: Sequence[Lesson], count: int) -> tuple[Rows, Columns]:
    texts = [features_of(lesson.reading) for lesson in lessons]
    columns = Columns.of(texts, [lesson.owner for lesson in lessons], count)
    return columns.rows(texts), columns


def _chosen(entries: Sequence[Entry], concepts: Concepts, elsewhere: Sequence[str] = ()) -> Mixture:
    lessons = _lessons(entries, concepts, elsewhere)
    return choose(lessons, *_rows(lessons, len(entries) + 1), len(entries) + 1)


def test_the_invented_content_gets_one_of_the_mixtures_and_the_same_every_time() -> None:
    chosen = _chosen(ENTRIES, Concepts.of(CONCEPTS), ELSEWHERE)
    assert chosen in MIXTURES
    assert chosen == _chosen(ENTRIES, Concepts.of(CONCEPTS), ELSEWHERE)


def test_near_classes_of_few_phrasings_get_the_discriminant() -> None:
    assert _chosen(NEAR, Concepts.of([])).discriminant > 0


def test_more_texts_than_are_small_get_the_experts_untried(monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = _lessons(NEAR, Concepts.of([]))
    monkeypatch.setattr(mixtures, "SMALL", len(lessons) - 1)
    assert _chosen(NEAR, Concepts.of([])) == APART


@pytest.mark.parametrize("entries", [(), NEAR[:1], (Entry(kind="norm", id="een", title="Alleen ik", phrases=()),)])
def test_with_nothing_to_try_the_experts_stay(entries: tuple[Entry, ...]) -> None:
    assert _chosen(entries, Concepts.of([])) == APART


@pytest.mark.parametrize("mixture", MIXTURES)
def test_every_mixture_knows_what_it_learned(mixture: Mixture) -> None:
    lessons = _lessons(NEAR, Concepts.of([]))
    rows, columns = _rows(lessons, len(NEAR) + 1)
    owners = np.array([lesson.owner for lesson in lessons])
    weights = learn(rows, columns, owners, len(NEAR) + 1, np.ones(len(lessons), np.float32), mixture)
    assert (scores_of(rows, weights).argmax(axis=1) == owners).all()


def test_the_experts_let_every_question_start_from_nothing() -> None:
    lessons = _lessons(NEAR, Concepts.of([]))
    rows, columns = _rows(lessons, len(NEAR) + 1)
    owners = np.array([lesson.owner for lesson in lessons])
    assert not learn(rows, columns, owners, len(NEAR) + 1, np.ones(len(lessons), np.float32))[-1].any()


def test_a_question_is_read_with_the_mixture_that_was_chosen() -> None:
    index = build(NEAR, [])
    assert index.weights[-1].any()
    for question in ("zou iemand het raam in de keuken willen openen", "graag overal de lamp aanzetten"):
        first = index.entries[score(index, read(question, index.concepts))[0].entry].id
        assert first in ("maak het raam open in de keuken", "zet de lamp aan overal")
