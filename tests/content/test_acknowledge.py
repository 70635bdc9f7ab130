"""Acknowledging: a warning that a person found right is taken out, and nothing else is."""

from collections.abc import Mapping

import pytest

from bot.content.acknowledge import settle
from bot.content.compiler import Compiled, compile_content
from tests.content.overlay import GOOD

TREE = "dilemmas/geschenk.yaml"
LONG = GOOD[TREE].replace(b"label: Bedrijf of inwoner", b"label: Bedrijf, vereniging, inwoner")
"""Gives one warning: T02 at the label of the first option."""
PLACE = "vragen/gever/opties/zakelijk/label"


def settled(tree: bytes, everything: bool = True) -> tuple[list[str], list[str]]:
    """The codes that are left open, and those that are acknowledged."""
    compiled = compile_content({**GOOD, TREE: tree})
    found = settle(compiled.diagnostics, compiled.draft, lambda code: everything)
    return [d.code for d in found.open], [d.code for d in found.acknowledged]


def with_akkoord(tree: bytes, code: str = "T02", where: str | None = PLACE, reason: str = "Korter kan niet.") -> bytes:
    about = f"    bij: {where}\n" if where is not None else ""
    return tree + f"akkoord:\n  - melding: {code}\n{about}    reden: {reason}\n".encode()


def test_without_acknowledgement_everything_stays_open() -> None:
    assert settled(LONG) == (["T02"], [])


@pytest.mark.parametrize("where", [PLACE, "vragen/gever/opties/zakelijk", "vragen/gever", "vragen/gever/", "vragen"])
def test_a_warning_is_acknowledged_by_its_place_or_by_what_is_around_it(where: str | None) -> None:
    assert settled(with_akkoord(LONG, where=where)) == ([], ["T02"])


@pytest.mark.parametrize("where", [None, "vragen/prijs", "vragen/gev", "vragen/gever/opties/collega", "uitkomsten"])
def test_an_acknowledgement_of_another_place_silences_nothing_and_is_refused(where: str | None) -> None:
    assert settled(with_akkoord(LONG, where=where)) == (["T02", "A01"], [])


def test_an_acknowledgement_that_is_no_longer_needed_is_refused() -> None:
    assert settled(with_akkoord(GOOD[TREE])) == (["A01"], [])


def test_what_was_not_judged_this_time_is_not_missed() -> None:
    assert settled(with_akkoord(GOOD[TREE], code="M03"), everything=False) == ([], [])


def test_an_error_cannot_be_acknowledged() -> None:
    broken = GOOD[TREE].replace(b"naar: prijs", b"naar: prys")
    assert settled(with_akkoord(broken, code="G02", where="vragen")) == (["G02", "A03"], [])


def test_a_reason_says_something() -> None:
    assert settled(with_akkoord(LONG, reason="Mag.")) == (["A02"], ["T02"])


def test_a_code_has_the_form_of_a_code() -> None:
    compiled: Compiled = compile_content({**GOOD, TREE: with_akkoord(LONG, code="lang")})
    assert [(d.code, d.span.line) for d in compiled.diagnostics] == [("S08", 86)]


def test_every_kind_of_file_can_hold_an_acknowledgement() -> None:
    files: Mapping[str, bytes] = {name: with_akkoord(raw, where=None) for name, raw in GOOD.items()}
    assert compile_content(files).diagnostics == ()
