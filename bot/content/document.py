"""What was read from one file: nested text, and the place of every key and value."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.diagnostics import Span

Data = str | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a file says. `places` has the span of every value, `keys` that of every key, by the path of the value."""

    file: str
    data: Data
    places: Mapping[Path, Span]
    keys: Mapping[Path, Span]
    inline: frozenset[Path]
    """Lists and mappings written between brackets or braces."""
    lines: tuple[str, ...]

    def at(self, path: Path) -> Data | None:
        """The value at this path, or None."""
        here: Data | None = self.data
        for step in path:
            match here, step:
                case dict(), str():
                    here = here.get(step)
                case list(), int() if 0 <= step < len(here):  # what a repeated key held stands at -1, and is not kept
                    here = here[step]
                case _:
                    return None
        return here

    def values(self) -> Iterator[tuple[Path, Data]]:
        """Every value with its path, in the order of the file; a list or mapping comes before what is in it."""
        todo: list[tuple[Path, Data]] = [((), self.data)]
        while todo:
            path, value = todo.pop()
            yield path, value
            if isinstance(value, dict):
                todo += [((*path, key), inner) for key, inner in reversed(value.items())]
            elif isinstance(value, list):
                todo += [((*path, number), value[number]) for number in range(len(value) - 1, -1, -1)]

    def span(self, path: Path) -> Span:
        """Where this value starts; where the nearest value around it starts, when there is none."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Span(file=self.file))

    def key_span(self, path: Path) -> Span:
        """Where the key of this value stands; the value's own place when it has no key."""
        return self.keys.get(path) or self.span(path)

    def find(self, path: Path, part: str) -> Span:
        """Where `part` stands in the text at this path, as far as it can be told; else where the text starts."""
        start = self.span(path)
        for number in range(start.line, min(start.line + 400, len(self.lines) + 1)):
            column = self.lines[number - 1].find(part, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Span(file=self.file, line=number, column=column + 1)
        return start

    def place(self, path: Path, offset: int) -> Span:
        """Where the character at `offset` of the text at this path stands, also when the text is quoted or folded.

        Told by counting the characters that show, which a writer and a reader of YAML count alike.
        """
        start, text = self.span(path), self.at(path)
        if not isinstance(text, str) or not start.line <= len(self.lines):
            return start
        shown = "".join(text[: offset + 1].split())
        number, column = start.line, start.column - 1
        if self.lines[number - 1][column : column + 1] in (">", "|"):
            number, column = number + 1, 0
        told = 0
        while number <= min(len(self.lines), start.line + 400):
            line = self.lines[number - 1]
            for at in range(column, len(line)):
                if line[at] == shown[told : told + 1]:  # a quote or backslash that only YAML sees is passed over
                    told += 1
                    if told == len(shown):
                        return Span(file=self.file, line=number, column=at + 1)
            number, column = number + 1, 0
        return start

    def path_at(self, span: Span) -> Path:
        """The path of the innermost value whose key or text the place lies in; the whole file when there is none."""
        if (span.line, span.column) == (1, 1):
            return ()
        before = bisect_right(self._starts, (span.line, span.column), key=lambda start: start[:2])
        return self._starts[before - 1][2] if before else ()

    @cached_property
    def _starts(self) -> list[tuple[int, int, Path]]:
        """Where each key and each value starts, in the order of the file."""
        both = (self.places, self.keys)
        return sorted((place.line, place.column, path) for found in both for path, place in found.items())

    def name_of(self, path: Path) -> str:
        """The path in words that an author knows: `vragen/gever/opties/zakelijk/label`.

        A part of a list is called by its `id` or `naam`, or else by its number from 1 on.
        """
        return "/".join(
            step if isinstance(step, str) else self._name_in_list(path[: n + 1], step) for n, step in enumerate(path)
        )

    def _name_in_list(self, path: Path, number: int) -> str:
        entry = self.at(path)
        named = (entry.get(key) for key in ("id", "naam")) if isinstance(entry, dict) else ()
        return next((name for name in named if isinstance(name, str) and name), str(number + 1))
