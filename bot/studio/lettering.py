"""The font that comes with the package: how wide a text is, where its lines break, and the font as part of a file.

With a font of our own a picture is the same on every machine. Atkinson Hyperlegible was made by the Braille Institute
for readers with low vision: l, I and 1, and O and 0, cannot be taken for each other.
"""

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from unicodedata import combining

FAMILY = "Atkinson Hyperlegible"
_FILES = {False: "AtkinsonHyperlegible-Regular.ttf", True: "AtkinsonHyperlegible-Bold.ttf"}
_UNKNOWN = 1.4
"""The width, in times the size, of a character that the font lacks. A wide guess: some other font will draw it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """A size, in points, and a weight."""

    size: float
    bold: bool = False

    @property
    def line(self) -> float:
        """From one line to the next."""
        return round(self.size * 1.3, 1)

    def width(self, text: str) -> float:
        """How wide this text is on one line."""
        advances = _advances(self.bold)
        return self.size * sum(_advance(character, advances) for character in text)

    def lines(self, text: str, room: float) -> tuple[str, ...]:
        """The text broken into lines that fit in `room`; a word that is too long is broken too. At least one line."""
        found = [""]
        for word in text.split():
            longer = f"{found[-1]} {word}".strip()
            if self.width(longer) <= room:
                found[-1] = longer
                continue
            if found[-1]:
                found.append("")
            for character in word:
                if found[-1] and self.width(found[-1] + character) > room:
                    found.append("")
                found[-1] += character
        return tuple(found)


def font_files() -> tuple[Path, ...]:
    """Where the fonts stand, for what wants files. The package is installed as files, never as an archive."""
    folder = files("bot.studio") / "fonts"
    with as_file(folder) as place:
        return tuple(place / name for name in _FILES.values())


def embedded(texts: Iterable[str]) -> str:
    """CSS that brings the font along, with no more than the characters of these texts."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    used = {ord(character) for text in texts for character in text}
    rules = []
    for bold, path in zip(_FILES, font_files(), strict=True):
        options = Options(flavor="woff", notdef_outline=True, drop_tables=["DSIG"], layout_features=["kern"])
        font = TTFont(path, recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=used)
        subsetter.subset(font)
        font.flavor = "woff"
        written = io.BytesIO()
        font.save(written)
        data = base64.b64encode(written.getvalue()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{700 if bold else 400};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "".join(rules)


def _advance(character: str, advances: dict[str, float]) -> float:
    if character in advances:
        return advances[character]
    return 0.0 if combining(character) else _UNKNOWN


@cache
def _advances(bold: bool) -> dict[str, float]:
    """The width of each character of the font, in times the size."""
    from fontTools.ttLib import TTFont

    with TTFont(font_files()[bold], lazy=True) as font:
        whole = font["head"].unitsPerEm
        widths = font["hmtx"]
        return {chr(code): widths[glyph][0] / whole for code, glyph in font.getBestCmap().items()}
