"""How long one question takes at 3,000 phrases, against `rapidfuzz.process.extractOne(WRatio)` over the same phrases.

Run: python benchmarks/matching_speed.py
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.content.models import Concept
from bot.matching.decide import Matcher
from bot.matching.index import Entry, build

SEED = 20261123
ENTRIES, PHRASES, CONCEPTS, QUESTIONS = 75, 40, 100, 400
_ONSETS = "b d f g h k l m n p r s t v w z br dr gr kl pl sch st tr vl".split()
_NUCLEI = "a e i o u aa ee oo uu ie oe ei ui ou".split()
_CODAS = " l m n r s t k p ng cht nd rk st".split(" ")
_FUNCTION = "ik heb een de het van mijn mag moet kan dat als voor met wat is in op er".split()


def main() -> None:
    """Build an index over invented Dutch, time both, print the figures and their ratio."""
    chance = random.Random(SEED)
    words = sorted({_word(chance) for _ in range(4_000)})
    chance.shuffle(words)
    topics = [words[i * 45 : i * 45 + 60] for i in range(ENTRIES)]
    entries = [
        Entry(kind="norm", id=f"norm-{i}", title=_phrase(chance, topic), phrases=_phrases(chance, topic))
        for i, topic in enumerate(topics)
    ]
    concepts = [Concept(id=f"begrip-{i}", words=tuple(chance.sample(words, 30))) for i in range(CONCEPTS)]
    started = time.perf_counter()
    matcher = Matcher(build(entries, concepts))
    built = time.perf_counter() - started
    questions = [_phrase(chance, chance.choice(topics)) for _ in range(QUESTIONS)]
    phrases = [utils.default_process(phrase) for entry in entries for phrase in entry.phrases]

    def by_wratio(question: str) -> None:
        process.extractOne(utils.default_process(question), phrases, scorer=fuzz.WRatio)

    def by_matcher(question: str) -> None:
        matcher.match(question)

    before = _timed(by_wratio, questions[::4])
    ours = _timed(by_matcher, questions)
    wratio = np.concatenate([before, _timed(by_wratio, questions[1::4])])
    print(f"{len(phrases)} phrases, {len(entries)} entries, {len(concepts)} concepts; built in {built:.1f} s")
    for name, times in (("match()", ours), ("extractOne(WRatio)", wratio)):
        print(f"{name:20} p50 {np.percentile(times, 50):7.2f} ms   p99 {np.percentile(times, 99):7.2f} ms")
    print(f"ratio of p50: {np.percentile(ours, 50) / np.percentile(wratio, 50):.2f}   (to hold: <= 1, p99 <= 5 ms)")


def _timed(act: Callable[[str], None], questions: list[str]) -> np.ndarray:
    times = []
    for question in questions:
        started = time.perf_counter()
        act(question)
        times.append((time.perf_counter() - started) * 1_000)
    return np.array(times)


def _word(chance: random.Random) -> str:
    syllables = range(chance.choice((1, 2, 2, 3)))
    return "".join(chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS) for _ in syllables)


def _phrase(chance: random.Random, topic: list[str]) -> str:
    return " ".join(chance.choice(_FUNCTION if chance.random() < 0.5 else topic) for _ in range(chance.randint(4, 22)))


def _phrases(chance: random.Random, topic: list[str]) -> tuple[str, ...]:
    return tuple(_phrase(chance, topic) for _ in range(PHRASES))


if __name__ == "__main__":
    main()
