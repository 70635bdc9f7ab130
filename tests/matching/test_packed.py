"""What was learned comes back from bytes as it was, and damaged bytes never become a matcher."""

import hashlib
import io

import numpy as np
import pytest

from bot.ids import CardId
from bot.matching.alarm import Alarm, Lessons
from bot.matching.entries import Entry
from bot.matching.features import read
from bot.matching.index import Index
from bot.matching.packed import pack, unpack
from bot.matching.score import score
from tests.matching.invented import DANGER, ENTRIES

QUESTIONS = ("mag ik die fles wijn houden", "ik stem over mijn zwager", "xyzzy", "")


def test_an_unpacked_index_scores_every_question_the_same(index: Index) -> None:
    unpacked = unpack(pack(index), ENTRIES)
    assert unpacked is not None
    again, learned = unpacked
    assert learned is None
    assert (again.phrases, again.verbatim, again.wordings) == (index.phrases, index.verbatim, index.wordings)
    for question in (*QUESTIONS, *(phrase.text for phrase in index.phrases)):
        assert score(again, read(question, again.concepts)) == score(index, read(question, index.concepts))


def test_what_an_alarm_learned_comes_back_too(index: Index) -> None:
    lessons = Lessons(danger=((CardId("eerst"), "geen uitweg meer"),), calm=("mag ik een cadeau aannemen",))
    taught = Alarm.of(DANGER, index.concepts).taught(lessons)
    unpacked = unpack(pack(index, taught.learned), ENTRIES)
    assert unpacked is not None
    again = Alarm.of(DANGER, index.concepts, unpacked[1])
    for text in ("ik zie geen uitweg", "een cadeau", "zelfmoord", ""):
        assert (again.card_for(text), again.chance(text)) == (taught.card_for(text), taught.chance(text))


@pytest.mark.parametrize("others", [ENTRIES[:-1], ENTRIES[::-1], ()])
def test_bytes_for_other_entries_are_refused(index: Index, others: tuple[Entry, ...]) -> None:
    assert unpack(pack(index), others) is None


@pytest.mark.parametrize("size", [0, 1, 31, 32, 100, -1, -1_000])
def test_bytes_that_are_cut_off_are_refused(index: Index, size: int) -> None:
    assert unpack(pack(index)[:size], ENTRIES) is None


def test_a_flipped_bit_is_refused_wherever_it_stands(index: Index) -> None:
    packed = pack(index)
    for place in (*range(200), *range(200, len(packed), len(packed) // 100), *range(len(packed) - 400, len(packed))):
        damaged = bytearray(packed)
        damaged[place] ^= 1
        assert unpack(bytes(damaged), ENTRIES) is None, place


def test_pickled_objects_run_nothing() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array([{"phrases": ()}], dtype=object), allow_pickle=True)
    arrays = buffer.getvalue()
    with pytest.raises(ValueError, match="allow_pickle"):
        unpack(hashlib.sha256(arrays).digest() + arrays, ENTRIES)
