"""Publishing: taking in the files on disk, publishing from chat, going back to an older revision, getting one out.

Whatever is published compiles under the rules of today. The store keeps it; what the pointer should do is decided in
`bot.authoring.revision`.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.authoring.revision import Intake, Kind, Overtaken, Publication, intake
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.content.revision import revision_of
from bot.diagnostics import Diagnostic, Severity
from bot.errors import ContentError
from bot.ids import Revision
from bot.review.judging import Judgement, judge
from bot.review.matching import learned_from
from bot.service.ports import RevisionStore
from bot.texts import Texts

MIN_NOTE, MAX_NOTE = 10, 500
"""Characters (rule V06)."""
_SHORTEST_PREFIX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of the files on disk."""

    intake: Intake
    publication: Publication
    """The one that people get now."""
    library: Library | None
    """The files on disk, when they were published just now."""
    notice: str | None
    """A sentence for the operator, when a person must decide."""


class Reason(StrEnum):
    """Why nothing was published."""

    UNKNOWN = "unknown"
    """There is no such revision."""
    SAME = "same"
    """It is what is published already."""
    NOTE = "note"
    """The note is too short or too long."""
    BROKEN = "broken"
    """It has errors; see `diagnostics`."""
    OPEN = "open"
    """There are warnings that nobody acknowledged; see `diagnostics`."""
    OVERTAKEN = "overtaken"
    """Somebody else published first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was published."""

    reason: Reason
    message: str
    """Why, and what to do, in Dutch."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A revision, to be written out."""

    revision: Revision
    files: Mapping[str, bytes]


_SENTENCES = {
    Reason.UNKNOWN: "Die versie is er niet. Kijk met `wegwijzer content history` welke er zijn.",
    Reason.SAME: "Er zijn geen wijzigingen: dit is wat nu gepubliceerd is.",
    Reason.NOTE: f"Schrijf in {MIN_NOTE} tot {MAX_NOTE} tekens waarom je dit doet.",
    Reason.BROKEN: "Dit kan niet worden gepubliceerd, want er staan fouten in. Herstel ze eerst.",
    Reason.OPEN: "Er staan nog meldingen `let op` open. Los ze op, of geef in het bestand akkoord met de reden.",
    Reason.OVERTAKEN: "Iemand anders heeft net iets gepubliceerd. Bekijk dat eerst en probeer het daarna opnieuw.",
}
_IMPORTED = "overgenomen van schijf"


async def take_in(store: RevisionStore, files: Mapping[str, bytes], now: datetime, texts: Texts) -> TakenIn:
    """At start: publish the files on disk when they are news and nobody published in chat meanwhile (decision 4).

    Raises:
        ContentError: they would have to be published and have errors.
        StorageError: the store cannot be used.
    """
    revision = revision_of(files)
    library: Library | None = None
    while True:
        history = await store.history()
        verdict = intake(history, revision)
        if verdict is not Intake.IMPORT:
            current = history[-1]
            notice = _conflict(current) if verdict is Intake.CONFLICT else None
            return TakenIn(intake=verdict, publication=current, library=None, notice=notice)
        library = library or await _fit(files, texts, None)  # no bot stays away because a text is old
        expected = history[-1].number if history else None
        published = await store.publish(files, kind=Kind.IMPORT, note=_IMPORTED, at=now, expected=expected)
        if isinstance(published, Publication):
            return TakenIn(intake=verdict, publication=published, library=library, notice=None)


async def take_over(
    store: RevisionStore, files: Mapping[str, bytes], note: str, now: datetime, texts: Texts
) -> Publication | Refused:
    """On the operator's word: publish the files on disk, also when somebody published in chat.

    Raises:
        ContentError: they have errors.
        StorageError: the store cannot be used.
    """
    current = await store.current()
    if current is not None and current.revision == revision_of(files):
        return _refused(Reason.SAME)
    await _fit(files, texts, now)
    expected = current.number if current else None
    return _published(
        await store.publish(files, kind=Kind.IMPORT, note=_tidy(note) or _IMPORTED, at=now, expected=expected)
    )


