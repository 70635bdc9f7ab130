"""The front door: the commands of `wegwijzer`, each a thin call. Their contract is docs/beheer/opdrachten.md."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot import __version__, app
from bot.authoring.revision import Publication
from bot.content.compiler import Compiled
from bot.content.library import Library
from bot.conversation.turn import Context
from bot.diagnostics import Severity, as_record, as_text
from bot.dilemma.engine import walk as walk_tree
from bot.dilemma.tree import Outcome, Tree
from bot.errors import AlreadyRunning, BotError, ContentError, SettingsError
from bot.ids import NodeId, OptionId, OrganisationId, Role, TreeId
from bot.logs import describe
from bot.matching import evaluate as evaluation
from bot.matching.decide import Answer, Decline, Suggest, Urgent
from bot.service import publishing
from bot.settings import Settings
from bot.storage.files import read_content, write_content

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
content = typer.Typer(help="Versies van de inhoud: overnemen, opslaan, bekijken, terugdraaien.", no_args_is_help=True)
commands.add_typer(content, name="content")

AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON, voor programma's.")]
RoleOption = Annotated[Role | None, typer.Option("--role", "--rol", help="In welke rol iemand vraagt.")]


def main() -> NoReturn:
    """Run a command; every expected failure is one sentence on standard error and an exit code."""
    try:
        commands(standalone_mode=True)
    except SettingsError as error:
        _fail(str(error), SETTINGS)
    except AlreadyRunning as error:
        _fail(str(error), RUNNING)
    except ContentError as error:
        shown = [*(as_text(diagnostic) for diagnostic in error.diagnostics), str(error)]
        _fail("\n".join(shown), PROBLEMS)
    except BotError as error:
        _fail(str(error), PROBLEMS)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(PROBLEMS)
    except Exception as error:
        _fail(f"Er ging iets mis in het programma zelf ({describe(error)}). Meld dit aan de beheerder.", PROBLEMS)
    sys.exit(OK)


@commands.callback(invoke_without_command=True)
def _version(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Toon de versie.")] = False
) -> None:
    if version:
        print(f"wegwijzer {__version__}")
        raise typer.Exit(OK)


@commands.command()
def run() -> None:
    """Start de bot: Telegram als er een token is, anders de chat in de terminal."""
    app.run(_settings())


@commands.command()
def chat(
    role: RoleOption = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", "--organisatie", help="Id van de organisatie.")
    ] = None,
) -> None:
    """Praat in de terminal, met de bestanden van CONTENT_DIR. Er wordt niets opgeslagen."""
    app.chat(_settings(), Context(role=role, organisation=OrganisationId(organisation) if organisation else None))


@commands.command()
def ask(
    text: Annotated[
        str | None, typer.Argument(help="De vraag. Zonder vraag: één vraag per regel van de invoer.")
    ] = None,
    as_json: AsJson = False,
    role: RoleOption = None,
) -> None:
    """Laat zien welke norm of keuzehulp bij een vraag past."""
    desk = app.make_desk(app.library_on_disk(_settings().content_dir))
    for question in [text] if text is not None else _lines(sys.stdin):
        started = time.perf_counter()
        decision = desk.matcher.match(question, role)
        took_ms = (time.perf_counter() - started) * 1000
        match decision:
            case Urgent():
                word = "urgent"
            case Answer():
                word = "answer"
            case Suggest():
                word = "suggest"
            case Decline():
                word = "decline"
        candidates = () if isinstance(decision, Urgent) else decision.candidates
        if as_json:
            shown = [{"kind": c.kind, "id": c.id, "confidence": round(c.confidence, 4)} for c in candidates]
            record = {"question": question, "decision": word, "candidates": shown, "took_ms": round(took_ms, 3)}
            print(json.dumps(record, ensure_ascii=False), flush=True)
            continue
        print(desk.texts(f"vraag-uitslag.{word}"), flush=True)
        for candidate in candidates:
            kind = desk.texts(f"vraag-uitslag.{candidate.kind}")
            print(f"  {candidate.confidence:.2f}  {kind} {candidate.id}")


@commands.command()
def walk(
    tree: Annotated[str, typer.Argument(metavar="TREE", help="Id van de keuzehulp.")],
    answers: Annotated[str, typer.Option("--answers", help="Antwoorden, zoals gever=bedrijf,wat=geld.")] = "",
    role: RoleOption = None,
    as_json: AsJson = False,
) -> None:
    """Laat zien waar deze antwoorden in een keuzehulp uitkomen."""
    library = app.library_on_disk(_settings().content_dir)
    found = library.trees.get(TreeId(tree))
    if found is None:
        _fail(f"De keuzehulp `{tree}` bestaat niet.{_meant(tree, library.trees)}", USAGE)
    walked = walk_tree(found, _answers(found, answers), role)
    at = walked.here
    is_outcome = isinstance(at, Outcome)
    if as_json:
        record = {
            "tree": found.id,
            "revision": library.revision,
            "path": [{"question": step.question.id, "option": step.option.id} for step in walked.path],
            "at": {"kind": "outcome" if is_outcome else "question", "id": at.id},
            "verdict": at.verdict.value if isinstance(at, Outcome) else None,
            "unused": [{"question": step.question.id, "option": step.option.id} for step in walked.unused],
        }
        print(json.dumps(record, ensure_ascii=False))
        return
    for step in walked.path:
        print(f"{step.question.text} {step.option.label}")
    for step in walked.unused:
        print(f"(telt niet mee: {step.question.id}={step.option.id})")
    if isinstance(at, Outcome):
        print(f"Uitkomst {at.id} ({at.verdict.value}): {at.heading}")
        return
    print(f"Open vraag {at.id}: {at.text}")
    for option in found.offered(at, role):
        print(f"  {at.id}={option.id}  {option.label}")


@commands.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="Map met inhoud, of één bestand daarin. Anders CONTENT_DIR.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Controleer alle inhoud en laat zien wat er mis is."""
    folder = _content_folder(path) if path is not None else _settings().content_dir
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


