"""How blocks stand under each other."""

import pytest

from bot.channels.layout import line_ends
from bot.conversation.turn import Block, Style


@pytest.mark.parametrize(
    ("before", "after", "ends"),
    [
        (None, Style.TEXT, 0),
        (Style.TEXT, Style.TEXT, 2),
        (Style.HEADING, Style.TEXT, 2),
        (Style.HEADING, Style.BULLET, 1),
        (Style.BULLET, Style.BULLET, 1),
        (Style.ITEM, Style.ITEM, 1),
        (Style.BULLET, Style.TEXT, 2),
        (Style.TEXT, Style.BULLET, 2),
    ],
)
def test_paragraphs_stand_apart_and_lists_close(before: Style | None, after: Style, ends: int) -> None:
    assert line_ends(Block(text="a", style=before) if before else None, Block(text="b", style=after)) == ends
