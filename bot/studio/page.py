"""A report as one HTML page that needs nothing else: for a browser, and to print on A4."""

from html import escape

from bot.studio.chart import Chart
from bot.studio.lettering import FAMILY, embedded
from bot.studio.picture import Picture, draw
from bot.studio.report import Report
from bot.studio.strips import Strip, cut
from bot.texts import Texts

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 FAMILY,Verdana,sans-serif;color:#16202e;background:#fff;max-width:46rem;margin:0 auto;padding:1.5rem}
h1,h2,h3{line-height:1.25;break-after:avoid}
h1{font-size:1.7rem}
h2{font-size:1.3rem;margin-top:2.5rem;border-bottom:2px solid #1f3a5f;padding-bottom:.2rem}
h3{font-size:1.05rem;margin-top:1.8rem}
table{border-collapse:collapse;width:100%;margin:.8rem 0}
th,td{border:1px solid #9aa5b4;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#e6ecf4}
tr{break-inside:avoid}
code{font:inherit;background:#fff3c4;border-radius:3px;padding:0 .2em}
p,li{overflow-wrap:anywhere}
figure{margin:1rem 0;text-align:center}
svg{max-width:100%;height:auto}
.pages{display:none}
table:last-child td{height:3.2rem}
@page{size:A4;margin:16mm 15mm}
@media print{
body{font-size:10.5pt;max-width:none;padding:0}
figure{display:none}
.pages{display:block}
.pages svg{display:block;break-before:page;break-after:page}
table:last-child{break-inside:avoid}
p,li{orphans:3;widows:3}
}
"""

_SCALE = 0.18
"""Millimetres of paper for a point of the picture: answers become eight points, which one still reads well."""
_PAPER = 250.0
"""Millimetres of height that a page has room for."""


def as_page(report: Report, chart: Chart, texts: Texts) -> str:
    """The report of this chart with its picture, as HTML. Only our own headings and tables are markup."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    picture = draw(chart, texts, with_font=False)
    opening, body = reader.render(report.opening), reader.render(report.body)
    style = embedded([report.markdown, picture.svg]) + _STYLE.replace("FAMILY", f"'{FAMILY}'")
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{opening}<figure>\n{picture.svg}</figure>\n{_pages(picture, chart)}{body}</main>\n</body>\n</html>\n"
    )


def _pages(picture: Picture, chart: Chart) -> str:
    """The same picture for paper, over as many pages as it needs, with room for notes beside it."""
    strips = cut(picture.height, _PAPER / _SCALE, picture.gaps, picture.boxes)
    return f'<div class="pages" aria-hidden="true">{"".join(_part(strip, picture, chart) for strip in strips)}</div>\n'


def _part(strip: Strip, picture: Picture, chart: Chart) -> str:
    width, height = picture.width, strip.bottom - strip.top
    return (
        f'<svg viewBox="0 {strip.top:.1f} {width:.1f} {height:.1f}" '
        f'style="width:{width * _SCALE:.1f}mm;height:{height * _SCALE:.1f}mm"><use href="#{chart.tree.id}"/></svg>'
    )