async def publish(
    store: RevisionStore, files: Mapping[str, bytes], note: str, now: datetime, texts: Texts, *, seen: int | None
) -> Publication | Refused:
    """Publish what an author made.

    Args:
        store: where revisions are kept.
        files: the whole content, changed.
        note: what changed and why; 10 to 500 characters.
        now: aware.
        texts: the fixed sentences, which stand on the same screens as the content.
        seen: the number of the publication that the author's work began from. Refused when another is current by now.

    Raises:
        StorageError: the store cannot be used.
    """
    note = _tidy(note)
    if not MIN_NOTE <= len(note) <= MAX_NOTE:
        return _refused(Reason.NOTE)
    current = await store.current()
    if (current.number if current else None) != seen:
        return _refused(Reason.OVERTAKEN)
    if current is not None and current.revision == revision_of(files):
        return _refused(Reason.SAME)
    judgement = await _judged(files, texts, now, matching=True)
    if judgement.library is None:
        return _refused(Reason.BROKEN, judgement.diagnostics)
    if judgement.diagnostics:
        return _refused(Reason.OPEN, judgement.diagnostics)
    return _published(await store.publish(files, kind=Kind.PUBLISH, note=note, at=now, expected=seen))


async def rollback(
    store: RevisionStore, which: int | str, note: str, now: datetime, texts: Texts
) -> Publication | Refused:
    """Publish an older revision again, if it still compiles under the rules of today. History grows by one (V08).

    Args:
        store: where revisions are kept.
        which: the number of a publication, or a tag or the first 8 or more characters of a revision.
        note: why; 10 to 500 characters.
        now: aware.
        texts: the fixed sentences, which stand on the same screens as the content.

    Raises:
        StorageError: the store cannot be used.
    """
    note = _tidy(note)
    if not MIN_NOTE <= len(note) <= MAX_NOTE:
        return _refused(Reason.NOTE)
    history = await store.history()
    revision = await _which(store, which, history)
    files = await store.files(revision) if revision else None
    if revision is None or files is None:
        return _refused(Reason.UNKNOWN)
    current = history[-1]
    if current.revision == revision:
        return _refused(Reason.SAME)
    judgement = await _judged(files, texts, now)
    if judgement.library is None:
        return _refused(Reason.BROKEN, judgement.diagnostics)
    return _published(await store.republish(revision, note=note, at=now, expected=current.number))


async def export(store: RevisionStore, revision: Revision | None = None) -> Export | None:
    """The files of a revision, or of the published one; None when it is unknown or nothing is published."""
    if revision is None:
        current = await store.current()
        if current is None:
            return None
        revision = current.revision
    files = await store.files(revision)
    return None if files is None else Export(revision=revision, files=files)


async def find(store: RevisionStore, which: str) -> Export | None:
    """The files of a revision as people name it: the number of a publication, or a tag or the start of its hash."""
    revision = await _which(store, which, await store.history())
    return await export(store, revision) if revision else None


async def library_of(store: RevisionStore, tag: str) -> Library | None:
    """The library of a kept revision, for a button of last week; None when unknown or no longer fit to be served.

    It was judged when it was published: rules that came later do not take it away from who is walking in it.
    """
    revision = await store.find(tag)
    files = await store.files(revision) if revision else None
    if files is None:
        return None
    return (await asyncio.to_thread(load_content, files)).library


async def _judged(
    files: Mapping[str, bytes], texts: Texts, now: datetime | None, *, matching: bool = False
) -> Judgement:
    return await asyncio.to_thread(
        judge, files, texts, now.date() if now else None, learn=learned_from if matching else None
    )


async def _fit(files: Mapping[str, bytes], texts: Texts, now: datetime | None) -> Library:
    """The library of files on disk that are fit to be published; at any age, when `now` is None."""
    judgement = await _judged(files, texts, now)
    if judgement.library is None:
        errors = sum(d.severity is Severity.ERROR for d in judgement.diagnostics)
        raise ContentError(f"De inhoud heeft {errors} fout{'' if errors == 1 else 'en'}.", judgement.diagnostics)
    return judgement.library


async def _which(store: RevisionStore, which: int | str, history: tuple[Publication, ...]) -> Revision | None:
    if isinstance(which, str):
        which = which.strip()
        if len(which) >= _SHORTEST_PREFIX:
            return await store.find(which)
        which = int(which) if which.isascii() and which.isdecimal() else 0
    return next((p.revision for p in history if p.number == which), None)


def _tidy(note: str) -> str:
    return " ".join(note.split())


def _published(result: Publication | Overtaken) -> Publication | Refused:
    return result if isinstance(result, Publication) else _refused(Reason.OVERTAKEN)


def _refused(reason: Reason, diagnostics: tuple[Diagnostic, ...] = ()) -> Refused:
    return Refused(reason=reason, message=_SENTENCES[reason], diagnostics=diagnostics)


def _conflict(current: Publication) -> str:
    return (
        f"De bestanden op schijf zijn veranderd, maar er is ook in de chat gepubliceerd. Publicatie {current.number} "
        "blijft gelden. Vergelijk met `wegwijzer content export`, of laat de bestanden gelden met "
        "`wegwijzer content import`."
    )
