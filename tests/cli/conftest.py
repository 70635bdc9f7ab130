"""A command run as somebody types it, on the content of this repository or on a small one of its own."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import ROOT, start_with

SMALL = ROOT / "tests/content/good"
Wegwijzer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def wegwijzer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], learned: Path
) -> Wegwijzer:
    """Runs a command in an empty folder, with the content of this repository; gives exit code, output and errors."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL", "DEFAULT_ORGANISATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(ROOT))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    start_with(learned, tmp_path / "data")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["wegwijzer", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


@pytest.fixture
def own_content(wegwijzer: Wegwijzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content of two trees and two norms, to change."""
    shutil.copytree(SMALL, tmp_path / "inhoud")
    monkeypatch.setenv("CONTENT_DIR", str(tmp_path / "inhoud"))
    return tmp_path / "inhoud"
