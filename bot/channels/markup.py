"""A reply as Telegram messages: HTML, escaped, in parts that Telegram accepts."""

from collections.abc import Iterable
from html import escape

from bot.channels.layout import MARKS, line_ends
from bot.conversation.turn import Block, Style

MAX_UNITS = 4096
"""Telegram's limit for the text of a message, counted in UTF-16 code units after the markup is taken out."""

_TAGS = {Style.HEADING: ("<b>", "</b>"), Style.NOTE: ("<i>", "</i>")}


def html_parts(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The blocks as one or more messages of HTML, split between blocks where possible."""
    return tuple(_join(part, html=True) for part in _parts(blocks))


def plain_parts(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The same without markup, for when the HTML is refused."""
    return tuple(_join(part, html=False) for part in _parts(blocks))


def utf16_units(text: str) -> int:
    """How long Telegram thinks a text is: an emoji counts for two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(blocks: Iterable[Block]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    for block in (piece for whole in blocks for piece in _pieces(whole)):
        if parts[-1] and utf16_units(_join([*parts[-1], block], html=False)) > MAX_UNITS:
            parts.append([])
        parts[-1].append(block)
    return parts


def _pieces(block: Block) -> list[Block]:
    """One block, cut where it would not fit in a message by itself. Cutting comes before escaping."""
    room = MAX_UNITS - max(map(len, MARKS.values()))
    if utf16_units(block.text) <= room:
        return [block]
    pieces, piece, units = [], "", 0
    for character in block.text:
        size = utf16_units(character)
        if units + size > room:
            pieces.append(piece)
            piece, units = "", 0
        piece += character
        units += size
    return [Block(text=text, style=block.style) for text in [*pieces, piece]]


def _join(blocks: Iterable[Block], *, html: bool) -> str:
    text = ""
    before: Block | None = None
    for block in blocks:
        text += "\n" * line_ends(before, block)
        opening, closing = _TAGS.get(block.style, ("", "")) if html else ("", "")
        shown = escape(block.text, quote=False) if html else block.text
        text += MARKS.get(block.style, "") + opening + shown + closing
        before = block
    return text
