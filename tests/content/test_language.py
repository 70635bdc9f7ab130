"""The rules about language: which texts they stop, and, as important, which they leave alone."""

from time import process_time

import pytest

from bot.content.compiler import compile_content
from bot.content.draft import Draft
from bot.content.rules import RULES, Rule, language, markup, privacy, promises, wording
from bot.diagnostics import Diagnostic
from tests.content.overlay import GOOD

TREE = "dilemmas/geschenk.yaml"
NORM = "knowledge/normen/geschenken.yaml"
OUTCOME = "Een attentie van een collega is gewoon."
CORE = "Zo blijf je vrij in je keuze."
QUESTION = "Van wie krijg je het geschenk?"
STEP = "Schrijf vandaag op wat je weet."


def judged(file: str, was: str, text: str) -> list[Diagnostic]:
    """What is said about the good files with this text in place of another."""
    raw = GOOD[file].decode()
    assert raw.count(was) == 1
    indented = "\n          ".join(text.splitlines())
    changed = raw.replace(was, f"|-\n          {indented}" if text else '""')
    return list(compile_content({**GOOD, file: changed.encode()}).diagnostics)


def codes(found: list[Diagnostic]) -> list[str]:
    return [note.code for note in found]


def words_long(count: int) -> str:
    return " ".join(["Nu", *["ook"] * (count - 1)]) + "."


# --- the time it takes ------------------------------------------------------------------------------------------------

LANGUAGE = [
    rule for rule in RULES if rule.__module__ in {m.__name__ for m in (language, markup, privacy, promises, wording)}
]


@pytest.mark.parametrize(
    "dense",
    [
        "a.a.",
        "1.1.",
        "‘",
        "“a ",
        "[",
        "[a ",
        "http://aN ",
        "klik hier ",
        "u. je. ",
        "jan@example.org ",
        "06-12345678 ",
        "0 1 2 ",
        "1-2-3 ",
        "50 euro ",
        "<b> ",
        "<b ",
        "[a](",
        "*a ",
        "(artikel ",
        "en ",
        "Men moet. ",
        "dient te ",
        "wordt gedaan ",
        "Prive is conform. ",
        "strafbaar ",
        "Je bent schuldig. ",
        "Niet dat ",
        "niemand ",
        "Alles is anoniem. ",
        '"ja ',
    ],
)
def test_no_rule_takes_long_over_a_dense_text(dense: str) -> None:
    text = (dense * 4_000)[:3_990].strip()
    raw = GOOD[NORM].decode().replace(CORE, f"'{text}'").encode()
    tree = GOOD[TREE].decode().replace(OUTCOME, f"'{text}'").encode()
    draft = compile_content({**GOOD, NORM: raw, TREE: tree}).draft
    assert len(LANGUAGE) > 10 and text in {part for file in (NORM, TREE) for _, part in draft.texts[file]}
    slow: list[tuple[str, float]] = []
    for rule in LANGUAGE:
        took = min(_seconds(rule, draft) for _ in range(3))
        if took > 0.1:  # two texts of 50 ms
            slow.append((rule.__name__, took))
    assert slow == []


def _seconds(rule: Rule, draft: Draft) -> float:
    start = process_time()
    list(rule(draft))
    return process_time() - start


# --- T04 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Dit is <b>echt</b> zo.", 1),
        ("Dit is<br/>zo.", 1),
        ('Kijk <a href="https://example.org">daar</a>.', 1),
        ("Jan &amp; Piet.", 1),
        ("Dit is **echt** zo.", 1),
        ("Dit is __echt__ zo.", 1),
        ("Dit is *echt* zo.", 1),
        ("Dit is _echt_ zo.", 1),
        ("Typ `stop` nu.", 1),
        ("Kijk [daar](https://example.org).", 1),
        ("# Kop\nen tekst.", 1),
        ("Kijk op http://example.org.", 1),
        ("Kijk op https://rijk.nl@kwaad.example.", 1),
        ("Kijk op https://rĳk.example.", 1),
        ("Kijk op tg://user?id=1.", 1),
        ("Kijk op een-heel-lange-vreemde-afspraak://example.org.", 1),
        ("Doe javascript:alert.", 1),
        ("Kijk op https://www.example.org/regels_2026.", 0),
        ("De grens is <geschenk_grens>.", 0),
        ("De R&D-afdeling en V&VN; dat is 3 * 4 * 5.", 0),
        ("Het kost meer dan 3 < 4 en 5 > 2.", 0),
        ("Dit is het (zie de code) [of niet].", 0),
        ("Kies nr. #3 of code_vindplaats.", 0),
        ("Twee dingen: ja en nee.", 0),
    ],
)
def test_markup_and_deceiving_links_are_stopped_once(text: str, times: int) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T04"] * times


