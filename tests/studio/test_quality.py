"""The page on quality: every figure in its place, every text used."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot import app
from bot.content.library import Library
from bot.ids import CardId
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent
from bot.matching.evaluate import Figures, evaluate, labelled_of
from bot.matching.measured import measured_of
from bot.studio.quality import Sheet, quality_page
from bot.texts import Texts
from tests.conftest import ROOT

RIGHT, WRONG = (Candidate(kind="norm", id=name, confidence=0.84) for name in ("geschenken", "nevenfuncties"))
DECISIONS: dict[str, Decision] = {
    "goed": Answer((RIGHT,)),
    "keuze": Suggest((WRONG, RIGHT)),
    "fout": Answer((WRONG,)),
    "niets": Decline(),
    "nood": Urgent(CardId("gevaar")),
}


@pytest.fixture
def texts() -> Texts:
    return app.load_page_texts()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys of the texts that were asked for."""
    keys: set[str] = set()
    plain = Texts.__call__

    def noting(self: Texts, key: str, **values: object) -> str:
        keys.add(key)
        return plain(self, key, **values)

    monkeypatch.setattr(Texts, "__call__", noting)
    return keys


@pytest.fixture(scope="module")
def small() -> Library:
    return app.library_on_disk(ROOT / "tests/content/good")


def figures_of(*texts_asked: str) -> Figures:
    records: list[dict[str, object]] = [
        {"vraag": text, "soort": "in", "beste": "geschenken", "stijl": "kort", "rol": "bestuurder"}
        for text in texts_asked
    ]
    records += [{"vraag": "niets", "soort": "buiten"}, {"vraag": "nood", "soort": "nood"}]
    records += [{"vraag": "niets", "soort": "nood"}]
    return evaluate(map(labelled_of, records), lambda q, role: DECISIONS[q], ["geschenken"])


@pytest.fixture
def sheet(small: Library) -> Sheet:
    figures = figures_of("goed", "goed", "keuze", "fout")
    measured = measured_of(figures, date(2026, 11, 3), small.revision)
    assert measured is not None
    return Sheet(measured=measured, figures=figures, slips=2, slipped=figures_of("fout"), nearest=0.874, library=small)


def test_the_page_tells_when_what_and_how_often(sheet: Sheet, texts: Texts) -> None:
    page = quality_page(sheet, texts)
    for part in (
        f"Gemeten op 3 november 2026, met versie `{sheet.library.revision[:12]}` van de inhoud: 2 normen",
        "krijgen er **50** meteen het goede antwoord",
        "staat bij **25** de goede norm tussen de keuzes",
        "krijgen er **25** een verkeerd antwoord",
        "herkende de bot er 1. **Hij miste er 1.**",
        "| meteen goed | 50,0% |",
        "| kort | 4 | 50,0% | 75,0% | 25,0% |",
        "| bestuurder | 4 | 50,0% | 75,0% | 25,0% |",
        "| `geschenken` | 4 | 50,0% | 75,0% |",
        "| 80 - 90% | 4 | 84,0% | 50,0% |",
        "| zeker en fout | 25,0% | 100,0% |",
        "is er voor 87% gelijk aan",
    ):
        assert part in " ".join(page.split()), part


def test_every_text_of_the_page_is_used(sheet: Sheet, texts: Texts, asked: set[str]) -> None:
    quality_page(sheet, texts)
    assert asked == set(texts)


def test_typing_errors_stand_there_when_they_were_measured(sheet: Sheet, texts: Texts, asked: set[str]) -> None:
    page = quality_page(replace(sheet, slips=0, slipped=None), texts)
    assert "tikfouten" not in page
    assert asked == set(texts) - {"tikfouten", "tikfouten-tabel"}


def test_tables_are_whole_and_nothing_is_left_blank(sheet: Sheet, texts: Texts) -> None:
    page = quality_page(sheet, texts)
    assert not re.search(r"[{}]", page)
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        rows = table.splitlines()
        assert len(rows) > 2
        assert len({row.count("|") for row in rows}) == 1


def test_the_page_that_is_kept_was_made_like_this(sheet: Sheet, texts: Texts) -> None:
    kept = (ROOT / "docs/kwaliteit.md").read_text(encoding="utf-8")
    measured = app.load_measured()
    assert measured is not None, "`make quality` writes both"
    assert f"`{measured.revision}`" in kept
    assert f"Hij miste er {measured.urgent_missed}." in " ".join(kept.split())
    assert headings(kept) == headings(quality_page(sheet, texts))


def headings(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("#")]
