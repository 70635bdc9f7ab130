"""Serving until somebody stops it: what happens from start to stop, and what happens beside it.

What is served with is built in `bot.app`; which revision answers is decided in `bot.service.learning`.
"""

import asyncio
import ctypes
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from bot.app import (
    DATABASE,
    SystemClock,
    desk_of,
    desk_on_disk,
    fit_out,
    guard_process,
    indexes_of,
    keeping_of,
    key_of,
    load_texts,
)
from bot.authoring.revision import taken_back
from bot.channels import terminal
from bot.content.library import Library
from bot.content.revision import revision_tag
from bot.conversation.desk import Desk
from bot.conversation.keeping import Keeping
from bot.conversation.turn import Context
from bot.errors import BotError, SettingsError, StorageError
from bot.learner import learn_apart
from bot.logs import hide_tracebacks, on_loop_fault, setup_logging
from bot.referral.calendar import prepare
from bot.service import publishing
from bot.service.consultation import Consultation
from bot.service.learning import Learning, Ready, Serving
from bot.service.ports import Clock, RevisionStore
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.files import read_content
from bot.storage.lock import single_process
from bot.storage.revisions import Revisions
from bot.texts import Texts

T = TypeVar("T")
_log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT: Telegram when there is a token, else the terminal."""
    guard_process()
    secret = settings.telegram_bot_token
    if secret is None:
        setup_logging("WARNING")  # the log would stand in the middle of the chat
    else:
        setup_logging(settings.log_level, [secret.get_secret_value()])
    with single_process(settings.data_dir):
        asyncio.run(_run(settings))


def chat(settings: Settings, context: Context) -> None:
    """The conversation in the terminal, on the content files of CONTENT_DIR. Writes nothing but the index."""
    setup_logging("WARNING")
    _ask_patience(load_texts())
    demo = settings.demo or context.organisation is not None
    everybody = replace(context, organisation=context.organisation or settings.default_organisation)
    desk = desk_on_disk(settings, everybody, demo)

    async def talk() -> None:
        _hide_faults()
        consultation = Consultation(desk)
        keep_tidy(consultation, SystemClock(settings.timezone), desk.keeping)
        await _chat(consultation, desk.texts, settings, _stop_signal())

    asyncio.run(talk())


async def _run(settings: Settings) -> None:
    _hide_faults()
    texts, clock = load_texts(), SystemClock(settings.timezone)
    everybody, keeping = Context(organisation=settings.default_organisation), keeping_of(settings)
    async with Database.open(settings.data_dir / DATABASE) as database:
        store = Revisions(database)
        taken = await publishing.take_in(store, read_content(settings.content_dir), clock.now(), texts)
        if taken.notice:
            _log.warning("%s", taken.notice)
        library = await _published(store, taken)
        fit_out(library, everybody, settings.demo)  # a setting that does not fit is said before anything is learned
        if settings.telegram_bot_token is None:
            _ask_patience(texts)
        stop = _stop_signal()
        learning = Learning(store, indexes_of(settings), key_of, learn_apart)
        ready = await _unless(stop, learning.opening(taken.publication, library, partial(_can_serve, settings)))
        if ready is None:
            return

        withdrawn = frozenset(revision_tag(revision) for revision in taken_back(await store.history()))

        def desk_for(ready: Ready) -> Desk:
            desk = desk_of(fit_out(ready.library, everybody, settings.demo), ready.matcher, everybody, keeping)
            return replace(desk, withdrawn=withdrawn)

        async def renew() -> None:
            """Let what is published take over, when something earlier answers. Whatever goes wrong, that stays."""
            try:
                successor = None if is_newest else await learning.successor(serving, taken.publication, library)
                if successor is not None:
                    consultation.take_over(desk_for(successor))
                    _tell(successor)
                    del successor
                    await asyncio.to_thread(_give_back)
            except Exception as error:
                _log.error("De nieuwe publicatie kon niet worden geleerd.", exc_info=error)

        consultation = Consultation(desk_for(ready), partial(publishing.library_of, store))
        keep_tidy(consultation, clock, keeping)
        serving = Serving(publication=ready.publication, accuracy=ready.matcher.index.accuracy)
        is_newest = serving.publication.number == taken.publication.number
        _tell(ready)
        del ready  # the consultation alone holds the matcher, so that it can let go of it
        await asyncio.to_thread(_give_back)
        if settings.telegram_bot_token is None:
            sys.stderr.write(texts("terminal.telegram-tip") + "\n")
            if not sys.stdin.isatty():  # a file or a pipe can wait for the newest answers
                await _unless(stop, renew())
                await _chat(consultation, texts, settings, stop)
                return
            if not is_newest:
                sys.stderr.write(texts("terminal.leert") + "\n")
            async with _beside(renew()):
                await _chat(consultation, texts, settings, stop)
            return
        # python-telegram-bot takes a third of a second and 20 MB, which a command about one file need not pay.
        from bot.channels import telegram
        from bot.channels.connection import TelegramAccess

        access = TelegramAccess(
            token=settings.telegram_bot_token.get_secret_value(),
            api_root=settings.telegram_api_base_url,
            zone=settings.timezone,
        )

        async def meanwhile() -> None:
            await look_up_holidays(fit_out(library, everybody, settings.demo), clock)
            await renew()

        async with _beside(meanwhile()):
            await telegram.serve(consultation, texts, access, stop)


def _hide_faults() -> None:
    """Whatever goes wrong outside a turn is told without its message, which may hold somebody's words."""
    asyncio.get_running_loop().set_exception_handler(on_loop_fault)
    hide_tracebacks()


