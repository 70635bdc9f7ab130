"""The compiler: all content files in, one Library or the whole list of what is wrong out.

What can only be seen by talking or matching is left to `bot.review`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TypeVar, get_args

from bot.content.draft import Draft, Written
from bot.content.library import Library, TrialQuestion
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
    StatutesFile,
    ThemesFile,
    TreeShape,
    TrialsFile,
    WordsFile,
)
from bot.content.reader import read
from bot.content.revision import revision_of
from bot.content.rules import ESSENTIAL, RULES, Rule
from bot.content.shapes import fit
from bot.diagnostics import Diagnostic, Severity, Span, has_errors, in_reading_order
from bot.ids import Revision

S = TypeVar("S", bound=FileShape)

SHARED: Mapping[str, type[FileShape]] = {
    "knowledge/themas.yaml": ThemesFile,
    "knowledge/hulp.yaml": HelpFile,
    "knowledge/nood.yaml": DangerFile,
    "knowledge/woorden.yaml": WordsFile,
    "knowledge/wetten.yaml": StatutesFile,
}
"""The files that every content set has."""
OPTIONAL: Mapping[str, type[FileShape]] = {
    "knowledge/taal.yaml": LanguageFile,
    "knowledge/buiten.yaml": ElsewhereFile,
    "knowledge/nood-voorbeelden.yaml": DangerExamplesFile,
    "knowledge/rustig.yaml": CalmFile,
    "knowledge/proefvragen.yaml": TrialsFile,
}
"""The files that a content set may have."""
FOLDERS: Mapping[str, type[FileShape]] = {
    "dilemmas/": TreeShape,
    "knowledge/normen/": Norm,
    "knowledge/organisaties/": Organisation,
}
KINDS: Mapping[str, str] = {
    get_args(shape.model_fields["schema_name"].annotation)[0].partition("/")[0]: place
    for place, shape in {**SHARED, **OPTIONAL, **FOLDERS}.items()
}
"""The first word of `schema` -> the file, or the folder of the files, that it stands in."""
MAX_FOUND = 1_000
"""Problems that one rule looks for. Who has more of them is helped by the first."""
MAX_ALIKE = 50
"""Problems with one code in one file that are told."""
_HIDDEN = re.compile(r"\.(?!\.?$)")
_YAML = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What came of compiling. `library` is None if and only if `diagnostics` has an error."""

    revision: Revision
    library: Library | None
    diagnostics: tuple[Diagnostic, ...]
    draft: Draft
    """The files that have the right shape, for who looks further."""
    sources: Mapping[str, tuple[str, ...]]
    """The lines of each file, to show diagnostics with."""

    def line(self, span: Span) -> str | None:
        """The line that a diagnostic points at, when there is one."""
        lines = self.sources.get(span.file, ())
        return lines[span.line - 1] if span.line <= len(lines) else None


def compile_content(files: Mapping[str, bytes], today: date | None = None, *, focus: str | None = None) -> Compiled:
    """Compile all files under all rules. Never raises, whatever the bytes.

    Args:
        files: paths as in `revision_of`, contents as they came.
        today: for rules about dates, which say nothing without it.
        focus: the one file that is asked about. The language of the others is not looked at, which saves half the time.
    """
    return _compile(files, RULES, today, focus)


def load_content(files: Mapping[str, bytes]) -> Compiled:
    """Compile files that are not up for publication: only what the bot cannot serve at all counts as an error."""
    return _compile(files, ESSENTIAL, None, None)


def _compile(files: Mapping[str, bytes], rules: tuple[Rule, ...], today: date | None, focus: str | None) -> Compiled:
    notes: list[Diagnostic] = []
    sources: dict[str, tuple[str, ...]] = {}
    fitted: list[Written[FileShape]] = []
    unread: set[str] = set()
    for file in sorted(files):
        shape = shape_for(file)
        if shape is None:
            notes += misplaced(file)
            continue
        written, found, lines = _written(file, files[file], shape)
        notes += found
        sources[file] = lines
        if written is None:
            unread.add(file)
        else:
            fitted.append(written)
    for file in SHARED:
        if file not in files:
            unread.add(file)
            message = "dit bestand ontbreekt"
            hint = "Zet het terug, of begin met een kopie uit een eerdere uitgave."
            notes.append(Diagnostic(code="S03", span=Span(file=file), message=message, hint=hint))
    draft = _draft(fitted, frozenset(unread), today, focus)
    for rule in rules:
        notes += islice(rule(draft), MAX_FOUND)
    notes = _abridged(notes)
    revision = revision_of(files)
    library = None if has_errors(notes) else library_of(draft, revision)
    return Compiled(
        revision=revision, library=library, diagnostics=in_reading_order(notes), draft=draft, sources=sources
    )


