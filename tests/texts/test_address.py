"""Texts in u-form: hard sentences one by one, and what holds for every text that somebody can be shown."""

import re
from collections.abc import Sequence
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import app
from bot.content.compiler import compile_content
from bot.content.draft import Draft
from bot.content.rules.lengths import MAX_LABEL
from bot.storage.files import read_content
from tests.conftest import ROOT

SAY = app.load_formal_address()
JE = re.compile(r"(?<!\w)(?:je|jij|jou|jouwe?|jezelf|jijzelf|jouzelf)(?!\w)", re.IGNORECASE)
QUOTED = re.compile(r'“[^”\n]*”|"[^"\n]*"')
PLACEHOLDER = re.compile(r"<\w+>|\{\w*\}")
LONGEST = 2
"""Characters that a text may grow: "je" becomes "zich", or a verb gets its "t"."""


@pytest.fixture(scope="module")
def draft() -> Draft:
    """All that authors wrote."""
    return compile_content(read_content(ROOT)).draft


@pytest.fixture(scope="module")
def shown(draft: Draft) -> Sequence[str]:
    """Every text that somebody can be shown: what authors wrote, and the fixed sentences."""
    texts = [text for file in draft.all() for _, text in draft.texts[file.file]]
    texts += [source.title for norm in draft.norms for source in norm.shape.sources if source.title]
    texts += [deviation.source for o in draft.organisations for deviation in o.shape.deviations]
    fixed = app.load_texts()
    braced = {key: {name: f"{{{name}}}" for name in fixed.fields(key)} for key in fixed}
    texts += [fixed(key, **braced[key]) for key in fixed if not key.startswith("woorden.")]
    assert len(texts) > 4_000
    return tuple(texts)


