"""The search for traces finds what a bot that forgot its promise could leave behind."""

import base64
import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.promises.traces import FIRST_ID, PEOPLE, kept, marker, traces

LAST = FIRST_ID + PEOPLE - 1


@pytest.mark.parametrize(
    "left",
    [
        marker(12).encode(),
        f"{{'first_name': '{marker(999).upper()}'}}".encode(),
        marker(7).encode("utf-16-le"),
        f"chat {LAST}".encode(),
        FIRST_ID.to_bytes(8, "little"),
        b"\x06" + LAST.to_bytes(7, "big"),
        hashlib.sha256(str(LAST).encode()).hexdigest().encode(),
        hashlib.md5(str(FIRST_ID).encode(), usedforsecurity=False).hexdigest().upper().encode(),
        b"https://api.telegram.org/bot123:sesam/getUpdates",
    ],
)
def test_a_trace_is_found_in_whatever_form(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "x.tmp").write_bytes(b"\xff\x00" + left + b"\n")
    assert traces(tmp_path, "sesam")
    assert all(found.startswith("diep/x.tmp: ") for found in traces(tmp_path, "sesam"))


def test_where_nothing_was_left_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_bytes(f"zq12 {FIRST_ID // 10**6} {base64.b64encode(b'sesam').decode()}".encode())
    assert traces(tmp_path, "sesam") == []


def test_a_row_more_in_a_database_and_a_file_more_are_both_seen(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "kennis.db")
    database.execute("CREATE TABLE asked (id INTEGER)")
    database.commit()
    before = kept(tmp_path)
    assert kept(tmp_path) == before
    database.execute("INSERT INTO asked VALUES (1)")
    database.commit()
    database.close()
    assert kept(tmp_path) != before
    before = kept(tmp_path)
    (tmp_path / "x.tmp").touch()
    assert kept(tmp_path) != before
