"""Promise 1, as far as memory goes: what is remembered of a conversation is little, is named, and goes away."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import running
from bot.channels.connection import TelegramAccess
from bot.channels.ordering import PerChat
from bot.channels.pacing import Pacing
from bot.channels.telegram import _Channel
from bot.channels.traces import DELETABLE, MESSAGES, Traces, _Chat
from bot.conversation.desk import Desk
from bot.conversation.turn import Commanded, Context, Manner, Medium, Place, State, Why
from bot.ids import ConversationId
from bot.matching import explain
from bot.service.consultation import Consultation, _Remembered
from tests.conversation.talking import Talk
from tests.people import ZONE
from tests.promises.traces import marker

QUESTION = "mag ik een dure fles wijn aannemen van een aannemer die bij ons een vergunning aanvraagt"
NAMED: Mapping[type[object], Mapping[str, str]] = {
    State: {
        "medium": "Je praat met mij via Telegram",
        "context": "je rol, je organisatie",
        "manner": "hoe ik moet antwoorden",
        "choices": "de keuzes op je scherm",
        "place": "waar je bent",
        "asking": "waar je bent",
        "card": "waar je bent",
        "fallbacks": "hoe vaak ik je niet begreep",
        "why": "waarom je dit antwoord kreeg",
    },
    Context: {
        "role": "je rol",
        "declined": "je rol",
        "organisation": "je organisatie",
        "declined_organisation": "je organisatie",
    },
    Manner: dict.fromkeys(("plain", "vanish_after", "formal"), "hoe ik moet antwoorden"),
    Place: {"data": "waar je bent", "choices": "de keuzes op je scherm", "done": "waar je bent"},
    Why: {
        **dict.fromkeys(("shown", "choice", "not_this"), "de keuzes op je scherm"),
        "words": f"Van je laatste vraag onthoud ik hooguit {explain.WORDS} woorden",
        "example": "waarom je dit antwoord kreeg",
        "confidence": "waarom je dit antwoord kreeg",
    },
    _Chat: {
        **dict.fromkeys(("sent", "unanswered"), f"de laatste {MESSAGES} berichten erin onthoud ik de nummers"),
        **dict.fromkeys(("due", "soonest", "vanish_after"), "of berichten moeten verdwijnen"),
        "album": "Ook van je laatste album",
        "last": "hooguit 48 uur",
    },
    _Remembered: {
        "state": "Zolang ons gesprek loopt",
        "at": "stilte",
        "breath": "hoe snel je typt",
        "asked_to_slow_down": "hoe snel je typt",
    },
}
"""Everything in memory about one conversation, and where the privacy pages speak of it."""
OF_CHANNELS: Mapping[type[object], Mapping[str, str]] = {
    Consultation: {"_conversations": "Zolang ons gesprek loopt", **dict.fromkeys(("_desk", "_load", "_long"), "")},
    Traces: {"_chats": "Van dit gesprek"},
    Pacing: {"_free": "hoe snel je typt", "_apart": ""},
    PerChat: {**dict.fromkeys(("_last", "_taken_in", "_expected"), "Van dit gesprek"), "_places": ""},
    _Channel: {
        "_just_pressed": "je laatste knop",
        "_traces": "Van dit gesprek",
        "_taken": "",  # numbers that Telegram gives to updates, the last thousand of everybody
        "_left": "",  # groups that we left, not people
        **dict.fromkeys(("_consultation", "_texts", "_zone", "_order"), ""),
    },
}
"""The same for what holds it. Empty: nothing about a person."""

pytestmark = pytest.mark.belofte(1)


class Now:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def pages(desk: Desk) -> str:
    """Both pages on privacy, as somebody on Telegram reads them."""
    keeping = replace(desk.keeping, deletable=DELETABLE, deletable_messages=MESSAGES)
    talk = Talk(replace(desk, keeping=keeping))
    return talk.command("privacy") + "\n" + talk.presses("gegevens")


def words_in(value: object) -> Iterator[str]:
    """Every text in what is remembered."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part)


def test_the_privacy_pages_name_everything_that_is_remembered(desk: Desk) -> None:
    shown = pages(desk)
    for kind, named in NAMED.items():
        assert is_dataclass(kind)
        assert {field.name for field in fields(kind)} == named.keys(), "say on the page what is remembered, too"
        for field, sentence in named.items():
            assert sentence in shown, (kind.__name__, field)


async def test_the_privacy_pages_name_everything_that_the_channel_remembers(desk: Desk) -> None:
    shown, order, consultation = pages(desk), PerChat(), Consultation(desk)
    access = TelegramAccess(token="1:x", api_root=None, zone=ZONE)
    for holder in (consultation, Traces(), Pacing(), order, _Channel(consultation, desk.texts, access, order)):
        named = OF_CHANNELS[type(holder)]
        assert vars(holder).keys() == named.keys(), "say on the page what is remembered, too"
        for field, sentence in named.items():
            assert sentence in shown, (type(holder).__name__, field)


@pytest.mark.parametrize("number", [explain.WORDS, 2, 0])
def test_of_a_question_no_more_words_are_remembered_than_the_page_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(explain, "WORDS", number)
    talk = Talk(desk)
    talk.say(f"{QUESTION} {marker(1)}")
    assert talk.state.why is not None
    assert len(talk.state.why.words) == number
    known = set(words_in(talk.state))
    assert not any(marker(1) in text or QUESTION in text for text in known)
    assert {word for word in QUESTION.split() if word in known} <= set(talk.state.why.words)
    assert f"hooguit {number} woorden" in pages(desk)


async def test_what_is_silent_leaves_the_memory_when_the_page_says(desk: Desk) -> None:
    """`sweep` after the silence at the latest, though nobody writes any more."""
    keeping = replace(desk.keeping, idle=timedelta(milliseconds=50), sweep=timedelta(milliseconds=20))
    consultation = Consultation(replace(desk, keeping=keeping))
    running.keep_tidy(consultation, Now(), keeping)
    await consultation.hear(ConversationId("anna"), Medium.TELEGRAM, Commanded(name="start", at=Now().now()))
    assert consultation.remembered == 1
    async with asyncio.timeout(5):
        while consultation.remembered:  # noqa: ASYNC110 - it happens by itself
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("sweep", "said"), [(timedelta(minutes=1), "hooguit 1 minuut later"), (timedelta(minutes=20), "20 minuten later")]
)
def test_the_page_says_how_much_later(desk: Desk, sweep: timedelta, said: str) -> None:
    assert said in pages(replace(desk, keeping=replace(desk.keeping, sweep=sweep)))
