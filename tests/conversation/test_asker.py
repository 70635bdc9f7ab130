"""Who asks: found by typing, skipped when that is wished, and carried by the buttons that follow."""

import pytest

from bot.conversation.asker import MAX_NAMED, introduced, like_named, named, role_of
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Pressed
from bot.conversation.typed import said_of
from bot.dilemma.tree import RouteName
from bot.ids import Body, OrganisationId, Role
from tests.conversation.talking import AT, Talk


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("mestreech", "maastricht"),
        ("Maastricht", "maastricht"),
        ("maastrict", "maastricht"),
        ("gemeente maastricht", "maastricht"),
        ("sittard", "sittard-geleen"),
        ("ik werk bij de gemeente Sittard-Geleen", "sittard-geleen"),
        ("WL", "waterschap-limburg"),
        ("watersjap limburg", "waterschap-limburg"),
        ("gouvernement aan de maas", "provincie-limburg"),
        ("valkenburg", "valkenburg-aan-de-geul"),
        ("heerlen noord", "heerlen"),
        ("ik zit bij de gemeente stein geloof ik", "stein"),
        ("in Heerle", "heerlen"),
        ("peel en maas", "peel-en-maas"),
        ("waterschap", "waterschap"),
    ],
)
def test_an_organisation_is_found_by_what_people_call_it(desk: Desk, text: str, id_: str) -> None:
    said = said_of(text)
    same = named(said, desk.library, desk.texts)
    found, is_clear = like_named(said, desk.library, desk.texts)
    assert same.id == id_ if same else ([o.id for o in found], is_clear) == ([id_], True)


def test_every_organisation_is_found_by_each_of_its_names(desk: Desk) -> None:
    names = [(o, name) for o in desk.library.organisations.values() for name in (o.name, *o.other_names)]
    for organisation, name in names:
        found = named(said_of(name), desk.library, desk.texts)
        assert found is not None, name
        assert found.id == organisation.id or found.body is organisation.body, name


@pytest.mark.parametrize("text", ["mag ik een fles wijn aannemen", "ik werk bij de", "", "xyzzy", "amsterdam", "ja"])
def test_other_words_are_no_organisation(desk: Desk, text: str) -> None:
    assert named(said_of(text), desk.library, desk.texts) is None
    assert like_named(said_of(text), desk.library, desk.texts) == ((), False)


@pytest.mark.parametrize(("text", "among"), [("limburg", "waterschap-limburg"), ("maas", "peel-en-maas")])
def test_a_name_that_is_not_clear_is_asked_back(desk: Desk, text: str, among: str) -> None:
    found, is_clear = like_named(said_of(text), desk.library, desk.texts)
    assert not is_clear
    assert 1 <= len(found) <= MAX_NAMED
    assert among in {o.id for o in found}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("ik ben wethouder", Context(role=Role.EXECUTIVE)),
        ("ik ben zelf raadslid", Context(role=Role.MEMBER)),
        ("ik werk als ambtenaar", Context(role=Role.OFFICIAL)),
        ("ik werk in venlo", Context(organisation=OrganisationId("venlo"))),
        ("mestreech", Context(organisation=OrganisationId("maastricht"))),
        ("wethouder", Context(role=Role.EXECUTIVE)),
        ("ambtenaar", Context(role=Role.OFFICIAL)),
        ("ik ben wethouder in mestreech", Context(role=Role.EXECUTIVE, organisation=OrganisationId("maastricht"))),
        ("ik ben heemraad", Context(role=Role.EXECUTIVE)),
        ("ik ben ab lid van het waterschap", Context(role=Role.MEMBER, organisation=OrganisationId("waterschap"))),
        ("ik ben boa bij de gemeente stein", Context(role=Role.OFFICIAL, organisation=OrganisationId("stein"))),
        ("ik ben wethouder en krijg een fles wijn", None),
        ("ik ben ziek", None),
    ],
)
def test_who_introduces_themselves_and_says_nothing_else_is_known_from_then_on(
    desk: Desk, text: str, context: Context | None
) -> None:
    assert introduced(said_of(text), Context(), desk) == context


