import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import opening
from bot.storage.opening import PRAGMAS, Schema, harden, knowledge, open_file, open_to_read
from tests.storage.refusing import refused, tables


def test_a_missing_file_is_made_for_this_user_only(tmp_path: Path, umask: None) -> None:
    path = tmp_path / "kennis.db"
    with closing(open_file(path, knowledge())) as connection:
        connection.execute("INSERT INTO blob (sha256, bytes) VALUES (?, x'')", ("0" * 64,))
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert files == {"kennis.db": 0o600, "kennis.db-wal": 0o600, "kennis.db-shm": 0o600}
    assert tables(path) == {"blob", "revision", "revision_file", "publication"}


def test_a_file_that_others_may_read_is_closed_to_them(path: Path) -> None:
    path.chmod(0o664)
    open_file(path, knowledge()).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_setting_holds(path: Path) -> None:
    with closing(open_file(path, knowledge())) as connection:
        connection.set_authorizer(None)
        held = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name, _, _ in PRAGMAS}
        header = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    assert held == {name: expected for name, _, expected in PRAGMAS}
    assert header == [0x49444B42, 1]


@pytest.mark.parametrize("name", ["journal_mode", "synchronous", "secure_delete", "foreign_keys", "auto_vacuum"])
def test_a_setting_that_does_not_hold_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    changed = tuple((pragma, value, "anders" if pragma == name else back) for pragma, value, back in PRAGMAS)
    monkeypatch.setattr(opening, "PRAGMAS", changed)
    with pytest.raises(StorageError, match=f"houdt de instelling {name} niet aan voor kennis.db. Zet DATA_DIR op"):
        open_file(path, knowledge())


def test_a_place_where_wal_cannot_work_is_refused() -> None:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(StorageError, match="niet aan voor kennis"):
        harden(connection, "kennis.db")


def test_deleted_text_is_gone_from_the_files(tmp_path: Path) -> None:
    path = tmp_path / "som.db"
    schema = Schema(application_id=1, migrations=("CREATE TABLE letter (text TEXT) STRICT;",), copy_first=False)
    with closing(open_file(path, schema)) as connection:
        connection.executemany("INSERT INTO letter VALUES (?)", (("GEHEIM" * 50,) for _ in range(300)))
        connection.execute("DELETE FROM letter")
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert not any(b"GEHEIM" in file.read_bytes() for file in tmp_path.iterdir())


# --- only reading -----------------------------------------------------------------------------------------------------


def test_a_reader_sees_what_a_writer_commits_and_holds_it_up_in_nothing(path: Path) -> None:
    with closing(open_file(path, knowledge())) as writer, closing(open_to_read(path, knowledge())) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM blob").fetchone() == (300,)
        writer.execute("INSERT INTO blob (sha256, bytes) VALUES (?, x'01')", ("f" * 64,))
        assert reader.execute("SELECT count(*) FROM blob").fetchone() == (300,), "one view within a transaction"
        reader.execute("ROLLBACK")
        assert reader.execute("SELECT count(*) FROM blob").fetchone() == (301,)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM blob", "INSERT INTO blob (sha256, bytes) VALUES ('', x'')", "PRAGMA query_only=OFF", "VACUUM"],
)
def test_a_reader_cannot_write(path: Path, statement: str) -> None:
    before = path.read_bytes()
    with closing(open_to_read(path, knowledge())) as reader, pytest.raises(sqlite3.Error):
        reader.execute(statement)
    assert path.read_bytes() == before


def test_a_reader_makes_no_file_and_brings_none_up_to_date(path: Path) -> None:
    with pytest.raises(StorageError, match="kan niet worden gelezen"):
        open_to_read(path.with_name("weg.db"), knowledge())
    assert not path.with_name("weg.db").exists()
    before = path.read_bytes()
    more = replace(knowledge(), migrations=(*knowledge().migrations, "CREATE TABLE later (id INTEGER) STRICT;"))
    with pytest.raises(StorageError, match="oudere versie van de bot"):
        open_to_read(path, more)
    assert path.read_bytes() == before


def test_what_a_reader_leaves_behind_is_taken_up_by_the_next_who_writes(path: Path) -> None:
    open_to_read(path, knowledge()).close()
    rest = path.with_name("kennis.db-wal")
    assert not rest.exists() or rest.stat().st_size == 0
    open_file(path, knowledge()).close()
    assert [file.name for file in path.parent.iterdir()] == ["kennis.db"]


# --- what is refused --------------------------------------------------------------------------------------------------


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("geen database\n" * 100)


def _stub(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def _magic(path: Path) -> None:
    _overwrite(path, 0, b"\0" * 16)


def _header(path: Path) -> None:
    _overwrite(path, 16, b"\xff" * 40)


def _page(path: Path) -> None:
    _overwrite(path, 4096 * 20, os.urandom(4096))


def _schema_page(path: Path) -> None:
    _overwrite(path, 100, os.urandom(1000))


def _short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _one_page(path: Path) -> None:
    os.truncate(path, 4096)


def _ragged(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1000)


def _overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (_empty, r"is leeg \(0 bytes\). Zet een reservekopie terug met `wegwijzer restore`, of verwijder"),
        (_text, "is beschadigd.*niet vervangen.*reservekopie"),
        (_stub, "is beschadigd"),
        (_magic, "is beschadigd"),
        (_header, "is beschadigd|ander programma"),
        (_page, "is beschadigd"),
        (_schema_page, "is beschadigd"),
        (_short, "is beschadigd"),
        (_one_page, "is beschadigd"),
        (_ragged, "is beschadigd"),
    ],
)
def test_a_damaged_file_is_refused_and_left_alone(path: Path, fault: Callable[[Path], None], sentence: str) -> None:
    fault(path)
    refused(path, sentence)
    with pytest.raises(StorageError, match=sentence):
        open_to_read(path, knowledge())


