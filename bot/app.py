"""The composition root: settings in, a running bot out. The only place where the edge meets the core."""

import asyncio
import hashlib
import logging
import os
import resource
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.authoring.keys import KINDS, Explanations, schema_name
from bot.authoring.schema import as_json, schema_of
from bot.authoring.skeleton import skeleton
from bot.channels import terminal
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.content.models import ThemesFile
from bot.content.reader import read
from bot.content.revision import revision_tag
from bot.content.shapes import fit
from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.errors import ContentError, SettingsError, StorageError
from bot.logs import hide_tracebacks, on_loop_fault, setup_logging
from bot.matching.decide import Matcher
from bot.matching.measured import Measured, read_measured
from bot.review.matching import learned_from
from bot.service import publishing
from bot.service.consultation import Consultation
from bot.service.ports import RevisionStore
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.files import read_content
from bot.storage.indexes import Indexes
from bot.storage.lock import single_process
from bot.storage.revisions import Revisions
from bot.texts import Texts, flatten

DATABASE = "kennis.db"
INDEXES = "index"
"""The folder in DATA_DIR for what was learned from the content."""
TIDY_SECONDS = 300.0
NOBODY_KNOWN = Context()

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The time of this machine, in the zone of the settings."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(self.zone)


def load_settings(folder: Path) -> Settings:
    """The settings of this process: the environment over `.env` in `folder`."""
    return Settings.from_sources(os.environ, dotenv_values(folder / ".env", interpolate=False))


@cache
def load_texts() -> Texts:
    """The fixed sentences that come with the program; read once, for publishing and for every desk."""
    return Texts(_own_texts("nl.yaml"))


def quality_file() -> Path:
    """Where the figures stand that users may ask for: with the program. `evaluate --page` writes them anew."""
    return Path(str(package_files("bot.texts") / "gemeten.yaml"))


def load_measured() -> Measured | None:
    """How often the bot was right when it was last measured; None when nobody did, or the file is damaged."""
    file = quality_file()
    document = read(file.name, file.read_bytes()).document if file.is_file() else None
    return read_measured(flatten(document.data)) if document and isinstance(document.data, Mapping) else None


def load_page_texts() -> Texts:
    """The words of the page on quality."""
    return Texts(_own_texts("kwaliteitspagina.yaml"))


def load_explanations() -> Explanations:
    """What each key in a content file means, for authors."""
    return _own_texts("sleutels.yaml")


def load_template(kind: str) -> str:
    """What a new file of this kind begins with."""
    return (package_files("bot.texts") / "nieuw" / f"{kind}.yaml").read_text(encoding="utf-8")


def schema_files() -> dict[str, bytes]:
    """The JSON Schema of each kind of content file, by the name of its file."""
    explanations = load_explanations()
    return {schema_name(kind): as_json(schema_of(kind, explanations)).encode() for kind in KINDS}


def new_file(kind: str, id_: str, content_dir: Path, today: date) -> str:
    """The text of a new content file. The content that is there may be broken or absent."""
    themes = _theme_ids(content_dir / "knowledge/themas.yaml")
    return skeleton(kind, id_, load_template(kind), load_explanations(), today=today, themes=themes)


def _theme_ids(file: Path) -> tuple[str, ...]:
    try:
        document = read(file.name, file.read_bytes()).document
    except OSError:
        return ()
    themes = fit(document, ThemesFile)[0] if document else None
    return tuple(theme.id for theme in themes.themes) if themes else ()


def _own_texts(name: str) -> dict[str, str]:
    document = read(f"bot/texts/{name}", (package_files("bot.texts") / name).read_bytes()).document
    assert document is not None, "our own texts are broken"  # noqa: S101 - a test reads them first
    assert isinstance(document.data, Mapping)  # noqa: S101
    return flatten(document.data)


def library_on_disk(folder: Path) -> Library:
    """The content files on disk as a library; `ContentError` when they cannot be served."""
    compiled = load_content(read_content(folder))
    if compiled.library is None:
        raise ContentError("De inhoud heeft fouten. Bekijk ze met `wegwijzer check`.", compiled.diagnostics)
    return compiled.library


def desk_on_disk(settings: Settings, everybody: Context = NOBODY_KNOWN, demo: bool = False) -> Desk:
    """The desk over the content files on disk; `ContentError` when they cannot be served."""
    return make_desk(library_on_disk(settings.content_dir), everybody, demo, indexes_of(settings))


def indexes_of(settings: Settings) -> Indexes:
    """Where this installation keeps what it learned."""
    return Indexes(settings.data_dir / INDEXES)


def make_desk(
    library: Library, everybody: Context = NOBODY_KNOWN, demo: bool = False, indexes: Indexes | None = None
) -> Desk:
    """Everything that a conversation consults. Learns the matcher, which takes seconds, unless `indexes` has it.

    Invented organisations are left out unless `demo`. Raises `SettingsError` when the organisation of `everybody` does
    not exist.
    """
    if not demo:
        real = {id_: o for id_, o in library.organisations.items() if not o.demo}
        library = replace(library, organisations=real)
    if everybody.organisation is not None and everybody.organisation not in library.organisations:
        known = ", ".join(library.organisations)
        raise SettingsError(f"De organisatie `{everybody.organisation}` bestaat niet. Kies uit: {known}.")
    return Desk(
        library=library,
        tag=revision_tag(library.revision),
        earlier={},
        matcher=matcher_of(library, indexes),
        texts=load_texts(),
        everybody=everybody,
        measured=load_measured(),
    )


