"""Going back and changing an answer agree with starting afresh; and an engine in which they do not is found out."""

import pytest

from bot.content.compiler import compile_content
from bot.dilemma import engine
from bot.dilemma.engine import Answers, Walk
from bot.dilemma.tree import Tree
from bot.ids import Role
from bot.review import walks
from bot.review.walks import answers_can_be_changed, answers_can_be_taken_back
from tests.content.overlay import GOOD

DRAFT = compile_content(GOOD).draft


def test_they_hold_for_every_path_of_good_trees() -> None:
    assert list(answers_can_be_changed(DRAFT)) == []
    assert list(answers_can_be_taken_back(DRAFT)) == []


def test_an_engine_that_forgets_too_much_on_the_way_back_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def back_to_start(walked: Walk, answers: Answers) -> Answers:
        return {}

    monkeypatch.setattr(walks, "back", back_to_start)
    found = list(answers_can_be_taken_back(DRAFT))
    assert {d.code for d in found} == {"P08"}
    assert len(found) == len(DRAFT.trees), "one for each tree, not one for each path"


def test_an_engine_that_forgets_answers_after_a_change_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(tree: Tree, answers: Answers, role: Role | None = None) -> Walk:
        walked = engine.walk(tree, answers, role)
        return engine.walk(tree, {}, role) if walked.unused else walked

    monkeypatch.setattr(walks, "walk", forgetful)
    assert {d.code for d in answers_can_be_changed(DRAFT)} == {"P07"}
