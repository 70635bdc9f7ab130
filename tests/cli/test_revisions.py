"""Revisions from the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Wegwijzer


def test_revisions_are_imported_listed_exported_and_rolled_back(wegwijzer: Wegwijzer, own_content: Path) -> None:
    content = own_content
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
