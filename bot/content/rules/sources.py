"""Rules about the sources of a norm: what they name, and how long ago somebody looked (N02, N03, N05, N12)."""

import re
from collections.abc import Iterator
from datetime import date

from bot.content.draft import Draft
from bot.content.folding import did_you_mean, short
from bot.content.models import Source, Statute
from bot.content.rules.noting import error, warning
from bot.content.rules.schema import day_of
from bot.diagnostics import Diagnostic, Span

OLD_DAYS = 365
"""After this many days somebody looks at a source again (N03)."""

_NEEDED = {"wet": ("wet", "artikel"), "pagina": ("titel", "url"), "code": ("titel",)}
_ARTICLE = re.compile(r"(?:[A-Z] )?\d+(?:[:.]\d+)*[a-z]{0,9}\d?")
"""`28`, `15a`, `2:5`, `7:658c`, `1.10b`, `161quater`, `132e1`, `X 8`: all that the statutes that are cited use."""
_ONE = r"\d+[a-z]?(?:,? onder(?:deel)? [a-z](?: en [a-z])?)?"
_PARAGRAPH = re.compile(rf"{_ONE}(?:(?:, | en | of | tot en met ){_ONE})*")
_PARAGRAPH_NUMBER = re.compile(r"\d+(?=[a-z]?\b)")
_TO_NAME = {"wet": "de afkorting van de wet", "artikel": "het artikel", "titel": "de titel", "url": "het webadres"}


def sources_can_be_found(draft: Draft) -> Iterator[Diagnostic]:
    """N02: who doubts the answer must be able to read it at the source. That there is one at all is for S10."""
    for norm in draft.norms:
        for number, source in enumerate(norm.shape.sources):
            given = _given(source)
            for key in _NEEDED[source.kind]:
                if not given[key]:
                    message = f"deze bron van de soort `{source.kind}` noemt geen `{key}`"
                    hint = f"Voeg `{key}` toe: {_TO_NAME[key]}."
                    yield error("N02", norm.span("bronnen", number), message, hint)


def sources_are_recent(draft: Draft) -> Iterator[Diagnostic]:
    """N03: statutes, pages and telephone numbers change; once a year somebody looks. One warning a file."""
    if draft.today is None:
        return
    for places in _consulted(draft):
        yield from _old(places, draft.today)


def statutes_are_known(draft: Draft) -> Iterator[Diagnostic]:
    """N05: a citation must lead to the place in the statute; a slip in it makes the reader doubt all the rest."""
    known = {statute.abbreviation for statute in draft.statutes.shape.statutes} if draft.statutes else None
    for norm in draft.norms:
        for number, source in enumerate(norm.shape.sources):
            path = ("bronnen", number)
            if known is not None and source.statute and source.statute not in known:
                message = f"de wet `{short(source.statute)}` staat niet in knowledge/wetten.yaml"
                hint = did_you_mean(source.statute, known, "Zet de wet erbij in knowledge/wetten.yaml.")
                yield error("N05", norm.span(*path, "wet"), message, hint)
            if source.article and not _ARTICLE.fullmatch(source.article):
                message = f"`{short(source.article)}` is geen nummer van een artikel"
                hint = 'Schrijf alleen het nummer, zoals "28", "15a" of "2:4". Het lid hoort bij `lid`.'
                yield error("N05", norm.span(*path, "artikel"), message, hint)
            if source.paragraph and not _PARAGRAPH.fullmatch(source.paragraph):
                message = f"`{short(source.paragraph)}` is geen nummer van een lid"
                hint = 'Schrijf alleen het nummer, zoals "1", "1 en 2" of "1, onder e".'
                yield error("N05", norm.span(*path, "lid"), message, hint)


def cited_articles_were_read(draft: Draft) -> Iterator[Diagnostic]:
    """N12: a repealed article, or a paragraph that never was, makes a norm wrong. So somebody reads it first."""
    if not draft.statutes:
        return
    statutes = {statute.abbreviation: statute for statute in draft.statutes.shape.statutes if statute.articles}
    for norm in draft.norms:
        for number, source in enumerate(norm.shape.sources):
            statute = statutes.get(source.statute or "")
            if statute and source.article and _ARTICLE.fullmatch(source.article):
                path = ("bronnen", number)
                yield from _read(statute, source, norm.span(*path, "artikel"), norm.span(*path, "lid"))


def _read(statute: Statute, source: Source, article: Span, paragraph: Span) -> Iterator[Diagnostic]:
    known = {read.article: int(read.paragraphs) for read in statute.articles}
    if source.article not in known:
        message = f"artikel {source.article} van {statute.abbreviation} staat niet bij de artikelen die zijn gelezen"
        hint = "Lees het op wetten.overheid.nl. Geldt het nog? Zet het bij `artikelen` in knowledge/wetten.yaml."
        yield error("N12", article, message, hint)
        return
    there = known[source.article]
    cited = [int(found) for found in _PARAGRAPH_NUMBER.findall(source.paragraph or "")]
    if missing := [one for one in cited if not 1 <= one <= there]:
        has = "heeft geen genummerde leden" if not there else f"heeft {there} leden" if there > 1 else "heeft één lid"
        message = f"lid {missing[0]} bestaat niet: artikel {source.article} van {statute.abbreviation} {has}"
        yield error("N12", paragraph, message, "Kijk in de wet welk lid je bedoelt, of noem alleen het artikel.")


def _consulted(draft: Draft) -> Iterator[list[tuple[Span, str]]]:
    """For each file the places and dates of what somebody looked at."""
    for norm in draft.norms:
        yield [(norm.span("bronnen", n, "geraadpleegd"), s.consulted) for n, s in enumerate(norm.shape.sources)]
    if help_ := draft.help:
        yield [(help_.span("hulp", n, "geraadpleegd"), p.consulted) for n, p in enumerate(help_.shape.points)]
    if laws := draft.statutes:
        yield [(laws.span("wetten", n, "geraadpleegd"), s.consulted) for n, s in enumerate(laws.shape.statutes)]


def _given(source: Source) -> dict[str, str | None]:
    return {"wet": source.statute, "artikel": source.article, "titel": source.title, "url": source.url}


def _old(places: list[tuple[Span, str]], today: date) -> Iterator[Diagnostic]:
    looked = [(span, day) for span, text in places if (day := day_of(text))]
    old = [(span, day) for span, day in looked if (today - day).days > OLD_DAYS]
    if old:
        span, _ = old[0]
        oldest = min(day for _, day in old)
        subject = "een bron is" if len(old) == 1 else f"{len(old)} bronnen zijn"
        message = f"{subject} langer dan een jaar geleden bekeken, de oudste op {oldest:%d-%m-%Y}"
        yield warning("N03", span, message, "Kijk of de bron nog klopt en zet bij `geraadpleegd` de dag van vandaag.")
    for span, day in looked:
        if (day - today).days > 1:  # one day for clocks elsewhere
            message = f"`geraadpleegd` ligt in de toekomst: {day:%d-%m-%Y}"
            yield warning("N03", span, message, "Schrijf de dag waarop iemand de bron las.")
