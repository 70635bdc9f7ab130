"""`report --matching`, as an author meets it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Wegwijzer


def test_people_get_four_parts_and_are_asked_for_patience(wegwijzer: Wegwijzer, own_content: Path) -> None:
    code, out, err = wegwijzer("report", "--matching")
    assert code == 0
    assert err.startswith("Even geduld.")
    assert [line[:2] for line in out.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")] == ["1.", "2.", "3.", "4."]
    assert "docs/schrijven/vinden.md" in out


def test_programs_get_all_of_it_as_one_object(wegwijzer: Wegwijzer, own_content: Path) -> None:
    code, out, _ = wegwijzer("report", "--matching", "--json")
    record = json.loads(out)
    assert code == 0
    assert set(record) == {"taken", "found", "unlisted_words", "unused_words", "overeager", "elsewhere"}
    assert {"kind", "id", "asked", "share", "lost"} == set(record["found"][0])
    assert {entry["id"] for entry in record["found"]} >= {"geschenken", "geschenk"}
    assert all(0 <= entry["share"] <= 1 for entry in record["found"])


@pytest.mark.parametrize(
    "arguments", [["geschenk"], ["--all"], ["-o", "verslag.md"], ["--format", "md"]], ids=lambda a: str(a[0])
)
def test_it_is_about_all_content_and_comes_in_one_form(
    wegwijzer: Wegwijzer, own_content: Path, arguments: list[str]
) -> None:
    code, out, err = wegwijzer("report", "--matching", *arguments)
    assert (code, out) == (2, "")
    assert "--matching" in err


def test_json_is_for_matching_only(wegwijzer: Wegwijzer, own_content: Path) -> None:
    code, out, err = wegwijzer("report", "geschenk", "--json")
    assert (code, out) == (2, "")
    assert "--matching" in err
