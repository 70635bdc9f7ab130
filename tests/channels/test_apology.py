"""What somebody reads when a turn went wrong, and what the log says of it."""

import logging

import pytest

from bot.channels.apology import apology
from bot.texts import Texts
from tests.promises.test_honest import TEXTS


@pytest.fixture
def texts() -> Texts:
    return TEXTS


def test_the_sentence_and_the_log_have_one_reference_and_neither_has_a_word_of_what_was_said(
    texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    reply = apology(RuntimeError("geheime vraag"), texts, 10)
    first, second = (block.text for block in reply.blocks)
    [record] = caplog.records
    assert first == texts("fout.storing")
    reference = record.getMessage().rpartition(" ")[2]
    assert second == texts("fout.kenmerk", kenmerk=reference)
    assert "geheim" not in record.getMessage()
    assert (record.levelno, reply.vanish_after) == (logging.ERROR, 10)


def test_no_two_references_are_alike(texts: Texts) -> None:
    assert len({apology(RuntimeError(), texts).blocks[1].text for _ in range(100)}) == 100
