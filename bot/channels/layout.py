"""How blocks stand under each other, the same in every channel."""

from collections.abc import Mapping

from bot.conversation.turn import Block, Style

MARKS: Mapping[Style, str] = {Style.BULLET: "• "}
"""What stands before a block."""
_LISTED = (Style.BULLET, Style.ITEM)


def line_ends(before: Block | None, block: Block) -> int:
    """Line ends between two blocks: paragraphs have an empty line between them, the items of a list do not."""
    if before is None:
        return 0
    in_list = block.style in _LISTED and before.style in (*_LISTED, Style.HEADING)
    return 1 if in_list else 2
