"""The command that measures how well questions find their norm: evaluate."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app
from bot.cli.base import USAGE, AsJson, commands, fail, labelled_questions, learned, settings, write_file
from bot.cli.sides import content_named, libraries_of
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.matching import evaluate as evaluation
from bot.matching.compare import Comparison, Effect, compare, phrases_known
from bot.matching.decide import Matcher
from bot.matching.evaluate import Figures, Labelled
from bot.matching.measured import as_yaml, measured_of
from bot.matching.slips import with_slips
from bot.storage.files import read_content
from bot.studio.quality import Sheet, quality_page

WEAKEST = 10
"""Topics shown to people; `--json` has them all."""
DRAWS = 3
"""Times that typing errors are drawn for each question: once says too much about where they happened to fall."""
MAX_SLIPS = 20
_GROUPED = ("goed op 1", "goed in 3", "geholpen", "zeker en fout")
_FOLDERS = "Noem een map met inhoud: `wegwijzer evaluate VRAGEN --compare MAP`."


@commands.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="Vragen met hun onderwerp, één JSON-object per regel.")],
    other: Annotated[
        str | None,
        typer.Option(
            "--compare",
            "--vergelijk",
            metavar="VERSIE",
            help="Meet ook oudere inhoud: een map, het nummer van een publicatie, het begin van een versie of "
            "`gepubliceerd`.",
        ),
    ] = None,
    slips: Annotated[
        int,
        typer.Option("--typos", "--tikfouten", min=0, max=MAX_SLIPS, help="Meet ook met zoveel tikfouten per vraag."),
    ] = 0,
    page: Annotated[
        Path | None,
        typer.Option(
            "--page",
            "--pagina",
            help="Schrijf de cijfers ook als pagina (Markdown), en voor /kwaliteit in de chat.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Meet hoe goed vragen hun norm vinden."""
    current = settings()
    questions = list(labelled_questions(file))
    sides = {"nieuwe": load_content(read_content(current.content_dir))}
    if other is not None:
        sides = {"oude": content_named(current, other, _FOLDERS), **sides}
    libraries = libraries_of(sides, as_json)
    matchers = [learned(library) for library in libraries]
    measured = [_measured(questions, matcher, library) for matcher, library in zip(matchers, libraries, strict=True)]
    library, matcher, figures = libraries[-1], matchers[-1], measured[-1]
    phrases = [phrases_known(one.norms.values(), one.tree_files.values()) for one in libraries]
    near = evaluation.nearest(questions, phrases[-1])
    shifts = compare(questions, matchers[0].match, matcher.match, phrases[0] | phrases[-1]) if other else None
    slipped = _with_slips(questions, slips, matcher, library) if slips else None
    if page is not None:
        _write_page(page, figures, slips, slipped, near[0][0] if near else 0.0, library)
    if as_json:
        record = _record_of(figures) | {
            "revision": library.revision,
            "nearest": [{"likeness": round(much, 3), "question": q, "example": e} for much, q, e in near],
        }
        if slipped:
            record["typos"] = {"per_question": slips, "shares": slipped.shares, "changes": _changes(figures, slipped)}
        if shifts:
            record["compared"] = _record_of_change(libraries[0], measured[0], figures, shifts)
        print(json.dumps(record, ensure_ascii=False))
        return
    _print_figures(figures, near)
    if slipped:
        print(f"Met {slips} {'tikfout' if slips == 1 else 'tikfouten'} in elke vraag, {DRAWS} keer geloot:")
        _print_side_by_side("zonder", figures.shares, "met", slipped.shares)
    if shifts:
        print(f"Vergeleken met {other}, versie {libraries[0].revision[:12]}:")
        _print_change(measured[0], figures, shifts)


def _measured(questions: Iterable[Labelled], matcher: Matcher, library: Library) -> Figures:
    return evaluation.evaluate(questions, matcher.match, library.norms)


def _with_slips(questions: Sequence[Labelled], slips: int, matcher: Matcher, library: Library) -> Figures:
    return _measured((q for draw in range(DRAWS) for q in with_slips(questions, slips, draw)), matcher, library)


def _write_page(
    page: Path, figures: Figures, slips: int, slipped: Figures | None, nearest: float, library: Library
) -> None:
    """The page, and the file with the few figures that the bot tells in a conversation."""
    measured = measured_of(figures, app.today(settings()), library.revision)
    if measured is None:
        fail("Voor een pagina zijn vragen nodig van elke soort: `in`, `buiten` en `nood`.", USAGE)
    sheet = Sheet(measured=measured, figures=figures, slips=slips, slipped=slipped, nearest=nearest, library=library)
    write_file(page, quality_page(sheet, app.load_page_texts()).encode())
    write_file(app.quality_file(), as_yaml(measured).encode())


def _changes(before: Figures, after: Figures) -> dict[str, float | None]:
    """How much each share rose."""
    return {name: _rise(share, after.shares[name]) for name, share in before.shares.items()}


