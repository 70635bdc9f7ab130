"""The house as a whole: settings, content and lock at start, and what is learned from one revision."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot import app
from bot.authoring.revision import Publication
from bot.cli import main
from bot.content.library import Library
from bot.conversation.turn import Context
from bot.errors import ContentError, SettingsError
from bot.ids import OrganisationId, Revision
from bot.matching.decide import Matcher
from bot.service import publishing
from bot.service.ports import RevisionStore
from bot.settings import Settings
from bot.storage.files import read_content
from bot.storage.indexes import Indexes
from bot.storage.lock import single_process
from tests.conftest import ROOT


async def take_in(files: Mapping[str, bytes], store: RevisionStore, now: datetime) -> publishing.TakenIn:
    return await publishing.take_in(store, files, now, app.load_texts())


@pytest.fixture(scope="session")
def small() -> Library:
    """A content of two trees and two norms, which is learned in a moment."""
    return app.library_on_disk(ROOT / "tests/content/good")


def settings_for(tmp_path: Path, **more: str) -> Settings:
    return Settings.from_mapping({"CONTENT_DIR": str(ROOT), "DATA_DIR": str(tmp_path / "data"), **more})


def test_settings_come_from_the_environment_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("DEMO=ja\nDATA_DIR=uit-bestand\n", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", "uit-omgeving")
    settings = app.load_settings(tmp_path)
    assert settings.demo
    assert settings.data_dir.name == "uit-omgeving"


def test_a_typing_error_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATA_DIRR=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="DATA_DIR"):
        app.load_settings(tmp_path)


def test_the_invented_town_is_shown_in_demo_mode_only(library: Library, learned: Path) -> None:
    indexes = Indexes(learned)
    demo = {o.id for o in library.organisations.values() if o.demo}
    assert demo
    assert not demo & set(app.make_desk(library, indexes=indexes).library.organisations)
    assert demo < set(app.make_desk(library, demo=True, indexes=indexes).library.organisations)


def test_the_figures_that_come_with_the_program_are_whole(small: Library) -> None:
    measured = app.load_measured()
    assert measured is not None
    assert sum(measured.in_hundred().values()) == 100
    assert app.make_desk(small).measured == measured


@pytest.mark.parametrize("damaged", [None, b"", b"datum: morgen\n", b"- vragen\n", b"\xff\xfe"])
def test_without_whole_figures_the_bot_starts_and_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes | None
) -> None:
    file = tmp_path / "gemeten.yaml"
    if damaged is not None:
        file.write_bytes(damaged)
    monkeypatch.setattr(app, "quality_file", lambda: file)
    assert app.load_measured() is None


def test_a_default_organisation_must_exist(library: Library) -> None:
    with pytest.raises(SettingsError, match="gemeente"):
        app.make_desk(library, Context(organisation=OrganisationId("atlantis")))


def test_content_that_does_not_compile_stops_the_start_with_all_diagnostics(tmp_path: Path) -> None:
    (tmp_path / "dilemmas").mkdir()
    with pytest.raises(ContentError) as broken:
        app.library_on_disk(tmp_path)
    assert broken.value.diagnostics


@pytest.mark.parametrize("command", [["run"], ["content", "history"], ["content", "import"]])
def test_a_second_process_on_the_same_data_ends_with_75(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(ROOT))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "argv", ["wegwijzer", *command])
    with single_process(tmp_path / "data"), pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 75
    assert "draait al" in capsys.readouterr().err


def test_at_start_files_that_changed_on_disk_become_the_next_revision(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    files = read_content(ROOT)
    changed = {**files, "knowledge/themas.yaml": files["knowledge/themas.yaml"] + b"# nieuw\n"}
    for content in (files, files, changed):
        app.with_revisions(settings, partial(take_in, content))

    async def fetch(store: RevisionStore, now: object) -> tuple[Publication, ...]:
        return tuple(await store.history())

    assert [p.number for p in app.with_revisions(settings, fetch)] == [1, 2]


def test_stored_revisions_can_be_read_while_a_bot_uses_them_and_asking_makes_nothing(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)

    async def fetch(store: RevisionStore) -> list[int]:
        return [p.number for p in await store.history()]

    assert app.read_revisions(settings, fetch) is None
    assert not settings.data_dir.exists()
    files = read_content(ROOT)
    app.with_revisions(settings, partial(take_in, files))
    with single_process(settings.data_dir):
        assert app.read_revisions(settings, fetch) == [1]


def test_a_desk_is_the_same_whatever_it_learned_before(small: Library) -> None:
    """The index depends on the content alone: the same question gets the same answer on every machine and start."""
    question = "mag ik een fles van een bedrijf houden"
    first, second = app.make_desk(small), app.make_desk(replace(small))
    assert first.matcher.match(question) == second.matcher.match(question)


def test_the_clock_knows_the_zone(tmp_path: Path) -> None:
    now = app.SystemClock(settings_for(tmp_path).timezone).now()
    assert now.utcoffset() is not None


def test_a_second_start_does_not_learn_again(small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    indexes = app.indexes_of(settings_for(tmp_path))
    first = app.make_desk(small, indexes=indexes)
    (kept,) = (tmp_path / "data" / app.INDEXES).iterdir()

    with monkeypatch.context() as patched:
        patched.setattr(Matcher, "of", None)  # learning would fail now
        second = app.make_desk(small, indexes=indexes)
    question = "mag ik die fles wijn van een aannemer houden"
    assert second.matcher.match(question) == first.matcher.match(question)

    kept.write_bytes(kept.read_bytes()[:-100])
    third = app.make_desk(small, indexes=indexes)
    assert third.matcher.match(question) == first.matcher.match(question), "a damaged file is learned again"


def test_what_another_revision_taught_is_not_used(
    small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = app.indexes_of(settings_for(tmp_path))
    app.make_desk(small, indexes=indexes)
    monkeypatch.setattr(Matcher, "unpacked", None)  # reading what was kept would fail now
    app.make_desk(replace(small, revision=Revision("0" * 64)), indexes=indexes)
    assert len(list((tmp_path / "data" / app.INDEXES).iterdir())) == 2
