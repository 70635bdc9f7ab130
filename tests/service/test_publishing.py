import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.authoring.revision import Intake, Kind, Overtaken, Publication
from bot.content.compiler import Compiled
from bot.content.draft import Draft
from bot.content.library import Library
from bot.content.models import DangerFile
from bot.content.revision import revision_of, revision_tag
from bot.diagnostics import Diagnostic, Severity, Span
from bot.errors import ContentError
from bot.ids import Revision
from bot.review.judging import Judgement
from bot.service.publishing import (
    Reason,
    Refused,
    export,
    find,
    library_of,
    publish,
    rollback,
    take_in,
    take_over,
)
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from bot.texts import Texts
from tests.service.fake_store import FakeStore

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
TEXTS = Texts({})
WHY = "de grens is nu vijftig euro"
FIRST = {"knowledge/themas.yaml": b"first"}
CHAT = {"knowledge/themas.yaml": b"chat"}
DISK = {"knowledge/themas.yaml": b"disk"}
DOUBTFUL = b"doubtful"
DOUBT = (Diagnostic(code="T05", span=Span(file="x"), message="lang", severity=Severity.WARNING),)
BROKEN = {"knowledge/themas.yaml": b"broken"}
TROUBLE = (
    Diagnostic(code="K01", span=Span(file="knowledge/themas.yaml"), message="dit is geen yaml"),
    Diagnostic(code="V03", span=Span(file="knowledge/themas.yaml"), message="oud", severity=Severity.WARNING),
)


def empty_library(revision: Revision) -> Library:
    return Library(
        revision=revision,
        trees={},
        tree_files={},
        norms={},
        themes={},
        themes_intro="",
        organisations={},
        help={},
        danger=DangerFile(schema_name="nood/1", cards=(), words=()),
        statutes={},
        concepts=(),
    )


class Rules:
    """Stands in for the compiler: content with one of `forbidden` in it does not compile."""

    def __init__(self) -> None:
        self.forbidden = {b"broken"}
        self.compiled = 0

    def load(self, files: Mapping[str, bytes]) -> Compiled:
        return self(files, TEXTS, NOW.date()).compiled

    def __call__(
        self, files: Mapping[str, bytes], texts: Texts, today: date | None, *, learn: object = None
    ) -> Judgement:
        self.compiled += 1
        revision = revision_of(files)
        is_broken = bool(self.forbidden & set(files.values()))
        found = TROUBLE if is_broken else DOUBT if DOUBTFUL in files.values() else ()
        compiled = Compiled(
            revision=revision,
            library=None if is_broken else empty_library(revision),
            diagnostics=found,
            draft=Draft(),
            sources={},
        )
        return Judgement(compiled=compiled, diagnostics=found, acknowledged=())


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> Rules:
    rules = Rules()
    monkeypatch.setattr("bot.service.publishing.judge", rules)
    monkeypatch.setattr("bot.service.publishing.load_content", rules.load)
    return rules


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


async def published(store: FakeStore, files: Mapping[str, bytes]) -> Publication:
    current = await store.current()
    result = await publish(store, files, WHY, NOW, TEXTS, seen=current.number if current else None)
    assert isinstance(result, Publication)
    return result


# --- files on disk ----------------------------------------------------------------------------------------------------


async def test_the_first_files_are_imported(store: FakeStore) -> None:
    taken = await take_in(store, FIRST, NOW, TEXTS)

    assert taken.intake is Intake.IMPORT
    assert (taken.publication.number, taken.publication.kind) == (1, Kind.IMPORT)
    assert taken.publication.revision == revision_of(FIRST)
    assert taken.publication.at == NOW
    assert taken.library is not None
    assert taken.notice is None
    assert await store.current() == taken.publication


async def test_the_same_files_change_nothing(store: FakeStore, rules: Rules) -> None:
    first = await take_in(store, FIRST, NOW, TEXTS)
    again = await take_in(store, FIRST, NOW, TEXTS)
    assert (again.intake, again.publication, again.notice) == (Intake.SAME, first.publication, None)
    assert len(await store.history()) == 1
    assert rules.compiled == 1


