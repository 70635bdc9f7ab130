"""A report as one HTML page that needs nothing else: for a browser, and to print on A4."""

from html import escape

from bot.studio.chart import Chart
from bot.studio.lettering import FAMILY, embedded
from bot.studio.picture import draw
from bot.studio.report import Report
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
table:last-child td{height:3.2rem}
@page{size:A4;margin:16mm 15mm}
@media print{
body{font-size:10.5pt;max-width:none;padding:0}
figure{break-before:page;break-after:page;margin:0}
svg{max-height:240mm;width:auto}
p,li{orphans:3;widows:3}
}
"""


def as_page(report: Report, chart: Chart, texts: Texts) -> str:
    """The report of this chart with its picture, as HTML. Only our own headings and tables are markup."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    picture = draw(chart, texts, with_font=False)
    opening, body = reader.render(report.opening), reader.render(report.body)
    style = embedded([report.markdown, picture]) + _STYLE.replace("FAMILY", f"'{FAMILY}'")
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{opening}<figure>\n{picture}</figure>\n{body}</main>\n</body>\n</html>\n"
    )