@pytest.mark.parametrize("newer", [False, True])
def test_what_a_crash_left_in_the_wal_is_not_folded_into_a_refused_file(
    path: Path, tmp_path_factory: pytest.TempPathFactory, newer: bool
) -> None:
    crashed = tmp_path_factory.mktemp("crashed") / "kennis.db"
    wal = crashed.with_name("kennis.db-wal")
    with closing(open_file(path, knowledge())) as connection:
        connection.execute("INSERT INTO blob (sha256, bytes) VALUES (?, x'01')", ("f" * 64,))
        if newer:
            connection.set_authorizer(None)
            connection.execute("PRAGMA user_version=2")
        shutil.copy(path, crashed)
        shutil.copy(path.with_name(wal.name), wal)
    if not newer:
        _page(crashed)
    before = wal.read_bytes()
    assert before

    refused(crashed, "nieuwere versie" if newer else "is beschadigd")
    assert wal.read_bytes() == before


def test_what_a_crash_left_in_the_wal_is_kept(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    crashed = tmp_path_factory.mktemp("crashed") / "kennis.db"
    with closing(open_file(path, knowledge())) as connection:
        connection.execute("INSERT INTO blob (sha256, bytes) VALUES (?, x'01')", ("f" * 64,))
        for rest in ("", "-wal"):
            shutil.copy(f"{path}{rest}", f"{crashed}{rest}")
    with closing(open_file(crashed, knowledge())) as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (301,)


@pytest.mark.parametrize("size", [1, 99, 100, 512, 4095, 4097])
def test_a_file_cut_off_anywhere_is_refused(path: Path, size: int) -> None:
    os.truncate(path, size)
    refused(path, "is beschadigd")


def test_a_file_of_another_program_is_refused(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    refused(path, "database van een ander programma. Verplaats dat bestand")


def test_an_empty_database_of_another_program_is_refused(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=1")
    refused(path, "ander programma")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kennis.db").mkdir()
    refused(tmp_path / "kennis.db", "geen gewoon bestand")


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kennis.db").symlink_to(tmp_path / "elders.db")
    refused(tmp_path / "kennis.db", "kan niet worden geopend")
    assert not (tmp_path / "elders.db").exists()


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "weg" / "kennis.db", "Controleer of DATA_DIR bestaat")
    assert not (tmp_path / "weg").exists()


@pytest.mark.parametrize("rest", ["-wal", "-shm", "-journal"])
def test_remains_of_a_missing_file_are_not_mixed_with_a_new_one(tmp_path: Path, rest: str) -> None:
    remains = tmp_path / f"kennis.db{rest}"
    remains.write_bytes(b"frames of before")
    refused(tmp_path / "kennis.db", f"kennis.db ontbreekt, maar kennis.db{rest} staat er nog")
    assert remains.read_bytes() == b"frames of before"
    assert not (tmp_path / "kennis.db").exists()


def test_a_half_made_file_of_a_crash_is_made_again(tmp_path: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        (tmp_path / f"kennis.db.nieuw{rest}").write_bytes(b"half")
    open_file(tmp_path / "kennis.db", knowledge()).close()
    assert [file.name for file in tmp_path.iterdir()] == ["kennis.db"]


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=2")
    refused(path, r"nieuwere versie van de bot \(schema 2, hier 1\). Installeer die versie")


@pytest.mark.parametrize("version", [0, -1])
def test_a_file_without_its_version_is_refused(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    refused(path, "is beschadigd")


def test_a_file_that_another_program_holds_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple((name, *(("50", 50) if name == "busy_timeout" else rest)) for name, *rest in PRAGMAS)
    monkeypatch.setattr(opening, "PRAGMAS", quick)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(path, "bezet door een ander programma")


# --- rights -----------------------------------------------------------------------------------------------------------


def test_a_folder_that_may_not_be_written_is_refused(path: Path, locked_folder: Path) -> None:
    file = locked_folder / "kennis.db"
    refused(file, "kan niet worden geopend of gemaakt. Controleer of DATA_DIR")
    with _as_owner():
        shutil.copy(path, file)
        if os.geteuid() == 0:
            os.chown(file, 65534, 65534)
    refused(file, "kan niet worden geschreven. Geef de gebruiker van de bot schrijfrechten op DATA_DIR")


def test_a_file_that_may_not_be_written_or_read_is_refused(path: Path, locked_folder: Path) -> None:
    with _as_owner():
        locked_folder.chmod(0o777)
        shutil.copy(path, locked_folder / "kennis.db")
        (locked_folder / "kennis.db").chmod(0o400)
        if os.geteuid() == 0:
            os.chown(locked_folder / "kennis.db", 65534, 65534)
    refused(locked_folder / "kennis.db", "kan niet worden geschreven")
    with _as_owner():
        (locked_folder / "kennis.db").chmod(0)
    with pytest.raises(StorageError, match="kan niet worden geopend"):
        open_file(locked_folder / "kennis.db", knowledge())


class _as_owner:
    """The other way round from `as_nobody`: back to root for a moment, when the tests began as root."""

    def __enter__(self) -> None:
        self._as_root = os.getuid() == 0
        if self._as_root:
            os.seteuid(0)

    def __exit__(self, *error: object) -> None:
        if self._as_root:
            os.seteuid(65534)
