"""From published norms and trees to entries and phrases."""

from typing import Any

import pytest

from bot.content.models import Norm, TreeShape
from bot.ids import NormId, Role
from bot.matching.entries import Entry, entries_of, kin_of, links_of, phrases_of


def _norm(**changes: Any) -> Norm:
    plain = dict.fromkeys(("titel", "thema", "kern", "makkelijk", "uitleg", "eigenaar"), "tekst")
    return Norm.model_validate(
        plain
        | {
            "schema": "norm/1",
            "id": "gift",
            "voor": ["ambtenaar"],
            "stappen": ["wacht"],
            "vragen": ["mag ik een cadeau aannemen"],
            "bronnen": [{"soort": "code", "titel": "code", "geraadpleegd": "2026-11-23"}],
            "bomen": ["cadeauboom"],
            "niet": [{"vraag": "mag ik stemmen", "wel": "vote"}],
            "verwijzing": {"route": "leidinggevende"},
            "status": "gepubliceerd",
            "herzien_voor": "2027-11-01",
        }
        | changes
    )


def _tree(**changes: Any) -> TreeShape:
    plain = {
        "schema": "boom/1",
        "id": "cadeauboom",
        "titel": "Mag ik dit houden?",
        "knop": "Cadeau",
        "voor": ["ambtenaar"],
        "intro": "tekst",
        "status": "gepubliceerd",
        "herzien_voor": "2027-11-01",
        "eigenaar": "groep",
        "zoekvragen": ["cadeau gekregen"],
        "start": "a",
        "vragen": {},
        "uitkomsten": {},
    }
    return TreeShape.model_validate(plain | changes)


def test_a_norm_and_a_tree_become_entries_with_what_people_ask() -> None:
    norm, tree = entries_of([_norm()], [_tree()])
    assert (norm.kind, norm.id, norm.phrases) == ("norm", "gift", ("mag ik een cadeau aannemen",))
    assert norm.near_misses == (("mag ik stemmen", "vote"),)
    assert (tree.kind, tree.id, tree.phrases) == ("tree", "cadeauboom", ("cadeau gekregen",))
    assert norm.roles == tree.roles == frozenset({Role.OFFICIAL})
    assert links_of([norm, tree]).tolist() == [[0, 1], [0, 0]]
    assert kin_of(links_of([norm, tree])) == (frozenset({1}), frozenset({0}))


@pytest.mark.parametrize("status", ["concept", "ter_review", "klaar", "ingetrokken"])
def test_what_is_not_published_is_not_found(status: str) -> None:
    assert entries_of([_norm(status=status)], [_tree(status=status)]) == ()


def test_a_title_is_a_phrase_and_a_near_miss_belongs_to_the_norm_it_goes_to() -> None:
    gift = Entry(
        kind="norm",
        id="gift",
        title="Cadeau",
        phrases=("Cadeau", "cadeau houden", "?!"),
        near_misses=(("mag ik stemmen", NormId("vote")),),
    )
    vote = Entry(kind="norm", id="vote", title="Stemmen", phrases=())
    found = [(phrase.text, phrase.entry) for phrase in phrases_of([gift, vote])]
    assert found == [("Cadeau", 0), ("cadeau houden", 0), ("Stemmen", 1), ("mag ik stemmen", 1)]
    assert [phrase.entry for phrase in phrases_of([gift])] == [0, 0]
