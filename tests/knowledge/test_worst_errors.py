"""The ten errors that would do most harm, each as far as a machine can see it.

They stand under "De tien ergste fouten" in docs/inhoud.md. A pattern does not understand a text: these tests catch the
return of a known error, and a jurist reads the rest.
"""

import re
from collections.abc import Iterator, Sequence

import pytest

from bot.content.library import Library
from bot.content.models import Norm
from bot.content.rules.prose import Passage
from bot.content.sentences import Sentence
from bot.dilemma.tree import Tree, Verdict
from bot.ids import NormId, Role, TreeId

POLITICIANS = (Role.EXECUTIVE, Role.MEMBER)
REPEALED = {"Gemw": {"25", "55", "86"}, "Provw": {"25", "55"}, "Wschw": {"37", "43"}}
"""The old articles on secrecy. Their numbers stand for nothing since 1 April 2023."""
SAFETY_FIRST = ("druk-en-dreiging", "misstand", "ongewenst-gedrag", "privegedrag")


NOT = r"\b(niet|geen|nooit|nog|vonden|denken|alleen|oude|vroeger|oud)\b"
"""A sentence with one of these says that it is otherwise, or that people wrongly think so."""
NEVER_SAID = {
    "1 only the vote counts": (
        r"niet (mee)?stemmen is (wel )?(genoeg|voldoende)",
        r"\b(denken|verouderd)\b",
        "Niet stemmen is genoeg.",
    ),
    "2 a repealed article of a municipality": (
        r"artikel (25|55|86)\b[^.?!]*Gemeentewet|Gemeentewet,? artikel (25|55|86)\b",
        None,
        "Dat staat in artikel 25 lid 3 van de Gemeentewet.",
    ),
    "2 a repealed article of a province": (
        r"artikel (25|55)\b[^.?!]*Provinciewet|Provinciewet,? artikel (25|55)\b",
        None,
        "Kijk in de Provinciewet, artikel 55.",
    ),
    "2 a repealed article of a water board": (
        r"artikel (37|43)\b[^.?!]*Waterschapswet|Waterschapswet,? artikel (37|43)\b",
        None,
        "Dat staat in artikel 37 van de Waterschapswet.",
    ),
    "2 ratifying secrecy": (r"bekrachtig", NOT, "De raad bekrachtigt de geheimhouding."),
    "3 no permission": (
        r"geen toestemming nodig",
        r"\b(denken|niet waar)\b",
        "Onder de grens is geen toestemming nodig.",
    ),
    "5 to the press": (
        r"^(ga|stap)\b[^.?!]*\bnaar (de |een )?(pers|krant|journalist)\b|^(bel|mail) (de|een) (krant|journalist)\b",
        rf"{NOT}|\bvoordat\b",
        "Stap met je verhaal naar de pers.",
    ),
    "6 secret for ever": (
        r"\b(blijft|is) (altijd|helemaal|volledig) (geheim|vertrouwelijk)\b",
        NOT,
        "Wat je zegt, blijft altijd geheim.",
    ),
    "6 never a duty to report": (r"\baangifte (hoeft|hoef je) (nooit|niet)\b", None, "Aangifte hoeft nooit."),
    "7 risk analysis": (r"risicoanalyse[^.?!]*\b(verplicht|moet|moeten)\b", NOT, "Een risicoanalyse is verplicht."),
    "7 adviser by law": (
        r"vertrouwenspersoon[^.?!]*\b(verplicht|wettelijk)\b",
        NOT,
        "Een vertrouwenspersoon is wettelijk verplicht.",
    ),
    "7 fines": (r"\bHuis\b[^.?!]*\bboete", NOT, "Het Huis kan je werkgever een boete geven."),
    "7 anonymous by law": (r"\brecht\b[^.?!]*\banoniem\b", NOT, "Je hebt recht op anoniem melden."),
    "8 SIPA": (r"\bSIPA\b", rf"{NOT}|\badviseert\b", "Meld het bij SIPA."),
    "8 old names": (
        r"Wet Huis voor klokkenluiders|antidiscriminatiebureau|Ambtenarenwet 1929|\bWob\b",
        None,
        "Dat regelt de Wet Huis voor klokkenluiders.",
    ),
    "9 the words of an oath": (
        r"zo waarlijk|rechtstreeks noch middellijk|welk(e naam of welk)? voorwendsel",
        None,
        "Zo waarlijk helpe mij God almachtig.",
    ),
}
"""What may not be said: a pattern, what excuses a sentence, and a sentence that must be caught."""


def is_wrong(sentence: str, pattern: str, excuse: str | None) -> bool:
    return bool(re.search(pattern, sentence, re.IGNORECASE)) and not (
        excuse and re.search(excuse, sentence, re.IGNORECASE)
    )


