"""Compiling: good files become a library, bad ones a complete list of what is wrong with them."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.compiler import compile_content
from bot.content.library import Library
from bot.content.revision import revision_of
from bot.diagnostics import Severity, as_text, has_errors, in_reading_order
from tests.content.hostile import HOSTILE
from tests.content.overlay import GOOD
from tests.content.test_reader import mutated

TREE, NORM = "dilemmas/geschenk.yaml", "knowledge/normen/geschenken.yaml"


@pytest.fixture(scope="module")
def library() -> Library:
    compiled = compile_content(GOOD)
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


def test_the_good_set_gives_a_library_and_no_diagnostics() -> None:
    compiled = compile_content(GOOD)
    assert compiled.diagnostics == ()
    assert compiled.library is not None
    assert compiled.library.revision == compiled.revision == revision_of(GOOD)
    assert compiled.sources.keys() == GOOD.keys()


def test_all_problems_of_all_files_are_given_at_once_in_reading_order() -> None:
    files = {
        **GOOD,
        TREE: GOOD[TREE].replace(b"naar: prijs", b"naar: prys").replace(b"start: gever", b"start: gevr"),
        "dilemmas/bijbaan.yaml": GOOD["dilemmas/bijbaan.yaml"].replace(b"naar: ambt", b"naar: amt"),
        NORM: GOOD[NORM].replace(b"kern:", b"kren:").replace(b"geraadpleegd", b"geraadplegd"),
        "knowledge/hulp.yaml": b"a: @b",
    }
    compiled = compile_content(files)
    assert [
        f"{d.span.file.rpartition('/')[2]}:{d.span.line}:{d.span.column} {d.code}" for d in compiled.diagnostics
    ] == [
        "bijbaan.yaml:17:15 G02",
        "geschenk.yaml:12:8 G01",
        "geschenk.yaml:21:15 G02",
        "hulp.yaml:1:4 K02",
        "geschenken.yaml:6:1 S02",
        "geschenken.yaml:29:59 S02",
        "geschenken.yaml:33:5 S02",
    ]
    assert compiled.library is None


def test_a_colon_in_a_text_does_not_hide_the_other_mistakes() -> None:
    tree = GOOD[TREE].decode().replace("naar: prijs", "naar: prys")
    tree = tree.replace("vraag: Is het meer", "vraag: Let op: is het meer").replace(
        "tekst: Leg het", "tekst: Kort: leg het"
    )
    lines = tree.splitlines()
    del lines[lines.index("      - id: weet-niet") : lines.index("      - id: weet-niet") + 3]
    compiled = compile_content({**GOOD, TREE: "\n".join(lines).encode()})
    assert [d.code for d in compiled.diagnostics] == ["G13", "G02", "K02", "K02"]
    assert compiled.library is None


def test_a_file_that_cannot_be_read_is_not_missed_by_the_others() -> None:
    for file in GOOD:
        for raw in (b"a: b: c", b"", b"\xff", b"schema: x/1\nid: y\n"):
            found = compile_content({**GOOD, file: raw}).diagnostics
            assert found and {d.span.file for d in found} == {file}, (file, raw, found)


def test_each_missing_shared_file_is_an_error() -> None:
    found = compile_content({}).diagnostics
    assert [(d.code, d.span.file) for d in found if d.code == "S03"] == [
        ("S03", f"knowledge/{name}.yaml") for name in ("hulp", "nood", "themas", "wetten", "woorden")
    ]
    assert [d.code for d in found if d.code != "S03"] == ["S09"] * 3


@pytest.mark.parametrize(
    ("file", "severity"),
    [
        ("dilemmas/.geschenk.yaml.swp", None),
        ("dilemmas/.verborgen.yaml", None),
        ("knowledge/LEESMIJ.md", None),
        (".git/config.yaml", None),
        ("dilemmas/geschenk.yaml~", Severity.WARNING),
        ("knowledge/foto.png", Severity.WARNING),
        ("dilemmas/druk.yml", Severity.ERROR),
        ("dilemmas/druk.yaml.txt", Severity.ERROR),
        ("dilemmas/Druk.YAML", Severity.ERROR),
        ("knowledge/normen/oud/druk.yaml", Severity.ERROR),
        ("knowledge/nieuws.yaml", Severity.ERROR),
        ("elders/druk.yaml", Severity.ERROR),
        ("dilemmas/../knowledge/hulp.yaml", Severity.ERROR),
    ],
)
def test_a_file_in_the_wrong_place_does_not_go_unnoticed(file: str, severity: Severity | None) -> None:
    found = compile_content({**GOOD, file: b"schema: boom/1"}).diagnostics
    assert [(d.code, d.span.file, d.severity) for d in found] == ([("K11", file, severity)] if severity else [])


def test_a_diagnostic_can_be_shown_with_its_line() -> None:
    compiled = compile_content({**GOOD, TREE: GOOD[TREE].replace(b"naar: prijs", b"naar: prys")})
    (note,) = compiled.diagnostics
    assert as_text(note, compiled.line(note.span)) == (
        "dilemmas/geschenk.yaml:21:15: fout[G02]: vraag of uitkomst `prys` bestaat niet in deze boom\n"
        "            naar: prys\n"
        "                  ^\n"
        "  hulp: bedoelde je `prijs`?"
    )
    assert compiled.line(replace(note.span, line=9_999)) is None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_hurts_no_other(name: str) -> None:
    began = time.process_time()
    compiled = compile_content({**GOOD, TREE: HOSTILE[name][0]})
    assert time.process_time() - began < 1.5
    assert compiled.library is None
    assert {d.span.file for d in compiled.diagnostics} == {TREE}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_change_to_a_good_set_makes_it_raise(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(GOOD)))
    compiled = compile_content({**GOOD, file: mutated(data, GOOD[file])})
    assert (compiled.library is None) == has_errors(compiled.diagnostics)
    assert compiled.diagnostics == in_reading_order(compiled.diagnostics)
    for note in compiled.diagnostics:
        assert as_text(note, compiled.line(note.span)).isprintable() or "\n" in as_text(note)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([*GOOD, "dilemmas/x.yaml", "x", "", "\n", "\ud800"]), st.binary(max_size=60)))
def test_no_bytes_make_it_raise(files: dict[str, bytes]) -> None:
    assert compile_content(files).library is None


_WORDS = st.sampled_from(["", "x", "ja", "gever", "uitkomst/houden", "2027-11-01", "gepubliceerd", "boom/1"])
_VALUES = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "vraag", "opties", "naar", "label", "x", "per_rol", "voor"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)


def _yaml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_yaml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
        case _:
            return f'"{value}"'


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_of_any_shape_in_any_place_makes_it_raise(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(GOOD)))
    lines = GOOD[file].decode().splitlines()
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines) if ": " in line and "{" not in line]))
    lines[number] = lines[number].partition(": ")[0] + ": " + _yaml(data.draw(_VALUES))
    compiled = compile_content({**GOOD, file: "\n".join(lines).encode()})
    assert (compiled.library is None) == has_errors(compiled.diagnostics)
    for note in compiled.diagnostics:
        assert "Input should" not in note.message and "valid" not in note.message


def test_a_list_that_stands_twice_is_named_and_nothing_more() -> None:
    """The second is read to find its end, and kept nowhere: not even behind the last entry of the first."""
    raw = GOOD["knowledge/themas.yaml"].decode()
    twice = raw.replace("    bomen: [geschenk]\n", "    bomen: []\n    bomen: [geschenk]\n")
    assert twice != raw
    codes = [d.code for d in compile_content({**GOOD, "knowledge/themas.yaml": twice.encode()}).diagnostics]
    assert codes == ["K03"]
