"""Real files with damage of every kind: whatever happens to them, the answer is a list of diagnostics."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import load_texts
from bot.content.compiler import compile_content
from bot.diagnostics import as_text, has_errors, in_reading_order
from bot.review.judging import judge
from tests.content.part import part_of
from tests.content.test_mutations import CONTENT as ALL

DAY = date(2026, 11, 26)
CONTENT = part_of(ALL, "geschenk", "privegedrag")
_PIECES = (
    *"\t \u00a0 \u200b \u202e \ufeff \x00 \r ' \" { } [ ] # | > < @ ` ? – “ nee uitkomst/ <geschenk_grens>".split(" "),
    *("&a ", "*a", "!!x ", "<<: ", ": ", "- ", "  ", "\n\n", "---\n", "...\n", "%YAML 1.1\n", "🙂" * 30, "x" * 5_000),
)


def _damaged(raw: bytes, chance: random.Random, times: int) -> bytes:
    text = raw.decode()
    for _ in range(times):
        lines = text.split("\n")
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(7)
        if kind == 0:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(_PIECES) + text[place:]
            continue
        if kind == 1:
            place = chance.randrange(len(text))
            text = text[:place] + text[place + chance.randrange(1, 40) :]
            continue
        if kind == 2:
            del lines[at]
        elif kind == 3:
            lines.insert(to, lines[at])
        elif kind == 4:
            lines[at], lines[to] = lines[to], lines[at]
        elif kind == 5:
            lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
        else:
            key, _, value = lines[at].partition(": ")
            lines[at] = f"{value}: {key}"
        text = "\n".join(lines) or "x"
    return text.encode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_no_damage_to_a_real_file_makes_the_compiler_raise() -> None:
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(CONTENT)), st.integers(0, 2**32), st.integers(1, 12))
    def judged(file: str, seed: int, times: int) -> None:
        raw = _damaged(CONTENT[file], random.Random(seed), times)
        compiled = compile_content({**CONTENT, file: raw}, DAY)
        assert (compiled.library is None) == has_errors(compiled.diagnostics)
        assert compiled.diagnostics == in_reading_order(compiled.diagnostics)
        for note in compiled.diagnostics:
            text = as_text(note, compiled.line(note.span))
            assert all(map(str.isprintable, text.split("\n"))), text
            assert "Input should" not in note.message and "expected <" not in note.message
            assert note.hint

    judged()


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_no_damage_to_a_real_file_makes_the_judgement_raise() -> None:
    texts = load_texts()
    compiled: list[bool] = []

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(CONTENT)), st.integers(0, 2**32), st.integers(1, 2))
    def judged(file: str, seed: int, times: int) -> None:
        raw = _damaged(CONTENT[file], random.Random(seed), times)
        judgement = judge({**CONTENT, file: raw}, texts, DAY)
        compiled.append(judgement.compiled.library is not None)
        assert (judgement.library is None) == has_errors(judgement.diagnostics)
        for found in (judgement.diagnostics, judgement.acknowledged):
            assert found == in_reading_order(found)
            for note in found:
                assert note.hint
                assert all(map(str.isprintable, as_text(note, judgement.compiled.line(note.span)).split("\n")))
                assert isinstance(judgement.place(note), str)

    judged()
    assert any(compiled) and not all(compiled)
