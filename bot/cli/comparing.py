"""The command that says what a change of the content means: diff."""

import json
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer

from bot.authoring.diff import compare
from bot.authoring.pairing import Reason
from bot.authoring.recording import as_record as record_of
from bot.authoring.telling import tell
from bot.cli.base import OK, PROBLEMS, AsJson, commands, labelled_questions, learned, settings
from bot.cli.sides import PUBLISHED, content_named, libraries_of
from bot.content.compiler import load_content
from bot.content.folding import fold
from bot.content.library import Library
from bot.matching import compare as finding
from bot.matching.decide import Answer, Decision, Suggest, Urgent
from bot.matching.evaluate import Labelled
from bot.storage.files import read_content

WIDTH = 100
SHIFTS = 20
"""Questions shown to people; `--json` has them all."""
_MARGINS = ("", "  ", "  - ", "      ")
_FOLDERS = "Geef twee mappen met inhoud: `wegwijzer diff OUD NIEUW`."
_EFFECTS = {
    finding.Effect.WORSENED: "SLECHTER",
    finding.Effect.IMPROVED: "BETER",
    finding.Effect.OTHER: "ANDERS",
}


@commands.command()
def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]",
            help="De oude inhoud: een map, het nummer van een publicatie, het begin van een versie (acht tekens of "
            "meer) of `gepubliceerd`. Anders: wat gepubliceerd is.",
            show_default=False,
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="De nieuwe inhoud. Anders: de bestanden van CONTENT_DIR."),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", "--vragen", help="Vragen met hun onderwerp, zoals `wegwijzer evaluate` ze leest."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Laat zien wat een wijziging betekent: welke paden anders eindigen en welke teksten anders zijn."""
    current = settings()
    asked = list(labelled_questions(questions)) if questions is not None else None
    sides = {
        "oude": content_named(current, before if before is not None else PUBLISHED, _FOLDERS),
        "nieuwe": (
            load_content(read_content(current.content_dir))
            if after is None
            else content_named(current, after, _FOLDERS)
        ),
    }
    old, new = libraries_of(sides, as_json)
    difference = compare(old, new)
    found = _findings(old, new, asked)
    if as_json:
        record = {**record_of(difference), "questions": _record_of_questions(found, asked is not None)}
        print(json.dumps(record, ensure_ascii=False))
    else:
        print(f"Oud: {before or PUBLISHED}, versie {old.revision[:12]}.")
        print(f"Nieuw: {after or current.content_dir}, versie {new.revision[:12]}.")
        for line in tell(difference):
            if line.depth == 0:
                print()
            _print(line.text, _MARGINS[line.depth])
        print()
        _tell_questions(found, asked is not None)
    raise typer.Exit(PROBLEMS if any(m.reason is Reason.LABEL for m in difference.meanings) else OK)


# --- questions --------------------------------------------------------------------------------------------------------


def _findings(old: Library, new: Library, asked: list[Labelled] | None) -> finding.Comparison:
    """Compare what questions find. Without a file: with the examples that were taken out, for the others are learned.

    A question that stands in the content word for word finds its norm whatever changed, so it says nothing.
    """
    known = finding.phrases_known(new.norms.values(), new.tree_files.values())
    if asked is None:
        asked = [
            q for q in finding.examples_of(old.norms.values(), old.tree_files.values()) if fold(q.question) not in known
        ]
    else:
        known |= finding.phrases_known(old.norms.values(), old.tree_files.values())
    if not asked:
        return finding.Comparison(compared=0, known=0, shifts=())
    matchers = [learned(library) for library in (old, new)]
    return finding.compare(asked, matchers[0].match, matchers[1].match, known)


def _tell_questions(found: finding.Comparison, from_file: bool) -> None:
    if not from_file and not found.compared:
        _print(
            "Vragen: niet vergeleken. Voorbeeldvragen kent de bot letterlijk, dus die zeggen niets. "
            "Vergelijk met eigen vragen: --questions BESTAND.",
            "",
        )
        return
    which = "uit je bestand" if from_file else "die niet langer als voorbeeld in de inhoud staan"
    number = len(found.shifts)
    other = "Geen ervan vindt" if number == 0 else "1 ervan vindt" if number == 1 else f"{number} ervan vinden"
    _print(f"Vragen: {found.compared} vergeleken, {which}. {other} nu iets anders.", "")
    if found.known:
        print(f"  {found.known} niet vergeleken: die staan letterlijk als voorbeeld in de inhoud.")
    for shift in found.shifts[:SHIFTS]:
        _print(f"{_EFFECTS[shift.effect]}: “{shift.labelled.question}”", _MARGINS[2])
        _print(f"eerst {_decision(shift.before)}; nu {_decision(shift.after)}{_wanted(shift.labelled)}", _MARGINS[3])
    if found.shifts[SHIFTS:]:
        print(f"  En nog {len(found.shifts) - SHIFTS} vragen. Met --json zie je ze alle.")


def _decision(decision: Decision) -> str:
    if isinstance(decision, Urgent):
        return f"de veiligheidskaart {decision.card}"
    first = finding.first_of(decision)
    named = f"{first.id} ({first.confidence:.2f})" if first else "niets"
    match decision:
        case Answer():
            return f"antwoord {named}"
        case Suggest():
            return f"doorvragen, {named} bovenaan"
        case _:
            return "niets gevonden"


def _wanted(labelled: Labelled) -> str:
    wanted = labelled.best or labelled.tree
    return f" (bedoeld: {wanted})" if wanted else f" (bedoeld: {labelled.sort.value})"


# --- for programs -----------------------------------------------------------------------------------------------------


def _record_of_questions(found: finding.Comparison, from_file: bool) -> dict[str, Any]:
    return {
        "source": "file" if from_file else "removed_examples",
        "compared": found.compared,
        "left_out": found.known,
        "shifts": [
            {
                "question": shift.labelled.question,
                "wanted": shift.labelled.best or shift.labelled.tree,
                "effect": shift.effect.value,
                "before": _record_of_decision(shift.before),
                "after": _record_of_decision(shift.after),
            }
            for shift in found.shifts
        ],
    }


def _record_of_decision(decision: Decision) -> dict[str, Any]:
    if isinstance(decision, Urgent):
        return {"decision": "urgent", "card": decision.card}
    first = finding.first_of(decision)
    shown = {"kind": first.kind, "id": first.id, "confidence": round(first.confidence, 4)} if first else None
    return {"decision": type(decision).__name__.lower(), "first": shown}


def _print(text: str, margin: str) -> None:
    """Wrapped, with the first line behind `margin` and the others under it."""
    print(
        "\n".join(wrap(text, WIDTH, initial_indent=margin, subsequent_indent=" " * len(margin), break_on_hyphens=False))
    )
