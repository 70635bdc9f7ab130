"""The content that a command is given by name: a folder, the number of a publication, a revision, or what is published.

What is done with two of them is left to the commands.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import typer

from bot import app
from bot.cli.base import PROBLEMS, USAGE, fail
from bot.content.compiler import Compiled, load_content
from bot.content.library import Library
from bot.diagnostics import Severity, as_record, as_text
from bot.service import publishing
from bot.service.ports import RevisionStore
from bot.settings import Settings
from bot.storage.files import read_content

PUBLISHED = "gepubliceerd"


def content_named(current: Settings, name: str, how: str) -> Compiled:
    """The content of this name; leaves with a sentence when there is none.

    Args:
        how: what to type instead, as a sentence.
    """
    folder = Path(name)
    if folder.is_dir():
        return load_content(read_content(folder))

    async def fetch(store: RevisionStore) -> publishing.Export | None:
        return await (publishing.export(store) if name == PUBLISHED else publishing.find(store, name))

    exported = app.read_revisions(current, fetch)
    if exported is not None:
        return load_content(exported.files)
    if name == PUBLISHED:
        fail(f"Er is nog niets gepubliceerd om mee te vergelijken. {how}", USAGE)
    fail(f"`{name}` is geen map en geen versie. Kijk met `wegwijzer content history` welke er zijn. {how}", USAGE)


def libraries_of(sides: Mapping[str, Compiled], as_json: bool) -> list[Library]:
    """The libraries of all sides, each named as in "de oude inhoud"; leaves with the problems when one has none."""
    libraries = [compiled.library for compiled in sides.values() if compiled.library is not None]
    if len(libraries) < len(sides):
        for name, compiled in sides.items():
            _show_problems(name, compiled, as_json)
        raise typer.Exit(PROBLEMS)
    return libraries


def _show_problems(name: str, compiled: Compiled, as_json: bool) -> None:
    errors = [d for d in compiled.diagnostics if d.severity is Severity.ERROR]
    for diagnostic in errors:
        if as_json:
            print(json.dumps(as_record(diagnostic), ensure_ascii=False))
        else:
            print(as_text(diagnostic, compiled.line(diagnostic.span)))
    if errors and not as_json:
        print(f"De {name} inhoud heeft {len(errors)} fout(en). Herstel die eerst, dan kan ik vergelijken.")
