"""The questions in the content: nobody copied one that is kept apart to measure with."""

import hashlib
from pathlib import Path

from bot.content.folding import fold
from bot.content.library import Library
from bot.matching.compare import phrases_known

HELD_OUT = Path(__file__).with_name("held_out.txt")
"""Of each labelled question, folded, the begin of its SHA-256: enough to know one again, not to read or to learn."""


def mark_of(folded: str) -> str:
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def test_no_example_is_a_question_that_is_kept_apart(library: Library) -> None:
    held_out = frozenset(HELD_OUT.read_text(encoding="utf-8").split())
    assert len(held_out) > 500
    assert mark_of(fold("Wanneer heb je de schijn tegen?")) in held_out, "folding or marking has changed"
    phrases = phrases_known(library.norms.values(), library.tree_files.values())
    asked = {*phrases, *map(fold, library.elsewhere), *(fold(trial.question) for trial in library.trials)}
    asked |= {*map(fold, library.calm), *(fold(m) for group in library.danger_examples for m in group.messages)}
    assert [phrase for phrase in asked if mark_of(phrase) in held_out] == []


def test_a_norm_is_asked_for_in_many_ways(library: Library) -> None:
    for norm in library.norms.values():
        lengths = sorted(len(question.split()) for question in norm.questions)
        assert lengths[0] <= 5, f"{norm.id}: nobody searches with a few words"
        assert lengths[-1] >= 15, f"{norm.id}: nobody tells a story"
        plain = set(fold(norm.title).split())
        apart = [q for q in norm.questions if plain.isdisjoint(fold(q).split())]
        assert len(apart) >= 8, f"{norm.id}: too many questions repeat the title"
