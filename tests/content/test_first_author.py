"""What somebody meets who never saw such a file: the how-to works as written, and common slips get a usable remedy."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from bot.content.compiler import compile_content
from bot.diagnostics import Diagnostic
from bot.storage.files import read_content

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs/schrijven/vraag.md"
GIFT = "dilemmas/geschenk.yaml"
REAL: Mapping[str, bytes] = read_content(ROOT)

SLIPS = {
    "a question too far to the left": ("\n  hoe:\n", "\nhoe:\n", "S02", "Zet er dan 2 spaties voor, net als bij"),
    "a question too far to the right": ("\n  hoe:\n", "\n    hoe:\n", "S02", "Zet er dan 2 spaties voor, net als bij"),
    "a question that is one space off": ("\n  hoe:\n", "\n   hoe:\n", "K02", "Zet er 2 spaties voor, zodat hij recht"),
    "a key that is one space off": ("        label: Geld", "       label: Geld", "K02", "Zet er 8 spaties voor"),
    "a key too far to the right": ("        label: Geld", "         label: Geld", "K02", "Zet er 8 spaties voor"),
    "a dash that is one space off": ("      - id: geld", "     - id: geld", "K02", "zodat het streepje recht onder"),
    "the dash of Word": ("      - id: geld", "      – id: geld", "K10", "gewoon streepje"),
    "no space after a dash": ("- Bewaar berichten", "-Bewaar berichten", "K02", "Zet een spatie tussen"),
    "an apostrophe in front": ("label: Geld", "label: 's Avonds", "K02", "Staat er een apostrof in?"),
    "a colon in a step": ("- Bewaar berichten", "- Let op: bewaar berichten", "K08", "dubbele aanhalingstekens"),
    "spaces around the slash": (
        "uitkomst/geld-weigeren",
        "uitkomst / geld-weigeren",
        "G02",
        "`uitkomst/geld-weigeren`",
    ),
    "the heading in place of the id": ("uitkomst/prive", "uitkomst/Neem het gerust aan", "G02", "`uitkomst/prive`"),
    "an example that says uitkomst twice": ("uitkomst: prive", "uitkomst: uitkomst/prive", "P01", "`uitkomst: prive`"),
    "an unknown value": (
        "<geschenk_grens>",
        "<bedrag>",
        "O01",
        "Deze zijn er: aanspreekpunt, code_vindplaats, geschenk_grens",
    ),
    "an example without an answer": ("toestemming: nee}", "}", "P03", "`toestemming:`, een spatie, en dan ja, nee of"),
    "no way to say weet ik niet": (
        "      - id: weet-niet\n        label: Dat weet ik niet\n        naar: uitkomst/bespreken\n  wat:\n",
        "  wat:\n",
        "G13",
        "Voeg een optie toe",
    ),
}


@cache
def known() -> frozenset[tuple[str, str]]:
    return frozenset((d.code, d.message) for d in compile_content(REAL).diagnostics)


def found_in(text: str) -> tuple[Diagnostic, ...]:
    acknowledged = re.compile(r"^akkoord:.*", re.MULTILINE | re.DOTALL)
    raw = acknowledged.sub("", text).encode()
    return tuple(d for d in compile_content({**REAL, GIFT: raw}).diagnostics if (d.code, d.message) not in known())


@pytest.mark.parametrize("slip", SLIPS)
def test_a_common_slip_is_one_problem_with_a_remedy_to_copy(slip: str) -> None:
    right, wrong, code, remedy = SLIPS[slip]
    text = REAL[GIFT].decode()
    assert right in text
    (note,) = found_in(text.replace(right, wrong, 1))
    assert note.code == code
    assert note.hint is not None
    assert remedy in note.hint


def test_a_norm_that_forgets_its_tree_is_one_problem() -> None:
    norm = "knowledge/normen/draaideur.yaml"
    lost = re.sub(rb"^bomen: .*$", b"bomen: []", REAL[norm], flags=re.MULTILINE)
    (note,) = [d for d in compile_content({**REAL, norm: lost}).diagnostics if d.code == "N07"]
    assert note.span.file == "dilemmas/overstap.yaml"


def test_the_how_to_for_a_question_works_as_written() -> None:
    """Each pair of blocks is what stands there and what it becomes. Step 3 shows one of several examples to mend."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    tree = "dilemmas/privegedrag.yaml"
    text = REAL[tree].decode()
    before = compile_content(REAL).diagnostics
    for was, becomes in zip(blocks[::2], blocks[1::2], strict=True):
        assert was in text, was
        text = text.replace(was, becomes, 1)
    halfway = compile_content({**REAL, tree: text.encode()}).diagnostics
    assert {d.code for d in halfway if d not in before and d.span.file == tree} >= {"P03"}
    text = text.replace("melden: nee, raakt", "melden: nee, werktijd: nee, raakt")
    after = compile_content({**REAL, tree: text.encode()})
    assert after.library is not None
    assert {(d.code, d.message) for d in after.diagnostics} == {(d.code, d.message) for d in before}
