"""Which messages of a chat can be erased: bounded in number, as long as Telegram allows, and when they are to go."""

from datetime import timedelta

import pytest

from bot.channels.traces import CHATS, DELETABLE, MARGIN, MESSAGES, Traces
from tests.conversation.talking import AT

MINUTE = timedelta(minutes=1)


def traces(*messages: int, chat: int = 1) -> Traces:
    found = Traces()
    for message in messages:
        found.heard(chat, message, AT, AT)
    return found


@pytest.mark.belofte(10)
def test_messages_are_known_until_telegram_no_longer_deletes_them() -> None:
    found = traces(1, 2)
    assert found.known(1, AT + DELETABLE - MINUTE) == (1, 2)
    assert found.known(1, AT + DELETABLE) == ()
    assert found.known(2, AT) == ()
    found.heard(1, 3, AT - DELETABLE, AT)
    assert found.known(1, AT) == (1, 2)


@pytest.mark.belofte(10)
def test_of_a_chat_the_last_messages_are_known_and_of_all_chats_the_last() -> None:
    found = traces(*range(MESSAGES + 5))
    assert found.known(1, AT) == tuple(range(5, MESSAGES + 5))
    for chat in range(2, CHATS + 1):
        found.heard(chat, 1, AT, AT)
    found.heard(1, 999, AT, AT)
    found.heard(CHATS + 1, 1, AT, AT)
    assert found.known(1, AT)[-1] == 999
    assert found.known(2, AT) == ()
    assert found.known(3, AT) == (1,)


def test_a_reply_vanishes_with_what_was_said_before_it_and_nothing_else_does() -> None:
    found = traces(1, 2)
    found.wishes(1, None, AT)
    found.heard(1, 3, AT, AT)
    found.heard(1, 4, AT, AT)
    found.wishes(1, 10, AT)
    assert found.due(AT + 9 * MINUTE) == {}
    assert found.due(AT + 10 * MINUTE) == {1: (3, 4)}
    assert found.due(AT + 11 * MINUTE) == {1: (3, 4)}, "until they are gone"
    found.gone(1, [3, 4])
    assert found.due(AT + 11 * MINUTE) == {}
    assert found.known(1, AT) == (1, 2)


def test_a_message_without_an_answer_vanishes_as_the_one_before_it() -> None:
    found = traces(1)
    found.wishes(1, 10, AT)
    found.heard(1, 2, AT, AT + MINUTE)
    assert found.due(AT + 11 * MINUTE) == {1: (1, 2)}


def test_what_is_shown_anew_vanishes_later_and_what_is_only_pressed_does_not() -> None:
    found = traces(1, 2)
    found.wishes(1, 10, AT)
    found.heard(1, 1, AT, AT + 5 * MINUTE)
    found.heard(1, 2, AT, AT + 5 * MINUTE)
    found.wishes(1, 10, AT + 5 * MINUTE)
    found.shown(1, 2, AT, AT + 5 * MINUTE)
    assert found.due(AT + 14 * MINUTE) == {1: (1,)}
    assert found.due(AT + 15 * MINUTE) == {1: (1, 2)}


def test_what_was_to_vanish_does_so_though_later_messages_may_stay() -> None:
    found = traces(1)
    found.wishes(1, 10, AT)
    found.shown(1, 2, AT, AT)
    found.heard(1, 2, AT, AT)
    found.wishes(1, None, AT)
    found.shown(1, 2, AT, AT)
    found.heard(1, 3, AT, AT)
    assert found.due(AT + 99 * MINUTE) == {1: (1, 2)}
    assert found.wish(1) is None


@pytest.mark.belofte(10)
def test_the_wish_outlives_the_messages_and_is_forgotten_as_late_as_they_could_be_deleted() -> None:
    found = traces(1)
    found.wishes(1, 10, AT)
    found.gone(1, [1])
    found.tidy(AT + DELETABLE - MINUTE)
    assert found.wish(1) == 10
    found.heard(1, 2, AT + MINUTE, AT + MINUTE)
    assert found.due(AT + 11 * MINUTE) == {1: (2,)}
    found.gone(1, [2])
    found.tidy(AT + DELETABLE)
    assert found.wish(1) == 10
    found.tidy(AT + DELETABLE + MINUTE)
    assert (found.wish(1), found._chats) == (None, {})


@pytest.mark.belofte(10)
def test_a_message_vanishes_before_telegram_no_longer_deletes_it() -> None:
    found, later = traces(1), AT + timedelta(hours=30)
    found.wishes(1, 1440, later)
    found.shown(1, 1, AT, later)
    last = AT + DELETABLE - MARGIN
    assert found.due(last - MINUTE) == {}
    assert found.due(last) == {1: (1,)}
    assert not found.outlives(AT, 1440, later), "so that it is better shown in a new message"
    assert found.outlives(AT, 60, later)
    assert found.outlives(AT - DELETABLE, None, later)


def test_what_telegram_asks_to_leave_for_a_while_is_due_after_that() -> None:
    found = traces(1)
    found.wishes(1, 10, AT)
    found.postpone(1, AT + 12 * MINUTE)
    assert found.due(AT + 11 * MINUTE) == {}
    assert found.due(AT + 12 * MINUTE) == {1: (1,)}
    found.postpone(2, AT)
    assert found.wish(2) is None


def test_of_a_chat_that_is_forgotten_nothing_is_left() -> None:
    found = traces(1)
    found.is_new_album(1, "a", AT)
    found.wishes(1, 0, AT)
    found.forget(1)
    found.forget(1)
    assert (found.known(1, AT), found.due(AT)) == ((), {})
    assert found.is_new_album(1, "a", AT)
    found.heard(1, 2, AT, AT)
    assert found.wish(1) is None
    assert found.due(AT + 99 * MINUTE) == {}, "nor how long it was to stay"


@pytest.mark.parametrize("album", ["a", "b"])
def test_each_album_is_new_once(album: str) -> None:
    found = traces()
    assert found.is_new_album(1, "a", AT)
    assert found.is_new_album(2, "a", AT)
    assert found.is_new_album(1, album, AT) is (album != "a")


def test_tidying_forgets_what_cannot_be_deleted_any_more_and_then_the_chat() -> None:
    found = traces(1)
    found.wishes(1, 10, AT)
    found.heard(1, 2, AT + MINUTE, AT + MINUTE)
    found.tidy(AT + DELETABLE)
    assert found.due(AT + DELETABLE) == {1: (2,)}
    found.tidy(AT + DELETABLE + MINUTE)
    assert found.due(AT + DELETABLE + MINUTE) == {}
