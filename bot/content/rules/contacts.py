"""Rules about addresses, and about persons in them (O06, O07)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.content.draft import Draft, Written
from bot.content.folding import short
from bot.content.models import Norm, TreeShape
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic, Span

_PHONE_SIGNS = re.compile(r"\+?[\d ()-]+")
_NATIONAL = re.compile(r"112|113|144|14\d{3,4}|116\d{3}|0(?:800|90[069])(?:\d{4}|\d{7})|0(?!800|90[069])[1-9]\d{8}")
"""Emergency and help lines, `14 043`, `0800-2000`, and ten digits."""
_ABROAD = re.compile(r"\+(?!31)[1-9]\d{7,14}")
"""Limburg has neighbours."""
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")

_ROLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BETWEEN = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Tt]e|op|aan|'t) )*"
_TITLED = re.compile(
    rf"\b(?:mevrouw|meneer|de heer|mevr\.?|mw\.?|dhr\.?|drs\.?|mr\.|ir\.|dr\.) (?:[A-Z]\. ?)*(?-i:{_BETWEEN}[A-Z]\w+)",
    re.IGNORECASE,
)
_INITIALS = re.compile(rf"(?:(?P<before>\w+) )?\b[A-Z]\. ?(?:[A-Z]\. ?)*{_BETWEEN}[A-Z][a-z]+")
_PLACES = frozenset("gebouw vleugel blok balie kamer ingang hal deel optie zaal etage punt trap toren perron".split())
"""Before a letter these make a place of it: "gebouw B. Meld je bij de balie"."""
_PERSONAL_EMAIL = re.compile(r"[a-z](?:\.[a-z])*\.[a-z]{3,}(?:-[a-z]+)?@")


def addresses_are_well_formed(draft: Draft) -> Iterator[Diagnostic]:
    """O06: who is afraid calls once; a number or link that cannot work, or leads elsewhere than it says, fails them."""
    for span, kind, value in _addresses(draft):
        if kind == "telefoon" and not _is_phone(value):
            hint = (
                "Schrijf alleen het nummer, zoals `043 - 123 45 67` of `+31 43 123 45 67`. Uitleg hoort bij `uitleg`."
            )
            yield error("O06", span, f"`{short(value)}` is geen telefoonnummer", hint)
        elif kind == "email" and not _EMAIL.fullmatch(value):
            hint = "Schrijf alleen het adres, zoals `integriteit@gemeente.nl`."
            yield error("O06", span, f"`{short(value)}` is geen e-mailadres", hint)
        elif kind == "web" and (problem := _wrong_with_link(value)):
            hint = (
                "Kopieer het adres uit je browser. Het begint met https:// en bevat geen spatie en geen @ in de naam."
            )
            yield error("O06", span, f"deze link {problem}", hint)


def nobody_is_named(draft: Draft) -> Iterator[Diagnostic]:
    """O07: people change jobs and did not ask to stand here; content names a role, the adviser registry a person."""
    owned: list[Written[TreeShape] | Written[Norm]] = [*draft.trees, *draft.norms]
    for file in owned:
        if not _ROLE.fullmatch(file.shape.owner):
            hint = "Noem een rol of groep in kleine letters met streepjes, zoals `werkgroep-integriteit`."
            message = f"`{short(file.shape.owner)}` is geen rol"
            yield error("O07", file.span("eigenaar"), message, hint)
    for organisation in draft.organisations:
        for path, text in organisation.texts():
            if name := _person_in(text):
                hint = "Noem de functie en hoe je die bereikt. Namen van mensen veranderen en horen hier niet."
                message = f"hier lijkt een persoon te staan: `{short(name)}`"
                yield error("O07", organisation.find(name.split()[0], *path), message, hint)


def _addresses(draft: Draft) -> Iterator[tuple[Span, str, str]]:
    """Every address, with its place and kind."""
    for file in draft.organisations:
        for name, route in file.shape.routes.items():
            for number, contact in enumerate(route.contacts):
                yield file.span("routes", name, "bereik", number, "waarde"), contact.kind, contact.value
    if draft.help:
        for number, point in enumerate(draft.help.shape.points):
            if point.phone:
                yield draft.help.span("hulp", number, "telefoon"), "telefoon", point.phone
            if point.url:
                yield draft.help.span("hulp", number, "url"), "web", point.url
    for norm in draft.norms:
        for number, source in enumerate(norm.shape.sources):
            if source.url:
                yield norm.span("bronnen", number, "url"), "web", source.url


def _is_phone(text: str) -> bool:
    if not _PHONE_SIGNS.fullmatch(text):
        return False
    digits = re.sub(r"[ ()-]", "", text.replace("(0)", ""))
    national = re.sub(r"^(?:\+31|0031)(?=[1-9])", "0", digits)
    return bool(_NATIONAL.fullmatch(national) or _ABROAD.fullmatch(digits))


def _wrong_with_link(url: str) -> str | None:
    """What keeps a link from being shown to people."""
    if not url.startswith("https://"):
        return "begint niet met `https://`"
    if re.search(r"[\s\\<>\"]", url):
        return "heeft een teken dat in een link niet kan"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "is niet te lezen"
    if "@" in parts.netloc:
        return "heeft een @ voor het eind van de naam van de website"
    if port is not None or not _HOST.fullmatch(parts.netloc.lower()):
        return "heeft geen gewone naam van een website"
    return None


def _person_in(text: str) -> str | None:
    """What looks like the name of a person, or like the mail address of one."""
    if found := _TITLED.search(text):
        return found[0]
    for found in _INITIALS.finditer(text):
        before = found["before"]
        if not (before and before.lower() in _PLACES):
            return found[0].removeprefix(f"{before} ")
    if found := _PERSONAL_EMAIL.match(text.strip().lower()):
        return text.strip()
    return None
