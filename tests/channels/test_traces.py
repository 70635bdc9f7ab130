"""Which messages of a chat can be erased: bounded in number, as long as Telegram allows, and when they are to go."""

from datetime import timedelta

import pytest

from bot.channels.traces import CHATS, DELETABLE, MESSAGES, Traces
from tests.conversation.talking import AT

MINUTE = timedelta(minutes=1)


def traces(*messages: int, chat: int = 1) -> Traces:
    found = Traces()
    for message in messages:
        found.saw(chat, message, AT, AT)
    return found


@pytest.mark.belofte(10)
def test_messages_are_known_until_telegram_no_longer_deletes_them() -> None:
    found = traces(1, 2)
    assert found.known(1, AT + DELETABLE - MINUTE) == (1, 2)
    assert found.known(1, AT + DELETABLE) == ()
    assert found.known(2, AT) == ()
    found.saw(1, 3, AT - DELETABLE, AT)
    assert found.known(1, AT) == (1, 2)


@pytest.mark.belofte(10)
def test_of_a_chat_the_last_messages_are_known_and_of_all_chats_the_last() -> None:
    found = traces(*range(MESSAGES + 5))
    assert found.known(1, AT) == tuple(range(5, MESSAGES + 5))
    for chat in range(2, CHATS + 1):
        found.saw(chat, 1, AT, AT)
    found.saw(1, 999, AT, AT)
    found.saw(CHATS + 1, 1, AT, AT)
    assert found.known(1, AT)[-1] == 999
    assert found.known(2, AT) == ()
    assert found.known(3, AT) == (1,)


def test_a_reply_vanishes_with_what_was_said_before_it_and_nothing_else_does() -> None:
    found = traces(1, 2)
    found.answered(1, None, AT)
    found.saw(1, 3, AT, AT)
    found.saw(1, 4, AT, AT)
    found.answered(1, 10, AT)
    assert found.due(AT + 9 * MINUTE) == {}
    assert found.due(AT + 10 * MINUTE) == {1: (3, 4)}
    assert found.due(AT + 11 * MINUTE) == {1: (3, 4)}, "until they are gone"
    found.gone(1, [3, 4])
    assert found.due(AT + 11 * MINUTE) == {}
    assert found.known(1, AT) == (1, 2)


def test_a_message_without_an_answer_vanishes_as_the_one_before_it() -> None:
    found = traces(1)
    found.answered(1, 10, AT)
    found.saw(1, 2, AT, AT + MINUTE)
    assert found.due(AT + 11 * MINUTE) == {1: (1, 2)}


def test_what_is_shown_anew_vanishes_later_or_no_longer() -> None:
    found = traces(1)
    found.answered(1, 10, AT)
    found.saw(1, 1, AT, AT + 5 * MINUTE)
    found.answered(1, 10, AT + 5 * MINUTE)
    assert found.due(AT + 14 * MINUTE) == {}
    assert found.due(AT + 15 * MINUTE) == {1: (1,)}
    found.saw(1, 1, AT, AT)
    found.answered(1, None, AT)
    assert found.due(AT + 99 * MINUTE) == {}


def test_of_a_chat_that_is_forgotten_nothing_is_left() -> None:
    found = traces(1)
    found.is_new_album(1, "a")
    found.answered(1, 0, AT)
    found.forget(1)
    found.forget(1)
    assert (found.known(1, AT), found.due(AT)) == ((), {})
    assert found.is_new_album(1, "a")
    found.saw(1, 2, AT, AT)
    assert found.due(AT + 99 * MINUTE) == {}, "nor how long it was to stay"


@pytest.mark.parametrize("album", ["a", "b"])
def test_each_album_is_new_once(album: str) -> None:
    found = traces()
    assert found.is_new_album(1, "a")
    assert found.is_new_album(2, "a")
    assert found.is_new_album(1, album) is (album != "a")


def test_tidying_forgets_what_cannot_be_deleted_any_more_and_then_the_chat() -> None:
    found = traces(1)
    found.answered(1, 10, AT)
    found.saw(1, 2, AT + MINUTE, AT + MINUTE)
    found.tidy(AT + DELETABLE)
    assert found.due(AT + DELETABLE) == {1: (2,)}
    found.tidy(AT + DELETABLE + MINUTE)
    assert found.due(AT + DELETABLE + MINUTE) == {}
