"""The commands that show content to authors: draw and report."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.cli.base import USAGE, AsJson, commands, fail, find_tree, settings, write_file
from bot.content.library import Library
from bot.content.revision import revision_tag
from bot.dilemma.tree import Tree
from bot.studio.chart import Chart, chart_of
from bot.studio.mermaid import as_mermaid
from bot.studio.page import as_page
from bot.studio.picture import draw as draw_picture
from bot.studio.png import as_png
from bot.studio.report import report_of
from bot.studio.spoken import spoken
from bot.texts import Texts


class Format(StrEnum):
    """In which form a report is written. The value is also the ending of the file."""

    MARKDOWN = "md"
    HTML = "html"


@commands.command()
def draw(
    tree: Annotated[str, typer.Argument(metavar="TREE", help="Id van de keuzehulp.")],
    output: Annotated[
        Path | None, typer.Option("--output", "--uitvoer", "-o", help="Bestand: .svg, .png, .mmd of .txt.")
    ] = None,
) -> None:
    """Teken een keuzehulp. Zonder bestand: dezelfde inhoud als tekst op het scherm."""
    ending = ".txt" if output is None else output.suffix.lower()
    if ending not in (".svg", ".png", ".mmd", ".txt"):
        fail("Dit soort bestand kan ik niet maken. Laat de naam eindigen op .svg, .png, .mmd of .txt.", USAGE)
    library = app.library_on_disk(settings().content_dir)
    chart, texts = _chart(find_tree(tree, library), library), app.load_texts()
    match ending:
        case ".svg":
            made = draw_picture(chart, texts).svg.encode()
        case ".png":
            made = as_png(draw_picture(chart, texts, with_font=False))
        case ".mmd":
            made = as_mermaid(chart, texts).encode()
        case _:
            made = spoken(chart, texts).encode()
    if output is None:
        print(made.decode(), end="")
    else:
        write_file(output, made)


@commands.command()
def report(
    tree: Annotated[str | None, typer.Argument(metavar="TREE", help="Id van de keuzehulp.")] = None,
    every: Annotated[bool, typer.Option("--all", "--alle", help="Een verslag van elke keuzehulp.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "--uitvoer", "-o", help="Bestand (.html of .md) of map.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", "--vorm", help="html of md. Anders volgt het uit de bestandsnaam.")
    ] = None,
    matching: Annotated[
        bool, typer.Option("--matching", "--vinden", help="Een verslag voor auteurs: waar raken vragen de weg kwijt?")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Maak een verslag van een keuzehulp, voor een overleg. Zonder bestand: Markdown op het scherm."""
    if matching:
        if tree is not None or every or output is not None or form is not None:
            fail("`--matching` gaat over alle inhoud. Gebruik het alleen, of met --json.", USAGE)
        from bot.cli.studying import show_study  # brings the learning along, which no picture needs

        show_study(app.library_on_disk(settings().content_dir), as_json)
        return
    if as_json:
        fail("`--json` hoort bij `--matching`. Kies voor een keuzehulp --format html of md.", USAGE)
    if every is (tree is not None):
        fail("Noem één keuzehulp, of gebruik --all voor allemaal.", USAGE)
    in_folder = output is not None and (every or output.is_dir())
    if form is None:
        form = _form_of(output, in_folder)
    if every and output is None and form is Format.HTML:
        fail("Kies met -o een map voor de verslagen.", USAGE)
    library = app.library_on_disk(settings().content_dir)
    texts = app.load_texts()
    chosen = list(library.trees.values()) if tree is None else [find_tree(tree, library)]
    for found in chosen:
        made = _report(_chart(found, library), library, texts, form)
        if output is None:
            print(made, end="")
        else:
            write_file(output / f"{found.id}.{form.value}" if in_folder else output, made.encode(), make_folder=every)


def _report(chart: Chart, library: Library, texts: Texts, form: Format) -> str:
    written = report_of(chart, library, texts)
    return as_page(written, chart, texts) if form is Format.HTML else written.markdown


def _form_of(output: Path | None, in_folder: bool) -> Format:
    if output is None:
        return Format.MARKDOWN
    if in_folder or output.suffix.lower() in (".html", ".htm"):
        return Format.HTML
    if output.suffix.lower() == ".md":
        return Format.MARKDOWN
    fail("Laat de naam van het bestand eindigen op .html of .md, of kies met --format.", USAGE)


def _chart(tree: Tree, library: Library) -> Chart:
    return chart_of(tree, library, revision_tag(library.revision))
