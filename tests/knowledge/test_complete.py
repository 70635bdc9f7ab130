"""The knowledge base is whole: each topic, tree and organisation is there, and says enough."""

from collections.abc import Sequence
from statistics import median

import pytest

from bot.content.compiler import Compiled
from bot.content.folding import fold
from bot.content.library import Library
from bot.content.rules.prose import Passage
from bot.content.sentences import sentences
from bot.conversation.button import Page, ShowPage, read, write
from bot.conversation.turn import Context
from bot.dilemma.graph import longest_path, reachable
from bot.dilemma.tree import Status, Verdict
from bot.ids import Body, NormId, TreeId

TOPICS = """
belangenverstrengeling stemonthouding beslissen-over-bekenden eigen-aanvraag verboden-handelingen
onverenigbare-functies benoemingen financiele-belangen register-financiele-belangen voorkennis nevenwerkzaamheden
nevenfuncties-politiek neveninkomsten draaideur geschenken uitnodigingen dienstreizen lobby omkoping declaraties
gebruik-voorzieningen fractiegelden partijfinanciering inkoop-en-aanbesteding fraude-en-diefstal
vertrouwelijke-informatie geheimhouding-politiek lekken gegevens-opzoeken social-media vrijheid-van-meningsuiting
contact-met-pers ai-hulpmiddelen gedrag-in-de-privesfeer strafbaar-feit-prive schulden alcohol-en-drugs
relatie-op-het-werk ongewenste-omgangsvormen seksuele-intimidatie pesten discriminatie machtsmisbruik
agressie-van-buiten bedreiging-en-ondermijning druk-van-boven politieke-neutraliteit misstand-melden bescherming-melder
collega-aanspreken-of-melden aangifte vertrouwenspersoon onderzoek-na-melding beschuldigd sancties gedragscode
eed-of-belofte introductieprogramma integriteitsbeleid rol-burgemeester vog-en-screening dilemma-bespreken
""".split()
TREES = """
geschenk uitnodiging nevenwerk meebeslissen financieel-belang informatie-delen online-uiting privegedrag misstand
ongewenst-gedrag relatie-werk declareren leverancier druk-en-dreiging collega overstap
""".split()
FIRST_THEMES = ["belangenverstrengeling", "financiele-belangen", "introductieprogramma", "eed-of-belofte", "privesfeer"]
"""Of the page that the bot grew from."""
MUNICIPALITIES = """
beek beekdaelen beesel bergen brunssum echt-susteren eijsden-margraten gennep gulpen-wittem heerlen horst-aan-de-maas
kerkrade landgraaf leudal maasgouw maastricht meerssen mook-en-middelaar nederweert peel-en-maas roerdalen roermond
simpelveld sittard-geleen stein vaals valkenburg-aan-de-geul venlo venray voerendaal weert
""".split()
QUESTIONS, WORDS = 40, 40
MEDIAN_WORDS, MOST_WORDS = 12, 25


def test_every_topic_and_tree_is_published(library: Library) -> None:
    assert set(library.norms) == set(TOPICS)
    assert set(library.trees) == set(TREES)
    assert {norm.status for norm in library.norms.values()} == {Status.PUBLISHED}
    assert {tree.status for tree in library.trees.values()} == {Status.PUBLISHED}


