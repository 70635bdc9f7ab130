"""Rules about how a text asks, addresses and points: questions, u or je, buttons, colours, amounts, moments."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from bot.content.draft import Draft
from bot.content.models import Norm, Organisation, TreeShape
from bot.content.rules.noting import error, warning
from bot.content.rules.prose import MOST, Passage, passages
from bot.content.sentences import without_quotes
from bot.diagnostics import Diagnostic

_SECOND_QUESTION = re.compile(
    r"\b(?:en|maar)\s+(?:ben|heb|kan|kun|wil|mag|moet|is|zijn|heeft|hebben|ga|gaat|doe|doet|weet|krijg|krijgt|loopt|wordt|word"
    r"|staat|was|werk|werkt|ken|kent|komt|kom|zit|hoort|wie|wat|waar|wanneer|waarom|hoe)\s+"
    r"(?:je|jij|u|hij|zij|ze|het|er|de|dat|dit|die|deze|iemand|een|jouw|wil|moet|kan|mag|is)\b",
    re.I,
)


def questions_ask_one_thing(draft: Draft) -> Iterator[Diagnostic]:
    """T08: who must answer two questions with one button cannot answer truly."""
    for passage in passages(draft):
        if passage.key != "vraag":
            continue
        text = without_quotes(passage.text)
        found = re.search(r"\ben\s?/\s?of\b", text, re.I) or _SECOND_QUESTION.search(text)
        marks = [mark.start() for mark in re.finditer(r"\?", text)]
        if found or len(marks) > 1:
            start = found.start() if found else marks[0]
            message = (
                f"`{found[0].split()[0]}` maakt hier twee vragen van één" if found else "hier staan twee vragen in één"
            )
            hint = "Stel één vraag. Maak van de andere een eigen vraag, of laat de optie het verschil zeggen."
            yield warning("T08", passage.at(start), message, hint)


def questions_end_in_a_question_mark(draft: Draft) -> Iterator[Diagnostic]:
    """T09: without its mark a question reads as a statement, also when it is read aloud."""
    for passage in passages(draft):
        if passage.key == "vraag" and not passage.text.rstrip("\"'”’») \n").endswith("?"):
            last = passage.text.rstrip()
            yield error(
                "T09", passage.at(len(last) - 1), "de vraag eindigt niet met een vraagteken", "Zet er een ? achter."
            )


_FORMAL = re.compile(r"(?<![\w-])(?:u|uw|uzelf)(?![\w-]|\.\w)", re.I)
_FAMILIAR = re.compile(r"(?<![\w-])(?:je|jij|jou|jouw|jezelf)(?![\w-])", re.I)


def readers_are_addressed_in_one_way(draft: Draft) -> Iterator[Diagnostic]:
    """T10: the bot says je; who reads u in between wonders who is meant. An organisation may choose u for its texts."""
    formal: dict[str, list[tuple[Passage, re.Match[str]]]] = {}
    familiar: dict[str, list[tuple[Passage, re.Match[str]]]] = {}
    for passage in passages(draft):
        text = without_quotes(passage.text)
        for pattern, into in ((_FORMAL, formal), (_FAMILIAR, familiar)):
            into.setdefault(passage.file.file, []).extend((passage, found) for found in pattern.finditer(text))
    for file, polite in formal.items():
        usual = familiar.get(file, [])
        is_own = bool(polite) and isinstance(polite[0][0].file.shape, Organisation)
        wrong = polite if not is_own else min((polite, usual), key=len)
        for passage, found in islice(wrong, MOST):
            message = f"`{found[0]}` past niet bij de rest: daar staat {'u' if wrong is usual else 'je'}"
            hint = "Spreek de lezer overal op dezelfde manier aan."
            yield warning("T10", passage.at(found.start()), message, hint)


_CLICK = re.compile(
    r"\b(?:klik|tik|druk|click)\s+(?:dan\s+|nu\s+|even\s+)?(?:hier|op\s+(?:deze|de|onderstaande)\s+link|hieronder)\b"
    r"|\bhier\s+(?:te\s+)?klikken\b|\bdeze\s+link\b",
    re.I,
)


def buttons_are_called_by_their_name(draft: Draft) -> Iterator[Diagnostic]:
    """T11: not every channel has something to click, and "hier" says nothing to who listens."""
    for passage in passages(draft):
        for found in islice(_CLICK.finditer(passage.text), MOST):
            message = f"`{found[0]}` zegt niet waar de lezer komt"
            yield warning("T11", passage.at(found.start()), message, "Noem de knop of de website bij de naam.")


_COLOUR = r"(?:rood|rode|groene?|gele?|geel|oranje|blauwe?|blauw|grijze?|grijs|paarse?|zwarte?|witte?)"
_SHAPE = (
    r"(?:knop(?:pen)?|vlak|vakje|balk|kader|letters?"
    r"|bol(?:letje)?|stip|vink(?:je)?|kruis(?:je)?|icoon(?:tje)?|pijl(?:tje)?)"
)
_BY_COLOUR = re.compile(
    rf"\b{_COLOUR}\s+{_SHAPE}\b|\b{_SHAPE}\s+(?:is|zijn|wordt|in\s+het)\s+{_COLOUR}\b"
    rf"|\b(?:staat|staan|gemarkeerd|gedrukt|aangegeven)\s+in\s+het\s+{_COLOUR}\b",
    re.I,
)


def meaning_is_in_words(draft: Draft) -> Iterator[Diagnostic]:
    """T12: who is colour-blind, listens, or has another channel misses what only a colour or an emoji says."""
    for passage in passages(draft):
        start = len(passage.text) - len(passage.text.lstrip())
        first = passage.text[start : start + 1]
        found = _BY_COLOUR.search(passage.text)
        hint = "Zeg het in woorden."
        if first and (_is_picture(first) or not any(map(str.isalnum, passage.text))):
            message = f"`{first}` zegt iets dat niet iedereen ziet of hoort"
            yield error("T12", passage.at(start), message, f"{hint} Een plaatje mag achteraan staan.")
        elif found:
            message = f"`{found[0]}` is voor wie geen kleur ziet niet te vinden"
            yield error("T12", passage.at(found.start()), message, f"{hint} Noem de knop bij wat erop staat.")


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) == "So" and ord(sign) > 0x2190


_NUMBER_WORD = (
    r"(?:vijf|tien|vijftien|twintig|vijfentwintig|dertig|veertig|vijftig|zestig|zeventig|vijfenzeventig|tachtig|negentig|honderd"
    r"|tweehonderd|vijfhonderd|duizend)"
)
_AMOUNT = re.compile(rf"(?:€|\bEUR)\s?\d[\d.,]*|\b\d[\d.,]{{0,20}}\s?(?:euro|EUR)\b|\b{_NUMBER_WORD}\s+euro\b", re.I)


def amounts_are_values(draft: Draft) -> Iterator[Diagnostic]:
    """N09: an amount differs by organisation and by year; in a text nobody finds it again to change it."""
    for passage in passages(draft):
        if isinstance(passage.file.shape, TreeShape | Norm) or passage.path[0] == "afwijkingen":
            for found in islice(_AMOUNT.finditer(passage.text), MOST):
                yield warning(
                    "N09",
                    passage.at(found.start()),
                    f"hier staat een bedrag in de tekst: `{found[0].rstrip('.,')}`",
                    "Zet het bedrag bij `waarden` van de organisatie en schrijf hier de naam: `<geschenk_grens>`.",
                )


_WHEN = re.compile(
    r"\b(?:vandaag|vanavond|vanmiddag|vanochtend|nu|meteen|direct|eerst|voordat|voor je|vóór|vooraf|van tevoren|zodra"
    r"|straks|morgen\w*|overmorgen|deze (?:week|maand)|(?:de )?eerstvolgende|volgende week|dezelfde dag|binnen \w+ \w+"
    r"|snel|op tijd|(?:maan|dins|woens|donder|vrij|zater|zon)dag|tot je|totdat|wacht)\b",
    re.I,
)


def first_steps_say_when(draft: Draft) -> Iterator[Diagnostic]:
    """U07: a first step with a moment in it gets done; one without is put off."""
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            if outcome.steps and not _WHEN.search(outcome.steps[0]):
                yield warning(
                    "U07",
                    tree.span("uitkomsten", id_, "stappen", 0),
                    "de eerste stap zegt niet wanneer",
                    "Zet er een moment bij: vandaag, morgenvroeg, voordat je verdergaat.",
                )
