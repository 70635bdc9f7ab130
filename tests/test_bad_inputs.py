"""The list of bad inputs, no. 1-43, as a table: through Telegram, and the terminal where that differs.

Each gets a friendly answer with a way on, within a second, and without a mistake in the log; nothing of it is stored.
A message that is long enough to be the first piece of a longer text may take the time that a next piece is waited for.
"""

import asyncio
import io
import logging
import re
import signal
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels import pieces, terminal
from bot.channels.markup import utf16_units
from bot.channels.pieces import CUT_FROM
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Medium, Said
from bot.ids import ConversationId
from bot.service.consultation import BURST, Consultation
from tests.conftest import ROOT
from tests.conversation.talking import AT
from tests.loopback import LoopbackTelegram, Shown, User
from tests.people import ZONE, serving
from tests.processes import bot_process
from tests.promises.traces import kept

SMALL = ROOT / "tests/content/good"
SECOND = 1.0
MATCHING_SECONDS, MATCHING_BYTES = 0.05, 10_000_000
WINE = "krijg van een aannemer een dure fles wijn mag dat"
PERSON = {"phone_number": "0612345678", "first_name": "Jan", "last_name": "de Vries"}
PLACE = {"latitude": 50.851368, "longitude": 5.690973}
POLL: dict[str, Any] = {
    "id": "1",
    "question": "Mag dit?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "members_only": False,
    "allows_revoting": False,
}
PAYMENT = {
    "currency": "EUR",
    "total_amount": 100,
    "invoice_payload": "x",
    "telegram_payment_charge_id": "x",
    "provider_payment_charge_id": "y",
}
HOSTILE = (
    *("<b>", '<a href="tg://user?id=1">', "{0.__class__}", "${x}", "\x00\x1b[31m\x9b\x07", "\u202ewijn\u202c"),
    *("/start ../../x", "/vergeet", "/publiceer", "/cancel", "ik word bedreigd", "111222333 jan@voorbeeld.nl"),
)
ALIKE = str.maketrans("aeop", "аеор")  # Latin to Cyrillic


class Scene:
    """The bot on a loopback Telegram, and people who each begin anew."""

    def __init__(self, desk: Desk, server: LoopbackTelegram) -> None:
        self.desk, self.server = desk, server

    async def ask(self, act: "Act", *, of: User | None = None) -> Shown:
        """The one answer to what somebody does."""
        user = of or self.server.user()
        began = time.monotonic()
        await act(user)
        heard = await user.heard(timeout=5)
        took = time.monotonic() - began
        assert len(heard) == 1, "no answer, or more than one"
        assert took <= SECOND + (pieces.WAIT_SECONDS if act.is_long else 0)
        self.check(heard[0])
        return heard[0]

    async def says(self, text: str, *, of: User | None = None) -> str:
        return (await self.ask(typed(text), of=of)).text

    def check(self, shown: Shown) -> None:
        """Friendly: words of ours, with a way on."""
        assert shown.text.strip()
        assert shown.buttons, "no way on"
        assert not re.search(
            r"Traceback|\bNone\b|[{}\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown.text
        )
        assert self.text("fout.storing") not in shown.text

    def text(self, key: str, **values: object) -> str:
        return self.desk.texts(key, **values)

    def is_card(self, shown: Shown) -> bool:
        return shown.text.split("\n")[0] in {card.heading for card in self.desk.library.danger.cards}

    def walk(self) -> str:
        """The payload of a button that begins a tree."""
        tree = next(iter(self.desk.library.trees.values()))
        return self.desk.choice("", self.desk.begin(Context(declined=True), tree)).data

    def took_in_order(self) -> list[str]:
        """What the bot asked of Telegram and was refused."""
        return [call.outcome for call in self.server.calls if call.outcome not in ("ok", "waiting")]


@dataclass(frozen=True)
class Act:
    """Something that somebody does."""

    what: str
    do: Callable[[User], Awaitable[object]]
    is_long: bool = False

    async def __call__(self, user: User) -> None:
        await self.do(user)


def typed(text: str) -> Act:
    return Act(text, lambda user: user.text(text), utf16_units(text) > CUT_FROM)


def sent(**content: Any) -> Act:
    return Act(str(content), lambda user: user.send(**content))


def pressed(data: str) -> Act:
    async def press(user: User) -> None:
        user.chat.refusal = ""
        await user.press_data(user.chat.add(user.person, {"text": "x"})["message_id"], data)

    return Act(repr(data), press)


