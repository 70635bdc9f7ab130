"""What is the same thing in two versions of a tree, and which option ids were used again for something else (G19)."""

from dataclasses import replace

import pytest

from bot.authoring.pairing import Reason, changed_meaning, pair
from bot.content.library import Library
from bot.dilemma.tree import Tree
from bot.ids import NodeId, OptionId, TreeId
from tests.authoring.versions import asked, edited, gift, good, option, outcome, renamed, with_question


def with_tree(tree: Tree) -> Library:
    return replace(good(), trees={**good().trees, tree.id: tree})


def test_ids_say_what_is_what_and_a_new_id_with_the_same_text_is_the_same_thing() -> None:
    pairing = pair(gift(), edited(option("prijs", "ja", id=OptionId("meer")), renamed("gever", "van-wie")))
    assert pairing.questions == {"gever": "van-wie", "prijs": "prijs"}
    assert pairing.options[NodeId("prijs"), OptionId("ja")] == "meer"
    assert pairing.options[NodeId("gever"), OptionId("collega")] == "collega"


def test_a_new_id_with_another_text_is_another_thing() -> None:
    pairing = pair(gift(), edited(option("prijs", "ja", id=OptionId("meer"), label="Duurder")))
    assert (NodeId("prijs"), OptionId("ja")) not in pairing.options


def test_two_new_questions_with_the_old_text_are_not_guessed_between() -> None:
    text = gift().questions[NodeId("prijs")].text
    after = edited(renamed("prijs", "een"), with_question(asked("twee", text, ja="houden")))
    assert "prijs" not in pair(gift(), after).questions


def test_an_outcome_with_the_same_content_is_the_same_whatever_its_id() -> None:
    pairing = pair(gift(), edited(outcome("houden", id=NodeId("mag"))))
    assert pairing.outcomes[NodeId("houden")] == {"houden", "mag"}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Ja", "Ja, dat weet ik zeker"),
        ("Bedrijf of inwoner", "Bedrijf of organisatie"),
        ("Bedrijf of inwoner", "Inwoner of bedrijf"),
        ("Dat weet ik niet", "Geen idee"),
        ("Nee", "Nee, nooit"),
        ("Collega", "Een collega"),
    ],
)
def test_a_label_may_be_put_better(was: str, now: str) -> None:
    before, after = (with_tree(edited(option("gever", "collega", label=label))) for label in (was, now))
    assert changed_meaning(before, after) == ()
    assert changed_meaning(after, before) == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [("Ja", "Nee"), ("Collega", "Bedrijf"), ("Dat mag", "Dat mag niet"), ("Dat weet ik niet", "Ja, zeker")],
)
def test_a_label_that_says_something_else_is_another_meaning(was: str, now: str) -> None:
    before, after = (with_tree(edited(option("gever", "collega", label=label))) for label in (was, now))
    (found,) = changed_meaning(before, after)
    assert (found.tree, found.question.id, found.after.id) == ("geschenk", "gever", "collega")
    assert (found.reason, found.before.label, found.after.label) == (Reason.LABEL, was, now)


@pytest.mark.parametrize(("question", "id_", "to"), [("gever", "collega", "prijs"), ("gever", "zakelijk", "bespreken")])
def test_another_kind_of_target_is_another_meaning(question: str, id_: str, to: str) -> None:
    (found,) = changed_meaning(good(), with_tree(edited(option(question, id_, to=NodeId(to)))))
    assert (found.question.id, found.after.id, found.reason) == (question, id_, Reason.TARGET)


def test_another_outcome_or_a_new_id_is_not_another_meaning() -> None:
    other = edited(
        option("gever", "weet-niet", to=NodeId("teruggeven")),
        option("gever", "collega", id=OptionId("collega-nu"), to=NodeId("prijs")),
    )
    assert changed_meaning(good(), with_tree(other)) == ()


def test_a_tree_on_one_side_only_has_no_changed_meaning() -> None:
    new = replace(gift(), id=TreeId("nieuw"))
    assert changed_meaning(good(), with_tree(new)) == ()
    assert changed_meaning(with_tree(new), good()) == ()