# --- T05 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (words_long(15), []),
        (words_long(16), ["let op"]),
        (words_long(25), ["let op"]),
        (words_long(26), ["fout"]),
        (words_long(16) + " " + words_long(17), ["let op", "let op"]),
        (words_long(14)[:-1] + " (artikel 8 lid 2 onder a, Ambtenarenwet 2017).", []),
        (words_long(14)[:-1] + " (met nog drie woorden).", ["let op"]),
        (words_long(14)[:-1] + " 088 - 133 10 00.", []),
        (words_long(13)[:-1] + " art. 28.", []),
        (words_long(13)[:-1] + " <geschenk_grens>.", []),
    ],
)
def test_a_sentence_is_short(text: str, expected: list[str]) -> None:
    found = judged(NORM, CORE, text)
    assert [(note.code, note.severity.value) for note in found] == [("T05", severity) for severity in expected]


def test_a_value_counts_with_all_its_words() -> None:
    organisation = "knowledge/organisaties/gemeente.yaml"
    long_value = GOOD[organisation].replace("€ 50".encode(), b"het bedrag in jouw code (vaak een klein bedrag)")
    norm = GOOD[NORM].replace(CORE.encode(), (words_long(10)[:-1] + " <geschenk_grens>.").encode())
    assert codes(list(compile_content({**GOOD, NORM: norm, organisation: long_value}).diagnostics)) == []
    norm = GOOD[NORM].replace(CORE.encode(), (words_long(11)[:-1] + " <geschenk_grens>.").encode())
    assert codes(list(compile_content({**GOOD, NORM: norm, organisation: long_value}).diagnostics)) == ["T05"]


def test_a_value_for_one_role_counts_when_it_is_the_longest() -> None:
    organisation = "knowledge/organisaties/gemeente.yaml"
    for_one = GOOD[organisation].replace(
        "€ 50".encode(), "€ 50\n  geschenk_grens_bestuurder: het bedrag in jouw code".encode()
    )
    norm = GOOD[NORM].replace(CORE.encode(), (words_long(10)[:-1] + " <geschenk_grens>.").encode())
    assert codes(list(compile_content({**GOOD, NORM: norm, organisation: for_one}).diagnostics)) == []
    norm = GOOD[NORM].replace(CORE.encode(), (words_long(11)[:-1] + " <geschenk_grens>.").encode())
    assert codes(list(compile_content({**GOOD, NORM: norm, organisation: for_one}).diagnostics)) == ["T05"]


# --- T06, T15 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doe het Conform de code.", [("T06", 19)]),
        ("Vraag het met betrekking tot de code.", [("T06", 21)]),
        ("We implementeren het.", [("T06", 14)]),
        ("Het is geïmplementeerd.", [("T06", 18)]),
        ("Het is conformisme.", []),
        ("Kijk met aandacht.", []),
        ("Vraag de ondersteuningscoördinator.", [("T06", 20)]),
        ("Vraag de volksvertegenwoordigers.", []),
        ("Zie https://www.example.org/heel-lange-naam-van-een-bladzijde.", []),
        ("Regel het Vantevoren.", [("T15", 21)]),
        ("Dat is prive.", [("T15", 18)]),
        ("Dat is privé.", []),
        ("Dat is een priveles.", []),
    ],
)
def test_listed_words_are_pointed_at_where_they_stand(text: str, expected: list[tuple[str, int]]) -> None:
    found = judged(NORM, CORE, text)
    assert [(note.code, note.span.column) for note in found] == expected


def test_a_hard_word_comes_with_a_plain_one() -> None:
    hints = [note.hint for note in judged(NORM, CORE, "Regel conform de code prive iets.")]
    assert hints == ["Schrijf liever: volgens.", "Schrijf: privé."]


def test_without_word_lists_only_length_counts() -> None:
    files = {file: raw for file, raw in GOOD.items() if not file.endswith("taal.yaml")}
    files[NORM] = files[NORM].replace(CORE.encode(), b"Regel dat conform prive.")
    assert compile_content(files).diagnostics == ()


