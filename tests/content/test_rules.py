"""The rules: each code has an example that breaks it and a paragraph for authors, and says just what is wrong where."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.content.compiler import Compiled, compile_content
from bot.content.rules import RULES
from bot.content.rules.reserved import RESERVED
from bot.diagnostics import Severity
from tests.content.generated import ENDS, GENERATED, TREE, question, tree_file
from tests.content.overlay import BROKEN, GOOD, played, today_of, with_examples

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs/schrijven/meldingen.md"
_CODE = re.compile(r"[A-Z]\d\d")


def codes_in_the_program() -> set[str]:
    """Every code that stands as a text of its own in `bot/content`."""
    found = set()
    for path in (ROOT / "bot/content").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.add(node.value)
    return found


def examples() -> Iterator[tuple[str, Mapping[str, bytes], str, date | None]]:
    for path in BROKEN:
        expected, files = played(path)
        yield path.stem, files, expected, today_of(path)
    for name, (changes, expected) in GENERATED.items():
        yield name, {**GOOD, **changes}, expected, None


def places(compiled: Compiled) -> list[str]:
    return [f"{d.span.file}:{d.span.line}:{d.span.column}: {d.severity}[{d.code}]" for d in compiled.diagnostics]


@pytest.mark.parametrize(("name", "files", "expected", "today"), [pytest.param(*e, id=e[0]) for e in examples()])
def test_a_broken_example_gives_exactly_its_own_diagnostic(
    name: str, files: Mapping[str, bytes], expected: str, today: date | None
) -> None:
    compiled = compile_content(files, today)
    found = places(compiled)
    if name == "G16-te-veel-paden":  # so many paths cannot be had without many options
        found = [place for place in found if "fout[" in place]
    assert found == [expected]
    assert f"[{name[:3]}]" in expected
    assert (compiled.library is None) == ("fout[" in expected)
    for note in compiled.diagnostics:
        assert note.hint, note
        assert not note.message.endswith("."), "a message is no sentence with a full stop"


def test_every_code_has_a_broken_example() -> None:
    of_acknowledging = {"A01", "A02", "A03"}  # tests/content/test_acknowledge.py
    assert {name[:3] for name, *_ in examples()} == codes_in_the_program() - of_acknowledging


def test_every_code_has_a_paragraph_for_authors() -> None:
    text = DOCS.read_text(encoding="utf-8")
    described = re.findall(r"^### `([A-Z]\d\d)`", text, flags=re.MULTILINE)
    assert len(described) == len(set(described))
    assert set(described) >= codes_in_the_program()
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        assert len(part.split()) >= 25, part


def test_every_rule_names_its_code_and_its_reason() -> None:
    assert len(set(RULES)) == len(RULES)
    for rule in RULES:
        assert re.match(r"[A-Z]\d\d: [\w`].{20}", rule.__doc__ or ""), rule


def test_a_reserved_word_can_be_no_id_and_no_button() -> None:
    for word in RESERVED:
        changed = GOOD[TREE].replace(b"label: Collega", f"label: {word.upper()}!".encode())
        changed = changed.replace(b"id: collega", f"id: {word}".encode())
        changed = changed.replace(b"{gever: collega}", f"{{gever: {word}}}".encode())
        assert [d.code for d in compile_content({**GOOD, TREE: changed}).diagnostics] == ["S07", "S07"]


def test_one_forgotten_link_to_a_part_of_the_tree_is_one_problem() -> None:
    lost = question("a1", "b1", "b2") + question("b1", *ENDS) + question("b2", *ENDS)
    assert places(compile_content({**GOOD, TREE: tree_file(question("v0", *ENDS) + lost)})) == [
        f"{TREE}:27:3: fout[G04]"
    ]


def test_a_lost_part_that_goes_round_is_a_loop_and_one_lost_part() -> None:
    lost = question("a1", "b1", "uitkomst/houden") + question("b1", "a1", "uitkomst/houden")
    found = compile_content({**GOOD, TREE: tree_file(question("v0", *ENDS) + lost)}).diagnostics
    assert [(d.code, d.span.line) for d in found] == [("G04", 27), ("G06", 43)]


def test_a_value_for_a_role_is_used_where_the_value_is_and_a_misspelt_role_is_told() -> None:
    town = "knowledge/organisaties/gemeente.yaml"

    def told(name: str) -> list[tuple[str, str | None]]:
        raw = GOOD[town].replace("€ 50".encode(), f"€ 50\n  {name}: € 0".encode())
        return [(d.code, d.hint) for d in compile_content({**GOOD, town: raw}).diagnostics]

    assert told("geschenk_grens_bestuurder") == []
    assert told("geschenk_grens_wethouder") == [
        (
            "O04",
            "Is dit `geschenk_grens` voor één rol? Laat de naam dan eindigen op `_ambtenaar`, `_bestuurder` of "
            "`_volksvertegenwoordiger`.",
        )
    ]


def test_two_loops_are_two_problems() -> None:
    tree = question("v0", "v1", "v2", *ENDS[:2]) + question("v1", "v0", ENDS[2]) + question("v2", "v2", *ENDS)
    found = compile_content({**GOOD, TREE: tree_file(tree)}).diagnostics
    assert [d.code for d in found] == ["G06", "G06"]
    assert found[0].message == "de vragen gaan in een kring rond: v0 → v1 → v0"


def test_a_question_without_options_is_told_once() -> None:
    tree = (
        question("v0", "v1", *ENDS) + "  v1:\n    vraag: Wat?\n    zonder_twijfel: Dat weet iedereen.\n    opties: []\n"
    )
    assert [d.code for d in compile_content({**GOOD, TREE: tree_file(tree)}).diagnostics] == ["G09"]


def test_a_question_for_one_role_only_is_offered_to_that_role_only() -> None:
    tree = question("v0", "v1", *ENDS) + question("v1", *ENDS).replace("vraag:", "voor: [ambtenaar]\n    vraag:")
    raw = with_examples(tree_file(tree).decode()).encode()
    assert compile_content({**GOOD, TREE: raw}).diagnostics == ()


def test_an_outcome_for_a_role_that_the_tree_is_not_for_is_not_reached() -> None:
    tree = question("v0", *ENDS).replace(
        "naar: uitkomst/houden", "naar: uitkomst/houden\n        voor: [volksvertegenwoordiger]"
    )
    raw = tree_file(tree).replace(b"voor: [ambtenaar, bestuurder, volksvertegenwoordiger]", b"voor: [ambtenaar]")
    assert [d.code for d in compile_content({**GOOD, TREE: raw}).diagnostics] == ["G05"]


def test_texts_for_matching_may_hold_angle_brackets() -> None:
    raw = GOOD[TREE].replace(b"mag ik een cadeau houden", b"mag ik <iets> houden")
    assert compile_content({**GOOD, TREE: raw}).diagnostics == ()


def test_warnings_do_not_keep_a_library_from_being_made() -> None:
    raw = GOOD[TREE].replace(b"kop: Bespreek het eerst", "kop: “Bespreek”".encode())
    compiled = compile_content({**GOOD, TREE: raw})
    assert [d.severity for d in compiled.diagnostics] == [Severity.WARNING]
    assert compiled.library is not None
