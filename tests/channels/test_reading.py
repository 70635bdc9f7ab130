"""What an update means, and what it is not for us."""

from typing import Any

import pytest
from telegram import Update

from bot.channels.reading import album_of, event_of, has_words
from bot.conversation.turn import Commanded, Edited, Event, Kind, Pressed, Received, Said
from tests.conversation.talking import AT

ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
FILE = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "length": 9, "duration": 2}
PLACE = {"latitude": 50.85, "longitude": 5.69}
BOT = {"id": 8, "is_bot": True, "first_name": "Bot", "username": "andere_bot"}
ORIGIN = {"type": "hidden_user", "sender_user_name": "Jan", "date": 1}


def update(kind: str = "message", **content: Any) -> Update:
    about = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": ANNA}
    read = Update.de_json({"update_id": 1, kind: about | content}, None)
    assert read is not None
    return read


def event(kind: str = "message", **content: Any) -> Event | None:
    return event_of(update(kind, **content), AT, "Loop_Bot")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": FILE}, Kind.VOICE),
        ({"audio": FILE}, Kind.VOICE),
        ({"video_note": FILE}, Kind.VOICE),
        ({"photo": [FILE]}, Kind.IMAGE),
        ({"video": FILE}, Kind.IMAGE),
        ({"animation": FILE, "document": FILE}, Kind.IMAGE),
        ({"document": FILE}, Kind.FILE),
        ({"contact": {"phone_number": "06", "first_name": "Jan"}}, Kind.PERSON),
        ({"location": PLACE}, Kind.PLACE),
        ({"venue": {"location": PLACE, "title": "x", "address": "y"}, "location": PLACE}, Kind.PLACE),
        ({"dice": {"emoji": "\N{GAME DIE}", "value": 3}}, Kind.OTHER),
        ({"photo": []}, Kind.OTHER),
        ({}, Kind.OTHER),
    ],
)
def test_what_is_not_text_is_told_apart_without_opening_it(content: dict[str, Any], kind: Kind) -> None:
    assert event(**content) == Received(at=AT, kind=kind)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "hallo"}, Said(text="hallo", at=AT)),
        ({"text": "/START nu"}, Commanded(name="start", argument="nu", at=AT)),
        ({"text": "/start@loop_bot x"}, Commanded(name="start", argument="x", at=AT)),
        ({"text": "/start@andere_bot"}, None),
        ({"text": "hallo", "forward_origin": ORIGIN}, Said(text="hallo", at=AT, forwarded=True)),
        ({"text": "/vergeet", "forward_origin": ORIGIN}, Said(text="/vergeet", at=AT, forwarded=True)),
        ({"text": "hallo", "via_bot": BOT}, Said(text="hallo", at=AT, forwarded=True)),
        ({"photo": [FILE], "caption": "mag dit"}, Said(text="mag dit", at=AT, attached=True)),
        ({"photo": [FILE], "caption": "/stop"}, Commanded(name="stop", at=AT)),
        ({"text": "hallo", "from": BOT}, None),
        ({"photo": [FILE], "from": BOT}, None),
        ({"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}}, None),
        ({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}, None),
    ],
)
def test_a_message_means_what_the_person_did(content: dict[str, Any], expected: Event | None) -> None:
    assert event(**content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "anders"}, Edited(text="anders", at=AT)),
        ({"caption": "anders", "photo": [FILE]}, Edited(text="anders", at=AT)),
        ({"location": PLACE}, None),
    ],
)
def test_of_an_edited_message_only_the_text_counts(content: dict[str, Any], expected: Event | None) -> None:
    assert event("edited_message", **content) == expected


def test_another_bot_does_not_edit_or_press_either() -> None:
    assert event("edited_message", text="x", **{"from": BOT}) is None
    press = {"id": "1", "chat_instance": "1", "from": BOT, "data": "x"}
    assert event_of(Update.de_json({"update_id": 1, "callback_query": press}, None), AT, "loop_bot") is None


def test_a_button_without_data_is_a_press_all_the_same() -> None:
    press = Update.de_json({"update_id": 1, "callback_query": {"id": "1", "chat_instance": "1", "from": ANNA}}, None)
    assert press is not None
    assert event_of(press, AT, "loop_bot") == Pressed(data="", at=AT)


def test_an_update_of_another_kind_is_nothing() -> None:
    assert event_of(Update(update_id=1), AT, "loop_bot") is None


def test_a_picture_of_an_album_is_known_as_such_with_and_without_words() -> None:
    silent, spoken = update(photo=[FILE], media_group_id="9"), update(photo=[FILE], media_group_id="9", caption="hulp")
    assert album_of(silent) == album_of(spoken) == "9"
    events = [event_of(each, AT, "loop_bot") for each in (silent, spoken)]
    assert [event is not None and has_words(event) for event in events] == [False, True]
    assert album_of(update(text="x")) is None
    assert album_of(update("edited_message", photo=[FILE], media_group_id="9")) is None
