"""What every command has in common: the program `wegwijzer`, exit codes, settings, labelled questions, writing a file,
failing with one sentence.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import app
from bot.content.library import Library
from bot.dilemma.tree import Tree
from bot.ids import Role, TreeId
from bot.matching.decide import Matcher
from bot.matching.evaluate import Labelled, labelled_of
from bot.settings import Settings

OK, PROBLEMS, USAGE, RUNNING, SETTINGS, INTERRUPTED = 0, 1, 2, 75, 78, 130
"""Exit codes; 75 and 78 are `EX_TEMPFAIL` and `EX_CONFIG` of sysexits.h."""

commands = typer.Typer(
    name="wegwijzer",
    help="Wegwijzer Integriteit: een chat die meedenkt over integriteitsvragen.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON, voor programma's.")]
RoleOption = Annotated[Role | None, typer.Option("--role", "--rol", help="In welke rol iemand vraagt.")]


def settings() -> Settings:
    """The settings of this process."""
    return app.load_settings(Path.cwd())


def learned(library: Library) -> Matcher:
    """The matcher of this content, from what this installation keeps; the first time learning takes seconds."""
    return app.matcher_of(library, app.indexes_of(settings()))


def meant(wrong: str, known: Iterable[str]) -> str:
    """What may have been meant by a word that does not exist, as the end of a sentence."""
    names = list(known)
    close = get_close_matches(wrong, names, n=1)
    return f" Bedoelde je `{close[0]}`?" if close else f" Kies uit: {', '.join(names)}."


def find_tree(tree: str, library: Library) -> Tree:
    """The tree with this id; leaves with a sentence, and a guess, when there is none."""
    found = library.trees.get(TreeId(tree))
    if found is None:
        fail(f"De keuzehulp `{tree}` bestaat niet.{meant(tree, library.trees)}", USAGE)
    return found


def labelled_questions(file: Path) -> Iterator[Labelled]:
    """The questions in a file with one JSON object a line; a line that is none ends the command."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        fail("Dit bestand is niet te lezen. Geef een tekstbestand in UTF-8.", USAGE)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("een regel is een JSON-object")
            yield labelled_of(record)
        except (json.JSONDecodeError, RecursionError):
            fail(f"Regel {number}: dit is geen geldige JSON.", USAGE)
        except ValueError as error:
            fail(f"Regel {number}: {error}.", USAGE)


def write_file(path: Path, made: bytes, make_folder: bool = False) -> None:
    """Write the file, over an older one of that name; leaves with a sentence when that cannot be done."""
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    except OSError:
        fail("Dit bestand kan ik niet schrijven. Bestaat de map, en mag je daar schrijven?", USAGE)


def fail(message: str, code: int) -> NoReturn:
    """Say it on standard error and leave with this exit code."""
    print(message, file=sys.stderr)
    sys.exit(code)
