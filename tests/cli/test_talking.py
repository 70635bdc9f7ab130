"""The commands that talk and walk, as operators meet them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Wegwijzer
from tests.conftest import ROOT, start_with


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


def test_piped_into_run_without_a_token_it_answers_as_plain_text_and_ends_with_0(tmp_path: Path, learned: Path) -> None:
    start_with(learned, tmp_path / "data")
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
