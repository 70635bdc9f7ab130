"""Rules about how easily a text is read: sentences, words, paragraphs (T). The aim is level B1."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.content.draft import Draft
from bot.content.models import LanguageFile
from bot.content.rules.noting import error, warning
from bot.content.rules.prose import MOST, Passage, passages
from bot.content.sentences import Sentence, sentences, words
from bot.content.values import names_in_text
from bot.diagnostics import Diagnostic
from bot.ids import Role

LONG_SENTENCE = 15
"""Words in a sentence beyond which a reader at B1 loses the thread (T05)."""
TOO_LONG_SENTENCE = 25
LONG_WORD = 18
"""Letters in a word that is no term of the product (T06)."""
LONG_PARAGRAPH = 60
"""Words in one paragraph (T13): about what a phone shows without scrolling."""

_CITATION = re.compile(r"\([^()]*\b(?:artikel|art\.|lid|boek|bijlage)\b[^()]*\)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_STILTED = re.compile(
    r"\b(?:dient|dienen|diende|dienden)\b(?=[^.!?,;:]{0,60}?\bte\b)|\b(?:behoort|behoren)\s+te\b|\bmen\b|\bgelieve\b",
    re.IGNORECASE,
)
_BECOME = frozenset({"wordt", "worden", "werd", "werden"})
_ONESELF = frozenset("je jij u ik iemand niemand jullie".split())
"""Who undergoes it may be the reader: "je wordt teruggebeld" is as plain as it gets."""
_PARTICIPLE = re.compile(
    r"(?:(?:aan|af|bij|door|in|mee|na|op|over|samen|tegen|terug|toe|uit|vast|voor|weg)?"
    r"ge[a-zà-ÿ]{2,}(?:d|t|en)"
    r"|(?:her|ont|ver)[a-zà-ÿ]{3,}d"
    r"|(?:aan|in|mee|na|op|over|toe|voor|waar)genomen|genomen"
    r"|be(?:antwoord|handeld|paald|taald|spaard|schuldigd|nadeeld|oordeeld|noemd|waard|ïnvloed|last|perkt|sloten"
    r"|sproken|keken|gonnen|schreven|slist|twist|dreigd)"
    r"|ver(?:boden|geten|loren|sproken|trokken|kocht|plicht|wacht|werkt|strekt|wijderd|zocht|oorzaakt|licht|meld)"
    r"|on(?:derzocht|derschat|derbroken|derhouden)|ontvangen|ontslagen|overtreden)"
)
_NO_PARTICIPLE = frozenset(
    "gebeuren gebeurt gebied gebieden gebouwen gebruiken gedachten geduld gegevens geheimen gelden geld geleden geluid "
    "gemeend gemeenten geschenken geschiedt gesprekken getallen gevallen geven gevoelen gevolgen geweld gewicht "
    "gezicht gezinnen gezond verband verbond verhinderd verkeerd verschillend verstand verwend".split()
)
"""Words that look like a participle and mostly are none."""
_SUFFERED = frozenset(
    "aangehouden bedreigd benoemd beschuldigd geboren gegijzeld geïntimideerd gepest gestalkt mishandeld opgepakt "
    "overvallen verdacht verkozen veroordeeld vervolgd".split()
)
"""What is done to somebody: there the person counts, and not who does it."""
_LOOKALIKES = _NO_PARTICIPLE | _SUFFERED


def sentences_are_short(draft: Draft) -> Iterator[Diagnostic]:
    """T05: a long sentence must be held in mind to its end; somebody who is upset cannot."""
    filled = _words_in_values(draft)
    for passage in passages(draft):
        cited = [(found.start(), found.end()) for found in _CITATION.finditer(passage.text)]
        for sentence in passage.sentences:
            count = _length(sentence, cited, filled)
            if count > LONG_SENTENCE:
                is_too_long = count > TOO_LONG_SENTENCE
                note, limit = (error, TOO_LONG_SENTENCE) if is_too_long else (warning, LONG_SENTENCE)
                yield note(
                    "T05",
                    passage.at(sentence.start),
                    f"deze zin telt {count} woorden; {'meer dan ' if is_too_long else 'liefst hooguit '}{limit}"
                    f"{' mag niet' if is_too_long else ''}",
                    "Maak er twee zinnen van, of laat weg wat de lezer niet nodig heeft.",
                )


def _length(sentence: Sentence, cited: list[tuple[int, int]], filled: Mapping[str, int]) -> int:
    """The words that a reader reads: values filled in, a place in the law between brackets passed over."""
    return sum(
        filled.get(word, 1)
        for word, start in zip(sentence.words, sentence.starts, strict=True)
        if not any(begin < start < end for begin, end in cited)
    )


def _words_in_values(draft: Draft) -> Mapping[str, int]:
    """The number of words of the longest value of each name, for any role, by `<naam>`."""
    longest: dict[str, int] = {}
    for organisation in draft.organisations:
        for name, value in organisation.shape.values.items():
            count = len(words(_ASIDE.sub("", value)))
            for called in names_in_text(name):
                longest[f"<{called}>"] = max(longest.get(f"<{called}>", 1), count)
    return longest


def words_are_plain(draft: Draft) -> Iterator[Diagnostic]:
    """T06: words of officials and very long words stop a reader; which words that are, authors list themselves."""
    listed = _by_first_word(draft.language.shape if draft.language else None)
    known = frozenset(_terms(draft) | listed.keys())
    for passage in passages(draft):
        yield from islice(_hard_to_read(passage, listed, known), MOST)


def _hard_to_read(
    passage: Passage, listed: Mapping[str, list[tuple[tuple[str, ...], str]]], known: frozenset[str]
) -> Iterator[Diagnostic]:
    for sentence in passage.sentences:
        yield from _difficult(passage, sentence, listed)
        for word, start in zip(sentence.folded, sentence.starts, strict=True):
            if len(word) > LONG_WORD and _is_long(word) and word not in known:
                yield warning(
                    "T06",
                    passage.at(start),
                    f"`{word}` is een heel lang woord",
                    "Kies een korter woord, of schrijf het uit in gewone woorden.",
                )


def _difficult(
    passage: Passage, sentence: Sentence, listed: Mapping[str, list[tuple[tuple[str, ...], str]]]
) -> Iterator[Diagnostic]:
    after = 0
    for number, word in enumerate(sentence.folded):
        for phrase, instead in listed.get(word, ()) if number >= after else ():
            if sentence.folded[number : number + len(phrase)] == phrase:
                after = number + len(phrase)
                shown = " ".join(sentence.words[number:after])
                place = passage.at(sentence.starts[number])
                yield warning("T06", place, f"`{shown}` kennen veel lezers niet", f"Schrijf liever: {instead}.")
                break


def _by_first_word(language: LanguageFile | None) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Each difficult word or phrase in its forms, by its first word; the longest phrase first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in language.plain_words if language else ():
        for form in entry.word.split("/"):
            phrase = words(form)
            for forms in (_inflected(phrase[0]) if len(phrase) == 1 else (phrase,)) if phrase else ():
                found.setdefault(forms[0], []).append((forms, entry.instead))
    for phrases in found.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return found


def _inflected(word: str) -> tuple[tuple[str, ...], ...]:
    """The word, and with the endings that a long word may have."""
    return tuple((word + ending,) for ending in (("", "e", "n", "en", "s") if len(word) > 5 else ("",)))


def _terms(draft: Draft) -> frozenset[str]:
    """Long words that the reader meets as a name: of roles, norms, themes, trees, routes, help points and statutes."""
    named = [str(role) for role in Role]
    for file in draft.all():
        for path, text in draft.texts[file.file]:
            if path[-1] in ("titel", "naam", "knop"):
                named.append(text)
    known = {word for text in named for word in words(text)}
    return frozenset(word + ending for word in known for ending in ("", "s", "n", "en", "e"))


def _is_long(word: str) -> bool:
    """Whether one part of the word is long. Addresses and values have no parts that are read."""
    is_read = not word.startswith("<") and "." not in word and "/" not in word
    return is_read and any(len(part) > LONG_WORD for part in word.split("-"))


def sentences_say_who_does_what(draft: Draft) -> Iterator[Diagnostic]:
    """T07: stiff words ("dient te", "men") and the passive hide who must act, and that is what the reader came for."""
    for passage in passages(draft):
        yield from islice(_hiding_who(passage), MOST)


def _hiding_who(passage: Passage) -> Iterator[Diagnostic]:
    for sentence in passage.sentences:
        stilted = _STILTED.search(passage.text, sentence.start, sentence.start + len(sentence.text))
        if stilted:
            word = stilted[0].lower()
            hint = "Schrijf wie het doet: je, we, de organisatie." if word == "men" else "Schrijf: je moet, of: doe."
            yield warning("T07", passage.at(stilted.start()), f"`{word}` is stijve taal", hint)
        elif (found := _passive(sentence)) is not None:
            yield warning(
                "T07",
                passage.at(sentence.starts[found]),
                f"`{sentence.words[found]}` zegt niet wie het doet",
                "Begin met wie het doet: je, je leidinggevende, de raad.",
            )


def _passive(sentence: Sentence) -> int | None:
    """The number of the word that makes the sentence passive, if one surely does."""
    for number, word in enumerate(sentence.folded):
        if word in _BECOME:
            near = sentence.folded[max(0, number - 4) : number + 2]
            after = islice(_clause_after(sentence, number), 7)
            before = sentence.folded[max(0, number - 1) : number]
            if _ONESELF.isdisjoint(near) and any(map(_is_participle, (*after, *before))):
                return number
    return None


def _clause_after(sentence: Sentence, number: int) -> Iterator[str]:
    """The words after this one, up to the next comma or the like."""
    for at in range(number + 1, len(sentence.folded)):
        gap = sentence.starts[at - 1] + len(sentence.words[at - 1]) - sentence.start
        if set(sentence.text[gap : sentence.starts[at] - sentence.start]) & set(",;:("):
            return
        yield sentence.folded[at]


def _is_participle(word: str) -> bool:
    return word not in _LOOKALIKES and not word.endswith("heid") and bool(_PARTICIPLE.fullmatch(word))


def paragraphs_are_short(draft: Draft) -> Iterator[Diagnostic]:
    """T13: a wall of text is not read on a phone; white lines and lists give a hold."""
    for passage in passages(draft):
        start = 0
        for paragraph in passage.text.split("\n"):
            count = sum(len(sentence.words) for sentence in sentences(paragraph))
            if count > LONG_PARAGRAPH:
                yield warning(
                    "T13",
                    passage.at(start),
                    f"deze alinea telt {count} woorden; hooguit {LONG_PARAGRAPH} is goed",
                    "Verdeel de tekst: laat een regel wit, of maak er een lijst van.",
                )
            start += len(paragraph) + 1


def words_are_spelt_right(draft: Draft) -> Iterator[Diagnostic]:
    """T15: a slip costs trust in a text about rules; which slips are common, authors list themselves."""
    slips = draft.language.shape.misspellings if draft.language else ()
    listed: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in slips:
        for form in entry.wrong.split("/"):
            if phrase := words(form):
                listed.setdefault(phrase[0], []).append((phrase, entry.right))
    for passage in passages(draft):
        yield from islice(_misspelt(passage, listed), MOST)


def _misspelt(passage: Passage, listed: Mapping[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[Diagnostic]:
    for sentence in passage.sentences:
        for number, word in enumerate(sentence.folded):
            for phrase, right in listed.get(word, ()):
                if sentence.folded[number : number + len(phrase)] == phrase:
                    shown = " ".join(sentence.words[number : number + len(phrase)])
                    place = passage.at(sentence.starts[number])
                    yield warning("T15", place, f"`{shown}` is niet goed gespeld", f"Schrijf: {right}.")