def matcher_of(library: Library, indexes: Indexes | None = None) -> Matcher:
    """The matcher of this content: kept in `indexes`, or learned, which takes seconds, and then kept there."""
    key = f"{library.revision[:16]}-{_learner()}"
    packed = indexes.load(key) if indexes else None
    if packed and (
        kept := Matcher.unpacked(packed, library.norms.values(), library.tree_files.values(), library.danger)
    ):
        return kept
    matcher = learned_from(library)
    if indexes:
        indexes.keep(key, matcher.pack())
    return matcher


@cache
def _learner() -> str:
    """The program that learns, as a hash: what another one learned is not used."""
    digest = hashlib.sha256(f"{version('numpy')} {version('snowballstemmer')}".encode())
    for room in ("bot.content", "bot.matching"):  # what is learned from, and what learns
        for file in sorted(package_files(room).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def today(settings: Settings) -> date:
    """The day that it is where the bot serves."""
    return SystemClock(settings.timezone).now().date()


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT: Telegram when there is a token, else the terminal."""
    _guard_process()
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
    _ask_patience()
    demo = settings.demo or context.organisation is not None
    everybody = replace(context, organisation=context.organisation or settings.default_organisation)
    desk = desk_on_disk(settings, everybody, demo)
    asyncio.run(_chat(Consultation(desk), desk.texts, settings))


def with_revisions(settings: Settings, work: Callable[[RevisionStore, datetime], Awaitable[T]]) -> T:
    """Do some work on the stored revisions while no bot uses them; `AlreadyRunning` when one does."""
    _guard_process()
    setup_logging(settings.log_level)

    async def opened() -> T:
        async with Database.open(settings.data_dir / DATABASE) as database:
            return await work(Revisions(database), SystemClock(settings.timezone).now())

    with single_process(settings.data_dir):
        return asyncio.run(opened())


def read_revisions(settings: Settings, work: Callable[[RevisionStore], Awaitable[T]]) -> T | None:
    """Look something up in the stored revisions, also while a bot uses them; None when nothing is stored yet."""
    _guard_process()
    setup_logging(settings.log_level)
    path = settings.data_dir / DATABASE
    if not path.exists():
        return None

    async def opened() -> T:
        async with Database.open_to_read(path) as database:
            return await work(Revisions(database))

    return asyncio.run(opened())


async def _run(settings: Settings) -> None:
    asyncio.get_running_loop().set_exception_handler(on_loop_fault)
    hide_tracebacks()
    clock = SystemClock(settings.timezone)
    async with Database.open(settings.data_dir / DATABASE) as database:
        store = Revisions(database)
        taken = await publishing.take_in(store, read_content(settings.content_dir), clock.now(), load_texts())
        if taken.notice:
            _log.warning("%s", taken.notice)
        library = taken.library or await publishing.library_of(store, revision_tag(taken.publication.revision))
        if library is None:
            raise StorageError(
                "De gepubliceerde versie past niet meer bij dit programma. Herstel met `wegwijzer content import`."
            )
        if settings.telegram_bot_token is None:
            _ask_patience()
        everybody = Context(organisation=settings.default_organisation)
        desk = await asyncio.to_thread(make_desk, library, everybody, settings.demo, indexes_of(settings))
        consultation = Consultation(desk, partial(publishing.library_of, store))
        if settings.telegram_bot_token is None:
            sys.stderr.write(desk.texts("terminal.telegram-tip") + "\n")
            await _chat(consultation, desk.texts, settings)
            return
        # python-telegram-bot takes a third of a second and 20 MB, which a command about one file need not pay.
        from bot.channels import telegram
        from bot.channels.connection import TelegramAccess

        access = TelegramAccess(
            token=settings.telegram_bot_token.get_secret_value(),
            api_root=settings.telegram_api_base_url,
            zone=settings.timezone,
        )
        _log.info("revision %s, publication %d", desk.tag, taken.publication.number)
        _keep_tidy(consultation, clock)
        await telegram.serve(consultation, desk.texts, access, _stop_signal())


def _keep_tidy(consultation: Consultation, clock: SystemClock) -> None:
    """Forget silent conversations also when nobody writes any more, as the privacy text says."""
    loop = asyncio.get_running_loop()

    def tidy() -> None:
        consultation.tidy(clock.now())
        loop.call_later(TIDY_SECONDS, tidy)

    tidy()


async def _chat(consultation: Consultation, texts: Texts, settings: Settings) -> None:
    screen = terminal.Terminal(
        read=sys.stdin, write=sys.stdout, zone=settings.timezone, interactive=sys.stdin.isatty() and sys.stdout.isatty()
    )
    await terminal.chat(consultation, texts, screen, _stop_signal())


def _ask_patience() -> None:
    """Tell a person at the terminal that learning the content takes some seconds."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        sys.stderr.write(load_texts()("terminal.geduld") + "\n")


def _stop_signal() -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop


def _guard_process() -> None:
    """Files for this user only; no core dump, which would hold conversations."""
    os.umask(0o077)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot warns at each 429 without it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
