"""Warnings that a person looked at and found right: `akkoord` in a file, with the reason (A01-A03).

An acknowledgement is about something that is there. One that no longer belongs to a warning is refused, so that it
cannot silence the next one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.content.draft import Draft, Written
from bot.content.folding import did_you_mean
from bot.content.models import Acknowledgement, FileShape
from bot.diagnostics import Diagnostic, Severity, Span, has_errors

MIN_REASON = 10
"""Characters, as for the note of a publication (V06)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Diagnostics after the acknowledgements."""

    open: tuple[Diagnostic, ...]
    """What still asks for somebody, in no particular order."""
    acknowledged: tuple[Diagnostic, ...]


_SOLVED = "Is het al opgelost? Haal dit akkoord dan weg. Neem anders bij `bij` de plek over uit de melding."


def settle(diagnostics: Iterable[Diagnostic], draft: Draft, was_judged: Callable[[str], bool]) -> Settled:
    """Take out the warnings that are acknowledged in their file, and say which acknowledgements are wrong.

    Args:
        diagnostics: all that was found.
        draft: the files it was found in.
        was_judged: whether a code was looked for at all this time; if not, its acknowledgement is not missed.
    """
    found = list(diagnostics)
    complete = not has_errors(found)  # after an error some rules keep silent
    acknowledged: set[Diagnostic] = set()
    wrong: list[Diagnostic] = []
    for file in draft.all():
        if not file.shape.acknowledged:
            continue
        own = [(d, file.document.name_of(file.document.path_at(d.span))) for d in found if d.span.file == file.file]
        for number, entry in enumerate(file.shape.acknowledged):
            meant = [d for d, name in own if d.code == entry.code and _is_about(entry, name)]
            warnings = [d for d in meant if d.severity is Severity.WARNING]
            acknowledged.update(warnings)
            wrong += _too_short(file, number, entry)
            if meant and not warnings:
                wrong.append(_refused(file.span("akkoord", number, "melding"), entry))
            elif not meant and complete and draft.focus in (None, file.file) and was_judged(entry.code):
                wrong.append(
                    _needless(file.span("akkoord", number), entry, {n for d, n in own if d.code == entry.code})
                )
    return Settled(open=(*(d for d in found if d not in acknowledged), *wrong), acknowledged=tuple(acknowledged))


def _is_about(entry: Acknowledgement, name: str) -> bool:
    """Without a place it is about the file as a whole: it must not silence what comes elsewhere later."""
    return not name if entry.where is None else f"{name}/".startswith(f"{entry.where.strip('/')}/")


def _too_short(file: Written[FileShape], number: int, entry: Acknowledgement) -> Iterator[Diagnostic]:
    if len(entry.reason) < MIN_REASON:
        yield Diagnostic(
            code="A02",
            span=file.span("akkoord", number, "reden"),
            message=f"deze reden heeft {len(entry.reason)} tekens, minstens {MIN_REASON} moet",
            hint="Schrijf voor je collega op waarom het zo goed is.",
        )


def _refused(span: Span, entry: Acknowledgement) -> Diagnostic:
    return Diagnostic(
        code="A03",
        span=span,
        message=f"`{entry.code}` is hier een fout, en een fout kun je niet goedkeuren",
        hint="Los de fout op en haal dit akkoord weg.",
    )


def _needless(span: Span, entry: Acknowledgement, places: set[str]) -> Diagnostic:
    """`places` are where there are warnings with this code."""
    where = f" bij `{entry.where}`" if entry.where else " in dit bestand"
    return Diagnostic(
        code="A01",
        span=span,
        message=f"er is geen melding `{entry.code}`{where}",
        hint=did_you_mean(entry.where or "", places, _SOLVED),
    )
