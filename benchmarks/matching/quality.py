"""How well questions find their class on public sets, beside plain methods and beside the lines to beat.

    python -m benchmarks.matching.quality [--sets ha_nl,xsid_nl] [--draws 0,1] [--methods ours] [--data FOLDER]

Needs the sets (`sets`), and scikit-learn for two of the methods. Prints tables in Markdown. Tune on draws from
100 on, report draws 0 to 4.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from benchmarks.matching.goals import LINES, Line
from benchmarks.matching.measures import accuracy, measure
from benchmarks.matching.methods import METHODS, SHELF, Ask
from benchmarks.matching.noise import Noise, dutch, keyboard
from benchmarks.matching.sets import SETS, Draw, data_folder, draw

DRAWS = (0, 1, 2, 3, 4)
SIZES: Mapping[str, tuple[int, ...]] = {
    "massive_nl": (3, 5, 10),
    "ha_nl": (3, 5, 10),
    "xsid_nl": (5, 10),
    "clinc150": (5,),
}
NOISES: Mapping[str, Noise] = {"keyboard": keyboard, "dutch": dutch}
NOISY = ("massive_nl", 5)
"""The set and size on which mistakes are made."""
NOISY_DRAWS, MISTAKES = 2, 2
NAMES = {
    "accuracy": "right at 1",
    "recall": "right in 3",
    "precision": "right at 80% coverage",
    "auroc": "AUROC in against out of scope",
    "far": "strangers let through at 95%",
    "keyboard": "lost with 2 slips of the finger",
    "dutch": "lost with 2 spelling mistakes",
}

Case = tuple[str, int, str]
"""Set, phrasings a class, and measure."""
Figures = dict[str, dict[Case, list[float]]]
"""For each method the figure of every draw."""


def main() -> None:
    """Measure what was asked for and print it."""
    wishes = _wishes()
    folder = data_folder(wishes.data)
    if set(wishes.methods) & set(SHELF) and find_spec("sklearn") is None:
        raise SystemExit("Two of the methods need scikit-learn: .venv/bin/python -m pip install scikit-learn")
    figures: Figures = {name: {} for name in wishes.methods}
    pace: dict[str, list[tuple[float, float]]] = {name: [] for name in wishes.methods}
    for name in wishes.sets:
        for size in SIZES[name]:
            for nth, seed in enumerate(wishes.draws):
                drawn = draw(folder, name, size, seed)
                noises = NOISES if (name, size) == NOISY and nth < NOISY_DRAWS else {}
                for method in wishes.methods:
                    pace[method].append(_try(figures[method], method, drawn, (name, size), noises, seed))
                    print(f"{name} k={size} draw {seed}: {method}", file=sys.stderr)
    print(table_of(figures))
    print()
    print(lines_of(figures))
    print()
    for method, times in pace.items():
        learned, asked = (mean(column) for column in zip(*times, strict=True))
        print(f"{method}: learned in {learned:.1f} s, {asked:.2f} ms a question, on average.")


def table_of(figures: Figures) -> str:
    """All figures, the mean over the draws: one row for each method, one column for each case; in Markdown."""
    tables = []
    for measured in NAMES:
        cases = sorted({case for found in figures.values() for case in found if case[2] == measured}, key=_in_order)
        rows = [[method, *(_shown(found[case]) for case in cases)] for method, found in figures.items()]
        if cases:
            head = [NAMES[measured] + " (%)", *(f"{name} k={size}" for name, size, _ in cases)]
            tables.append(_markdown(head, rows))
    return "\n\n".join(tables)


def lines_of(figures: Figures) -> str:
    """The lines to beat, beside what was measured in this run; in Markdown."""
    head = ["line to beat (%)", "best plain, then", "hybrid, then", *figures, "goal", "met"]
    rows = []
    for line in LINES:
        case = (line.set, line.size, line.measure)
        if not all(case in found for found in figures.values()):
            continue
        cells = [_shown(found[case]) for found in figures.values()]
        sign = "≤" if line.lower_is_better else "≥"
        name = f"{line.set} k={line.size}, {NAMES[line.measure]}"
        rows.append([name, f"{line.plain}", f"{line.hybrid}", *cells, f"{sign} {line.goal:g}", _met(line, figures)])
    return _markdown(head, rows)


def _met(line: Line, figures: Figures) -> str:
    found = figures.get("ours", {}).get((line.set, line.size, line.measure))
    return "-" if not found else "yes" if line.is_met(mean(found)) else "**no**"


def _try(
    figures: dict[Case, list[float]],
    method: str,
    drawn: Draw,
    at: tuple[str, int],
    noises: Mapping[str, Noise],
    seed: int,
) -> tuple[float, float]:
    """Add the figures of one method on one draw; give the seconds to learn and the milliseconds a question."""
    began = time.perf_counter()
    ask = METHODS[method](drawn.phrases, drawn.labels)
    learned = time.perf_counter()
    verdicts, strangers = ask(drawn.questions), ask(drawn.strangers)
    done = time.perf_counter()
    found = measure(verdicts, drawn.answers, strangers)
    for name in ("accuracy", "recall", "precision", "auroc", "far"):
        figures.setdefault((*at, name), []).append(getattr(found, name))
    for name, noise in noises.items():
        figures.setdefault((*at, name), []).append(found.accuracy - _under(noise, ask, drawn, seed))
    return learned - began, 1_000 * (done - learned) / (len(verdicts) + len(strangers))


def _under(noise: Noise, ask: Ask, drawn: Draw, seed: int) -> float:
    chance = random.Random(seed)
    spoiled = [noise(question, MISTAKES, chance) for question in drawn.questions]
    return accuracy(ask(spoiled), drawn.answers)


def _in_order(case: Case) -> tuple[int, int]:
    return list(SIZES).index(case[0]), case[1]


def _shown(found: Sequence[float]) -> str:
    return f"{mean(found):.1f}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.quality", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder with the public sets")
    parser.add_argument("--sets", type=lambda s: s.split(","), default=list(SETS), help="which sets, with commas")
    parser.add_argument("--methods", type=lambda s: s.split(","), default=list(METHODS), help="which methods")
    parser.add_argument("--draws", type=lambda s: [int(n) for n in s.split(",")], default=list(DRAWS), help="seeds")
    wishes = parser.parse_args()
    for asked, there in ((wishes.sets, SETS), (wishes.methods, METHODS)):
        if unknown := set(asked) - set(there):
            parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(there)}")
    return wishes


if __name__ == "__main__":
    main()
