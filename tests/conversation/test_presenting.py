"""The last touch to a turn: the way back, who asks, and the manner."""

from dataclasses import replace

from bot.conversation.button import Page, ShowPage, ShowWalk, read
from bot.conversation.desk import Desk
from bot.conversation.presenting import presented
from bot.conversation.turn import Block, Choice, Context, Manner, Medium, Place, Reply, State, Turn
from bot.ids import Role, TreeId

OFFICIAL = Context(role=Role.OFFICIAL)


def turn(desk: Desk, **known: object) -> Turn:
    """A turn with one sentence, in the middle of a tree."""
    begin = desk.begin(OFFICIAL, desk.library.trees[TreeId("geschenk")])
    answer = desk.choice("Je collega", begin)
    place = Place(data=desk.choice("", replace(begin, answers="B")).data, choices=(answer,))
    state = replace(State(medium=Medium.TELEGRAM, context=OFFICIAL, place=place), **known)  # type: ignore[arg-type]
    return Turn(state=state, replies=(Reply(blocks=(Block(text="Bel je adviseur."),), in_place=True),))


def context_of(choice: Choice, desk: Desk) -> Context:
    move = read(choice.data, desk.library.organisations)
    assert move is not None
    return move.context


def test_every_screen_but_the_tree_itself_leads_back_to_it(desk: Desk) -> None:
    shown = presented(turn(desk), OFFICIAL, desk)
    assert [choice.label for choice in shown.replies[0].choices] == [desk.texts("knop.verder")]
    assert shown.state.choices == shown.replies[0].choices
    tree = turn(desk)
    assert tree.state.place is not None
    on_tree = replace(tree, replies=(replace(tree.replies[0], choices=tree.state.place.choices),))
    assert presented(on_tree, OFFICIAL, desk).replies[0].choices == tree.state.place.choices


def test_what_is_remembered_carries_who_asks_as_it_is_known_now(desk: Desk) -> None:
    member = Context(role=Role.MEMBER)
    state = presented(turn(desk, context=member), OFFICIAL, desk).state
    assert state.place is not None
    assert [context_of(choice, desk) for choice in state.place.choices] == [member]
    move = read(state.place.data, desk.library.organisations)
    assert isinstance(move, ShowWalk)
    assert move.context == member


def test_a_button_by_which_somebody_says_who_they_are_keeps_what_it_says(desk: Desk) -> None:
    told = desk.choice("Ambtenaar", ShowPage(context=OFFICIAL, tells=True, page=Page.SETTINGS))
    place = Place(data=told.data, choices=(told,))
    state = presented(turn(desk, context=Context(role=Role.MEMBER), place=place), OFFICIAL, desk).state
    assert state.place is not None
    assert context_of(state.place.choices[0], desk) == OFFICIAL


def test_sentences_and_labels_follow_the_manner_and_the_tree_stays_recognised(desk: Desk) -> None:
    manner = Manner(formal=True, plain=True, vanish_after=10)
    shown = presented(turn(desk, manner=manner), OFFICIAL, desk)
    assert shown.replies[0].blocks[0].text == "Bel uw adviseur."
    assert shown.state.place is not None
    assert shown.state.place.choices[0].label == "Uw collega"
    assert (shown.replies[0].plain, shown.replies[0].in_place, shown.replies[0].vanish_after) == (True, False, 10)
