"""A place in a tree: its path, its texts, and the payload that shows it again."""

from bot.conversation.button import Look, ShowWalk, read, tree_code
from bot.conversation.desk import Desk
from bot.conversation.spot import Spot, verdict_of
from bot.conversation.turn import Context
from bot.dilemma.tree import Outcome
from bot.ids import OrganisationId, Role, TreeId


def spot(desk: Desk, *, context: Context | None = None, look: Look = Look.HERE) -> Spot:
    tree = desk.library.trees[TreeId("geschenk")]
    answers = dict(tree.examples[0].answers)
    move = ShowWalk(context=context or Context(), tag=desk.tag, tree=tree_code(tree.id), look=look)
    return Spot(move=move, tree=tree, answers=answers, library=desk.library, desk=desk)


def test_it_knows_the_path_and_numbers_what_was_answered(desk: Desk) -> None:
    here = spot(desk)
    assert isinstance(here.walked.here, Outcome)
    given = [block.text for block in here.given()]
    assert len(given) == len(here.walked.path)
    assert all(text.startswith(f"{number}. ") for number, text in enumerate(given, 1))


def test_its_payload_shows_the_place_whatever_side_of_it_is_looked_at(desk: Desk) -> None:
    move = read(spot(desk, look=Look.WHAT_IF).data, desk.library.organisations)
    assert isinstance(move, ShowWalk)
    assert move.look is Look.HERE


def test_texts_are_filled_with_the_values_of_the_askers_organisation(desk: Desk) -> None:
    town = Context(organisation=OrganisationId("voorbeeldstad"))
    assert spot(desk, context=town).own("Tot <geschenk_grens>.").text == "Tot 50 euro."


def test_texts_are_filled_with_the_values_for_the_askers_role(desk: Desk) -> None:
    text = "Meld het bij <aanspreekpunt>."
    assert spot(desk, context=Context(role=Role.MEMBER)).own(text).text == "Meld het bij de griffier."
    water = Context(role=Role.MEMBER, organisation=OrganisationId("waterschap"))
    assert spot(desk, context=water).own(text).text == "Meld het bij de secretaris."


def test_a_kind_of_outcome_and_its_heading_make_one_sentence(desk: Desk) -> None:
    outcome = spot(desk).walked.here
    assert isinstance(outcome, Outcome)
    told = verdict_of(outcome, desk)
    assert told["soort"] == desk.texts(f"soort.{outcome.verdict.value}")
    assert told["kop"].lower() == outcome.heading.lower()
