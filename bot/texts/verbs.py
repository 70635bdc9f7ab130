"""The forms of a Dutch verb that stand beside "je" and "u", made from its stem.

They are there to recognise words by: of every form all spellings are made that some verb has, so that the odd one
("maakken") is a word that nobody writes.
"""

from collections.abc import Iterator

_IRREGULAR = {"hou": "houdt", "kan": "kunt", "rij": "rijdt", "snij": "snijdt", "vrij": "vrijt", "zal": "zult"}
_SEPARABLE = tuple(
    "aaneen achterna achter aan af beet bij binnen boven buiten dicht door droog goed heen in kwijt langs los mee na "
    "neer om onder open op over plaats rond samen stil tegen terecht terug thuis toe uit vast verder vol voor vooraf "
    "voorbij vrij waar weg".split()
)
"""What may stand before a verb, as one word with it: "meedoet", "opgeeft"."""


def with_u(stem: str) -> str:
    """The present that goes with "u": `meldt` for `meld`, `gaat` for `ga`, `weet` for `weet`."""
    if stem in _IRREGULAR:
        return _IRREGULAR[stem]
    if stem.endswith("t"):
        return stem
    return f"{stem}{'at' if stem.endswith('a') else 't'}"


def forms(stem: str) -> Iterator[str]:
    """The present, the past, the infinitive and the participle of a verb, without its stem."""
    yield with_u(stem)
    for past in ("de", "den", "te", "ten"):
        yield stem + past
    yield from _infinitives(stem)
    for end in ("d", "t"):
        yield f"ge{stem}{end}"
        yield f"{stem}{end}"
    if stem.endswith(("d", "t")):
        yield f"ge{stem}"


def without_prefix(word: str) -> Iterator[str]:
    """What is left of the word when it begins as a separable verb: `doet` for `meedoet`."""
    for prefix in _SEPARABLE:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            yield word.removeprefix(prefix)


def _infinitives(stem: str) -> Iterator[str]:
    last = stem[-1]
    soft = stem[:-1] + {"f": "v", "s": "z"}.get(last, last)
    for base in (stem, soft):
        yield f"{base}en"
        yield f"{base}{base[-1]}en"
        if len(base) > 2 and base[-2] == base[-3] and base[-2] in "aeou":
            yield f"{base[:-2]}{base[-1]}en"
    yield f"{stem}an"
    yield f"{stem}n"
