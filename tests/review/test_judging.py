"""The judgement as a whole: what compiles is also talked through, and what a person found right is taken out."""

import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot import app
from bot.content.compiler import compile_content
from bot.diagnostics import Severity
from bot.review.judging import judge
from bot.review.matching import learned_from
from bot.storage.files import read_content
from bot.storage.indexes import Indexes
from bot.texts import Texts
from tests.conftest import ROOT
from tests.content.overlay import GOOD

DAY = date(2026, 11, 26)
TREE, NORM = "dilemmas/geschenk.yaml", "knowledge/normen/geschenken.yaml"


def changed(file: str, was: str, now: str) -> dict[str, bytes]:
    assert GOOD[file].decode().count(was) == 1
    return {**GOOD, file: GOOD[file].decode().replace(was, now).encode()}


def test_the_good_set_is_fit_to_be_published(texts: Texts) -> None:
    judgement = judge(GOOD, texts, DAY, learn=learned_from)
    assert judgement.diagnostics == ()
    assert judgement.library == compile_content(GOOD).library


def test_an_error_of_the_compiler_keeps_it_from_being_published(texts: Texts) -> None:
    judgement = judge(changed(TREE, "naar: prijs", "naar: prys"), texts, DAY)
    assert [d.code for d in judgement.diagnostics] == ["G02"]
    assert judgement.library is None


def test_a_screen_that_does_not_fit_in_a_message_keeps_it_from_being_published(texts: Texts) -> None:
    stappen = "".join(f"  - Stap {n} is {'heel ' * 20}lang.\n" for n in range(60))
    judgement = judge(changed(NORM, "  - Meld het vandaag.\n", stappen), texts, DAY)
    assert ("T01", Severity.ERROR) in {(d.code, d.severity) for d in judgement.diagnostics}
    assert judgement.library is None


def test_an_acknowledged_warning_is_told_apart(texts: Texts) -> None:
    files = changed(TREE, "label: Bedrijf of inwoner", "label: Bedrijf, vereniging, inwoner")
    files[TREE] += b"akkoord:\n  - {melding: T02, bij: vragen/gever, reden: Korter kan hier niet.}\n"
    judgement = judge(files, texts, DAY)
    assert judgement.diagnostics == ()
    assert [d.code for d in judgement.acknowledged] == ["T02"]
    assert judgement.place(judgement.acknowledged[0]) == "vragen/gever/opties/zakelijk/label"


def test_an_acknowledgement_about_matching_is_only_missed_when_matching_was_judged(texts: Texts) -> None:
    files = {**GOOD, NORM: GOOD[NORM] + b"akkoord:\n  - {melding: M03, reden: Deze twee lijken nu eenmaal.}\n"}
    assert judge(files, texts, DAY).diagnostics == ()
    assert [d.code for d in judge(files, texts, DAY, learn=learned_from).diagnostics] == ["A01"]


def test_an_acknowledgement_about_dates_is_only_missed_on_a_known_day(texts: Texts) -> None:
    soon = changed(TREE, 'herzien_voor: "2027-11-01"', 'herzien_voor: "2026-12-05"')
    agreed = b"akkoord:\n  - {melding: V03, bij: herzien_voor, reden: De werkgroep kijkt volgende week.}\n"
    soon[TREE] += agreed
    assert judge(soon, texts, DAY).diagnostics == ()
    assert judge(soon, texts, None).diagnostics == (), "a bot that starts has no day to judge by"
    assert [d.code for d in judge({**GOOD, TREE: GOOD[TREE] + agreed}, texts, DAY).diagnostics] == ["A01"]


@pytest.mark.parametrize("raw", [b"", b"a: b: c", b"\xff"])
def test_it_never_raises(texts: Texts, raw: bytes) -> None:
    for file in GOOD:
        assert judge({**GOOD, file: raw}, texts, DAY).library is None


def test_the_content_of_this_repository_has_no_error_and_no_open_warning(texts: Texts, learned: Path) -> None:
    judgement = judge(read_content(ROOT), texts, DAY, learn=partial(app.matcher_of, indexes=Indexes(learned)))
    assert [f"{d.span.file}:{d.span.line} {d.code} {d.message}" for d in judgement.diagnostics] == []


def test_every_code_of_the_review_has_a_paragraph_for_authors() -> None:
    text = (ROOT / "docs/schrijven/meldingen.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^### `([A-Z]\d\d)`", text, flags=re.MULTILINE))
    given = re.compile(r"""(?:code=|error\(|warning\(|_fault\()"([A-Z]\d\d)\"""")
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "bot/review").glob("*.py")]
    found = {code for module in modules for code in given.findall(module)}
    assert len(found) >= 12
    assert found <= described


def test_of_one_file_all_that_it_does_wrong_is_told_and_the_language_of_others_is_left(texts: Texts) -> None:
    town = "knowledge/organisaties/voorbeeldstad.yaml"
    name = "naam: Meldpunt Voorbeeldstad"
    files = changed(TREE, "tekst: Leg het geschenk apart.", "tekst: " + "Leg het apart. " * 90)
    files[town] = GOOD[town].decode().replace(name, f"{name}\n    uitleg: {'woord ' * 30}.").encode()

    def found(focus: str | None) -> set[tuple[str, str]]:
        return {(d.code, d.span.file) for d in judge(files, texts, DAY, focus=focus).diagnostics}

    everything = found(None)
    assert {("T01", TREE), ("T05", town)} <= everything
    for focus in (TREE, town):
        assert {pair for pair in everything if pair[1] == focus} <= found(focus)
    assert ("T05", town) not in found(TREE)


def test_an_acknowledgement_elsewhere_is_not_missed_when_one_file_is_asked_about(texts: Texts) -> None:
    long = "uitleg: " + "woord " * 9 + "en "
    files = changed(NORM, "uitleg: ", long)
    files[NORM] += b"akkoord:\n  - {melding: T05, bij: uitleg, reden: Deze zin is lang en toch goed.}\n"
    assert judge(files, texts, DAY).diagnostics == ()
    assert judge(files, texts, DAY, focus=TREE).diagnostics == ()
