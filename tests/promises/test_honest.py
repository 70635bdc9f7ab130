"""Promise 10: what we say about privacy is true, is complete, and follows the settings; and we promise nothing more."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.channels.traces import DELETABLE, MESSAGES
from bot.content.compiler import compile_content
from bot.content.rules.promises import promised
from bot.conversation.desk import Desk
from bot.conversation.keeping import Keeping
from bot.conversation.privacy import duration
from bot.conversation.turn import Context, Manner, Medium, State
from bot.matching import explain
from bot.settings import DEFAULTS, LOG_LEVELS, Settings
from tests.conftest import ROOT
from tests.content.overlay import GOOD
from tests.conversation.talking import Talk
from tests.loopback import LoopbackTelegram
from tests.processes import bot_process

TEXTS = app.load_texts()
PAGE = (ROOT / "docs/beheer/beloften.md").read_text(encoding="utf-8")
SMALL = ROOT / "tests/content/good"
OWN_TEXTS = [*sorted((ROOT / "bot/texts").rglob("*.yaml")), *sorted((ROOT / "docs/gebruik").rglob("*.md"))]

SPEAKS_OF_KEEPING = re.compile(
    r"\b(bewaa?r\w*|onthoud\w*|gewist|vergeet\w*|werkgeheugen|logboek|versleuteld|anoniem|leest mee|meelezen)\b"
    r"|kan het lezen|gesprek lezen|niet geopend",
    re.IGNORECASE,
)
SAYS_NOTHING = re.compile(r"woorden\.|knop\.|telegram\.opdracht\.|help\.opdrachten$|privacy\.([a-z]+-)?kop$")
"""Words to type, names of buttons and commands, headings."""
SILENT_SETTINGS = {"DATA_DIR", "CONTENT_DIR", "TIMEZONE"}
"""Where files stand and what time it is: no matter for who asks."""

pytestmark = pytest.mark.belofte(10)


# --- each sentence has its proof --------------------------------------------------------------------------------------


def sentences() -> Iterator[str]:
    """The keys of all sentences that say what is kept, what is not, and who can read along."""
    for key in TEXTS:
        text = TEXTS(key, **dict.fromkeys(TEXTS.fields(key), ""))
        if (key.startswith("privacy.") or SPEAKS_OF_KEEPING.search(text)) and not SAYS_NOTHING.match(key):
            yield key


def as_said(key: str) -> str:
    """A sentence as people read it where nothing was set; `…` stands for what differs from one to the other."""
    usual = Keeping()
    values = {
        "woorden": explain.WORDS,
        "stilte": duration(usual.idle, TEXTS),
        "later": duration(usual.sweep, TEXTS),
    }
    return " ".join(TEXTS(key, **{**dict.fromkeys(TEXTS.fields(key), "…"), **values}).split())


def rows() -> dict[str, tuple[str, list[str]]]:
    """The table for privacy officers: of each key the sentence and its proofs."""
    table = re.findall(r"^\| `([a-z.-]+)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert len({key for key, *_ in table}) == len(table), "a sentence stands there twice"
    return {key: (said, re.findall(r"`([^`]+)`", proofs)) for key, said, proofs in table}


def proofs_in(file: Path) -> set[str]:
    """The tests in a file that prove a promise."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole = any(isinstance(node, ast.Assign) and "belofte" in ast.unparse(node) for node in tree.body)
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (whole or any("mark.belofte" in ast.unparse(mark) for mark in node.decorator_list))
    }


def test_every_sentence_about_what_is_kept_stands_in_the_table_as_people_read_it() -> None:
    assert {key: said for key, (said, _) in rows().items()} == {key: as_said(key) for key in sentences()}


def test_every_sentence_has_a_test_that_proves_it() -> None:
    known: dict[str, set[str]] = defaultdict(set)
    for file in (ROOT / "tests").rglob("test_*.py"):
        known[file.name] |= proofs_in(file)
    for key, (_, proofs) in rows().items():
        assert proofs, key
        for proof in proofs:
            place, _, test = proof.partition("::")
            assert test in known[place], f"{key}: there is no {proof}, or it is not marked as a proof"


def test_the_known_gaps_are_published() -> None:
    gaps = PAGE.partition("## Bekende gaten")[2].partition("\n## ")[0]
    files = sorted((ROOT / "tests/promises").glob("test_*.py"))
    expected_to_fail = [
        node.name
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any("mark.xfail" in ast.unparse(mark) for mark in node.decorator_list)
    ]
    assert expected_to_fail
    assert [name for name in expected_to_fail if f"`{name}`" not in gaps] == []


# --- a setting that changes, changes the sentence ---------------------------------------------------------------------


def pages(desk: Desk, state: State | None = None) -> str:
    """Both privacy pages."""
    talk = Talk(desk)
    talk.state = state or State(medium=Medium.TELEGRAM, context=desk.everybody)
    return talk.command("privacy") + "\n" + talk.presses("gegevens")


