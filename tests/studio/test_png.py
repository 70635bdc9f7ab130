"""A picture as PNG."""

import struct
import zlib

from bot.studio.picture import draw
from bot.studio.png import TALLEST, WIDTH, as_png
from tests.studio.drawn import TEXTS, chart, hostile, large, real


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height; the file is a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def pixels(png: bytes) -> bytes:
    """The raw rows, filtered as they are: enough to see whether something was drawn."""
    parts, at = [], 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        parts += [png[at + 8 : at + 8 + length]] if kind == b"IDAT" else []
        at += length + 12
    return zlib.decompress(b"".join(parts))


def test_a_png_is_as_wide_as_a_phone_and_shows_something() -> None:
    picture = draw(real("privegedrag"), TEXTS, with_font=False)
    png = as_png(picture)
    width, height = size_of(png)
    assert abs(width - WIDTH) <= 1
    assert abs(height - picture.height * WIDTH / picture.width) <= 2
    assert len(set(pixels(png)[:400_000])) > 100


def test_text_is_drawn_with_the_font_that_comes_along() -> None:
    picture = draw(real("privegedrag"), TEXTS, with_font=False)
    assert as_png(picture) != as_png(type(picture)(
        svg=picture.svg.replace("<text", "<text display='none'"), width=picture.width, height=picture.height,
        gaps=(), boxes=(),
    ))  # fmt: skip


def test_a_font_in_the_picture_itself_changes_nothing() -> None:
    assert as_png(draw(real("privegedrag"), TEXTS)) == as_png(draw(real("privegedrag"), TEXTS, with_font=False))


def test_a_very_long_picture_becomes_narrower_instead_of_endless() -> None:
    width, height = size_of(as_png(draw(chart(large()), TEXTS, with_font=False)))
    assert height <= TALLEST + 1
    assert width < WIDTH


def test_hostile_texts_are_only_drawn() -> None:
    assert size_of(as_png(draw(chart(*hostile()), TEXTS, with_font=False)))[0] in (WIDTH - 1, WIDTH, WIDTH + 1)
