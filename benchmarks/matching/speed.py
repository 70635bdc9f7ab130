"""How long one question takes, against `rapidfuzz.process.extractOne(WRatio)` over the same phrases in the same run.

    python -m benchmarks.matching.speed [SIZE ...] [--entries 75] [--patience 300] [--memory 8000]

Each size is measured in a process of its own, so that memory is its own too. Prints a table in Markdown.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import numpy as np
from rapidfuzz import fuzz, process, utils

from bot.content.models import Concept
from bot.matching.decide import Matcher
from bot.matching.index import Entry, build

SIZES = (300, 3_000, 30_000)
"""Phrases in all."""
ENTRIES, CONCEPTS, QUESTIONS = 75, 100, 400
SEED = 20261123
MEGABYTE = 1_000_000
_ONSETS = "b d f g h k l m n p r s t v w z br dr gr kl pl sch st tr vl".split()
_NUCLEI = "a e i o u aa ee oo uu ie oe ei ui ou".split()
_CODAS = " l m n r s t k p ng cht nd rk st".split(" ")
_FUNCTION = "ik heb een de het van mijn mag moet kan dat als voor met wat is in op er".split()
_HEAD = ("phrases", "p50", "p99", "WRatio p50", "ratio of p50", "learned in", "memory at its highest")


def main() -> None:
    """Measure every size that was asked for and print the table."""
    wishes = _wishes()
    if wishes.alone:
        print(json.dumps(_measure(wishes.sizes[0], wishes.entries)))
        return
    rows = [_row(size, wishes) for size in wishes.sizes]
    for cells in (_HEAD, ("---",) * len(_HEAD), *rows):
        print(f"| {' | '.join(cells)} |")
    print(f"\n{wishes.entries} entries, {CONCEPTS} concepts. To hold at 3,000 phrases: p99 ≤ 5 ms, ratio ≤ 1, 20 s.")


def _row(size: int, wishes: argparse.Namespace) -> tuple[str, ...]:
    """Measure in a process of its own, which may fail: then the row says why."""
    command = [sys.executable, "-m", __spec__.name, str(size), "--entries", str(wishes.entries), "--alone"]

    def hold() -> None:
        with suppress(ValueError, OSError):  # macOS knows the limit but does not set it
            resource.setrlimit(resource.RLIMIT_AS, (wishes.memory * MEGABYTE,) * 2)

    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=wishes.patience, preexec_fn=hold, check=False
        )
    except subprocess.TimeoutExpired:
        return _skipped(size, f"skipped: not learned and asked within {wishes.patience} s (--patience)")
    if "MemoryError" in done.stderr:
        return _skipped(size, f"skipped: learning needs more than {wishes.memory} MB (--memory)")
    if done.returncode:
        sys.stderr.write(done.stderr)
        return _skipped(size, "failed, see above")
    seen: Mapping[str, float] = json.loads(done.stdout)
    return (
        f"{size:,}",
        f"{seen['p50']:.2f} ms",
        f"{seen['p99']:.2f} ms",
        f"{seen['peer']:.2f} ms",
        f"{seen['p50'] / seen['peer']:.3f}",
        f"{seen['learned']:.1f} s",
        f"{seen['memory']:.0f} MB",
    )


def _skipped(size: int, why: str) -> tuple[str, ...]:
    return (f"{size:,}", why, *("-",) * (len(_HEAD) - 2))


def _measure(size: int, count: int) -> dict[str, float]:
    """Learn `size` phrases of invented Dutch, spread over `count` entries, and time questions on them."""
    chance = random.Random(SEED)
    words = sorted({_word(chance) for _ in range(4_000)})
    chance.shuffle(words)
    step = len(words) // (count + 1)
    topics = [words[i * step : i * step + 60] for i in range(count)]
    entries = [_entry(chance, i, topic, size // count) for i, topic in enumerate(topics)]
    concepts = [Concept(id=f"begrip-{i}", words=tuple(chance.sample(words, 30))) for i in range(CONCEPTS)]
    began = time.perf_counter()
    matcher = Matcher(build(entries, concepts))
    learned = time.perf_counter() - began
    questions = [_phrase(chance, chance.choice(topics)) for _ in range(QUESTIONS)]
    plain = [utils.default_process(phrase) for entry in entries for phrase in entry.phrases]

    def by_wratio(question: str) -> None:
        process.extractOne(utils.default_process(question), plain, scorer=fuzz.WRatio)

    def by_matcher(question: str) -> None:
        matcher.match(question)

    before = _timed(by_wratio, questions[::8])
    ours = _timed(by_matcher, questions)
    peer = [*before, *_timed(by_wratio, questions[4::8])]
    return {
        "p50": float(np.percentile(ours, 50)),
        "p99": float(np.percentile(ours, 99)),
        "peer": float(np.percentile(peer, 50)),
        "learned": learned,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / MEGABYTE,
    }


_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1_024


def _timed(act: Callable[[str], None], questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question."""
    times = []
    for question in questions:
        began = time.perf_counter()
        act(question)
        times.append((time.perf_counter() - began) * 1_000)
    return times


def _entry(chance: random.Random, number: int, topic: Sequence[str], phrases: int) -> Entry:
    said = tuple(_phrase(chance, topic) for _ in range(phrases))
    return Entry(kind="norm", id=f"norm-{number}", title=said[0], phrases=said)


def _word(chance: random.Random) -> str:
    syllables = range(chance.choice((1, 2, 2, 3)))
    return "".join(chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS) for _ in syllables)


def _phrase(chance: random.Random, topic: Sequence[str]) -> str:
    return " ".join(chance.choice(_FUNCTION if chance.random() < 0.5 else topic) for _ in range(chance.randint(4, 22)))


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.speed", description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES), help="phrases in all")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="entries that the phrases are spread over")
    parser.add_argument("--patience", type=int, default=300, help="seconds for each size")
    parser.add_argument("--memory", type=int, default=8_000, help="megabytes that each size may ask for")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
