"""Which revision answers first, when the published one takes over, and what is said when it does not."""

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.authoring.revision import Kind, Publication
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.errors import LearningFailed, StorageError
from bot.ids import Revision
from bot.review.matching import learned_from
from bot.service.learning import Learning, Ready, Serving
from bot.storage.indexes import Indexes
from tests.content.overlay import GOOD
from tests.service.fake_store import FakeStore

AT = datetime(2026, 11, 27, tzinfo=UTC)
JOBS = "knowledge/normen/nevenwerk.yaml"


def library_of(files: Mapping[str, bytes]) -> Library:
    library = load_content(files).library
    assert library is not None
    return library


def version(number: int) -> dict[str, bytes]:
    """The small content, a little different each time."""
    return {**GOOD, "knowledge/themas.yaml": GOOD["knowledge/themas.yaml"] + f"# {number}\n".encode()}


def worse() -> dict[str, bytes]:
    """Content in which the questions of one norm are all over the place."""
    questions = (b"  - Mag ik een webshop beginnen?", b"  - ik wil in het weekend klussen", b"  - zzp naast mijn baan")
    changed = (b"  - fles wijn van een inwoner", b"  - cadeau van een leverancier", b"  - taart en bloemen houden")
    jobs = GOOD[JOBS]
    for was, now in zip(questions, changed, strict=True):
        assert was in jobs
        jobs = jobs.replace(was, now)
    return {**GOOD, JOBS: jobs}


def serving(ready: Ready) -> Serving:
    return Serving(publication=ready.publication, accuracy=ready.matcher.index.accuracy)


class House:
    """An installation: what it published and keeps, and how often it learned in another process."""

    def __init__(self, folder: Path) -> None:
        self.store = FakeStore()
        self.indexes = Indexes(folder / "index")
        self.learned: list[Revision] = []
        self.fault: LearningFailed | None = None
        self.packed: bytes | None = None

    def learning(self) -> Learning:
        """As at a start."""
        return Learning(self.store, self.indexes, lambda revision: revision[:16], self._learn)

    async def publish(self, files: Mapping[str, bytes]) -> tuple[Publication, Library]:
        current = await self.store.current()
        expected = current.number if current else None
        published = await self.store.publish(files, kind=Kind.IMPORT, note="", at=AT, expected=expected)
        assert isinstance(published, Publication)
        return published, library_of(files)

    async def start(self, files: Mapping[str, bytes]) -> None:
        """Publish, and serve it."""
        published, library = await self.publish(files)
        ready = await self.learning().opening(published, library)
        if ready.publication.number != published.number:
            assert await self.learning().successor(serving(ready), published, library)
        self.learned.clear()

    async def _learn(self, files: Mapping[str, bytes]) -> bytes:
        if self.fault is not None:
            raise self.fault
        library = library_of(files)
        self.learned.append(library.revision)
        return self.packed or learned_from(library).pack()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def test_the_first_revision_is_learned_before_it_serves_and_once(house: House) -> None:
    published, library = await house.publish(version(1))
    for _ in range(2):
        ready = await house.learning().opening(published, library)
        assert (ready.publication, ready.library) == (published, library)
        assert house.learned == [library.revision]


