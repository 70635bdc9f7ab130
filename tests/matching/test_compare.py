"""Two matchers side by side: which questions find something else, and whether that is better."""

from collections.abc import Mapping

import pytest

from bot.content.library import Library
from bot.ids import CardId, Role
from bot.matching.compare import Effect, Match, compare, examples_of, first_of, phrases_known
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent
from bot.matching.evaluate import Labelled, labelled_of


def c(id_: str, confidence: float = 0.9) -> Candidate:
    return Candidate(kind="norm", id=id_, confidence=confidence)


RIGHT, WRONG = Answer((c("a"), c("b", 0.1))), Answer((c("b"), c("a", 0.1)))
ASKS, ASKS_WRONG = Suggest((c("b"), c("a"))), Suggest((c("b"), c("x")))
NOTHING, CARD, OTHER_CARD = Decline((c("a", 0.1),)), Urgent(CardId("gevaar")), Urgent(CardId("druk"))


def gives(decision: Decision) -> Match:
    return lambda question, role: decision


def question(sort: str = "in", text: str = "mag dit", **more: str) -> Labelled:
    best: Mapping[str, str] = {"beste": "a"} if sort == "in" else {}
    return labelled_of({"vraag": text, "soort": sort, **best, **more})


@pytest.mark.parametrize(
    ("sort", "before", "after", "effect"),
    [
        ("in", RIGHT, WRONG, Effect.WORSENED),
        ("in", RIGHT, ASKS, Effect.WORSENED),
        ("in", RIGHT, NOTHING, Effect.WORSENED),
        ("in", RIGHT, CARD, Effect.WORSENED),
        ("in", NOTHING, WRONG, Effect.WORSENED),
        ("in", ASKS, ASKS_WRONG, None),
        ("in", ASKS_WRONG, NOTHING, Effect.OTHER),
        ("in", NOTHING, ASKS, Effect.IMPROVED),
        ("in", WRONG, RIGHT, Effect.IMPROVED),
        ("in", WRONG, Answer((c("x"),)), Effect.OTHER),
        ("buiten", NOTHING, RIGHT, Effect.WORSENED),
        ("buiten", NOTHING, ASKS, Effect.WORSENED),
        ("buiten", WRONG, NOTHING, Effect.IMPROVED),
        ("nood", CARD, RIGHT, Effect.WORSENED),
        ("nood", NOTHING, CARD, Effect.IMPROVED),
        ("nood", CARD, OTHER_CARD, Effect.OTHER),
        ("in", RIGHT, Answer((c("a", 0.7), c("c"))), None),
        ("buiten", NOTHING, Decline((c("z", 0.2),)), None),
    ],
)
def test_what_changed_is_told_with_whether_it_is_better(
    sort: str, before: Decision, after: Decision, effect: Effect | None
) -> None:
    found = compare([question(sort)], gives(before), gives(after))
    assert found.compared == 1
    assert [shift.effect for shift in found.shifts] == ([] if effect is None else [effect])


def test_what_became_worse_comes_first() -> None:
    after: dict[str, Decision] = {"beter": RIGHT, "slechter": NOTHING, "anders": ASKS_WRONG}
    before: dict[str, Decision] = {"beter": NOTHING, "slechter": RIGHT, "anders": NOTHING}
    asked = [question(text=text) for text in after]
    found = compare(asked, lambda q, _: before[q], lambda q, _: after[q])
    assert [shift.labelled.question for shift in found.shifts] == ["slechter", "beter", "anders"]


def test_questions_that_the_content_holds_say_nothing_and_are_left_out() -> None:
    asked = [question(text="Mag dit?"), question(text="en dat dan")]
    found = compare(asked, gives(RIGHT), gives(WRONG), known=frozenset({"mag dit"}))
    assert (found.compared, found.known) == (1, 1)
    assert [shift.labelled.question for shift in found.shifts] == ["en dat dan"]


def test_the_role_of_the_label_goes_to_both() -> None:
    heard: list[Role | None] = []

    def match(_: str, role: Role | None) -> Decision:
        heard.append(role)
        return NOTHING

    compare([question(rol="bestuurder")], match, match)
    assert heard == [Role.EXECUTIVE, Role.EXECUTIVE]


def test_the_first_candidate_is_the_best_one() -> None:
    assert first_of(ASKS) == c("b")
    assert first_of(Decline()) is None
    assert first_of(CARD) is None


def test_every_example_is_known_and_labelled_with_where_it_stands(library: Library) -> None:
    norms, trees = library.norms.values(), library.tree_files.values()
    known = phrases_known(norms, trees)
    norm = next(iter(library.norms.values()))
    tree = next(iter(library.tree_files.values()))
    examples = list(examples_of(norms, trees))
    assert compare(examples, gives(RIGHT), gives(WRONG), known).compared == 0
    assert (norm.questions[0], norm.id) in {(e.question, e.best) for e in examples}
    assert (tree.questions_asked[0], tree.id) in {(e.question, e.tree) for e in examples}
    assert compare([question(text=norm.near_misses[0].question)], gives(RIGHT), gives(WRONG), known).known == 1
