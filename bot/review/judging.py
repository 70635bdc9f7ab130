"""The judgement of a set of content files: everything that is wrong with them, before anybody meets it.

The compiler comes first. What compiles is then talked through (`screens`, `walks`) and, when asked, put to the matcher
(`matching`). What a person acknowledged in a file is taken out last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.content.acknowledge import settle
from bot.content.compiler import Compiled, compile_content
from bot.content.library import Library
from bot.diagnostics import Diagnostic, has_errors, in_reading_order
from bot.matching.decide import Matcher
from bot.matching.evaluate import Labelled
from bot.review.danger import danger_words_win, messages_are_told_apart
from bot.review.links import pages_can_be_reached
from bot.review.matching import LEARNED, QUESTIONS_NEEDED, questions_are_found
from bot.review.screens import screens_can_be_shown
from bot.review.walks import answers_can_be_changed, answers_can_be_taken_back
from bot.texts import Texts

_DATED = frozenset({"N03", "V03"})
"""Codes about dates: without a day they are not judged."""
_OUTSIDE = "N04"
"""Whether a page can be reached: only the network knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said about a set of files."""

    compiled: Compiled
    diagnostics: tuple[Diagnostic, ...]
    """In reading order, without what was acknowledged."""
    acknowledged: tuple[Diagnostic, ...]
    """In reading order."""

    def place(self, diagnostic: Diagnostic) -> str:
        """Where in its file a diagnostic is, as an acknowledgement names it; empty for the file as a whole."""
        file = self.compiled.draft.named(diagnostic.span.file)
        return file.document.name_of(file.document.path_at(diagnostic.span)) if file else ""

    @property
    def library(self) -> Library | None:
        """The content, fit to be published; None if and only if there is an error."""
        return None if has_errors(self.diagnostics) else self.compiled.library


_TEXTS = frozenset(f"knowledge/{name}.yaml" for name in ("buiten", "proefvragen", "nood-voorbeelden", "rustig"))
"""Thousands of texts that no other file refers to. What is wrong with them is told at their own place, so that they
need not be read when another file is asked about."""


def judge(
    files: Mapping[str, bytes],
    texts: Texts,
    today: date | None,
    *,
    learn: Callable[[Library], Matcher] | None = None,
    questions: Sequence[Labelled] = (),
    focus: str | None = None,
    trouble: Mapping[str, str] | None = None,
) -> Judgement:
    """Judge all files. Never raises, whatever the bytes.

    Args:
        files: paths as in `revision_of`, contents as they came.
        texts: the fixed sentences, which stand on the same screens.
        today: for rules about dates, which say nothing without it.
        learn: gives the matcher of this content, which takes seconds; with it, matching is tried too.
        trouble: for each address of a page that was tried and cannot be reached, why (N04); None when none was tried.
        focus: the one file that is asked about: what can only be wrong in others is not looked for.
        questions: labelled questions that the content was not written from, for M05, M06 and M08.
    """
    if focus is not None and learn is None:
        files = {file: raw for file, raw in files.items() if file == focus or file not in _TEXTS}
    compiled = compile_content(files, today, focus=focus)
    found = list(compiled.diagnostics)
    found += pages_can_be_reached(compiled.draft, trouble or {})
    if compiled.library is not None:
        draft, library = compiled.draft, compiled.library
        found += answers_can_be_changed(draft)
        found += answers_can_be_taken_back(draft)
        found += screens_can_be_shown(draft, library, texts)
        if draft.danger and draft.focus in (None, draft.danger.file):
            found += danger_words_win(draft)
        if learn is not None:
            matcher = learn(library)
            found += questions_are_found(draft, library, matcher, questions)
            found += messages_are_told_apart(draft, matcher.danger)

    def was_judged(code: str) -> bool:
        if code in LEARNED:
            return learn is not None and (bool(questions) or code not in QUESTIONS_NEEDED)
        if code in _DATED:
            return today is not None
        return code != _OUTSIDE or trouble is not None

    settled = settle(found, compiled.draft, was_judged)
    return Judgement(
        compiled=compiled,
        diagnostics=in_reading_order(settled.open),
        acknowledged=in_reading_order(settled.acknowledged),
    )
