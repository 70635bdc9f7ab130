"""Which fields changed, by the keys that authors write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.wording import Change, Sort, State, changed_items, changes_between, word_by_word
from bot.content.compiler import compile_content
from bot.content.library import Library
from tests.authoring.versions import NORM, TREE, good, version
from tests.content.overlay import GOOD

SOURCE = "soort: wet; wet: AW; artikel: {}; voor: gemeente; geraadpleegd: 2026-11-23"
FIELDS = "vragen > gever > opties > collega > label"


def told(before: Library, after: Library) -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (item.sort.value, item.id, " > ".join(change.path), change.before, change.after)
        for item in changed_items(before, after)
        for change in item.changes
    ]


def test_equal_content_has_no_changed_items() -> None:
    assert changed_items(good(), version()) == ()


def test_comments_and_layout_are_no_change() -> None:
    assert changed_items(good(), version({NORM: {"woorden: [cadeau]": "woorden:\n  - cadeau   # een woord"}})) == ()


@pytest.mark.parametrize(
    ("file", "was", "now", "expected"),
    [
        (TREE, "label: Collega", "label: Een collega", ("keuzehulp", "geschenk", FIELDS, "Collega", "Een collega")),
        (
            TREE,
            "soort: doen\n",
            "soort: doen_mits\n",
            ("keuzehulp", "geschenk", "uitkomsten > houden > soort", "doen", "doen_mits"),
        ),
        (
            TREE,
            "tweede: vertrouwenspersoon-elders",
            "tweede: meldpunt",
            (
                "keuzehulp",
                "geschenk",
                "uitkomsten > teruggeven > verwijzing > tweede",
                "vertrouwenspersoon-elders",
                "meldpunt",
            ),
        ),
        (
            TREE,
            "bestuurder: Tel ook",
            "bestuurder: Reken ook",
            (
                "keuzehulp",
                "geschenk",
                "vragen > prijs > per_rol > bestuurder",
                "Tel ook eerdere geschenken mee.",
                "Reken ook eerdere geschenken mee.",
            ),
        ),
        (
            NORM,
            "  - Geld aannemen.",
            "  - Geld aannemen of lenen.",
            ("norm", "geschenken", "mag_niet > 1", "Geld aannemen.", "Geld aannemen of lenen."),
        ),
        (
            NORM,
            "  - Geld aannemen.",
            "  - Geld aannemen.\n  - Een reis maken.",
            ("norm", "geschenken", "mag_niet", None, "Een reis maken."),
        ),
        (
            NORM,
            "volksvertegenwoordiger/waterschap: Ook in",
            "volksvertegenwoordiger/waterschap: Juist in",
            (
                "norm",
                "geschenken",
                "per_rol > volksvertegenwoordiger/waterschap",
                "Ook in het waterschap.",
                "Juist in het waterschap.",
            ),
        ),
        (
            NORM,
            'artikel: "8"',
            'artikel: "9"',
            ("norm", "geschenken", "bronnen > 1", SOURCE.format(8), SOURCE.format(9)),
        ),
    ],
    ids=[
        "label",
        "soort",
        "verwijzing",
        "per_rol of a question",
        "text in a list",
        "longer list",
        "per_rol",
        "bronnen",
    ],
)
def test_a_field_is_named_by_the_keys_of_the_file(
    file: str, was: str, now: str, expected: tuple[str, str, str, str | None, str | None]
) -> None:
    assert told(good(), version({file: {was: now}})) == [expected]


def test_items_that_come_and_go_are_named() -> None:
    concept = "begrippen:\n"
    more = version(
        {"knowledge/woorden.yaml": {concept: f"{concept}  - id: extra\n    woorden: [toegift, extraatje]\n"}}
    )
    (item,) = changed_items(good(), more)
    assert (item.sort, item.id, item.title, item.state) == (Sort.CONCEPT, "extra", "toegift", State.ADDED)
    (item,) = changed_items(more, good())
    assert (item.state, item.changes) == (State.REMOVED, ())


def test_shared_files_are_told_by_what_stands_in_them() -> None:
    after = version(
        {
            "knowledge/themas.yaml": {"inleiding: Kies": "inleiding: Kies hier", "knop: Geschenken": "knop: Giften"},
            "knowledge/hulp.yaml": {'telefoon: "112"': 'telefoon: "144"'},
            "knowledge/nood.yaml": {"  - die vergadering": "  - moordend druk\n  - die vergadering"},
            "knowledge/wetten.yaml": {'gelezen_stand: "2026-01-01"': 'gelezen_stand: "2026-07-01"'},
        }
    )
    assert told(good(), after) == [
        ("thema", "", "inleiding", "Kies een thema.", "Kies hier een thema."),
        ("thema", "schijn", "knop", "Geschenken", "Giften"),
        ("hulppunt", "nood", "telefoon", "112", "144"),
        ("nood", "", "lijkt_op", None, "moordend druk"),
        ("wet", "AW", "gelezen_stand", "2026-01-01", "2026-07-01"),
    ]


def test_what_organisations_inherit_is_told_once() -> None:
    after = version({"knowledge/organisaties/gemeente.yaml": {"uitleg: Loop binnen.": "uitleg: Bel even."}})
    assert after.organisations != good().organisations
    assert told(good(), after) == [
        ("organisatie", "gemeente", "routes > leidinggevende > uitleg", "Loop binnen.", "Bel even.")
    ]
    own = version({"knowledge/organisaties/voorbeeldstad.yaml": {"geschenk_grens: € 25": "geschenk_grens: € 20"}})
    assert told(good(), own) == [("organisatie", "voorbeeldstad", "waarden > geschenk_grens", "€ 25", "€ 20")]


# --- lists ------------------------------------------------------------------------------------------------------------


def test_texts_in_another_order_are_one_change() -> None:
    assert list(changes_between(("a", "b", "c"), ("c", "a", "b"), ("stappen",))) == [
        Change(path=("stappen", "volgorde"), before="a, b, c", after="c, a, b")
    ]


def test_in_a_list_a_text_that_was_rewritten_is_told_apart_from_one_that_is_new() -> None:
    before = ("Bel vandaag je leidinggevende.", "Wacht af.")
    after = ("Vraag om raad.", "Bel morgen je leidinggevende.")
    assert list(changes_between(before, after, ("stappen",))) == [
        Change(path=("stappen",), before=None, after="Vraag om raad."),
        Change(path=("stappen", "2"), before="Bel vandaag je leidinggevende.", after="Bel morgen je leidinggevende."),
        Change(path=("stappen",), before="Wacht af.", after=None),
    ]


def test_a_text_that_stands_twice_is_counted() -> None:
    assert list(changes_between(("a", "a"), ("a",), ("x",))) == [Change(path=("x",), before="a", after=None)]
    assert list(changes_between(("a",), ("a", "a"), ("x",))) == [Change(path=("x",), before=None, after="a")]


@given(*[st.lists(st.sampled_from(["een", "twee", "drie", "vier vijf", "vier zes"]), max_size=6)] * 2)
def test_a_list_differs_when_and_only_when_something_is_told(before: list[str], after: list[str]) -> None:
    assert bool(list(changes_between(tuple(before), tuple(after)))) == (before != after)


# --- word by word -----------------------------------------------------------------------------------------------------


def test_only_the_words_that_changed_are_set_apart() -> None:
    pieces = word_by_word("Meld het vandaag bij je chef.", "Meld het morgen bij je chef.")
    assert [(p.before, p.after) for p in pieces if not p.is_same] == [("vandaag", "morgen")]


def test_changes_with_only_a_space_between_them_are_one() -> None:
    (changed,) = [p for p in word_by_word("Bel nu even op.", "Bel later eens op.") if not p.is_same]
    assert (changed.before.strip(), changed.after.strip()) == ("nu even", "later eens")


@given(st.text(), st.text())
def test_the_pieces_together_are_both_texts(before: str, after: str) -> None:
    pieces = word_by_word(before, after)
    assert "".join(p.before for p in pieces) == before
    assert "".join(p.after for p in pieces) == after


def test_a_question_that_belongs_elsewhere_is_told_whatever_its_group() -> None:
    one = with_elsewhere("{id: weer, vragen: [regent het morgen]}")
    assert told(good(), one) == [("buiten", "", "vragen", None, "regent het morgen")]
    assert told(one, with_elsewhere("{id: buiten, vragen: [regent het morgen]}")) == []


def test_a_trial_question_is_told_by_its_own_words() -> None:
    one = with_trials("[{vraag: mag die taart op, norm: geschenken}]")
    assert told(good(), one) == [
        ("proefvragen", "", "vragen > mag die taart op", None, "vraag: mag die taart op; norm: geschenken")
    ]
    other = with_trials("[{vraag: mag die taart op, norm: nevenwerk, boom: bijbaan}]\nbuiten: [regent het nu]")
    assert told(one, other) == [
        ("proefvragen", "", "vragen > mag die taart op > norm", "geschenken", "nevenwerk"),
        ("proefvragen", "", "vragen > mag die taart op > boom", None, "bijbaan"),
        ("proefvragen", "", "buiten", None, "regent het nu"),
    ]


def with_trials(questions: str) -> Library:
    file = f"schema: proef/1\nvragen: {questions}\n"
    compiled = compile_content({**GOOD, "knowledge/proefvragen.yaml": file.encode()})
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


def with_elsewhere(group: str) -> Library:
    file = f"schema: buiten/1\ngroepen:\n  - {group}\n"
    compiled = compile_content({**GOOD, "knowledge/buiten.yaml": file.encode()})
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


def test_a_message_of_danger_is_told_with_its_card_and_a_calm_one_whatever_its_group() -> None:
    danger = "schema: nood-voorbeelden/1\nvoorbeelden:\n  - {kaart: gevaar, berichten: [hij komt binnen]}\n"
    one = with_file("knowledge/nood-voorbeelden.yaml", danger)
    assert [(sort, after) for sort, *_, after in told(good(), one)] == [
        ("nood-voorbeelden", "kaart: gevaar; berichten: hij komt binnen")
    ]
    calm = with_file(
        "knowledge/rustig.yaml", "schema: rustig/1\ngroepen:\n  - {id: taart, berichten: [hij neemt taart]}\n"
    )
    assert told(good(), calm) == [("rustig", "", "berichten", None, "hij neemt taart")]


def with_file(name: str, text: str) -> Library:
    compiled = compile_content({**GOOD, name: text.encode()})
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library
