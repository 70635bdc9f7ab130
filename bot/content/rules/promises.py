"""Rules about what the bot may not say: a verdict on a person (U06), and what nobody can promise (T16)."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from bot.content.draft import Draft
from bot.content.models import Norm, TreeShape
from bot.content.rules.noting import error
from bot.content.rules.prose import MOST, Passage, passages
from bot.content.sentences import Sentence, sentences, without_quotes
from bot.diagnostics import Diagnostic

_GUILTY = r"(?:schuldig|strafbaar|medeplichtig|corrupt|crimineel|onbetrouwbaar|laakbaar|fout\s+bezig|niet\s+integer)"
_CULPRIT = (
    r"(?:(?:een|de)\s+)?(?:mede)?(?:dader|fraudeur|oplichter|leugenaar|dief|crimineel|misdadiger|bedrieger|pleger"
    r"|overtreder)"
)
_CRIME = (
    r"(?:fraude|corruptie|omkoping|diefstal|oplichting|verduistering|valsheid(?:\s+in\s+geschrifte?)?|meineed|chantage"
    r"|(?:ambts)?misdrij(?:f|ven)|feit(?:en)?|overtreding(?:en)?|delict(?:en)?|plichtsverzuim|misbruik|verraad|geweld"
    r"|(?:integriteits)?schending(?:en)?)"
)
_DONE = (
    rf"(?:{_CRIME}\s+gepleegd|gefraudeerd|gelogen|gesjoemeld|gestolen|omgekocht|bedrogen|opgelicht|verduisterd|gelekt|"
    r"(?:de\s+wet|de\s+regels|de\s+code|je\s+eed)\s+(?:overtreden|geschonden|gebroken)|fout\s+gehandeld|misdragen)"
    r"(?=\s*(?:[.!,;:)]|$)|\s+(?:hebt|heeft|en|of|maar|door|bij|in|met|op|als|toen|van|over|om|tegen)\b)"
)
_YOU = r"(?:je|jij|u)"
_ANYONE = (
    r"(?:je|jij|u|hij|zij|ze|diegene|(?:je|jouw|die|deze|de)\s+(?:collega|leidinggevende|chef|baas|gever|ander|persoon"
    r"|bestuurder|wethouder|ambtenaar|burgemeester))"
)
_HEDGED = r"(?!(?:dus\s+)?(?:nog\s+niet|niet\s+(?:meteen|vanzelf|altijd|zomaar|per\s+se)))"


def _verdict(who: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        \b{who}\s+(?:bent|is|was|waren)\s+{_HEDGED}(?:\w+\s+){{0,2}}?(?:{_GUILTY}|{_CULPRIT})\b
        | (?<=\s)(?:ben|is|was)\s+{who}\s+{_HEDGED}(?:\w+\s+){{0,2}}?(?:{_GUILTY}|{_CULPRIT})\b
        | \b{who}\s+(?:hebt|heeft|had)\s+(?!niet\b)(?:\w+\s+){{0,4}}?{_DONE}\b
        | (?<=\s)(?:heb|hebt|heeft|had)\s+{who}\s+(?!niet\b)(?:\w+\s+){{0,4}}?{_DONE}\b
        | \b(?:omdat|doordat)\s+{who}\s+(?:\w+\s+){{0,4}}?
          (?:{_GUILTY}\s+(?:bent|is)|{_DONE}\s+(?:hebt|heeft)|(?:hebt|heeft)\s+{_DONE})\b
        | \b{who}\s+(?:hebt|heeft|had)\s+(?:je|jezelf|u|zich|zichzelf)\s+(?!niet\b)(?:\w+\s+){{0,3}}?
          schuldig\s+gemaakt\b
        | (?<=\s)(?:heb|hebt|heeft|had)\s+{who}\s+(?:je|jezelf|u|zich|zichzelf)\s+(?!niet\b)(?:\w+\s+){{0,3}}?
          schuldig\s+gemaakt\b
        | \b{who}\s+(?:handel|handelt|handelde)\s+{_HEDGED}(?:\w+\s+){{0,2}}?{_GUILTY}\b
        | (?<=\s)(?:handel|handelt|handelde)\s+{who}\s+{_HEDGED}(?:\w+\s+){{0,2}}?{_GUILTY}\b
        | \b{_GUILTY}\s+(?:ben|bent|is|was)\s+{who}\b(?!\s+(?:pas|alleen|nog\s+niet)\b)
        | \b(?:je|jouw|uw)\s+(?:gedrag|handelen|handelwijze|daad|daden)\s+(?:is|was|zijn|waren)\s+
          {_HEDGED}(?:\w+\s+){{0,2}}?{_GUILTY}\b(?!\s+(?:om|feit)\b)
        | \b{who}\s+maakte?\s+(?:je|jezelf|u|zich|zichzelf)\s+(?:\w+\s+)?schuldig\b
        | (?<=\s)maakte?\s+{who}\s+(?:je|jezelf|u|zich|zichzelf)\s+(?:\w+\s+)?schuldig\b
        | \b{who}\s+(?:pleegt|pleegde)\b | (?<=\s)(?:pleeg|pleegt|pleegde)\s+{who}\b
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_ON_YOU = _verdict(_YOU)
_ON_ANYONE = _verdict(_ANYONE)
_ON_A_DEED = re.compile(
    r"\b(?:dit|dat|het|wat\s+(?:je|hij|zij|ze)\s+(?:deed|doet|hebt\s+gedaan|heeft\s+gedaan))\s+(?:is|was)\s+"
    r"(?:(?:gewoon|dus|duidelijk|zeker)\s+)?(?:(?:een|het)\s+)?"
    r"(?:strafbaar(?!\s+(?:om|feit\b))|strafbaar\s+feit|fraude|corruptie|omkoping|diefstal|oplichting|misdrijf|ambtsmisdrijf"
    r"|chantage)\b",
    re.IGNORECASE,
)


_WORD_OF_GUILT = re.compile(r"\b(?:schuldige?|strafba(?:ar|re))\b(?!\s+om\b)", re.IGNORECASE)
_ABOUT_YOU = re.compile(
    r"\b(?:je|jij|jou|jouw|jezelf|u|uw)\b|\b(?:dit|dat|zulk)\s+(?:gedrag|handelen)\b|\b(?:deze|die)\s+(?:daad|handeling)\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"\s+(?:feit|feiten|handelingen)\b", re.IGNORECASE)
_FEELING = re.compile(r"\bvoel(?:t|en)?\b", re.IGNORECASE)
_IS_A = re.compile(r"\b(?:is|was|zijn|waren)\s+(?:een\s+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"\s*(?:wie|iemand|niemand|iedereen|degene)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\bof\s+(?:\w+\s+){1,6}$", re.IGNORECASE)
_VERB_LAST = re.compile(r"\s+(?:\w+\s+)?(?:is|bent|was|waren|zijn|kan|hebt|heeft|handelt|maakt|vindt)\b", re.IGNORECASE)
_NOT_GUILTY = re.compile(
    r"\b(?:nog\s+niet|niet\s+(?:meteen|vanzelf|altijd|zomaar|per\s+se|direct))\s+$"
    r"|\b(?:niet|nooit)\s+(?:\w+\s+)?dat\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\s+ben(?:t)?\s+(?:je|jij|u)\s+(?:pas|alleen|nog\s+niet)\b", re.IGNORECASE)


_NEAR = 200
"""Characters around a word that are looked at; a clause is shorter."""


def _word_of_guilt(part: str) -> re.Match[str] | None:
    """A word for guilt in a clause about the reader, however the sentence is built.

    What stays possible: a punishable act as a thing to report, to feel guilty, whether it is so as a question for the
    judge, and that the reader is not guilty yet.
    """
    for found in _WORD_OF_GUILT.finditer(part):
        before = _CLAUSE.split(part[max(0, found.start() - _NEAR) : found.start()])[-1]
        after = part[found.end() : found.end() + _NEAR]
        clause = before + found[0] + _CLAUSE.split(after)[0]
        is_thing = (_FACT.match(after) and not _IS_A.search(before)) or _FEELING.search(clause)
        is_open = (
            (_WHETHER.search(before) and _VERB_LAST.match(after)) or _NOT_GUILTY.search(before) or _ONLY.match(after)
        )
        if _ABOUT_YOU.search(clause) and not is_thing and not is_open and not _OTHERS.match(before):
            return found
    return None


def nobody_is_judged(draft: Draft) -> Iterator[Diagnostic]:
    """U06: the bot knows one side of a story and is no judge; whoever feels judged asks no further.

    That a deed is punishable may be said in a norm ("omkopen is strafbaar"); that the reader is guilty nowhere.
    """
    for passage in passages(draft):
        is_outcome = isinstance(passage.file.shape, TreeShape) and passage.path[0] == "uitkomsten"
        looks = (_ON_ANYONE.search, _ON_A_DEED.search, _word_of_guilt) if is_outcome else (_ON_YOU.search,)
        if is_outcome or isinstance(passage.file.shape, Norm):
            for start, found in islice(_said(passage, looks), MOST):
                yield error(
                    "U06",
                    passage.at(start),
                    f"`{found}` is een oordeel over een persoon",
                    "Zeg wat de regel is en wat iemand nu kan doen. Laat het oordeel aan wie daarover gaat.",
                )


def _said(passage: Passage, looks: Iterable[Callable[[str], re.Match[str] | None]]) -> Iterator[tuple[int, str]]:
    """What is said, not asked or quoted, at most once a sentence."""
    text = without_quotes(passage.text)
    for sentence in passage.sentences:
        if sentence.asks:
            continue
        part = text[sentence.start : sentence.start + len(sentence.text)]
        found = next((match for look in looks if (match := look(part))), None)
        if found:
            yield sentence.start + found.start(), " ".join(found[0].split())


_FULLY = (
    r"(?:(?:100|honderd)\s?(?:%|procent)|volledig|volkomen|volstrekt|helemaal|geheel|compleet|absoluut|strikt|altijd"
    r"|gegarandeerd)"
)
_WE = r"(?:we|wij|ik|de\s+bot)"
_NOT = r"(?:niet|nooit)"
_TELL = r"(?:vertel|vertellen|vertelt|zeg|zeggen|zegt|deel|delen|deelt|geef|geven|geeft)"
_HIDDEN = r"(?:anoniem|vertrouwelijk|geheim|onbekend|veilig(?=\s*(?:[.!,;]|$)))"
_PROMISE = re.compile(
    rf"""
    \b{_FULLY}\s+(?:anoniem|vertrouwelijk|geheim|veilig|onvindbaar|onherkenbaar)\b
    | \b(?<!\btot\s)(?:100|honderd)\s?(?:%|procent)(?:\s+(?:zeker|gegarandeerd))?(?=\s*[.!]|\s+(?:zeker|gegarandeerd))
    | \bgegarandeerd\b | \bgaranderen\b | \bgarandeert\b | \bik\s+garandeer\b | \bgarantie\s+dat\b
    | \bniemand\s+(?:\w+\s+){{0,3}}?
      (?:te\s+weten|erachter|achterhalen|ontdekken|meelezen|(?:zien|ziet|weten|weet)\s+wie)\b
    | \b(?:niemand(?:\s+anders)?|geen\s+(?:mens|ander))\s+kan\s+
      (?:(?:dit|dat|je|jou|jouw|u|uw)\s+(?:\w+\s+)?(?:lezen|zien|horen|vinden|herkennen|volgen)(?=\s*(?:[.!,;:]|$))
        |(?:lezen|zien|horen)\s+(?:wat|dat)\s+(?:je|jij|u)\b)
    | \b(?:{_WE}\s+(?:(?:weten|weet|zien|zie)\s+{_NOT}|(?:kunnen|kan)\s+{_NOT}\s+(?:weten|zien))
        |(?:weten|weet|zien|zie)\s+{_WE}\s+{_NOT})\s+wie\s+(?:je|jij|u)\s+bent\b
    | \b(?:kan|zal)\s+(?:je|jou|u)\s+(?:dan\s+|ook\s+)?niets\s+(?:gebeuren|overkomen)\b
    | \b(?:je|jij|u)\s+(?:kan|kunt|zal|zult)\s+niets\s+(?:gebeuren|overkomen)\b
    | \bzonder\s+(?:enig|elk)\s+risico\b | \bgeen\s+enkel\s+risico\b
    | \b(?:blijft|houden\s+(?:we|wij)|houd\s+ik)\s+(?:\w+\s+){{0,2}}?(?:tussen|onder)\s+ons\b
    | \bniemand\s+(?:hoort|ziet|merkt|weet|leest|verneemt)\s+
      (?:(?:hier|er)\s*(?:iets\s+)?(?:van|over)\b|(?:dit|dat)\b(?!\s+\w)|wat\s+(?:je|jij|u)\s+(?:hier\s+)?(?:zegt|typt|vertelt|schrijft))
    | \b(?:we|wij|ik|(?:de|je)\s+(?:bot|vertrouwenspersoon))\s+{_TELL}\s+(?:\w+\s+){{0,3}}?niemand\b
    | \b{_TELL}\s+(?:we|wij|ik)\s+(?:\w+\s+){{0,3}}?niemand\b
    | \b(?:end[- ]to[- ]end|eind[- ]tot[- ]eind)\b
    | \bjuridisch\s+bindend\w*\b | \bbindend\w*\s+(?:advies|oordeel|uitspraak|besluit)\b
    | \b(?:dit|mijn|ons|het)\s+(?:advies|antwoord|oordeel)\s+is\s+(?:\w+\s+)?(?:bindend|rechtsgeldig)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YOURS = r"(?:je|jouw|uw)\s+(?:naam|gegevens|identiteit|nummer|verhaal|melding|vraag|vragen|bericht|berichten)"
