"""The command line as operators and authors meet it: what comes out, and the exit code."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import app
from bot.cli import main
from tests.conftest import ROOT

COMMANDS = (
    "run",
    "chat",
    "ask",
    "walk",
    "check",
    "evaluate",
    "content",
    "content import",
    "content export",
    "content history",
    "content rollback",
)
Wegwijzer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def wegwijzer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wegwijzer:
    """Runs a command in an empty folder, with the content of this repository; gives exit code, output and errors."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL", "DEFAULT_ORGANISATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(ROOT))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["wegwijzer", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


def own_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content, to change."""
    for name in ("knowledge", "dilemmas"):
        shutil.copytree(ROOT / name, tmp_path / "inhoud" / name)
    monkeypatch.setenv("CONTENT_DIR", str(tmp_path / "inhoud"))
    return tmp_path / "inhoud"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(wegwijzer: Wegwijzer, command: str) -> None:
    code, out, _ = wegwijzer(*command.split(), "--help")
    assert code == 0
    assert "--help" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("onbekend",),
        ("walk",),
        ("walk", "geschenken"),
        ("walk", "geschenk", "--answers", "gever"),
        ("walk", "geschenk", "--answers", "geefer=x"),
        ("walk", "geschenk", "--answers", "gever=x"),
        ("walk", "geschenk", "--role", "koning"),
        ("chat", "--role", "koning"),
        ("evaluate", "bestaat-niet.jsonl"),
        ("check", "bestaat-niet"),
        ("check", "/"),
    ],
    ids=" ".join,
)
def test_bad_input_is_refused_with_a_sentence_and_exit_code_2(wegwijzer: Wegwijzer, arguments: tuple[str, ...]) -> None:
    code, _, err = wegwijzer(*arguments)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_a_slip_of_the_pen_gets_a_suggestion(wegwijzer: Wegwijzer) -> None:
    assert "Bedoelde je `geschenk`?" in wegwijzer("walk", "geschenken")[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [("TIMEZONE", "Mars"), ("TELEGRAM_BOT_TOKN", "x"), ("LOG_LEVEL", "DEBUG"), ("TELEGRAM_BOT_TOKEN", "geheim\nx")],
)
@pytest.mark.parametrize("command", ["run", "check", "ask"])
def test_an_unusable_setting_is_named_and_never_shown(
    wegwijzer: Wegwijzer, monkeypatch: pytest.MonkeyPatch, name: str, value: str, command: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = wegwijzer(command)
    assert code == 78
    assert name in err
    assert "geheim" not in err


def test_an_unknown_organisation_is_refused_with_the_ones_that_exist(wegwijzer: Wegwijzer) -> None:
    code, _, err = wegwijzer("chat", "--organisation", "atlantis")
    assert code == 78
    assert "gemeente" in err


def test_walk_says_where_answers_lead(wegwijzer: Wegwijzer) -> None:
    code, out, _ = wegwijzer("walk", "geschenk", "--answers", "gever=bedrijf,wat=geld", "--json")
    record = json.loads(out)
    assert code == 0
    assert record["at"] == {"kind": "outcome", "id": "geld-weigeren"}
    assert record["verdict"] == "niet_doen"
    assert record["path"] == [{"question": "gever", "option": "bedrijf"}, {"question": "wat", "option": "geld"}]
    assert len(record["revision"]) == 64
    assert "Geld" in wegwijzer("walk", "geschenk", "--answers", "gever=bedrijf,wat=geld")[1]
    assert "Open vraag" in wegwijzer("walk", "geschenk")[1]


def test_check_is_content_with_the_content_of_this_repository(wegwijzer: Wegwijzer) -> None:
    code, out, _ = wegwijzer("check", "--json")
    assert code == 0, out
    assert all(json.loads(line)["severity"] == "warning" for line in out.splitlines())


def test_check_shows_every_problem_with_its_place(
    wegwijzer: Wegwijzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = own_content(tmp_path, monkeypatch)
    tree = content / "dilemmas" / "geschenk.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("naar: wat\n", "naar: wta\n"), encoding="utf-8")
    code, out, _ = wegwijzer("check", "--json")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    broken = [r for r in records if r["severity"] == "error"]
    assert {r["file"] for r in broken} == {"dilemmas/geschenk.yaml"}
    assert any(r["code"] == "G02" and "wat" in (r["hint"] or "") for r in broken)
    code, out, _ = wegwijzer("check", str(tree))
    assert code == 1
    assert "^" in out
    code, out, err = wegwijzer("ask", "hallo")
    assert code == 1
    assert "G02" in err


def test_ask_answers_one_json_object_a_line(wegwijzer: Wegwijzer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", iter(["mag ik een fles wijn van een aannemer houden\n", "\n", "ik wil dood\n"]))
    code, out, _ = wegwijzer("ask", "--json")
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert set(first) == {"question", "decision", "candidates", "took_ms"}
    assert first["decision"] in ("answer", "suggest")
    assert all(set(c) == {"kind", "id", "confidence"} and 0 <= c["confidence"] <= 1 for c in first["candidates"])
    assert len(first["candidates"]) <= 5
    assert second["decision"] == "urgent"


def test_evaluate_prints_a_table_and_refuses_a_broken_line(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    file = tmp_path / "vragen.jsonl"
    good = {"vraag": "mag ik een fles wijn van een aannemer houden", "soort": "in", "beste": "geschenken"}
    file.write_text(json.dumps(good) + "\n", encoding="utf-8")
    assert "goed op 1" in wegwijzer("evaluate", str(file))[1]
    assert json.loads(wegwijzer("evaluate", str(file), "--json")[1])["counts"]["binnen"] == 1
    for broken in ("{", "[]", '{"vraag": 1}'):
        file.write_text(json.dumps(good) + "\n" + broken + "\n", encoding="utf-8")
        code, _, err = wegwijzer("evaluate", str(file))
        assert code == 2
        assert "Regel 2" in err


def test_revisions_are_imported_listed_exported_and_rolled_back(
    wegwijzer: Wegwijzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = own_content(tmp_path, monkeypatch)
    assert wegwijzer("content", "export", "leeg")[0] == 2
    assert wegwijzer("content", "import")[0] == 0
    first = json.loads(wegwijzer("content", "history", "--json")[1])
    theme = content / "knowledge" / "themas.yaml"
    theme.write_text(theme.read_text(encoding="utf-8") + "# een opmerking\n", encoding="utf-8")
    assert wegwijzer("content", "import", "--note", "met een opmerking")[0] == 0
    assert "geen wijzigingen" in wegwijzer("content", "import")[2]
    assert wegwijzer("content", "rollback", "1")[0] == 2, "a note is needed"
    assert wegwijzer("content", "rollback", "77", "--note", "dit moet terug")[0] == 2
    assert wegwijzer("content", "rollback", "1", "--note", "dit moet terug")[0] == 0
    history = [json.loads(line) for line in wegwijzer("content", "history", "--json")[1].splitlines()]
    assert [p["kind"] for p in history] == ["import", "import", "rollback"]
    assert history[2]["revision"] == first["revision"] == history[0]["revision"]
    assert wegwijzer("content", "export", "uit", "--revision", history[1]["revision"][:12])[0] == 0
    exported = {p.relative_to("uit"): p.read_bytes() for p in Path("uit").rglob("*.yaml")}
    on_disk = {p.relative_to(content): p.read_bytes() for p in content.rglob("*.yaml")}
    assert exported == on_disk
    assert wegwijzer("content", "export", "uit")[0] != 0, "a folder with files is not overwritten"


def test_a_mistake_of_ours_is_one_sentence_without_what_was_typed(
    wegwijzer: Wegwijzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("geheime vraag")

    monkeypatch.setattr(app, "make_desk", fail)
    code, _, err = wegwijzer("ask", "geheime vraag")
    assert code == 1
    assert "RuntimeError" in err
    assert "geheime" not in err


def test_piped_into_run_without_a_token_it_answers_as_plain_text_and_ends_with_0(tmp_path: Path) -> None:
    keep = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        input="krijg van een aannemer een dure fles wijn mag dat\n",
        capture_output=True,
        encoding="utf-8",
        env={**keep, "CONTENT_DIR": str(ROOT), "DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Geschenken aannemen" in done.stdout
    assert "TELEGRAM_BOT_TOKEN" in done.stderr
    assert "\x1b" not in done.stdout
