"""Beginning from the command line: a new file in its place, never over another, and the schemas."""

from pathlib import Path

import pytest

from bot import app
from tests.cli.conftest import Wegwijzer
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("tree", "dilemmas/camera.yaml"),
        ("norm", "knowledge/normen/camera.yaml"),
        ("organisation", "knowledge/organisaties/camera.yaml"),
        ("organisatie", "knowledge/organisaties/camera.yaml"),
    ],
)
def test_a_new_file_stands_in_its_place_and_asks_to_be_filled_in(
    wegwijzer: Wegwijzer, own_content: Path, kind: str, file: str
) -> None:
    code, out, err = wegwijzer("new", kind, "camera")
    assert (code, err) == (0, "")
    assert file in out and "<<" in out
    assert "status: concept" in (own_content / file).read_text(encoding="utf-8") or kind.startswith("org")
    code, out, _ = wegwijzer("check", str(own_content / file))
    assert code == 1
    assert {line.split("fout[")[1][:3] for line in out.splitlines() if "fout[" in line} == {"S15"}


def test_the_command_says_which_other_files_must_change(wegwijzer: Wegwijzer, own_content: Path) -> None:
    assert "`camera` bij `bomen`" in wegwijzer("new", "tree", "camera")[1]
    assert "knowledge/themas.yaml" in wegwijzer("new", "norm", "camera")[1]


def test_a_file_that_is_there_is_never_overwritten(wegwijzer: Wegwijzer, own_content: Path) -> None:
    file = own_content / "dilemmas" / "geschenk.yaml"
    before = file.read_bytes()
    code, out, err = wegwijzer("new", "tree", "geschenk")
    assert (code, out) == (2, "")
    assert "niets overschreven" in err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "id_", "why"),
    [
        ("tre", "camera", "Bedoelde je `tree`?"),
        ("gedicht", "camera", "tree, norm, organisation"),
        ("tree", "Camera", "kleine letters"),
        ("tree", "../../camera", "kleine letters"),
        ("tree", "stop", "zelf gebruikt"),
    ],
)
def test_what_cannot_be_begun_says_why(wegwijzer: Wegwijzer, own_content: Path, kind: str, id_: str, why: str) -> None:
    files = sorted(own_content.rglob("*"))
    code, _, err = wegwijzer("new", kind, id_)
    assert code == 2
    assert why in err
    assert sorted(own_content.rglob("*")) == files


def test_a_new_file_can_be_written_elsewhere(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    assert wegwijzer("new", "norm", "camera", "-o", "los/proef.yaml")[0] == 0
    assert (tmp_path / "los" / "proef.yaml").exists()
    assert not (ROOT / "knowledge" / "normen" / "camera.yaml").exists()


@pytest.mark.parametrize("themes", [None, b"a: b: c", b"", b"\xff", b"schema: themas/1\n"])
def test_broken_or_absent_content_does_not_keep_anybody_from_beginning(
    wegwijzer: Wegwijzer, own_content: Path, themes: bytes | None
) -> None:
    file = own_content / "knowledge" / "themas.yaml"
    file.unlink()
    if themes is not None:
        file.write_bytes(themes)
    assert wegwijzer("new", "norm", "camera")[0] == 0
    text = (own_content / "knowledge" / "normen" / "camera.yaml").read_text(encoding="utf-8")
    assert "Kijk in knowledge/themas.yaml" in text


def test_the_themes_of_the_content_are_offered(wegwijzer: Wegwijzer, own_content: Path) -> None:
    wegwijzer("new", "norm", "camera")
    text = (own_content / "knowledge" / "normen" / "camera.yaml").read_text(encoding="utf-8")
    assert "## Kies uit schijn" in text


def test_the_schemas_are_written_where_they_are_asked_for(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    for folder in ([], ["uit/docs/schema"], ["uit/docs/schema"]):
        assert wegwijzer("schema", *folder)[0] == 0
    for place in ("docs/schema", "uit/docs/schema"):
        written = {path.name: path.read_bytes() for path in (tmp_path / place).iterdir()}
        assert written == app.schema_files()


def test_schemas_that_cannot_be_written_are_one_sentence(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    (tmp_path / "dicht").write_bytes(b"")
    code, _, err = wegwijzer("schema", "dicht/schema")
    assert code == 1
    assert "kan niet worden geschreven" in err
