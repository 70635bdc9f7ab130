import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.opening import knowledge, open_file
from tests.storage.refusing import pragma, refused, tables

ADD_A_TABLE = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"
FAILS_HALFWAY = "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);"


def test_a_file_of_before_is_brought_up_to_date_after_a_copy(path: Path, umask: None) -> None:
    newer = replace(knowledge(), migrations=(*knowledge().migrations, ADD_A_TABLE))
    open_file(path, newer).close()

    copy = path.with_name("kennis.db.schema1")
    assert "later" in tables(path)
    assert pragma(path, "user_version") == 2
    assert "later" not in tables(copy)
    assert (pragma(copy, "user_version"), pragma(copy, "application_id")) == (1, 0x49444B42)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    open_file(path, newer).close()
    refused(path, "nieuwere versie")
    copy.rename(path)
    open_file(path, knowledge()).close()


def test_letters_are_never_copied(path: Path) -> None:
    newer = replace(knowledge(), migrations=(*knowledge().migrations, ADD_A_TABLE), copy_first=False)
    open_file(path, newer).close()
    assert [file.name for file in path.parent.iterdir()] == ["kennis.db"]


def test_a_migration_happens_whole_or_not_at_all(path: Path) -> None:
    before = tables(path)
    broken = replace(knowledge(), migrations=(*knowledge().migrations, ADD_A_TABLE, FAILS_HALFWAY), copy_first=False)
    with pytest.raises(StorageError, match="bijwerken naar schema 3 is mislukt; het bestand is nog zoals het was"):
        open_file(path, broken)
    assert tables(path) == before | {"later"}
    assert pragma(path, "user_version") == 2


def test_a_first_migration_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is mislukt"):
        open_file(tmp_path / "kennis.db", replace(knowledge(), migrations=(FAILS_HALFWAY,)))
    assert not (tmp_path / "kennis.db").exists()
