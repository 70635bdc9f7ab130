"""The schemas: an editor accepts what the compiler accepts, and refuses the mistakes that it can see."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot import app
from bot.authoring.keys import KINDS, SCHEMA_FOLDER, keys_of
from bot.authoring.schema import as_json, schema_of
from bot.content.compiler import compile_content, shape_for
from bot.content.reader import read
from bot.content.shapes import fit
from bot.diagnostics import Severity
from bot.storage.files import read_content
from tests.authoring.editor import as_an_editor_reads, has_null
from tests.conftest import ROOT
from tests.content.overlay import GOOD
from tests.content.test_reader import mutated

EXPLANATIONS = app.load_explanations()
SCHEMAS = {kind: schema_of(kind, EXPLANATIONS) for kind in KINDS}
TREE, NORM = "dilemmas/geschenk.yaml", "knowledge/normen/geschenken.yaml"
CITY, HELP = "knowledge/organisaties/voorbeeldstad.yaml", "knowledge/hulp.yaml"


def validator_for(file: str) -> Draft202012Validator:
    shape = shape_for(file)
    return Draft202012Validator(SCHEMAS[next(kind for kind in KINDS if KINDS[kind] is shape)])


def complaints(file: str, raw: bytes) -> list[str]:
    """What an editor says of this file, in the schema's words."""
    return [error.message for error in validator_for(file).iter_errors(as_an_editor_reads(raw.decode()))]


def properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, one in schema.get("properties", {}).items():
        yield name, one
        yield from properties(one)
    for inside in ("items", "additionalProperties"):
        if isinstance(schema.get(inside), dict):
            yield from properties(schema[inside])


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_explains_every_key(kind: str) -> None:
    schema = SCHEMAS[kind]
    Draft202012Validator.check_schema(schema)
    found = list(properties(schema))
    assert [name for name, _ in found] == [key.path[-1] for key in keys_of(kind)]
    for name, one in found:
        assert one["title"] and one["description"], name
        assert "default" not in one and "$ref" not in one and "anyOf" not in one, name


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_file_is_what_the_models_give(kind: str) -> None:
    file = ROOT / SCHEMA_FOLDER / f"{kind}.schema.json"
    assert file.exists() and file.read_text(encoding="utf-8") == as_json(SCHEMAS[kind]), "run `make schema` and commit"


def test_there_is_no_schema_of_a_kind_that_is_gone() -> None:
    assert {file.name for file in (ROOT / SCHEMA_FOLDER).iterdir()} == set(app.schema_files())


CONTENT = [*read_content(ROOT).items(), *GOOD.items()]


@pytest.mark.parametrize(("file", "raw"), [pytest.param(*pair, id=pair[0]) for pair in CONTENT])
def test_an_editor_has_nothing_to_say_of_good_files(file: str, raw: bytes) -> None:
    assert complaints(file, raw) == []


@pytest.mark.parametrize(
    ("file", "was", "becomes"),
    [
        (TREE, "titel:", "tietel:"),
        (TREE, "        label: Collega", "        lable: Collega"),
        (TREE, "start: gever\n", ""),
        (TREE, "soort: overleg", "soort: overlg"),
        (TREE, "status: gepubliceerd", "status: klar"),
        (TREE, "voor: [ambtenaar, bestuurder, volksvertegenwoordiger]", "voor: ambtenaar"),
        (TREE, "voor: [ambtenaar, bestuurder, volksvertegenwoordiger]", "voor: [ambtenaar, burgemeester]"),
        (TREE, "voor: [ambtenaar, bestuurder, volksvertegenwoordiger]", "voor: []"),
        (TREE, "route: vertrouwenspersoon", "route: baas"),
        (TREE, "kop: Bespreek het eerst", "kop: [Bespreek het eerst]"),
        (TREE, "kop: Bespreek het eerst", "kop:"),
        (TREE, "kop: Bespreek het eerst", 'kop: ""'),
        (TREE, "schema: boom/1", "schema: norm/1"),
        (TREE, 'herzien_voor: "2027-11-01"', "herzien_voor: 1 november 2027"),
        (TREE, "id: collega", "id: Collega!"),
        (TREE, "  prijs:\n", "  Prijs?:\n"),
        (TREE, "naar: prijs", "naar: uitkomst / houden"),
        (NORM, "  volksvertegenwoordiger/waterschap:", "  raadslid:"),
        (NORM, "kern:", "kren:"),
        (CITY, "soort: gemeente", "soort: dorp"),
        (CITY, "voorbeeld: ja", "voorbeeld: true"),
        (HELP, 'geraadpleegd: "', 'geraadpleegd: "op '),
    ],
)
def test_an_editor_refuses_what_the_compiler_refuses(file: str, was: str, becomes: str) -> None:
    text = GOOD[file].decode()
    assert was in text, "the example fits the file"
    raw = text.replace(was, becomes, 1).encode()
    assert complaints(file, raw)
    assert compile_content({**GOOD, file: raw}).library is None


@pytest.mark.parametrize("value", ["112", "1.10", "true", "no", "ja", "12:30", "2027-11-01", "0431", "1e3"])
def test_a_text_that_looks_like_something_else_is_text(value: str) -> None:
    raw = GOOD[TREE].replace(b"kop: Bespreek het eerst", f"kop: {value}".encode())
    assert complaints(TREE, raw) == []
    assert compile_content({**GOOD, TREE: raw}).library is not None


@pytest.mark.parametrize(("size", "is_fine"), [(28, True), (29, False)])
def test_a_button_has_room_for_28_characters(size: int, is_fine: bool) -> None:
    raw = GOOD[TREE].replace(b"label: Collega", b"label: " + b"x" * size)
    assert (complaints(TREE, raw) == []) is is_fine


def test_a_pattern_is_explained_in_words() -> None:
    for kind in KINDS:
        for name, one in properties(SCHEMAS[kind]):
            assert "pattern" not in one or one["patternErrorMessage"].endswith("."), name


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_fits_its_shape_an_editor_accepts_too(data: st.DataObject) -> None:
    """Apart from an unquoted null, and from what only the rules refuse."""
    file = data.draw(st.sampled_from(sorted(GOOD)))
    raw = mutated(data, GOOD[file])
    shape, document = shape_for(file), read(file, raw).document
    assume(document is not None and shape is not None)
    assert document is not None and shape is not None
    assume(fit(document, shape)[0] is not None)
    assume(not any(d.severity is Severity.ERROR for d in compile_content({**GOOD, file: raw}).diagnostics))
    value = as_an_editor_reads("\n".join(document.lines))
    assume(not has_null(value))
    assert list(validator_for(file).iter_errors(value)) == []
