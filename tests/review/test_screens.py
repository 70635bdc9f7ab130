"""Every screen is made and looked at; and what could go wrong with one is found."""

from dataclasses import replace

import pytest

from bot.content.compiler import compile_content
from bot.conversation import guide, outcome, spot
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.step import step
from bot.conversation.turn import Event, Reply, State, Turn
from bot.diagnostics import Diagnostic
from bot.dilemma.engine import Answers, Walk, walk
from bot.dilemma.tree import Tree
from bot.ids import Role
from bot.review import screens
from bot.review.screens import screens_can_be_shown
from bot.texts import Texts
from tests.content.overlay import GOOD

COMPILED = compile_content(GOOD)


def found(texts: Texts) -> list[Diagnostic]:
    assert COMPILED.library is not None
    return list(screens_can_be_shown(COMPILED.draft, COMPILED.library, texts))


def test_good_content_gives_good_screens(texts: Texts) -> None:
    assert found(texts) == []


def test_every_question_and_outcome_of_every_tree_is_shown(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: set[str] = set()

    def watched(tree: Tree, answers: Answers, role: Role | None = None) -> Walk:
        walked = walk(tree, answers, role)
        shown.add(f"{walked.tree.id}/{walked.here.id}")
        return walked

    monkeypatch.setattr(spot, "walk", watched)
    found(texts)
    assert COMPILED.library is not None
    for tree in COMPILED.library.trees.values():
        assert {f"{tree.id}/{id_}" for id_ in (*tree.questions, *tree.outcomes)} <= shown


def test_a_screen_that_cannot_be_made_is_a_problem_and_no_crash(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> object:
        raise KeyError("geheim")

    monkeypatch.setattr(outcome, "_reasons", fail)
    problems = found(texts)
    assert {d.code for d in problems} == {"P06"}
    assert all("geheim" not in d.message for d in problems)
    assert len(problems) == len({d.span for d in problems}), "each place once"


def test_a_question_without_a_way_to_a_human_is_found(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    real = guide.show

    def alone(*arguments: object) -> Turn:
        turn = real(*arguments)  # type: ignore[arg-type]  # passed on as it came
        reply = turn.replies[-1]
        kept = tuple(choice for choice in reply.choices if choice.label != texts(f"knop.{Page.HUMAN.value}"))
        return replace(turn, replies=(replace(reply, choices=kept),))

    monkeypatch.setattr(guide, "show", alone)
    assert {d.code for d in found(texts)} == {"U09"}


def test_a_button_that_telegram_refuses_is_found(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    real = guide._question

    def long(*arguments: object) -> Reply:
        reply = real(*arguments)  # type: ignore[arg-type]  # passed on as it came
        return replace(reply, choices=(*reply.choices, replace(reply.choices[0], data="x" * 65)))

    monkeypatch.setattr(guide, "_question", long)
    assert {d.code for d in found(texts)} == {"T03"}


def test_a_screen_that_is_too_long_for_one_role_only_is_found(texts: Texts) -> None:
    assert COMPILED.library is not None
    much = {"geschenk_grens_bestuurder": "veel " * 1_000}
    organisations = {
        id_: o.model_copy(update={"values": {**o.values, **much}}) for id_, o in COMPILED.library.organisations.items()
    }
    library = replace(COMPILED.library, organisations=organisations)
    assert "T01" in {d.code for d in screens_can_be_shown(COMPILED.draft, library, texts)}


def test_organisations_that_look_alike_are_looked_at_once(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COMPILED.library is not None
    library = COMPILED.library
    twin = library.organisations[next(iter(library.organisations))].model_copy(update={"id": "tweeling"})
    twice = replace(library, organisations={**library.organisations, twin.id: twin})
    seen: list[Event] = []

    def watched(state: State, event: Event, desk: Desk) -> Turn:
        seen.append(event)
        return step(state, event, desk)

    monkeypatch.setattr(screens, "step", watched)
    list(screens_can_be_shown(COMPILED.draft, library, texts))
    once = len(seen)
    list(screens_can_be_shown(COMPILED.draft, twice, texts))
    assert len(seen) == 2 * once
