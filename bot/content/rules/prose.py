"""What the rules about language have in common: which texts to look at, and how to point at a word in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.document import Path
from bot.content.draft import Draft, Written
from bot.content.models import FileShape, LanguageFile, StatutesFile, WordsFile
from bot.content.sentences import Sentence, sentences
from bot.diagnostics import Span

MOST = 50
"""Diagnostics of one rule about one text; a text with more is no prose, and pointing at each takes time."""
_NOT_PROSE = (StatutesFile, WordsFile, LanguageFile)
"""Files without sentences of our own: names of statutes, and lists of words."""
_FOR_MACHINES = frozenset({"telefoon", "email", "web"})
"""Kinds of contact whose value is looked at by other rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text for people, and where it stands."""

    file: Written[FileShape]
    path: Path
    text: str

    @property
    def key(self) -> str:
        """The key that the text stands under; of a text for one role that is `per_rol`."""
        names = [step for step in self.path if isinstance(step, str)]
        return "per_rol" if "per_rol" in names else names[-1]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return sentences(self.text)

    def at(self, offset: int) -> Span:
        """The place of one character of the text."""
        return self.file.place(offset, *self.path)


def passages(draft: Draft) -> Iterator[Passage]:
    """Every text that people read and that an author wrote as language, in the file that is asked about or in all."""
    for file in draft.all():
        if not isinstance(file.shape, _NOT_PROSE) and draft.focus in (None, file.file):
            for path, text in draft.texts[file.file]:
                if path[-1] != "waarde" or file.document.at((*path[:-1], "soort")) not in _FOR_MACHINES:
                    yield Passage(file=file, path=path, text=text)