def desk_with(folder: Path, **changed: str) -> Desk:
    """The desk of an installation with these settings, as a command makes it."""
    settings = Settings.from_mapping({"CONTENT_DIR": str(SMALL), "DATA_DIR": str(folder), **changed})
    return app.desk_on_disk(settings, Context(organisation=settings.default_organisation), settings.demo)


CHANGES = {
    "LOG_LEVEL": ("ERROR", "privacy.logboek-error"),
    "TELEGRAM_API_BASE_URL": ("http://127.0.0.1:8081", "privacy.tussenserver"),
    "DEFAULT_ORGANISATION": ("voorbeeldstad", "privacy.functionaris-van"),
    "DEMO": ("ja", "privacy.verzonnen"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changing_a_setting_changes_the_sentence(tmp_path: Path, name: str) -> None:
    value, key = CHANGES[name]
    fields = TEXTS.fields(key)
    sentence = TEXTS(key, **dict.fromkeys(fields, "Voorbeeldstad"))
    demo = {"DEMO": "ja"} if name == "DEFAULT_ORGANISATION" else {}  # the town is an invented one
    assert sentence in pages(desk_with(tmp_path, **{name: value}, **demo))
    assert sentence not in pages(desk_with(tmp_path, **demo))


def test_every_setting_is_said_or_says_nothing_about_people() -> None:
    """The token decides whether there is Telegram at all; what people read differs by that."""
    assert {*CHANGES, *SILENT_SETTINGS, "TELEGRAM_BOT_TOKEN"} == set(DEFAULTS)


@pytest.mark.parametrize("level", LOG_LEVELS)
async def test_a_bot_that_serves_says_what_its_settings_are_and_logs_no_more_than_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setenv("DEMO", "ja")
    monkeypatch.setenv("DEFAULT_ORGANISATION", "voorbeeldstad")
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server, bot_process(server, tmp_path, log, SMALL):
        anna = server.user()
        await anna.text("/privacy")
        [kept] = await anna.heard()
        await anna.press(TEXTS("knop.gegevens"))
        [exactly] = await anna.heard()
    shown = " ".join(f"{kept.text} {exactly.text}".split())
    said = [TEXTS("privacy.tussenserver"), TEXTS("privacy.verzonnen"), TEXTS(f"privacy.logboek-{level.lower()}")]
    for sentence in (*said, TEXTS("privacy.functionaris-van", organisatie="Voorbeeldstad")):
        assert sentence in shown
    assert ("telegram: polling" in log.read_text()) == (level == "INFO")


def test_deleting_is_spoken_of_only_where_it_is_done(desk: Desk) -> None:
    assert not any(part in pages(desk) for part in ("wis ik na", "Zo kan ik die berichten"))
    deleting = replace(desk, keeping=replace(desk.keeping, deletable=DELETABLE, deletable_messages=MESSAGES))
    assert "de laatste 200 berichten erin onthoud ik de nummers, hooguit 48 uur" in pages(deleting)
    assert TEXTS("privacy.chatnummer") not in pages(deleting)
    vanishing = State(medium=Medium.TELEGRAM, manner=Manner(vanish_after=10))
    assert "wis ik na 10 minuten" in pages(desk, vanishing)


# --- nothing more is promised -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(
    "keeping", [Keeping(), Keeping(relayed=True, deletable=timedelta(hours=48), log_level="ERROR")]
)
def test_what_cannot_be_promised_and_whom_to_ask_is_said_whatever_is_set(
    desk: Desk, medium: Medium, keeping: Keeping
) -> None:
    shown = pages(replace(desk, keeping=keeping), State(medium=medium))
    for key in ("niet-kop", "niet-meekijken", "niet-beheerder", "niet-wet", "functionaris", "klacht", medium.value):
        assert TEXTS(f"privacy.{key}") in shown


FORBIDDEN = (
    "Je bent 100 % anoniem.",
    "Dit gesprek is volledig anoniem.",
    "Dit gesprek is end-to-end versleuteld.",
    "Niemand kan meelezen.",
    "Wij weten niet wie je bent.",
)


@pytest.mark.parametrize("sentence", FORBIDDEN)
def test_content_that_promises_what_nobody_can_hold_does_not_compile(sentence: str) -> None:
    for file, was in {
        "knowledge/normen/geschenken.yaml": "Zo blijf je vrij in je keuze.",
        "dilemmas/geschenk.yaml": "Leg het geschenk apart.",
    }.items():
        assert was in GOOD[file].decode()
        compiled = compile_content({**GOOD, file: GOOD[file].replace(was.encode(), sentence.encode())})
        assert compiled.library is None
        assert [note.code for note in compiled.diagnostics] == ["T16"]


@pytest.mark.parametrize("file", OWN_TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_our_own_texts_promise_nothing_that_cannot_be_held(file: Path) -> None:
    assert [found[0] for found in promised(file.read_text(encoding="utf-8"))] == []


def test_the_look_at_our_own_texts_would_find_a_promise() -> None:
    for sentence in FORBIDDEN:
        assert list(promised(f"start:\n  wat: >\n    Ik help je.\n    {sentence}\n"))
