"""The page that tells how well questions find their norm: measured figures in sentences and tables, as Markdown.

The words stand in `texts/kwaliteitspagina.yaml`. Measuring is left to `bot.matching.evaluate`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.content.library import Library
from bot.matching.evaluate import BINS, Figures
from bot.matching.measured import Measured
from bot.texts import Texts

WEAKEST = 10
"""Topics in the table of those that are found least."""
_GROUPED = ("goed op 1", "geholpen", "zeker en fout")
_WITH_SLIPS = ("meteen goed", "goed op 1", "geholpen", "zeker en fout", "nood herkend")
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that stands on the page."""

    measured: Measured
    figures: Figures
    slips: int
    """Typing errors in each question; 0 when that was not measured."""
    slipped: Figures | None
    nearest: float
    """How far the question that is most like an example is alike, in [0, 1]."""
    library: Library


def quality_page(sheet: Sheet, texts: Texts) -> str:
    """The page, in Markdown."""
    return "\n\n".join(_parts(sheet, texts)) + "\n"


def _parts(sheet: Sheet, texts: Texts) -> Iterator[str]:
    measured, figures, shares = sheet.measured, sheet.figures, sheet.figures.shares
    yield texts(
        "kop",
        datum=f"{measured.day.day} {_MONTHS[measured.day.month - 1]} {measured.day.year}",
        versie=measured.revision,
        normen=len(sheet.library.norms),
        bomen=len(sheet.library.trees),
    )
    yield texts(
        "kort",
        **measured.in_hundred(),
        buiten=round(100 * measured.outside_answered),
        nood=measured.urgent,
        herkend=measured.urgent - measured.urgent_missed,
        gemist=measured.urgent_missed,
    )
    yield texts(
        "cijfers",
        meteen_goed=_percent(shares["meteen goed"]),
        op_een=_percent(shares["goed op 1"]),
        in_drie=_percent(shares["goed in 3"]),
        geholpen=_percent(shares["geholpen"]),
        zeker_en_fout=_percent(shares["zeker en fout"]),
        buiten_beantwoord=_percent(shares["buiten bereik, toch zeker beantwoord"]),
        buiten_afgewezen=_percent(shares["buiten bereik, afgewezen"]),
        nood_herkend=_percent(shares["nood herkend"]),
        vals_alarm=_percent(shares["vals alarm"]),
        speling=_margin(measured.at_once + measured.among_choices, measured.questions),
        speling_nood=_margin(measured.urgent_found, measured.urgent),
        nood=measured.urgent,
    )
    yield texts("zwak")
    yield _table(texts("stijlen"), _groups(figures.by_style, figures.styles))
    yield _table(texts("rollen"), _groups(figures.by_role, figures.roles))
    yield texts("onderwerpen")
    yield _table(
        texts("onderwerpen-tabel"),
        (
            (f"`{t.id}`", str(t.questions), _percent(t.right), _percent(t.helped))
            for t in figures.topics[:WEAKEST]
            if t.helped < 1
        ),
    )
    if sheet.slipped is not None:
        yield texts("tikfouten", slips=sheet.slips)
        slipped = sheet.slipped.shares
        rows = ((name, _percent(shares[name]), _percent(slipped[name])) for name in _WITH_SLIPS)
        yield _table(texts("tikfouten-tabel"), rows)
    yield texts("zekerheid", kalibratie=_percent(shares["kalibratiefout"]))
    yield _table(
        texts("zekerheid-tabel"),
        (
            (
                f"{100 * p.above:.0f} - {100 * p.above + 100 / BINS:.0f}%",
                str(p.questions),
                _percent(p.confidence),
                _percent(p.right),
            )
            for p in figures.reliability
        ),
    )
    yield texts(
        "hoe",
        vragen=figures.counts["vragen"],
        binnen=measured.questions,
        aantal_buiten=measured.outside,
        nood=measured.urgent,
        gelijk=f"{100 * sheet.nearest:.0f}%",
    )
    yield texts("grenzen")


def _groups(groups: Mapping[str, Mapping[str, float | None]], counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for name, shares in groups.items():
        yield (name, str(counts[name]), *(_percent(shares[key]) for key in _GROUPED))


def _table(heading: str, rows: Iterable[tuple[str, ...]]) -> str:
    columns = heading.count("|") - 1
    return "\n".join([heading, "|" + "---|" * columns, *(f"| {' | '.join(row)} |" for row in rows)])


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}%".replace(".", ",")


def _margin(share: float, questions: int) -> str:
    """Half of the interval in which nineteen of twenty such lists would fall, in whole points; at least one."""
    return str(max(1, math.ceil(196 * math.sqrt(share * (1 - share) / questions))))