@commands.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="Vragen met hun onderwerp, één JSON-object per regel.")],
    as_json: AsJson = False,
) -> None:
    """Meet hoe goed vragen hun norm vinden."""
    questions = list(_labelled(file))
    desk = app.make_desk(app.library_on_disk(_settings().content_dir))
    figures = evaluation.evaluate(questions, desk.matcher.match, desk.library.norms)
    if as_json:
        record = {
            "counts": figures.counts,
            "shares": figures.shares,
            "by_style": figures.by_style,
            "confusions": [{"wanted": w, "got": g, "times": n} for w, g, n in figures.confusions],
        }
        print(json.dumps(record, ensure_ascii=False))
        return
    print(", ".join(f"{name}: {number}" for name, number in figures.counts.items()))
    for name, share in figures.shares.items():
        print(f"  {name:38} {_percent(share)}")
    print("Per stijl (goed op 1, goed in 3, geholpen, zeker en fout):")
    for style, shares in figures.by_style.items():
        print(f"  {style:14} " + "  ".join(_percent(share) for share in shares.values()))
    print("Vaakst verward (bedoeld -> gevonden):")
    for wanted, got, times in figures.confusions:
        print(f"  {times:3}  {wanted} -> {got}")


@content.command("import")
def import_(
    note: Annotated[str, typer.Option("--note", "--reden", help="Waarom, voor de geschiedenis.")] = "",
) -> None:
    """Laat de bestanden van CONTENT_DIR gelden, ook als er in de chat is gepubliceerd."""
    settings = _settings()
    files = read_content(settings.content_dir)
    _report(app.with_revisions(settings, lambda store, now: publishing.take_over(store, files, note, now)))


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

    exported = app.with_revisions(_settings(), fetch)
    if exported is None:
        _fail("Die versie is er niet. Kijk met `wegwijzer content history` welke er zijn.", USAGE)
    write_content(folder, exported.files)
    print(f"Versie {exported.revision[:12]}: {len(exported.files)} bestanden geschreven.")


@content.command("history")
def history(as_json: AsJson = False) -> None:
    """Laat alle publicaties zien, de oudste eerst."""

    async def fetch(store: Any, now: Any) -> tuple[Publication, ...]:
        return tuple(await store.history())

    for p in app.with_revisions(_settings(), fetch):
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
    _report(app.with_revisions(_settings(), lambda store, now: publishing.rollback(store, which, note, now)))


def _settings() -> Settings:
    return app.load_settings(Path.cwd())


def _report(result: Publication | publishing.Refused) -> None:
    if isinstance(result, publishing.Refused):
        shown = [*(as_text(diagnostic) for diagnostic in result.diagnostics), result.message]
        same = result.reason is publishing.Reason.SAME
        bad = result.reason in (publishing.Reason.NOTE, publishing.Reason.UNKNOWN)
        _fail("\n".join(shown), OK if same else USAGE if bad else PROBLEMS)
    print(f"Publicatie {result.number}: versie {result.revision[:12]} geldt nu.")


def _lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        question = line.rstrip("\r\n")
        if question.strip():
            yield question


def _answers(tree: Tree, text: str) -> dict[NodeId, OptionId]:
    answers: dict[NodeId, OptionId] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        question_id, sign, option_id = part.partition("=")
        if not sign:
            _fail(f"`{part}` is geen antwoord. Schrijf vraag=antwoord, zoals gever=bedrijf.", USAGE)
        question = tree.questions.get(NodeId(question_id))
        if question is None:
            _fail(f"De vraag `{question_id}` bestaat niet.{_meant(question_id, tree.questions)}", USAGE)
        if question.option(OptionId(option_id)) is None:
            options = [option.id for option in question.options]
            _fail(f"De vraag `{question_id}` heeft geen antwoord `{option_id}`. Kies uit: {', '.join(options)}.", USAGE)
        answers[question.id] = OptionId(option_id)
    return answers


def _meant(wrong: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(wrong, names, n=1)
    return f" Bedoelde je `{close[0]}`?" if close else f" Kies uit: {', '.join(names)}."


def _content_folder(path: Path) -> Path:
    """The content folder that `path` is, or lies in."""
    if not path.exists():
        _fail("Dit bestand of deze map bestaat niet.", USAGE)
    for folder in (path, *path.resolve().parents):
        if (folder / "knowledge").is_dir() or (folder / "dilemmas").is_dir():
            return folder
    _fail("Hier is geen inhoud. Geef een map waarin `knowledge` en `dilemmas` staan.", USAGE)


def _summary(compiled: Compiled, errors: int, warnings: int) -> str:
    if errors or warnings:
        return f"{errors} fout(en), {warnings} waarschuwing(en)."
    library: Library | None = compiled.library
    counts = f"{len(library.norms)} normen, {len(library.trees)} keuzehulpen" if library else "geen inhoud"
    return f"Alles in orde: {counts}, versie {compiled.revision[:12]}."


def _labelled(file: Path) -> Iterator[evaluation.Labelled]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        _fail("Dit bestand is niet te lezen. Geef een tekstbestand in UTF-8.", USAGE)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("een regel is een JSON-object")
            yield evaluation.labelled_of(record)
        except json.JSONDecodeError:
            _fail(f"Regel {number}: dit is geen geldige JSON.", USAGE)
        except ValueError as error:
            _fail(f"Regel {number}: {error}.", USAGE)


def _percent(share: float | None) -> str:
    return "   -  " if share is None else f"{100 * share:5.1f}%"


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(code)
