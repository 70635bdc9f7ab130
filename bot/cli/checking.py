"""The command that checks content: check."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__, app
from bot.cli.base import OK, PROBLEMS, USAGE, AsJson, commands, fail, labelled_questions, learned, settings
from bot.content.compiler import FOLDERS, KINDS, load_content, misplaced, shape_for
from bot.content.folding import listed
from bot.diagnostics import Diagnostic, Severity, as_record, as_sarif, as_text
from bot.review.judging import Judgement, judge
from bot.review.links import addresses
from bot.storage.files import other_files, read_content, read_one


class Form(StrEnum):
    """For whom the outcome is written."""

    TEXT = "tekst"
    JSON = "json"
    SARIF = "sarif"


@commands.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="Map met inhoud, of één bestand. Anders CONTENT_DIR.")] = None,
    as_json: AsJson = False,
    form: Annotated[Form, typer.Option("--format", help="sarif is voor GitHub en voor editors.")] = Form.TEXT,
    matching: Annotated[bool, typer.Option("--matching", help="Probeer ook of vragen hun norm vinden.")] = False,
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Vragen met hun onderwerp, om mee te meten.")
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Kijk ook of de pagina's waarnaar je verwijst er nog zijn.")
    ] = False,
) -> None:
    """Controleer alle inhoud, of één bestand, en laat zien wat er mis is."""
    held_out = list(labelled_questions(questions)) if questions is not None else []
    folder = _library_folder(path)
    texts, today = app.load_texts(), app.today(settings())
    only = raw = judgement = None
    if path is not None and path.is_file():
        if not path.name.isprintable():
            fail("De bestandsnaam heeft onzichtbare of onleesbare tekens. Geef het bestand een gewone naam.", USAGE)
        raw = read_one(path)
        only = _name_in_content(path, folder, raw)
        judgement = judge({only: raw}, texts, today)
    if judgement is None or only not in judgement.compiled.draft.unread:  # of an unreadable file nothing more is known
        files = read_content(folder) if only is None or raw is None else {**read_content(folder), only: raw}
        judgement = judge(
            files,
            texts,
            today,
            learn=learned if matching or held_out else None,
            questions=held_out,
            focus=only,
            trouble=_tried(files) if links else None,
        )
    shown = [d for d in judgement.diagnostics if only is None or d.span.file == only]
    if only is None:
        shown = [*(d for name in other_files(folder) for d in misplaced(name)), *shown]
    match Form.JSON if as_json else form:
        case Form.JSON:
            for diagnostic in shown:
                print(json.dumps(as_record(diagnostic), ensure_ascii=False))
        case Form.SARIF:
            print(json.dumps(as_sarif(shown, __version__), ensure_ascii=False, indent=2))
        case Form.TEXT:
            for diagnostic in shown:
                print(_told(diagnostic, judgement))
            print(_summary(judgement, shown, only))
    raise typer.Exit(PROBLEMS if any(d.severity is Severity.ERROR for d in shown) else OK)


def _tried(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """What is wrong with the pages that these files name."""
    from bot.studio.links import trouble_with  # brings an HTTP client along, which no other check needs

    return asyncio.run(trouble_with(url for _, url in addresses(load_content(files).draft)))


def _library_folder(path: Path | None) -> Path:
    """The folder of the content that `path` is, or belongs to; CONTENT_DIR when it stands by itself."""
    if path is None:
        return settings().content_dir
    if not path.exists():
        fail("Dit bestand of deze map bestaat niet.", USAGE)
    if not path.is_dir() and not path.is_file():
        fail("Dit is geen gewoon bestand.", USAGE)
    for folder in (path, *path.resolve().parents):
        if (folder / "knowledge").is_dir() and (folder / "dilemmas").is_dir():
            return folder
    if path.is_file():
        return settings().content_dir
    fail("Hier is geen inhoud. Geef een map waarin `knowledge` en `dilemmas` staan.", USAGE)


def _name_in_content(path: Path, folder: Path, raw: bytes) -> str:
    """Where a file belongs: where it lies, or by the name of its own folder, or by what it says it is."""
    here, root = path.resolve(), folder.resolve()
    if here.is_relative_to(root) and shape_for(inside := here.relative_to(root).as_posix()):
        return inside
    if not here.name.endswith(".yaml"):
        fail("De naam van een bestand met inhoud eindigt op `.yaml`. Noem dit bestand zo, als het dat is.", USAGE)
    for place in FOLDERS:
        if here.parent.name == Path(place).name:
            return place + here.name
    if here.parent.name == "knowledge":
        return f"knowledge/{here.name}"
    said = re.search(rb"^schema: *[\"']?([a-z]+)/", raw[:20_000], re.MULTILINE)
    kind = KINDS.get(said[1].decode()) if said else None
    if kind is None:
        known = listed(f"`{Path(place).name}`" for place in FOLDERS)
        fail(f"Wat is dit voor bestand? Zet het in een map {known}, of schrijf bovenaan `schema: boom/1`.", USAGE)
    return kind + here.name if kind.endswith("/") else kind


def _told(diagnostic: Diagnostic, judgement: Judgement) -> str:
    """A diagnostic for people; a warning with its place, for who finds it right as it is."""
    text = as_text(diagnostic, judgement.compiled.line(diagnostic.span))
    where = judgement.place(diagnostic) if diagnostic.severity is Severity.WARNING else ""
    return f"{text}\n  plek: {where}" if where else text


def _summary(judgement: Judgement, shown: Sequence[Diagnostic], only: str | None) -> str:
    errors = sum(d.severity is Severity.ERROR for d in shown)
    lines = []
    if shown:
        lines.append(f"{_counted(errors, 'fout', 'fouten')}, {len(shown) - errors} keer let op.")
    if len(shown) > errors:
        lines += _how_to_agree(judgement, shown)
    elsewhere = sum(d.severity is Severity.ERROR for d in judgement.diagnostics) - errors
    if only is not None and elsewhere and only not in judgement.compiled.draft.unread:
        lines.append(f"In andere bestanden: {_counted(elsewhere, 'fout', 'fouten')}. Bekijk ze met `wegwijzer check`.")
    if not shown and only is not None:
        lines.append(f"Alles in orde: {only}.")
    elif not shown and judgement.library is not None:
        library = judgement.library
        counts = f"{len(library.norms)} normen, {len(library.trees)} keuzehulpen"
        lines.append(f"Alles in orde: {counts}, versie {judgement.compiled.revision[:12]}.")
    agreed = sum(only is None or d.span.file == only for d in judgement.acknowledged)
    if agreed:
        lines.append(f"Met akkoord: {_counted(agreed, 'melding', 'meldingen')}.")
    return "\n".join(lines)


def _how_to_agree(judgement: Judgement, shown: Sequence[Diagnostic]) -> list[str]:
    """What to write in a file to agree with the first warning in it, ready to be copied."""
    for diagnostic in shown:
        file = judgement.compiled.draft.named(diagnostic.span.file)
        if diagnostic.severity is Severity.WARNING and file is not None:
            where, place = judgement.place(diagnostic), "bij `akkoord`" if file.shape.acknowledged else "onderaan"
            return [
                f"Is een `let op` goed zoals het is? Zet dan dit {place} in {file.file}, met je eigen reden:",
                *(["akkoord:"] if not file.shape.acknowledged else []),
                f"  - melding: {diagnostic.code}",
                *([f"    bij: {where}"] if where else []),
                "    reden: ...",
            ]
    return []


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
