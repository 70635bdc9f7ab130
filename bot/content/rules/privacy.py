"""The rule that keeps data about a person out of trees and norms (T14)."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.content.document import Path
from bot.content.draft import Draft, Written
from bot.content.models import FileShape
from bot.content.rules.noting import error
from bot.content.rules.prose import MOST
from bot.diagnostics import Diagnostic

_MAIL = re.compile(
    r"(?<![\w/.+-])[\w.+-]+(?: ?@ ?| ?[\[({<](?:at|apenstaart)[\])}>] ?)"
    r"[\w-]+(?:(?:\.| ?[\[({](?:dot|punt)[\])}] ?)[\w-]+)+",
    re.I,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?(?:\d{4} ?){2}\d{2}\b", re.I)
_PLATE = re.compile(
    r"(?<![\w-])(?=\S{0,7}\d)(?:[A-Z]{1,3}|[b-df-hj-np-tv-z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|[b-df-hj-np-tv-z]{1,3}|\d{1,3})){2}(?![\w-])"
)
"""In small letters without vowels, which plates of the last thirty years do not have: `1-uur-10` is no plate."""
_PLATE_PARTS = frozenset({(2, 2, 2), (2, 3, 1), (1, 3, 2), (3, 2, 1), (1, 2, 3)})
_MONTHS = frozenset("jan feb mrt apr mei jun jul aug sep okt nov dec".split())
_PHONE = re.compile(
    r"(?<![\w/-])(?<!\d\.)(?!\d\d?([./-])\d\d?\1\d{4}\b)"  # a date is no number
    r"(?:\(?(?:\+|00)31\)?[ ./-]?(?:\(0\)[ ./-]?)?|\(?0)[1-9](?:[ ./()-]{0,3}\d){7,8}(?![\w/-])"
)
_BSN = re.compile(
    r"(?<![\w./-])(?<!€)(?<!€\s)(?:\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}([. -])\d{3}\1\d{3})"
    r"(?![\w/-]|[.,]\d|\s(?:euro|EUR)\b)"
)
_ELSEWHERE = frozenset({"url", "geraadpleegd", "herzien_voor", "bwb"})
"""Keys whose value is an address or a date, and looked at by other rules."""


def nobody_can_be_recognised(draft: Draft) -> Iterator[Diagnostic]:
    """T14: trees, norms, questions and messages are for everybody and are kept for ever.

    How to reach somebody stands in an organisation.
    """
    public = _numbers_of_help_points(draft)
    lists = (draft.elsewhere, draft.danger_examples, draft.calm, draft.trials)
    for file in (*draft.trees, *draft.norms, *(file for file in lists if file is not None)):
        for path, text in file.document.values():
            if isinstance(text, str) and path[-1] not in _ELSEWHERE:
                yield from islice(_found(file, path, text, public), MOST)


def _found(file: Written[FileShape], path: Path, text: str, public: frozenset[str]) -> Iterator[Diagnostic]:
    seen: list[tuple[int, int]] = []
    for what, start, end in _personal(text):
        is_public = _digits(text[start:end]) in public
        if not is_public and not any(a < end and start < b for a, b in seen):
            seen.append((start, end))
            hint = "Haal het weg. Gegevens om iemand te bereiken horen bij een organisatie of in `hulp.yaml`."
            yield error("T14", file.place(start, *path), f"hier staat een {what}", hint)


def _personal(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _MAIL.finditer(text):
        yield "e-mailadres", found.start(), found.end()
    if not any(map(str.isdigit, text)):
        return
    for found in _IBAN.finditer(text):
        if _is_iban(found[0]):
            yield "rekeningnummer", found.start(), found.end()
    for found in _PHONE.finditer(text):
        if len(_digits(found[0])) == 10:
            yield "telefoonnummer", found.start(), found.end()
    for found in _BSN.finditer(text):
        if _is_bsn(_digits(found[0])):
            yield "burgerservicenummer", found.start(), found.end()
    for found in _PLATE.finditer(text):
        if _is_plate(found[0]):
            yield "kenteken", found.start(), found.end()


def _digits(text: str) -> str:
    """The digits of a number as somebody in the Netherlands would dial it."""
    return re.sub(r"\D", "", re.sub(r"^\(?(?:\+|00)31\)?[ ./-]*(?:\(0\))?", "0", text.strip()))


def _numbers_of_help_points(draft: Draft) -> frozenset[str]:
    if draft.help is None:
        return frozenset()
    points = draft.help.shape.points
    told = " ".join(f"{point.phone or ''} / {point.purpose}" for point in points)
    return frozenset(_digits(found[0]) for found in re.finditer(r"\+?\d[\d -]*\d", told))


def _is_bsn(digits: str) -> bool:
    """The check of eleven that every citizen service number passes."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and weighed > 0


def _is_iban(text: str) -> bool:
    plain = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_plate(text: str) -> bool:
    parts = text.split("-")
    has_letters = any(map(str.isalpha, parts)) and all(part.isalpha() or part.isdigit() for part in parts)
    return has_letters and tuple(map(len, parts)) in _PLATE_PARTS and _MONTHS.isdisjoint(text.lower().split("-"))
