"""docs/inhoud.md says which text of each statute was read; it may not say otherwise than the content."""

import re
from collections.abc import Callable
from itertools import groupby

import pytest

from bot.content.library import Library
from bot.content.models import Statute
from tests.conftest import ROOT

PAGE = ROOT / "docs/inhoud.md"


def row(statute: Statute) -> str:
    """One line of the table."""
    older = sorted((read.text_of, read.article) for read in statute.articles if read.text_of)
    dates = [(date, [article for _, article in group]) for date, group in groupby(older, key=lambda pair: pair[0])]
    seen = "; ".join(f"{', '.join(articles)} ({date})" for date, articles in dates) or "-"
    link = f"[{statute.bwb}](https://wetten.overheid.nl/{statute.bwb})"
    return (
        f"| {statute.title} ({statute.abbreviation}) | {link} | {statute.text_of} | {len(statute.articles)} | {seen} |"
    )


def test_the_page_lists_each_statute_as_it_was_read(library: Library) -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [row(statute) for statute in library.statutes.values() if row(statute) not in page]
    assert not missing, "\n".join(missing)
    assert len(re.findall(r"https://wetten\.overheid\.nl/BWBR", page)) == len(library.statutes)
    assert {statute.consulted for statute in library.statutes.values()} == {"2026-11-23"}


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (r"\| normen \| (\d+)", lambda library: len(library.norms)),
        (r"in (\d+) thema's", lambda library: len(library.themes)),
        (r"\| keuzehulpen \| (\d+)", lambda library: len(library.trees)),
        (r"\| woorden \| (\d+)", lambda library: len(library.concepts)),
    ],
)
def test_the_page_counts_what_there_is(library: Library, pattern: str, count: Callable[[Library], int]) -> None:
    found = re.search(pattern, PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert int(found[1]) == count(library)


def test_every_cited_statute_has_its_articles(library: Library) -> None:
    for norm in library.norms.values():
        for source in norm.sources:
            if source.kind == "wet":
                read = {article.article for article in library.statutes[source.statute or ""].articles}
                assert source.article in read, (norm.id, source.article)
