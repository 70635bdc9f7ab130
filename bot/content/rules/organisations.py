"""Rules about what an organisation says of itself: names, advisers, hours, deviations (U05 U08 O05 O09 N10 N11)."""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.folding import did_you_mean, fold, short
from bot.content.hours import DAYS_OFF, Fault, Misread, is_day_off, opening_hours
from bot.content.models import Contact, Route
from bot.content.rules.noting import error, warning
from bot.diagnostics import Diagnostic
from bot.dilemma.tree import RouteName

_ADVISERS = (RouteName.ADVISER, RouteName.ADVISER_ELSEWHERE)
_IN_LINE = (RouteName.MANAGER, RouteName.CLERK, RouteName.SECRETARY, RouteName.CHAIR)
"""Those who decide about somebody's work, or work for who does."""
_LINE_WORDS = frozenset(
    "leidinggevende afdelingshoofd teamleider manager directeur griffier secretaris gemeentesecretaris "
    "provinciesecretaris burgemeester wethouder commissaris gedeputeerde dijkgraaf".split()
)
_SAME = {"telefoon": "hetzelfde telefoonnummer", "email": "hetzelfde e-mailadres", "web": "dezelfde webpagina"}
"""Ways that lead to somebody; the others lead to who knows where to be."""

_FAULTS = {
    Fault.UNREADABLE: ("zijn geen uren", "Schrijf uren en minuten met een dubbele punt: `09:00-12:30, 13:00-17:00`."),
    Fault.BACKWARDS: ("eindigt niet na het begin", "Loopt het door na middernacht? Zet de rest bij de volgende dag."),
    Fault.OVERLAPPING: ("begint voordat het vorige deel klaar is", "Zet de delen op volgorde, zonder overlap."),
}

_EMPTY_WORDS = frozenset(
    "nvt|n v t|niet van toepassing|onbekend|volgt|volgt nog|volgt later|later|nog invullen|invullen|nader te bepalen|"
    "ntb|n t b|todo|tbd|geen|geen idee|weet ik niet|zie boven|zie hierboven|idem|x|xx|xxx|".split("|")
)


def advisers_are_independent(draft: Draft) -> Iterator[Diagnostic]:
    """U05: who cannot go to the one adviser must find another in the second, and neither may be the own boss.

    That both routes are there is for S09. What two organisations inherit alike is told once, at the generic one.
    """
    for file, whole in zip(draft.organisations, draft.complete_organisations(), strict=True):
        told: set[RouteName] = set()
        for one, other in _to_compare():
            first, second = whole.routes.get(one), whole.routes.get(other)
            own = [name for name in (one, other) if name in file.shape.routes]
            if first is None or second is None or not own or told & set(own):
                continue
            if same := _in_common(first, second):
                place = other if other in own and other in _ADVISERS else own[0]
                told.add(place)
                message = f"`{one}` en `{other}` hebben {same}"
                hint = "Wijs iemand anders aan, die hier los van staat. Of haal de route weg en gebruik de algemene."
                yield error("U05", file.key("routes", place), message, hint)
        for name in _ADVISERS:
            route = file.shape.routes.get(name)
            if route and name not in told and (words := _LINE_WORDS & set(fold(route.name).split())):
                message = f"de naam van deze route noemt iemand uit de leiding: {min(words)}"
                hint = "Een vertrouwenspersoon staat los van de leiding. Wijs iemand anders aan, of pas de naam aan."
                yield error("U05", file.span("routes", name, "naam"), message, hint)


def routes_say_when(draft: Draft) -> Iterator[Diagnostic]:
    """U08: who is stuck in the evening must read what to do until morning, and when a telephone is answered.

    Hours themselves cannot be asked of every route: facts that nobody knows are not invented.
    """
    for file in draft.organisations:
        for name, route in file.shape.routes.items():
            if not route.outside_hours:
                message = f"de route `{name}` zegt niet wat je doet als er niemand is"
                hint = "Voeg `buiten_uren` toe: wat kan iemand 's avonds doen, en wie is er bij gevaar?"
                yield error("U08", file.key("routes", name), message, hint)
            elif not route.hours and any(contact.kind == "telefoon" for contact in route.contacts):
                message = f"de route `{name}` heeft een telefoonnummer, maar zegt niet wanneer er wordt opgenomen"
                yield warning("U08", file.key("routes", name), message, "Vraag de tijden na en zet ze bij `uren`.")


