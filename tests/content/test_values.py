"""Values are filled in: the organisation's own, and the one for the role of the reader when it has that."""

import pytest

from bot.content.compiler import compile_content
from bot.content.values import fill, names_in_text
from bot.ids import Body, OrganisationId, Role
from tests.content.overlay import GOOD

TOWN = "knowledge/organisaties/gemeente.yaml"
OWN = "knowledge/organisaties/voorbeeldstad.yaml"
GENERIC_VALUES = """geschenk_grens: € 50
  steun: je chef of de griffier
  steun_ambtenaar: je chef
  steun_volksvertegenwoordiger: de griffier"""


def filled(text: str, role: Role | None, own: str = "geschenk_grens: € 25") -> str:
    """`text` as somebody of the example town reads it, which says this itself and inherits the rest."""
    files = {
        **GOOD,
        TOWN: GOOD[TOWN].replace("geschenk_grens: € 50".encode(), GENERIC_VALUES.encode()),
        OWN: GOOD[OWN].replace("geschenk_grens: € 25".encode(), own.encode()),
    }
    organisations = compile_content(files).draft.complete_organisations()
    town = next(o for o in organisations if o.id == OrganisationId("voorbeeldstad"))
    assert town.body is Body.MUNICIPALITY
    return fill(text, town, role)


def test_a_value_is_filled_in_and_an_unknown_one_stays() -> None:
    assert filled("<geschenk_grens>, <onbekend> en <B>", None) == "€ 25, <onbekend> en <B>"


@pytest.mark.parametrize(
    ("role", "read"),
    [
        (None, "je chef of de griffier"),
        (Role.OFFICIAL, "je chef"),
        (Role.EXECUTIVE, "je chef of de griffier"),
        (Role.MEMBER, "de griffier"),
    ],
)
def test_a_value_may_differ_by_role_and_who_has_none_of_their_own_reads_the_general_one(
    role: Role | None, read: str
) -> None:
    assert filled("Vraag <steun>. Tot <geschenk_grens>.", role) == f"Vraag {read}. Tot € 25."


def test_what_an_organisation_says_itself_goes_before_what_another_says_for_a_role() -> None:
    own = "steun: de integriteitscoach"
    assert {filled("<steun>", role, own) for role in (None, *Role)} == {"de integriteitscoach"}


def test_an_organisation_may_change_a_value_for_one_role() -> None:
    own = "steun_ambtenaar: je teamleider"
    assert [filled("<steun>", role, own) for role in (None, Role.OFFICIAL, Role.MEMBER)] == [
        "je chef of de griffier",
        "je teamleider",
        "de griffier",
    ]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("steun", ("steun",)),
        ("steun_ambt", ("steun_ambt",)),
        ("steun_ambtenaar", ("steun_ambtenaar", "steun")),
        ("steun_ambt_volksvertegenwoordiger", ("steun_ambt_volksvertegenwoordiger", "steun_ambt")),
        ("bestuurder", ("bestuurder",)),
        ("_bestuurder", ("_bestuurder",)),
    ],
)
def test_a_text_may_call_a_value_for_a_role_by_what_it_is_for_all(name: str, names: tuple[str, ...]) -> None:
    assert names_in_text(name) == names
