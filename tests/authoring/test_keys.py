"""Kinds of files and their keys: each key is explained, and each file names the schema of its kind."""

import re
from pathlib import Path

import pytest

from bot import app
from bot.authoring.keys import EVERYWHERE, KINDS, explain, keys_of, modeline
from bot.content.compiler import KINDS as PLACES
from bot.storage.files import read_content
from tests.conftest import ROOT

EXPLANATIONS = app.load_explanations()
KEYS = [(kind, key.path) for kind in KINDS for key in keys_of(kind)]


def test_every_kind_has_its_name() -> None:
    assert list(KINDS)[:4] == ["boom", "norm", "organisatie", "themas"]
    assert KINDS.keys() == PLACES.keys()


def test_keys_come_in_the_order_of_the_model_with_what_stands_in_them_after_them() -> None:
    paths = [".".join(key.path) for key in keys_of("boom")]
    assert paths[:3] == ["schema", "id", "titel"]
    at = paths.index("vragen.opties")
    assert paths[at + 1 : at + 4] == ["vragen.opties.id", "vragen.opties.label", "vragen.opties.naar"]
    required = {".".join(key.path) for key in keys_of("boom") if key.required}
    assert "vragen.opties.naar" in required
    assert "vragen.uitleg" not in required


@pytest.mark.parametrize(("kind", "path"), KEYS, ids=lambda part: part if isinstance(part, str) else ".".join(part))
def test_every_key_is_explained(kind: str, path: tuple[str, ...]) -> None:
    try:
        assert explain(EXPLANATIONS, kind, path)
    except KeyError as missing:
        pytest.fail(f"say in bot/texts/sleutels.yaml what {missing} means (or, when every kind has it, under overal)")


def test_no_explanation_is_superfluous() -> None:
    known = {f"{kind}.{'.'.join(path)}" for kind, path in KEYS}
    known |= {f"{EVERYWHERE}.{'.'.join(path)}" for kind, path in KEYS if f"{kind}.{'.'.join(path)}" not in EXPLANATIONS}
    known |= {f"bestand.{kind}" for kind in KINDS}
    assert EXPLANATIONS.keys() - known == set()


@pytest.mark.parametrize("key", EXPLANATIONS)
def test_an_explanation_is_short_and_plain(key: str) -> None:
    text = EXPLANATIONS[key]
    assert text.endswith("."), text
    for sentence in re.split(r"(?<=[.?!]) ", text):
        assert len(sentence.split()) <= 20, sentence
    assert not re.search(r"\b(string|array|object|boolean|veld|dient|men)\b", text), text


def test_a_key_without_explanation_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match=r"boom\.titel"):
        explain({}, "boom", ("titel",))


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("dilemmas/geschenk.yaml", "../docs/schema/boom.schema.json"),
        ("knowledge/hulp.yaml", "../docs/schema/hulp.schema.json"),
        ("knowledge/normen/x.yaml", "../../docs/schema/norm.schema.json"),
    ],
)
def test_the_way_to_the_schema_depends_on_the_folder(file: str, path: str) -> None:
    assert modeline(file) == f"# yaml-language-server: $schema={path}"


def test_what_is_no_content_has_no_schema() -> None:
    with pytest.raises(ValueError, match=r"elders/x\.yaml"):
        modeline("elders/x.yaml")


@pytest.mark.parametrize(("file", "raw"), [pytest.param(*pair, id=pair[0]) for pair in read_content(ROOT).items()])
def test_every_content_file_names_its_schema(file: str, raw: bytes) -> None:
    first = raw.decode().partition("\n")[0]
    assert first == modeline(file), f"let {file} begin with: {modeline(file)}"
    target = first.partition("$schema=")[2]
    assert (ROOT / Path(file).parent / target).is_file(), target
