"""A difference in sentences: what a colleague who approves a change reads."""

from dataclasses import replace

import pytest

from bot.authoring.diff import compare
from bot.authoring.telling import CHANGES, GROUPS, LONG, Line, tell
from bot.content.library import Library
from bot.dilemma.tree import Option, Status, Tree, Verdict
from bot.ids import NodeId, NormId, OptionId, Role, TreeId
from tests.authoring.versions import (
    NORM,
    TREE,
    Edit,
    asked,
    edited,
    gift,
    good,
    option,
    options,
    outcome,
    version,
    with_question,
)

OPEN = with_question(asked("open", "Weet iemand ervan?", Ja="prijs", Nee="teruggeven"))
THROUGH_OPEN = option("gever", "zakelijk", to=NodeId("open"))


def with_tree(tree: Tree) -> Library:
    return replace(good(), trees={**good().trees, tree.id: tree})


def told(*edits: Edit) -> list[str]:
    return [line.text for line in tell(compare(good(), with_tree(edited(*edits))))]


def told_about(*changes: tuple[str, str, str]) -> list[str]:
    pairs: dict[str, dict[str, str]] = {}
    for file, was, now in changes:
        pairs.setdefault(file, {})[was] = now
    return [line.text for line in tell(compare(good(), version(pairs)))]


def test_no_difference_is_said_in_one_sentence() -> None:
    assert told() == ["Er is geen verschil in wat mensen lezen of waar ze uitkomen."]


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        (
            [option("prijs", "ja", to=NodeId("bespreken"))],
            "1 van 5 paden eindigt nu anders. 1 werd milder.",
        ),
        (
            [outcome("bespreken", verdict=Verdict.DO_NOT), option("prijs", "ja", to=NodeId("houden"))],
            "4 van 5 paden eindigen nu anders. 3 werden strenger, 1 werd milder.",
        ),
        (
            [outcome("houden", id=NodeId("x"), text="Anders."), option("gever", "collega", to=NodeId("x"))],
            "1 van 5 paden eindigt nu anders. Geen daarvan is milder of strenger.",
        ),
        (
            [OPEN, THROUGH_OPEN],
            "3 van 5 paden krijgen er een vraag bij. Daarvan kunnen er 2 anders eindigen. 2 kunnen strenger worden.",
        ),
        (
            [with_question(asked("open", "Weet iemand ervan?", Ja="prijs", Nee="prijs")), THROUGH_OPEN],
            "3 van 5 paden krijgen er een vraag bij. Die eindigen daarna zoals eerst.",
        ),
        ([options("prijs", lambda old: old[:2])], "1 van 5 paden vervalt."),
        (
            [options("gever", lambda old: (*old, Option(id=OptionId("x"), label="Vriend", to=NodeId("prijs"))))],
            "3 paden zijn nieuw.",
        ),
        ([option("prijs", "ja", roles=frozenset({Role.MEMBER}))], "1 van 5 paden vervalt, niet voor iedereen."),
    ],
    ids=["milder", "both", "level", "longer", "longer and the same", "lost", "gained", "by role"],
)
def test_the_first_sentence_about_a_tree_counts(edits: list[Edit], sentence: str) -> None:
    lines = told(*edits)
    assert lines[lines.index("Keuzehulp geschenk (Geschenk aannemen)") + 1 :][0] == sentence or sentence in lines


def test_a_group_of_paths_names_both_outcomes_and_walks_an_example() -> None:
    lines = told(option("prijs", "ja", to=NodeId("bespreken")))
    assert (
        "MILDER: 1 pad eindigt nu in “Bespreek het eerst” (overleg). Eerst was dat “Geef het terug” (niet_doen)."
        in lines
    )
    assert (
        "Voorbeeld: Van wie krijg je het geschenk? Bedrijf of inwoner. Is het meer waard dan <geschenk_grens>? Ja."
        in lines
    )


def test_what_may_be_milder_is_asked_at_the_top() -> None:
    lines = tell(compare(good(), with_tree(edited(option("prijs", "ja", to=NodeId("bespreken"))))))
    assert lines[:2] == (
        Line(depth=0, text="In het kort"),
        Line(depth=1, text="Let op: er zijn paden die milder eindigen, of dat kunnen, in geschenk. Klopt dat?"),
    )
    assert [line.text for line in lines if line.depth == 0] == ["In het kort", "Keuzehulp geschenk (Geschenk aannemen)"]
    assert not any("milder eindigen" in line for line in told(outcome("bespreken", verdict=Verdict.DO_NOT)))


def test_a_question_in_between_has_its_groups_beneath_it() -> None:
    lines = told(OPEN, THROUGH_OPEN)
    at = lines.index("De nieuwe vraag “Weet iemand ervan?”: 3 paden komen er nu langs.")
    assert lines[at + 1].startswith("STRENGER: 2 paden kunnen nu eindigen in “Geef het terug” (niet_doen).")
    assert lines[at + 2].endswith("Weet iemand ervan? Nee.")