async def _published(store: RevisionStore, taken: publishing.TakenIn) -> Library:
    library = taken.library or await publishing.library_of(store, revision_tag(taken.publication.revision))
    if library is None:
        raise StorageError(
            "De gepubliceerde versie past niet meer bij dit programma. Herstel met `wegwijzer content import`."
        )
    return library


def _can_serve(settings: Settings, library: Library) -> bool:
    """Whether this installation's own organisation is in an earlier revision."""
    try:
        fit_out(library, Context(organisation=settings.default_organisation), settings.demo)
    except SettingsError:
        return False
    return True


def _give_back() -> None:
    """Let the system have the memory that loading took and that is free again: a quarter of what we hold.

    The C library of Linux keeps it for later otherwise, and there is no later. Others have no such function.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


async def look_up_holidays(library: Library, clock: Clock) -> None:
    """Have the days off at hand before somebody asks for a human, where it is known when that human is there."""
    routes = (route for organisation in library.organisations.values() for route in organisation.routes.values())
    if any(route.hours for route in routes):
        await asyncio.to_thread(prepare, clock.now().year)


def _tell(ready: Ready) -> None:
    _log.info("revision %s, publication %d", revision_tag(ready.library.revision), ready.publication.number)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do `work` while the block runs, and stop it at the end."""
    try:
        async with asyncio.TaskGroup() as group:
            working = group.create_task(work)
            yield
            working.cancel()
    except* BotError as failed:
        raise failed.exceptions[0] from None


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Do `work`; None when `stop` is set first, and then `work` has ended too."""
    try:
        async with asyncio.TaskGroup() as group:
            working, stopped = group.create_task(work), group.create_task(stop.wait())
            await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            working.cancel()
    except* BotError as failed:
        raise failed.exceptions[0] from None
    return None if working.cancelled() else working.result()


def keep_tidy(consultation: Consultation, clock: Clock, keeping: Keeping) -> None:
    """Forget silent conversations also when nobody writes any more, as the privacy text says."""
    loop = asyncio.get_running_loop()

    def tidy() -> None:
        consultation.tidy(clock.now())
        loop.call_later(keeping.sweep.total_seconds(), tidy)

    tidy()


async def _chat(consultation: Consultation, texts: Texts, settings: Settings, stop: asyncio.Event) -> None:
    screen = terminal.Terminal(
        read=sys.stdin, write=sys.stdout, zone=settings.timezone, interactive=sys.stdin.isatty() and sys.stdout.isatty()
    )
    await terminal.chat(consultation, texts, screen, stop)


def _ask_patience(texts: Texts) -> None:
    """Tell a person at the terminal that learning the content takes some seconds."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        sys.stderr.write(texts("terminal.geduld") + "\n")


def _stop_signal() -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop
