"""Which days are off, and what they are called. Pure; a day is an argument."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.content.folding import fold
from bot.content.hours import DAYS_OFF

_ONLY_WHERE_LISTED = frozenset(
    (
        "carnavalszaterdag",
        "carnavalszondag",
        "carnavalsmaandag",
        "carnavalsdinsdag",
        "aswoensdag",
        "Goede Vrijdag",
        "Bevrijdingsdag",
        "dag na Hemelvaart",
        "oudejaarsdag",
    )
)
"""Days on which many offices are open: they close a route only where its author says so. The others close every one."""

_FROM_EASTER = {
    "carnavalszaterdag": -50,
    "carnavalszondag": -49,
    "carnavalsmaandag": -48,
    "carnavalsdinsdag": -47,
    "aswoensdag": -46,
    "dag na Hemelvaart": 40,
}
"""Days that the holidays of the Netherlands leave out, in days from Easter Sunday."""

_IN_A_SENTENCE = {"dag na Hemelvaart": "de dag na Hemelvaart"}
_EASTER = "Eerste Paasdag"
_SPELT = {fold(name): name for name in DAYS_OFF}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day on which a route is closed although it would have been open."""

    day: date
    name: str | None
    """As it stands in a sentence; None for a date without a name that an author listed."""


def own_days_off(listed: Collection[str]) -> frozenset[str]:
    """What an author listed, by name or as `2027-12-24`, as `day_off` looks it up. For many days at a time."""
    return frozenset((*listed, *map(fold, listed)))


def day_off(day: date, own: frozenset[str]) -> DayOff | None:
    """Whether a route is closed on this day, and why. `own` are its `own_days_off`."""
    names = _named(day.year).get(day, ())
    closing = [name for name in names if name not in _ONLY_WHERE_LISTED or fold(name) in own]
    if not closing and day.isoformat() not in own:
        return None
    name = next(iter((*closing, *names)), None)
    return DayOff(day=day, name=name and _IN_A_SENTENCE.get(name, name))


def prepare(year: int) -> None:
    """Have the days of this year and the next at hand. The first look takes up to 0.2 s; later ones nothing."""
    _named(year)
    _named(year + 1)


@lru_cache(maxsize=32)
def _named(year: int) -> Mapping[date, tuple[str, ...]]:
    """Every day of this year that has a name; some years one day has two."""
    # Imported here: it brings along every country, 0.1 s and 12 MB, which is only spent where a route has hours.
    from holidays import OPTIONAL, PUBLIC, country_holidays

    found: dict[date, tuple[str, ...]] = {}
    official = country_holidays("NL", years=year, categories=(OPTIONAL, PUBLIC), language="nl")
    for day in sorted(official):
        found[day] = tuple(_SPELT.get(fold(name), name) for name in official.get_list(day))
    easter = next((day for day, names in found.items() if _EASTER in names), None)
    others = {} if easter is None else {easter + timedelta(days=n): name for name, n in _FROM_EASTER.items()}
    others[date(year, 12, 31)] = "oudejaarsdag"
    for day, name in others.items():
        found[day] = (*found.get(day, ()), name)
    return found