# --- T07 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Het formulier dient vooraf te worden ingevuld.",
        "Ambtenaren dienen dit te melden.",
        "Men meldt dit vooraf.",
        "De melder behoort te wachten.",
        "Gelieve dit te melden.",
        "De melding wordt daarna onderzocht.",
        "Er wordt een gesprek gevoerd.",
        "De zaak werd door de raad besproken.",
        "Een melder mag niet benadeeld worden.",
        "Dan worden de inkomsten openbaar gemaakt.",
        "Het verslag wordt goed bewaard.",
        "De aanvraag wordt afgewezen.",
    ],
)
def test_a_sentence_that_hides_who_acts_is_pointed_at_once(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T07"]


@pytest.mark.parametrize(
    "text",
    [
        "Daarna wordt de functie openbaar.",
        "Word je bedreigd? Bel dan.",
        "Je wordt morgen teruggebeld.",
        "Wordt iemand bedreigd? Bel dan.",
        "Een collega wordt bedreigd.",
        "Wordt het een formele melding? Dan gaat de organisatie verder.",
        "Het geld wordt minder.",
        "Wordt het geweld erger? Bel dan.",
        "Het wordt in de gemeenten tijd voor gesprekken.",
        "Wordt het druk, dan heb je het gemeld.",
        "Mensen zijn mild, en mentoren ook.",
        "Je raakt het geld kwijt dat je kreeg.",
        "Geef op wat je dienst kan raken.",
        "De raad dient een motie in.",
        "Werk in een andere dienst kan dat te veel maken.",
        "Hij heeft het gemeld.",
    ],
)
def test_a_sentence_that_says_who_acts_is_left_alone(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == []


# --- T08, T09 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Krijg je geld en/of spullen?",
        "Ken je de gever? Loopt er een zaak?",
        "Ken je de gever en loopt er een zaak?",
        "Is het duur en wil je het houden?",
        "Wie geeft het en waarom is dat?",
    ],
)
def test_two_questions_in_one_are_pointed_at(text: str) -> None:
    assert codes(judged(TREE, QUESTION, text)) == ["T08"]


@pytest.mark.parametrize(
    "text",
    [
        "Krijg je geld of spullen?",
        "Is het voor jou en je partner?",
        "Ben je raadslid of ben je wethouder?",
        'Kun je "ja en heb je even?" zeggen?',
        "Werk je voor de raad en het college?",
    ],
)
def test_one_question_is_left_alone(text: str) -> None:
    assert codes(judged(TREE, QUESTION, text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Van wie krijg je het", ["T09"]),
        ("Van wie krijg je het.", ["T09"]),
        ("Is dit een 'gift?'", []),
        ("Krijg je het (vandaag?)", []),
    ],
)
def test_a_question_ends_in_its_mark(text: str, expected: list[str]) -> None:
    assert codes(judged(TREE, QUESTION, text)) == expected


# --- T10, T11, T12, T13 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Vraag het uw chef.", 1),
        ("Meldt u het?", 1),
        ('Zeg dan: "Dank u, dat mag ik niet."', 0),
        ("De u-bocht is hier.", 0),
        ("Dat is een u.p.-zaak voor jou.", 0),
    ],
)
def test_shared_texts_say_je(text: str, times: int) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T10"] * times


def test_an_organisation_may_say_u_when_it_does_so_everywhere() -> None:
    file = "knowledge/organisaties/voorbeeldstad.yaml"
    polite = GOOD[file].replace(b"Spreek je nummer in.", b"Spreek uw nummer in.")
    assert compile_content({**GOOD, file: polite}).diagnostics == ()
    mixed = polite.replace(b"Meld ook kleine geschenken.", b"Meld ook kleine geschenken aan je chef.")
    found = compile_content({**GOOD, file: mixed}).diagnostics
    assert codes(list(found)) == ["T10"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Klik hier voor de code.", 1),
        ("Tik op deze link.", 1),
        ("Kijk hier en klik op Regels.", 0),
        ("Een klik is genoeg.", 0),
    ],
)
def test_here_is_no_name(text: str, times: int) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T11"] * times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Kies de groene knop.", 1),
        ("De knop is rood.", 1),
        ("Wat niet mag, staat in het rood.", 1),
        ("✅ Geld teruggeven.", 1),
        ("❌", 1),
        ("Goed gedaan 👍", 0),
        ("De rode draad is vertrouwen.", 0),
        ("Je krijgt groen licht.", 0),
        ("Een uitje in het groen.", 0),
        ("→ Meld het.", 0),
        ("€ en ° zijn tekens.", 0),
    ],
)
def test_what_matters_is_said_in_words(text: str, times: int) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T12"] * times