@pytest.mark.parametrize(
    ("je", "u"),
    [
        # "Je" acts: the verb after it stays, the verb before it gets its "t".
        ("Je kunt het zelf zeggen.", "U kunt het zelf zeggen."),
        ("Kun je wachten?", "Kunt u wachten?"),
        ("Heb je een vraag, en ben je veilig?", "Hebt u een vraag, en bent u veilig?"),
        ("Wil je stoppen?", "Wilt u stoppen?"),
        ("Werk je hier?", "Werkt u hier?"),
        ("Vind je dat goed?", "Vindt u dat goed?"),
        ("Zit je nog ergens mee?", "Zit u nog ergens mee?"),
        ("Weet je het niet? Wat deed je?", "Weet u het niet? Wat deed u?"),
        ("Doe je dat, dan ga je te ver.", "Doet u dat, dan gaat u te ver."),
        ("Dit meld je vooraf.", "Dit meldt u vooraf."),
        ("Dan praat en stem je niet mee.", "Dan praat en stemt u niet mee."),
        ("In je werk hoor en lees je dingen.", "In uw werk hoort en leest u dingen."),
        ("Werk of beslis jij nu mee?", "Werkt of beslist u nu mee?"),
        ("Twijfel je?", "Twijfelt u?"),
        ("Je kan het later doen.", "U kunt het later doen."),
        ("Kan je dat zeggen?", "Kunt u dat zeggen?"),
        ("Dan kan je bellen.", "Dan kunt u bellen."),
        ("Meld je volgens de wet, dan ben je beschermd.", "Meldt u volgens de wet, dan bent u beschermd."),
        ("Als het mag, neem je contact op met HR.", "Als het mag, neemt u contact op met HR."),
        # It undergoes, and the verb is another's.
        ("Ik help je verder.", "Ik help u verder."),
        ("Dan zeg ik dat, en wijs ik je de weg.", "Dan zeg ik dat, en wijs ik u de weg."),
        ("Ik zoek een norm en help je kiezen.", "Ik zoek een norm en help u kiezen."),
        ("Laat je niet opjagen.", "Laat u niet opjagen."),
        ("Houd je daar dan aan.", "Houd u daar dan aan."),
        ("Bemoei je niet met de keuze.", "Bemoei u niet met de keuze."),
        ("Een mens kan je nu beter helpen.", "Een mens kan u nu beter helpen."),
        ("Typ /mens, dan zie je wie je kan helpen.", "Typ /mens, dan ziet u wie u kan helpen."),
        ("Ook als iemand je wil spreken.", "Ook als iemand u wil spreken."),
        ("Kies nee als die persoon macht over je heeft.", "Kies nee als die persoon macht over u heeft."),
        ("Dat ligt niet aan jou.", "Dat ligt niet aan u."),
        # It owns what follows.
        ("Bel je leidinggevende.", "Bel uw leidinggevende."),
        ("Bespreek het met je leidinggevende.", "Bespreek het met uw leidinggevende."),
        ("Vraag bij twijfel je adviseur om raad.", "Vraag bij twijfel uw adviseur om raad."),
        ("Ik ken je vraag niet.", "Ik ken uw vraag niet."),
        ("Weet je baas ervan? Mag je fractie dat?", "Weet uw baas ervan? Mag uw fractie dat?"),
        ("Dan kan je organisatie helpen.", "Dan kan uw organisatie helpen."),
        ("Meld je nevenfuncties.", "Meld uw nevenfuncties."),
        ("Dan meld je nevenfuncties.", "Dan meldt u nevenfuncties."),
        ("Laat je antwoord opschrijven.", "Laat uw antwoord opschrijven."),
        ("Wacht tot je antwoord hebt.", "Wacht tot u antwoord hebt."),
        ("Ook jouw stem en die van jou tellen.", "Ook uw stem en die van u tellen."),
        ("Kijk in je werktelefoon.", "Kijk in uw werktelefoon."),
        # The same word, owned or not.
        ("Vraag je om hulp? Van je hulp hangt het af.", "Vraagt u om hulp? Van uw hulp hangt het af."),
        ("Als je hulp zoekt, mag je hulp vragen.", "Als u hulp zoekt, mag u hulp vragen."),
        ("Ben je wethouder? Dan is je wethouder collega.", "Bent u wethouder? Dan is uw wethouder collega."),
        ("Zolang je raadslid bent.", "Zolang u raadslid bent."),
        ("Geef je leiding? Zit je leiding er zelf in?", "Geeft u leiding? Zit uw leiding er zelf in?"),
        # Who acts undergoes it too.
        ("Voel je je onveilig?", "Voelt u zich onveilig?"),
        ("Je gedraagt je als een goed ambtenaar.", "U gedraagt zich als een goed ambtenaar."),
        ("Als je je zorgen maakt over je baan.", "Als u zich zorgen maakt over uw baan."),
        ("Kun je je werk niet doen?", "Kunt u uw werk niet doen?"),
        ("Schrijf voor jezelf op wat je zag.", "Schrijf voor uzelf op wat u zag."),
        ("Wat geheim is, houd je voor je.", "Wat geheim is, houdt u voor uzelf."),
        # Said as it stands.
        ("Bel 112. Zeg het zelf.", "Bel 112. Zeg het zelf."),
        ('Zeg: "Ik wil dat je stopt." Je mag dat.', 'Zeg: "Ik wil dat je stopt." U mag dat.'),
        ("Je vraag lijkt op “mag je dit houden”.", "Uw vraag lijkt op “mag je dit houden”."),
        ("Jullie mogen een band hebben.", "Jullie mogen een band hebben."),
        ("Dat geldt bij jullie ook.", "Dat geldt bij u ook."),
        (
            "Kijk op https://voorbeeld.nl/je/jouw?je=je en ga je gang.",
            "Kijk op https://voorbeeld.nl/je/jouw?je=je en ga uw gang.",
        ),
        ("De je-vorm, het jeugdwerk en de jouwe.", "De je-vorm, het jeugdwerk en de uwe."),
        ("JE MAG DAT. Jij ook, alsjeblieft.", "U MAG DAT. U ook, alstublieft."),
        ("Dankjewel.", "Dank u wel."),
        ("", ""),
        ("je", "u"),
    ],
)
def test_a_sentence_is_said_with_u(je: str, u: str) -> None:
    assert SAY(je) == u


