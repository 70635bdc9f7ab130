"""What a run of the tests says about each promise."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.promises.promised import PROMISES, Proof, promise_of, summary

SPOKEN = re.compile(r"^\| (\d+) \| (.+?) \|", re.MULTILINE)


def told(*outcomes: str) -> str:
    """What is said of promise 8 after these outcomes."""
    [line] = [line for line in summary(Proof(promise=8, outcome=o) for o in outcomes) if PROMISES[8] in line]
    return line.partition(PROMISES[8])[2].strip()


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        (("passed",), "geslaagd (1 test)"),
        (("passed", "passed", "xfailed"), "geslaagd (2 tests, bekende gaten: 1)"),
        (("passed", "skipped"), "geslaagd (1 test, overgeslagen: 1)"),
        (("passed", "failed"), "MISLUKT (1 test van 2)"),
        (("passed", "error", "xpassed"), "MISLUKT (2 tests van 3)"),
        (("skipped", "xfailed"), "NIET NAGEGAAN"),
    ],
)
def test_a_promise_holds_only_when_a_test_passed_and_none_did_not(outcomes: tuple[str, ...], line: str) -> None:
    assert told(*outcomes) == line


def test_a_promise_that_no_test_was_about_is_told_so_but_only_beside_others() -> None:
    assert [line.endswith("NIET NAGEGAAN") for line in summary([Proof(promise=1, outcome="passed")])] == [
        False,
        True,
        True,
    ]
    assert list(summary([])) == []


def test_the_page_for_privacy_officers_has_the_promises_in_the_same_words() -> None:
    page = (ROOT / "docs/beheer/beloften.md").read_text(encoding="utf-8")
    published = page.partition("## De beloften")[2].partition("\n## ")[0]
    assert {int(number): wording for number, wording in SPOKEN.findall(published)} == PROMISES


ONE_OF_EACH = """
import pytest

@pytest.mark.belofte(1)
@pytest.mark.parametrize("number", [1, 2])
def test_that_holds(number: int) -> None: ...

@pytest.mark.belofte(8)
def test_that_does_not() -> None:
    raise ValueError

@pytest.mark.belofte(10)
@pytest.mark.xfail
def test_of_a_gap() -> None:
    raise ValueError
"""


def test_a_run_of_the_tests_ends_with_each_promise_and_whether_it_held(tmp_path: Path) -> None:
    (tmp_path / "test_three.py").write_text(ONE_OF_EACH, encoding="utf-8")
    ours = ("--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest")
    command = [sys.executable, "-m", "pytest", *ours, "-p", "no:cacheprovider", str(tmp_path / "test_three.py")]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for number, verdict in {1: "geslaagd (2 tests)", 8: "MISLUKT (1 test van 1)", 10: "NIET NAGEGAAN"}.items():
        line = rf"^ *{number}\. {re.escape(PROMISES[number])} +{re.escape(verdict)}$"
        assert re.search(line, shown, re.MULTILINE), shown


@pytest.mark.parametrize("arguments", [(99,), (), ("Wij bewaren je vragen niet.",)])
def test_a_promise_that_does_not_exist_cannot_be_proved(arguments: tuple[object, ...]) -> None:
    with pytest.raises(pytest.UsageError, match="no promise"):
        promise_of(arguments)