def test_a_long_text_is_divided() -> None:
    sentence = "Dit is een zin van zeven woorden."
    assert codes(judged(NORM, CORE, " ".join([sentence] * 8))) == []
    found = judged(NORM, CORE, f"Kort.\n{' '.join([sentence] * 9)}\nKort.")
    assert [(note.code, note.span.column) for note in found] == [("T13", 11)]
    assert codes(judged(NORM, CORE, "\n".join([sentence] * 30))) == []
    assert codes(judged(NORM, CORE, "\n".join(f"- {sentence}" for _ in range(30)))) == []


# --- T14 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Bel 06-12345678.",
        "Bel 06 1234 5678.",
        "Bel +31 6 12345678.",
        "Bel 043-350 50 50.",
        "Mail jan.de-vries@example.org.",
        "Zijn nummer is 111222333.",
        "Zijn nummer is 1112.22.333.",
        "Hij rijdt in XX-123-X.",
        "Hij rijdt in 12-ABC-3.",
        "Betaal op NL91 ABNA 0417 1643 00.",
        "Betaal op NL91ABNA0417164300.",
        "Bel +31 (0)6 1234 5678.",
        "Bel +31(0)6-12345678.",
        "Bel 0031 6 12 34 56 78.",
        "Bel 06.12.34.56.78.",
        "Bel 06/12345678.",
        "Bel (06) 12345678.",
        "Bel (043) 350 50 50.",
        "Zijn nummer is 111 222 333.",
        "Zijn nummer is 123 456 782.",
        "Zijn nummer is 123-456-782.",
        "Hij rijdt in xx-123-x.",
        "Hij rijdt in 12-bcd-3.",
        "Hij rijdt in AB-12-34.",
        "Betaal op nl91 abna 0417 1643 00.",
        "Betaal op nl91abna0417164300.",
        "Mail piet [at] gemeente.nl.",
        "Mail piet(at)gemeente.nl.",
        "Mail piet [apenstaart] gemeente [punt] nl.",
        "Mail piet @ gemeente.nl.",
    ],
)
def test_what_makes_somebody_recognisable_is_stopped(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T14"]


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112.",
        "Bel 0800 - 0113 of 113.",
        "Bel 088 1331000.",
        "Bel 088 - 133 10 00.",
        "Zie artikel 28, lid 1, onder a.",
        "Sinds 01-01-2023 of 2023-01-01.",
        "Zie BWBR0005416 en zaak 2024-0001234.",
        "Het getal is 111222334.",
        "Het getal is 123456789012.",
        "Zie A-1-2026 en AB-lid-zijn.",
        "Betaal op NL91 ABNA 1417 1643 01.",
        "Van 09:00-12:30, 13:00-17:00.",
        "Bel (088) 133 10 00.",
        "Bel +31 (0)88 133 10 00.",
        "Op 01-01-2023 10:30 of 01.02.2023 11.15.",
        "Van 01-2023 tot 02-2024 en 03/2025.",
        "Artikel 1.2.3, 10.11.12 en 3:15.",
        "Er was € 123.456.782 begroot.",
        "Er was 123.456.782 euro begroot.",
        "Het getal is 123 456 789.",
        "Op 1-mrt-23 of 1-MEI-24.",
        "Binnen 24-uur of 10-uur-3.",
        "Wat deed Piet [at] toen?",
        "Kijk bij @gemeente of op gemeente.nl.",
        "Ga in-2-uur naar 12-34-56.",
    ],
)
def test_public_numbers_and_articles_are_left_alone(text: str) -> None:
    assert "T14" not in codes(judged(NORM, CORE, text))


def test_data_of_a_person_is_found_in_what_only_the_bot_reads_too() -> None:
    raw = GOOD[NORM].replace(b"kan ik deze cadeaubon aannemen", b"mag ik dit van 06-12345678 aannemen")
    found = compile_content({**GOOD, NORM: raw}).diagnostics
    assert [note.code for note in found] == ["T14"]
    assert raw.decode().splitlines()[found[0].span.line - 1][found[0].span.column - 1 :].startswith("06-")


def test_an_organisation_may_be_reached() -> None:
    file = "knowledge/organisaties/voorbeeldstad.yaml"
    raw = GOOD[file].replace(b"Spreek je nummer in.", b"Mail info@voorbeeldstad.example.")
    assert compile_content({**GOOD, file: raw}).diagnostics == ()


