"""The font of pictures: widths, lines, and the part of it that goes along."""

import base64
import io
import re

import pytest

from bot.studio.lettering import Lettering, embedded, font_files
from tests.studio.drawn import HOSTILE


def test_a_text_is_as_wide_as_its_characters_and_its_size() -> None:
    small, bold = Lettering(size=10), Lettering(size=10, bold=True)
    assert small.width("") == 0
    assert small.width("mm") == pytest.approx(2 * small.width("m"))
    assert Lettering(size=20).width("Vraag") == pytest.approx(2 * small.width("Vraag"))
    assert bold.width("Vraag") > small.width("Vraag") > small.width("Vra")


def test_a_character_that_the_font_lacks_gets_a_wide_room_and_an_accent_none() -> None:
    lettering = Lettering(size=10)
    assert lettering.width("👩") >= 13
    assert lettering.width("e\u0327\u1dc4") == pytest.approx(lettering.width("e\u0327"))


@pytest.mark.parametrize("text", [*HOSTILE, "Heb je het al gemeld?", "x", ""])
@pytest.mark.parametrize("room", [60.0, 170.0])
def test_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lettering = Lettering(size=16, bold=True)
    lines = lettering.lines(text, room)
    assert all(lettering.width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_line_breaks_between_words() -> None:
    lettering = Lettering(size=16)
    assert lettering.lines("Leg het geschenk apart", lettering.width("geschenk apart")) == ("Leg het", "geschenk apart")


def test_the_font_goes_along_with_the_characters_that_are_used_and_no_more() -> None:
    from fontTools.ttLib import TTFont

    css = embedded(["Vraag", "één 👩"])
    fonts = [base64.b64decode(found) for found in re.findall(r"base64,([A-Za-z0-9+/=]+)\)", css)]
    assert len(fonts) == 2
    for font in fonts:
        assert font.startswith(b"wOFF")
        kept = TTFont(io.BytesIO(font)).getBestCmap()
        assert {chr(code) for code in kept} == set("Vraagéén ")


def test_the_font_is_written_the_same_each_time() -> None:
    assert embedded(["abc"]) == embedded(["cab"])


def test_the_font_has_its_licence_beside_it() -> None:
    assert all(path.read_bytes()[:4] == b"\x00\x01\x00\x00" for path in font_files())
    licence = font_files()[0].parent / "OFL.txt"
    assert "SIL Open Font License, Version 1.1" in licence.read_text(encoding="utf-8")
