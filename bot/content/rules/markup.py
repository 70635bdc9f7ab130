"""The rule that keeps markup and deceiving links out of texts (T04)."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.content.draft import Draft
from bot.content.rules.noting import error
from bot.content.rules.prose import MOST, passages
from bot.content.values import PLACEHOLDER
from bot.diagnostics import Diagnostic

TAGS = frozenset(
    "a b blockquote br code del div em font h1 h2 h3 hr i img ins li ol p pre s span strong sub u ul".split()
)
"""Names that are markup in HTML, and so no names of values."""

_MARKUP = re.compile(
    r"""
    (?P<tag></?(?P<name>[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>)   # <b>, </b>, <a href="...">
    | &(?:amp|lt|gt|quot|apos|nbsp|euro|hellip|[nm]dash|[lr][sd]quo|[aeiou](?:uml|acute|grave|circ)   # &amp;
      |\#\d{1,6}|\#x[0-9a-f]{1,5});                      # &#39;
    | \[[^\[\]\n]+\]\([^)\n]*\)                            # [tekst](adres)
    | \*\*(?=\S) | (?<![\w_])__(?=[^\W_])                  # **vet**, __vet__
    | (?<![\w*])\*(?=[^\W_])[^*\n]*(?<=[\w.!?])\*(?![\w*]) # *schuin*
    | (?<![\w_])_(?=[^\W_])[^_\n]*(?<=[\w.!?])_(?![\w_])   # _schuin_
    | `[^`\n]+` | ~~(?=\S)
    | ^\#{1,6}\s
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]{0,15})://(?P<host>[^\s/?#]*)|\b(?:javascript|vbscript|data|mailto):\S)", re.I
)


def texts_are_plain(draft: Draft) -> Iterator[Diagnostic]:
    """T04: each channel does its own make-up; markup in a text is shown as it stands, and a link may deceive."""
    for passage in passages(draft):
        opened: set[str] = set()
        until = 0
        for found in islice(_MARKUP.finditer(passage.text), MOST):
            name = (found["name"] or "").lower()
            is_value = bool(PLACEHOLDER.fullmatch(found[0])) and name not in TAGS
            is_pair = name in opened or found.start() < until or (not name and found[0] in opened)
            if not is_value and not is_pair:
                opened.add(name or found[0])
                until = found.end()
                yield error(
                    "T04",
                    passage.at(found.start()),
                    f"`{found[0]}` is opmaak, en die ziet de lezer letterlijk zo",
                    "Schrijf gewone tekst. Gebruik een eigen regel of een lijst voor wat moet opvallen.",
                )
        for found in islice(filter(_unsafe, _LINK.finditer(passage.text)), MOST):
            if found.start() >= until and (why := _unsafe(found)):
                hint = "Schrijf het adres voluit: https:// en de naam van de website. Of noem alleen de naam."
                yield error("T04", passage.at(found.start()), f"deze link {why}", hint)


def _unsafe(link: re.Match[str]) -> str | None:
    host = link["host"] or ""
    if (link["scheme"] or "").lower() != "https":
        return "begint niet met https://"
    if "@" in host:
        return "verbergt achter @ naar welke website hij gaat"
    if not host.isascii() or "xn--" in host.lower():
        return "bevat letters die op gewone letters lijken"
    return None
