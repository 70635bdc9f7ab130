"""The report of a tree for a meeting, in Markdown: everything an author wrote about it, and room for remarks.

Nothing that comes from the content can act as markup. The page for a browser or printer is made by `page`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.library import Library
from bot.content.models import Norm, Source, TreeShape
from bot.content.values import PLACEHOLDER
from bot.dilemma.graph import count_paths, longest_path
from bot.dilemma.tree import Example, Outcome, PerRole, Question
from bot.ids import Body, NormId, Role
from bot.studio.chart import Chart, only_for
from bot.studio.spoken import destination, named
from bot.texts import Texts

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#]")
_LEADING = re.compile(r"^(?:(\d+)([.)])|([-+=]))")
_EMPTY_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Markdown in two parts; in a page the picture stands between them."""

    title: str
    opening: str
    body: str

    @property
    def markdown(self) -> str:
        """The whole report."""
        return f"{self.opening}\n{self.body}"


def report_of(chart: Chart, library: Library, texts: Texts) -> Report:
    """The report of this tree."""
    writer = _Writer(chart=chart, library=library, texts=texts)
    return Report(
        title=chart.tree.title, opening="\n".join(writer.opening()) + "\n", body="\n".join(writer.body()) + "\n"
    )


def escape(text: str) -> str:
    """A text of an author as Markdown that shows it as it is, on one line; `<geschenk_grens>` stands out as code."""
    pieces: list[str] = []
    plain = " ".join(text.split())
    at = 0
    for found in PLACEHOLDER.finditer(plain):
        pieces += [_SPECIAL.sub(r"\\\g<0>", plain[at : found.start()]), f"`{found[0]}`"]
        at = found.end()
    pieces.append(_SPECIAL.sub(r"\\\g<0>", plain[at:]))
    return _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", "".join(pieces))


