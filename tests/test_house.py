"""The house itself: what no single room can check."""

import ast
import importlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from dotenv import dotenv_values

import bot
from bot.settings import DEFAULTS

ROOT = Path(bot.__file__).resolve().parent.parent
BOT = ROOT / "bot"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]

TESTED_ELSEWHERE = {
    "__main__.py": "one line, run by tests of the command line",
    "content/rules/": "tests/content/broken holds a file for each rule",
    "conversation/turn.py": "types",
    "errors.py": "classes without behaviour",
    "ids.py": "names of types",
    "service/ports.py": "protocols; tests/storage holds their contract tests",
}
"""Modules, and folders of modules, without a test file of their own, with the reason."""

IMPURE_CALLS = {"open", "print", "input", "breakpoint", "exec", "eval"}
IMPURE_METHODS = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}

MODULES = sorted(path.relative_to(BOT) for path in BOT.rglob("*.py"))
MARKDOWN = sorted(path for path in ROOT.rglob("*.md") if not {".venv", ".git"} & set(path.parts))


def _contract(kind: str) -> dict[str, Any]:
    return next(contract for contract in CONTRACTS if contract["type"] == kind)


def _rooms() -> set[str]:
    return {path.parent.name for path in BOT.glob("*/__init__.py")}


def _layers() -> list[set[str]]:
    """The layers from top to bottom, each as the names in it."""
    return [set(re.findall(r"\w+", layer)) for layer in _contract("layers")["layers"]]


# --- modules and tests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "__init__.py"], ids=str)
def test_a_module_has_its_tests_in_the_mirrored_place(module: Path) -> None:
    mirrored = ROOT / "tests" / module.parent / f"test_{module.name}"
    if any(module.as_posix() == name or name == f"{module.parent.as_posix()}/" for name in TESTED_ELSEWHERE):
        assert not mirrored.exists(), "it has tests: take it off the list"
    else:
        assert mirrored.exists(), f"no {mirrored.relative_to(ROOT)}"


def test_the_list_of_modules_without_tests_names_only_modules() -> None:
    assert {m for m in TESTED_ELSEWHERE if not (BOT / m).exists()} == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_opens_with_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse((BOT / module).read_text(encoding="utf-8")))


def test_every_folder_with_code_is_a_package() -> None:
    assert {m.parent for m in MODULES if not (BOT / m.parent / "__init__.py").exists()} == set()


def test_mypy_makes_no_exception_for_a_module() -> None:
    mypy = PROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert not {"overrides", "exclude", "ignore_missing_imports", "ignore_errors", "disable_error_code"} & set(mypy)
    assert {"bot", "tests"} <= set(mypy["files"])
    loosened = re.compile(r"^# *mypy:", re.MULTILINE)
    assert [m for m in MODULES if loosened.search((BOT / m).read_text(encoding="utf-8"))] == []


# --- imports ----------------------------------------------------------------------------------------------------------


def test_every_room_below_the_service_is_kept_pure() -> None:
    layers = _layers()
    floor, service = layers[-1], next(i for i, layer in enumerate(layers) if "service" in layer)
    pure = set().union(*layers[service + 1 : -1]) & _rooms()
    assert {f"bot.{room}" for room in pure} == set(_contract("forbidden")["source_modules"])
    assert floor == {"diagnostics", "errors", "ids", "logs", "settings", "texts"}


def _pure_modules() -> Iterator[Path]:
    for room in _contract("forbidden")["source_modules"]:
        yield from sorted((BOT / room.removeprefix("bot.")).rglob("*.py"))


