"""A new file explains itself, and compiles once its blanks are filled and the other files name it."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from bot import app
from bot.authoring.keys import EVERYWHERE, explain, keys_of, modeline
from bot.authoring.skeleton import WIDTH, file_for, objection_to, skeleton
from bot.content.compiler import compile_content, shape_for
from bot.content.reader import read
from bot.content.shapes import fit
from bot.diagnostics import Severity
from bot.dilemma.engine import walk
from bot.dilemma.tree import Outcome
from bot.ids import NodeId, OptionId, TreeId
from tests.content.overlay import GOOD

EXPLANATIONS = app.load_explanations()
KINDS = ("boom", "norm", "organisatie")
TODAY = date(2026, 11, 26)
BLANK = re.compile(r"<<[^<>]*>>")
ANSWERS = {
    "<<vul de korte naam in>>": "Camera op het werk",
    "<<vul in welke groep dit bijhoudt, zoals werkgroep-integriteit>>": "werkgroep-integriteit",
    "<<vul de id van een norm in>>": "geschenken",
    "<<vul de id van een thema in>>": "schijn",
    "<<vul de afkorting in uit knowledge/wetten.yaml>>": "AW",
    "<<vul het nummer van het artikel in>>": "28",
    "<<kies gemeente, provincie of waterschap>>": "gemeente",
}
"""What must be of a certain form; the other blanks are texts."""


def begun(kind: str, id_: str = "camera", today: date = TODAY, themes: tuple[str, ...] = ()) -> str:
    return skeleton(kind, id_, app.load_template(kind), EXPLANATIONS, today=today, themes=themes)


def filled(text: str) -> str:
    """Every blank filled, each text another one."""
    number = iter(range(1_000))

    def answer(blank: re.Match[str]) -> str:
        written = ANSWERS.get(blank[0], f"tekst nummer {next(number)}")
        return written + ("?" if "vraagteken" in blank[0] else "")

    return BLANK.sub(answer, text)


def used(text: str) -> str:
    """Every key that need not be there taken into use."""
    return re.sub(r"^( *)# (?!yaml-language-server)", r"\1", text, flags=re.MULTILINE)


def named(kind: str) -> Mapping[str, bytes]:
    """The good files after what `wegwijzer new` says must change in them."""
    norm, themes = "knowledge/normen/geschenken.yaml", "knowledge/themas.yaml"
    changes = {
        "boom": (norm, b"bomen: [geschenk]", b"bomen: [geschenk, camera]"),
        "norm": (themes, b"normen: [geschenken", b"normen: [camera, geschenken"),
    }
    if kind not in changes:
        return GOOD
    file, was, becomes = changes[kind]
    assert was in GOOD[file]
    return {**GOOD, file: GOOD[file].replace(was, becomes)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_in_file_compiles_with_nothing_to_remark(kind: str) -> None:
    file = file_for(kind, "camera")
    compiled = compile_content({**named(kind), file: filled(begun(kind)).encode()})
    assert compiled.diagnostics == ()
    assert compiled.library is not None


@pytest.mark.parametrize("kind", KINDS)
def test_an_unfilled_blank_is_an_error_of_its_own_and_the_only_one(kind: str) -> None:
    file, text = file_for(kind, "camera"), begun(kind)
    found = compile_content({**named(kind), file: text.encode()}).diagnostics
    lines = [number for number, line in enumerate(text.splitlines(), 1) if BLANK.search(line) and "##" not in line]
    assert [(d.code, d.span.file) for d in found] == [("S15", file)] * len(lines)
    assert [d.span.line for d in found] == lines


@pytest.mark.parametrize("kind", KINDS)
def test_one_forgotten_blank_is_enough_to_refuse(kind: str) -> None:
    text = begun(kind)
    blanks = [match for match in BLANK.finditer(text) if "##" not in text[: match.start()].rpartition("\n")[2]]
    for blank in blanks:
        marked = f"{text[: blank.start()]}@@{text[blank.end() :]}"
        one = filled(marked).replace("@@", blank[0])
        found = compile_content({**named(kind), file_for(kind, "camera"): one.encode()}).diagnostics
        assert [d.code for d in found if d.severity is Severity.ERROR] == ["S15"], blank[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_key_that_need_not_be_there_has_the_right_form(kind: str) -> None:
    file = file_for(kind, "camera")
    shape, document = shape_for(file), read(file, filled(used(begun(kind))).encode()).document
    assert shape is not None and document is not None
    assert fit(document, shape)[1] == []
    written = {tuple(step for step in path if isinstance(step, str)) for path in document.places}
    wanted = {".".join(key.path) for key in keys_of(kind)} - {
        name.removeprefix(f"{EVERYWHERE}.") for name in EXPLANATIONS if name.startswith(EVERYWHERE)
    }
    ends = {".".join(path) for path in written}
    missing = {key for key in wanted if not any(_fits(key, path) for path in ends)}
    assert missing == set(), f"show these keys in bot/texts/nieuw/{kind}.yaml"


def _fits(key: str, path: str) -> bool:
    """Whether a path in a file is this key: the names that authors choose are left out of a key."""
    return re.fullmatch(r"(?:\.[^.]+)?\.".join(map(re.escape, key.split("."))), path) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_once_right_above_it(kind: str) -> None:
    text = begun(kind)
    flat = re.sub(r"\s+(?:# +)?##\s+", " ", text)
    for key in keys_of(kind):
        about = explain(EXPLANATIONS, kind, key.path)
        if key.path[0] != "akkoord":  # in a new file there is nothing to acknowledge yet
            assert re.search(re.escape(about) + r"[^\n]*\n[ #-]*" + key.path[-1] + ":", flat), key.path


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_names_its_schema_and_is_no_wider_than_a_screen(kind: str) -> None:
    lines = begun(kind).splitlines()
    assert lines[0] == modeline(file_for(kind, "camera"))
    assert max(map(len, lines)) <= WIDTH + 20
    assert [line for line in lines if len(line) > WIDTH and "##" in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_new_tree_can_be_walked_once_it_is_filled() -> None:
    library = compile_content({**named("boom"), file_for("boom", "camera"): filled(begun("boom")).encode()}).library
    assert library is not None
    tree = library.trees[TreeId("camera")]
    assert tree.status == "concept"
    here = walk(tree, {NodeId("eerste-vraag"): OptionId("weet-niet")}).here
    assert isinstance(here, Outcome)
    assert here.verdict == "overleg"


@pytest.mark.parametrize(
    ("today", "review"),
    [(TODAY, "2027-11-26"), (date(2028, 2, 29), "2029-02-28"), (date(2027, 2, 28), "2028-02-28")],
)
def test_a_new_file_is_reviewed_within_a_year(today: date, review: str) -> None:
    text = begun("norm", today=today)
    assert f'herzien_voor: "{review}"' in text
    assert f'geraadpleegd: "{today.isoformat()}"' in text


def test_the_themes_to_choose_from_are_named_when_they_are_known() -> None:
    assert "## Kies uit eed, geld.\n" in begun("norm", themes=("eed", "geld"))
    assert "## Kijk in knowledge/themas.yaml" in begun("norm")


@pytest.mark.parametrize("id_", ["112", "true", "null", "-a", "0x1f", "1e3"])
def test_an_id_stays_the_text_that_it_is(id_: str) -> None:
    document = read("a.yaml", begun("boom", id_).encode()).document
    assert document is not None
    assert document.at(("id",)) == id_
    assert f'id: "{id_}"' in begun("boom", id_)


@pytest.mark.parametrize(
    ("id_", "why"),
    [("Geschenk", "kleine letters"), ("a", "2 tot 40"), ("../x", "kleine letters"), ("a" * 41, "…"), ("stop", "zelf")],
)
def test_an_id_that_the_compiler_would_refuse_is_refused(id_: str, why: str) -> None:
    assert why in (objection_to(id_) or "")
    assert objection_to("niet-aannemen") is None
