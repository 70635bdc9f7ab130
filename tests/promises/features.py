"""Everything that somebody can do on Telegram, and all that can go wrong there, each with a marker in it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.loopback import FaultKind, LoopbackTelegram, User
from tests.promises.canary import FAULTS

Feature = Callable[[LoopbackTelegram, User, str], Awaitable[object]]
"""What a person does, given the server and a marker."""


def _says(text: str) -> Feature:
    async def do(server: LoopbackTelegram, anna: User, mark: str) -> None:
        await anna.text(text.replace("*", mark))

    return do


def _sends(**content: Any) -> Feature:
    async def do(server: LoopbackTelegram, anna: User, mark: str) -> None:
        await anna.send(**_filled(content, mark))

    return do


def _pushes(kind: str, **content: Any) -> Feature:
    """An update of which Telegram decides the form."""

    async def do(server: LoopbackTelegram, anna: User, mark: str) -> None:
        about = {"chat": anna.chat.info, "from": anna.person, "date": 1, "message_id": 1}
        server.push(kind, about | _filled(content, mark))

    return do


def _meets(fault: FaultKind, times: int = 1) -> Feature:
    """Asks something, and Telegram does not take the answer."""

    async def do(server: LoopbackTelegram, anna: User, mark: str) -> None:
        server.fault("sendMessage", fault, times, chat_id=anna.chat_id)
        await anna.text(f"mag ik deze fles wijn houden {mark}")

    return do


async def _presses(server: LoopbackTelegram, anna: User, mark: str) -> None:
    await anna.text("/keuzehulp")
    await anna.heard()
    for _ in range(2):
        await anna.press("Geschenk aannemen")


async def _forges(server: LoopbackTelegram, anna: User, mark: str) -> None:
    await anna.text("/start")
    await anna.press_data(1, f"1w{mark}")
    await anna.press_data(99, mark)


async def _edits(server: LoopbackTelegram, anna: User, mark: str) -> None:
    await anna.edit(await anna.text("mag dit"), f"mag dit van {mark}")


async def _talks_in_a_group(server: LoopbackTelegram, anna: User, mark: str) -> None:
    await server.group(anna, title=mark).text(f"@loop_bot mag dit {mark}")


async def _blocks(server: LoopbackTelegram, anna: User, mark: str) -> None:
    await anna.text(f"mag ik deze wijn houden {mark}")
    anna.block()


def _filled(content: Any, mark: str) -> Any:
    match content:
        case str():
            return content.replace("*", mark)
        case dict():
            return {key: _filled(value, mark) for key, value in content.items()}
        case _:
            return content


_PHONE = "+3161234*"
_MEMBER = {"status": "member", "user": {"id": 1, "is_bot": True, "first_name": "*"}}
_KICKED = {**_MEMBER, "status": "kicked", "until_date": 0}
FEATURES: Mapping[str, Feature] = {
    "question": _says("mag ik deze fles wijn houden *"),
    "vague question": _says("geld *"),
    "strange question": _says("wat wordt het weer *"),
    "danger": _says("ik word bedreigd door *"),
    "long text": _says("ik zit met * " + "een lang verhaal " * 400),
    "markup": _says("<b>*</b> <script>{0.__class__} %s ${x}"),
    "invisible letters": _says("\u202e*\u200b\u2066 \ufdfa\u0301"),
    "a token": _says("mijn token is 987654:AAF-zq0000zq_zq0000zq_zq0000zq_zq *"),
    "deep link": _says("/start *"),
    "forget": _says("/vergeet *"),
    "check code": _says("/controleer *.AAAAAAAA.*.x.y"),
    "unknown command": _says("/zomaar *"),
    "command to another bot": _says("/start@ander_bot *"),
    "settings": _says("/instellingen"),
    "quality": _says("/kwaliteit"),
    "privacy": _says("/privacy"),
    "buttons, twice": _presses,
    "forged buttons": _forges,
    "edited": _edits,
    "photo": _sends(photo={}, caption="foto van *"),
    "document": _sends(document={"file_name": "*.pdf", "mime_type": "application/pdf"}),
    "voice": _sends(voice={}),
    "video": _sends(video={}, caption="*"),
    "audio": _sends(audio={"performer": "*", "title": "*"}),
    "animation": _sends(animation={}),
    "sticker": _sends(sticker={"emoji": "*"}),
    "contact": _sends(contact={"phone_number": _PHONE, "first_name": "*"}),
    "place": _sends(location={"latitude": 50.85, "longitude": 5.69}),
    "dice": _sends(dice={"emoji": "*", "value": 3}),
    "forwarded": _sends(text="hij zei *", forward_origin={"type": "hidden_user", "sender_user_name": "*", "date": 1}),
    "quoted": _sends(text="dit *", quote={"text": "*", "position": 0}),
    "through a bot": _sends(text="via *", via_bot={"id": 5, "is_bot": True, "first_name": "*", "username": "*"}),
    "hidden link": _sends(text="kijk *", entities=[{"type": "text_link", "offset": 0, "length": 4, "url": "x"}]),
    "nothing at all": _says(" \n "),
    "in a group": _talks_in_a_group,
    "channel post": _pushes("channel_post", text="*"),
    "unknown kind of update": _pushes("business_message", text="*"),
    "left": _pushes("my_chat_member", old_chat_member=_MEMBER, new_chat_member=_KICKED),
    "blocks meanwhile": _blocks,
    "Telegram answers with flood": _meets("flood"),
    "Telegram answers with http500": _meets("http500"),
    "Telegram answers with http502": _meets("http502", 3),
    "Telegram answers with forbidden": _meets("forbidden"),
    "Telegram answers with garbage": _meets("garbage", 3),
    "Telegram answers with drop_after": _meets("drop_after"),
    "Telegram answers with timeout": _meets("timeout"),
    **{f"fault: {word}": _says(f"storing {word} *") for word in FAULTS},
}
"""By name."""
