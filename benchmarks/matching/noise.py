"""Makes the mistakes that people make when they type, on purpose: slips of the finger and spelling."""

import random
import re
from collections.abc import Callable

Noise = Callable[[str, int, random.Random], str]
"""Puts some mistakes into a text; the same chance gives the same mistakes."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4
"""Letters of the words in which a slip is made."""

_SOUNDS = (
    ("ij", "ei"), ("ei", "ij"), ("au", "ou"), ("ou", "au"), ("dt", "d"), ("d", "t"), ("t", "d"), ("ch", "g"),
    ("g", "ch"), ("c", "k"), ("k", "c"), ("s", "z"), ("z", "s"), ("f", "v"), ("v", "f"), ("ie", "i"), ("i", "ie"),
    ("uw", "u"), ("en", "e"), ("e", "en"), ("aa", "a"), ("oo", "o"), ("ee", "e"), ("uu", "u"), ("x", "ks"), ("y", "i"),
)  # fmt: skip
"""What is written for what, in words of `_SHORTEST` letters or more. Consonants are doubled and undoubled too."""
_AT_THE_END = frozenset({"d", "t", "dt", "en", "e"})
"""Only confused at the end of a word."""


def keyboard(text: str, mistakes: int, chance: random.Random) -> str:
    """Slips of the finger: a neighbouring key, a letter too few, a letter twice, two letters changed round."""
    return _in_words(text, mistakes, chance, _slip)


def dutch(text: str, mistakes: int, chance: random.Random) -> str:
    """Mistakes of Dutch spelling: d, t and dt, ei and ij, au and ou, single and double letters, words torn apart."""
    return _in_words(text, mistakes, chance, _misspelling)


def _in_words(text: str, mistakes: int, chance: random.Random, spoil: Callable[[str, random.Random], str]) -> str:
    words = text.split(" ")
    for _ in range(mistakes):
        long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
        if not long:
            break
        place = chance.choice(long)
        words[place] = spoil(words[place].lower(), chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    match chance.choice(("beside", "missing", "twice", "round")):
        case "beside":
            return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]
        case "missing":
            return word[:at] + word[at + 1 :]
        case "twice":
            return word[:at] + word[at] + word[at:]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _neighbour(letter: str, chance: random.Random) -> str:
    for number, row in enumerate(_ROWS):
        at = row.find(letter)
        if at >= 0:
            beside = [row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)]
            beside += [_ROWS[n][i] for n in (number - 1, number + 1) if 0 <= n < 3 for i in (at,) if i < len(_ROWS[n])]
            return chance.choice(beside)
    return letter


def _misspelling(word: str, chance: random.Random) -> str:
    options = []
    for right, wrong in _SOUNDS:
        for found in re.finditer(right, word):
            if right not in _AT_THE_END or found.end() == len(word):
                options.append(word[: found.start()] + wrong + word[found.end() :])
    for found in re.finditer(r"([bdfgklmnprst])\1", word):
        options.append(word[: found.start()] + word[found.start() + 1 :])
    for found in re.finditer(r"(?<=[aeiou])[bdfgklmnprst](?=[aeiou])", word):
        options.append(word[: found.end()] + word[found.start() :])
    if len(word) >= 2 * _SHORTEST:
        at = chance.randrange(_SHORTEST, len(word) - _SHORTEST + 1)
        options.append(f"{word[:at]} {word[at:]}")
    return chance.choice(options) if options else word
