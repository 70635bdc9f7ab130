"""The report of a tree: everything in it, nothing of it markup."""

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from bot.dilemma.graph import count_paths
from bot.dilemma.tree import Option, Question, Tree
from bot.ids import TreeId
from bot.studio.report import day, escape, report_of
from tests.studio.drawn import HOSTILE, LIBRARY, TEXTS, chart, hostile

READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def shown(markdown: str) -> str:
    """The text that a reader sees, without spaces."""
    found = []
    for token in READER.parse(markdown):
        for part in token.children or [token]:
            if part.type in ("text", "text_special", "code_inline"):
                found.append(part.content)
    return "".join("".join(found).split())


def kinds(markdown: str) -> set[str]:
    """What kinds of markup there are."""
    return {part.type for token in READER.parse(markdown) for part in (token, *(token.children or ()))}


@pytest.mark.parametrize("text", [*HOSTILE, "1) een", "- twee", "+ drie", "= vier", "# vijf", "a\nb", "\\", "&copy;"])
def test_a_text_of_an_author_is_shown_as_it_is(text: str) -> None:
    for markdown in (escape(text), f"|   |\n|---|\n| {escape(text)} |", f"- {escape(text)}", f"## {escape(text)}"):
        assert shown(markdown) == "".join(text.split())
        assert not kinds(markdown) & {"html_inline", "html_block", "image", "link_open", "strong_open", "em_open"}
        assert kinds(markdown) & {"ordered_list_open", "fence", "hr"} == set()


def test_a_value_of_the_organisation_stands_out() -> None:
    assert escape("Tot <geschenk_grens> mag, <Niet dit>") == "Tot `<geschenk_grens>` mag, \\<Niet dit\\>"


@pytest.mark.parametrize("id_", LIBRARY.trees)
def test_a_report_holds_all_that_the_author_wrote(id_: TreeId) -> None:
    tree, file = LIBRARY.trees[id_], LIBRARY.tree_files[id_]
    report = report_of(chart(tree), LIBRARY, TEXTS)
    seen = shown(report.markdown)
    wanted = [tree.title, tree.intro, tree.button, file.owner, file.status.value, day(file.review_by), "AbC-12_x"]
    for question in tree.questions.values():
        wanted += [question.text, question.why or "", *question.why_per_role.values()]
        wanted += [option.label for option in question.options]
        wanted += [LIBRARY.norms[option.because].title for option in question.options if option.because]
    for outcome in tree.outcomes.values():
        wanted += [outcome.heading, outcome.text, *outcome.text_per_role.values(), *outcome.steps]
        wanted += [outcome.referral.route.value, outcome.referral.second or ""]
        wanted += [LIBRARY.trees[outcome.follow_up].title] if outcome.follow_up else []
        for norm in (LIBRARY.norms[id_] for id_ in outcome.norms):
            wanted += [norm.title, norm.core]
            wanted += [source.title or source.article or "" for source in norm.sources]
            wanted += [day(source.consulted) for source in norm.sources]
    wanted += [example.name for example in tree.examples]
    wanted += [str(count_paths(tree)), TEXTS("verslag.opmerkingen")]
    assert [text for text in wanted if "".join(text.split()) not in seen] == []


def parts_of(tree: Tree) -> Iterator[Question | Option]:
    for question in tree.questions.values():
        yield question
        yield from question.options


def test_a_report_names_paths_for_each_role_only_when_they_differ() -> None:
    per_role = TEXTS("verslag.paden-rol", rol="bestuurder")
    found = {id_: per_role in report_of(chart(tree), LIBRARY, TEXTS).markdown for id_, tree in LIBRARY.trees.items()}
    differing = {id_: any(part.roles < tree.roles for part in parts_of(tree)) for id_, tree in LIBRARY.trees.items()}
    assert found == differing
    assert set(found.values()) == {True, False}


def test_there_is_room_for_remarks() -> None:
    *_, table = report_of(chart(LIBRARY.trees[TreeId("geschenk")]), LIBRARY, TEXTS).markdown.split("\n## ")
    assert table.startswith(TEXTS("verslag.opmerkingen"))
    assert len(re.findall(r"^\|   \|   \|$", table, re.MULTILINE)) >= 4


def test_hostile_texts_add_no_markup_to_a_report() -> None:
    tree, library = hostile()
    report = report_of(chart(tree, library), library, TEXTS)
    assert not kinds(report.markdown) & {"html_inline", "html_block", "image", "link_open", "fence", "em_open"}
    seen = shown(report.markdown)
    assert all("".join(text.split()) in seen for text in HOSTILE)
