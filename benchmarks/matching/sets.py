"""The public sets of questions, and drawing a knowledge base and questions from them.

The sets are no part of the repository. Each is a folder with `data.jsonl.gz`: one object a line with `text`, `label`
and `split`. What is measured with a draw is left to `quality`.
"""

import gzip
import json
import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
VARIABLE = "BENCHMARK_DATA"
FILE = "data.jsonl.gz"
OUT_OF_SCOPE = "__oos__"
"""The label of questions that were written to belong nowhere."""
HELD_OUT = 0.25
"""The part of the classes that the knowledge base does not know."""
DEVELOPMENT = 100
"""Draws from this number on are for tuning: they ask the questions of the dev split, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the phrasings and the questions of a set come from. Without splits both come from everything."""

    known: str
    asked: str
    tuned: str
    """The split with the questions for tuning."""
    least: int | None = None
    """Phrasings that a class has at least; by default as many as are drawn."""
    holds_out: bool = True
    """Whether classes are held out; otherwise the questions written to belong nowhere are what is out of scope."""


SETS: Mapping[str, Source] = {
    "massive_nl": Source(known="train", asked="test", tuned="dev"),
    "ha_nl": Source(known="all", asked="all", tuned="all", least=5),
    "xsid_nl": Source(known="dev", asked="test", tuned="dev"),
    "clinc150": Source(known="train", asked="test", tuned="dev", holds_out=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A knowledge base and questions for it; `labels` and `answers` belong to `phrases` and `questions` one by one."""

    phrases: tuple[str, ...]
    labels: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    strangers: tuple[str, ...]
    """Questions of classes that are not in the knowledge base, or that belong nowhere."""


def data_folder(wish: Path | None) -> Path:
    """The folder with the sets: as wished, as `BENCHMARK_DATA` says, or `../shared/data` beside the repository.

    Raises:
        SystemExit: none of the sets is there; says what is needed.
    """
    folder = wish or Path(os.environ.get(VARIABLE) or BESIDE)
    if not any((folder / name / FILE).is_file() for name in SETS):
        raise SystemExit(
            f"This benchmark needs the public sets ({', '.join(SETS)}) as NAME/{FILE} in {folder}; "
            f"give another folder with --data or {VARIABLE}."
        )
    return folder


def draw(folder: Path, name: str, size: int, seed: int) -> Draw:
    """Draw `size` phrasings a class from the set `name`; the same seed gives the same draw.

    Draws of one seed differ in size only: where the classes are the same, so are those held out, and a larger knowledge
    base holds the smaller. Where phrasings and questions come from one split, at least one question is left of a class.
    Of equal texts the first counts.
    """
    source, chance = SETS[name], random.Random(f"{name} {seed}")
    asked = source.tuned if seed >= DEVELOPMENT else source.asked
    texts: dict[str, dict[str, list[str]]] = {}
    for text, label, split in _rows(folder / name / FILE):
        texts.setdefault(label, {}).setdefault(split, []).append(text)
    outside = texts.pop(OUT_OF_SCOPE, {}).get(asked, [])
    least = source.least or size
    classes = sorted(label for label, splits in texts.items() if len(splits.get(source.known, ())) >= least)
    order = sorted(classes, key=lambda _: chance.random())
    held_out = set(order[: round(HELD_OUT * len(order))] if source.holds_out else ())
    known: list[tuple[str, str]] = []
    questions: list[tuple[str, str]] = []
    for label in classes:
        phrases = texts[label][source.known]
        chance.shuffle(phrases)
        kept = size if asked != source.known else min(size, len(phrases) - 1)
        others = texts[label].get(asked, []) if asked != source.known else phrases[kept:]
        if label in held_out:
            outside.extend(others)
            continue
        known.extend((text, label) for text in phrases[:kept])
        questions.extend((text, label) for text in others)
    chance.shuffle(known)
    return Draw(
        phrases=tuple(text for text, _ in known),
        labels=tuple(label for _, label in known),
        questions=tuple(text for text, _ in questions),
        answers=tuple(label for _, label in questions),
        strangers=tuple(outside),
    )


def _rows(file: Path) -> Iterator[tuple[str, str, str]]:
    seen = set()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = " ".join(row["text"].split())
            if text.casefold() not in seen:
                seen.add(text.casefold())
                yield text, row["label"], row["split"]
