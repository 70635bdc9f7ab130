"""What people type, where authors list it beside norms and trees: each text with its place."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.content.draft import Draft, Written
from bot.diagnostics import Span


def elsewhere_in(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every question that nothing here answers."""
    if draft.elsewhere is not None:
        groups = (group.questions for group in draft.elsewhere.shape.groups)
        yield from _grouped(draft.elsewhere, "groepen", "vragen", groups)


def danger_in(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every message of somebody in danger."""
    if draft.danger_examples is not None:
        groups = (group.messages for group in draft.danger_examples.shape.examples)
        yield from _grouped(draft.danger_examples, "voorbeelden", "berichten", groups)


def calm_in(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every message that sounds like danger and is none."""
    if draft.calm is not None:
        groups = (group.messages for group in draft.calm.shape.groups)
        yield from _grouped(draft.calm, "groepen", "berichten", groups)


def _grouped(
    file: Written[Any], groups_key: str, texts_key: str, groups: Iterable[Iterable[str]]
) -> Iterator[tuple[Span, str]]:
    for group, texts in enumerate(groups):
        for number, text in enumerate(texts):
            yield file.span(groups_key, group, texts_key, number), text