async def test_a_new_revision_is_learned_while_the_last_one_answers_and_then_takes_over(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.start(version(1))
    published, library = await house.publish(version(2))
    with caplog.at_level(logging.INFO):
        ready = await house.learning().opening(published, library)
        assert ready.publication.number == 1
        assert ready.library.revision != library.revision
        assert house.learned == [], "it answers before anything is learned"

        successor = await house.learning().successor(serving(ready), published, library)
    assert successor is not None
    assert (successor.publication, successor.library) == (published, library)
    assert house.learned == [library.revision]
    assert "publication 2 is learned; until then 1 answers" in caplog.text

    again = await house.learning().opening(published, library)
    assert again.publication == published
    assert house.learned == [library.revision]


async def test_what_serves_is_the_last_one_that_did_and_fits(house: House) -> None:
    for number in (1, 2, 3):
        await house.start(version(number))
    published, library = await house.publish(version(4))
    last = library_of(version(3)).revision
    assert (await house.learning().opening(published, library)).publication.number == 3
    other = await house.learning().opening(published, library, lambda earlier: earlier.revision != last)
    assert other.publication.number == 2


async def test_going_back_serves_at_once(house: House) -> None:
    await house.start(version(1))
    await house.start(version(2))
    revision = library_of(version(1)).revision
    back = await house.store.republish(revision, note="terug", at=AT, expected=2)
    assert isinstance(back, Publication)
    ready = await house.learning().opening(back, library_of(version(1)))
    assert (ready.publication.number, ready.library.revision) == (3, revision)
    assert house.learned == []


async def test_what_does_not_pass_is_kept_out_with_the_reason_and_not_learned_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.start(version(1))
    published, library = await house.publish(worse())
    for _ in range(2):
        caplog.clear()
        ready = await house.learning().opening(published, library)
        assert ready.publication.number == 1
        assert await house.learning().successor(serving(ready), published, library) is None
        assert "Publicatie 2 is niet in gebruik genomen" in caplog.text
        assert re.search(r"vindt \d+\.\d% de norm, eerst \d+\.\d%", caplog.text)
        assert "wegwijzer check --matching" in caplog.text
        assert "wijn" not in caplog.text
    assert house.learned == [library.revision]
    assert house.indexes.load(library.revision[:16]), "commands can look at it"

    better, mended = await house.publish(version(3))
    ready = await house.learning().opening(better, mended)
    assert ready.publication.number == 1
    assert await house.learning().successor(serving(ready), better, mended)


async def test_what_a_command_learned_is_not_trusted_before_it_was_looked_at(house: House) -> None:
    await house.start(version(1))
    published, library = await house.publish(worse())
    house.indexes.keep(library.revision[:16], learned_from(library).pack())
    ready = await house.learning().opening(published, library)
    assert ready.publication.number == 1
    assert await house.learning().successor(serving(ready), published, library) is None
    assert house.learned == []


async def test_with_nothing_else_to_serve_the_published_one_serves_whatever_the_check_says(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.learning.reasons_against", lambda *_: ("er klopt iets niet",))
    published, library = await house.publish(version(1))
    assert (await house.learning().opening(published, library)).publication == published
    assert "Publicatie 1 antwoordt, maar er is iets mis: er klopt iets niet." in caplog.text


@pytest.mark.parametrize("started", [True, False])
async def test_a_failure_at_the_first_start_means_learning_here(
    house: House, caplog: pytest.LogCaptureFixture, started: bool
) -> None:
    house.fault = LearningFailed("te weinig geheugen", started=started)
    published, library = await house.publish(version(1))
    ready = await house.learning().opening(published, library)
    assert ready.matcher.match("mag ik een webshop beginnen") == learned_from(library).match(
        "mag ik een webshop beginnen"
    )
    assert "te weinig geheugen. De bot leert nu zelf" in caplog.text
    house.fault = None
    await house.learning().opening(published, library)
    assert house.learned == [], "it was kept"


@pytest.mark.parametrize(
    ("started", "packed"), [(True, None), (False, None), (True, b"onzin")], ids=["crashed", "no process", "nonsense"]
)
async def test_a_failure_beside_something_that_serves_leaves_that(
    house: House, caplog: pytest.LogCaptureFixture, started: bool, packed: bytes | None
) -> None:
    """A process that crashed may have lacked memory, which this one then lacks too. When none can start, we learn."""
    await house.start(version(1))
    house.packed = packed
    house.fault = None if packed else LearningFailed("het ging mis", started=started)
    published, library = await house.publish(version(2))
    ready = await house.learning().opening(published, library)
    successor = await house.learning().successor(serving(ready), published, library)
    assert (successor is None) == started
    assert ("Publicatie 1 blijft antwoorden" in caplog.text) == started
    house.fault = house.packed = None
    assert await house.learning().successor(serving(ready), published, library), "the next start tries again"


async def test_stopping_meanwhile_stops_the_learning_and_keeps_nothing(house: House) -> None:
    await house.start(version(1))
    published, library = await house.publish(version(2))
    ready = await house.learning().opening(published, library)
    began, ended = asyncio.Event(), asyncio.Event()

    async def learn(files: Mapping[str, bytes]) -> bytes:
        try:
            began.set()
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    learning = Learning(house.store, house.indexes, lambda revision: revision[:16], learn)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(learning.successor(serving(ready), published, library))
        await began.wait()
        task.cancel()
    assert ended.is_set()
    assert house.indexes.load(library.revision[:16]) is None


async def test_an_earlier_revision_that_cannot_be_used_is_passed_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        await house.start(version(number))
    published, library = await house.publish(version(4))
    third, second = (library_of(version(number)).revision for number in (3, 2))
    kept = FakeStore.files

    async def files(store: FakeStore, revision: Revision) -> Mapping[str, bytes] | None:
        if revision == third:
            raise StorageError("beschadigd")
        found = await kept(store, revision)
        return {"knowledge/themas.yaml": b"stuk"} if revision == second else found

    monkeypatch.setattr(FakeStore, "files", files)
    assert (await house.learning().opening(published, library)).publication.number == 1


async def test_a_damaged_index_of_what_served_is_learned_again(house: House, tmp_path: Path) -> None:
    await house.start(version(1))
    for path in (tmp_path / "index").glob("*.npz"):
        path.write_bytes(path.read_bytes()[:-100])
    current = await house.store.current()
    assert current is not None
    ready = await house.learning().opening(current, library_of(version(1)))
    assert ready.publication.number == 1
    assert house.learned == [current.revision]


def test_the_worse_content_is_worse() -> None:
    """What these tests rest on."""
    good, bad = learned_from(library_of(GOOD)), learned_from(library_of(worse()))
    assert bad.index.accuracy < good.index.accuracy - 0.1
