"""The command that measures, as operators and authors meet it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import app
from tests.cli.conftest import SMALL, Wegwijzer

GIFT = {
    "vraag": "mag ik een fles wijn van een aannemer houden",
    "soort": "in",
    "beste": "geschenken",
    "rol": "ambtenaar",
}
WEATHER = {"vraag": "wat voor weer wordt het morgen in Venlo", "soort": "buiten"}
MISSED = {"vraag": "help me eens even goed", "soort": "nood"}
ALARM = {"vraag": "ik word bedreigd om een bos bloemen van een inwoner", "soort": "in", "beste": "geschenken"}

Asked = Callable[..., str]


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """Writes labelled questions to a file; gives its path."""

    def write(*records: dict[str, str]) -> str:
        file = tmp_path / "vragen.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return str(file)

    return write


def measured(wegwijzer: Wegwijzer, *arguments: str) -> dict[str, Any]:
    code, out, _ = wegwijzer("evaluate", *arguments, "--json")
    assert code == 0
    record: dict[str, Any] = json.loads(out)
    return record


def test_a_broken_line_is_refused(wegwijzer: Wegwijzer, asked: Asked, own_content: Path) -> None:
    file = asked(GIFT)
    for broken in ("{", "[]", '{"vraag": 1}'):
        Path(file).write_text(json.dumps(GIFT) + "\n" + broken + "\n", encoding="utf-8")
        code, _, err = wegwijzer("evaluate", file)
        assert code == 2
        assert "Regel 2" in err


def test_people_get_tables_and_programs_the_same_as_one_object(
    wegwijzer: Wegwijzer, asked: Asked, own_content: Path
) -> None:
    file = asked(GIFT, WEATHER, MISSED, ALARM)
    code, out, _ = wegwijzer("evaluate", file)
    assert code == 0
    for part in (
        "goed op 1",
        "Per stijl en per rol",
        "ambtenaar",
        "het minst worden gevonden",
        "Wat zekerheid waard is",
    ):
        assert part in out
    assert f"Nood die niet is herkend (1):\n  {MISSED['vraag']}" in out
    assert ALARM["vraag"] in out.partition("Vals alarm (1):")[2]
    record = measured(wegwijzer, file)
    assert record["counts"] == {"vragen": 4, "binnen": 2, "zonder norm": 0, "buiten": 1, "nood": 1}
    assert record["role_counts"] == {"ambtenaar": 1, "onbekend": 1}
    assert [topic["id"] for topic in record["topics"]] == ["geschenken"]
    assert record["urgent_missed"] == [MISSED["vraag"]]
    assert [alarm["question"] for alarm in record["false_alarms"]] == [ALARM["vraag"]]
    assert sum(part["questions"] for part in record["reliability"]) <= 3
    assert {"shares", "by_style", "by_role", "confusions", "nearest", "revision"} <= set(record)
    assert not {"typos", "compared"} & set(record)


def test_typing_errors_are_measured_beside_the_questions_as_they_are(
    wegwijzer: Wegwijzer, asked: Asked, own_content: Path
) -> None:
    file = asked(GIFT, WEATHER)
    record = measured(wegwijzer, file, "--typos", "2")
    assert record["typos"]["per_question"] == 2
    assert set(record["typos"]["shares"]) == set(record["shares"]) == set(record["typos"]["changes"])
    assert record == measured(wegwijzer, file, "--typos", "2"), "the errors are the same every time"
    assert "Met 2 tikfouten in elke vraag" in wegwijzer("evaluate", file, "--typos", "2")[1]
    assert wegwijzer("evaluate", file, "--typos", "-1")[0] == 2


def test_other_content_is_measured_beside_it(wegwijzer: Wegwijzer, asked: Asked, own_content: Path) -> None:
    calm = {"vraag": "gaat het morgen sneeuwen in de bergen", "soort": "buiten"}
    danger = own_content / "knowledge/nood.yaml"
    text = danger.read_text(encoding="utf-8")
    danger.write_text(
        text.replace("    altijd:\n", "    altijd:\n      - sneeuwen in de bergen\n", 1), encoding="utf-8"
    )
    file = asked(GIFT, WEATHER, calm)
    compared = measured(wegwijzer, file, "--compare", str(SMALL))["compared"]
    assert compared["shares"]["vals alarm"] == 0
    assert compared["changes"]["vals alarm"] == pytest.approx(1 / 3)
    assert compared["questions"] == {"compared": 3, "left_out": 0, "worsened": 1, "improved": 0, "other": 0}
    _, out, _ = wegwijzer("evaluate", file, "--compare", str(SMALL))
    assert "0 vragen gingen beter, 1 slechter, 0 anders." in out
    assert any(line.split()[:2] == ["vals", "alarm"] and line.endswith("+33.3") for line in out.splitlines())


def test_a_stored_revision_is_compared_by_its_number(wegwijzer: Wegwijzer, asked: Asked, own_content: Path) -> None:
    file = asked(GIFT)
    code, _, err = wegwijzer("evaluate", file, "--compare", "gepubliceerd")
    assert code == 2
    assert "nog niets gepubliceerd" in err
    assert wegwijzer("content", "import")[0] == 0
    for name in ("1", "gepubliceerd"):
        assert measured(wegwijzer, file, "--compare", name)["compared"]["questions"]["compared"] == 1


# --- the page ---------------------------------------------------------------------------------------------------------

DANGER = {"vraag": "ik word bedreigd", "soort": "nood"}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the figures for the conversation go, instead of into the program."""
    monkeypatch.setattr(app, "quality_file", lambda: tmp_path / "gemeten.yaml")
    return tmp_path / "gemeten.yaml"


def test_one_command_makes_the_page_and_what_the_bot_tells(
    wegwijzer: Wegwijzer, asked: Asked, own_content: Path, told: Path, tmp_path: Path
) -> None:
    page = tmp_path / "kwaliteit.md"
    code, out, _ = wegwijzer("evaluate", asked(GIFT, WEATHER, MISSED, DANGER), "--typos", "1", "--page", str(page))
    assert code == 0
    assert "goed op 1" in out
    written = page.read_text(encoding="utf-8")
    assert written.startswith("# Hoe goed vindt de bot de juiste norm?")
    assert "herkende de bot er 1. **Hij miste er 1.**" in " ".join(written.split())
    assert "Het aantal per vraag: 1." in " ".join(written.split())
    measured = app.load_measured()
    assert measured is not None
    assert (measured.questions, measured.outside, measured.urgent, measured.urgent_missed) == (1, 1, 2, 1)
    assert measured.is_of(app.library_on_disk(own_content).revision)


def test_without_every_kind_of_question_there_is_no_page(
    wegwijzer: Wegwijzer, asked: Asked, own_content: Path, told: Path, tmp_path: Path
) -> None:
    code, _, err = wegwijzer("evaluate", asked(GIFT, WEATHER), "--page", str(tmp_path / "kwaliteit.md"))
    assert code == 2
    assert "`nood`" in err
    assert not told.exists()
    assert not (tmp_path / "kwaliteit.md").exists()


def test_a_page_that_cannot_be_written_is_said(
    wegwijzer: Wegwijzer, asked: Asked, own_content: Path, told: Path, tmp_path: Path
) -> None:
    code, _, err = wegwijzer("evaluate", asked(GIFT, WEATHER, DANGER), "--page", str(tmp_path / "weg" / "kwaliteit.md"))
    assert code == 2
    assert "kan ik niet schrijven" in err
    assert not told.exists()
