"""The composition root: settings in, all that a command or a running bot needs out.

Here and in `bot.running`, which serves, the edge meets the core, and nowhere else.
"""

import asyncio
import hashlib
import os
import resource
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.authoring.keys import KINDS, Explanations, schema_name
from bot.authoring.schema import as_json, schema_of
from bot.authoring.skeleton import skeleton
from bot.channels.traces import DELETABLE, MESSAGES
from bot.content.compiler import load_content
from bot.content.library import Library
from bot.content.models import ThemesFile
from bot.content.reader import read
from bot.content.revision import revision_tag
from bot.content.shapes import fit
from bot.conversation.desk import Desk
from bot.conversation.keeping import Keeping
from bot.conversation.turn import Context
from bot.errors import ContentError, SettingsError
from bot.ids import Revision
from bot.logs import setup_logging
from bot.matching.decide import Matcher
from bot.matching.measured import Measured, read_measured
from bot.review.matching import learned_from
from bot.service.ports import RevisionStore
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.files import read_content
from bot.storage.indexes import Indexes
from bot.storage.lock import single_process
from bot.storage.revisions import Revisions
from bot.texts import Texts, flatten
from bot.texts.address import FormalAddress

DATABASE = "kennis.db"
INDEXES = "index"
"""The folder in DATA_DIR for what was learned from the content."""
NOBODY_KNOWN = Context()
AS_USUAL = Keeping()

T = TypeVar("T")


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
    return Texts(_own_texts("nl.yaml"), load_formal_address())


@cache
def load_formal_address() -> FormalAddress:
    """What says our texts in u-form. Its lists of words come with the program and are read once."""
    return FormalAddress(_own_texts("aanspreekvorm.yaml"))


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
    library = library_on_disk(settings.content_dir)
    return make_desk(library, everybody, demo, indexes_of(settings), keeping_of(settings))


def keeping_of(settings: Settings) -> Keeping:
    """What this installation keeps of people, and for how long."""
    return Keeping(
        log_level=settings.log_level,
        relayed=settings.telegram_api_base_url is not None,
        deletable=DELETABLE,
        deletable_messages=MESSAGES,
    )


def indexes_of(settings: Settings) -> Indexes:
    """Where this installation keeps what it learned."""
    return Indexes(settings.data_dir / INDEXES)


def make_desk(
    library: Library,
    everybody: Context = NOBODY_KNOWN,
    demo: bool = False,
    indexes: Indexes | None = None,
    keeping: Keeping = AS_USUAL,
) -> Desk:
    """Everything that a conversation consults. Learns the matcher, which takes seconds, unless `indexes` has it.

    Raises `SettingsError` when the organisation of `everybody` does not exist.
    """
    fitted = fit_out(library, everybody, demo)
    return desk_of(fitted, matcher_of(library, indexes), everybody, keeping)


def fit_out(library: Library, everybody: Context, demo: bool) -> Library:
    """The library as this installation shows it: without invented organisations, unless `demo`.

    Raises `SettingsError` when the organisation of `everybody` does not exist.
    """
    if not demo:
        real = {id_: o for id_, o in library.organisations.items() if not o.demo}
        library = replace(library, organisations=real)
    if everybody.organisation is not None and everybody.organisation not in library.organisations:
        known = ", ".join(library.organisations)
        raise SettingsError(f"De organisatie `{everybody.organisation}` bestaat niet. Kies uit: {known}.")
    return library


def desk_of(library: Library, matcher: Matcher, everybody: Context = NOBODY_KNOWN, keeping: Keeping = AS_USUAL) -> Desk:
    """A desk over a library that was fitted out, with the matcher of its content."""
    return Desk(
        library=library,
        tag=revision_tag(library.revision),
        earlier={},
        matcher=matcher,
        texts=load_texts(),
        everybody=everybody,
        now=datetime.now(UTC),
        keeping=keeping,
        measured=load_measured(),
    )


def matcher_of(library: Library, indexes: Indexes | None = None) -> Matcher:
    """The matcher of this content: kept in `indexes`, or learned, which takes seconds, and then kept there."""
    key = key_of(library.revision)
    packed = indexes.load(key) if indexes else None
    if packed and (
        kept := Matcher.unpacked(packed, library.norms.values(), library.tree_files.values(), library.danger)
    ):
        return kept
    matcher = learned_from(library)
    if indexes:
        indexes.keep(key, matcher.pack())
    return matcher


def key_of(revision: Revision) -> str:
    """Under which name is kept what this program learns from a revision."""
    return f"{revision[:16]}-{_learner()}"


@cache
def _learner() -> str:
    """The program that learns, as a hash: what another one learned is not used.

    The content that is learned from is in the hash of the revision. All of `bot.content` and `bot.matching` counts, and
    what hands the one to the other.
    """
    digest = hashlib.sha256(f"{version('numpy')} {version('snowballstemmer')}".encode())
    for room in ("bot.content", "bot.matching"):
        for file in sorted(package_files(room).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    digest.update((package_files("bot.review") / "matching.py").read_bytes())
    return digest.hexdigest()[:16]


def today(settings: Settings) -> date:
    """The day that it is where the bot serves."""
    return SystemClock(settings.timezone).now().date()


def with_revisions(settings: Settings, work: Callable[[RevisionStore, datetime], Awaitable[T]]) -> T:
    """Do some work on the stored revisions while no bot uses them; `AlreadyRunning` when one does."""
    guard_process()
    setup_logging(settings.log_level)

    async def opened() -> T:
        async with Database.open(settings.data_dir / DATABASE) as database:
            return await work(Revisions(database), SystemClock(settings.timezone).now())

    with single_process(settings.data_dir):
        return asyncio.run(opened())


def read_revisions(settings: Settings, work: Callable[[RevisionStore], Awaitable[T]]) -> T | None:
    """Look something up in the stored revisions, also while a bot uses them; None when nothing is stored yet."""
    guard_process()
    setup_logging(settings.log_level)
    path = settings.data_dir / DATABASE
    if not path.exists():
        return None

    async def opened() -> T:
        async with Database.open_to_read(path) as database:
            return await work(Revisions(database))

    return asyncio.run(opened())


def guard_process() -> None:
    """Files for this user only; no core dump, which would hold conversations."""
    os.umask(0o077)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot warns at each 429 without it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
