"""Values of an organisation in a text: `<geschenk_grens>`. One may differ by role too (ADR 022)."""

import re

from bot.content.models import Organisation
from bot.ids import Role

PLACEHOLDER = re.compile(r"<([a-z][a-z0-9_]{0,39})>")
"""In a text for people: the name of one of the organisation's values."""


def fill(text: str, organisation: Organisation, role: Role | None) -> str:
    """`text` with each `<value>` replaced by what the organisation has for this role, or else for everybody.

    An unknown one stays as it is written.
    """
    values = organisation.values

    def value(found: re.Match[str]) -> str:
        everybody = values.get(found[1], found[0])
        return everybody if role is None else values.get(f"{found[1]}_{role.value}", everybody)

    return PLACEHOLDER.sub(value, text)


def names_in_text(name: str) -> tuple[str, ...]:
    """What a text may call this value: `aanspreekpunt_bestuurder`, and `aanspreekpunt` for every role at once."""
    base, _, ending = name.rpartition("_")
    return (name, base) if base and ending in set(Role) else (name,)
