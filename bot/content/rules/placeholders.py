"""Rules about `<waarde>` in a text (O01-O04, O08), and about what was meant as one."""

import re
from collections.abc import Iterator, Set

from bot.content.document import Path
from bot.content.draft import Draft, Written
from bot.content.folding import closest, did_you_mean, short
from bot.content.models import FileShape, HelpFile, Organisation, TreeShape
from bot.content.rules.markup import TAGS
from bot.content.rules.noting import error, warning
from bot.content.rules.schema import VALUE_NAME
from bot.content.values import PLACEHOLDER, names_in_text
from bot.diagnostics import Diagnostic
from bot.ids import Role

MANY = 12
"""Values; a longer list nobody reads in a message."""
ROLE_ENDINGS = " of ".join(", ".join(f"`_{role.value}`" for role in Role).rsplit(", ", 1))
"""How the name of a value ends that is for one role."""


_OPEN, _CLOSE = r"<\uff1c", r">\uff1e"
_LOOKALIKE = re.compile(
    rf"""
    [{_OPEN}\u2039\u3008«{{\[]\s{{0,3}}
      (?P<inside>[^\W\d](?:[\w-]|[ ](?=[\w-])){{0,39}})
      \s{{0,3}}[{_CLOSE}\u203a\u3009»}}\]](?!\()  # [geschenk_grens], < geschenk-grens >
    | (?<!\w)\$(?P<dollar>[^\W\d]\w{{0,39}})                                       # $geschenk_grens
    | (?P<ending>[^\W\d]\w{{0,39}})[{_CLOSE}]                                      # geschenk_grens>
    | (?<![\w/=.@&?\#`-])(?P<bare>[^\W\d_][^\W_]*(?:_[^\W_]+){{1,9}})(?![\w`]|\]\() # geschenk_grens
    | [{_OPEN}](?P<half>[^\W\d]\w{{0,39}})                                         # <geschenk_grens
    """,
    re.VERBOSE,
)
_ANGLES = re.compile(rf"[{_OPEN}{_CLOSE}]")
"""Next to a word these look like a value whatever the word; "< 2 minuten" is left alone."""
_SETTLED = re.compile(rf"{PLACEHOLDER.pattern}|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
"""A value as it should be written, or a tag, which is for T04."""

_IN_WORDS = "Staat hier een waarde? Schrijf de naam tussen < en >. Staat hier een teken? Zeg het in woorden."


def values_exist(draft: Draft) -> Iterator[Diagnostic]:
    """O01: a value that no organisation has would be shown to people as `<geschenk_gens>`."""
    if not draft.knows_organisations:
        return
    known = _known_values(draft)
    for file in draft.all():
        for path, text in draft.texts[file.file]:
            for name in dict.fromkeys(PLACEHOLDER.findall(text)):
                if name not in known and name not in TAGS:  # <b> is markup (T04)
                    span = file.find(f"<{name}>", *path)
                    yield error("O01", span, f"geen organisatie heeft de waarde `{name}`", _value_hint(name, known))
    for norm in draft.norms:
        for number, name in enumerate(norm.shape.values):
            if name not in known:
                message = f"geen organisatie heeft de waarde `{short(name)}`"
                yield error("O01", norm.span("waarden", number), message, _value_hint(name, known))


def values_are_written_as_values(draft: Draft) -> Iterator[Diagnostic]:
    """O01: what only looks like a value is not filled in, and nobody sees that before a reader does."""
    if not draft.knows_organisations:
        return
    known = _known_values(draft)
    for file in draft.all():
        for path, text in draft.texts[file.file]:
            for offset, written, meant in _miswritten(text, known):
                message = f"`{short(written)}` is niet hoe je een waarde schrijft: de lezer ziet het letterlijk zo"
                hint = f"bedoelde je `<{meant}>`?" if meant else _IN_WORDS
                yield error("O01", file.place(offset, *path), message, hint)


def values_are_everywhere(draft: Draft) -> Iterator[Diagnostic]:
    """O02: the text is the same for everybody, so every organisation has the value, itself or from the generic one.

    A value that is nowhere is for O01. It is missing in the generic organisation, where it helps all that inherit.
    """
    if not draft.knows_organisations:
        return
    whole = dict(zip((w.file for w in draft.organisations), draft.complete_organisations(), strict=True))
    known = {name for organisation in whole.values() for name in organisation.values}
    users: dict[str, str] = {}
    for file in draft.all():
        for path, name in _used(draft, file):
            own = whole.get(file.file)
            if own is None:
                users.setdefault(name, f"{file.file}, regel {file.find(f'<{name}>', *path).line}")
            elif path[0] == "afwijkingen" and name in known and name not in own.values:
                message = f"deze organisatie heeft geen waarde `{name}`"
                yield error("O02", file.find(f"<{name}>", *path), message, "Zet hem hier bij `waarden`.")
    for file in draft.organisations:
        lacking = [name for name in users if name in known and name not in whole[file.file].values]
        for name in lacking if file.shape.generic else ():
            message = f"hier ontbreekt de waarde `{name}`, die in een tekst staat ({users[name]})"
            hint = "Voeg hem toe bij `waarden`. Organisaties van deze soort nemen hem over."
            yield error("O02", file.key("waarden"), message, hint)


def values_are_plain(draft: Draft) -> Iterator[Diagnostic]:
    """O03: a value is filled in once; what stands between brackets in it would be shown as it is."""
    known = _known_values(draft)
    for file in draft.organisations:
        for name, text in file.shape.values.items():
            for found in PLACEHOLDER.findall(text):
                if found in known:
                    span = file.find(f"<{found}>", "waarden", name)
                    message = f"in de waarde `{name}` staat een andere waarde: `{found}`"
                    yield error("O03", span, message, "Schrijf hier voluit wat er moet komen te staan.")


def values_are_used(draft: Draft) -> Iterator[Diagnostic]:
    """O04: a value that no text uses looks as if it did something; so does one that a norm says it needs.

    What a value is for one role is used where the value is.
    """
    every = _known_values(draft)
    used = {name for file in draft.all() for _, name in _used(draft, file)}
    used |= {m for w in draft.all() for _, text in draft.texts[w.file] for _, _, m in _miswritten(text, every) if m}
    listed = {name for norm in draft.norms for name in norm.shape.values}
    if not draft.unread:
        for name, file in {n: w for w in reversed(draft.organisations) for n in w.shape.values}.items():
            if VALUE_NAME.fullmatch(name) and (used | listed).isdisjoint(names_in_text(name)):
                message = f"geen enkele tekst gebruikt de waarde `{name}`"
                hint = f"Haal hem weg, of schrijf `<{name}>` in een tekst."
                if (base := name.rpartition("_")[0]) in used:
                    hint = f"Is dit `{base}` voor één rol? Laat de naam dan eindigen op {ROLE_ENDINGS}."
                yield warning("O04", file.key("waarden", name), message, hint)
    for norm in draft.norms:
        own = {name for _, name in _used(draft, norm)}
        own |= {meant for _, text in draft.texts[norm.file] for _, _, meant in _miswritten(text, every) if meant}
        for number, name in enumerate(norm.shape.values):
            if name not in own and name in every:
                message = f"de tekst van deze norm gebruikt de waarde `{name}` niet"
                hint = f"Haal hem hier weg, of schrijf `<{name}>` in de tekst."
                yield warning("O04", norm.span("waarden", number), message, hint)


def values_stand_where_they_are_filled_in(draft: Draft) -> Iterator[Diagnostic]:
    """O08: titles, buttons and the routes of an organisation are shown as they stand, brackets and all."""
    known = _known_values(draft)
    for file in draft.all():
        for path, name in _used(draft, file):
            if name in known and not _is_filled_in(file.shape, path):
                message = f"op deze plek vult de bot geen waarde in: `{name}`"
                yield error("O08", file.find(f"<{name}>", *path), message, "Schrijf voluit wat er moet staan.")


def _known_values(draft: Draft) -> set[str]:
    return {name for organisation in draft.organisations for name in organisation.shape.values}


def _value_hint(name: str, known: set[str]) -> str | None:
    named = sorted(value for value in known if names_in_text(value) == (value,))
    there = f"Deze zijn er: {', '.join(named)}. " if 0 < len(named) <= MANY else ""
    hint = f"{there}Is het een nieuwe waarde? Zet hem bij `waarden` van een organisatie. Anders: haal de haken weg."
    return did_you_mean(name, known, hint)


def _miswritten(text: str, known: Set[str]) -> Iterator[tuple[int, str, str | None]]:
    """What looks like a value but will not be filled in: where it stands, as it is written, and the value meant."""
    taken = [found.span() for found in _SETTLED.finditer(text)]
    for found in _LOOKALIKE.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        name = next((found[group] for group in ("inside", "dollar", "ending", "bare", "half") if found[group]), "")
        folded = re.sub(r"[\s-]+", "_", name.strip()).lower()
        meant = folded if folded in known else None
        if meant or _ANGLES.search(found[0]):
            yield found.start(), found[0], meant or (closest(folded, known) if "_" in folded else None)


def _used(draft: Draft, file: Written[FileShape]) -> Iterator[tuple[Path, str]]:
    """The values in the texts of a file, each once a text."""
    if any("<" in line for line in file.document.lines):
        for path, text in draft.texts[file.file]:
            if path[0] != "waarden":
                for name in dict.fromkeys(PLACEHOLDER.findall(text)):
                    yield path, name


def _is_filled_in(shape: FileShape, path: Path) -> bool:
    if isinstance(shape, HelpFile):
        return False
    if isinstance(shape, Organisation):
        return path[0] == "afwijkingen"
    is_heading = path[-1] == "kop" and isinstance(shape, TreeShape)
    return not is_heading and path[-1] not in ("titel", "knop", "label")