def test_nothing_that_can_be_shown_still_says_je(shown: Sequence[str]) -> None:
    assert [said for text in shown if JE.search(said := QUOTED.sub("", SAY(text)))] == []


def test_nothing_of_ours_is_guessed(shown: Sequence[str]) -> None:
    """Whoever adds a text with a new word beside "je" puts that word in a list: docs/ontwikkeling/README.md."""
    assert {text: guesses for text in shown if (guesses := SAY.guesses(text))} == {}


def test_a_word_that_is_in_no_list_is_guessed_and_said() -> None:
    assert SAY("Bel je fietskoerier. Als je zwoegt, mag dat.") == "Bel uw fietskoerier. Als u zwoegt, mag dat."
    assert SAY.guesses("Bel je fietskoerier. Als je zwoegt, mag dat.") == ("bel je fietskoerier", "als je zwoegt")


def test_a_text_that_addresses_nobody_is_given_back(shown: Sequence[str]) -> None:
    silent = [text for text in shown if not JE.search(text) and "jullie" not in text.lower()]
    assert len(silent) > 1_000
    assert [text for text in silent if SAY(text) != text] == []


def test_what_is_said_with_u_stays_as_it_is(shown: Sequence[str]) -> None:
    assert [text for text in shown if SAY(SAY(text)) != SAY(text)] == []


def test_no_text_grows_by_more_than_a_few_letters(shown: Sequence[str]) -> None:
    assert [text for text in shown if len(SAY(text)) > len(text) + LONGEST] == []


def test_what_stands_on_a_button_still_fits(draft: Draft) -> None:
    labels = [text for file in draft.all() for path, text in draft.texts[file.file] if path[-1] in ("label", "knop")]
    assert len(labels) > 100
    assert [text for text in labels if len(SAY(text)) > MAX_LABEL] == []


def test_every_place_to_fill_in_is_kept(shown: Sequence[str]) -> None:
    assert [text for text in shown if PLACEHOLDER.findall(SAY(text)) != PLACEHOLDER.findall(text)] == []


@pytest.mark.parametrize(
    "mixed",
    [
        r"\bu (?:heb|ben|kun|zul|word|vind)\b",
        r"\bu u\b",
        r"\b(?:heb|ben|kun|zul|word|vind|doe|ga|zie|krijg|hoef|moog) u\b",
        r"\bu kan (?:niet|het|dat|dit|er|ook|al)\b",
        r"\b(?:voor|van|met|bij|aan|over|naar|buiten|zonder) u (?:werk|ambt|organisatie|leidinggevende|code|functie)\b",
        r"\buw (?:niet|het|de|een|moet|mag|kunt|hebt|bent|wilt|zelf|ook|iets)\b",
    ],
)
def test_no_form_is_mixed_with_another(shown: Sequence[str], mixed: str) -> None:
    assert [said for text in shown if re.search(mixed, said := SAY(text), re.IGNORECASE)] == []


@given(
    st.lists(st.sampled_from([*'je jij jou werk meld niet kan hoofd zich ? . , : “ ” " \n <x> ik en wat'.split(" ")]))
)
def test_whatever_stands_together_is_said_in_one_piece(parts: list[str]) -> None:
    text = " ".join(parts)
    said = SAY(text)
    assert SAY(said) == said
    assert not JE.search(QUOTED.sub("", said))
    assert len(said) <= 2 * len(text)


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    SAY(text)
    SAY(f"{text} je {text}")


def test_a_message_of_the_greatest_length_takes_a_few_milliseconds(shown: Sequence[str]) -> None:
    """On a quiet machine 1 to 2 ms, where a turn has 10: it is one pass over the words."""
    message = " ".join(text for text in shown if JE.search(text))[:4_096]
    hostile = [message, "je " * 1_365, "meld je, " * 455, "“" * 4_096, "je " + "a@" * 2_046, "als je je " * 409]
    SAY(message)
    for text in hostile:
        fastest = min(_seconds(text) for _ in range(5))
        assert fastest < 0.05, text[:20]


def _seconds(text: str) -> float:
    start = perf_counter()
    SAY(text)
    return perf_counter() - start
