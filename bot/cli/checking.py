"""The command that checks content: check."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.cli.base import OK, PROBLEMS, USAGE, AsJson, commands, fail, settings
from bot.content.compiler import Compiled
from bot.content.library import Library
from bot.diagnostics import Severity, as_record, as_text


@commands.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="Map met inhoud, of één bestand daarin. Anders CONTENT_DIR.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Controleer alle inhoud en laat zien wat er mis is."""
    folder = _content_folder(path) if path is not None else settings().content_dir
    compiled = app.compile_folder(folder)
    only = path.resolve().relative_to(folder.resolve()).as_posix() if path is not None and path.is_file() else None
    shown = [d for d in compiled.diagnostics if only is None or d.span.file == only]
    for diagnostic in shown:
        print(
            json.dumps(as_record(diagnostic), ensure_ascii=False)
            if as_json
            else as_text(diagnostic, compiled.line(diagnostic.span))
        )
    errors = sum(d.severity is Severity.ERROR for d in shown)
    if not as_json:
        print(_summary(compiled, errors, len(shown) - errors))
    raise typer.Exit(PROBLEMS if errors else OK)


def _content_folder(path: Path) -> Path:
    """The content folder that `path` is, or lies in."""
    if not path.exists():
        fail("Dit bestand of deze map bestaat niet.", USAGE)
    for folder in (path, *path.resolve().parents):
        if (folder / "knowledge").is_dir() or (folder / "dilemmas").is_dir():
            return folder
    fail("Hier is geen inhoud. Geef een map waarin `knowledge` en `dilemmas` staan.", USAGE)


def _summary(compiled: Compiled, errors: int, warnings: int) -> str:
    if errors or warnings:
        return f"{errors} fout(en), {warnings} waarschuwing(en)."
    library: Library | None = compiled.library
    counts = f"{len(library.norms)} normen, {len(library.trees)} keuzehulpen" if library else "geen inhoud"
    return f"Alles in orde: {counts}, versie {compiled.revision[:12]}."
