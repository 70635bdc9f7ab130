"""Folders with too few rights, also when the tests run as root; and a sound file to spoil."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.storage.opening import knowledge, open_file

NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Rights do not hold root back, so step down for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that may be read and not written. `tmp_path` does not do: only its owner may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with as_nobody():
            yield folder
        folder.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound file with enough rows to fill a few pages."""
    file = tmp_path / "kennis.db"
    with closing(open_file(file, knowledge())) as connection:
        connection.executemany(
            "INSERT INTO blob (sha256, bytes) VALUES (?, ?)", ((f"{n:064x}", b"x" * 400) for n in range(300))
        )
    return file


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)
