"""The command that says what a change means, as an author and as CI meet it."""

import json
import shutil
from pathlib import Path

import pytest

from bot.storage.lock import single_process
from tests.cli.conftest import SMALL, Wegwijzer

GIFT = "dilemmas/geschenk.yaml"
MILDER = ("label: Nee\n        naar: uitkomst/bespreken\n", "label: Nee\n        naar: uitkomst/houden\n")


def edit(content: Path, file: str, was: str, now: str) -> None:
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert text.count(was) == 1
    path.write_text(text.replace(was, now), encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The content as it was before `own_content` was changed."""
    shutil.copytree(SMALL, tmp_path / "oud")
    return tmp_path / "oud"


def test_two_folders_with_equal_content_do_not_differ(wegwijzer: Wegwijzer, old: Path, own_content: Path) -> None:
    code, out, _ = wegwijzer("diff", str(old), str(own_content))
    assert code == 0
    assert "Er is geen verschil" in out


def test_a_folder_is_compared_with_the_files_of_content_dir(wegwijzer: Wegwijzer, old: Path, own_content: Path) -> None:
    edit(own_content, GIFT, *MILDER)
    code, out, _ = wegwijzer("diff", str(old))
    assert code == 0, "a difference is no problem"
    assert "1 van 5 paden eindigt nu anders. 1 werd milder." in out
    assert "MILDER: 1 pad eindigt nu in “Je mag het houden” (doen)." in " ".join(out.split())
    assert all(len(line) <= 100 for line in out.splitlines())
    assert not list((own_content.parent / "data").glob("*.db*")), "asking makes no database"


def test_programs_get_one_json_object(wegwijzer: Wegwijzer, old: Path, own_content: Path) -> None:
    edit(own_content, GIFT, *MILDER)
    code, out, _ = wegwijzer("diff", str(old), str(own_content), "--json")
    record = json.loads(out)
    assert code == 0
    assert [tree["id"] for tree in record["trees"]] == ["geschenk"]
    assert record["softened"] == [{"tree": "geschenk", "before": "bespreken", "after": "houden", "paths": 1}]
    assert record["questions"] == {"source": "removed_examples", "compared": 0, "left_out": 0, "shifts": []}


def test_an_id_with_another_meaning_ends_with_1(wegwijzer: Wegwijzer, old: Path, own_content: Path) -> None:
    edit(own_content, GIFT, "label: Bedrijf of inwoner", "label: Een ander bestuursorgaan")
    code, out, _ = wegwijzer("diff", str(old), str(own_content))
    assert code == 1
    assert "kreeg een andere betekenis" in out


@pytest.mark.parametrize("option", [[], ["--json"]])
@pytest.mark.parametrize("which", ["old", "new"])
def test_content_that_does_not_compile_is_shown_with_its_problems(
    wegwijzer: Wegwijzer, old: Path, own_content: Path, which: str, option: list[str]
) -> None:
    edit(old if which == "old" else own_content, GIFT, "naar: prijs\n        omdat", "naar: pris\n        omdat")
    code, out, _ = wegwijzer("diff", str(old), str(own_content), *option)
    assert code == 1
    if option:
        assert [json.loads(line)["code"] for line in out.splitlines()] == ["G02"]
    else:
        assert "fout[G02]" in out
        assert f"De {'oude' if which == 'old' else 'nieuwe'} inhoud heeft 1 fout(en)." in out


# --- stored revisions -------------------------------------------------------------------------------------------------


def test_without_a_publication_it_says_how_to_give_two_folders(wegwijzer: Wegwijzer, tmp_path: Path) -> None:
    code, out, err = wegwijzer("diff")
    assert (code, out) == (2, "")
    assert "nog niets gepubliceerd" in err
    assert "wegwijzer diff OUD NIEUW" in err
    assert not list((tmp_path / "data").glob("*.db*"))


def test_stored_revisions_are_named_by_number_hash_and_word_also_while_the_bot_runs(
    wegwijzer: Wegwijzer, own_content: Path, tmp_path: Path
) -> None:
    assert wegwijzer("content", "import")[0] == 0
    edit(own_content, GIFT, *MILDER)
    example = "prijs: nee}\n    uitkomst: "
    edit(own_content, GIFT, f"{example}bespreken", f"{example}houden")
    assert wegwijzer("content", "import", "--note", "een andere uitkomst")[0] == 0
    first, second = (json.loads(line)["revision"] for line in wegwijzer("content", "history", "--json")[1].splitlines())
    edit(own_content, GIFT, "label: Bedrijf of inwoner", "label: Bedrijf of burger")
    with single_process(tmp_path / "data"):
        for arguments in (["1", "2"], [first[:8], second[:12]], ["1", "gepubliceerd"]):
            code, out, _ = wegwijzer("diff", *arguments)
            assert code == 0
            assert "1 van 5 paden eindigt nu anders. 1 werd milder." in out
        code, out, _ = wegwijzer("diff")
        assert code == 0
        assert "“Bedrijf of burger”" in out
        assert "paden eindigt nu anders" not in out
        code, _, err = wegwijzer("diff", "77")
        assert code == 2
        assert "content history" in err


# --- questions --------------------------------------------------------------------------------------------------------


ASKED = "mag ik van een aannemer een dure fles wijn houden als bedankje"
EXAMPLE = "cadeautje van een bedrijf gekregen"


@pytest.fixture
def watchful(own_content: Path) -> Path:
    """The content with a phrase that makes a question about a gift look like danger."""
    phrase = "    altijd:\n"
    path = own_content / "knowledge/nood.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(phrase, f"{phrase}      - dure fles wijn houden\n", 1),
        encoding="utf-8",
    )
    return own_content


@pytest.fixture
def questions(tmp_path: Path) -> str:
    """A file with a question of somebody's own and one that stands in the content."""
    lines = [{"vraag": text, "soort": "in", "beste": "geschenken"} for text in (ASKED, EXAMPLE)]
    file = tmp_path / "vragen.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(file)


def test_own_questions_show_what_is_found_otherwise(
    wegwijzer: Wegwijzer, old: Path, watchful: Path, questions: str
) -> None:
    code, out, _ = wegwijzer("diff", str(old), str(watchful), "--questions", questions)
    assert code == 0
    assert "Vragen: 1 vergeleken, uit je bestand. 1 ervan vindt nu iets anders." in out
    assert "1 niet vergeleken: die staan letterlijk als voorbeeld in de inhoud." in out
    assert f"SLECHTER: “{ASKED}”" in out
    code, out, _ = wegwijzer("diff", str(old), str(watchful), "--questions", questions, "--json")
    found = json.loads(out)["questions"]
    assert (code, found["source"], found["compared"], found["left_out"]) == (0, "file", 1, 1)
    (shift,) = found["shifts"]
    assert (shift["question"], shift["effect"], shift["wanted"]) == (ASKED, "worsened", "geschenken")
    assert shift["before"]["first"]["id"] == "geschenken"
    assert shift["after"]["decision"] == "urgent"


def test_without_a_file_the_examples_that_were_taken_out_are_compared(
    wegwijzer: Wegwijzer, old: Path, own_content: Path
) -> None:
    edit(own_content, "knowledge/normen/geschenken.yaml", f"  - {EXAMPLE}\n", "")
    code, out, _ = wegwijzer("diff", str(old), str(own_content), "--json")
    found = json.loads(out)["questions"]
    assert (code, found["source"], found["compared"]) == (0, "removed_examples", 1)
    assert "1 vergeleken, die niet langer als voorbeeld" in wegwijzer("diff", str(old), str(own_content))[1]