def hours_can_be_kept(draft: Draft) -> Iterator[Diagnostic]:
    """O05: who calls at the hour that stands here must find somebody."""
    for file in draft.organisations:
        for name, route in file.shape.routes.items():
            for day, text in route.hours.items():
                found = opening_hours(text)
                if isinstance(found, Misread):
                    problem, hint = _FAULTS[found.fault]
                    span = file.find(found.part, "routes", name, "uren", day)
                    yield error("O05", span, f"`{short(found.part)}` {problem}", hint)
            for number, text in enumerate(route.days_off):
                if not is_day_off(text):
                    hint = 'Schrijf een bekende vrije dag, zoals `carnavalsmaandag`, of een datum: "2027-12-24".'
                    span = file.span("routes", name, "vrije_dagen", number)
                    message = f"`{short(text)}` is geen vrije dag die de bot kent"
                    yield error("O05", span, message, did_you_mean(text.lower(), map(str.lower, DAYS_OFF), hint))


def names_belong_to_one(draft: Draft) -> Iterator[Diagnostic]:
    """O09: who types the name of an organisation must come to that one, not to whichever stands first."""
    owners: dict[str, str] = {}
    for file in draft.organisations:
        owners.setdefault(fold(file.shape.name), file.shape.id)
    for file in draft.organisations:
        here = file.shape.id
        spans = [file.span("naam"), *(file.span("andere_namen", n) for n in range(len(file.shape.other_names)))]
        for span, name in zip(spans, (file.shape.name, *file.shape.other_names), strict=True):
            owner = owners.setdefault(fold(name), here)
            if owner != here:
                hint = "Haal de naam bij een van de twee weg, of maak hem langer."
                yield error("O09", span, f"`{short(name)}` is ook een naam van `{owner}`", hint)


def deviations_are_founded(draft: Draft) -> Iterator[Diagnostic]:
    """N10: who reads that it is different here must be able to see what differs, why, and where that stands.

    That reason and source are there is for the shape (S03, S04).
    """
    for file in draft.organisations:
        for number, deviation in enumerate(file.shape.deviations):
            path = ("afwijkingen", number)
            if not (deviation.core or deviation.addition):
                hint = "Schrijf bij `aanvulling` wat in deze organisatie ook geldt."
                yield error("N10", file.span(*path), "deze afwijking zegt niet wat er anders is", hint)
            if _says_nothing(deviation.reason) or len(deviation.reason.split()) < 2:
                hint = "Schrijf in een zin waarom het in deze organisatie anders is."
                yield error("N10", file.span(*path, "reden"), "deze reden legt niets uit", hint)
            if _says_nothing(deviation.source):
                hint = "Noem het besluit of de code waarin dit staat, met een nummer of jaar."
                yield error("N10", file.span(*path, "bron"), "deze bron zegt niet waar het staat", hint)


def the_law_stays_in_force(draft: Draft) -> Iterator[Diagnostic]:
    """N11: an organisation can ask more than a statute, but its text may not take the place of the statute."""
    for file in draft.organisations:
        for number, deviation in enumerate(file.shape.deviations):
            norm = draft.norm(deviation.norm)
            if norm and norm.shape.statutory and deviation.core:
                message = f"deze `kern` vervangt de norm `{deviation.norm}`, en die staat in de wet"
                hint = "De wet geldt overal. Zet bij `aanvulling` wat jouw organisatie daarbovenop vraagt."
                yield error("N11", file.key("afwijkingen", number, "kern"), message, hint)


def _to_compare() -> Iterator[tuple[RouteName, RouteName]]:
    yield _ADVISERS
    for adviser in _ADVISERS:
        for other in _IN_LINE:
            yield adviser, other


def _in_common(one: Route, other: Route) -> str | None:
    """What shows that two routes lead to the same person."""
    if fold(one.name) == fold(other.name):
        return "dezelfde naam"
    if shared := _addresses(one) & _addresses(other):
        return _SAME[min(kind for kind, _ in shared)]
    if not (one.contacts or other.contacts) and one.help and set(one.help) == set(other.help):
        return "hetzelfde hulppunt"
    return None


def _addresses(route: Route) -> set[tuple[str, str]]:
    return {_address(contact) for contact in route.contacts if contact.kind in _SAME}


def _address(contact: Contact) -> tuple[str, str]:
    """A contact apart from how it is written."""
    if contact.kind == "telefoon":
        digits = "".join(c for c in contact.value.replace("(0)", "") if c.isdecimal())
        national = digits.removeprefix("00").removeprefix("31") if contact.value.startswith(("+31", "0031")) else ""
        return contact.kind, f"0{national}" if national else digits
    return contact.kind, contact.value.casefold().rstrip("/")


def _says_nothing(text: str) -> bool:
    return fold(text) in _EMPTY_WORDS
