"""Fitting: what is wrong with a value is told in Dutch, once, at its place. Each code has its examples in `broken/`."""

import pytest

from bot.content.models import Organisation, QuestionShape, TreeShape
from bot.content.reader import read
from bot.content.shapes import MAX_MISFITS, fit
from bot.diagnostics import Diagnostic


def notes(text: str, shape: type[QuestionShape] | type[Organisation] | type[TreeShape]) -> list[Diagnostic]:
    document = read("a.yaml", text.encode()).document
    assert document is not None
    fitted, found = fit(document, shape)
    assert (fitted is None) == bool(found)
    return found


def told(text: str, shape: type[QuestionShape] | type[Organisation] | type[TreeShape] = QuestionShape) -> list[str]:
    return [f"{d.span.line}:{d.span.column} {d.code}" for d in notes(text, shape)]


OPTION = "opties:\n  - {id: ja, label: Ja, naar: b}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vraag: Wat?\n" + OPTION, []),
        ("vraag: Wat?\nopties: []\n", []),
        ("vrag: Wat?\n" + OPTION, ["1:1 S02"]),
        ("x: Wat?\n" + OPTION, ["1:1 S02", "1:1 S03"]),
        ("vraag: Wat?\nwaarom:\n" + OPTION, ["2:1 S02"]),
        ("vraag: Wat?\nopties:\n  - {label: Ja}\n", ["3:5 S03", "3:5 S03"]),
        ("vraag: [Wat]\nopties: a\n", ["1:8 K08", "2:9 K08"]),
        ("vraag: {Wat}\n" + OPTION, ["1:8 K08"]),
        ("vraag:\n" + OPTION, ["1:7 S04"]),
        ("vraag: Wat?\nopties:\n", ["2:8 S04"]),
        ("vraag: Wat?\nvoor: [ambtenaar, x, [y]]\n" + OPTION, ["2:19 S08", "2:22 K08"]),
        ("vraag: Wat?\nper_rol: {x: y, bestuurder/rijk: z}\n" + OPTION, ["2:11 S08", "2:17 S08"]),
        ("- a\n", ["1:1 K08"]),
    ],
)
def test_each_misfit_is_told_once_at_its_place(text: str, found: list[str]) -> None:
    assert told(text) == found


def test_a_key_deep_inside_gets_the_keys_that_are_known_there() -> None:
    (note,) = notes(
        "schema: organisatie/1\nid: x1\nnaam: X\nsoort: gemeente\n"
        "routes:\n  extern: {naam: X, bereik: [{soort: web, waarde: x, q: y}]}\n",
        Organisation,
    )
    assert note.hint == "Hier kan: soort, waarde, voor."


def test_a_thousand_misfits_are_not_all_told() -> None:
    assert len(told("".join(f"x{n}: y\n" for n in range(1_000)))) <= MAX_MISFITS