_SO = r"(?:(?!niet\b|nooit\b|geen\b)\w+\s+){0,2}?"
_SOFT_PROMISE = re.compile(
    rf"""
    \balles(?:\s+wat\s+(?:\w+\s+){{1,3}}?(?:zegt|vertelt|typt|deelt|schrijft))?\s*,?\s+(?:is|blijft)\s+{_SO}{_HIDDEN}\b
    | \b{_YOURS}\s+(?:is|zijn|blijft|blijven)\s+{_SO}{_HIDDEN}\b
    | \b(?:blijft|blijven)\s+{_YOURS}\s+{_SO}{_HIDDEN}\b
    | \b(?:(?:je|jij|u)\s+(?:bent|blijft)|(?:dit|deze\s+(?:chat|bot)|dit\s+gesprek)\s+(?:is|blijft))\s+{_SO}anoniem\b
    | (?<=\s)(?:ben|blijf|bent|blijft)\s+(?:je|jij|u)\s+{_SO}anoniem\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A promise, unless its limit is told with it."""
_LIMIT = re.compile(r"[\s,]*(?:\w+\s+){0,3}?(?:tenzij|behalve|maar|zolang|totdat|als|wanneer)\b", re.IGNORECASE)

_DENIED = re.compile(
    r"""
    \b(?:niet|nooit|geen|zelden|nergens)\s+(?:(?:meer|echt|ook|per\s+se|zomaar|een|de|altijd)\s+)*$ # niet anoniem
    | \b(?:niet|nooit|niemand|geen)\b                                              # niemand kan beloven dat
      (?!\s+voor\s+niets|(?:\s+\w+){0,4}\s+(?:vergeet|vergeten|twijfel\w*|bang)\b)(?:\s+\w+){0,4}\s+dat\s
    | \bniet\s+(?:alles|elk|elke|ieder|iedere|iedereen)\b
    | \bgeen\s+(?:\w+\s+){1,3}(?:is|zijn|blijft|blijven)\s+$
    | \bniemand\s+(?:(?:is|blijft|dat|dit|het|ooit|je|jou|iets)\s+)*$ | ^\s*(?:nooit|nergens|zelden)\b
    | \b(?<!ik\s)(?<!we\s)(?<!wij\s)denk(?:en|t)?\s+dat\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Denies the promise that comes right after. A denial of something else in the sentence does not."""
_DENIED_AFTER = re.compile(
    r"(?:\s+(?:dat|dit|het))?(?:\s+(?!(?:en|want|dus|maar|of|die|dat)\b)\w+){0,4}\s+niet\s*(?:[.!,;]|$)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:()–]")


def nothing_is_promised_that_cannot_be_held(draft: Draft) -> Iterator[Diagnostic]:
    """T16: Telegram knows who types, an adviser may have to report, the bot rules on nothing; who trusts it is hurt.

    To deny such a promise is right, and so is to name it as what one must not think (`mag_niet`).
    """
    for passage in passages(draft):
        if passage.key == "mag_niet":
            continue
        for found in islice(promised(passage.text), MOST):
            yield error(
                "T16",
                passage.at(found.start()),
                f"`{' '.join(found[0].split())}` is een belofte die niemand kan houden",
                "Zeg eerlijk wat wel en niet kan. Laat de lezer vragen wat vertrouwelijk blijft.",
            )


def promised(text: str) -> Iterator[re.Match[str]]:
    """What a text promises that nobody can hold, at most once a sentence. What is quoted is said by another."""
    told = without_quotes(text)
    yield from filter(None, (_promise(told, sentence) for sentence in sentences(text)))


def _promise(text: str, sentence: Sentence) -> re.Match[str] | None:
    end = sentence.start + len(sentence.text)
    for pattern in (_PROMISE, _SOFT_PROMISE):
        for found in pattern.finditer(text, sentence.start, end):
            before = _CLAUSE.split(text[max(sentence.start, found.start() - _NEAR) : found.start()])[-1]
            is_denied = _DENIED.search(before) or _DENIED_AFTER.match(text, found.end(), end)
            is_limited = pattern is _SOFT_PROMISE and (sentence.asks or _LIMIT.match(text, found.end(), end))
            if not is_denied and not is_limited:
                return found
    return None
