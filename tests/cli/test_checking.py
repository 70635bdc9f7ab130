"""Checking content from the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Wegwijzer


def test_check_is_content_with_the_content_of_this_repository(wegwijzer: Wegwijzer) -> None:
    code, out, _ = wegwijzer("check", "--json")
    assert code == 0, out
    assert all(json.loads(line)["severity"] == "warning" for line in out.splitlines())


def test_check_shows_every_problem_with_its_place(wegwijzer: Wegwijzer, own_content: Path) -> None:
    content = own_content
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
