"""Which revision answers while the published one is learned, and when that one takes over (ADR 014).

A revision that served before is served at once. For a new one the last one that served answers, until what was learned
beside it passes its self-check. How learning is kept away from whoever asks something is left to `bot.learner`.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.authoring.revision import Publication
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.errors import LearningFailed, StorageError
from bot.ids import Revision
from bot.matching.decide import Matcher
from bot.review.matching import learned_from
from bot.review.selfcheck import reasons_against
from bot.service.ports import IndexStore, LearnApart, RevisionStore

_REMEDY = (
    "Kijk met `wegwijzer check --matching` en `wegwijzer report --matching` wat er mis is, verbeter de inhoud en start "
    "opnieuw. Wil je deze inhoud toch? Stop de bot, gooi de map `index` in DATA_DIR weg en start opnieuw"
)
_STAYS = (
    "Leren in een apart proces lukt niet: %s. Publicatie %d blijft antwoorden. Zorg voor 1 GB vrij geheugen en start "
    "opnieuw."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A published revision with all that is needed to answer from it."""

    publication: Publication
    library: Library
    matcher: Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What answers now, as far as its successor is concerned. It holds no matcher, which takes 60 MB."""

    publication: Publication
    accuracy: float
    """The accuracy of its matcher (`index.Index`)."""


class Learning:
    """What this installation learned, and learns, from its revisions. It says in the log what becomes of it."""

    def __init__(
        self, store: RevisionStore, indexes: IndexStore, key_of: Callable[[Revision], str], learn_apart: LearnApart
    ) -> None:
        self._store = store
        self._indexes = indexes
        self._key_of = key_of
        self._learn_apart = learn_apart

    async def opening(
        self, published: Publication, library: Library, can_serve: Callable[[Library], bool] = lambda _: True
    ) -> Ready:
        """What can answer first: the published revision when it served before, or else the last one that did.

        When there is none, which is so at the first start and after an update of the program, the published one is
        learned first, which takes seconds.

        Args:
            published: what people should get.
            library: its content.
            can_serve: whether an earlier content fits this installation.
        """
        if await asyncio.to_thread(self._indexes.has_served, self._key_of(library.revision)):
            matcher = await self._kept(library)
            if matcher is not None:
                return Ready(publication=published, library=library, matcher=matcher)
        if (earlier := await self._last_served(published, can_serve)) is not None:
            return earlier
        matcher = await self._kept(library)
        if matcher is None:
            try:
                matcher = await self._learned_apart(library)
            except LearningFailed as failed:
                matcher = await self._learned_here(library, failed)
        if reasons := await asyncio.to_thread(reasons_against, library, matcher, None):
            _log.warning("Publicatie %d antwoordt, maar er is iets mis: %s.", published.number, "; ".join(reasons))
        await asyncio.to_thread(self._indexes.mark_served, self._key_of(library.revision))
        return Ready(publication=published, library=library, matcher=matcher)

    async def successor(self, serving: Serving, published: Publication, library: Library) -> Ready | None:
        """The published revision, learned beside the one that serves; None when it is not to take over. Takes seconds.

        Cancelling leaves nothing behind.
        """
        _log.info("publication %d is learned; until then %d answers", published.number, serving.publication.number)
        matcher = await self._kept(library)
        if matcher is None:
            try:
                matcher = await self._learned_apart(library)
            except LearningFailed as failed:
                if failed.started:  # where another process lacks memory, this one should not try
                    _log.warning(_STAYS, str(failed), serving.publication.number)
                    return None
                matcher = await self._learned_here(library, failed)
        reasons = await asyncio.to_thread(reasons_against, library, matcher, serving.accuracy)
        if reasons:
            _log.warning(
                "Publicatie %d is niet in gebruik genomen: %s. Publicatie %d blijft antwoorden. %s.",
                published.number,
                "; ".join(reasons),
                serving.publication.number,
                _REMEDY,
            )
            return None
        await asyncio.to_thread(self._indexes.mark_served, self._key_of(library.revision))
        return Ready(publication=published, library=library, matcher=matcher)

    async def _last_served(self, published: Publication, can_serve: Callable[[Library], bool]) -> Ready | None:
        """The last earlier publication that served and still can."""
        seen = {published.revision}
        for publication in reversed(await self._store.history()):
            if publication.revision in seen:
                continue
            seen.add(publication.revision)
            if not await asyncio.to_thread(self._indexes.has_served, self._key_of(publication.revision)):
                continue
            try:
                files = await self._store.files(publication.revision)
            except StorageError:
                continue  # what is published now could be read, and that is what counts
            library = (await asyncio.to_thread(load_content, files)).library if files is not None else None
            matcher = await self._kept(library) if library is not None and can_serve(library) else None
            if library is not None and matcher is not None:
                return Ready(publication=publication, library=library, matcher=matcher)
        return None

    async def _kept(self, library: Library) -> Matcher | None:
        """What was learned of this content before."""

        def load() -> Matcher | None:
            packed = self._indexes.load(self._key_of(library.revision))
            return _unpacked(packed, library) if packed is not None else None

        return await asyncio.to_thread(load)

    async def _learned_apart(self, library: Library) -> Matcher:
        """Learn this content in another process."""
        files = await self._store.files(library.revision)
        if files is None:
            raise LookupError("a published revision without files")
        packed = await self._learn_apart(files)
        matcher = await asyncio.to_thread(_unpacked, packed, library)
        if matcher is None:
            raise LearningFailed("wat er werd geleerd, is niet te gebruiken", started=True)
        await asyncio.to_thread(self._indexes.keep, self._key_of(library.revision), packed)
        return matcher

    async def _learned_here(self, library: Library, failed: LearningFailed) -> Matcher:
        """Learn this content in a thread of this process, which makes others wait and leaves memory in use."""
        _log.warning("Leren in een apart proces lukt niet: %s. De bot leert nu zelf; dat duurt even.", str(failed))

        def learn() -> Matcher:
            matcher = learned_from(library)
            self._indexes.keep(self._key_of(library.revision), matcher.pack())
            return matcher

        return await asyncio.to_thread(learn)


def _unpacked(packed: bytes, library: Library) -> Matcher | None:
    return Matcher.unpacked(packed, library.norms.values(), library.tree_files.values(), library.danger)
