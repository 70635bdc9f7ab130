"""Commands that help an author begin: new, schema."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.authoring.keys import SCHEMA_FOLDER
from bot.authoring.skeleton import file_for, objection_to
from bot.cli.base import USAGE, commands, fail, meant, settings
from bot.storage.files import write_new, write_over

_KINDS: Mapping[str, str] = {"tree": "boom", "norm": "norm", "organisation": "organisatie"}
_ALSO: Mapping[str, tuple[str, ...]] = {
    "boom": ("Zet `{id}` bij `bomen` in het bestand van elke norm die je in een uitkomst noemt.",),
    "norm": (
        "Zet `{id}` bij `normen` van het thema, in knowledge/themas.yaml.",
        "Noem je een keuzehulp of een andere norm? Noem `{id}` dan ook daar: in een uitkomst, of bij `zie_ook`.",
    ),
    "organisatie": (),
}
"""What else must change before a new file compiles."""


@commands.command()
def new(
    kind: Annotated[str, typer.Argument(metavar="tree|norm|organisation", help="Wat je begint.")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="De vaste naam, zoals `geschenk`.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", "--uitvoer", help="Een ander bestand dan de plek in CONTENT_DIR.")
    ] = None,
) -> None:
    """Begin een keuzehulp, norm of organisatie: een bestand dat zichzelf uitlegt."""
    if kind not in {**_KINDS, **dict.fromkeys(_KINDS.values())}:
        fail(f"`{kind}` kan ik niet beginnen.{meant(kind, _KINDS)}", USAGE)
    if objection := objection_to(id_):
        fail(objection, USAGE)
    current = settings()
    dutch = _KINDS.get(kind, kind)
    if output is None and not (current.content_dir / "knowledge").is_dir():
        fail("In CONTENT_DIR staat geen inhoud. Kies de map waarin `knowledge` en `dilemmas` staan.", USAGE)
    path = output or current.content_dir / file_for(dutch, id_)
    today = app.today(current)
    if not write_new(path, app.new_file(dutch, id_, current.content_dir, today).encode()):
        fail(f"{path} is er al. Er is niets overschreven. Kies een andere id, of een ander bestand met -o.", USAGE)
    print(f"{path} staat klaar. Zo maak je het af:")
    print("- Vul alles in wat tussen << en >> staat. Daarvoor geeft `wegwijzer check` fouten (S15).")
    for sentence in _ALSO[dutch]:
        print("- " + sentence.format(id=id_))
    print("- Controleer met `wegwijzer check`. Zolang er fouten zijn, start de bot niet met deze map.")


@commands.command()
def schema(
    folder: Annotated[Path, typer.Argument(help="De map om in te schrijven.")] = Path(SCHEMA_FOLDER),
) -> None:
    """Schrijf de schema's waarmee een editor meekijkt terwijl je typt."""
    files = app.schema_files()
    write_over(folder, files)
    print(f"{len(files)} schema's geschreven in {folder}.")