def test_an_introduction_is_taken_note_of_in_any_conversation(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("ik ben wethouder")
    assert talk.shows("instellingen.genoteerd")
    talk.say("ik werk bij gemeente weert")
    assert talk.state.context == Context(role=Role.EXECUTIVE, organisation=OrganisationId("weert"))
    assert "Gemeente Weert" in talk.text


def test_the_organisation_is_asked_on_the_way_to_a_human_and_its_name_leads_on(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    assert talk.shows("organisatie.vraag")
    talk.say("voorbeelstad")
    assert talk.state.context.organisation == "voorbeeldstad"
    assert talk.shows("mens.kop")


def test_who_looks_for_a_human_and_types_a_place_sees_the_humans_of_that_place(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("mens")
    talk.say("voorbeeldstad")
    assert talk.shows("mens.kop")
    assert desk.organisation(talk.state.context).routes[RouteName.ADVISER].name in talk.text


def test_a_name_that_nobody_knows_may_be_typed_again_or_skipped(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    talk.say("Amsterdam")
    assert talk.shows("organisatie.onbekend")
    talk.say("roermnd")
    assert talk.state.context.organisation == "roermond"
    talk.say("kies organisatie")
    talk.presses("zeg-ik-niet")
    assert talk.state.context == Context(declined_organisation=True)
    assert talk.shows("mens.kop")


def test_several_names_are_offered_by_name(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    talk.say("limburg")
    assert talk.shows("organisatie.welke")
    talk.press("Provincie Limburg")
    assert desk.body(talk.state.context) is Body.PROVINCE


def test_a_question_instead_of_a_name_is_answered_and_the_name_is_not_waited_for(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    talk.say("krijg van een aannemer een dure fles wijn mag dat")
    assert talk.shows("antwoord.stappen")
    assert talk.state.asking is None


def test_who_rather_says_no_organisation_is_not_asked_again_after_a_restart(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    data = talk.choice(desk.texts("knop.zeg-ik-niet")).data
    again = Talk(desk)
    again.hear(Pressed(data=data, at=AT))
    assert again.state.context.declined_organisation


@pytest.mark.parametrize(("typed", "role"), [("raadslid", Role.MEMBER), ("2", Role.EXECUTIVE), ("liever niet", None)])
def test_what_counts_for_me_asks_role_and_organisation_once_and_shows_the_card(
    desk: Desk, typed: str, role: Role | None
) -> None:
    talk = Talk(desk)
    general = talk.say("krijg van een aannemer een dure fles wijn mag dat")
    talk.presses("voor-mij")
    assert talk.shows("rol.vraag")
    talk.say(typed)
    assert talk.shows("organisatie.vraag")
    talk.say("wl")
    assert talk.state.context.role is role
    assert talk.state.context.organisation == "waterschap-limburg"
    assert talk.text != general
    assert desk.texts("knop.voor-mij") not in talk.labels
    assert desk.texts("knop.niet-bedoeld") in talk.labels, "it is still the answer to the question"


def test_who_says_who_they_are_sees_the_same_answer_as_it_is_for_them(desk: Desk) -> None:
    talk = Talk(desk)
    general = talk.say("krijg van een aannemer een dure fles wijn mag dat")
    shown = talk.say("raadslid bij gemeente stein")
    assert shown != general
    assert shown.split("\n")[0] == general.split("\n")[0]
    assert talk.state.context == Context(role=Role.MEMBER, organisation=OrganisationId("stein"))
    assert desk.texts("knop.niet-bedoeld") in talk.labels


@pytest.mark.parametrize("words", ["weet niet", "misschien", "maakt niet uit", "geen idee", "liever niet"])
def test_the_role_is_skipped_in_any_words(desk: Desk, words: str) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp", "geschenk")
    talk.say(words)
    assert talk.state.context.declined
    assert "Vraag 1" in talk.text


@pytest.mark.parametrize(("words", "context"), [("wethouder in venlo", Role.EXECUTIVE), ("griffier", Role.OFFICIAL)])
def test_the_question_for_the_role_takes_what_people_say_of_themselves(desk: Desk, words: str, context: Role) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp", "geschenk")
    talk.say(words)
    assert talk.state.context.role is context
    assert "Vraag 1" in talk.text


def test_the_question_for_the_role_stays_until_it_is_answered(desk: Desk) -> None:
    talk = Talk(desk)
    asked = talk.command("keuzehulp", "geschenk")
    for words in ("ja", "ok", "prima"):
        talk.say(words)
        assert talk.shows("boom.kies-antwoord")
        assert desk.texts("rol.ambtenaar") in talk.labels
    talk.say("mestreech")
    assert talk.text == asked
    assert talk.state.context.organisation == "maastricht"


def test_where_somebody_works_is_found_among_where_they_live(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("kies organisatie")
    talk.say("ik woon in heerlen maar werk in kerkrade")
    assert talk.shows("organisatie.welke")
    assert len(talk.labels) <= 5
    talk.press("Kerkrade")
    assert talk.state.context.organisation == "kerkrade"


@pytest.mark.parametrize("how", ["clear", "settings", "said"])
def test_what_somebody_says_of_themselves_in_the_middle_of_a_tree_counts_there_too(desk: Desk, how: str) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp", "meepraten")
    talk.say("wethouder")
    talk.command("instellingen")
    if how == "clear":
        talk.presses("wissen")
    elif how == "settings":
        talk.press("Volksvertegenwoordiger")
    else:
        talk.say("ik ben raadslid")
    told = talk.state.context
    assert told.role is (None if how == "clear" else Role.MEMBER)
    talk.say("verder")
    assert talk.state.context.role is told.role
    talk.say("ik praat of stem mee")
    assert talk.state.context.role is told.role


# --- a role in a question ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("ik heb als wethouder een etentje gehad met een ontwikkelaar", Role.EXECUTIVE),
        ("als gedeputeerde heb ik een bijbaan", Role.EXECUTIVE),
        ("Ik ben raadslid en mijn broer vraagt subsidie aan", Role.MEMBER),
        ("ben raadslid, mag ik meestemmen", Role.MEMBER),
        ("ik zit in de raad en mijn man heeft een bouwbedrijf", Role.MEMBER),
        ("ik werk als boa en krijg gratis koffie", Role.OFFICIAL),
        ("de burgemeester vroeg mij als ambtenaar om het stuk te wijzigen", Role.OFFICIAL),
        ("mijn buurman is wethouder en hij geeft mij een vergunning", None),
        ("mag een ambtenaar een cadeau aannemen", None),
        ("als de wethouder dat wil moet ik dan tekenen", None),
        ("wat moet ik doen als wethouder jansen boos wordt", None),
        ("ik ben ambtenaar en ik ben ook raadslid in een andere gemeente", None),
        ("ik ben geen ambtenaar", None),
        ("mijn vrouw zit in de raad, mag ik haar vertellen wat er in dat stuk staat", None),
        ("wie zit in de raad", None),
        ("wat doe ik als wethouder mij onder druk zet", None),
        ("ik zit in het dagelijks bestuur van de voetbalclub", None),
        ("ik zit in de raad van toezicht", None),
        ("ik ben raadslid geweest en krijg nu een opdracht", None),
        ("een vriend wil mij als adviseur inhuren", None),
    ],
)
def test_a_role_in_a_question_is_that_of_who_speaks_or_none(desk: Desk, question: str, role: Role | None) -> None:
    assert role_of(said_of(question), desk) is role


def test_who_says_their_role_in_a_question_gets_the_answer_for_it_and_can_put_it_right(desk: Desk) -> None:
    talk = Talk(desk)
    heard = talk.say("ik ben raadslid, mag ik een fles wijn aannemen van een aannemer")
    assert talk.state.context == Context(role=Role.MEMBER)
    assert "Ik lees dat je dit vraagt als volksvertegenwoordiger" in heard
    assert "eed of belofte" in heard
    assert "Ik lees dat" not in talk.say("mag ik als raadslid een fles wijn aannemen van een aannemer")
    assert "Ik lees dat" not in talk.say("mag ik als wethouder een fles wijn aannemen"), "what was told before counts"
    talk.say("ik ben ambtenaar")
    assert talk.state.context == Context(role=Role.OFFICIAL)
