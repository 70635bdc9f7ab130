"""What the words beside "je" say of it: that it owns what follows, that it does not, or that more is needed to tell."""

from collections.abc import Mapping
from enum import Enum

from bot.texts.verbs import forms, without_prefix

_NOUN_ENDS = ("heid", "ing", "schap", "teit", "tie", "isme")
_LEAST = 4
"""Letters of the last part of a compound."""


class Kind(Enum):
    """What the word after "je" says of it."""

    OWNED = "bezit"
    """It belongs to "je": "je adviseur"."""
    EITHER = "soms"
    """It does, unless "je" is the one who acts: "van je hulp", but "als je hulp zoekt"."""
    FREE = "los"
    """It never does: "je moet", "je niet"."""
    UNKNOWN = "onbekend"


class WordKinds:
    """The lists of `aanspreekvorm.yaml`, flattened. Words are given in lower case."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        def listed(name: str) -> frozenset[str]:
            return frozenset(lists[name].split())

        self.always_subject = listed("altijd-onderwerp")
        self.verbs = listed("werkwoorden") | self.always_subject
        self.unchanged = listed("onveranderd")
        self.commands = listed("gebiedend")
        self.openers = listed("bijzin")
        self.joiners = listed("nevenschikking")
        self.fronted = listed("vooraan")
        self.prepositions = listed("voorzetsels")
        self.before_nouns = self.prepositions | listed("lidwoorden")
        self._free = listed("los")
        self._verb_forms = {form for verb in self.verbs for form in forms(verb)} | self.unchanged
        free = self._free | self.openers | self.joiners | self.fronted | self.before_nouns
        self._kinds = dict.fromkeys(self._verb_forms | self.verbs | free, Kind.FREE)
        self._kinds |= dict.fromkeys(listed("soms"), Kind.EITHER)
        self._kinds |= dict.fromkeys(listed("bezit"), Kind.OWNED)

    def of(self, word: str) -> Kind:
        """What this word says of a "je" before it. No word at all says that nothing is owned."""
        if not word or word[0].isdigit():
            return Kind.FREE
        if word in self._kinds:
            return self._kinds[word]
        for at in range(2, len(word) - _LEAST + 1):
            part = self._kinds.get(word[at:])
            if part is Kind.OWNED or part is Kind.EITHER:
                return part
        if any(rest in self._verb_forms for rest in without_prefix(word)):
            return Kind.FREE
        return Kind.OWNED if word.endswith(_NOUN_ENDS) and len(word) > 5 else Kind.UNKNOWN

    def is_verb(self, word: str) -> bool:
        """Whether it is a form of a verb, other than its stem."""
        return word in self._verb_forms

    def is_only_verb(self, word: str) -> bool:
        """Whether this is a stem, and no noun or adverb besides."""
        return word in self.verbs and self.of(word) is Kind.FREE and word not in self._free

    def knows(self, word: str) -> bool:
        """Whether it can be told if this word before "je" is a verb that changes for "u"."""
        return self.of(word) is not Kind.UNKNOWN or word.endswith(("en", "e", "t"))
