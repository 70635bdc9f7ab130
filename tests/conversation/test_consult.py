"""A question in one's own words: one card on one screen, choices, or an honest "I do not know"."""

import pytest

from bot.content.models import Norm
from bot.conversation.consult import CARD_CHARACTERS, norm_choice, source_line
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Style
from bot.ids import Body, NormId, OrganisationId, Role
from tests.conversation.talking import Talk

WINE = "krijg van een aannemer een dure fles wijn mag dat"
VAGUE = "iets met mijn buurman en een vergunning"
WEATHER = "welk weer wordt het morgen"


def test_an_answer_has_core_steps_source_and_three_ways_on(desk: Desk) -> None:
    talk = Talk(desk)
    text = talk.say(WINE)
    assert len(text) <= CARD_CHARACTERS
    assert "Ambtenarenwet 2017, artikel 8" in text
    assert any(block.style is Style.BULLET for block in talk.reply.blocks)
    assert "Geschenk" in talk.labels[0]
    assert {desk.texts("knop.niet-bedoeld"), desk.texts("knop.mens")} <= set(talk.labels)


@pytest.mark.parametrize("typed", ["makkelijker", "ik snap het niet", "In makkelijke taal"])
def test_the_easy_text_is_one_word_away(desk: Desk, typed: str) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    easy = desk.library.norms[NormId("geschenken")].plain
    assert easy in talk.say(typed)
    assert "Ambtenarenwet 2017" in talk.say("antwoord")
    assert talk.say("meer") != easy


@pytest.mark.parametrize("typed", ["waarom", "Waarom dit antwoord", "hoe kom je daarbij?"])
def test_why_names_words_of_the_question_and_an_example(desk: Desk, typed: str) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    heard = talk.say(typed)
    assert all(f"“{word}”" in heard for word in ("fles", "wijn", "aannemer"))
    assert any(f"“{example}”" in heard for example in desk.library.norms[NormId("geschenken")].questions)
    assert "ongeveer 9 goed" in heard
    assert "Ambtenarenwet 2017" in talk.say("1"), "and leads back"


def test_of_why_little_is_kept_and_nothing_after_forgetting(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(f"{WINE}, vraagt Truus Jansen")
    why = talk.state.why
    assert why is not None
    assert len(why.words) <= 5
    assert "fles" not in repr(why)
    talk.command("vergeet")
    assert desk.texts("waarom.vergeten").strip() in talk.say("waarom")


def all_cards(desk: Desk) -> list[tuple[Norm, Context]]:
    looks = [o.id for o in desk.library.organisations.values() if o.generic or o.routes]  # the others look like these
    organisations: list[OrganisationId | None] = [None, *looks]
    contexts = [Context(role=r, organisation=o) for r in (None, *Role) for o in organisations]
    return [(norm, context) for norm in desk.library.norms.values() for context in contexts]


def test_every_card_of_every_norm_fits_a_phone_for_every_role_and_organisation(desk: Desk) -> None:
    for norm, context in all_cards(desk):
        talk = Talk(desk, context)
        talk.command("themas")
        talk.press(desk.library.themes[norm.theme].button)
        shown = talk.press(norm_choice(context, norm.id, desk).label)
        assert len(shown) <= CARD_CHARACTERS, (norm.id, context)
        assert "Bron" in shown, (norm.id, context)
        talk.presses("meer", "makkelijk")


def test_a_card_follows_role_and_kind_of_body(desk: Desk) -> None:
    norm = desk.library.norms[NormId("stemonthouding")]
    shown = set()
    for body in Body:
        talk = Talk(desk, Context(role=Role.MEMBER, organisation=desk.library.generic(body).id))
        talk.command("themas")
        talk.press(desk.library.themes[norm.theme].button)
        shown.add(talk.press(norm.title[:25]))
    assert len(shown) == len(Body)


def test_an_organisation_that_deviates_says_so_with_its_source(desk: Desk) -> None:
    town = next(o for o in desk.library.organisations.values() if o.deviations)
    talk = Talk(desk, Context(organisation=town.id))
    assert town.deviations[0].source in talk.say(WINE)


def test_a_vague_question_gets_choices_then_other_words_then_a_human_and_never_a_third_guess(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(VAGUE)
    assert 4 <= len(talk.labels) <= 6
    assert talk.labels[-2:] == [desk.texts("knop.geen"), desk.texts("knop.mens")]
    assert all("-" not in label or " " in label for label in talk.labels), "an id is shown"
    talk.say("geen van deze")
    assert talk.shows("bedoel-je.anders")
    talk.say(VAGUE)
    assert talk.shows("onbekend.genoeg")
    assert talk.labels[0] == desk.texts("knop.mens")


def test_after_an_answer_the_guesses_are_counted_anew(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WEATHER)
    talk.say(WEATHER)
    talk.say(WINE)
    talk.say(WEATHER)
    assert not talk.shows("onbekend.genoeg")


def test_not_what_i_meant_gives_the_next_candidates_without_the_first(desk: Desk) -> None:
    talk = Talk(desk)
    first = talk.say(WINE).split("\n")[0]
    talk.say("niet wat ik bedoel")
    assert talk.shows("bedoel-je.vraag")
    assert not any(first.startswith(label.rstrip("…")) for label in talk.labels)


def test_not_what_i_meant_works_on_a_card_of_before_a_restart(desk: Desk) -> None:
    before, after = Talk(desk), Talk(desk)
    before.say(WINE)
    after.reply = before.reply
    after.presses("niet-bedoeld")
    assert after.shows("bedoel-je.vraag")


def test_out_of_scope_is_declined_with_ways_on(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WEATHER)
    assert talk.shows("onbekend.sorry")
    assert {desk.texts("knop.mens"), desk.texts("knop.themas")} <= set(talk.labels)


def test_sources_are_written_out(desk: Desk) -> None:
    sources = [s for norm in desk.library.norms.values() for s in norm.sources]
    lines = [source_line(s, desk) for s in sources]
    assert all(line and "BWBR" not in line and "None" not in line for line in lines)


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_with_a_known_role_only_the_sources_for_that_role_are_named(desk: Desk, role: Role | None) -> None:
    talk = Talk(desk, Context(role=role))
    text = talk.say("mag ik meestemmen over het bestemmingsplan van mijn eigen straat")
    assert ("Ambtenarenwet" in text) <= (role in (None, Role.OFFICIAL))
