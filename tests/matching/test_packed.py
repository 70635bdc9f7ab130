"""What was learned comes back from bytes as it was, and damaged bytes never become a matcher."""

import io
import zipfile

import numpy as np
import pytest

from bot.matching.features import read
from bot.matching.index import Index
from bot.matching.packed import pack, unpack
from bot.matching.score import score
from tests.matching.invented import ENTRIES

QUESTIONS = ("mag ik die fles wijn houden", "ik stem over mijn zwager", "xyzzy", "")


def test_an_unpacked_index_scores_every_question_the_same(index: Index) -> None:
    again = unpack(pack(index), ENTRIES)
    assert again is not None
    assert (again.phrases, again.verbatim, again.wordings) == (index.phrases, index.verbatim, index.wordings)
    for question in (*QUESTIONS, *(phrase.text for phrase in index.phrases)):
        assert score(again, read(question, again.concepts)) == score(index, read(question, index.concepts))


def test_bytes_for_other_entries_are_refused(index: Index) -> None:
    assert unpack(pack(index), ENTRIES[:-1]) is None


@pytest.mark.parametrize("size", [0, 1, 100, -1, -1_000])
def test_bytes_that_are_cut_off_are_refused(index: Index, size: int) -> None:
    assert unpack(pack(index)[:size], ENTRIES) is None


def test_a_flipped_byte_is_refused_wherever_it_stands(index: Index) -> None:
    packed = pack(index)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        places = [(entry.header_offset, entry.compress_size) for entry in archive.infolist()]
    for offset, size in places:
        damaged = bytearray(packed)
        damaged[offset + size // 2 + 100] ^= 0xFF
        assert unpack(bytes(damaged), ENTRIES) is None, offset


def test_pickled_objects_are_refused() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array([{"phrases": ()}], dtype=object), allow_pickle=True)
    assert unpack(buffer.getvalue(), ENTRIES) is None
