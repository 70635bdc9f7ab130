"""Kept indexes: what was kept comes back, old ones go, and a disk that refuses costs nothing but time."""

import logging
import os
from pathlib import Path

import pytest

from bot.storage.indexes import KEPT, Indexes


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    Indexes(tmp_path / "index").keep("a", b"geleerd")
    assert Indexes(tmp_path / "index").load("a") == b"geleerd"
    assert Indexes(tmp_path / "index").load("b") is None


def test_the_ones_that_were_not_used_for_longest_go(tmp_path: Path) -> None:
    indexes = Indexes(tmp_path)
    for age, key in enumerate("abcd"[: KEPT + 1]):
        indexes.keep(key, key.encode())
        os.utime(tmp_path / f"{key}.npz", (age, age))
    indexes.load("b")
    indexes.keep("e", b"e")
    assert {path.stem for path in tmp_path.iterdir()} == {"b", "d", "e"}


def test_what_has_served_is_known_until_it_goes(tmp_path: Path) -> None:
    indexes = Indexes(tmp_path)
    indexes.mark_served("a")
    assert not indexes.has_served("a"), "there is nothing to serve with"
    indexes.keep("a", b"a")
    assert not indexes.has_served("a")
    indexes.mark_served("a")
    assert Indexes(tmp_path).has_served("a")
    assert indexes.load("a") == b"a"
    (tmp_path / "a.npz").unlink()
    assert not indexes.has_served("a")


def test_the_last_one_that_served_stays_whatever_else_is_learned(tmp_path: Path) -> None:
    """A bot that starts on new content answers with it until that is learned."""
    indexes = Indexes(tmp_path)
    for age, key in enumerate("abcdefg"):
        indexes.keep(key, key.encode())
        os.utime(tmp_path / f"{key}.npz", (age, age))
        if key in "ab":
            indexes.mark_served(key)
    assert {path.name for path in tmp_path.iterdir()} == {"b.npz", "b.served", "e.npz", "f.npz", "g.npz"}


def test_a_folder_that_cannot_be_written_remembers_nothing_and_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    Indexes(tmp_path).keep("a", b"a")
    monkeypatch.setattr(Path, "touch", refused)
    Indexes(tmp_path).mark_served("a")
    assert not Indexes(tmp_path).has_served("a")


def test_what_a_killed_process_left_behind_goes_too(tmp_path: Path) -> None:
    half = tmp_path / "tmpx1.npz.tmp"
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    other = tmp_path / "aantekening.txt"
    other.write_bytes(b"")
    for key in "abc":
        Indexes(tmp_path).keep(key, b"geleerd")
    assert {path.name for path in tmp_path.iterdir()} == {"a.npz", "b.npz", "c.npz", other.name}


def test_only_the_owner_can_look_into_the_folders_that_are_made(tmp_path: Path) -> None:
    Indexes(tmp_path / "data" / "index").keep("a", b"geleerd")
    made = (tmp_path / "data", tmp_path / "data/index", tmp_path / "data/index/a.npz")
    assert [path.stat().st_mode & 0o077 for path in made] == [0, 0, 0]


def test_a_file_that_may_be_read_but_not_touched_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    Indexes(tmp_path).keep("a", b"geleerd")
    monkeypatch.setattr(os, "utime", refused)
    assert Indexes(tmp_path).load("a") == b"geleerd"


def test_a_link_to_nowhere_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "weg.npz").symlink_to(tmp_path / "nergens")
    with caplog.at_level(logging.INFO):
        for key in "abcd":
            Indexes(tmp_path).keep(key, b"geleerd")
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == KEPT
    assert not caplog.records


def test_a_disk_that_refuses_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "index").write_bytes(b"")  # a file where the folder should be
    with caplog.at_level(logging.INFO):
        Indexes(tmp_path / "index").keep("a", b"geleerd")
    assert "learns it again" in caplog.text
    assert Indexes(tmp_path / "index").load("a") is None


def test_half_a_file_never_stands_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    Indexes(tmp_path).keep("a", b"geleerd")
    assert list(tmp_path.iterdir()) == []
