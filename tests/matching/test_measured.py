"""The figures that users may ask for: taken from a measurement, written and read back."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ids import CardId, Revision
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent
from bot.matching.evaluate import evaluate, labelled_of
from bot.matching.measured import Measured, as_yaml, measured_of, read_measured

DAY, REVISION = date(2026, 11, 27), Revision("0123456789abcdef" * 4)
RIGHT, WRONG = (Candidate(kind="norm", id=name, confidence=0.9) for name in "ab")
DECISIONS: dict[str, Decision] = {
    "goed": Answer((RIGHT,)),
    "keuze": Suggest((WRONG, RIGHT)),
    "fout": Answer((WRONG,)),
    "niets": Decline(),
    "nood": Urgent(CardId("gevaar")),
}
MEASURED = Measured(
    day=DAY,
    revision="0123456789ab",
    questions=447,
    outside=111,
    urgent=32,
    at_once=0.584,
    among_choices=0.304,
    sure_and_wrong=0.027,
    outside_answered=0.03,
    urgent_found=0.812,
)


def told(*questions: tuple[str, str]) -> Measured | None:
    records = [{"vraag": text, "soort": sort, "beste": "a" if sort == "in" else None} for text, sort in questions]
    return measured_of(evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["a"]), DAY, REVISION)


def test_what_is_told_follows_from_the_figures() -> None:
    own = [(text, "in") for text in ("goed", "goed", "keuze", "fout", "niets")]
    measured = told(*own, ("niets", "buiten"), ("fout", "buiten"), ("nood", "nood"))
    assert measured is not None
    assert (measured.day, measured.revision) == (DAY, "0123456789ab")
    assert (measured.questions, measured.outside, measured.urgent) == (5, 2, 1)
    assert [measured.at_once, measured.among_choices, measured.sure_and_wrong] == pytest.approx([0.4, 0.2, 0.2])
    assert [measured.outside_answered, measured.urgent_found] == pytest.approx([0.5, 1.0])


@pytest.mark.parametrize("missing", ["in", "buiten", "nood"])
def test_without_one_kind_of_question_there_is_nothing_to_tell(missing: str) -> None:
    questions = [("goed", "in"), ("niets", "buiten"), ("nood", "nood")]
    assert told(*(one for one in questions if one[1] != missing)) is None


def test_a_hundred_questions_are_a_hundred_and_missed_danger_is_a_number() -> None:
    assert MEASURED.in_hundred() == {"meteen": 58, "keuzes": 30, "fout": 3, "rest": 9}
    assert MEASURED.urgent_missed == 6
    assert replace(MEASURED, at_once=0.665, among_choices=0.335, sure_and_wrong=0.0).in_hundred()["rest"] == 0


def test_it_is_of_the_revision_that_begins_so() -> None:
    assert MEASURED.is_of(REVISION)
    assert not MEASURED.is_of(Revision("f" * 64))


def test_what_is_written_reads_back_equal() -> None:
    lines = [line for line in as_yaml(MEASURED).splitlines() if not line.startswith("#")]
    record = dict(line.split(": ") for line in lines)
    assert read_measured(record) == MEASURED
    for key in record:
        assert read_measured({k: v for k, v in record.items() if k != key}) is None
    assert read_measured({**record, "datum": "gisteren"}) is None
    assert read_measured({**record, "meteen-goed": "veel"}) is None
