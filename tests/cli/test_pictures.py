"""Pictures and reports from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Wegwijzer
from tests.conftest import ROOT

TREES = sorted(path.stem for path in (ROOT / "dilemmas").glob("*.yaml"))


@pytest.mark.parametrize(
    ("name", "begin"),
    [("a.svg", b"<svg "), ("b.PNG", b"\x89PNG"), ("c.mmd", b"%% Keuzehulp"), ("d.txt", b"Mag ik dit geschenk")],
)
def test_draw_makes_what_the_name_of_the_file_says(
    wegwijzer: Wegwijzer, tmp_path: Path, name: str, begin: bytes
) -> None:
    assert wegwijzer("draw", "geschenk", "-o", str(tmp_path / name)) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_draw_without_a_file_tells_the_tree_in_words(wegwijzer: Wegwijzer) -> None:
    code, out, err = wegwijzer("draw", "privegedrag")
    assert (code, err) == (0, "")
    assert out.startswith("Raakt dit privévoorval mijn werk?\nKeuzehulp privegedrag, versie ")
    assert "Vraag 1: Ben je nu veilig?" in out
    assert "  - Ik denk aan zelfdoding: naar uitkomst A, Zoek nu hulp: Bel nu 113" in out


def test_draw_overwrites_an_older_picture(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    place = tmp_path / "oud.mmd"
    place.write_text("oud", encoding="utf-8")
    assert wegwijzer("draw", "geschenk", "--output", str(place))[0] == 0
    assert "flowchart TD" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["draw", "geschenk", "-o", "x.gif"], ".svg, .png, .mmd of .txt"),
        (["draw", "geschenk", "-o", "zonder"], ".svg, .png, .mmd of .txt"),
        (["draw", "geschenc"], "Bedoelde je `geschenk`?"),
        (["draw", "geschenk", "-o", "weg/x.svg"], "Bestaat de map"),
        (["draw", "geschenk", "-o", "map.svg"], "Bestaat de map"),
        (["report"], "--all"),
        (["report", "geschenk", "--all"], "--all"),
        (["report", "--all", "--format", "html"], "een map"),
        (["report", "geschenc"], "Bedoelde je `geschenk`?"),
        (["report", "geschenk", "-o", "x.pdf"], ".html of .md"),
        (["report", "geschenk", "-o", "weg/x.html"], "Bestaat de map"),
        (["report", "--all", "-o", "bestand"], "Bestaat de map"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    wegwijzer: Wegwijzer, tmp_path: Path, words: list[str], sentence: str
) -> None:
    (tmp_path / "map.svg").mkdir()
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    code, out, err = wegwijzer(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_report_is_markdown_on_the_screen_unless_asked_otherwise(wegwijzer: Wegwijzer) -> None:
    assert wegwijzer("report", "geschenk")[1].startswith("# Mag ik dit geschenk aannemen?\n")
    assert wegwijzer("report", "geschenk", "--format", "html")[1].startswith("<!DOCTYPE html>")


def test_report_follows_the_name_of_the_file(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    for name, begin in [("a.md", "# Mag ik"), ("a.html", "<!DOCTYPE html>"), ("b.HTM", "<!DOCTYPE html>")]:
        assert wegwijzer("report", "geschenk", "-o", str(tmp_path / name)) == (0, "", "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    assert wegwijzer("report", "geschenk", "-o", str(tmp_path / "c.txt"), "--format", "md")[0] == 0


def test_report_goes_into_a_folder(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    folder = tmp_path / "nieuw" / "verslagen"
    assert wegwijzer("report", "--all", "-o", str(folder)) == (0, "", "")
    assert wegwijzer("report", "--all", "-o", str(folder), "--vorm", "md") == (0, "", "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{t}.{end}" for t in TREES for end in ("html", "md")
    )
    assert wegwijzer("report", "geschenk", "-o", str(tmp_path)) == (0, "", "")
    assert (tmp_path / "geschenk.html").exists()


def test_report_of_all_on_the_screen_holds_all(wegwijzer: Wegwijzer) -> None:
    _, out, _ = wegwijzer("report", "--all")
    assert out.count("\n## De vragen\n") == len(TREES)


@pytest.mark.parametrize("words", [["draw", "geschenk"], ["report", "--all"]])
def test_content_that_does_not_compile_is_not_drawn_and_the_problems_are_shown(
    wegwijzer: Wegwijzer, own_content: Path, words: list[str]
) -> None:
    tree = own_content / "dilemmas" / "geschenk.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("naar: prijs\n", "naar: prys\n"), encoding="utf-8")
    code, out, err = wegwijzer(*words)
    assert (code, out) == (1, "")
    assert "G02" in err


def test_nothing_for_pictures_is_loaded_before_a_picture_is_asked_for() -> None:
    look = "import sys, bot.app, bot.cli; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "'bot'" in done.stdout
    for heavy in ("pygraphviz", "resvg_py", "fontTools", "markdown_it"):
        assert f"'{heavy}'" not in done.stdout
