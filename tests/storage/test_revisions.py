import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.authoring.revision import Kind, Overtaken, Publication
from bot.content.revision import revision_of, revision_tag
from bot.errors import StorageError
from bot.ids import Revision
from bot.service.ports import RevisionStore
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.service.fake_store import FakeStore

AT = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
FILES = {"knowledge/themas.yaml": b"schema: themas/1\n", "dilemmas/geschenk.yaml": b"\xff\x00 geen tekst", "a": b""}
CHANGED = {**FILES, "dilemmas/geschenk.yaml": b"schema: boom/1\n"}


@pytest.fixture(params=["sqlite", "fake"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[RevisionStore]:
    """The contract holds for the real store and for the fake."""
    if request.param == "fake":
        yield FakeStore()
    else:
        async with Database.open(tmp_path / "kennis.db") as database:
            yield Revisions(database)


async def published(store: RevisionStore, files: dict[str, bytes], kind: Kind = Kind.PUBLISH) -> Publication:
    current = await store.current()
    result = await store.publish(
        files, kind=kind, note="omdat het moet", at=AT, expected=current.number if current else None
    )
    assert isinstance(result, Publication)
    return result


async def test_a_new_store_is_empty(store: RevisionStore) -> None:
    assert await store.current() is None
    assert await store.history() == ()
    assert await store.files(revision_of(FILES)) is None
    assert await store.find(revision_of(FILES)) is None


async def test_what_is_published_reads_back_equal(store: RevisionStore) -> None:
    first = await store.publish(FILES, kind=Kind.IMPORT, note="van schijf", at=AT, expected=None)

    assert first == Publication(number=1, revision=revision_of(FILES), kind=Kind.IMPORT, note="van schijf", at=AT)
    assert await store.current() == first
    assert await store.history() == (first,)
    files = await store.files(first.revision)
    assert files is not None
    assert dict(files) == FILES


async def test_the_caller_may_change_its_files_afterwards(store: RevisionStore) -> None:
    files = dict(FILES)
    first = await published(store, files)
    files["a"] = b"later"

    kept = await store.files(first.revision)
    assert kept is not None
    assert dict(kept) == FILES


async def test_history_only_grows_and_has_no_gaps(store: RevisionStore) -> None:
    first = await published(store, FILES, Kind.IMPORT)
    second = await published(store, CHANGED)
    third = await store.republish(first.revision, note="toch maar terug", at=AT, expected=2)

    assert isinstance(third, Publication)
    assert (third.number, third.revision, third.kind) == (3, first.revision, Kind.ROLLBACK)
    assert await store.history() == (first, second, third)
    assert await store.current() == third


async def test_the_same_files_are_one_revision(store: RevisionStore) -> None:
    first = await published(store, FILES)
    second = await published(store, dict(reversed(FILES.items())))
    assert first.revision == second.revision


@pytest.mark.parametrize("expected", [None, 1, 3])
async def test_a_decision_on_another_publication_than_the_current_one_is_refused(
    store: RevisionStore, expected: int | None
) -> None:
    await published(store, FILES)
    second = await published(store, CHANGED)

    news = {"knowledge/nieuw.yaml": b"nieuw"}
    assert await store.publish(news, kind=Kind.PUBLISH, note="", at=AT, expected=expected) == Overtaken(current=second)
    assert await store.republish(revision_of(FILES), note="", at=AT, expected=expected) == Overtaken(current=second)
    assert len(await store.history()) == 2
    assert await store.files(revision_of(news)) is None


async def test_expecting_a_publication_in_an_empty_store_is_refused(store: RevisionStore) -> None:
    result = await store.publish(FILES, kind=Kind.IMPORT, note="", at=AT, expected=1)
    assert result == Overtaken(current=None)


async def test_an_unknown_revision_cannot_be_published_again(store: RevisionStore) -> None:
    await published(store, FILES)
    with pytest.raises(LookupError):
        await store.republish(revision_of(CHANGED), note="", at=AT, expected=1)
    assert len(await store.history()) == 1


async def test_a_revision_is_found_by_tag_and_by_the_start_of_its_hash(store: RevisionStore) -> None:
    revision = (await published(store, FILES)).revision
    await published(store, CHANGED)

    for prefix in (revision_tag(revision), revision[:8], revision[:20].upper(), revision):
        assert await store.find(prefix) == revision
    for wrong in ("", revision[:7], revision_tag(revision)[:7], revision + "0", "%" * 8, "_" * 8, "0" * 64):
        assert await store.find(wrong) is None


async def test_a_moment_keeps_its_meaning_and_must_have_a_zone(store: RevisionStore) -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    await store.publish(FILES, kind=Kind.IMPORT, note="", at=summer, expected=None)
    current = await store.current()
    assert current is not None
    assert current.at == summer
    assert current.at.utcoffset() == timedelta(0)

    with pytest.raises(ValueError):
        await store.publish(CHANGED, kind=Kind.PUBLISH, note="", at=summer.replace(tzinfo=None), expected=1)
    assert len(await store.history()) == 1


paths = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(paths, st.binary(max_size=200), max_size=8))
async def test_any_files_read_back_equal(store: RevisionStore, files: dict[str, bytes]) -> None:
    publication = await published(store, files)
    kept = await store.files(publication.revision)
    assert kept is not None
    assert dict(kept) == files
    assert await store.find(revision_tag(publication.revision)) == publication.revision


# --- only the real one ------------------------------------------------------------------------------------------------


async def test_publications_survive_closing(tmp_path: Path) -> None:
    path = tmp_path / "kennis.db"
    async with Database.open(path) as database:
        first = await published(Revisions(database), FILES)
    async with Database.open(path) as database:
        assert await Revisions(database).history() == (first,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publication SET note = 'anders'",
        "DELETE FROM publication",
        "REPLACE INTO publication SELECT number, revision, kind, 'anders', at FROM publication",
        "INSERT INTO publication SELECT number + 2, revision, kind, note, at FROM publication",
        "UPDATE revision SET tag = 'AAAAAAAA'",
        "DELETE FROM revision",
        "REPLACE INTO revision SELECT id, 'AAAAAAAA', created_at FROM revision",
        "UPDATE revision_file SET path = 'x'",
        "DELETE FROM revision_file",
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
        "REPLACE INTO blob SELECT sha256, x'00' FROM blob",
        "INSERT INTO publication SELECT 2, 'onbekend', kind, note, at FROM publication",
        "INSERT INTO publication SELECT 2, revision, 'iets', note, at FROM publication",
    ],
)
async def test_nothing_kept_can_be_changed_or_removed(tmp_path: Path, statement: str) -> None:
    async with Database.open(tmp_path / "kennis.db") as database:
        store = Revisions(database)
        first = await published(store, FILES)
        with pytest.raises(sqlite3.IntegrityError):
            await database.tx(lambda connection: connection.execute(statement).rowcount)
        assert await store.history() == (first,)
        kept = await store.files(first.revision)
        assert kept is not None
        assert dict(kept) == FILES


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE blob SET bytes = x'00' WHERE length(bytes) = 0",
        "UPDATE revision_file SET path = 'b' WHERE path = 'a'",
        "DELETE FROM revision_file WHERE path = 'a'",
    ],
)
async def test_files_that_no_longer_match_their_hash_are_refused(tmp_path: Path, tampering: str) -> None:
    path = tmp_path / "kennis.db"
    async with Database.open(path) as database:
        revision = (await published(Revisions(database), FILES)).revision
    connection = sqlite3.connect(path)
    for table in ("blob", "revision_file"):
        connection.execute(f"DROP TRIGGER {table}_update")
        connection.execute(f"DROP TRIGGER {table}_delete")
    connection.execute(tampering)
    connection.commit()
    connection.close()

    async with Database.open(path) as database:
        with pytest.raises(StorageError, match="niet meer wat zij was"):
            await Revisions(database).files(revision)


async def test_two_revisions_with_one_tag_are_refused_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def same_tag(revision: Revision) -> str:
        return "AAAAAAAA"

    monkeypatch.setattr("bot.storage.revisions.revision_tag", same_tag)
    async with Database.open(tmp_path / "kennis.db") as database:
        store = Revisions(database)
        first = await published(store, FILES)
        with pytest.raises(StorageError, match="Verander een woord"):
            await published(store, CHANGED)
        assert await store.history() == (first,)
        assert await store.files(revision_of(CHANGED)) is None
