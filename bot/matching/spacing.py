"""Undoes spaces that were put into a word of danger, or left out between two: `z e l f m o o r d`, `ikwildood`.

Spelling is left to `danger`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

_SPELT = 3
"""Single letters in a row from which they are one word, spelt."""
_GLUED = range(5, 41)
"""Letters of a word that may be several. Longer than any of them is no slip of the pen."""
_LONGEST_PIECE = 16
SMALL = frozenset(
    """
    al ben dan dat de die dit een eens er ga gaan gaat geen ga gen had han heb hebben heeft hep het hij hoe ich iech ik
    in is je kan ken kin kwil maar mag me meer mer met mich mie mij mijn mn moet neet net ni nie niet nog nu op te van
    voor waar wat we weer wel weur wil willen wilt word wordt wou ze zich zij zijn
    """.split()
)
"""Small words that stick to others when somebody types in a hurry."""
_GLUE = frozenset(
    "ben een er ga gaan gaat geen heb heeft hep hij ich iech ik kan me meer mie mij mijn mn neet niet nie we wil wilt "
    "word wordt ze zich zijn".split()
)
"""Those of which one at least is among the pieces. Without one, `overslaan` would be `over` and `slaan`."""


def respaced(words: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """The words, with those that were spelt put together and those that were glued taken apart.

    Args:
        known: the words that may come of it, besides small ones.
    """
    return tuple(piece for word in _unspelt(words, known) for piece in (_apart(word, known) or (word,)))


def _unspelt(words: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    letters: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            letters.append(word)
            continue
        spelt = "".join(letters)
        if len(spelt) >= _SPELT and (spelt in known or _apart(spelt, known)):
            yield spelt
        else:
            yield from letters
        letters.clear()
        if word:
            yield word


@lru_cache(maxsize=2_000)
def _apart(word: str, known: frozenset[str]) -> tuple[str, ...] | None:
    """The fewest known words that make up `word`, one of them small; None when it is one word, or not made of these."""
    if len(word) not in _GLUED or word in known or word in SMALL:
        return None
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        found: tuple[str, ...] | None = None
        for start in range(max(0, end - _LONGEST_PIECE), end):
            before, piece = best[start], word[start:end]
            if before is not None and (piece in SMALL or (len(piece) > 2 and piece in known)):
                made = (*before, piece)
                found = made if found is None or len(made) < len(found) else found
        best.append(found)
    pieces = best[-1]
    return pieces if pieces and len(pieces) > 1 and not _GLUE.isdisjoint(pieces) else None
