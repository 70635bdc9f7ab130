"""The entries that questions are matched with: published norms and trees, as far as questions are concerned.

What can be learned from their phrases is left to `index`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.content.models import Norm, TreeShape
from bot.dilemma.tree import Status
from bot.ids import NormId, Role, TreeId
from bot.matching.learn import Floats
from bot.matching.normalise import fold, words_of

Kind = Literal["norm", "tree"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A norm or a tree, as far as questions are concerned."""

    kind: Kind
    id: str
    title: str
    phrases: tuple[str, ...]
    words: tuple[str, ...] = ()
    near_misses: tuple[tuple[str, NormId], ...] = ()
    """Questions that look like this entry's, each with the norm that they belong to."""
    roles: frozenset[Role] = frozenset(Role)
    trees: tuple[TreeId, ...] = ()
    """Of a norm: the trees about the same topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An example of what people type, with the place of the entry it belongs to."""

    text: str
    entry: int
    folded: str


def entries_of(norms: Iterable[Norm], trees: Iterable[TreeShape]) -> tuple[Entry, ...]:
    """The entries of what is published, norms first."""
    of_norms = (
        Entry(
            kind="norm",
            id=norm.id,
            title=norm.title,
            phrases=norm.questions,
            words=norm.words,
            near_misses=tuple((miss.question, miss.instead) for miss in norm.near_misses),
            roles=frozenset(norm.roles),
            trees=norm.trees,
        )
        for norm in norms
        if norm.status is Status.PUBLISHED
    )
    of_trees = (
        Entry(
            kind="tree",
            id=tree.id,
            title=tree.title,
            phrases=tree.questions_asked,
            words=tree.words,
            roles=frozenset(tree.roles),
        )
        for tree in trees
        if tree.status is Status.PUBLISHED
    )
    return (*of_norms, *of_trees)


def phrases_of(entries: Sequence[Entry]) -> tuple[Phrase, ...]:
    """Title and phrases of each entry, and each near miss as a phrase of the norm it goes to."""
    place_of = {entry.id: place for place, entry in enumerate(entries) if entry.kind == "norm"}
    texts = [(place, text) for place, entry in enumerate(entries) for text in (entry.title, *entry.phrases)]
    texts += [(place_of[norm], text) for entry in entries for text, norm in entry.near_misses if norm in place_of]
    phrases = (Phrase(text=text, entry=place, folded=fold(text)) for place, text in dict.fromkeys(texts))
    return tuple(phrase for phrase in phrases if words_of(phrase.folded))


def links_of(entries: Sequence[Entry]) -> Floats:
    """1 where the norm of the row has the tree of the column."""
    place_of = {entry.id: place for place, entry in enumerate(entries) if entry.kind == "tree"}
    links = np.zeros((len(entries), len(entries)), dtype=np.float32)
    for place, entry in enumerate(entries):
        for tree in entry.trees:
            if tree in place_of:
                links[place, place_of[tree]] = 1.0
    return links


def kin_of(links: Floats) -> tuple[frozenset[int], ...]:
    """For each entry its trees or its norms."""
    return tuple(frozenset(map(int, np.flatnonzero(links[place] + links[:, place]))) for place in range(len(links)))
