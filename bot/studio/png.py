"""A picture as PNG, for phones and slides, with the font that comes with the package and none of the machine."""

from bot.studio.lettering import FAMILY, font_files
from bot.studio.picture import Picture

WIDTH = 1080
"""Pixels: what many phones are wide."""
TALLEST = 24_000
"""Pixels. A longer picture becomes narrower instead, so that memory stays bounded and viewers can open it."""


def as_png(picture: Picture) -> bytes:
    """This picture as PNG, `WIDTH` pixels wide unless that would make it too tall."""
    from resvg_py import svg_to_bytes

    return svg_to_bytes(
        svg_string=picture.svg,
        zoom=min(WIDTH / picture.width, TALLEST / picture.height),
        skip_system_fonts=True,
        font_files=[str(path) for path in font_files()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
