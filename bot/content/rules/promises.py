"""Rules about what the bot may not say: a verdict on a person (U06), and what nobody can promise (T16)."""

import re
from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.models import Norm, TreeShape
from bot.content.rules.noting import error
from bot.content.rules.prose import Passage, passages
from bot.content.sentences import Sentence, without_quotes
from bot.diagnostics import Diagnostic

_GUILTY = r"(?:schuldig|strafbaar|medeplichtig|corrupt|crimineel|onbetrouwbaar|laakbaar|fout\s+bezig|niet\s+integer)"
_CULPRIT = (
    r"(?:(?:een|de)\s+)?(?:mede)?(?:dader|fraudeur|oplichter|leugenaar|dief|crimineel|misdadiger|bedrieger|pleger"
    r"|overtreder)"
)
_DONE = (
    r"(?:gefraudeerd|gelogen|gesjoemeld|gestolen|omgekocht|bedrogen|opgelicht|verduisterd|gelekt|"
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


def nobody_is_judged(draft: Draft) -> Iterator[Diagnostic]:
    """U06: the bot knows one side of a story and is no judge; whoever feels judged asks no further.

    That a deed is punishable may be said in a norm ("omkopen is strafbaar"); that the reader is guilty nowhere.
    """
    for passage in passages(draft):
        is_outcome = isinstance(passage.file.shape, TreeShape) and passage.path[0] == "uitkomsten"
        patterns = (_ON_ANYONE, _ON_A_DEED) if is_outcome else (_ON_YOU,)
        if is_outcome or isinstance(passage.file.shape, Norm):
            for start, found in _said(passage, patterns):
                yield error(
                    "U06",
                    passage.at(start),
                    f"`{found}` is een oordeel over een persoon",
                    "Zeg wat de regel is en wat iemand nu kan doen. Laat het oordeel aan wie daarover gaat.",
                )


def _said(passage: Passage, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, str]]:
    """What is said, not asked or quoted, at most once a sentence."""
    text = without_quotes(passage.text)
    for sentence in passage.sentences:
        if sentence.asks:
            continue
        part = text[sentence.start : sentence.start + len(sentence.text)]
        found = next((match for pattern in patterns if (match := pattern.search(part))), None)
        if found:
            yield sentence.start + found.start(), " ".join(found[0].split())


_FULLY = (
    r"(?:(?:100|honderd)\s?(?:%|procent)|volledig|volkomen|volstrekt|helemaal|geheel|compleet|absoluut|strikt|altijd"
    r"|gegarandeerd)"
)
_PROMISE = re.compile(
    rf"""
    \b{_FULLY}\s+(?:anoniem|vertrouwelijk|geheim|veilig|onvindbaar|onherkenbaar)\b
    | \b(?:100|honderd)\s?(?:%|procent)(?:\s+(?:zeker|gegarandeerd))?(?=\s*[.!]|\s+(?:zeker|gegarandeerd))
    | \bgegarandeerd\b | \bgaranderen\b | \bgarandeert\b | \bik\s+garandeer\b | \bgarantie\s+dat\b
    | \bniemand\s+(?:\w+\s+){{0,3}}?
      (?:te\s+weten|erachter|achterhalen|ontdekken|meelezen|(?:zien|ziet|weten|weet)\s+wie)\b
    | \b(?:we|wij|ik)\s+(?:weten|weet)\s+niet\s+wie\s+(?:je|jij|u)\s+bent\b
    | \b(?:kan|zal)\s+(?:je|jou|u)\s+(?:dan\s+|ook\s+)?niets\s+(?:gebeuren|overkomen)\b
    | \b(?:je|jij|u)\s+(?:kan|kunt|zal|zult)\s+niets\s+(?:gebeuren|overkomen)\b
    | \bzonder\s+(?:enig|elk)\s+risico\b | \bgeen\s+enkel\s+risico\b
    | \b(?:blijft|houden\s+(?:we|wij)|houd\s+ik)\s+(?:\w+\s+){{0,2}}?(?:tussen|onder)\s+ons\b
    | \bend[- ]to[- ]end\b
    | \bjuridisch\s+bindend\w*\b | \bbindend\w*\s+(?:advies|oordeel|uitspraak|besluit)\b
    | \b(?:dit|mijn|ons|het)\s+(?:advies|antwoord|oordeel)\s+is\s+(?:\w+\s+)?(?:bindend|rechtsgeldig)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|zelden|niemand|denk(?:en|t)?\s+dat)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()–]")


def nothing_is_promised_that_cannot_be_held(draft: Draft) -> Iterator[Diagnostic]:
    """T16: Telegram knows who types, an adviser may have to report, the bot rules on nothing; who trusts it is hurt.

    To deny such a promise is right, and so is to name it as what one must not think (`mag_niet`).
    """
    for passage in passages(draft):
        if passage.key == "mag_niet":
            continue
        text = without_quotes(passage.text)
        for sentence in passage.sentences:
            found = _promise(text, sentence)
            if found:
                yield error(
                    "T16",
                    passage.at(found.start()),
                    f"`{' '.join(found[0].split())}` is een belofte die niemand kan houden",
                    "Zeg eerlijk wat wel en niet kan. Laat de lezer vragen wat vertrouwelijk blijft.",
                )


def _promise(text: str, sentence: Sentence) -> re.Match[str] | None:
    for found in _PROMISE.finditer(text, sentence.start, sentence.start + len(sentence.text)):
        before = _CLAUSE.split(text[sentence.start : found.start()])[-1]
        after = text[found.end() : sentence.start + len(sentence.text)].lstrip()[:5].lower()
        if not _DENIED.search(before) and after != "niet.":
            return found
    return None