Check = Callable[[Scene, Shown], bool]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A number of the list: what comes in, and what is to come of it."""

    number: int
    what: str
    acts: tuple[Act, ...] = ()
    """Each done by somebody else, who gets one friendly answer."""
    holds: Check = lambda scene, shown: True
    """What each answer is to be, besides."""
    play: Callable[[Scene], Awaitable[None]] | None = None
    """What takes more than one answer to judge."""
    differs: str = ""
    """In what the bot knowingly does otherwise than the list says, or what is still to come."""


def begins(*keys: str) -> Check:
    return lambda scene, shown: any(shown.text.startswith(scene.text(key)) for key in keys)


def is_no_hit(scene: Scene, shown: Shown) -> bool:
    """No norm or tree was found in it."""
    keys = (
        "onbekend.sorry",
        "onbekend.genoeg",
        "ontvangen.leeg",
        "ontvangen.lang",
        "ontvangen.niets-open",
        "bedoel-je.vraag",
        "praatje.kort",
    )
    return begins(*keys)(scene, shown)


def same_as(*texts: str, clean: str) -> Callable[[Scene], Awaitable[None]]:
    """Each text gets the answer that the clean one gets."""

    async def play(scene: Scene) -> None:
        expected = await scene.says(clean)
        assert not is_no_hit(scene, Shown(message_id=0, text=expected, html=""))
        for text in texts:
            assert await scene.says(text) == expected, ascii(text)

    return play


def quickly(text: str) -> Callable[[Scene], Awaitable[None]]:
    """There is nothing to find in it, and that takes little time and memory."""

    async def play(scene: Scene) -> None:
        assert is_no_hit(scene, await scene.ask(typed(text)))
        took = []
        for _ in range(3):
            began = time.perf_counter()
            scene.desk.matcher.match(text, None)
            took.append(time.perf_counter() - began)
        assert min(took) <= MATCHING_SECONDS
        tracemalloc.start()
        scene.desk.matcher.match(text, None)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most <= MATCHING_BYTES

    return play


def as_unknown(*commands: str) -> Callable[[Scene], Awaitable[None]]:
    """Each is answered as any command that does not exist, however often it is given."""

    async def play(scene: Scene) -> None:
        expected = await scene.says("/xyz")
        assert expected == scene.text("opdracht-onbekend")
        user = scene.server.user()
        for command in commands:
            assert await scene.says(command, of=user) == expected, command

    return play


async def empty(scene: Scene) -> None:
    for act in (typed(" \n "), typed("\n\n"), sent(text="")):
        shown = await scene.ask(act)
        assert scene.text("knop.start") in shown.buttons[0][0]
    assert (await at_terminal(scene.desk, "\n   \n")).count(scene.text("ontvangen.leeg")) == 2


async def a_megabyte(scene: Scene) -> None:
    began = time.monotonic()
    said = await at_terminal(scene.desk, "wijn " * 200_000 + "\n/help\n")
    assert time.monotonic() - began <= SECOND
    assert said.count(scene.text("ontvangen.lang")) == 1
    assert scene.text("help.kop") in said


async def steering(scene: Scene) -> None:
    hostile = "krijg van een\x00 aannemer\x1b[31m een\x9b dure\x07 fles wijn mag dat"
    await scene.says(hostile)
    said = await at_terminal(scene.desk, f"{hostile}\nwaarom\n\x1b]0;x\x07\n")
    assert not re.search(r"[\x00\x07\x1b\x9b]", said)


async def markup(scene: Scene) -> None:
    for text in ("<b>", "</b>", "<script>", "&lt;", '<a href="tg://user?id=1">'):
        user = scene.server.user()
        await scene.says(f"{text} {WINE} {text}", of=user)
        why = await scene.ask(typed("waarom"), of=user)
        assert not re.search(r"<(?!/?[bi]>)", why.html), "only markup of ours"
    assert scene.took_in_order() == []


async def templates(scene: Scene) -> None:
    for text in ("{0.__class__}", "%s", "${x}", "{{7*7}}"):
        user = scene.server.user()
        await scene.says(f"{text} {WINE}", of=user)
        why = await scene.says("waarom", of=user)
        assert "49" not in why
        assert "<class" not in why


async def every_key_word(scene: Scene) -> None:
    titles = [norm.title for norm in scene.desk.library.norms.values()]
    for order in (titles, titles[::-1], titles[::3]):
        shown = await scene.ask(typed(" ".join(order)[:CUT_FROM]))
        assert is_no_hit(scene, shown)
        assert len(shown.buttons) <= 6


async def crisis(scene: Scene) -> None:
    for text in ("ik wil dood", "hij heeft een mes"):
        assert scene.is_card(await scene.ask(typed(text)))
        for hour in (3, 10):
            said = Said(text=text, at=AT.replace(hour=hour))
            [reply] = await Consultation(scene.desk).hear(ConversationId("x"), Medium.TELEGRAM, said)
            assert reply.blocks[0].text in {card.heading for card in scene.desk.library.danger.cards}


async def personal(scene: Scene) -> None:
    for text in ("111222333", "06 12345678", "jan@voorbeeld.nl", "Jan de Vries, wethouder"):
        user = scene.server.user()
        await scene.says(f"{WINE} {text}", of=user)
        why = await scene.says("waarom", of=user)
        assert not re.search(r"111222333|12345678|voorbeeld\.nl|\b(?:Jan|Vries)\b", why, re.IGNORECASE)


async def not_text(scene: Scene) -> None:
    for kind, fields in KINDS.items():
        for content in fields:
            shown = await scene.ask(sent(**content))
            assert begins(f"ontvangen.{kind}")(scene, shown), content
            assert not re.search(r"Jan|0612|50\.8", shown.text)
    assert not any(call.method == "getFile" for call in scene.server.calls)


KINDS: dict[str, list[dict[str, Any]]] = {
    "beeld": [{"photo": {}}, {"video": {}}, {"animation": {}}],
    "spraak": [{"voice": {}}, {"video_note": {}}],
    "bestand": [{"document": {}}],
    "contact": [{"contact": PERSON}],
    "plaats": [{"location": PLACE}],
    "anders": [
        {"sticker": {}},
        {"poll": POLL},
        {"dice": {"emoji": "\N{GAME DIE}", "value": 6}},
        {"successful_payment": PAYMENT},
    ],
}


async def edited(scene: Scene) -> None:
    user = scene.server.user()
    number = await user.text("hallo")
    await user.heard()
    shown = await scene.ask(Act("edit", lambda user: user.edit(number, WINE)), of=user)
    assert begins("ontvangen.gewijzigd")(scene, shown)
    assert scene.is_card(await scene.ask(Act("edit", lambda user: user.edit(number, "ik word bedreigd")), of=user))
    scene.server.push("edited_message", user.chat.messages[number] | {"text": None, "location": PLACE})
    assert await user.heard(timeout=0.2) == [], "somebody who walks about is not told so at each step"


async def passed_on(scene: Scene) -> None:
    plain = await scene.says(WINE)
    shown = await scene.ask(Act("forward", lambda user: user.forward(WINE)))
    assert begins("ontvangen.doorgestuurd")(scene, shown)
    assert shown.text.endswith(plain)
    assert "Iemand" not in shown.text
    user = scene.server.user()
    await scene.says("/themas", of=user)
    old = {"message_id": 1, "date": 1, "chat": user.chat.info, "text": "ik word bedreigd"}
    assert (await scene.ask(sent(text=WINE, reply_to_message=old), of=user)).text == plain


async def not_private(scene: Scene) -> None:
    anna = scene.server.user()
    for kind in ("group", "supergroup"):
        group = scene.server.group(anna, kind=kind)
        await group.send(text="ik word bedreigd", message_thread_id=3, is_topic_message=True)
        [sentence] = await group.heard()
        assert sentence.text == scene.text("groep.alleen-prive", bot="loop_bot")
    channel = scene.server.group(anna, kind="channel")
    post = {"message_id": 1, "date": 1, "chat": channel.chat.info, "text": "ik word bedreigd"}
    scene.server.push("channel_post", post, unasked=True)
    robot = scene.server.user()
    robot.person["is_bot"] = True
    await robot.text(WINE)
    other = {"id": 5, "is_bot": True, "first_name": "Andere", "username": "andere_bot"}
    shown = await scene.ask(sent(text=WINE, via_bot=other))
    assert begins("ontvangen.doorgestuurd")(scene, shown)
    assert channel.chat.shown + robot.chat.shown == []
    left = [call for call in scene.server.calls if call.method == "leaveChat" and call.outcome == "ok"]
    assert len(left) == 3


async def flood(scene: Scene) -> None:
    anna, bram = scene.server.user(), scene.server.user()
    for number in range(100):
        await anna.text(f"/stop {number}")
    await bram.text("/help")
    await anna.text("ik word bedreigd")
    assert await bram.heard(timeout=SECOND)
    heard: list[Shown] = []
    while not any(map(scene.is_card, heard)):
        heard += await anna.heard(timeout=5)
    assert len(heard) <= BURST + 5 <= 25
    assert [shown.text for shown in heard].count(scene.text("ontvangen.rustig")) == 1


async def forged(scene: Scene) -> None:
    begin = scene.walk()
    for end in ("999999", "-1", "1e3", "٣", "_" * 28):
        first = (await scene.ask(pressed(begin + end))).text
        assert first == (await scene.ask(pressed(begin + end))).text
    for end in ("٣", "_" * 28, "A"):
        assert begins("knop-verouderd", "boom.verouderd")(scene, await scene.ask(pressed(begin + end)))
    assert "Vraag 1" in (await scene.ask(pressed(begin))).text


async def outdated(scene: Scene) -> None:
    begin = scene.walk()
    for tag in ("AAAAAAAA", "--------"):
        shown = await scene.ask(pressed(begin[:6] + tag + begin[14:]))
        assert begins("boom.verouderd")(scene, shown)
        assert shown.buttons


async def pressed_often(scene: Scene) -> None:
    user = scene.server.user()
    await scene.says("/keuzehulp", of=user)
    await asyncio.gather(*(user.press("Geschenk aannemen") for _ in range(20)))
    assert len(await user.heard(2, timeout=0.3)) == 1
    await user.press(scene.text("knop.zeg-ik-niet"))
    [question] = await user.heard()
    assert question.edited
    again = next(c for c in reversed(scene.server.calls) if c.method == "editMessageText").params["reply_markup"]
    data = again["inline_keyboard"][0][0]["callback_data"]
    await asyncio.gather(*(user.press_data(question.message_id, data) for _ in range(20)))
    assert len(await user.heard(2, timeout=0.3)) == 1
    assert not scene.server.unanswered_presses


async def two_buttons(scene: Scene) -> None:
    user = scene.server.user()
    await user.text("/keuzehulp")
    await user.heard()
    await user.press("Geschenk aannemen")
    await user.heard()
    await user.press(scene.text("knop.zeg-ik-niet"))
    [question] = await user.heard()
    rows = user.chat.messages[question.message_id]["reply_markup"]["inline_keyboard"]
    for row in rows[:2]:
        await user.press_data(question.message_id, row[0]["callback_data"])
    both = await user.heard(2)
    alone = scene.server.user()
    alone.chat.refusal = ""
    place = alone.chat.add(scene.server.me, {"text": "x", "_html": "x"})["message_id"]
    await alone.press_data(place, rows[1][0]["callback_data"])
    [expected] = await alone.heard()
    assert (both[-1].text, both[-1].buttons) == (expected.text, expected.buttons)
    assert user.chat.messages[question.message_id]["text"] == expected.text


async def gone(scene: Scene) -> None:
    user = scene.server.user()
    await scene.says("/start", of=user)
    user.chat.messages.clear()
    for number in (2, 999):
        press = partial(User.press_data, message_id=number, data=scene.walk())
        shown = await scene.ask(Act("press", press), of=user)
        assert not shown.edited
        assert "Vraag 1" in shown.text


async def too_old(scene: Scene) -> None:
    async def press(user: User) -> None:
        await pressed(scene.walk())(user)
        scene.server.unanswered_presses.clear()

    assert "Vraag 1" in (await scene.ask(Act("press", press))).text
    assert any("query is too old" in call.outcome for call in scene.server.calls)


async def start_with_more(scene: Scene) -> None:
    expected = await scene.ask(typed("/start"))
    for argument in ("a" * 64, "Zx0_-9" * 10 + "abcd", "../../x", "adviseur", "griffie-jan", "\N{GRINNING FACE}"):
        shown = await scene.ask(typed(f"/start {argument}"))
        assert (shown.text, shown.buttons) == (expected.text, expected.buttons), argument


async def forget(scene: Scene) -> None:
    user = scene.server.user()
    await scene.says(WINE, of=user)
    for _ in range(2):
        await user.text("/vergeet")
        done, told = await user.heard(2)
        assert done.text == scene.text("vergeet.gedaan")
        assert re.match(r"\d+ berichten in dit Telegram-gesprek zijn nu weg", told.text)
        assert set(user.chat.messages) == {done.message_id, told.message_id}
    assert await scene.says("waarom", of=user) == scene.text("waarom.vergeten")
    said = await at_terminal(scene.desk, "/vergeet\n/vergeet\n")
    assert said.count(scene.text("vergeet.terminal")) == 2


async def capitals(scene: Scene) -> None:
    expected = await scene.says("/start")
    for command in ("/START", "/start@loop_bot", "/Start@LOOP_BOT"):
        assert await scene.says(command) == expected
    user = scene.server.user()
    await user.text("/start@andere_bot")
    assert await user.heard(timeout=0.2) == []


IN_A_TREE = ("/keuzehulp", "[Geschenk aannemen]", "[Ambtenaar]")


async def cancelled(scene: Scene) -> None:
    for before, key in (((), "stop.klaar"), (("/themas",), "stop.klaar"), (IN_A_TREE, "stop.boom")):
        user = scene.server.user()
        for line in before:
            await (user.press(line[1:-1]) if line.startswith("[") else user.text(line))
            await user.heard()
        shown = await scene.ask(typed("/cancel"), of=user)
        assert scene.text("stop.niets-bewaard") in shown.text
        assert scene.text(key) in shown.text
        assert scene.text("knop.start") in shown.buttons[0][0]


async def adviser_asks(scene: Scene) -> None:
    for text in (WINE, "/publiceer", "/antwoord"):
        adviser = scene.server.user(first_name="Adviseur")
        adviser.person["username"] = "adviseur"
        assert await scene.says(text, of=adviser) == await scene.says(text)


TOKENS = ("p:publiceer:Zk3n2pQ", "publiceer", "1zpubliceer", "/publiceer", "1pa---publiceer")
AS_FORGED = tuple(map(pressed, TOKENS))
NO_ADVISERS = "there are no advisers in the chat yet"

ROWS = (
    Row(number=1, what="empty, spaces, newlines only", play=empty),
    Row(number=2, what="4096 x a", play=quickly("a" * 4096)),
    Row(number=3, what="4096 emoji", acts=(typed("\N{GRINNING FACE}" * 4096),), holds=is_no_hit),
    Row(number=4, what="1 MB of text", play=a_megabyte, differs="there is no web channel yet: the terminal"),
    Row(number=5, what="NUL, ESC, CSI, BEL", play=steering),
    Row(
        number=6,
        what="direction marks around words",
        play=same_as("\u202e" + WINE + "\u202c", WINE.replace("wijn", "\u2066wijn\u2069"), clean=WINE),
    ),
    Row(
        number=7,
        what="zero-width space and soft hyphen in a word",
        play=same_as(
            *(
                "mijn wet\u200bhouder wil een baan voor zijn zoon",
                "mijn wet\u00adhou\u00adder wil een baan voor zijn zoon",
            ),
            clean="mijn wethouder wil een baan voor zijn zoon",
        ),
    ),
    Row(number=8, what="Cyrillic look-alikes", play=same_as(WINE.translate(ALIKE), clean=WINE)),
    Row(number=9, what="zalgo", play=quickly("a" + "\u0301" * 4095)),
    Row(number=10, what="a ligature that unfolds 18 times", play=quickly("\ufdfa" * 4096)),
    Row(number=11, what="lone surrogates", acts=(typed("\ud800"), typed(f"\ud800 {WINE} \udfff"))),
    Row(number=12, what="HTML", play=markup),
    Row(
        number=13,
        what="1,500 ampersands",
        acts=(typed("&" * 1500), typed("&" * 1500 + WINE)),
        differs="there are no advisers to pass it on to yet",
    ),
    Row(number=14, what="SQL", acts=(typed("'; DROP TABLE message;--"), typed("%"), typed("_")), holds=is_no_hit),
    Row(number=15, what="templates", play=templates),
    Row(number=16, what="all key words in one line", play=every_key_word),
    Row(
        number=17,
        what="words that say nothing",
        acts=tuple(map(typed, ("de", "?", "ja", "nee", "ok"))),
        holds=is_no_hit,
    ),
    Row(number=18, what="danger, at any hour", play=crisis),
    Row(number=19, what="details of a person", play=personal, differs="there is no relay yet: nothing is said back"),
    Row(number=20, what="what is not text", play=not_text),
    Row(
        number=21,
        what="an edited message",
        play=edited,
        differs="answered, not ignored: who mends a message expects something, and may be in danger",
    ),
    Row(number=22, what="forwarded, and a reply to an old message", play=passed_on),
    Row(
        number=23,
        what="group, topic, channel, inline bot, another bot",
        play=not_private,
        differs="in a group one sentence says where to go; what a person sends through an inline bot is answered",
    ),
    Row(
        number=24,
        what="other languages",
        acts=tuple(map(typed, ("can I accept a gift", "hediye kabul edebilir miyim", "هل يمكنني قبول هدية"))),
        holds=lambda scene, shown: any(scene.text("knop.mens") in label for row in shown.buttons for label in row),
        differs="there is no English menu; the way to a human is there",
    ),
    Row(number=25, what="100 messages in a second", play=flood),
    Row(
        number=26,
        what="no button of ours",
        acts=tuple(map(pressed, ("", "\x00\xff" * 32, "\udc80\udcff", "x" * 65, "1pa---start" + "x" * 60, "é" * 33))),
        holds=begins("knop-verouderd"),
        differs="said in a message: what Telegram shows above the screen is gone in a moment",
    ),
    Row(number=27, what="a place in a tree that does not exist", play=forged),
    Row(number=28, what="a draft", play=outdated, differs="there are no drafts yet: an unknown revision"),
    Row(number=29, what="a version that is no longer kept", play=outdated),
    Row(number=30, what="the same button 20 times", play=pressed_often),
    Row(number=31, what="two buttons of one message", play=two_buttons),
    Row(number=32, what="a publish token", acts=AS_FORGED, holds=begins("knop-verouderd"), differs=NO_ADVISERS),
    Row(number=33, what="a button of a message that is gone", play=gone),
    Row(number=34, what="a query that is too old", play=too_old),
    Row(number=35, what="/start with something unknown", play=start_with_more),
    Row(
        number=36,
        what="commands of advisers",
        play=as_unknown("/publiceer", "/terugdraaien", "/antwoord", "/publiceer boom", "/adviseur"),
        differs=NO_ADVISERS,
    ),
    Row(number=37, what="/vergeet, twice", play=forget, differs="there are no threads yet"),
    Row(
        number=38, what="/antwoord with wrong codes", play=as_unknown(*["/antwoord ABCD-1234"] * 6), differs=NO_ADVISERS
    ),
    Row(
        number=39,
        what="a code as people copy it",
        acts=tuple(map(typed, ("/controleer g.O0", "/controleer  g . O - 0", "/controleer ٣٤", "/controleer"))),
        holds=begins("controle.fout"),
        differs="there are no codes of letters yet: those of notes",
    ),
    Row(number=40, what="capitals, and other bots", play=capitals),
    Row(number=41, what="/cancel in each state", play=cancelled, differs="there are no letters yet"),
    Row(
        number=42,
        what="publish by somebody who no longer may",
        acts=AS_FORGED,
        holds=begins("knop-verouderd"),
        differs=NO_ADVISERS,
    ),
    Row(number=43, what="an adviser who asks", play=adviser_asks, differs=NO_ADVISERS),
)


@pytest.fixture
async def scene(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 0.3)
    async with LoopbackTelegram() as server, serving(desk, server):
        yield Scene(desk, server)


async def at_terminal(desk: Desk, lines: str) -> str:
    """What a terminal shows of these lines."""
    written = io.StringIO()
    screen = terminal.Terminal(read=io.StringIO(lines), write=written, zone=ZONE, interactive=False)
    await terminal.chat(Consultation(desk), desk.texts, screen, asyncio.Event())
    return written.getvalue()


def test_the_table_has_a_row_for_each_number() -> None:
    assert [row.number for row in ROWS] == list(range(1, 44))
    assert all(bool(row.acts) != (row.play is not None) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"no{row.number:02}: {row.what}")
async def test_bad_input(row: Row, scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    if row.play is not None:
        await row.play(scene)
    for act, shown in zip(row.acts, await asyncio.gather(*map(scene.ask, row.acts)), strict=True):
        assert row.holds(scene, shown), f"{act.what[:40]!r}: {shown.text[:80]}"
    assert not scene.server.unanswered_presses
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.belofte(1)
async def test_nothing_of_it_is_stored_or_logged(tmp_path: Path) -> None:
    log = tmp_path / "uitvoer.log"
    acts = [*(act for row in ROWS for act in row.acts), *map(typed, HOSTILE)]
    acts += [sent(**content) for fields in KINDS.values() for content in fields]
    async with LoopbackTelegram() as server, bot_process(server, tmp_path, log, SMALL) as process:
        before = kept(tmp_path / "data")
        people = [server.user() for _ in acts]
        for user, act in zip(people, acts, strict=True):
            await act(user)
        assert all([await user.heard(timeout=10) for user in people])
        assert kept(tmp_path / "data") == before
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
    assert not re.search("WARNING|ERROR|CRITICAL|Traceback", log.read_text())
