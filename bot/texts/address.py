"""A text in je-form, said in u-form: "je kunt je leidinggevende bellen" becomes "u kunt uw leidinggevende bellen".

All texts are written once, in je-form. "Je" is the one who acts, whom it is about, or the owner of what follows; which,
is told by the words beside it, and `wordkinds` knows those. ADR 019 has the reasons.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.texts.verbs import with_u
from bot.texts.wordkinds import Kind, WordKinds

_ADDRESSED = re.compile(
    r"(?<![^\W_])(?:j(?:e|ij|ou|ouw|ouwe|ezelf|ijzelf|ouzelf|ullie)|alsjeblieft|dankjewel)(?![^\W_])", re.IGNORECASE
)
_PLAIN = {"jou": "u", "jouw": "uw", "jouwe": "uwe", "jezelf": "uzelf", "jijzelf": "uzelf", "jouzelf": "uzelf"}
"""These are the same wherever they stand."""
_WORD = re.compile(
    r"""
    (?P<passed> “[^”\n]*” | ‘[^’\n]{3,}’(?!\w) | "[^"\n]*"     # quoted: so somebody spoke
    | https?://\S+ | www\.\S+ | \S+@\S+ | <\w+> | \{\w*\} )      # no words
    | [^\W_]+ (?: ['’-] [^\W_]+ )*
    """,
    re.VERBOSE,
)
_END = re.compile(r"[.!?…\n]")
"""Where a sentence ends."""
_THEN = re.compile(r", (?:\w+ )?dan\b")
"""Where what follows from a condition begins."""
_ONLY_YOU = frozenset({"bent", "hebt", "kunt", "wilt", "zult"})
"""Forms that go with nobody but "je": it acts in the clause that has one."""
_CLAUSE = 8
"""How many words are looked ahead for one."""
_SHARED = frozenset({"kan", "wil", "zal"})
"""Verbs that go with he and she as they stand, and change for "u"."""

_WHO = frozenset({"die", "wat", "wie"})
"""They may act themselves: "wie je kan helpen"."""


class FormalAddress:
    """Says texts in u-form. Pure: the same text gives the same text."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """Take the lists of `aanspreekvorm.yaml`, flattened."""
        self._kinds = WordKinds(lists)
        self._fixed = {key.removeprefix("vast."): said for key, said in lists.items() if key.startswith("vast.")}
        phrases = "|".join(map(_phrase, sorted(self._fixed, key=len, reverse=True)))
        self._phrase = re.compile(rf"(?<![^\W_])(?:{phrases})(?![^\W_])", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """The text in u-form. A text that addresses nobody is given back as it is, and so is what is quoted in one."""
        return self._said(text)[0] if _ADDRESSED.search(text) else text

    def guesses(self, text: str) -> tuple[str, ...]:
        """Where no list and no rule decides: the words in question. The text is said all the same."""
        return self._said(text)[1]

    def _said(self, text: str) -> tuple[str, tuple[str, ...]]:
        reading = _Reading(text, self._kinds)
        fixed = [
            (found.start(), found.end(), self._fixed[" ".join(found[0].lower().split())])
            for found in self._phrase.finditer(text)
            if not reading.passes(found.start())
        ]
        taken = {place for start, end, _ in fixed for place in range(start, end)}
        free = [change for change in reading.changes() if change[0] not in taken]
        parts, done = [], 0
        for start, end, said in sorted(fixed + free):
            parts += [text[done:start], said[0].upper() + said[1:] if text[start].isupper() else said]
            done = end
        guessed = tuple(words for start, words in reading.guessed.items() if start not in taken)
        return "".join([*parts, text[done:]]), guessed


class _Role(Enum):
    """What a "je" is in its sentence."""

    SUBJECT = auto()
    OBJECT = auto()
    OWNER = auto()
    ONESELF = auto()


_SAID = {_Role.SUBJECT: "u", _Role.OBJECT: "u", _Role.OWNER: "uw", _Role.ONESELF: "zich"}


@dataclass(frozen=True, slots=True)
class _Word:
    low: str
    """In lower case; empty when it is quoted or no word, so that nothing follows from it."""
    start: int
    end: int
    joined: bool
    """Whether only white space parts it from the word before."""


class _Reading:
    """One text, read from left to right."""

    def __init__(self, text: str, kinds: WordKinds) -> None:
        self.text = text
        self.kinds = kinds
        self.words = tuple(_words(text))
        self.roles: dict[int, _Role] = {}
        self.guessed: dict[int, str] = {}
        """By place, what no list and no rule decides."""

    def passes(self, place: int) -> bool:
        """Whether what stands there stays as it is."""
        return any(word.start <= place < word.end for word in self.words if not word.low)

    def changes(self) -> list[tuple[int, int, str]]:
        """What becomes of which part of the text."""
        found: dict[int, str] = {}
        for at, word in enumerate(self.words):
            if word.low in _PLAIN:
                found[at] = _PLAIN[word.low]
            elif word.low in ("je", "jij"):
                role = self.roles[at] = self._role(at)
                found[at] = _SAID[role]
                if role is _Role.SUBJECT:
                    found |= self._verbs(at)
        return [(self.words[at].start, self.words[at].end, said) for at, said in found.items()]

    def _role(self, at: int) -> _Role:
        if self.words[at].low == "jij":
            return _Role.SUBJECT
        before, after = self._before(at), self._after(at)
        kind = self.kinds.of(after)
        if kind is Kind.UNKNOWN:
            self.guessed[self.words[at].start] = f"{before} je {after}"
            is_verb = after.endswith(("t", "de", "te")) and before not in self.kinds.prepositions
            kind = Kind.FREE if is_verb else Kind.OWNED
        if before in self.kinds.always_subject and self._before(at - 1) != "ik":
            return _Role.SUBJECT
        if kind is not Kind.FREE and before in ("je", "jij"):
            return _Role.OWNER
        if kind is Kind.OWNED:
            acts = self._has_own_verb(at) or (self.kinds.is_only_verb(before) and self._is_second(at))
            return _Role.SUBJECT if acts else _Role.OWNER
        if kind is Kind.EITHER:
            return _Role.SUBJECT if self._has_own_verb(at) or self._may_act(at) else _Role.OWNER
        if not self.kinds.knows(before):
            self.guessed[self.words[at].start] = f"{before} je {after}"
        if self._is_oneself(at):
            return _Role.ONESELF
        return _Role.SUBJECT if self._acts(at) else _Role.OBJECT

    def _has_own_verb(self, at: int) -> bool:
        """Whether a verb further on in the clause goes with nobody but "je"."""
        if self._before(at) in self.kinds.prepositions:
            return False
        for word in self.words[at + 1 : at + 1 + _CLAUSE]:
            if not word.joined or word.low in ("je", "jij", "jullie"):
                return False
            if word.low in _ONLY_YOU:
                return True
        return False

    def _may_act(self, at: int) -> bool:
        """Whether "je" before a word that it may own, acts: "als je hulp zoekt", "dan meld je belangen"."""
        before = self._before(at)
        if before in self.kinds.verbs:
            return self._is_second(at) or (self._begins(at - 1) and self._is_no_command(at))
        if before in _SHARED:
            return self._acts(at)
        if before in self.kinds.unchanged:
            return self._asks(at) or not (self._begins(at - 1) and before in self.kinds.commands)
        return before in self.kinds.openers

    def _acts(self, at: int) -> bool:
        """Whether "je" before a word that it does not own, acts: "meld je vooraf", but not "ik help je daarbij"."""
        before, earlier = self._before(at), self._before(at - 1)
        if before in _SHARED:
            begins = self._begins(at - 1)
            return begins or earlier in self.kinds.fronted or (before == "wil" and self._asks(at))
        if before not in self.kinds.verbs:
            return before in self.kinds.openers or not before
        if not self._begins(at - 1):
            return self._is_second(at)
        if before in self.kinds.commands and not self._asks(at):
            return self._is_condition(at)
        return not (earlier in self.kinds.joiners and self._first(at) == "ik")

    def _is_second(self, at: int) -> bool:
        """Whether the verb before "je" is the second in its sentence, so that "je" is who acts: "dan meld je"."""
        earlier = self._before(at - 1)
        return not self._begins(at - 1) and earlier != "ik" and earlier not in self.kinds.before_nouns

    def _is_oneself(self, at: int) -> bool:
        """Whether who acts is meant again: "voel je je", "je gedraagt je"."""
        if not self.words[at].joined:
            return False
        if self._before(at) in ("je", "jij"):
            return self.roles[at - 1] is _Role.SUBJECT
        is_near = at > 1 and self.words[at - 1].joined and self.words[at - 2].low in ("je", "jij")
        return is_near and self.roles[at - 2] is _Role.SUBJECT and self.kinds.is_verb(self._before(at))

    def _verbs(self, at: int) -> dict[int, str]:
        """The verbs of a "je" that acts, as they are with "u"."""
        found: dict[int, str] = {}
        before, after = self._before(at), self._after(at)
        if before in self.kinds.verbs or before in _SHARED:
            found[at - 1] = with_u(before)
        if found or before in self.kinds.unchanged:
            joiner, other = self._before(at - 1), self._before(at - 2)
            if joiner in ("en", "of") and self._is_also_its(other, at - 3):
                found[at - 3] = with_u(other)
        if after in _SHARED and (not before or before in self.kinds.openers - _WHO):
            found[at + 1] = with_u(after)
        return found

    def _is_also_its(self, word: str, at: int) -> bool:
        """Whether this word before "en" or "of" is another verb of "je": "hoor en lees je"."""
        if self._begins(at):
            return word in self.kinds.verbs or word in _SHARED
        return self.kinds.is_only_verb(word)

    def _before(self, at: int) -> str:
        """The word before, in lower case; empty when a sentence or a clause begins here."""
        return self.words[at - 1].low if at > 0 and self.words[at].joined else ""

    def _after(self, at: int) -> str:
        return self.words[at + 1].low if at + 1 < len(self.words) and self.words[at + 1].joined else ""

    def _begins(self, at: int) -> bool:
        """Whether a sentence or a clause begins with this word, or with the "en" before it."""
        before = self._before(at)
        return not before or before in self.kinds.joiners

    def _asks(self, at: int) -> bool:
        """Whether the sentence ends in a question mark."""
        end = _END.search(self.text, self.words[at].end)
        return end is not None and end[0] == "?"

    def _is_condition(self, at: int) -> bool:
        """Whether what follows from it comes after it: "meld je volgens de wet, dan ..."."""
        end = _END.search(self.text, self.words[at].end)
        return bool(_THEN.search(self.text, self.words[at].end, end.start() if end else len(self.text)))

    def _is_no_command(self, at: int) -> bool:
        """Whether a verb that begins a clause asks, sets a condition, or follows from one: "als het mag, neem je"."""
        follows = bool(at > 1 and not self._before(at - 1)) and self._first(at) in self.kinds.openers
        return self._asks(at) or self._is_condition(at) or follows

    def _first(self, at: int) -> str:
        """The word with which the sentence begins."""
        while at > 0 and not _END.search(self.text, self.words[at - 1].end, self.words[at].start):
            at -= 1
        return self.words[at].low


def _words(text: str) -> Iterator[_Word]:
    end = None
    for found in _WORD.finditer(text):
        gap = text[end : found.start()] if end is not None else ""
        low = "" if found["passed"] else found[0].lower().replace("’", "'")
        yield _Word(low=low, start=found.start(), end=found.end(), joined=gap.isspace() and "\n\n" not in gap)
        end = found.end()


def _phrase(words: str) -> str:
    """The pattern of a fixed phrase. A "je" at its end owns nothing."""
    return r"\s+".join(map(re.escape, words.split())) + (r"(?!\s+\w)" if words.endswith(" je") else "")
