"""All files that have the right shape, with the place of each value: what the rules look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from bot.content.document import Document, Path
from bot.content.models import (
    CalmFile,
    DangerExamplesFile,
    DangerFile,
    ElsewhereFile,
    FileShape,
    HelpFile,
    LanguageFile,
    Norm,
    Organisation,
    Shape,
    StatutesFile,
    ThemesFile,
    TreeShape,
    TrialsFile,
    WordsFile,
    tree_of,
)
from bot.content.values import names_in_text
from bot.diagnostics import Span
from bot.dilemma.tree import RouteName, Tree
from bot.ids import Body

S = TypeVar("S", bound=Shape, covariant=True)

PEOPLE_READ = frozenset(
    "titel knop intro vraag uitleg label kop tekst stappen kern makkelijk per_rol mag_wel mag_niet misverstand naam "
    "waarde buiten_uren reactie aanvulling reden waarvoor inleiding pagina waarden".split()
)
"""The keys of texts that the bot shows. The others are for matching, for looking up, or for authors."""
_NOT_SHOWN = frozenset({"niet", "proeven", "bronnen", "akkoord"})
"""Keys whose inside people do not read, whatever the keys in there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Generic[S]):
    """One file: its shape, and where each value of it stands."""

    shape: S
    document: Document

    @property
    def file(self) -> str:
        """The path of the file."""
        return self.document.file

    @property
    def stem(self) -> str:
        """The name of the file, which is to be the id of what stands in it (K06)."""
        return stem_of(self.file)

    @property
    def names(self) -> frozenset[str]:
        """What others may call it: its id, and its file's name, so that a wrong id (K06) stays one problem."""
        return frozenset({self.stem, str(getattr(self.shape, "id", self.stem))})

    def span(self, *path: str | int) -> Span:
        """Where the value at this path starts, by the Dutch keys: `span("vragen", "gever", "opties", 0, "naar")`."""
        return self.document.span(path)

    def key(self, *path: str | int) -> Span:
        """Where the key of the value at this path stands."""
        return self.document.key_span(path)

    def find(self, part: str, *path: str | int) -> Span:
        """Where `part` stands in the text at this path."""
        return self.document.find(path, part)

    def place(self, offset: int, *path: str | int) -> Span:
        """Where the character at `offset` of the text at this path stands."""
        return self.document.place(path, offset)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text that people read, with its path, in the order of the file."""
        for path, value in self.document.values():
            if isinstance(value, str) and _is_shown(self.shape, path):
                yield path, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One set of content files, as far as they have the right shape.

    `unread` are the files that do not: what stands in them is not known, so a rule that misses something says nothing
    when it may be there.
    """

    trees: tuple[Written[TreeShape], ...] = ()
    norms: tuple[Written[Norm], ...] = ()
    organisations: tuple[Written[Organisation], ...] = ()
    themes: Written[ThemesFile] | None = None
    help: Written[HelpFile] | None = None
    danger: Written[DangerFile] | None = None
    statutes: Written[StatutesFile] | None = None
    words: Written[WordsFile] | None = None
    language: Written[LanguageFile] | None = None
    elsewhere: Written[ElsewhereFile] | None = None
    danger_examples: Written[DangerExamplesFile] | None = None
    calm: Written[CalmFile] | None = None
    trials: Written[TrialsFile] | None = None
    today: date | None = None
    """For rules about dates, which say nothing without it."""
    focus: str | None = None
    """The one file that is asked about, if only one is: what concerns a single file is then looked at in that one."""
    unread: frozenset[str] = frozenset()
    plain: Mapping[str, Tree] = field(init=False)
    """The trees of `trees` as the core knows them, by file."""
    texts: Mapping[str, tuple[tuple[Path, str], ...]] = field(init=False)
    """What `Written.texts` gives, by file: found once, because many rules ask for it."""
    _norm_of: Mapping[str, Written[Norm]] = field(init=False)
    _tree_of: Mapping[str, Written[TreeShape]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", {w.file: tree_of(w.shape) for w in self.trees})
        object.__setattr__(self, "texts", {w.file: tuple(w.texts()) for w in self.all()})
        object.__setattr__(self, "_norm_of", {name: w for w in reversed(self.norms) for name in w.names})
        object.__setattr__(self, "_tree_of", {name: w for w in reversed(self.trees) for name in w.names})

    def all(self) -> Iterator[Written[FileShape]]:
        """Every file."""
        yield from self.trees
        yield from self.norms
        yield from self.organisations
        shared = (self.themes, self.help, self.danger, self.statutes, self.words, self.language)
        for one in (*shared, self.elsewhere, self.danger_examples, self.calm, self.trials):
            if one is not None:
                yield one

    def named(self, file: str) -> Written[FileShape] | None:
        """The file with this path, when it could be read."""
        return next((written for written in self.all() if written.file == file), None)

    def tree_ids(self) -> frozenset[str]:
        """The ids of all trees, also of those that could not be read."""
        return frozenset(name for w in self.trees for name in w.names) | self._unread_in("dilemmas/")

    def norm_ids(self) -> frozenset[str]:
        """The ids of all norms, also of those that could not be read."""
        return frozenset(name for w in self.norms for name in w.names) | self._unread_in("knowledge/normen/")

    def norm(self, id_: str) -> Written[Norm] | None:
        """The norm with this id, when it could be read."""
        return self._norm_of.get(id_)

    def tree(self, id_: str) -> Written[TreeShape] | None:
        """The tree with this id, when it could be read."""
        return self._tree_of.get(id_)

    def complete_organisations(self) -> tuple[Organisation, ...]:
        """Each organisation with what it inherits."""
        return inherit(tuple(w.shape for w in self.organisations))

    @property
    def knows_organisations(self) -> bool:
        """Whether every organisation could be read, so that what is in none of them is nowhere."""
        return not self._unread_in("knowledge/organisaties/")

    def _unread_in(self, folder: str) -> frozenset[str]:
        return frozenset(stem_of(file) for file in self.unread if file.startswith(folder))


def inherit(organisations: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    """Each organisation with what it does not set itself from the generic one: routes, values, form of address."""
    generic: dict[Body, Organisation] = {}
    for organisation in organisations:
        if organisation.generic:
            generic.setdefault(organisation.body, organisation)
    return tuple(_completed(o, generic.get(o.body, o)) for o in organisations)


def _completed(own: Organisation, generic: Organisation) -> Organisation:
    routes = {**generic.routes, **own.routes}
    # An own value is for every role that has none of its own here, so what the generic one has for a role gives way.
    inherited = {n: v for n, v in generic.values.items() if own.values.keys().isdisjoint(names_in_text(n))}
    return own.model_copy(
        update={
            "routes": {name: routes[name] for name in RouteName if name in routes},
            "values": {**inherited, **own.values},
            "form_of_address": own.form_of_address or generic.form_of_address,
        }
    )


@lru_cache(maxsize=1_024)
def stem_of(file: str) -> str:
    """`geschenk` for `dilemmas/geschenk.yaml`."""
    return file.rpartition("/")[2].removesuffix(".yaml")


def _is_shown(shape: Shape, path: Path) -> bool:
    names = [step for step in path if isinstance(step, str)]
    if not names or isinstance(shape, TrialsFile) or not _NOT_SHOWN.isdisjoint(names[:1]):
        return False
    if isinstance(shape, Norm) and names[0] in ("vragen", "waarden"):
        return False
    under = names[-2] if len(names) > 1 else ""
    return names[-1] in PEOPLE_READ or under in ("per_rol", "waarden")
