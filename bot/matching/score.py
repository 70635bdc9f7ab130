"""Reads a question against the index and gives every likely entry one calibrated confidence.

What follows from the confidences is left to `decide`.
"""

from dataclasses import dataclass
from math import inf

from rapidfuzz import fuzz, process

from bot.ids import Role
from bot.matching.features import Reading
from bot.matching.index import Index
from bot.matching.learn import logistic

SHORT_LIST = 10
"""Entries of which the signals are worked out."""
VERBATIM = 0.97
"""The least confidence in an entry that has this very phrase."""
SAME_FROM = 93.0
"""Likeness (of 100) from which a question is taken to be an example question with a slip of the pen."""
SAME_LENGTH = 15
"""Characters from which that is tried: in a shorter phrase one letter makes another word."""
OTHER_ROLE = 0.7
"""What is left of the confidence in an entry that is not for the role of the asker. Light: roles are often unset."""

LEADS_FROM = 0.6
"""A norm comes before its tree from this part of the tree's confidence. Below it, several norms of the tree are as
likely as each other, and the tree is the one to tell them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An entry, by its place in the index, with the chance that it answers the question."""

    entry: int
    confidence: float
    """Calibrated, in [0, 1]."""
    support: int
    """How many different content words of the question the entry knows, by stem or by concept."""
    spread: float
    """Over how many topics the most telling of these is spread (`Columns.spread`); infinite when there are none."""


def score(index: Index, reading: Reading, role: Role | None = None) -> tuple[Scored, ...]:
    """The likely entries for a question, best first; none for a question without words.

    A tree is left out below a norm of it: who gets the norm can walk the tree from there.
    """
    if not index.entries or not reading.words:
        return ()
    meant = index.meant(reading)
    best, signals = index.candidates(reading, meant, SHORT_LIST)
    confidence = dict(zip(map(int, best), map(float, logistic(signals @ index.trust)), strict=True))
    for entry, at_least in _said_before(index, reading, frozenset(confidence)).items():
        confidence[entry] = max(confidence.get(entry, 0.0), at_least)
    if role is not None:
        for entry in confidence:
            if role not in index.entries[entry].roles:
                confidence[entry] *= OTHER_ROLE
    _let_norms_lead(index, confidence)
    ranked = sorted(confidence, key=lambda entry: (-confidence[entry], entry))
    return tuple(
        Scored(entry=entry, confidence=confidence[entry], support=len(spreads), spread=min(spreads, default=inf))
        for place, entry in enumerate(ranked)
        if index.entries[entry].kind == "norm" or index.kin[entry].isdisjoint(ranked[:place])
        for spreads in [_spreads(index, meant, entry)]
    )


def _spreads(index: Index, reading: Reading, entry: int) -> list[float]:
    """For each content word that the entry knows, by stem or by concept, over how many topics it is spread."""
    known = frozenset().union(*(index.wordings[e] for e in (entry, *index.kin[entry])))
    said = ((f"s{reading.stems[at]}", *(f"c{concept}" for concept in reading.concepts[at])) for at in reading.content)
    told = ([index.columns.spread(feature) for feature in features if feature in known] for features in said)
    return [min(spreads) for spreads in told if spreads]


def _let_norms_lead(index: Index, confidence: dict[int, float]) -> None:
    """Bring a tree down to its best norm where that norm is nearly as likely, so that the norm comes first."""
    for tree in [entry for entry in confidence if index.entries[entry].kind == "tree"]:
        norm = max((confidence[norm] for norm in index.kin[tree] if norm in confidence), default=0.0)
        if LEADS_FROM * confidence[tree] <= norm:
            confidence[tree] = min(confidence[tree], norm)


def _said_before(index: Index, reading: Reading, short_list: frozenset[int]) -> dict[int, float]:
    """The entries of which this is an example question, to the letter or nearly."""
    if exact := index.verbatim.get(reading.folded):
        return dict.fromkeys(exact, VERBATIM)
    if len(reading.folded) < SAME_LENGTH:
        return {}
    found: dict[int, float] = {}
    for entry in short_list:
        said = index.said[entry]
        if near := process.extractOne(reading.folded, said, scorer=fuzz.ratio, score_cutoff=SAME_FROM):
            found[entry] = VERBATIM * near[1] / 100.0
    return found
