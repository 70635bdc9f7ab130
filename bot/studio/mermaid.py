"""A tree as a Mermaid flowchart: text that GitHub, wikis and many editors show as a picture."""

import re
from collections.abc import Iterator, Mapping

from bot.content.folding import is_doubt
from bot.dilemma.tree import Outcome, Verdict
from bot.studio.chart import Chart, only_for
from bot.studio.spoken import named
from bot.texts import Texts

_FORMS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.DO: ("([", "])"),
    Verdict.DO_IF: ("[[", "]]"),
    Verdict.REPORT: (">", "]"),
    Verdict.CONSULT: ("[/", "/]"),
    Verdict.DO_NOT: ("{{", "}}"),
    Verdict.HELP_NOW: ("(((", ")))"),
}
"""How a box is written whose form shows the kind; the word stands in it as well."""
_SPECIAL = re.compile(r"[^\w\s,.!?'’]|_")
_LIST = re.compile(r"^(\d+)\.")


def as_mermaid(chart: Chart, texts: Texts) -> str:
    """The flowchart, from top to bottom."""
    return "\n".join(_lines(chart, texts)) + "\n"


def escape(text: str) -> str:
    """A text inside quotes. What could mean something to Mermaid, HTML or Markdown becomes its number: `#34;`."""
    plain = _SPECIAL.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))
    return _LIST.sub(r"\1#46;", plain)


def _lines(chart: Chart, texts: Texts) -> Iterator[str]:
    yield "%% " + texts("tekening.versie", boom=chart.tree.id, versie=chart.tag)
    yield "flowchart TD"
    yield "  accTitle: " + escape(texts("tekening.titel", boom=chart.tree.title))
    for question in chart.questions:
        mark = chart.marks[question.id]
        name = texts("tekening.vraag", nummer=mark)
        yield f'  v{mark}["{escape(name)}<br>{escape(question.text)}"]'
    for outcome in chart.outcomes:
        yield f"  {_box(outcome, chart, texts)}"
    for question in chart.questions:
        for option in question.options:
            arrow = "-.->" if is_doubt(option) else "-->"
            roles = named(only_for(option.roles), texts)
            only = f" ({texts('tekening.alleen', rollen=roles)})" if roles else ""
            goal = ("u" if option.to in chart.tree.outcomes else "v") + chart.marks[option.to]
            yield f'  v{chart.marks[question.id]} {arrow}|"{escape(option.label + only)}"| {goal}'


def _box(outcome: Outcome, chart: Chart, texts: Texts) -> str:
    left, right = _FORMS[outcome.verdict]
    mark = chart.marks[outcome.id]
    kind = texts(f"soort.{outcome.verdict.value}")
    return f'u{mark}{left}"{escape(f"{mark}. {kind}")}<br>{escape(outcome.heading)}"{right}'
