"""Compile all content and walk every path for every role and organisation: how long, and against what.

The peer is PyYAML's own parser in Python, over the same files in the same run. Seconds are of this process, so that
others on the machine do not count.

    .venv/bin/python benchmarks/judging.py
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from bot import app
from bot.content.compiler import compile_content
from bot.review.danger import danger_words_win
from bot.review.screens import screens_can_be_shown
from bot.review.walks import answers_can_be_changed, answers_can_be_taken_back
from bot.storage.files import read_content

ROOT = Path(__file__).resolve().parent.parent
BOUND = 5.0
"""Seconds."""

T = TypeVar("T")


def main() -> None:
    files = read_content(ROOT)
    texts = app.load_texts()
    parsing, _ = _timed(lambda: [list(yaml.parse(raw.decode(), Loader=yaml.SafeLoader)) for raw in files.values()])
    compiling, compiled = _timed(lambda: compile_content(files, date(2026, 11, 26)))
    draft, library = compiled.draft, compiled.library
    assert library is not None, compiled.diagnostics[:5]
    walking, _ = _timed(lambda: [*answers_can_be_changed(draft), *answers_can_be_taken_back(draft)])
    showing, _ = _timed(lambda: list(screens_can_be_shown(draft, library, texts)))
    warning, _ = _timed(lambda: list(danger_words_win(draft)))
    print(f"trying every phrase of danger {warning:.2f} s")
    total = compiling + walking + showing + warning
    norms, trees = len(library.norms), len(library.trees)
    print(f"{len(files)} files, {norms} norms, {trees} trees, {len(library.organisations)} organisations")
    print(
        f"parsing alone {parsing:.2f} s; compiling {compiling:.2f} s; walking {walking:.2f} s; showing {showing:.2f} s"
    )
    print(f"together {total:.2f} s (bound {BOUND} s), {total / parsing:.1f} times parsing alone")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


if __name__ == "__main__":
    main()
