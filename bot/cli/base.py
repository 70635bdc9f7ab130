"""What every command has in common: the program `wegwijzer`, exit codes, settings, and failing with one sentence."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import app
from bot.ids import Role
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


def meant(wrong: str, known: Iterable[str]) -> str:
    """What may have been meant by a word that does not exist, as the end of a sentence."""
    names = list(known)
    close = get_close_matches(wrong, names, n=1)
    return f" Bedoelde je `{close[0]}`?" if close else f" Kies uit: {', '.join(names)}."


def fail(message: str, code: int) -> NoReturn:
    """Say it on standard error and leave with this exit code."""
    print(message, file=sys.stderr)
    sys.exit(code)
