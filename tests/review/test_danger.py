"""Words of danger lead to a card whatever else the file says, and nobody can publish it otherwise."""

from datetime import date

import pytest

from bot.review.danger import ALWAYS
from bot.review.judging import judge
from bot.review.matching import learned_from
from bot.texts import Texts
from tests.content.overlay import GOOD

DANGER = "knowledge/nood.yaml"
LAST = b"  - die vergadering was moordend"


def lines(texts: Texts, was: bytes, now: bytes) -> list[tuple[str, int]]:
    assert GOOD[DANGER].count(was) == 1
    judgement = judge({**GOOD, DANGER: GOOD[DANGER].replace(was, now)}, texts, date(2026, 11, 26))
    assert (judgement.library is None) == bool(judgement.diagnostics)
    return [(d.code, d.span.line) for d in judgement.diagnostics]


@pytest.mark.parametrize("said", ALWAYS)
def test_what_nobody_can_doubt_always_leads_to_a_card(texts: Texts, said: str) -> None:
    assert ("M07", 10) in lines(texts, LAST, f"  - {said}".encode())
    assert lines(texts, f"      - {said}\n".encode(), b"") == [("M07", 10)]


def test_a_look_alike_that_holds_back_a_phrase_of_danger_is_named(texts: Texts) -> None:
    found = lines(texts, b"      - hij slaat mij", b"      - hij slaat mij\n      - ik ben bang voor hem")
    assert found == []
    both = GOOD[DANGER].replace(b"      - hij slaat mij", b"      - hij slaat mij\n      - ik ben bang voor hem")
    files = {**GOOD, DANGER: both.replace(LAST, b"  - ik ben bang voor hem")}
    found = [(d.code, d.span.line) for d in judge(files, texts, date(2026, 11, 26)).diagnostics]
    assert found == [("M07", 18)]


def test_a_message_that_is_learned_the_wrong_way_round_is_named(texts: Texts) -> None:
    danger = "".join(f"      - hij heeft een bijl en komt eraan {n}\n" for n in range(8))
    calm = "".join(f"      - wie wil nog een stuk taart {n}\n" for n in range(200))
    files = {
        **GOOD,
        "knowledge/nood-voorbeelden.yaml": (
            "schema: nood-voorbeelden/1\nvoorbeelden:\n  - kaart: gevaar\n    berichten:\n"
            f"{danger}      - wie wil nog een stuk taart\n"
        ).encode(),
        "knowledge/rustig.yaml": (
            f"schema: rustig/1\ngroepen:\n  - id: taart\n    berichten:\n{calm}      - ik word bedreigd met taart\n"
        ).encode(),
    }
    judged = judge(files, texts, date(2026, 11, 26), learn=learned_from)
    found = [(d.code, d.span.file, d.span.line) for d in judged.diagnostics]
    assert found == [("M13", "knowledge/nood-voorbeelden.yaml", 13), ("M13", "knowledge/rustig.yaml", 205)]
    assert judge(files, texts, date(2026, 11, 26)).diagnostics == ()