# --- T16 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Je bent 100% anoniem.",
        "Dit gesprek is volledig anoniem.",
        "Het blijft gegarandeerd vertrouwelijk.",
        "Wat je zegt, blijft strikt geheim.",
        "Niemand komt dit te weten.",
        "Niemand kan zien wie je bent.",
        "Wij garanderen dat.",
        "Dan kan je niets gebeuren.",
        "Wij weten niet wie je bent.",
        "Dan weet ik nooit wie je bent.",
        "De bot kan niet zien wie je bent.",
        "Niemand kan dit lezen.",
        "Niemand anders kan je berichten zien, dus vertel het gerust.",
        "Geen mens kan zien wat je typt.",
        "Dit gesprek is eind-tot-eind versleuteld.",
        "Dit gesprek is end-to-end versleuteld.",
        "Het antwoord is juridisch bindend.",
        "Je krijgt een bindend advies.",
        "Geen zorgen, je bent volledig anoniem.",
        "Wat je zegt blijft altijd onder ons.",
        "Alles is anoniem.",
        "Alles wat je zegt, blijft geheim.",
        "Je naam blijft geheim.",
        "Hier blijft je naam geheim.",
        "Je bent hier anoniem.",
        "Niemand hoort hiervan.",
        "Niemand weet dit.",
        "Wij vertellen het aan niemand.",
        "Dat vertellen we echt aan niemand.",
        "Niet voor niets is dit volledig anoniem.",
        "Niemand twijfelt eraan dat dit volledig anoniem is.",
        "Je moet niet vergeten dat dit volledig anoniem is.",
        "Het is niet duur en volledig anoniem.",
        "Dit is volledig anoniem en verandert niet.",
        "Wij denken dat dit volledig anoniem is.",
    ],
)
def test_what_nobody_can_promise_is_stopped(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == ["T16"]


@pytest.mark.parametrize(
    "text",
    [
        "Je bent niet volledig anoniem.",
        "Niemand kan beloven dat alles strikt geheim blijft.",
        "Ik kan niet garanderen dat het lukt.",
        "Dit antwoord is niet juridisch bindend.",
        "Het is geen bindend advies.",
        'Soms hoor je: "Dit blijft strikt geheim." Dat klopt vaak niet.',
        "Je kunt anoniem bellen.",
        "Het gesprek is vertrouwelijk, maar dat heeft grenzen.",
        "Niemand kan je dwingen.",
        "Niemand kan je helpen zonder te weten wat er is.",
        "Niemand kan in zijn eentje alles zien.",
        "Wij weten wie je bent.",
        "Kies een getal van 0 tot 100%.",
        "Niemand weet alles.",
        "Geheime stukken blijven geheim.",
        "Niet alles is strafbaar.",
        "Je naam blijft geheim, tenzij een wet anders zegt.",
        "Je naam blijft niet geheim.",
        "Is alles anoniem?",
        "Niet alles blijft altijd geheim.",
        "Geen enkel gesprek is volledig anoniem.",
        "Niemand is volledig anoniem.",
        "Volledig anoniem ben je hier niet.",
        "Wij garanderen dat niet.",
        "Dat betekent niet dat alles geheim blijft.",
        "Vertel het aan niemand.",
        "Niemand hoort je te dwingen.",
        "Dat kan niemand garanderen.",
        "Je krijgt nooit de garantie dat het lukt.",
        "Alles is veilig opgeborgen in het archief.",
        "Je melding blijft anoniem als je je naam weglaat.",
        "Vraag eerst wat geheim blijft en wat niet.",
    ],
)
def test_an_honest_limit_may_be_told(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == []


def test_what_one_must_not_think_may_be_named() -> None:
    assert codes(judged(NORM, "Geld aannemen.", "Denken dat alles altijd geheim blijft.")) == []


# --- U06 --------------------------------------------------------------------------------------------------------------

EVERYWHERE = [
    "Je bent strafbaar.",
    "Dan ben je schuldig.",
    "Je bent een dader.",
    "Je hebt gelogen.",
    "Daarmee heb je de regels overtreden.",
    "Je hebt vorig jaar gefraudeerd.",
    "Je maakt je schuldig aan iets.",
    "Dan pleeg je een misdrijf.",
    "Dat komt doordat je gefraudeerd hebt.",
    "Jij hebt fraude gepleegd.",
    "Je hebt een strafbaar feit gepleegd.",
    "Je hebt je schuldig gemaakt aan omkoping.",
    "Daarmee heb je je schuldig gemaakt aan omkoping.",
    "Je handelt strafbaar.",
    "Je gedrag is strafbaar.",
    "Schuldig ben je.",
]
OUTCOMES_ONLY = [
    "Je collega is schuldig.",
    "Hij heeft gefraudeerd.",
    "Dit is strafbaar.",
    "Wat je deed is fraude.",
    "Dat is omkoping.",
    "Je collega handelt strafbaar.",
    "Misschien is jouw keuze strafbaar.",
    "Je gedrag is een strafbaar feit.",
    "Je gedrag is niet alleen fout, maar ook jouw houding is strafbaar.",
    "Niet melden maakt je strafbaar.",
    "Dit gedrag blijft strafbaar.",
]
NOWHERE = [
    "Omkopen is strafbaar.",
    "Een strafbaar feit meld je.",
    "Is het misschien strafbaar?",
    "Ben je schuldig? Dat zegt de rechter.",
    "Ben je verdachte, praat dan met een advocaat.",
    "Of je strafbaar bent, zegt de rechter.",
    "Dat betekent niet dat je schuldig bent.",
    "Daarmee ben je nog niet schuldig.",
    "Je hebt niet gelogen.",
    'Iemand zegt: "Je bent schuldig." Zoek dan steun.',
    "Je bent bestolen of opgelicht.",
    "Het is strafbaar om geld te vragen.",
    "Je hebt een gestolen fiets gezien.",
    "Je moet schulden melden.",
    "Je meldt een strafbaar feit bij de politie.",
    "Of dit strafbaar is, beslist de rechter.",
    "Of je gedrag strafbaar is, beslist de rechter.",
    "Omkopen is strafbaar, dus meld het aan je chef.",
    "Schuldig ben je pas na een vonnis.",
    "Je hebt overleg gepleegd.",
    "Wie je bedreigt is strafbaar.",
    "Je leidinggevende beslist niet of dit strafbaar is.",
    "Je hoeft je niet schuldig te voelen.",
    "Voel je je schuldig, praat er dan over.",
]


@pytest.mark.parametrize("text", EVERYWHERE)
def test_the_reader_is_judged_nowhere(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == ["U06"]
    assert codes(judged(TREE, OUTCOME, text)) == ["U06"]


@pytest.mark.parametrize("text", OUTCOMES_ONLY)
def test_an_outcome_judges_nobody_and_no_deed(text: str) -> None:
    assert codes(judged(TREE, OUTCOME, text)) == ["U06"]
    assert codes(judged(NORM, CORE, text)) == []


@pytest.mark.parametrize("text", NOWHERE)
def test_the_law_may_be_told(text: str) -> None:
    assert codes(judged(NORM, CORE, text)) == []
    assert codes(judged(TREE, OUTCOME, text)) == []


# --- U07, N09 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Schrijf op wat je weet.", ["U07"]),
        ("Schrijf op wat je nummer is.", ["U07"]),
        ("Zeg nu nee.", []),
        ("Vraag het voordat je begint.", []),
        ("Bel morgenvroeg de griffier.", []),
        ("Meld het binnen een week.", []),
        ("Kijk eerst in de code.", []),
        ("Bel op maandag.", []),
    ],
)
def test_a_first_step_has_a_moment(text: str, expected: list[str]) -> None:
    assert codes(judged(TREE, STEP, text)) == expected


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Onder de 50 euro mag het.", 1),
        ("Tot € 1.250,50 mag het.", 1),
        ("Tot vijftig euro mag het.", 1),
        ("Tussen 10 euro en 20 euro mag het.", 2),
        ("Tot <geschenk_grens> mag het.", 0),
        ("Zie artikel 50 van de wet uit 2017.", 0),
        ("Bel 112 binnen 7 dagen.", 0),
        ("Het gaat om euro's.", 0),
        ("De Europese regel geldt.", 0),
    ],
)
def test_an_amount_is_a_value(text: str, times: int) -> None:
    assert codes(judged(NORM, CORE, text)) == ["N09"] * times


def test_an_organisation_keeps_amounts_in_its_values_only() -> None:
    file = "knowledge/organisaties/voorbeeldstad.yaml"
    raw = GOOD[file].replace(b"Meld ook kleine geschenken.", b"Meld vanaf 25 euro.")
    assert [note.code for note in compile_content({**GOOD, file: raw}).diagnostics] == ["N09"]
