"""Marks that can be found again wherever they end up, and the search for them.

A marker is a word that exists nowhere else; an id is a number that nobody has. Each person, question
and walk gets its own.
"""

import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.loopback import LoopbackTelegram, User

FIRST_ID = 0x0B5A_17C0_DE00_00
"""Ids need 52 bits, the most that Telegram gives; they differ in the last two bytes only."""
PEOPLE = 2_000

_MARKER = re.compile(rb"zq\d{4}zq")
_DECIMAL = re.compile(str(FIRST_ID)[:-5].encode() + rb"\d{5}")
_BINARY = FIRST_ID.to_bytes(7, "big")[:5]
_DIGEST = re.compile(rb"[0-9a-f]{32,64}")
_DIGESTS = frozenset(
    hashlib.new(name, str(FIRST_ID + n).encode(), usedforsecurity=False).hexdigest().encode()
    for name in ("md5", "sha1", "sha256")
    for n in range(PEOPLE)
)


def marker(number: int) -> str:
    """A word that is found nowhere else, as people could type one."""
    return f"zq{number:04}zq"


def marked(server: LoopbackTelegram, number: int) -> User:
    """A person whose names and number are all marked."""
    person = server.user(first_name=marker(number), user_id=FIRST_ID + number)
    person.person |= {"username": f"u_{marker(number)}", "last_name": marker(number).capitalize()}
    return person


def traces(folder: Path, *secrets: str) -> list[str]:
    """Everything in the files under `folder` that leads back to somebody or holds a secret, with the file."""
    found = []
    for path, content in _everything_in(folder):
        small = content.lower()
        parts = [*_MARKER.findall(small), *_MARKER.findall(small.replace(b"\0", b"")), *_DECIMAL.findall(small)]
        parts += [digest for digest in _DIGEST.findall(small) if digest in _DIGESTS]
        parts += [secret.encode() for secret in secrets if secret.encode() in content]
        parts += [b"an id in binary" for order in (_BINARY, _BINARY[::-1]) if order in content]
        found += [f"{path.relative_to(folder)}: {part.decode()}" for part in dict.fromkeys(parts)]
    return found


def kept(folder: Path) -> Mapping[str, object]:
    """What is kept under `folder`, by file: of a database all that it says, of another file its hash."""
    return {
        path.relative_to(folder).as_posix(): _dump(path) if path.suffix == ".db" else hashlib.sha256(content).digest()
        for path, content in _everything_in(folder)
        if not path.name.endswith(("-wal", "-shm"))  # parts of the database beside them
    }


def _everything_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def _dump(database: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())
