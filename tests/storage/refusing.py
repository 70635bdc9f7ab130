"""What holds for every file that is refused, and a look into a file from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.opening import Schema, knowledge, open_file


def refused(path: Path, sentence: str, schema: Schema | None = None) -> None:
    """The file is refused with this sentence and is byte for byte what it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StorageError, match=sentence) as raised:
        open_file(path, schema or knowledge()).close()
    message = str(raised.value)
    assert message.endswith(".")
    assert str(path.parent) not in message
    assert (path.read_bytes() if path.is_file() else None) == before


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
