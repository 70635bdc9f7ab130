"""Who says hardly anything is asked back, or told that the bot does not know."""

import pytest

from bot.conversation.desk import Desk
from bot.matching.decide import Answer

VAGUE = (
    "ik durf niet",
    "ik heb ergens spijt van",
    "ik ben het zat",
    "het zit me niet lekker",
    "hij is boos",
    "ik ben nieuw hier",
    "mijn man werkt er ook",
    "iets met een collega",
    "het is een vriend van me",
    "kan ik hier met iemand over beginnen",
    "ik heb iets gezien",
    "ze willen dat ik mijn mond hou",
    "ik heb ja gezegd",
    "ik heb er een slecht gevoel bij",
    "wat zou jij doen als je mij was",
    "mijn chef",
    "de griffier",
    "vergunning",
    "vrouw",
    "collega",
    "zaterdag",
)


@pytest.mark.parametrize("text", VAGUE)
def test_a_vague_message_gets_no_sure_answer(desk: Desk, text: str) -> None:
    assert not isinstance(desk.matcher.match_calm(text), Answer)


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("geschenk", "geschenken"),
        ("vog", "vog-en-screening"),
        ("schulden", "schulden"),
        ("mag ik een bijbaan", "nevenwerkzaamheden"),
        ("lekken", "lekken"),
    ],
)
def test_one_telling_word_is_enough(desk: Desk, text: str, norm: str) -> None:
    decision = desk.matcher.match(text)
    assert isinstance(decision, Answer)
    assert decision.candidates[0].id == norm