@pytest.mark.parametrize("module", list(_pure_modules()), ids=lambda path: str(path.relative_to(BOT)))
def test_a_pure_module_calls_no_file_no_clock_and_no_screen(module: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                found.append(f"{node.lineno}: .{name}()")
    assert found == []


def _lint_imports(folder: Path) -> tuple[int, str]:
    """Exit code and output of the import contracts on the `bot` in `folder`."""
    run = "from importlinter.cli import lint_imports_command as c; c(['--no-cache', '--no-logo'])"
    done = subprocess.run(
        [sys.executable, "-c", run],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "line", "broken"),
    [
        ("", "", ""),
        ("conversation", "import asyncio", "the thinking is pure BROKEN"),
        ("dilemma", "from time import time", "the thinking is pure BROKEN"),
        ("content", "import bot.logs", "the thinking is pure BROKEN"),
        ("channels", "import bot.storage", "imports point down BROKEN"),
        ("matching", "import bot.conversation", "imports point down BROKEN"),
        ("dilemma", "from bot.content import library", "imports point down BROKEN"),
    ],
)
def test_the_import_contracts_hold_and_catch_a_wrong_import(tmp_path: Path, room: str, line: str, broken: str) -> None:
    shutil.copytree(BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    if room:
        (tmp_path / "bot" / room / "planted.py").write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    code, output = _lint_imports(tmp_path)
    if broken:
        assert code != 0, output
        assert broken in output, output
    else:
        assert code == 0, output
        assert "2 kept, 0 broken" in output


def test_a_new_room_without_a_place_is_caught(tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bot" / "utils.py").write_text('"""Planted."""\n', encoding="utf-8")
    code, output = _lint_imports(tmp_path)
    assert code != 0, output


# --- settings, commands, dependencies ---------------------------------------------------------------------------------


def test_the_example_file_holds_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert dotenv_values(stream=io.StringIO(text), interpolate=False) == dict(DEFAULTS)
    for name in DEFAULTS:
        assert re.search(rf"^# .+\n{name}=", text, re.MULTILINE), f"{name} is not explained"


def test_the_manual_holds_every_setting_with_its_default() -> None:
    text = (ROOT / "docs/beheer/README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", text, re.MULTILINE))
    assert rows == {name: f"`{value}`" if value else "leeg" for name, value in DEFAULTS.items()}


def _commands() -> dict[str, set[str]]:
    """Every command as typed, with its options."""

    def within(command: Any, name: str) -> Iterator[tuple[str, set[str]]]:
        inner = getattr(command, "commands", None)
        if inner is not None:
            for word, part in inner.items():
                yield from within(part, f"{name} {word}")
            return
        named = [option for p in command.params for option in (*p.opts, *p.secondary_opts)]
        yield name, {option for option in named if option.startswith("--")} - {"--help"}

    commands = importlib.import_module("bot.cli").commands
    return dict(within(typer.main.get_command(commands), "wegwijzer"))


def test_the_manual_holds_every_command_with_its_options() -> None:
    text = (ROOT / "docs/beheer/opdrachten.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    documented = {
        heading[1]: set(re.findall(r"`(--[a-z-]+)`", section))
        for section in sections
        if (heading := re.match(r"`(wegwijzer [a-z ]+)`", section))
    }
    assert documented == _commands()


def test_the_manual_holds_every_exit_code() -> None:
    text = (ROOT / "docs/beheer/opdrachten.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == ["0", "1", "2", "75", "78"]


def _names_of_dependencies() -> set[str]:
    return {re.split(r"[<>=~\[]", d)[0].lower() for d in PROJECT["project"]["dependencies"]}


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "docs/adr/004-existing-parts.md").read_text(encoding="utf-8")
    reasons = {name.lower() for name in re.findall(r"^\| ([\w-]+)(?:\[[\w-]+\])? \| .+ \|$", text, re.MULTILINE)}
    assert reasons - {"dependency"} == _names_of_dependencies()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_every_dependency_with_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    locked = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE))
    assert all(re.match(r"[a-z0-9.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in locked)
    assert {entry.split("==")[0] for entry in locked} >= _names_of_dependencies()
    assert not re.search(r"https?://|file:|--index|--find-links|^-e|^/", text, re.MULTILINE)


def test_both_locks_agree() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==[^\\\n]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == bot.__version__
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"


# --- documents --------------------------------------------------------------------------------------------------------


def test_the_picture_in_the_readme_shows_the_house() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = text.partition("<!-- house:begin -->")[2].partition("<!-- house:end -->")[0]
    modules = set(re.findall(r"\b\w+\.py\b", picture))
    rooms = set(re.findall(r"\b([a-z]+)/", picture))
    assert modules - {m.name for m in MODULES} == set()
    assert rooms - {"knowledge", "dilemmas"} == _rooms()
    top = {m.name for m in MODULES if m.parent == Path() and not m.name.startswith("__")}
    assert top <= modules


def test_a_room_is_described_for_developers() -> None:
    text = (ROOT / "docs/ontwikkeling/README.md").read_text(encoding="utf-8")
    top = {m.name for m in MODULES if m.parent == Path() and not m.name.startswith("__")}
    described = set(re.findall(r"^\| `([\w./]+?)/?` \|", text, re.MULTILINE))
    assert described == top | _rooms()


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_decisions_are_numbered_and_of_one_form() -> None:
    documents = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [d.name[:3] for d in documents] == [f"{n:03}" for n in range(1, len(documents) + 1)]
    for document in documents:
        lines = document.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {document.name[:3]}. ")
        assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]


def test_nothing_mentions_a_place_on_one_machine() -> None:
    place = re.compile(r"(?<!\w)/(?:home|Users)/[a-z]+|/root/|/tmp/[a-z]+/|/work/(?:main|shared)")
    this = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _files()
        if path != this
        for match in place.finditer(path.read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert found == []


def _files() -> list[Path]:
    """The files that belong to the repository: known to git, or else all that is not made by a tool."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            check=False,
        )
        if listed.returncode == 0:
            return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    made = {".venv", ".git", "__pycache__", "data", "build", "dist"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not made & set(path.relative_to(ROOT).parts)
        and not re.search(r"/\.\w+_cache/|\.egg-info/|/\.hypothesis/", path.as_posix())
    ]


@pytest.mark.parametrize("script", ["scripts/check", ".ci/run"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0


def test_importing_a_module_does_nothing_visible(capfd: pytest.CaptureFixture[str]) -> None:
    for module in MODULES:
        if module.name != "__main__.py":
            parts = module.with_suffix("").parts
            importlib.import_module(".".join(("bot", *parts)).removesuffix(".__init__"))
    assert capfd.readouterr() == ("", "")