def _abridged(notes: list[Diagnostic]) -> list[Diagnostic]:
    """Of very many problems of one kind in one file the first, and how many more there are."""
    alike: dict[tuple[str, str, Severity], list[Diagnostic]] = {}
    for note in in_reading_order(notes):
        alike.setdefault((note.span.file, note.code, note.severity), []).append(note)
    told: list[Diagnostic] = []
    for found in alike.values():
        told += found[:MAX_ALIKE]
        if len(found) > MAX_ALIKE:
            message = f"en nog {len(found) - MAX_ALIKE} keer deze melding in dit bestand"
            told.append(replace(found[MAX_ALIKE], message=message, hint="Los de eerste op en controleer opnieuw."))
    return told


def shape_for(file: str) -> type[FileShape] | None:
    """What a file at this path holds, or None when it is no content."""
    for single in (SHARED, OPTIONAL):
        if file in single:
            return single[file]
    folder, _, name = file.rpartition("/")
    return FOLDERS.get(f"{folder}/") if name.endswith(".yaml") and not name.startswith(".") else None


def misplaced(file: str) -> list[Diagnostic]:
    """K11: content that nobody reads is worse than content that is refused. Hidden files and .md may be there."""
    if file.endswith(".md") or any(_HIDDEN.match(part) for part in file.split("/")):
        return []
    is_content = bool(_YAML.search(file))
    return [
        Diagnostic(
            code="K11",
            span=Span(file=file),
            message="de bot leest geen bestand met deze naam of op deze plek",
            hint="Bomen staan in dilemmas/, normen in knowledge/normen/, organisaties in knowledge/organisaties/. "
            "De naam eindigt op .yaml.",
            severity=Severity.ERROR if is_content else Severity.WARNING,
        )
    ]


def _written(file: str, raw: bytes, shape: type[S]) -> tuple[Written[S] | None, list[Diagnostic], tuple[str, ...]]:
    reading = read(file, raw)
    notes = list(reading.diagnostics)
    if reading.document is None:
        return None, [*notes, *reading.mended], reading.lines
    fitted, misfits = fit(reading.document, shape)
    wrong = {note.span for note in notes if note.severity is Severity.ERROR}
    misfits = [note for note in misfits if note.span not in wrong]
    wrong |= {note.span for note in misfits}
    notes = [note for note in notes if note.severity is Severity.ERROR or note.span not in wrong or note.code == "K07"]
    notes += misfits
    notes += reading.mended
    if fitted is None or has_errors(note for note in notes if note not in reading.mended):
        return None, notes, reading.lines
    return Written(shape=fitted, document=reading.document), notes, reading.lines


def _draft(fitted: list[Written[FileShape]], unread: frozenset[str], today: date | None, focus: str | None) -> Draft:
    return Draft(
        trees=_all(fitted, TreeShape),
        norms=_all(fitted, Norm),
        organisations=_all(fitted, Organisation),
        themes=_one(fitted, ThemesFile),
        help=_one(fitted, HelpFile),
        danger=_one(fitted, DangerFile),
        statutes=_one(fitted, StatutesFile),
        words=_one(fitted, WordsFile),
        language=_one(fitted, LanguageFile),
        elsewhere=_one(fitted, ElsewhereFile),
        danger_examples=_one(fitted, DangerExamplesFile),
        calm=_one(fitted, CalmFile),
        trials=_one(fitted, TrialsFile),
        unread=unread,
        today=today,
        focus=focus,
    )


def _all(fitted: list[Written[FileShape]], shape: type[S]) -> tuple[Written[S], ...]:
    return tuple(Written(shape=w.shape, document=w.document) for w in fitted if isinstance(w.shape, shape))


def _one(fitted: list[Written[FileShape]], shape: type[S]) -> Written[S] | None:
    return next(iter(_all(fitted, shape)), None)


def library_of(draft: Draft, revision: Revision) -> Library:
    """The library of a draft in which no error was found."""
    themes, help_, danger, statutes, words = draft.themes, draft.help, draft.danger, draft.statutes, draft.words
    if not (themes and help_ and danger and statutes and words):
        raise ValueError("a draft without its shared files has an error (S03) and no library")
    return Library(
        revision=revision,
        trees={w.shape.id: draft.plain[w.file] for w in draft.trees},
        tree_files={w.shape.id: w.shape for w in draft.trees},
        norms={w.shape.id: w.shape for w in draft.norms},
        themes={theme.id: theme for theme in themes.shape.themes},
        themes_intro=themes.shape.intro,
        organisations={o.id: o for o in draft.complete_organisations()},
        help={point.id: point for point in help_.shape.points},
        danger=danger.shape,
        statutes={statute.abbreviation: statute for statute in statutes.shape.statutes},
        concepts=words.shape.concepts,
        elsewhere=draft.elsewhere.shape.questions if draft.elsewhere else (),
        danger_examples=draft.danger_examples.shape.examples if draft.danger_examples else (),
        calm=draft.calm.shape.messages if draft.calm else (),
        trials=tuple(_trials_of(draft.trials.shape)) if draft.trials else (),
    )


def _trials_of(shape: TrialsFile) -> Iterator[TrialQuestion]:
    for trial in shape.questions:
        yield TrialQuestion(question=trial.question, norm=trial.norm, tree=trial.tree)
    for question in shape.elsewhere:
        yield TrialQuestion(question=question, norm=None)
