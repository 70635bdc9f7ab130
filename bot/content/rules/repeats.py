"""A rule about lists that say a thing twice (S16)."""

from collections.abc import Iterator

from bot.content.document import Data, Path
from bot.content.draft import Draft
from bot.content.folding import short
from bot.content.rules.noting import warning
from bot.diagnostics import Diagnostic

_QUESTIONS = frozenset({"vragen", "zoekvragen"})
"""Lists that M02 looks at, more widely."""


def lists_say_things_once(draft: Draft) -> Iterator[Diagnostic]:
    """S16: what stands in a list twice is shown twice, or is the remainder of a change that went half."""
    for file in draft.all():
        for path, entries in _lists(file.document.data, ()):
            seen: set[str] = set()
            for number, entry in enumerate(entries):
                key = "norm" if path == ("afwijkingen",) and isinstance(entry, dict) else None
                value = entry.get(key) if key and isinstance(entry, dict) else entry
                if not isinstance(value, str):
                    continue
                if value.casefold() in seen:
                    span = file.span(*path, number, *((key,) if key else ()))
                    yield warning("S16", span, f"`{short(value)}` staat al in deze lijst", "Haal er een weg.")
                seen.add(value.casefold())


def examples_are_given_once(draft: Draft) -> Iterator[Diagnostic]:
    """S16: a second example with the same answers proves nothing more; its author had another case in mind."""
    for file in draft.trees:
        first: dict[object, str] = {}
        for number, example in enumerate(file.shape.examples):
            case = (example.role, frozenset(example.answers.items()))
            if case in first:
                message = f"deze proef geeft dezelfde antwoorden als `{short(first[case])}`"
                hint = "Haal er een weg, of verander een antwoord."
                yield warning("S16", file.key("proeven", number, "antwoorden"), message, hint)
            first.setdefault(case, example.name)


def _lists(data: Data, path: Path) -> Iterator[tuple[Path, list[Data]]]:
    """Every list in a file, wherever it stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _lists(value, (*path, key))
    elif isinstance(data, list) and not _QUESTIONS & set(path[-1:]):
        yield path, data
        for number, value in enumerate(data):
            if not isinstance(value, str):
                yield from _lists(value, (*path, number))
