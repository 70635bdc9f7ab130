"""Replies as Telegram messages: shown literally, within the limits, nothing lost."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import MAX_UNITS, html_parts, plain_parts, utf16_units
from bot.conversation.turn import Block, Style


@pytest.mark.parametrize(
    "probe",
    [
        "<b>x",
        "</b>",
        "&lt;",
        "<a href='tg://user?id=1'>",
        "<tg-spoiler>",
        "a & b < c",
        "<script>",
        "&#x3C;",
        "{0.x}",
        "%s",
    ],
)
def test_text_is_shown_as_it_was_written(probe: str) -> None:
    (part,) = html_parts([Block(text=probe)])
    assert "<" not in part
    assert html.unescape(part) == probe


def test_headings_are_bold_lists_stand_close_and_paragraphs_apart() -> None:
    blocks = [
        Block(text="Kop", style=Style.HEADING),
        Block(text="een", style=Style.BULLET),
        Block(text="twee", style=Style.BULLET),
        Block(text="Tekst"),
        Block(text="Bron", style=Style.NOTE),
    ]
    assert html_parts(blocks) == ("<b>Kop</b>\n• een\n• twee\n\nTekst\n\n<i>Bron</i>",)


@given(st.lists(st.builds(Block, text=st.text(max_size=3000), style=st.sampled_from(Style)), max_size=6))
def test_every_part_fits_and_together_they_hold_every_character(blocks: list[Block]) -> None:
    parts = plain_parts(blocks)
    assert all(utf16_units(part) <= MAX_UNITS for part in parts)
    whole = "".join(parts)
    assert [c for c in whole if c not in "•\n "] == [c for b in blocks for c in b.text if c not in "•\n "]
    for rich, plain in zip(html_parts(blocks), parts, strict=True):
        assert html.unescape(re.sub(r"</?[bi]>", "", rich)) == plain


@pytest.mark.parametrize("text", ["\N{GRINNING FACE}" * 4096, "&" * 9000, "x" * 4096, "a\n" * 5000])
def test_one_huge_block_is_cut_by_utf16_units(text: str) -> None:
    parts = plain_parts([Block(text=text, style=Style.BULLET)])
    assert all(utf16_units(part) <= MAX_UNITS for part in parts)
    assert "".join(parts).replace("• ", "").replace("\n\n", "").count(text[0]) == text.count(text[0])
