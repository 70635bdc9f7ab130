"""What many tests share: the content of this repository, and somebody who talks through each channel in turn."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

os.environ.setdefault("PTB_TIMEDELTA", "true")  # without it, python-telegram-bot warns at each 429

from bot import app
from bot.content import compiler
from bot.content.library import Library
from bot.conversation.desk import Desk
from bot.storage.indexes import Indexes
from tests.promises.promised import Proof, promise_of, summary

ROOT = Path(__file__).parent.parent
PROVES = "belofte"


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_once() -> Iterator[None]:
    """Spare the tests reading the same hundred files again and again: what a file holds follows from its bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "_written", lru_cache(maxsize=512)(compiler._written))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the transcripts anew; review the difference")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the report of each test say which promises it proves."""
    for item in items:
        for mark in item.iter_markers("belofte"):
            item.user_properties.append((PROVES, promise_of(mark.args)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with each promise and whether it held."""
    proofs = [
        Proof(promise=value, outcome=outcome)
        for outcome in ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        for report in terminalreporter.getreports(outcome)
        for name, value in report.user_properties
        if name == PROVES
    ]
    lines = list(summary(proofs))
    if lines:
        terminalreporter.section("beloften")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def library() -> Library:
    """The content of this repository."""
    return app.library_on_disk(ROOT)


@pytest.fixture(scope="session")
def learned(request: pytest.FixtureRequest, library: Library) -> Path:
    """A folder with what was learned from this content. It stays from one run of the tests to the next."""
    cache: pytest.Cache = request.config.cache
    folder = cache.mkdir("index")
    app.make_desk(library, indexes=Indexes(folder))
    return folder


@pytest.fixture(scope="session")
def desk(library: Library, learned: Path) -> Desk:
    """A desk over the content of this repository, the example town included."""
    return app.make_desk(library, demo=True, indexes=Indexes(learned))


def start_with(learned: Path, data_dir: Path) -> None:
    """Let a bot with this DATA_DIR start without learning first."""
    (data_dir / app.INDEXES).mkdir(parents=True)
    for kept in learned.iterdir():
        (data_dir / app.INDEXES / kept.name).symlink_to(kept)
