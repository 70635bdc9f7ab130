"""Questions are held against a matcher learned from the same content."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.content.compiler import load_content
from bot.content.library import Library
from bot.diagnostics import Severity
from bot.matching.evaluate import Labelled, Sort
from bot.review.judging import judge
from bot.review.matching import learned_from, lost_titles
from bot.texts import Texts
from tests.content.overlay import GOOD

GIFTS, JOBS = "knowledge/normen/geschenken.yaml", "knowledge/normen/nevenwerk.yaml"


def codes(texts: Texts, file: str, was: bytes, now: bytes, *questions: Labelled) -> list[tuple[str, str, int]]:
    assert GOOD[file].count(was) == 1
    return codes_of({**GOOD, file: GOOD[file].replace(was, now)}, texts, *questions)


def codes_of(files: Mapping[str, bytes], texts: Texts, *questions: Labelled) -> list[tuple[str, str, int]]:
    judgement = judge(files, texts, date(2026, 11, 26), learn=learned_from, questions=questions)
    return [(d.code, d.span.file, d.span.line) for d in judgement.diagnostics]


def library_of(files: Mapping[str, bytes]) -> Library:
    compiled = load_content(files)
    assert compiled.library is not None
    return compiled.library


def asked(question: str, best: str | None, sort: Sort = Sort.IN_SCOPE) -> Labelled:
    return Labelled(question=question, sort=sort, best=best, tree=None, style="kort", role=None)


def test_an_example_that_is_nearer_to_another_norm_is_named(texts: Texts) -> None:
    near = b"  - Mag ik een fles wijn houden zeg"
    assert ("M03", JOBS, 23) in codes(texts, JOBS, b"  - zzp naast mijn baan", near)


def test_a_near_miss_that_goes_elsewhere_is_named(texts: Texts) -> None:
    """A matcher finds what it has learned. This one has not, as when all examples say the opposite of the `niet`."""
    wrong = GOOD[GIFTS].replace(b"vraag: Mag ik bijverdienen?", b"vraag: Mag ik de fles wijn houden van een bedrijf?")
    before = learned_from(library_of(GOOD))
    judgement = judge({**GOOD, GIFTS: wrong}, texts, date(2026, 11, 26), learn=lambda _: before)
    assert [(d.code, d.span.file, d.span.line) for d in judgement.diagnostics] == [("M04", GIFTS, 26)]


def test_a_title_that_leads_elsewhere_is_named(texts: Texts) -> None:
    """A matcher knows the titles of its own content word for word, so this takes one of other content."""
    other = learned_from(library_of(GOOD))
    files = {**GOOD, JOBS: GOOD[JOBS].replace(b"titel: Werk naast je werk", b"titel: Bloemen van inwoners")}
    judgement = judge(files, texts, date(2026, 11, 26), learn=lambda _: other)
    found = [(d.code, d.span.file, d.span.line, d.severity) for d in judgement.diagnostics]
    assert found == [("M11", JOBS, 3, Severity.ERROR)]
    assert judgement.library is None


def test_a_tree_whose_title_finds_its_norm_is_found() -> None:
    library = library_of(GOOD)
    matcher = learned_from(library)
    assert lost_titles(library, matcher) == ()
    apart = {norm.id: norm.model_copy(update={"trees": ()}) for norm in library.norms.values()}
    assert {kind for kind, _ in lost_titles(replace(library, norms=apart), matcher)} == {"tree"}


def test_questions_without_a_norm_are_counted_in_one_warning(texts: Texts) -> None:
    questions = [asked("mag ik mijn moeder aannemen", "familie"), asked("en mijn zus", "familie")]
    found = codes(texts, GIFTS, b"woorden: [cadeau]", b"woorden: [cadeau]", *questions)
    assert found == [("M06", "knowledge/themas.yaml", 1)]


def test_an_example_that_was_copied_from_the_measure_is_refused(texts: Texts) -> None:
    held_out = asked("een leverancier stuurde een TAART!", "geschenken")
    found = codes(texts, GIFTS, b"woorden: [cadeau]", b"woorden: [cadeau]", held_out)
    assert found == [("M08", GIFTS, 21)]


def test_a_question_from_elsewhere_may_not_be_copied_either(texts: Texts) -> None:
    held_out = asked("Regent het morgen?", None, Sort.OUT_OF_SCOPE)
    file = b"schema: buiten/1\ngroepen:\n  - {id: weer, vragen: [is het koud, regent het morgen]}\n"
    found = codes_of({**GOOD, "knowledge/buiten.yaml": file}, texts, held_out)
    assert found == [("M08", "knowledge/buiten.yaml", 3)]


def test_a_message_of_danger_or_a_calm_one_may_not_be_copied_either(texts: Texts) -> None:
    held_out = asked("Hij komt binnen!", None, Sort.URGENT)
    danger = b"schema: nood-voorbeelden/1\nvoorbeelden:\n  - {kaart: gevaar, berichten: [help, hij komt binnen]}\n"
    assert ("M08", "knowledge/nood-voorbeelden.yaml", 3) in codes_of(
        {**GOOD, "knowledge/nood-voorbeelden.yaml": danger}, texts, held_out
    )
    calm = b"schema: rustig/1\ngroepen:\n  - {id: bezoek, berichten: [de taart is op, hij komt binnen]}\n"
    assert ("M08", "knowledge/rustig.yaml", 3) in codes_of({**GOOD, "knowledge/rustig.yaml": calm}, texts, held_out)


def test_a_bot_that_finds_the_wrong_norm_may_not_be_published(texts: Texts) -> None:
    wrong = [asked(f"mag ik een fles wijn houden {n}", "nevenwerk") for n in range(5)]
    found = codes(texts, GIFTS, b"woorden: [cadeau]", b"woorden: [cadeau]", *wrong)
    assert {code for code, _, _ in found} == {"M05"}
