"""A learned index and what an alarm learned as bytes, so that they need not be learned again at the next start.

The bytes hold what was learned from published content and nothing else. They are arrays and JSON, never pickled:
reading them runs no code. They begin with their own hash, so damage is seen before anything is read. Where they are
kept is left to `bot.storage`.
"""

import hashlib
import io
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from pydantic import BaseModel, ConfigDict

from bot.ids import CardId
from bot.matching.alarm import Learned
from bot.matching.columns import Columns
from bot.matching.entries import Entry, kin_of, links_of, phrases_of
from bot.matching.features import Concepts
from bot.matching.index import Index, said_of, verbatim_of
from bot.matching.repair import Spelling

_HASH_BYTES = 32
_NOTHING = np.zeros(0, dtype=np.float32)


class _Words(BaseModel):
    """All of an index but its arrays."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    entries: tuple[tuple[str, str], ...]
    """Kind and id of each entry that was learned, in order."""
    wordings: tuple[frozenset[str], ...]
    columns: tuple[str, ...]
    strange: float
    accuracy: float
    spelling: dict[str, int]
    concepts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    cards: tuple[CardId, ...] | None
    """Of the alarm; None when it learned nothing."""


def pack(index: Index, learned: Learned | None = None) -> bytes:
    """`index` and `learned` as bytes; some 15 MB for 9,000 phrases."""
    words = _Words(
        entries=_names(index.entries),
        wordings=index.wordings,
        columns=tuple(index.columns.places),
        strange=index.columns.strange,
        accuracy=index.accuracy,
        spelling=dict(index.spelling.counts),
        concepts=dict(index.concepts.by_first),
        cards=learned.cards if learned else None,
    )
    buffer = io.BytesIO()
    np.savez(
        buffer,
        words=np.frombuffer(words.model_dump_json().encode(), dtype=np.uint8),
        traits=np.array([index.columns.places[t][0] for traits in index.traits for t in traits], dtype=np.uint32),
        traits_of=np.cumsum([len(traits) for traits in index.traits]),
        worths=np.array([worth for _, worth in index.columns.places.values()], dtype=np.float64),
        weights=index.weights,
        trust=index.trust,
        alarm=learned.weights if learned else _NOTHING,
        alarm_cards=learned.card_weights if learned else _NOTHING,
    )
    arrays = buffer.getvalue()
    return _hash(arrays) + arrays


def unpack(packed: bytes, entries: Iterable[Entry]) -> tuple[Index, Learned | None] | None:
    """What `pack` made bytes of, for the same entries; None when they are damaged or of others."""
    entries = tuple(entries)
    digest, arrays = packed[:_HASH_BYTES], packed[_HASH_BYTES:]
    if digest != _hash(arrays):
        return None
    with np.load(io.BytesIO(arrays), allow_pickle=False) as loaded:
        words = _Words.model_validate_json(loaded["words"].tobytes())
        worths, weights, trust = loaded["worths"], loaded["weights"], loaded["trust"]
        alarm, alarm_cards = loaded["alarm"], loaded["alarm_cards"]
        traits = [words.columns[place] for place in loaded["traits"].tolist()]
        ends = loaded["traits_of"].tolist()
    if words.entries != _names(entries):
        return None
    phrases = phrases_of(entries)
    links = links_of(entries)
    learned = None if words.cards is None else Learned(weights=alarm, cards=words.cards, card_weights=alarm_cards)
    index = Index(
        entries=entries,
        concepts=Concepts(words.concepts),
        phrases=phrases,
        traits=tuple(tuple(traits[start:end]) for start, end in pairwise((0, *ends))),
        verbatim=verbatim_of(phrases),
        said=said_of(phrases, len(entries)),
        wordings=words.wordings,
        links=links,
        kin=kin_of(links),
        columns=Columns(
            {
                feature: (place, worth)
                for place, (feature, worth) in enumerate(zip(words.columns, worths.tolist(), strict=True))
            },
            words.strange,
        ),
        spelling=Spelling.of(words.spelling),
        weights=weights,
        trust=trust,
        accuracy=words.accuracy,
    )
    return index, learned


def _names(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    return tuple((entry.kind, entry.id) for entry in entries)


def _hash(arrays: bytes) -> bytes:
    return hashlib.sha256(arrays).digest()
