"""Folds any text, however hostile, into a short plain string, and that into words and Dutch stems.

What the words mean for a norm is left to `features`.
"""

import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

RAW_CAP = 3_600
"""Characters read of a question: four times `FOLDED_CAP`, so that invisible characters do not push the words out."""
FOLDED_CAP = 900
"""Characters kept of a question. The longest of 590 collected questions had 305; who tells a long story often comes to
the point at its end."""

FUNCTION_WORDS = frozenset(
    """
    aan al alle allebei alleen allemaal alles als altijd am an and ander andere anders are as at aub auch be bedoel
    begrijp beide ben bent best bie bij bijna binnen but by can could daar daarna daarom daarover dag dan darf das dat
    de den denk denken denkt der des det deze dezelfde dich did die dit do doe doen does doet door dr dus echt een
    eens eerder eerst ei eigenlijk ein eine elk elke en er eraan erbij erg ergens erover eur euver even ff for from ga
    gaan gaat gedaan geen gehad genoeg get gevraagd gewoon gezegd ging gingen gisteren goed graag haar had hadden
    hallo has have he heb hebben hebt heeft heel heet hem her het hetzelfde hey hi hier hierover hiervan hij his hoe
    hoelang hoeveel hoever hoi hun ich ie ieder iedereen iemand iemands iets if ik in ineens is ist it ja je jij jou
    jouw jullie kan kann komen komt kon kun kunnen kunt kwam laat laten later maak maakt maar mag maken me mee meer
    mer met mich mien mij mijn misschien mit mn mocht moest moet moeten mogen morgen my na naar nee neet nergens net
    nicht niet niets niks no noe nog nooit not nou nu of ofzo oh ok okay oke om omdat on onder ons onze ooit ook op
    opeens os our over per please samen she should sinds snap so soms steeds stel straks te tegen terwijl that the
    their then they this tijdens to toch toen tot tussen uit und uw vaak van vanaf vanavond vandaag veel veur via vind
    vinden volgens voor vraag vraagt vragen vroeg waar waarin waarom waarop waarover waarvan waat wanneer want waren
    was wat we weer weet weg wel welk welke werd weten what when where who why wie wiens wij wil will willen wilt with
    word worden wordt would yes you your zal ze zeer zeg zeggen zegt zei zeiden zelf zelfde zich zien zij zijn zit
    zitten zn zo zoals zoiets zon zonder zou zouden zullen
    """.split()
)
"""Words that say nothing about a topic by themselves. They stay in the features: how one asks carries meaning too."""

_APOSTROPHES = dict.fromkeys(map(ord, "'`\u2019\u2018\u00b4\u02bc"))
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me", "Cc"})
_LOOKALIKES = str.maketrans(
    "АаВвЕеЅѕІіЈјКкМмНнОоРрСсТтУуХхҺһԁԛԝΑαΒΕεΖΗηΙιΚκΜΝνΟοΡρΤτΥυΧχγωıøØłŁđĐ",
    "aabbeessiijjkkmmhhooppccttyyxxhhdqwaabeezhniikkmnvooppttyuxxywioolldd",
) | {ord("æ"): "ae", ord("Æ"): "ae", ord("œ"): "oe", ord("Œ"): "oe"}


def fold(text: str, *, raw_cap: int = RAW_CAP, cap: int = FOLDED_CAP) -> str:
    """Give `text` in lower-case plain letters, at most `cap` characters of the first `raw_cap`.

    Accents, invisible and control characters disappear, so that a word with a zero-width space inside is that word
    again; white space becomes a space. Cyrillic and Greek letters that look Latin become Latin. Total on every string,
    lone surrogates included, and folding twice changes nothing.
    """
    text = text[:raw_cap]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)[: 2 * raw_cap]
        text = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).casefold())
        text = text.translate(_LOOKALIKES)
    plain = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_kept(c))
    return " ".join(plain.casefold().split())[:cap].rstrip()


def words_of(folded: str) -> tuple[str, ...]:
    """The runs of letters and digits in a folded text. An apostrophe joins: `m'n` is `mn`, `foto's` is `fotos`."""
    text = folded.translate(_APOSTROPHES)
    return tuple("".join(c if c.isalnum() else " " for c in text).split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Dutch stem of a folded word. Words under four letters, with a digit, or beyond any Dutch word stay whole."""
    if len(word) < 4 or len(word) > 40 or not word.isalpha():
        return word
    # A stemmer of its own for every call: one keeps its state in itself, and an index may be built in a thread.
    return str(stemmer("dutch").stemWord(word))


def is_content(word: str) -> bool:
    """Whether this folded word can say something about a topic."""
    return len(word) > 1 and word not in FUNCTION_WORDS and not word.isdigit()


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) not in _DROPPED