def _rise(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


# --- for people -------------------------------------------------------------------------------------------------------


def _print_figures(figures: Figures, near: Iterable[tuple[float, str, str]]) -> None:
    print(_counted(figures))
    for name, share in figures.shares.items():
        print(f"  {name:38} {_percent(share)}")
    print(f"Per stijl en per rol ({', '.join(_GROUPED)}):")
    for groups, counts in ((figures.by_style, figures.styles), (figures.by_role, figures.roles)):
        for name, shares in groups.items():
            print(f"  {name:22} {counts[name]:4}  " + "  ".join(_percent(shares[key]) for key in _GROUPED))
    print("Onderwerpen die het minst worden gevonden (aantal, goed op 1, geholpen):")
    for topic in figures.topics[:WEAKEST]:
        print(f"  {topic.id:36} {topic.questions:3}  {_percent(topic.right)}  {_percent(topic.helped)}")
    print("Wat zekerheid waard is (zekerheid, aantal, gemiddeld gezegd, kwam uit):")
    for part in figures.reliability:
        span = f"{part.above:.1f} - {part.above + 1 / evaluation.BINS:.1f}"
        print(f"  {span}  {part.questions:4}  {_percent(part.confidence)}  {_percent(part.right)}")
    print("Vaakst verward (bedoeld -> gevonden):")
    for wanted, got, times in figures.confusions:
        print(f"  {times:3}  {wanted} -> {got}")
    print("Het meest als een voorbeeld in de inhoud (vraag | voorbeeld):")
    for much, question, example in near:
        print(f"  {_percent(much)}  {question} | {example}")
    print(f"Nood die niet is herkend ({len(figures.missed)}):")
    for question in figures.missed:
        print(f"  {question}")
    print(f"Vals alarm ({len(figures.alarms)}):")
    for question, card in figures.alarms:
        print(f"  {card}: {question}")


def _print_change(before: Figures, after: Figures, shifts: Comparison) -> None:
    effects = _effects(shifts)
    print(f"  toen: {_counted(before)}")
    print(f"  nu:   {_counted(after)}")
    print(f"  {effects['improved']} vragen gingen beter, {effects['worsened']} slechter, {effects['other']} anders.")
    if shifts.known:
        print(f"  {shifts.known} vragen staan letterlijk in de inhoud. Die tellen hier niet mee, hieronder wel.")
    _print_side_by_side("toen", before.shares, "nu", after.shares)
    for what, old, new in (("stijl", before.by_style, after.by_style), ("rol", before.by_role, after.by_role)):
        print(f"  Geholpen per {what}:")
        _print_side_by_side("toen", _helped(old), "nu", _helped(new))
    moved = sorted(_moved(before, after).items(), key=lambda item: item[1][1] - item[1][0])
    ends = moved if len(moved) <= WEAKEST else [*moved[: WEAKEST // 2], *moved[-WEAKEST // 2 :]]
    if not moved:
        return
    print(f"  Onderwerpen die het meest veranderden (geholpen, {len(ends)} van {len(moved)}):")
    _print_side_by_side("toen", {t: old for t, (old, _) in ends}, "nu", {t: new for t, (_, new) in ends})


def _print_side_by_side(
    left: str, before: Mapping[str, float | None], right: str, after: Mapping[str, float | None]
) -> None:
    print(f"  {'':38} {left:>6}  {right:>6}  verschil")
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        rise = _rise(old, new)
        print(f"  {name:38} {_percent(old)}  {_percent(new)}  " + ("-" if rise is None else f"{100 * rise:+.1f}"))


def _helped(groups: Mapping[str, Mapping[str, float | None]]) -> dict[str, float | None]:
    return {name: shares["geholpen"] for name, shares in groups.items()}


def _moved(before: Figures, after: Figures) -> dict[str, tuple[float, float]]:
    """How far people were helped with each topic, before and after, where that changed."""
    new = {topic.id: topic.helped for topic in after.topics}
    return {t.id: (t.helped, new[t.id]) for t in before.topics if t.id in new and new[t.id] != t.helped}


def _counted(figures: Figures) -> str:
    return ", ".join(f"{name}: {number}" for name, number in figures.counts.items())


def _percent(share: float | None) -> str:
    return "   -  " if share is None else f"{100 * share:5.1f}%"


# --- for programs -----------------------------------------------------------------------------------------------------


def _record_of(figures: Figures) -> dict[str, Any]:
    return {
        "counts": figures.counts,
        "shares": figures.shares,
        "by_style": figures.by_style,
        "by_role": figures.by_role,
        "style_counts": figures.styles,
        "role_counts": figures.roles,
        "topics": [
            {"id": t.id, "questions": t.questions, "right": t.right, "helped": t.helped} for t in figures.topics
        ],
        "confusions": [{"wanted": w, "got": g, "times": n} for w, g, n in figures.confusions],
        "reliability": [
            {"from": p.above, "questions": p.questions, "confidence": p.confidence, "right": p.right}
            for p in figures.reliability
        ],
        "urgent_missed": figures.missed,
        "false_alarms": [{"question": question, "card": card} for question, card in figures.alarms],
    }


def _record_of_change(library: Library, before: Figures, after: Figures, shifts: Comparison) -> dict[str, Any]:
    return {
        "revision": library.revision,
        **_record_of(before),
        "changes": _changes(before, after),
        "questions": {"compared": shifts.compared, "left_out": shifts.known, **_effects(shifts)},
    }


def _effects(shifts: Comparison) -> dict[str, int]:
    return {effect.value: sum(shift.effect is effect for shift in shifts.shifts) for effect in Effect}