@pytest.mark.parametrize("error", NEVER_SAID)
def test_it_is_said_nowhere(prose: Sequence[Passage], error: str) -> None:
    pattern, excuse, example = NEVER_SAID[error]
    assert is_wrong(example, pattern, excuse), "the pattern catches nothing any more"
    for passage in prose:
        for sentence in passage.sentences:
            assert not is_wrong(sentence.text, pattern, excuse), (passage.file.file, sentence.text)


def said(prose: Sequence[Passage], pattern: str) -> Iterator[tuple[str, Sentence]]:
    """The sentences in which `pattern` occurs, with their file."""
    for passage in prose:
        for sentence in passage.sentences:
            if re.search(pattern, sentence.text, re.IGNORECASE):
                yield passage.file.file, sentence


def texts_of(norm: Norm) -> str:
    return " ".join((norm.core, norm.plain, norm.explanation, norm.misunderstanding or "", *norm.per_role.values()))


def test_1_taking_part_in_the_debate_counts_as_much_as_the_vote(library: Library) -> None:
    norm = library.norms[NormId("stemonthouding")]
    for text in (norm.core, norm.plain):
        assert re.search(r"praat|praten", text)
        assert re.search(r"stem", text)
    for outcome in library.trees[TreeId("meebeslissen")].outcomes.values():
        if outcome.verdict is Verdict.DO_NOT:
            whole = " ".join((outcome.heading, outcome.text, *outcome.steps, *outcome.text_per_role.values()))
            if re.search(r"stem", whole):
                assert re.search(r"praat|praten", whole), outcome.id


def test_2_repealed_articles_are_cited_nowhere(library: Library) -> None:
    for norm in library.norms.values():
        for source in norm.sources:
            assert source.article not in REPEALED.get(source.statute or "", ()), norm.id
    for abbreviation, articles in REPEALED.items():
        assert not articles & {read.article for read in library.statutes[abbreviation].articles}


def test_3_an_amount_is_never_the_law(library: Library, prose: Sequence[Passage]) -> None:
    for file, sentence in said(prose, r"\b(50|vijftig) euro|€ ?50"):
        assert "organisaties/" in file, (file, sentence.text)
    assert "toestemming" in library.norms[NormId("geschenken")].core
    for key, text in library.norms[NormId("geschenken")].per_role.items():
        assert key.role is not Role.OFFICIAL or "toestemming" in text


def test_4_the_act_for_officials_is_not_laid_on_politicians(library: Library) -> None:
    for norm in library.norms.values():
        for source in norm.sources:
            if source.statute in ("Aw 2017", "UB Aw 2017"):
                assert source.roles == (Role.OFFICIAL,), norm.id
        for key, text in norm.per_role.items():
            if key.role in POLITICIANS:
                for sentence in re.split(r"(?<=[.?!])\s", text):
                    if "Ambtenarenwet" in sentence:
                        assert re.search(r"\b(niet|geen|geldt voor ambtenaren)\b", sentence), (norm.id, sentence)


def test_4_forbidden_acts_bind_the_secretary_and_the_registrar_too(library: Library) -> None:
    norm = library.norms[NormId("verboden-handelingen")]
    assert Role.OFFICIAL in norm.roles
    cited = {(s.statute, s.article) for s in norm.sources if Role.OFFICIAL in s.roles}
    assert {("Gemw", "101"), ("Provw", "98")} <= cited
    for word in ("secretaris", "griffier"):
        assert word in texts_of(norm)


def test_5_no_politician_is_promised_protection(library: Library) -> None:
    norm = library.norms[NormId("bescherming-melder")]
    for role in POLITICIANS:
        texts = [text for key, text in norm.per_role.items() if key.role is role]
        assert texts
        for text in texts:
            assert re.search(r"niet zeker|onzeker|niet duidelijk|[Rr]eken (dus )?niet op", text), (role, text)


def test_8_sipa_is_no_help_point(library: Library) -> None:
    assert not [point for point in library.help.values() if "SIPA" in point.name]


@pytest.mark.parametrize("name", SAFETY_FIRST)
def test_10_safety_comes_before_any_other_question(library: Library, name: str) -> None:
    tree: Tree = library.trees[TreeId(name)]
    first = tree.questions[tree.start]
    urgent = {id_ for id_, outcome in tree.outcomes.items() if outcome.verdict is Verdict.HELP_NOW}
    assert urgent & {option.to for option in first.options}, "the first question leads to help at once"
    for id_ in urgent:
        outcome = tree.outcomes[id_]
        assert re.search(r"\b(112|113)\b", outcome.heading + outcome.text)
