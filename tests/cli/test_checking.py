"""Checking content from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Wegwijzer


def test_check_is_content_with_the_content_of_this_repository(wegwijzer: Wegwijzer) -> None:
    code, out, _ = wegwijzer("check", "--json")
    assert code == 0, out
    assert out == ""


def test_check_shows_every_problem_with_its_place(wegwijzer: Wegwijzer, own_content: Path) -> None:
    content = own_content
    tree = content / "dilemmas" / "geschenk.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace(*BROKEN), encoding="utf-8")
    code, out, _ = wegwijzer("check", "--json")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    broken = [r for r in records if r["severity"] == "error"]
    assert {r["file"] for r in broken} == {"dilemmas/geschenk.yaml"}
    assert any(r["code"] == "G02" and "prijs" in (r["hint"] or "") for r in broken)
    code, out, _ = wegwijzer("check", str(tree))
    assert code == 1
    assert "^" in out
    code, out, err = wegwijzer("ask", "hallo")
    assert code == 1
    assert "G02" in err


BROKEN = ("naar: prijs\n", "naar: prys\n")


def draft(tmp_path: Path, place: str, *edits: tuple[str, str], source: str = "dilemmas/geschenk.yaml") -> Path:
    """A copy of a file of the content, changed, in a place of its own."""
    text = (SMALL / source).read_text(encoding="utf-8")
    for was, now in edits:
        assert was in text
        text = text.replace(was, now)
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("place", ["dilemmas/geschenk.yaml", "upload/dilemmas/geschenk.yaml", "post/geschenk.yaml"])
@pytest.mark.usefixtures("own_content")
def test_one_file_is_judged_as_if_it_stood_in_the_content(wegwijzer: Wegwijzer, tmp_path: Path, place: str) -> None:
    code, out, err = wegwijzer("check", str(draft(tmp_path, place)))
    assert (code, err) == (0, "")
    assert "Alles in orde: dilemmas/geschenk.yaml." in out
    code, out, _ = wegwijzer("check", "--json", str(draft(tmp_path, place, BROKEN)))
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert {(r["code"], r["file"]) for r in records if r["severity"] == "error"} == {("G02", "dilemmas/geschenk.yaml")}


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("knowledge/normen/geschenken.yaml", "elders/normen/geschenken.yaml"),
        ("knowledge/organisaties/voorbeeldstad.yaml", "elders/organisaties/voorbeeldstad.yaml"),
        ("knowledge/hulp.yaml", "elders/knowledge/hulp.yaml"),
        ("knowledge/hulp.yaml", "elders/telefoonlijst.yaml"),
    ],
)
@pytest.mark.usefixtures("own_content")
def test_every_kind_of_file_can_be_judged_by_itself(
    wegwijzer: Wegwijzer, tmp_path: Path, source: str, place: str
) -> None:
    code, out, _ = wegwijzer("check", str(draft(tmp_path, place, source=source)))
    assert (code, f"Alles in orde: {source}." in out) == (0, True), out


@pytest.mark.usefixtures("own_content")
def test_a_draft_that_is_not_in_the_content_yet_is_judged_the_same(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    path = draft(tmp_path, "dilemmas/nieuw.yaml", ("id: geschenk\n", "id: nieuw\n"), BROKEN)
    code, out, _ = wegwijzer("check", "--json", str(path))
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert {r["file"] for r in records} == {"dilemmas/nieuw.yaml"}
    assert {"G02", "N07"} <= {r["code"] for r in records}, "its links are looked up, and the way back is asked for"


def test_trouble_elsewhere_is_mentioned_and_not_held_against_the_file(
    wegwijzer: Wegwijzer, own_content: Path, tmp_path: Path
) -> None:
    other = own_content / "dilemmas" / "bijbaan.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("start: ", "start: x"), encoding="utf-8")
    code, out, _ = wegwijzer("check", str(draft(tmp_path, "los/dilemmas/geschenk.yaml")))
    assert code == 0
    assert "In andere bestanden:" in out


def test_a_file_that_could_be_anything_is_asked_about(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    path = tmp_path / "los" / "iets.yaml"
    path.parent.mkdir()
    path.write_text("a: b\n", encoding="utf-8")
    code, _, err = wegwijzer("check", str(path))
    assert code == 2
    assert "Wat is dit voor bestand?" in err


@pytest.mark.usefixtures("own_content")
def test_sarif_is_what_github_and_editors_read(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    code, out, _ = wegwijzer("check", "--format", "sarif", str(draft(tmp_path, "dilemmas/geschenk.yaml", BROKEN)))
    assert code == 1
    (run,) = json.loads(out)["runs"]
    found = next(result for result in run["results"] if result["ruleId"] == "G02")
    place = found["locations"][0]["physicalLocation"]
    assert found["level"] == "error"
    assert place["artifactLocation"]["uri"] == "dilemmas/geschenk.yaml"
    assert place["region"]["startLine"] > 1
    assert {"id": "G02"} in run["tool"]["driver"]["rules"]


@pytest.mark.usefixtures("own_content")
def test_a_warning_is_shown_with_the_place_that_an_acknowledgement_names(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    long = ("label: Bedrijf of inwoner", "label: Bedrijf, burger of inwoner")
    path = draft(tmp_path, "dilemmas/geschenk.yaml", long)
    code, out, _ = wegwijzer("check", str(path))
    assert (code, "plek: vragen/gever/opties/zakelijk/label" in out) == (0, True), out
    text = path.read_text(encoding="utf-8")
    akkoord = "  - {melding: T02, bij: vragen/gever/opties/zakelijk/label, reden: Zo heten zij bij ons.}"
    path.write_text(f"{text}akkoord:\n{akkoord}\n", encoding="utf-8")
    code, out, _ = wegwijzer("check", str(path))
    assert (code, "let op" in out) == (0, False), out
    assert "Met akkoord: 1 melding." in out


@pytest.mark.usefixtures("own_content")
def test_questions_that_were_held_out_are_put_to_the_matcher(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_text('{"vraag": "mag ik verlof", "soort": "in", "beste": "verlof"}\n', encoding="utf-8")
    code, out, _ = wegwijzer("check", "--json", "--questions", str(file))
    assert code == 0
    assert [json.loads(line)["code"] for line in out.splitlines()] == ["M06"]