async def test_changed_files_are_the_next_revision_when_nobody_published(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    taken = await take_in(store, DISK, NOW, TEXTS)
    assert (taken.intake, taken.publication.number) == (Intake.IMPORT, 2)
    assert taken.publication.revision == revision_of(DISK)


async def test_what_was_published_in_chat_stays_when_the_files_did_not_change(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    chat = await published(store, CHAT)
    taken = await take_in(store, FIRST, NOW, TEXTS)
    assert (taken.intake, taken.publication, taken.notice) == (Intake.KEEP, chat, None)


async def test_when_both_changed_the_published_one_stays_and_the_operator_is_told(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    chat = await published(store, CHAT)
    for files in (DISK, BROKEN):
        taken = await take_in(store, files, NOW, TEXTS)
        assert (taken.intake, taken.publication) == (Intake.CONFLICT, chat)
        assert taken.notice is not None
        assert "Publicatie 2 blijft gelden" in taken.notice
        assert "wegwijzer content import" in taken.notice
        assert "wegwijzer content export" in taken.notice
    assert len(await store.history()) == 2


async def test_files_that_were_exported_after_publishing_change_nothing(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    chat = await published(store, CHAT)
    taken = await take_in(store, CHAT, NOW, TEXTS)
    assert (taken.intake, taken.publication) == (Intake.SAME, chat)


@pytest.mark.parametrize("before", [(), (FIRST,)])
async def test_files_that_do_not_compile_are_never_published(
    store: FakeStore, before: tuple[Mapping[str, bytes], ...]
) -> None:
    for files in before:
        await take_in(store, files, NOW, TEXTS)
    with pytest.raises(ContentError, match=r"^De inhoud heeft 1 fout\.$") as raised:
        await take_in(store, BROKEN, NOW, TEXTS)
    assert raised.value.diagnostics == TROUBLE
    assert len(await store.history()) == len(before)


async def test_a_publication_that_slips_in_between_is_judged_anew() -> None:
    class Slipping(FakeStore):
        async def publish(
            self, files: Mapping[str, bytes], *, kind: Kind, note: str, at: datetime, expected: int | None
        ) -> Publication | Overtaken:
            if kind is Kind.IMPORT and expected == 1:
                await super().publish(CHAT, kind=Kind.PUBLISH, note=WHY, at=at, expected=1)
            return await super().publish(files, kind=kind, note=note, at=at, expected=expected)

    store = Slipping()
    await take_in(store, FIRST, NOW, TEXTS)
    taken = await take_in(store, DISK, NOW, TEXTS)
    assert taken.intake is Intake.CONFLICT
    assert taken.publication.revision == revision_of(CHAT)


async def test_the_operator_may_let_the_files_win(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    await published(store, CHAT)
    taken = await take_over(store, DISK, "", NOW, TEXTS)
    assert isinstance(taken, Publication)
    assert (taken.number, taken.kind, taken.revision) == (3, Kind.IMPORT, revision_of(DISK))
    assert taken.note
    again = await take_over(store, DISK, "", NOW, TEXTS)
    assert isinstance(again, Refused)
    assert again.reason is Reason.SAME
    with pytest.raises(ContentError):
        await take_over(store, BROKEN, "", NOW, TEXTS)
    assert len(await store.history()) == 3


# --- publishing in chat -----------------------------------------------------------------------------------------------


async def test_an_author_publishes(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    result = await publish(store, CHAT, f"  {WHY}\n\n", NOW, TEXTS, seen=1)
    assert isinstance(result, Publication)
    assert (result.number, result.kind, result.note) == (2, Kind.PUBLISH, WHY)


@pytest.mark.parametrize(
    ("files", "note", "seen", "reason"),
    [
        (CHAT, "te kort", 1, Reason.NOTE),
        (CHAT, " " * 20, 1, Reason.NOTE),
        (CHAT, "x" * 501, 1, Reason.NOTE),
        (CHAT, WHY, None, Reason.OVERTAKEN),
        (CHAT, WHY, 2, Reason.OVERTAKEN),
        (FIRST, WHY, 1, Reason.SAME),
        (BROKEN, WHY, 1, Reason.BROKEN),
    ],
)
async def test_what_may_not_be_published_is_refused_with_the_reason(
    store: FakeStore, files: Mapping[str, bytes], note: str, seen: int | None, reason: Reason
) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    result = await publish(store, files, note, NOW, TEXTS, seen=seen)
    assert isinstance(result, Refused)
    assert result.reason is reason
    assert result.message
    assert result.diagnostics == (TROUBLE if reason is Reason.BROKEN else ())
    assert len(await store.history()) == 1


async def test_of_two_authors_at_once_one_is_told(store: FakeStore) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    results = await asyncio.gather(
        publish(store, CHAT, WHY, NOW, TEXTS, seen=1), publish(store, DISK, WHY, NOW, TEXTS, seen=1)
    )
    assert sorted(type(result).__name__ for result in results) == ["Publication", "Refused"]
    assert len(await store.history()) == 2


# --- going back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["number", "number as text", "tag", "first characters", "hash"])
async def test_an_older_revision_is_published_again(store: FakeStore, by: str) -> None:
    first = (await take_in(store, FIRST, NOW, TEXTS)).publication
    await published(store, CHAT)
    ways: dict[str, int | str] = {
        "number": 1,
        "number as text": " 1 ",
        "tag": revision_tag(first.revision),
        "first characters": first.revision[:12],
        "hash": first.revision,
    }
    result = await rollback(store, ways[by], WHY, NOW, TEXTS)
    assert isinstance(result, Publication)
    assert (result.number, result.kind, result.revision, result.note) == (3, Kind.ROLLBACK, first.revision, WHY)
    assert [p.number for p in await store.history()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("which", "note", "reason"),
    [
        (1, "te kort", Reason.NOTE),
        (2, WHY, Reason.SAME),
        ("2", WHY, Reason.SAME),
        (0, WHY, Reason.UNKNOWN),
        (3, WHY, Reason.UNKNOWN),
        (-1, WHY, Reason.UNKNOWN),
        ("", WHY, Reason.UNKNOWN),
        ("-1", WHY, Reason.UNKNOWN),
        ("²", WHY, Reason.UNKNOWN),
        ("AAAAAAAA", WHY, Reason.UNKNOWN),
        ("f" * 64, WHY, Reason.UNKNOWN),
        ("x" * 100_000, WHY, Reason.UNKNOWN),
    ],
)
async def test_what_cannot_be_gone_back_to_is_refused(
    store: FakeStore, which: int | str, note: str, reason: Reason
) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    await published(store, CHAT)
    result = await rollback(store, which, note, NOW, TEXTS)
    assert isinstance(result, Refused)
    assert result.reason is reason
    assert len(await store.history()) == 2


async def test_going_back_in_an_empty_store_is_refused(store: FakeStore) -> None:
    result = await rollback(store, 1, WHY, NOW, TEXTS)
    assert isinstance(result, Refused)
    assert result.reason is Reason.UNKNOWN


async def test_a_revision_that_the_rules_of_today_refuse_does_not_come_back(store: FakeStore, rules: Rules) -> None:
    await take_in(store, FIRST, NOW, TEXTS)
    await published(store, CHAT)
    rules.forbidden.add(b"first")
    result = await rollback(store, 1, WHY, NOW, TEXTS)
    assert isinstance(result, Refused)
    assert (result.reason, result.diagnostics) == (Reason.BROKEN, TROUBLE)
    assert len(await store.history()) == 2


# --- getting one out --------------------------------------------------------------------------------------------------


async def test_a_revision_can_be_exported(store: FakeStore) -> None:
    assert await export(store) is None
    first = (await take_in(store, FIRST, NOW, TEXTS)).publication
    chat = await published(store, CHAT)
    for revision, files in ((None, CHAT), (chat.revision, CHAT), (first.revision, FIRST)):
        exported = await export(store, revision)
        assert exported is not None
        assert exported.revision == revision_of(files)
        assert dict(exported.files) == files
    assert await export(store, revision_of(DISK)) is None


async def test_a_revision_is_found_by_its_number_its_tag_and_the_start_of_its_hash(store: FakeStore) -> None:
    assert await find(store, "1") is None
    first = (await take_in(store, FIRST, NOW, TEXTS)).publication
    await published(store, CHAT)
    for which in ("1", " 1 ", first.revision[:8], first.revision, revision_tag(first.revision)):
        found = await find(store, which)
        assert found is not None, which
        assert (found.revision, dict(found.files)) == (first.revision, FIRST)
    for which in ("", "0", "3", "x", first.revision[:7], "0" * 64):
        assert await find(store, which) is None, which


async def test_a_button_of_last_week_finds_its_library(store: FakeStore, rules: Rules) -> None:
    first = (await take_in(store, FIRST, NOW, TEXTS)).publication
    await published(store, CHAT)
    library = await library_of(store, revision_tag(first.revision))
    assert library is not None
    assert library.revision == first.revision
    assert await library_of(store, "AAAAAAAA") is None
    rules.forbidden.add(b"first")
    assert await library_of(store, revision_tag(first.revision)) is None


async def test_the_same_on_a_real_database(tmp_path: Path) -> None:
    path = tmp_path / "kennis.db"
    async with Database.open(path) as database:
        store = Revisions(database)
        await take_in(store, FIRST, NOW, TEXTS)
        assert isinstance(await publish(store, CHAT, WHY, NOW, TEXTS, seen=1), Publication)
    async with Database.open(path) as database:
        store = Revisions(database)
        assert (await take_in(store, DISK, NOW, TEXTS)).intake is Intake.CONFLICT
        assert isinstance(await rollback(store, 1, WHY, NOW, TEXTS), Publication)
        assert [p.kind for p in await store.history()] == [Kind.IMPORT, Kind.PUBLISH, Kind.ROLLBACK]


async def test_an_author_cannot_publish_past_an_open_warning_but_a_bot_starts_with_it(store: FakeStore) -> None:
    files = {"knowledge/themas.yaml": DOUBTFUL}
    assert (await take_in(store, files, NOW, TEXTS)).intake is Intake.IMPORT
    await published(store, CHAT)
    refused = await publish(store, files, WHY, NOW, TEXTS, seen=2)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.diagnostics) == (Reason.OPEN, DOUBT)
    assert "let op" in refused.message


async def test_only_a_start_looks_away_from_the_age_of_texts(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, rules: Rules
) -> None:
    days: list[date | None] = []

    def watched(files: Mapping[str, bytes], texts: Texts, today: date | None, *, learn: object = None) -> Judgement:
        days.append(today)
        return rules(files, texts, today)

    monkeypatch.setattr("bot.service.publishing.judge", watched)
    await take_in(store, FIRST, NOW, TEXTS)
    await take_over(store, DISK, WHY, NOW, TEXTS)
    await publish(store, CHAT, WHY, NOW, TEXTS, seen=2)
    await rollback(store, 1, WHY, NOW, TEXTS)
    assert days == [None, NOW.date(), NOW.date(), NOW.date()]
