"""A move written in a button reads back as the same move, and whatever else comes in is refused."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.conversation.button import (
    MAX_BYTES,
    Look,
    Move,
    NotThis,
    Page,
    ShowNorm,
    ShowPage,
    ShowTheme,
    ShowWalk,
    View,
    candidate_code,
    question_at,
    question_place,
    read,
    read_answers,
    tag_of,
    tree_code,
    write,
    write_answers,
)
from bot.conversation.turn import Context
from bot.dilemma.tree import Tree
from bot.ids import NodeId, NormId, OptionId, OrganisationId, Role, ThemeId
from tests.dilemma.trees import outcome, question, tree

KNOWN = tuple(OrganisationId(f"organisatie-{n}") for n in range(40))
CONTEXTS = (
    Context(),
    Context(declined=True),
    *(Context(role=role, organisation=organisation) for role in Role for organisation in (None, *KNOWN[:3])),
)
MOVES: tuple[Move, ...] = (
    *(ShowPage(context=context, page=page) for context in CONTEXTS for page in Page),
    *(ShowNorm(context=context, norm=NormId("n" * 40), view=view) for context in CONTEXTS for view in View),
    *(ShowTheme(context=context, theme=ThemeId("t" * 40)) for context in CONTEXTS),
    *(NotThis(context=context, others=("nAbCd", "t-_09")) for context in CONTEXTS),
    NotThis(context=Context()),
    *(
        ShowWalk(context=context, tag="AbCdEf-_", tree="x-_9", answers="Aa9", look=look, again=again)
        for context in CONTEXTS
        for look in Look
        for again in (None, 0, 59)
    ),
)


def tree_of(options: Mapping[str, int]) -> Tree:
    """A tree with these questions and numbers of options; where they lead does not matter here."""
    questions = (question(name, {f"o{n}": "klaar" for n in range(number)}) for name, number in options.items())
    return tree(*questions, outcome("klaar"))


@pytest.mark.parametrize("move", MOVES, ids=repr)
def test_every_move_reads_back_and_fits(move: Move) -> None:
    data = write(move, KNOWN)
    assert len(data.encode()) <= MAX_BYTES
    assert read(data, KNOWN) == move


def test_an_organisation_that_is_gone_is_forgotten_and_the_rest_stays() -> None:
    context = Context(role=Role.MEMBER, organisation=KNOWN[0])
    data = write(ShowPage(context=context, page=Page.START), KNOWN)
    assert read(data, KNOWN[1:]) == ShowPage(context=replace(context, organisation=None), page=Page.START)


@given(st.dictionaries(st.sampled_from([f"v{n}" for n in range(60)]), st.integers(2, 6), min_size=1), st.data())
def test_answers_read_back(shape: Mapping[str, int], data: st.DataObject) -> None:
    of = tree_of(shape)
    chosen = data.draw(st.fixed_dictionaries({}, optional={q: st.integers(0, n - 1) for q, n in shape.items()}))
    answers = {NodeId(question): OptionId(f"o{place}") for question, place in chosen.items()}
    assert read_answers(of, write_answers(of, answers)) == answers


def test_the_largest_tree_with_all_answers_fits() -> None:
    of = tree_of({f"v{n}": 6 for n in range(60)})
    answers = {id_: asked.options[-1].id for id_, asked in of.questions.items()}
    move = ShowWalk(context=CONTEXTS[-1], tag="x" * 8, tree="t" * 4, answers=write_answers(of, answers), again=59)
    assert len(write(move, KNOWN).encode()) <= 48


@given(st.text(max_size=80) | st.binary(max_size=70).map(lambda raw: raw.decode("latin-1")))
def test_a_forged_button_is_refused_or_harmless(data: str) -> None:
    move = read(data, KNOWN)
    assert move is None or write(move, KNOWN) == data


@given(st.sampled_from(MOVES), st.data())
def test_a_button_with_one_character_changed_never_raises(move: Move, data: st.DataObject) -> None:
    written = write(move, KNOWN)
    at = data.draw(st.integers(0, len(written) - 1))
    character = data.draw(st.characters())
    read(written[:at] + character + written[at + 1 :], KNOWN)
    tag_of(written[:at] + character + written[at + 1 :])


@pytest.mark.parametrize("written", ["!", "A", "AA", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "é"])
def test_a_number_that_this_tree_never_wrote_is_refused(written: str) -> None:
    assert read_answers(tree_of({"a": 2, "b": 3}), written) is None


def test_question_places_are_those_of_the_file() -> None:
    of = tree_of({"b": 2, "a": 2})
    assert [question_at(of, place) for place in range(3)] == ["b", "a", None]
    assert question_place(of, NodeId("a")) == 1


def test_the_tag_is_known_before_the_revision_is_loaded() -> None:
    walk = ShowWalk(context=Context(), tag="AbCdEf-_", tree="x-_9")
    assert tag_of(write(walk, KNOWN)) == "AbCdEf-_"
    assert tag_of(write(ShowPage(context=Context(), page=Page.START), KNOWN)) is None


def test_codes_of_all_trees_candidates_and_organisations_differ(library: Library) -> None:
    trees = {tree_code(id_) for id_ in library.trees}
    candidates = {candidate_code("norm", id_) for id_ in library.norms}
    payloads = {
        write(ShowPage(context=Context(organisation=id_), page=Page.START), library.organisations)
        for id_ in library.organisations
    }
    assert (len(trees), len(candidates), len(payloads)) == (
        len(library.trees),
        len(library.norms),
        len(library.organisations),
    )


def test_answers_of_every_real_tree_read_back(library: Library) -> None:
    for of in library.trees.values():
        choices = [[None, *(option.id for option in asked.options)] for asked in of.questions.values()]
        for picked in islice(product(*choices), 0, 50_000, 97):
            answers = {q: o for q, o in zip(of.questions, picked, strict=True) if o is not None}
            assert read_answers(of, write_answers(of, answers)) == answers
