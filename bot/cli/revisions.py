"""The commands about revisions: content import, export, history, rollback."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app
from bot.authoring.revision import Publication
from bot.cli.base import OK, PROBLEMS, USAGE, AsJson, commands, fail, settings
from bot.diagnostics import as_text
from bot.service import publishing
from bot.storage.files import read_content, write_content

content = typer.Typer(help="Versies van de inhoud: overnemen, opslaan, bekijken, terugdraaien.", no_args_is_help=True)
commands.add_typer(content, name="content")


@content.command("import")
def import_(
    note: Annotated[str, typer.Option("--note", "--reden", help="Waarom, voor de geschiedenis.")] = "",
) -> None:
    """Laat de bestanden van CONTENT_DIR gelden, ook als er in de chat is gepubliceerd."""
    current = settings()
    files = read_content(current.content_dir)
    texts = app.load_texts()
    _report(app.with_revisions(current, lambda store, now: publishing.take_over(store, files, note, now, texts)))


@content.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Een lege of nieuwe map.")],
    revision: Annotated[
        str | None, typer.Option("--revision", "--versie", help="Begin van de versie. Anders de geldende.")
    ] = None,
) -> None:
    """Schrijf een versie als bestanden weg."""

    async def fetch(store: Any, now: Any) -> publishing.Export | None:
        found = await store.find(revision) if revision else None
        return None if revision and found is None else await publishing.export(store, found)

    exported = app.with_revisions(settings(), fetch)
    if exported is None:
        fail("Die versie is er niet. Kijk met `wegwijzer content history` welke er zijn.", USAGE)
    write_content(folder, exported.files)
    print(f"Versie {exported.revision[:12]}: {len(exported.files)} bestanden geschreven.")


@content.command("history")
def history(as_json: AsJson = False) -> None:
    """Laat alle publicaties zien, de oudste eerst."""

    async def fetch(store: Any, now: Any) -> tuple[Publication, ...]:
        return tuple(await store.history())

    for p in app.with_revisions(settings(), fetch):
        record = {
            "number": p.number,
            "revision": p.revision,
            "kind": p.kind.value,
            "note": p.note,
            "at": p.at.isoformat(),
        }
        print(
            json.dumps(record, ensure_ascii=False)
            if as_json
            else f"{p.number:4}  {p.at:%d-%m-%Y %H:%M}  {p.revision[:12]}  {p.kind.value:8}  {p.note}"
        )


@content.command("rollback")
def rollback(
    which: Annotated[str, typer.Argument(help="Nummer van een publicatie, of het begin van een versie.")],
    note: Annotated[str, typer.Option("--note", "--reden", help="Waarom. Minstens tien tekens.")] = "",
) -> None:
    """Laat een oudere versie weer gelden. De geschiedenis blijft staan."""
    texts = app.load_texts()
    _report(app.with_revisions(settings(), lambda store, now: publishing.rollback(store, which, note, now, texts)))


def _report(result: Publication | publishing.Refused) -> None:
    if isinstance(result, publishing.Refused):
        shown = [*(as_text(diagnostic) for diagnostic in result.diagnostics), result.message]
        same = result.reason is publishing.Reason.SAME
        bad = result.reason in (publishing.Reason.NOTE, publishing.Reason.UNKNOWN)
        fail("\n".join(shown), OK if same else USAGE if bad else PROBLEMS)
    print(f"Publicatie {result.number}: versie {result.revision[:12]} geldt nu.")
