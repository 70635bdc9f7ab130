"""The front door: the commands of `wegwijzer`, each a thin call. Their contract is docs/beheer/opdrachten.md."""

import sys
from typing import Annotated, NoReturn

import typer

from bot import __version__
from bot.cli import checking, comparing, measuring, pictures, revisions, starting, talking
from bot.cli.base import INTERRUPTED, OK, PROBLEMS, RUNNING, SETTINGS, commands, fail
from bot.diagnostics import Severity, as_text
from bot.errors import AlreadyRunning, BotError, ContentError, SettingsError
from bot.logs import describe

__all__ = ["checking", "commands", "comparing", "main", "measuring", "pictures", "revisions", "starting", "talking"]
"""Importing the modules of commands is what makes them known to `commands`."""


def main() -> NoReturn:
    """Run a command; every expected failure is one sentence on standard error and an exit code."""
    try:
        commands(standalone_mode=True)
    except SettingsError as error:
        fail(str(error), SETTINGS)
    except AlreadyRunning as error:
        fail(str(error), RUNNING)
    except ContentError as error:
        errors = (d for d in error.diagnostics if d.severity is Severity.ERROR)  # the warnings are no reason to stop
        shown = [*(as_text(diagnostic) for diagnostic in errors), str(error)]
        fail("\n".join(shown), PROBLEMS)
    except BotError as error:
        fail(str(error), PROBLEMS)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(PROBLEMS)
    except Exception as error:
        fail(f"Er ging iets mis in het programma zelf ({describe(error)}). Meld dit aan de beheerder.", PROBLEMS)
    sys.exit(OK)


@commands.callback(invoke_without_command=True)
def _version(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Toon de versie.")] = False
) -> None:
    if version:
        print(f"wegwijzer {__version__}")
        raise typer.Exit(OK)
