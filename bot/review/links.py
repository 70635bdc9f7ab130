"""Addresses of pages in the content, and which of them nobody can reach (N04). Trying them is left to `bot.studio`."""

from collections.abc import Iterator, Mapping

from bot.content.draft import Draft
from bot.diagnostics import Diagnostic, Severity, Span


def addresses(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every page that the content sends people to, where it is named."""
    for norm in draft.norms:
        for number, source in enumerate(norm.shape.sources):
            if source.url:
                yield norm.span("bronnen", number, "url"), source.url
    if draft.help:
        for number, point in enumerate(draft.help.shape.points):
            if point.url:
                yield draft.help.span("hulp", number, "url"), point.url


def pages_can_be_reached(draft: Draft, trouble: Mapping[str, str]) -> Iterator[Diagnostic]:
    """N04: a page that is gone proves nothing and helps nobody. `trouble` says for an address what is wrong with it."""
    for span, url in addresses(draft):
        if url in trouble:
            yield Diagnostic(
                code="N04",
                span=span,
                message=f"deze pagina is niet te bereiken: {trouble[url]}",
                hint="Open de link zelf. Is de pagina verhuisd? Zet het nieuwe adres en de dag van vandaag erbij.",
                severity=Severity.WARNING,
            )
