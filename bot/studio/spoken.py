"""A tree in plain words: for who cannot see the picture, for a screen reader, and for the terminal."""

from collections.abc import Iterable, Iterator

from bot.dilemma.tree import Option, Outcome, Question
from bot.ids import Role
from bot.studio.chart import Chart, only_for
from bot.texts import Texts


def spoken(chart: Chart, texts: Texts) -> str:
    """Everything that the picture shows, in reading order, and the explanation of each question."""
    return "\n".join(_lines(chart, texts)) + "\n"


def destination(option: Option, chart: Chart, texts: Texts) -> str:
    """Where an answer leads, such as `naar vraag 3` or `naar uitkomst C, Overleg eerst: Bespreek het`."""
    mark = chart.marks[option.to]
    outcome = chart.tree.outcomes.get(option.to)
    if outcome is None:
        return texts("tekening.naar-vraag", nummer=mark)
    kind = texts(f"soort.{outcome.verdict.value}")
    return texts("tekening.naar-uitkomst", letter=mark, soort=kind, kop=outcome.heading)


def named(roles: Iterable[Role], texts: Texts) -> str:
    """These roles in words, in lower case, with commas between."""
    return ", ".join(texts(f"rol.{role.value}").lower() for role in roles)


def _lines(chart: Chart, texts: Texts) -> Iterator[str]:
    tree = chart.tree
    yield tree.title
    yield texts("tekening.versie", boom=tree.id, versie=chart.tag)
    yield ""
    yield " ".join(tree.intro.split())
    for question in chart.questions:
        yield ""
        yield from _question(question, chart, texts)
    yield ""
    yield texts("tekening.uitkomsten")
    for outcome in chart.outcomes:
        yield _outcome(outcome, chart, texts)


def _question(question: Question, chart: Chart, texts: Texts) -> Iterator[str]:
    name = texts("tekening.vraag", nummer=chart.marks[question.id])
    yield f"{name}{_restricted(question.roles, texts)}: {question.text}"
    if question.why:
        yield f"  {' '.join(question.why.split())}"
    for option in question.options:
        line = f"  - {option.label}{_restricted(option.roles, texts)}: {destination(option, chart, texts)}"
        if option.because is not None:
            line += ". " + texts("tekening.omdat", norm=chart.norms[option.because])
        yield line


def _outcome(outcome: Outcome, chart: Chart, texts: Texts) -> str:
    kind = texts(f"soort.{outcome.verdict.value}")
    return f"  {chart.marks[outcome.id]}. " + texts("boom.uitkomst", soort=kind, kop=outcome.heading)


def _restricted(roles: frozenset[Role], texts: Texts) -> str:
    found = only_for(roles)
    return " (" + texts("tekening.alleen", rollen=named(found, texts)) + ")" if found else ""
