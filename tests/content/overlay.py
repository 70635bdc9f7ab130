"""Small changes to the good content set: the broken examples in `broken/*.txt` are written this way.

The first line says what must come of it: `verwacht: dilemmas/geschenk.yaml:24:15: fout[G02]`. A second line may say
on which day: `vandaag: 2027-12-01`; without it, rules about dates say nothing. Then, for each file,
`== path` and what happens to it: pairs of `-- was` and `-- wordt` (a piece of text that is replaced), `-- alles` (the
whole new text), `-- proeven` (examples that fit the changed tree) or `-- weg` (the file is gone). `{U+200B}` stands for
a character that one could not see here.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.content.models import TreeShape, tree_of
from bot.content.reader import read
from bot.content.shapes import fit
from bot.dilemma.graph import paths

HERE = Path(__file__).parent
GOOD: Mapping[str, bytes] = {
    path.relative_to(HERE / "good").as_posix(): path.read_bytes() for path in sorted((HERE / "good").rglob("*.yaml"))
}
BROKEN = sorted((HERE / "broken").glob("*.txt"))

_TODAY = re.compile(r"\Averwacht: .+\nvandaag: (\S+)\n")
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4,6})\}")


def played(path: Path) -> tuple[str, Mapping[str, bytes]]:
    """What is expected of this example, and the files."""
    first, _, text = path.read_text(encoding="utf-8").partition("\n")
    return first.removeprefix("verwacht: "), apply(text)


def today_of(path: Path) -> date | None:
    """The day on which this example is judged."""
    found = _TODAY.match(path.read_text(encoding="utf-8"))
    return date.fromisoformat(found[1]) if found else None


def apply(text: str) -> Mapping[str, bytes]:
    """The good files after these changes."""
    files = {name: content.decode() for name, content in GOOD.items()}
    for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, changes = part.partition("\n")
        steps = re.split(r"^-- (was|wordt|alles|weg|proeven)\n", changes, flags=re.MULTILINE)[1:]
        was = ""
        for kind, body in zip(steps[::2], steps[1::2], strict=True):
            match kind:
                case "was":
                    was = body
                    assert files[name].count(was.removesuffix("\n")) == 1, f"not exactly once in {name}: {was!r}"
                case "wordt":
                    files[name] = files[name].replace(was.removesuffix("\n"), body.removesuffix("\n"))
                case "alles":
                    files[name] = body
                case "proeven":
                    files[name] = with_examples(files[name])
                case _:
                    del files[name]
    return {name: _CHARACTER.sub(lambda c: chr(int(c[1], 16)), content).encode() for name, content in files.items()}


def with_examples(tree: str) -> str:
    """The file of a tree with examples that come out right and give each answer that leads to an outcome."""
    rest = tree.partition("proeven:\n")[0]
    document = read("dilemmas/x.yaml", rest.encode()).document
    shape = fit(document, TreeShape)[0] if document else None
    assert shape is not None
    text, given = "proeven:\n", set[tuple[str, str]]()
    for number, path in enumerate(paths(tree_of(shape))):
        if set(path.answers) - given:
            given |= set(path.answers)
            answers = ", ".join(f"{question}: {option}" for question, option in path.answers)
            text += f"  - naam: geval {number}\n    antwoorden: {{{answers}}}\n    uitkomst: {path.outcome}\n"
    return rest + text
