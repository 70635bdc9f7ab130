"""A picture as PNG, for phones and slides, with the font that comes with the package and none of the machine."""

from xml.etree import ElementTree

from bot.studio.lettering import FAMILY, font_files

WIDTH = 1080
"""Pixels: what many phones are wide."""
TALLEST = 24_000
"""Pixels. A longer picture becomes narrower instead, so that memory stays bounded and viewers can open it."""


def as_png(svg: str) -> bytes:
    """This picture as PNG, `WIDTH` pixels wide unless that would make it too tall."""
    from resvg_py import svg_to_bytes

    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing, made a moment ago
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    return svg_to_bytes(
        svg_string=svg,
        zoom=min(WIDTH / width, TALLEST / height),
        skip_system_fonts=True,
        font_files=[str(path) for path in font_files()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
