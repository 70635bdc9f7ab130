"""What comes close to a rule and is right: an author who did nothing wrong must not be told off."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from bot.content.compiler import compile_content
from tests.content.overlay import GOOD

TREE, OTHER_TREE = "dilemmas/geschenk.yaml", "dilemmas/bijbaan.yaml"
GIFTS, JOBS = "knowledge/normen/geschenken.yaml", "knowledge/normen/nevenwerk.yaml"
TOWN, GENERIC = "knowledge/organisaties/voorbeeldstad.yaml", "knowledge/organisaties/gemeente.yaml"
HELP = "knowledge/hulp.yaml"
TODAY = date(2026, 11, 26)


def told(*changes: tuple[str, str, str], today: date | None = None) -> list[str]:
    """The codes that the good files give after these changes: file, what was, what it becomes."""
    files = dict(GOOD)
    for file, was, becomes in changes:
        text = files[file].decode()
        assert text.count(was) == 1, f"not exactly once in {file}: {was!r}"
        files[file] = text.replace(was, becomes).encode()
    return [note.code for note in compile_content(files, today).diagnostics]


def test_the_good_files_give_nothing_on_an_ordinary_day() -> None:
    assert told(today=TODAY) == []


def test_a_trial_question_may_be_written_as_carelessly_as_people_type() -> None:
    """No rule for texts that the bot shows looks at it, and nothing needs to belong nowhere."""
    question = "prive adres vantevoren aan <geschenk_grens> *gegeven*!!"
    file = f"schema: proef/1\nvragen:\n  - vraag: {question}\n    norm: nevenwerk\n"
    compiled = compile_content({**GOOD, "knowledge/proefvragen.yaml": file.encode()})
    assert compiled.diagnostics == ()


# --- outcomes ---------------------------------------------------------------------------------------------------------


def test_an_outcome_that_lets_somebody_go_ahead_needs_no_step() -> None:
    assert told((TREE, "    soort: doen\n", "    soort: doen_mits\n")) == []


@pytest.mark.parametrize(
    "text",
    ["Bel nu 112.", "Bel 1-1-2 of 088 133 10 00.", "Bel\n      nu 112, ook als je twijfelt."],
)
def test_a_number_for_the_night_may_be_written_in_any_way(text: str) -> None:
    urgent = "    soort: direct_hulp\n    kop: Bespreek het eerst\n    tekst: "
    was = "    soort: overleg\n    kop: Bespreek het eerst\n    tekst: Leg het geschenk apart."
    assert told((TREE, was, urgent + text)) == []


@pytest.mark.parametrize("text", ["Bel 1120.", "Bel 88 112 10 00.", "Bel 0112."])
def test_a_number_inside_another_number_is_not_that_number(text: str) -> None:
    urgent = "    soort: direct_hulp\n    kop: Bespreek het eerst\n    tekst: "
    was = "    soort: overleg\n    kop: Bespreek het eerst\n    tekst: Leg het geschenk apart."
    assert told((TREE, was, urgent + text)) == ["U03"]


def test_a_number_in_the_steps_serves_every_role() -> None:
    urgent = "    soort: direct_hulp\n    kop: Zoek hulp\n    tekst: Ga weg.\n    per_rol:\n      bestuurder: Ga."
    was = "    soort: overleg\n    kop: Bespreek het eerst\n    tekst: Leg het geschenk apart."
    step = ("      - Schrijf vandaag op wat je weet.", "      - Bel nu 112.")
    assert told((TREE, was, urgent), (TREE, *step)) == []


MISCONDUCT = (
    (JOBS, "kern: Meld je nevenwerk.", "wangedrag: ja\nkern: Meld het. Vraag eerst wat vertrouwelijk blijft."),
    (
        JOBS,
        "verwijzing: {route: leidinggevende, tweede: vertrouwenspersoon}",
        "verwijzing: {route: vertrouwenspersoon, tweede: extern}",
    ),
    (TREE, "    normen: [geschenken, nevenwerk]\n", "    normen: [geschenken]\n"),
    (TREE, "        omdat: geschenken", "        omdat: nevenwerk"),
)


def misconduct_outcomes(text: str, route: str) -> list[str]:
    """The codes when both outcomes of the tree about misconduct have this text and this referral."""
    was = "verwijzing: {route: leidinggevende}"
    files = GOOD[OTHER_TREE].decode().replace(was, f"verwijzing: {route}")
    files = files.replace("tekst: Meld dit werk.", f"tekst: {text}")
    files = files.replace("tekst: Vraag het je leidinggevende.", f"tekst: {text}")
    changed = {**GOOD, OTHER_TREE: files.encode()}
    for file, old, new in MISCONDUCT:
        changed[file] = changed[file].decode().replace(old, new).encode()
    return [note.code for note in compile_content(changed).diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "Vraag wat vertrouwelijk blijft.",
        "Het gesprek is vertrouwelijk, maar dat heeft grenzen.",
        "Niet alles blijft geheim.",
        "Vraag of het onder ons blijft.",
    ],
)
def test_the_limits_of_secrecy_can_be_told_in_many_ways(text: str) -> None:
    assert misconduct_outcomes(text, "{route: vertrouwenspersoon, tweede: extern}") == []


@pytest.mark.parametrize("text", ["Alles blijft geheim.", "Het blijft onder ons. Vraag niet te veel."])
def test_a_promise_of_secrecy_is_no_limit(text: str) -> None:
    found = misconduct_outcomes(text, "{route: vertrouwenspersoon, tweede: extern}")
    assert [code for code in found if code != "T16"] == ["U10", "U10"]


@pytest.mark.parametrize("route", ["{route: extern}", "{route: meldpunt, tweede: vertrouwenspersoon-elders}"])
def test_one_of_both_routes_leads_outside(route: str) -> None:
    assert misconduct_outcomes("Vraag wat vertrouwelijk blijft.", route) == []


def test_the_own_reporting_point_does_not_lead_outside() -> None:
    route = "{route: vertrouwenspersoon, tweede: meldpunt}"
    assert misconduct_outcomes("Vraag wat vertrouwelijk blijft.", route) == ["U10", "U10"]


# --- organisations ----------------------------------------------------------------------------------------------------


def route(name: str, label: str, contact: str = "") -> str:
    reach = f"    bereik:\n      - {contact}\n" if contact else "    uitleg: Vraag HR.\n"
    return f"  {name}:\n    naam: {label}\n{reach}    uren: {{maandag: 09:00-12:00}}\n    buiten_uren: Bel morgen.\n"


@pytest.mark.parametrize(
    ("adviser", "other"),
    [
        (
            route("vertrouwenspersoon", "Binnen", "{soort: telefoon, waarde: 043 - 123 45 68}"),
            route("vertrouwenspersoon-elders", "Buiten", "{soort: telefoon, waarde: 043 - 123 45 69}"),
        ),
        (
            route("vertrouwenspersoon", "Binnen", "{soort: vragen, waarde: Vraag HR.}"),
            route("vertrouwenspersoon-elders", "Buiten", "{soort: vragen, waarde: Vraag HR.}"),
        ),
    ],
)
def test_two_advisers_may_be_found_in_the_same_way(adviser: str, other: str) -> None:
    assert told((TOWN, "routes:\n", f"routes:\n{adviser}{other}")) == []


def test_what_is_inherited_alike_is_told_once() -> None:
    alike = ("    naam: Vertrouwenspersoon elders", "    naam: Vertrouwenspersoon")
    assert told((GENERIC, *alike)) == ["U05"]


def test_an_adviser_who_is_asked_for_at_the_registry_is_not_the_clerk() -> None:
    adviser = route("vertrouwenspersoon", "Vertrouwenspersoon, te vragen bij de griffie")
    assert told((TOWN, "routes:\n", f"routes:\n{adviser}")) == []


@pytest.mark.parametrize(
    "number",
    [
        "112",
        "113",
        "0800-2000",
        "0800 - 0113",
        "0900 1234567",
        "088 - 133 10 00",
        "(043) 123 45 67",
        "06 12345678",
        "+31 43 123 45 67",
        "+31 (0)43 123 45 67",
        "0031431234567",
        "14 043",
        "116 111",
        "+32 2 123 45 67",
    ],
)
def test_a_telephone_number_may_be_written_in_any_usual_way(number: str) -> None:
    assert told((TOWN, "waarde: 0431234567", f'waarde: "{number}"')) == []


@pytest.mark.parametrize("number", ["043", "0431234", "04312345678", "+31 043 123", "0800 12", "1a2", "114", "++31431"])
def test_what_nobody_can_dial_is_no_telephone_number(number: str) -> None:
    assert told((TOWN, "waarde: 0431234567", f'waarde: "{number}"')) == ["O06"]


@pytest.mark.parametrize("address", ["meldpunt@stad.example", "p.en.o@stad.example", "Griffie-1@sub.stad.nl"])
def test_a_mail_address_of_an_office_is_fine(address: str) -> None:
    was = "soort: telefoon\n        waarde: 0431234567"
    assert told((TOWN, was, f"soort: email\n        waarde: {address}")) == []


@pytest.mark.parametrize("address", ["meldpunt", "a b@stad.nl", "meldpunt@stad", "meldpunt@stad..nl", "x@y.nl, z@y.nl"])
def test_what_cannot_be_mailed_to_is_no_address(address: str) -> None:
    was = "soort: telefoon\n        waarde: 0431234567"
    assert told((TOWN, was, f"soort: email\n        waarde: {address}")) == ["O06"]


@pytest.mark.parametrize(
    "url",
    ["https://example.org/", "https://sub.example.org/a/b?c=d@e#f", "https://www.rijk.nl/integriteit-éénvoudig"],
)
def test_an_ordinary_link_is_fine(url: str) -> None:
    assert told((JOBS, "https://example.org", url)) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve",
        "www.example.org",
        "https://",
        "https://localhost",
        "https://127.0.0.1/",
        "https://rijk.nl@evil.com",
        "https://rijk.nl:x@evil.com",
        "https://example.org:8443/",
        "https://rijk.nl\\\\@evil.com",
        "https://[::1",
        "https://рара.org",
        "https://a b.nl",
    ],
)
def test_a_link_that_may_lead_elsewhere_is_refused(url: str) -> None:
    assert told((JOBS, "https://example.org", url)) == ["O06"]


@pytest.mark.parametrize(
    "text",
    [
        "Kom naar gebouw B. Meld je bij de balie.",
        "Vraag het een mevrouw of meneer aan de balie.",
        "Ga naar de Commissaris van de Koning.",
        "Bel bij gevaar 112. Kijk op het intranet.",
        "Vraag HR of P. en O. wie het is.",
    ],
)
def test_a_text_without_a_person_is_not_taken_for_one(text: str) -> None:
    assert told((TOWN, "buiten_uren: Spreek je nummer in.", f"buiten_uren: {text}")) == []


@pytest.mark.parametrize("text", ["Vraag dhr. Jansen.", "Bel mevrouw A. De Wit.", "Bel P.J. Ter Horst.", "J. Jansen"])
def test_a_person_is_found_however_written(text: str) -> None:
    assert told((TOWN, "buiten_uren: Spreek je nummer in.", f"buiten_uren: {text}")) == ["O07"]


@pytest.mark.parametrize("source", ["CVDR664740", "Raadsbesluit 2024, artikel 3", "Gedragscode 2025"])
def test_a_short_source_that_can_be_looked_up_is_enough(source: str) -> None:
    assert told((TOWN, "bron: Gedragscode 2025", f"bron: {source}")) == []


def test_an_organisation_may_ask_more_than_the_law() -> None:
    assert told((GIFTS, "kern: Meer dan", "wettelijk: ja\nkern: Meer dan")) == []


def test_an_organisation_may_replace_what_is_no_law() -> None:
    assert told((TOWN, "    aanvulling: Meld ook", "    kern: Meld ook")) == []


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_value_that_only_the_generic_organisations_have_is_everywhere() -> None:
    changes = [(f"knowledge/organisaties/{b}.yaml", "€ 50", "€ 50\n  register: HR") for b in ("gemeente", "provincie")]
    changes.append(("knowledge/organisaties/waterschap.yaml", "€ 50", "€ 50\n  register: HR"))
    assert told(*changes, (JOBS, "kern: Meld je nevenwerk.", "kern: Meld het bij <register>.")) == []


def test_a_value_of_one_organisation_may_stand_in_its_own_deviation() -> None:
    value = (TOWN, "geschenk_grens: € 25", "geschenk_grens: € 25\n  register: HR")
    assert told(value, (TOWN, "Meld ook kleine geschenken.", "Meld het bij <register>.")) == []


def test_other_words_between_brackets_are_no_value() -> None:
    assert told((TOWN, "buiten_uren: Spreek je nummer in.", "buiten_uren: Spreek < 2 minuten in.")) == []


# --- links ------------------------------------------------------------------------------------------------------------


def test_an_outcome_may_name_a_norm_that_does_not_offer_its_tree() -> None:
    assert told((JOBS, "bomen: [geschenk, bijbaan]", "bomen: [bijbaan]")) == []


# --- sources ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ["28", "15a", "2:4", "7:658c", "17ea", "1.10b", "161quater", "132e1", "X 8"])
def test_every_way_in_which_statutes_number_their_articles_is_known(article: str) -> None:
    assert told((JOBS, 'artikel: "8"', f'artikel: "{article}"')) == []


@pytest.mark.parametrize("article", ["art. 8", "8 lid 1", "8,", "a8", "8-9", "2:"])
def test_what_is_more_than_a_number_is_no_article(article: str) -> None:
    assert told((JOBS, 'artikel: "8"', f'artikel: "{article}"')) == ["N05"]


@pytest.mark.parametrize("paragraph", ["1", "1a", "1 en 2", "1, 2 en 3", "2, onder e", "1 tot en met 3"])
def test_paragraphs_may_be_taken_together(paragraph: str) -> None:
    assert told((JOBS, 'artikel: "8"', f'artikel: "8", lid: "{paragraph}"')) == []


@pytest.mark.parametrize(
    ("cited", "read", "codes"),
    [
        ('"8", lid: "2"', '{artikel: "8", leden: "2"}', []),
        ('"8", lid: "1, onder e"', '{artikel: "8", leden: "1"}', []),
        ('"8"', '{artikel: "8", leden: "0"}', []),
        ('"8", lid: "1"', '{artikel: "8", leden: "0"}', ["N12"]),
        ('"8", lid: "3"', '{artikel: "8", leden: "2"}', ["N12"]),
        ('"8a"', '{artikel: "8", leden: "2"}', ["N12"]),
        ('"8"', '{artikel: "8", leden: "2", stand: "2024-02-29"}', []),
        ('"8"', '{artikel: "8", leden: "2", stand: "2023-02-29"}', ["S11"]),
        ('"8"', "", ["S10"]),
    ],
)
def test_only_articles_that_were_read_are_cited(cited: str, read: str, codes: list[str]) -> None:
    laws = "knowledge/wetten.yaml"
    day = 'geraadpleegd: "2026-11-23"'
    assert told((JOBS, 'artikel: "8"', f"artikel: {cited}"), (laws, day, f"{day}\n    artikelen: [{read}]")) == codes


@pytest.mark.parametrize(("day", "codes"), [("2025-11-26", []), ("2025-11-25", ["N03"]), ("2026-11-27", [])])
def test_a_source_is_old_after_a_year(day: str, codes: list[str]) -> None:
    was = 'voor: [gemeente], geraadpleegd: "2026-11-23"'
    assert told((JOBS, was, f'voor: [gemeente], geraadpleegd: "{day}"'), today=TODAY) == codes


def test_old_sources_of_one_file_are_one_warning() -> None:
    old = {JOBS: GOOD[JOBS].replace(b'geraadpleegd: "2026-11-23"', b'geraadpleegd: "2024-01-01"')}
    assert [note.code for note in compile_content({**GOOD, **old}, TODAY).diagnostics] == ["N03"]


def test_without_a_day_nothing_is_old() -> None:
    changes: Mapping[str, Callable[[bytes], bytes]] = {
        JOBS: lambda raw: raw.replace(b"2026-11-23", b"2004-01-01").replace(b"2027-11-01", b"2005-01-01")
    }
    files = {name: changes[name](raw) if name in changes else raw for name, raw in GOOD.items()}
    assert compile_content(files).diagnostics == ()


# --- questions and norms ----------------------------------------------------------------------------------------------


def test_a_near_miss_may_be_an_example_of_the_norm_it_belongs_to() -> None:
    assert told((GIFTS, "vraag: Mag ik bijverdienen?", "vraag: moet ik mijn bijbaan melden?")) == []


def test_what_was_withdrawn_leaves_its_questions_to_others() -> None:
    taken = (JOBS, "  - zzp naast mijn baan", "  - mag ik een cadeau houden")
    links = (JOBS, "bomen: [geschenk, bijbaan]", "bomen: [bijbaan]")
    others = ((GIFTS, "bomen: [geschenk]", "bomen: []"), ("knowledge/themas.yaml", "    bomen: [geschenk]\n", ""))
    assert told(taken, links, *others, (TREE, "status: gepubliceerd", "status: ingetrokken")) == []


def test_two_answers_that_share_half_their_words_are_two_answers() -> None:
    assert told((JOBS, "kern: Meld je nevenwerk.", "kern: Meer dan acht uur werk je niet elders.")) == []


# --- validity ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-27", []),
        ("2026-12-26", ["let op[V03]"]),
        ("2026-11-26", ["let op[V03]"]),
        ("2026-08-28", ["let op[V03]"]),
        ("2026-08-27", ["fout[V03]"]),
    ],
)
def test_a_review_that_comes_or_passed_is_told_in_time(day: str, expected: list[str]) -> None:
    files = {**GOOD, JOBS: GOOD[JOBS].replace(b"2027-11-01", day.encode())}
    assert [f"{d.severity}[{d.code}]" for d in compile_content(files, TODAY).diagnostics] == expected


def test_what_nobody_reads_need_not_be_reviewed() -> None:
    files = {**GOOD, OTHER_TREE: GOOD[OTHER_TREE].replace(b"2027-11-01", b"2020-11-01")}
    draft = files[OTHER_TREE].replace(b"status: gepubliceerd", b"status: concept")
    tree = files[TREE].replace(b"    vervolg: bijbaan\n", b"")
    assert compile_content({**files, OTHER_TREE: draft, TREE: tree}, TODAY).diagnostics == ()