def day(written: str) -> str:
    """`2027-11-01` as `01-11-2027`."""
    return "-".join(reversed(written.split("-")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    chart: Chart
    library: Library
    texts: Texts

    def opening(self) -> Iterator[str]:
        tree, file, texts = self.chart.tree, self.library.tree_files[self.chart.tree.id], self.texts
        yield f"# {escape(tree.title)}"
        yield ""
        yield escape(tree.intro)
        yield ""
        yield from self._table(("verslag.wat", "verslag.hoe"), self._facts(file))
        yield ""
        yield texts("verslag.waarden")

    def body(self) -> Iterator[str]:
        chart = self.chart
        yield self._heading("verslag.vragen")
        for question in chart.questions:
            yield from self._question(question)
        yield self._heading("verslag.uitkomsten")
        for outcome in chart.outcomes:
            yield from self._outcome(outcome)
        yield self._heading("verslag.normen")
        for norm in self._norms():
            yield from self._norm(norm)
        yield self._heading("verslag.proeven")
        yield ""
        examples = [self._example(example) for example in chart.tree.examples]
        yield from self._table(("verslag.voorbeeld", "verslag.antwoorden", "verslag.uitkomst"), examples)
        yield self._heading("verslag.opmerkingen")
        yield ""
        yield from self._table(("verslag.opmerking", "verslag.afspraak"), [(" ", " ")] * _EMPTY_ROWS)

    def _heading(self, key: str) -> str:
        return f"\n## {self.texts(key)}"

    def _facts(self, file: TreeShape) -> Iterator[tuple[str, str]]:
        tree, texts = self.chart.tree, self.texts
        yield texts("verslag.id"), escape(tree.id)
        yield texts("verslag.versie"), escape(self.chart.tag)
        yield texts("verslag.knop"), escape(tree.button)
        yield texts("verslag.status"), escape(tree.status.value)
        yield texts("verslag.herzien"), day(file.review_by)
        yield texts("verslag.eigenaar"), escape(file.owner)
        yield texts("verslag.voor"), named((role for role in Role if role in tree.roles), texts)
        counts = {"vragen": len(self.chart.questions), "uitkomsten": len(self.chart.outcomes)}
        yield texts("verslag.omvang"), texts("verslag.aantallen", **counts)
        yield texts("verslag.paden"), str(count_paths(tree))
        yield texts("verslag.langste"), self._longest(None)
        if any(q.roles != frozenset(Role) or any(only_for(o.roles) for o in q.options) for q in self.chart.questions):
            longest = texts("verslag.langste")
            for role in (role for role in Role if role in tree.roles):
                name = texts("verslag.paden-rol", rol=texts(f"rol.{role.value}").lower())
                yield name, f"{count_paths(tree, role)}. {longest}: {self._longest(role)}"

    def _longest(self, role: Role | None) -> str:
        path = longest_path(self.chart.tree, role)
        marks = ", ".join(self.chart.marks[id_] for id_ in path)
        return self.texts("verslag.langste-pad", aantal=len(path), vragen=marks)

    def _question(self, question: Question) -> Iterator[str]:
        texts = self.texts
        name = texts("tekening.vraag", nummer=self.chart.marks[question.id])
        yield f"\n### {name}. {escape(question.text)}"
        yield ""
        if only_for(question.roles):
            yield self._restricted(question.roles) + "\n"
        if question.why:
            yield escape(question.why) + "\n"
        yield from self._per_role(question.why_per_role)
        rows = []
        for option in question.options:
            label = escape(option.label)
            if only_for(option.roles):
                label += f" ({self._restricted(option.roles)})"
            because = "" if option.because is None else escape(self.library.norms[option.because].title)
            rows.append((label, escape(destination(option, self.chart, texts)), because))
        yield from self._table(("verslag.antwoord", "verslag.daarna", "verslag.omdat"), rows)

    def _outcome(self, outcome: Outcome) -> Iterator[str]:
        chart, texts = self.chart, self.texts
        kind = texts(f"soort.{outcome.verdict.value}")
        heading = texts("boom.uitkomst", soort=kind, kop=escape(outcome.heading))
        yield f"\n### {chart.marks[outcome.id]}. {heading}"
        yield ""
        yield escape(outcome.text) + "\n"
        yield from self._per_role(outcome.text_per_role)
        if outcome.steps:
            yield "**" + texts("antwoord.stappen") + "**\n"
            yield from (f"{number}. {escape(step)}" for number, step in enumerate(outcome.steps, 1))
            yield ""
        norms = "; ".join(escape(self.library.norms[id_].title) for id_ in outcome.norms)
        yield "- " + texts("verslag.uitkomst-normen", normen=norms)
        routes = [outcome.referral.route, *([outcome.referral.second] if outcome.referral.second else [])]
        yield "- " + texts("verslag.verwijzing", routes=", ".join(route.value for route in routes))
        if outcome.follow_up is not None:
            follow_up = escape(self.library.trees[outcome.follow_up].title)
            yield "- " + texts("verslag.vervolg", boom=follow_up)
        ways = [
            f"{chart.marks[question.id]} ({escape(option.label)})"
            for question in chart.questions
            for option in question.options
            if option.to == outcome.id
        ]
        yield "- " + texts("verslag.via", antwoorden=", ".join(ways))

    def _norms(self) -> Iterator[Norm]:
        """Every norm that an answer or an outcome of this tree names, in reading order."""
        named_by: list[NormId] = [*self.chart.norms, *(id_ for o in self.chart.outcomes for id_ in o.norms)]
        yield from (self.library.norms[id_] for id_ in dict.fromkeys(named_by))

    def _norm(self, norm: Norm) -> Iterator[str]:
        yield f"\n### {escape(norm.title)}"
        yield ""
        yield escape(norm.core)
        yield ""
        yield from (f"- {self._source(source)}" for source in norm.sources)

    def _source(self, source: Source) -> str:
        texts = self.texts
        if source.kind == "wet":
            statute = self.library.statutes.get(source.statute or "")
            wet = escape(statute.title if statute else source.statute or "")
            article, paragraph = escape(source.article or ""), escape(source.paragraph or "")
            key = "bron.lid" if source.paragraph else "bron.artikel"
            place = texts(key, wet=wet, artikel=article, lid=paragraph)
        else:
            place = ", ".join(escape(part) for part in (source.title, source.url) if part)
        if set(source.bodies) != set(Body):
            bodies = ", ".join(texts(f"organisatie.{body.value}").lower() for body in source.bodies)
            place += f" ({bodies})"
        return texts("verslag.bron", bron=place, datum=day(source.consulted))

    def _example(self, example: Example) -> tuple[str, ...]:
        marks, tree = self.chart.marks, self.chart.tree
        answers = []
        for question, option in example.answers.items():
            chosen = tree.questions[question].option(option)
            answers.append(f"{marks[question]}: {escape(chosen.label if chosen else option)}")
        name = escape(example.name)
        if example.role is not None:
            name += f" ({named([example.role], self.texts)})"
        outcome = tree.outcomes[example.outcome]
        return name, "; ".join(answers), f"{marks[outcome.id]}. {escape(outcome.heading)}"

    def _restricted(self, roles: frozenset[Role]) -> str:
        return self.texts("tekening.alleen", rollen=named(only_for(roles), self.texts))

    def _per_role(self, texts_per_role: PerRole) -> Iterator[str]:
        for key, text in texts_per_role.items():
            who = self.texts(f"rol.{key.role.value}")
            if key.body is not None:
                who += ", " + self.texts(f"organisatie.{key.body.value}").lower()
            yield f"- **{who}:** {escape(text)}"
        if texts_per_role:
            yield ""

    def _table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        yield f"| {' | '.join(self.texts(head) for head in heads)} |"
        yield "|" + "---|" * len(heads)
        yield from (f"| {' | '.join(row)} |" for row in rows)