def test_the_themes_of_the_source_page_come_first_and_every_norm_has_one(library: Library) -> None:
    assert list(library.themes)[:5] == FIRST_THEMES
    for theme in library.themes.values():
        assert len(theme.page) >= 3, theme.id
        assert theme.norms, theme.id
    placed = [norm for theme in library.themes.values() for norm in theme.norms]
    assert sorted(placed) == sorted(library.norms)
    assert {tree for theme in library.themes.values() for tree in theme.trees} == set(library.trees)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_norm_is_told_in_full(library: Library, topic: str) -> None:
    norm = library.norms[NormId(topic)]
    assert len({fold(question) for question in norm.questions}) >= QUESTIONS
    assert len({fold(word) for word in norm.words}) >= WORDS
    assert len(norm.near_misses) >= 3
    assert len(norm.allowed) >= 3
    assert len(norm.not_allowed) >= 3
    assert len(norm.steps) >= 3
    assert norm.misunderstanding
    assert norm.see_also
    for body in Body:
        for role in norm.roles:
            assert any(body in s.bodies and role in s.roles for s in norm.sources), f"{role} of {body}: no source"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_norm_has_a_near_miss_that_leads_elsewhere(library: Library, topic: str) -> None:
    norm = library.norms[NormId(topic)]
    assert {miss.instead for miss in norm.near_misses} <= set(library.norms) - {topic}


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_offers_a_few_trees_at_most(library: Library, topic: str) -> None:
    assert len(library.norms[NormId(topic)].trees) <= 3


@pytest.mark.parametrize("name", TREES)
def test_every_outcome_is_reachable_for_some_role_and_every_role_reaches_several(library: Library, name: str) -> None:
    tree = library.trees[TreeId(name)]
    assert 3 <= len(longest_path(tree)) <= 8
    assert Verdict.CONSULT in {outcome.verdict for outcome in tree.outcomes.values()}
    for role in tree.roles:
        assert len(reachable(tree, role) & set(tree.outcomes)) >= 4, role
    seen = {node for role in tree.roles for node in reachable(tree, role)}
    assert set(tree.outcomes) <= seen


def test_the_organisations_of_limburg_are_there_by_name(library: Library) -> None:
    real = {o.id: o for o in library.organisations.values() if not (o.generic or o.demo)}
    kinds = {body: {id_ for id_, o in real.items() if o.body is body} for body in Body}
    assert kinds == {
        Body.MUNICIPALITY: set(MUNICIPALITIES),
        Body.PROVINCE: {"provincie-limburg"},
        Body.WATER_BOARD: {"waterschap-limburg"},
    }
    for organisation in real.values():
        assert organisation.other_names, organisation.id


def test_no_contact_of_a_real_organisation_was_invented(library: Library) -> None:
    for organisation in library.organisations.values():
        if organisation.demo:
            continue
        for name, route in organisation.routes.items():
            kinds = {contact.kind for contact in route.contacts}
            assert kinds <= {"vragen", "intranet", "langsgaan"}, (organisation.id, name)


def test_the_invented_town_shows_all_that_an_organisation_can_say(library: Library) -> None:
    (town,) = (o for o in library.organisations.values() if o.demo)
    assert town.deviations
    assert any(route.days_off for route in town.routes.values())
    assert sum(bool(route.hours) for route in town.routes.values()) >= 6


def test_a_button_tells_every_organisation_apart(library: Library) -> None:
    known = library.organisations
    for id_ in known:
        context = Context(organisation=id_)
        move = read(write(ShowPage(context=context, page=Page.START), known), known)
        assert move is not None
        assert move.context.organisation == id_


def test_sentences_are_short(prose: Sequence[Passage]) -> None:
    lengths = [len(sentence.words) for passage in prose for sentence in passage.sentences]
    assert len(lengths) > 5_000
    assert median(lengths) <= MEDIAN_WORDS
    assert max(lengths) <= MOST_WORDS


def test_what_is_published_has_no_error(compiled: Compiled) -> None:
    assert compiled.library is not None


@pytest.mark.parametrize("name", TREES)
def test_an_outcome_is_reached_by_each_role_that_it_speaks_to(library: Library, name: str) -> None:
    tree = library.trees[TreeId(name)]
    for role in tree.roles:
        reached = reachable(tree, role)
        spoken_to = {id_ for id_, o in tree.outcomes.items() if any(key.role is role for key in o.text_per_role)}
        assert spoken_to <= reached, role


@pytest.mark.parametrize("topic", TOPICS)
def test_the_core_is_two_sentences_at_most(library: Library, topic: str) -> None:
    assert len(sentences(library.norms[NormId(topic)].core)) <= 2
