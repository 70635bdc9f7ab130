"""A new content file that explains itself: a comment above each key, and a marked blank where its author must write.

The layout of each kind stands in `bot/texts/nieuw/` and the explanations in `bot/texts/sleutels.yaml`; both are passed
in. In the result `##` begins an explanation, and one `#` a key that need not be there. A blank that is left in place
is S15 to the compiler.
"""

import re
from collections.abc import Iterator
from datetime import date
from string import Template
from textwrap import wrap

from bot.authoring.keys import Explanations, KeyPath, explain, keys_of, modeline
from bot.content.compiler import KINDS as PLACES
from bot.content.folding import short
from bot.content.rules.reserved import RESERVED
from bot.content.rules.schema import ID

WIDTH = 100

_KEY = re.compile(r"^(?P<indent> *)(?P<off># )?(?P<inner> *)(?P<dash>- )?(?P<key>[a-z_-]+):")
_HOW = (
    "Zo werkt dit bestand:",
    "- Schrijf je tekst op elke plek tussen << en >>. Haal die tekens daarna weg.",
    "- Een regel met ## is uitleg. Je mag hem laten staan of weghalen.",
    "- Een regel met één # is een voorbeeld van iets dat niet hoeft. Haal # en de spatie weg om het te gebruiken.",
)


def file_for(kind: str, id_: str) -> str:
    """Where a new file of this kind belongs, from the folder of the content."""
    return f"{PLACES[kind]}{id_}.yaml"


def objection_to(id_: str) -> str | None:
    """Why a new file cannot have this id (S05, S07), as a sentence; None when it can."""
    if not ID.fullmatch(id_):
        return f"`{short(id_)}` is geen goede id. Gebruik 2 tot 40 kleine letters, cijfers en streepjes."
    return f"`{id_}` is een woord dat de bot zelf gebruikt. Kies een andere id." if id_ in RESERVED else None


def skeleton(
    kind: str, id_: str, template: str, explanations: Explanations, *, today: date, themes: tuple[str, ...] = ()
) -> str:
    """The text of a new file.

    `themes` are the ids of the themes to choose from, when they are known. Sources count as consulted `today`, and the
    file is to be reviewed a year later.
    """
    filled = Template(template).substitute(
        id=id_,
        vandaag=today.isoformat(),
        volgend_jaar=_a_year_after(today).isoformat(),
        themas=f"Kies uit {', '.join(themes)}." if themes else "Kijk in knowledge/themas.yaml welke thema's er zijn.",
    )
    opening = _comment(explanations[f"bestand.{kind}"]) + ["##"] + [row for text in _HOW for row in _comment(text)]
    lines = [modeline(file_for(kind, id_)), *opening, "", *_explained(kind, filled, explanations)]
    return "\n".join(lines) + "\n"


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _explained(kind: str, text: str, explanations: Explanations) -> Iterator[str]:
    """The lines of a layout, with the meaning of each key above the first place where it stands."""
    known = {key.path for key in keys_of(kind)}
    told: set[KeyPath] = set()
    above: list[tuple[int, KeyPath]] = [(-1, ())]
    notes: list[str] = []
    """Remarks of the layout itself: they go between the meaning of a key and the key."""
    for line in text.splitlines():
        if line.lstrip().startswith("## "):
            notes.append(line.lstrip().removeprefix("## "))
            continue
        start = line[: len(line) - len(line.lstrip())]
        if found := _KEY.match(line):
            column = len(found["indent"] + found["inner"] + (found["dash"] or ""))
            while above[-1][0] >= column:
                above.pop()
            path = (*above[-1][1], found["key"])
            is_key = path in known
            above.append((column, path if is_key else above[-1][1]))  # else a name that the author chooses
            if found["inner"]:
                start = f"{start}# {found['inner']}"
            if is_key and path not in told:
                told.add(path)
                yield from _comment(explain(explanations, kind, path), start)
        yield from (row for note in notes for row in _comment(note, start))
        notes.clear()
        yield line


def _comment(text: str, start: str = "") -> list[str]:
    hanging = "  " if text.startswith("- ") else ""
    begin = f"{start}## "
    return wrap(text, WIDTH, initial_indent=begin, subsequent_indent=begin + hanging, break_on_hyphens=False)
