"""What `report --matching` shows: where the content itself makes questions hard to find."""

import json
import sys
from collections.abc import Iterable, Sequence
from textwrap import shorten, wrap
from typing import Any, TypeVar

from bot.cli.base import learned
from bot.content.library import Library
from bot.matching.entries import Entry
from bot.review.study import Study, study
from bot.review.wordlists import Words, words_used

SHOWN = 15
"""Of each part, to people; `--json` has them all."""
EXAMPLES = 2
LISTED = 5
"""Unused words of an entry that are named."""
WIDTH = 100
_PATIENCE = (
    "Even geduld. Ik leer vier keer opnieuw en vraag elke keer naar voorbeelden die ik dan niet ken. "
    "Dat duurt tien tot veertig seconden."
)

T = TypeVar("T")


def show_study(library: Library, as_json: bool) -> None:
    """Study this content and print what came of it."""
    for line in wrap(_PATIENCE, WIDTH):
        print(line, file=sys.stderr, flush=True)
    index = learned(library).index
    studied = study(index, library.elsewhere)
    words = words_used(index, library.concepts, library.elsewhere)
    if as_json:
        print(json.dumps(_record_of(studied, words), ensure_ascii=False))
        return
    _tell_taken(studied)
    _tell_found(studied)
    _tell_words(words)
    _tell_overeager(studied)
    print()
    print("Wat je met deze lijsten doet, staat in docs/schrijven/vinden.md.")


# --- for people -------------------------------------------------------------------------------------------------------


def _tell_taken(studied: Study) -> None:
    asked, lost = sum(one.asked for one in studied.found), sum(len(one.lost) for one in studied.found)
    _part(
        "1. Onderwerpen die vragen van elkaar afpakken",
        f"Van {asked} voorbeelden kwamen er {lost} bij iets anders uit toen de bot ze niet kende. Achter elk paar "
        "staat hoe vaak, en hoe vaak het andersom ging.",
    )
    for one in _first(studied.taken):
        print(f"  {_name(one.owner)} -> {_name(one.taker)}: {len(one.questions)} (andersom {one.returned})")
        for question in one.questions[:EXAMPLES]:
            _quote(question)


def _tell_found(studied: Study) -> None:
    _part(
        "2. Normen en keuzehulpen die hun eigen voorbeelden het minst vinden",
        "Welk deel van de voorbeelden werd gevonden, en twee die ergens anders uitkwamen.",
    )
    for one in _first([one for one in studied.found if one.lost]):
        print(f"  {_name(one.entry)}: {one.share:.0%} van {one.asked}")
        for question, instead in one.lost[:EXAMPLES]:
            _quote(question, f" -> {_name(instead)}")


def _tell_words(words: Words) -> None:
    _part(
        "3. Woorden",
        "Deze woorden staan vaker in voorbeelden van een of twee onderwerpen, maar in geen enkele woordenlijst.",
    )
    for word in _first(words.unlisted):
        print(f"  {word.word} ({word.times} keer): {', '.join(map(_name, word.entries))}")
    number, listed = sum(len(one.words) for one in words.unused), sum(one.listed for one in words.unused)
    _part(
        "",
        f"Andersom: {number} van de {listed} woorden bij deze normen en keuzehulpen staan in geen enkel voorbeeld. Dat "
        "is geen fout: de bot leert ook van losse woorden. Zegt men het echt zo? Schrijf er dan een voorbeeld mee.",
    )
    for one in _first(words.unused):
        named = ", ".join(one.words[:LISTED]) + (" ..." if one.words[LISTED:] else "")
        _print(f"{_name(one.entry)}, {len(one.words)} van {one.listed}: {named}", "  ", "      ")


def _tell_overeager(studied: Study) -> None:
    _part(
        "4. Vragen van buiten waarbij de bot te zeker is",
        f"{len(studied.overeager)} van de {studied.elsewhere} vragen in knowledge/buiten.yaml leken zeker bij een norm "
        "of keuzehulp te horen toen de bot ze niet kende.",
    )
    for one in _first(studied.overeager):
        print(f"  {_name(one.entry)} ({one.confidence:.0%})")
        _quote(one.question)


def _first(found: Sequence[T]) -> Iterable[T]:
    """The first ones, and then how many more there are."""
    yield from found[:SHOWN]
    if not found:
        print("  Geen.")
    if found[SHOWN:]:
        print(f"  En nog {len(found) - SHOWN}. Met --json zie je ze alle.")


def _part(heading: str, text: str) -> None:
    print()
    if heading:
        print(heading)
    _print(text)


def _quote(question: str, after: str = "") -> None:
    print(f"      {shorten(question, WIDTH - 8, placeholder=' ...')}{after}")


def _print(text: str, first: str = "", others: str = "") -> None:
    print("\n".join(wrap(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)))


def _name(entry: Entry) -> str:
    return entry.id if entry.kind == "norm" else f"keuzehulp {entry.id}"


# --- for programs -----------------------------------------------------------------------------------------------------


def _record_of(studied: Study, words: Words) -> dict[str, Any]:
    return {
        "taken": [
            {
                "from": _ref(one.owner),
                "to": _ref(one.taker),
                "times": len(one.questions),
                "returned": one.returned,
                "questions": one.questions,
            }
            for one in studied.taken
        ],
        "found": [
            {
                **_ref(one.entry),
                "asked": one.asked,
                "share": round(one.share, 4),
                "lost": [{"question": question, "found": _ref(instead)} for question, instead in one.lost],
            }
            for one in studied.found
        ],
        "unlisted_words": [
            {"word": one.word, "times": one.times, "entries": [_ref(entry) for entry in one.entries]}
            for one in words.unlisted
        ],
        "unused_words": [{**_ref(one.entry), "listed": one.listed, "words": one.words} for one in words.unused],
        "overeager": [
            {"question": one.question, "found": _ref(one.entry), "confidence": round(one.confidence, 4)}
            for one in studied.overeager
        ],
        "elsewhere": studied.elsewhere,
    }


def _ref(entry: Entry) -> dict[str, str]:
    return {"kind": entry.kind, "id": entry.id}