def test_an_answer_that_is_gone_or_new_says_for_whom() -> None:
    lines = told(option("prijs", "ja", roles=frozenset({Role.MEMBER})))
    place = "Het antwoord “Ja” bij “Is het meer waard dan <geschenk_grens>?”"
    assert (
        f"{place} is er niet meer voor ambtenaar en bestuurder. Daardoor vervalt 1 pad. "
        "Dat eindigde in “Geef het terug” (niet_doen)." in lines
    )
    more = Option(id=OptionId("x"), label="Vriend", to=NodeId("prijs"))
    lines = told(options("gever", lambda old: (*old, more)))
    assert (
        "Het antwoord “Vriend” bij “Van wie krijg je het geschenk?” is nieuw. Dat geeft 3 paden erbij. "
        "Die eindigen in “Geef het terug” (niet_doen) of “Bespreek het eerst” (overleg)." in lines
    )


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (option("gever", "collega", to=NodeId("prijs")), "leidde eerst naar een uitkomst en nu naar een vraag."),
        (option("gever", "zakelijk", to=NodeId("houden")), "leidde eerst naar een vraag en nu naar een uitkomst."),
    ],
)
def test_an_id_that_leads_to_something_else_is_told_and_a_person_looks(edit: Edit, problem: str) -> None:
    lines = told(edit)
    assert any(line.endswith(problem) for line in lines)
    assert any(line.startswith("Betekent het antwoord nog hetzelfde?") for line in lines)
    assert not any("Herstel dat eerst" in line for line in lines)


def test_an_id_with_another_meaning_is_told_with_the_remedy() -> None:
    lines = told(option("gever", "collega", label="Vreemde"))
    assert any(line.endswith("Eerst “Collega”, nu “Vreemde”.") for line in lines)
    assert any(line.startswith("Geef het antwoord een nieuwe id.") for line in lines)
    assert "Let op: een id kreeg een andere betekenis in geschenk. Herstel dat eerst." in lines


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        (replace(gift(), status=Status.WITHDRAWN), "Deze keuzehulp is ingetrokken: mensen zien hem niet meer."),
        (replace(gift(), roles=frozenset(Role) - {Role.MEMBER}), "Niet meer voor volksvertegenwoordiger."),
        (replace(gift(), id=TreeId("nieuw")), "Deze keuzehulp is nieuw."),
    ],
)
def test_a_tree_as_a_whole_is_told(tree: Tree, sentence: str) -> None:
    assert sentence in [line.text for line in tell(compare(good(), with_tree(tree)))]


# --- texts ------------------------------------------------------------------------------------------------------------


def test_a_short_text_is_shown_before_and_after() -> None:
    lines = told_about((TREE, "label: Collega", "label: Een collega"))
    assert "vragen > gever > opties > collega > label: eerst “Collega”, nu “Een collega”" in lines


def test_a_long_text_is_shown_around_the_change() -> None:
    long = "Wat je krijgt van een bedrijf, leg je vandaag nog apart en je vraagt daarna aan een ander wat je doet."
    before = version({NORM: {"uitleg: Zo blijf je vrij in je keuze.": f"uitleg: {long}"}})
    after = version(
        {NORM: {"uitleg: Zo blijf je vrij in je keuze.": f"uitleg: {long.replace('vandaag nog', 'meteen')}"}}
    )
    assert [line.text for line in tell(compare(before, after))][-1] == (
        "uitleg: … van een bedrijf, leg je [eerst: vandaag nog | nu: meteen] apart en je vraagt daarna …"
    )


def test_words_added_or_left_out_are_marked() -> None:
    kern = "kern: Meer dan <geschenk_grens> neem je niet aan."
    before = version({NORM: {kern: "kern: Meer dan <geschenk_grens> neem je liever helemaal niet aan als ambtenaar."}})
    after = version({NORM: {kern: "kern: Meer dan <geschenk_grens> neem je helemaal niet aan als ambtenaar, nooit."}})
    text = [line.text for line in tell(compare(before, after))][-1]
    assert "[weg: liever]" in text
    assert "[erbij: , nooit]." in text


def test_texts_added_to_a_list_are_told_together() -> None:
    added = "".join(f"  - Een nieuwe stap met nummer {number}.\n" for number in range(7))
    lines = told_about((NORM, "mag_niet:\n", f"mag_niet:\n{added}"))
    assert len([line for line in lines if "mag_niet" in line]) == 1
    assert lines[-1].startswith("mag_niet: erbij “Een nieuwe stap met nummer 0.”, ")
    assert lines[-1].endswith(" en nog 3")


def test_another_order_is_told_without_the_list() -> None:
    lines = told_about((NORM, "bomen: [geschenk]\nzie_ook: [nevenwerk]", "zie_ook: [nevenwerk]\nbomen: [geschenk]"))
    assert lines == told()
    lines = told_about((TREE, "woorden: [aannemer, leverancier]", "woorden: [leverancier, aannemer]"))
    assert lines[-1] == "vragen > gever > opties > zakelijk > woorden: staat nu in een andere volgorde"


def test_many_changes_stay_readable() -> None:
    """A tree in which everything differs fills a page, not a book."""
    verdicts = {id_: replace(o, verdict=Verdict.HELP_NOW) for id_, o in gift().outcomes.items()}
    tree = replace(gift(), outcomes=verdicts)
    norms = {NormId(f"norm-{n}"): good().norms[NormId("geschenken")] for n in range(3)}
    lines = tell(compare(good(), replace(with_tree(tree), norms={**good().norms, **norms})))
    assert len(lines) <= 2 * GROUPS + CHANGES
    assert all(len(line.text) <= 5 * LONG for line in lines)
    assert {line.depth for line in lines} <= {0, 1, 2, 3}
