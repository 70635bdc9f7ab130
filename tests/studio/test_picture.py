"""The picture of a tree: complete, readable without a line or a colour, and safe."""

import re

import pytest

from bot.studio.cards import ANSWER
from bot.studio.chart import Chart
from bot.studio.lettering import Lettering
from bot.studio.picture import MARGIN, draw
from bot.studio.spoken import spoken
from tests.studio.drawn import LIBRARY, SVG, TEXTS, chart, hostile, large, parsed, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(*hostile()), chart(large())]


def names(made: Chart) -> str:
    """How a chart is called in the list of tests."""
    return f"{made.tree.id}-{len(made.questions)}"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("made", CHARTS, ids=names)
def test_every_question_answer_and_outcome_is_in_the_picture(made: Chart) -> None:
    picture = draw(made, TEXTS, with_font=False)
    shown = squeezed("".join(element.text or "" for element in parsed(picture.svg).iter(f"{SVG}text")))
    for question in made.questions:
        assert squeezed(question.text) in shown
        assert squeezed(TEXTS("tekening.vraag", nummer=made.marks[question.id])) in shown
        assert all(squeezed(option.label) in shown for option in question.options)
    for outcome in made.outcomes:
        assert squeezed(outcome.heading) in shown
        assert squeezed(TEXTS(f"soort.{outcome.verdict.value}")) in shown
    for title in (made.tree.title, made.tag, *made.norms.values()):
        assert squeezed(title) in shown


@pytest.mark.parametrize("made", CHARTS, ids=names)
def test_behind_every_answer_stands_where_it_leads(made: Chart) -> None:
    texts = [element.text for element in parsed(draw(made, TEXTS, with_font=False).svg).iter(f"{SVG}text")]
    leads = [made.marks[option.to] for question in made.questions for option in question.options]
    signs = [text for text in texts if text in set(made.marks.values())]
    letters = [made.marks[outcome.id] for outcome in made.outcomes]
    assert sorted(signs) == sorted([*leads, *letters])


@pytest.mark.parametrize("made", CHARTS, ids=names)
def test_no_text_runs_out_of_the_picture(made: Chart) -> None:
    picture = draw(made, TEXTS, with_font=False)
    for element in parsed(picture.svg).iter(f"{SVG}text"):
        lettering = Lettering(size=float(element.attrib["font-size"]), bold="font-weight" in element.attrib)
        width = lettering.width(element.text or "")
        share = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        left = float(element.attrib["x"]) - share * width
        assert left >= MARGIN - 1
        assert left + width <= picture.width - MARGIN + 1
        assert 0 < float(element.attrib["y"]) < picture.height


@pytest.mark.parametrize("made", CHARTS, ids=names)
def test_no_text_lies_over_another(made: Chart) -> None:
    boxes = []
    for element in parsed(draw(made, TEXTS, with_font=False).svg).iter(f"{SVG}text"):
        size = float(element.attrib["font-size"])
        width = Lettering(size=size, bold="font-weight" in element.attrib).width(element.text or "")
        share = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        left, base = float(element.attrib["x"]) - share * width, float(element.attrib["y"])
        boxes.append((base - 0.7 * size, base, left, left + width))
    boxes.sort()
    for number, (_, bottom, left, right) in enumerate(boxes):
        for top, _, other_left, other_right in boxes[number + 1 :]:
            if top >= bottom:
                break
            assert other_left >= right or other_right <= left


@pytest.mark.parametrize("made", CHARTS, ids=names)
def test_the_picture_says_everything_in_words_too(made: Chart) -> None:
    root = parsed(draw(made, TEXTS, with_font=False).svg)
    assert root.findtext(f"{SVG}desc") == spoken(made, TEXTS).replace("\r", "\n")
    assert made.tree.title in (root.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("made", [real("geschenk"), chart(*hostile())], ids=names)
def test_a_picture_refers_to_nothing_outside_and_runs_nothing(made: Chart) -> None:
    root = parsed(draw(made, TEXTS).svg)
    allowed = {"svg", "title", "desc", "style", "text", "rect", "circle", "path", "polygon"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    style = root.findtext(f"{SVG}style") or ""
    assert re.findall(r"url\((.{5})", style) == ["data:"] * 2
    assert "@import" not in style


def test_the_type_is_large_enough_for_a_phone() -> None:
    for tree in LIBRARY.trees.values():
        picture = draw(chart(tree), TEXTS, with_font=False)
        on_phone = 390 / picture.width  # CSS pixels of a common phone for a point of the picture
        sizes = {float(e.attrib["font-size"]) for e in parsed(picture.svg).iter(f"{SVG}text")}
        assert ANSWER.size * on_phone >= 11
        assert min(sizes) * on_phone >= 9


def test_doubt_is_dashed_and_only_doubt() -> None:
    made = real("geschenk")
    dashed = [e for e in parsed(draw(made, TEXTS).svg).iter(f"{SVG}path") if e.get("stroke-dasharray")]
    doubts = sum(option.id == "weet-niet" for question in made.questions for option in question.options)
    assert len(dashed) == doubts + 1  # and one in the legend


def test_who_draws_too_many_lines_is_told_that_some_are_left_out() -> None:
    sentence = squeezed(TEXTS("tekening.uitleg-weg"))
    assert sentence in squeezed("".join(parsed(draw(chart(large()), TEXTS, with_font=False).svg).itertext()))
    assert sentence not in squeezed("".join(parsed(draw(real("geschenk"), TEXTS, with_font=False).svg).itertext()))


def test_pages_may_end_between_questions_only() -> None:
    made = real("meebeslissen")
    picture = draw(made, TEXTS, with_font=False)
    assert len(picture.gaps) == len(made.questions)
    assert len(picture.boxes) == len(made.outcomes)
    assert all(0 < gap < picture.height for gap in picture.gaps)


def test_the_same_content_gives_the_same_picture() -> None:
    assert draw(real("nevenwerk"), TEXTS) == draw(real("nevenwerk"), TEXTS)
