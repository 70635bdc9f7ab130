"""What held-out questions tell: on an invented knowledge base, with one question planted where it does not belong."""

from dataclasses import replace

import pytest

from bot.matching.decide import ANSWER_FROM
from bot.matching.index import Index, build
from bot.review.study import Study, study
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES

STRAY = "mag ik een cadeau van een aannemer houden"
LIKE_A_GIFT = "welk cadeau van een aannemer of leverancier moet ik melden of weigeren"


@pytest.fixture(scope="module")
def index() -> Index:
    """The invented entries, where secrecy has a question about a gift."""
    entries = [replace(e, phrases=(*e.phrases, STRAY)) if e.id == "secret" else e for e in ENTRIES]
    return build(entries, CONCEPTS, (*ELSEWHERE, LIKE_A_GIFT))


@pytest.fixture(scope="module")
def studied(index: Index) -> Study:
    return study(index, (*ELSEWHERE, LIKE_A_GIFT))


def test_a_question_that_stands_at_the_wrong_norm_is_taken_by_the_right_one(studied: Study) -> None:
    pair = next(one for one in studied.taken if STRAY in one.questions)
    assert (pair.owner.id, pair.taker.id) == ("secret", "gift")
    assert pair.returned == sum(
        len(one.questions) for one in studied.taken if (one.owner.id, one.taker.id) == ("gift", "secret")
    )


def test_the_pair_that_takes_most_comes_first(studied: Study) -> None:
    numbers = [len(one.questions) for one in studied.taken]
    assert numbers == sorted(numbers, reverse=True)


def test_every_example_and_title_is_asked_once_and_the_weakest_entry_comes_first(index: Index, studied: Study) -> None:
    asked = {one.entry.id: one.asked for one in studied.found}
    assert sum(asked.values()) == len(index.phrases)
    assert asked["secret"] == 10
    shares = [one.share for one in studied.found]
    assert shares == sorted(shares)
    assert sum(len(one.lost) for one in studied.found) == sum(len(one.questions) for one in studied.taken)
    assert next(one for one in studied.found if one.entry.id == "gift").share > 0.5


def test_a_tree_of_the_norm_is_no_loss(studied: Study) -> None:
    pairs = {(one.owner.id, one.taker.id) for one in studied.taken}
    assert not {("gift", "cadeauboom"), ("cadeauboom", "gift"), ("vote", "stemboom"), ("job", "stemboom")} & pairs


def test_a_question_from_elsewhere_that_sounds_like_a_norm_is_named(studied: Study) -> None:
    assert studied.elsewhere == len(ELSEWHERE) + 1
    first = studied.overeager[0]
    assert (first.question, first.entry.id) == (LIKE_A_GIFT, "gift")
    assert ANSWER_FROM <= first.confidence <= 1
    assert "recept voor pannenkoeken" not in {one.question for one in studied.overeager}


def test_the_same_content_gives_the_same_study(index: Index, studied: Study) -> None:
    assert study(index, (*ELSEWHERE, LIKE_A_GIFT)) == studied


def test_content_with_one_entry_has_nothing_to_take() -> None:
    assert study(build(ENTRIES[:1], ()), ()) == Study(taken=(), found=(), overeager=(), elsewhere=0)
