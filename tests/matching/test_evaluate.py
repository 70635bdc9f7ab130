"""Measuring: what is counted as right, helped, sure and wrong."""

import pytest

from bot.ids import CardId, Role
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent
from bot.matching.evaluate import Labelled, Sort, evaluate, labelled_of, nearest


def c(id_: str, confidence: float, kind: str = "norm") -> Candidate:
    return Candidate(kind="tree" if kind == "tree" else "norm", id=id_, confidence=confidence)


DECISIONS: dict[str, Decision] = {
    "goed": Answer((c("a", 0.9), c("b", 0.1))),
    "boom": Answer((c("t", 0.9, "tree"), c("a", 0.5))),
    "fout": Answer((c("b", 0.9), c("a", 0.3))),
    "keuze": Suggest((c("b", 0.4), c("c", 0.3), c("a", 0.2))),
    "weg": Decline((c("a", 0.1),)),
    "zeker": Answer((c("a", 0.8),)),
    "niets": Decline(),
    "nood": Urgent(CardId("gevaar")),
}


def record(question: str, sort: str = "in", best: str | None = "a", **more: str) -> dict[str, object]:
    return {"vraag": question, "soort": sort, "beste": best, **more}


def test_shares_count_what_they_say() -> None:
    records = [record(q, boom="t", stijl="kort") for q in ("goed", "boom", "fout", "keuze", "weg")]
    records += [record("zeker", "buiten", None), record("niets", "buiten", None)]
    records += [record("nood", "nood", None), record("niets", "nood", None), record("zeker", best="ontbreekt")]
    figures = evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["a", "b", "c"])
    assert figures.counts == {"vragen": 10, "binnen": 5, "zonder norm": 1, "buiten": 2, "nood": 2}
    assert figures.shares["goed op 1"] == pytest.approx(3 / 5)
    assert figures.shares["goed in 3"] == 1
    assert figures.shares["geholpen"] == pytest.approx(3 / 5)
    assert figures.shares["zeker en fout"] == pytest.approx(1 / 5)
    assert figures.shares["buiten bereik, toch zeker beantwoord"] == pytest.approx(1 / 2)
    assert figures.shares["buiten bereik, afgewezen"] == pytest.approx(1 / 2)
    assert figures.shares["zonder norm, toch zeker beantwoord"] == 1
    assert figures.shares["nood herkend"] == pytest.approx(1 / 2)
    assert figures.shares["vals alarm"] == 0
    assert figures.by_style["kort"]["goed op 1"] == pytest.approx(3 / 5)
    assert ("a", "b", 2) in figures.confusions


def test_calibration_error_is_the_gap_between_confidence_and_being_right() -> None:
    sure = [labelled_of(record("goed"))] * 9 + [labelled_of(record("fout"))]
    assert evaluate(sure, lambda q, role: DECISIONS[q], ["a"]).shares["kalibratiefout"] == pytest.approx(0.0)
    wrong = [labelled_of(record("fout"))] * 10
    assert evaluate(wrong, lambda q, role: DECISIONS[q], ["a"]).shares["kalibratiefout"] == pytest.approx(0.9)


def test_each_role_and_topic_is_counted_by_itself_with_the_weakest_topic_first() -> None:
    records = [record("goed", rol="bestuurder"), record("fout", rol="bestuurder"), record("keuze")]
    records += [record("fout", best="b"), record("weg", "buiten", None, rol="ambtenaar")]
    figures = evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["a", "b"])
    assert figures.roles == {"bestuurder": 2, "onbekend": 2}
    assert figures.by_role["bestuurder"]["goed op 1"] == pytest.approx(1 / 2)
    assert figures.by_role["onbekend"]["meteen goed"] == pytest.approx(1 / 2)
    assert [(t.id, t.questions, t.right, t.helped) for t in figures.topics] == [
        ("a", 3, pytest.approx(1 / 3), pytest.approx(2 / 3)),
        ("b", 1, 1.0, 1.0),
    ]


def test_each_bin_tells_what_was_said_and_what_came_true() -> None:
    records = [record("goed"), record("fout"), record("fout"), record("keuze"), record("niets", "buiten", None)]
    unsure, sure = evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["a"]).reliability
    assert (unsure.above, unsure.questions, unsure.right) == (0.4, 1, 0.0)
    assert (sure.above, sure.questions) == (0.9, 3)
    assert sure.right == pytest.approx(1 / 3)
    assert [unsure.confidence, sure.confidence] == pytest.approx([0.4, 0.9])


def test_missed_danger_and_false_alarms_are_named() -> None:
    records = [record("nood", "nood", None), record("niets", "nood", None), record("nood"), record("goed")]
    figures = evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["a"])
    assert figures.missed == ["niets"]
    assert figures.alarms == [("nood", "gevaar")]


def test_a_share_of_nothing_is_none() -> None:
    assert set(evaluate([], lambda q, role: Decline(), []).shares.values()) == {None}


def test_the_role_of_the_label_is_passed_on() -> None:
    asked: list[Role | None] = []

    def match(question: str, role: Role | None) -> Decision:
        asked.append(role)
        return Decline()

    evaluate([labelled_of(record("x", rol="bestuurder")), labelled_of(record("x", rol="onbekend"))], match, [])
    assert asked == [Role.EXECUTIVE, None]


@pytest.mark.parametrize("broken", [{}, {"vraag": "x"}, {"vraag": 3, "soort": "in"}, {"vraag": "x", "soort": "in"}])
def test_a_line_that_is_no_labelled_question_is_refused_with_a_sentence(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="een"):
        labelled_of(broken)


def test_the_questions_most_like_an_example_are_named_with_it() -> None:
    def asked(text: str) -> Labelled:
        return Labelled(question=text, sort=Sort.IN_SCOPE, best="geschenken", tree=None, style="kort", role=None)

    questions = [asked("Mag ik dit cadeau houden?"), asked("iets heel anders"), asked("MAG IK DIT CADEAU HOUDEN")]
    (first, *others) = nearest(questions, ["mag ik dit cadeau houden", "mijn zwager vraagt een vergunning aan"])
    assert first == (1.0, "MAG IK DIT CADEAU HOUDEN", "mag ik dit cadeau houden")
    assert [question for _, question, _ in others] == ["iets heel anders"]
    assert nearest([], ["a"]) == nearest(questions, []) == []
