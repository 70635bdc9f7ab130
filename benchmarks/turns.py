"""How long a turn takes, from event to reply, without a network: `python benchmarks/turns.py`.

The bound is 10 ms at p99. Because machines are noisy, the time of one `rapidfuzz.process.extractOne(WRatio)` over all
example questions is measured in the same run and the ratio is printed.
"""

import asyncio
import random
import time
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from bot import app
from bot.conversation.turn import Commanded, Event, Medium, Pressed, Said
from bot.ids import ConversationId
from bot.service.consultation import Consultation

TURNS = 4_000


def main() -> None:
    """Talk for a while, half typing and half pressing, and print the times."""
    started = time.perf_counter()
    library = app.library_on_disk(Path(__file__).parent.parent)
    compiled = time.perf_counter()
    desk = app.make_desk(library)
    learned = time.perf_counter()
    questions = [q for norm in library.norms.values() for q in norm.questions]
    chance = random.Random(1)
    turns, peer = asyncio.run(_talk(Consultation(desk), questions, chance))
    p50, p99 = (1000 * quantiles(turns, n=100)[at] for at in (49, 98))
    peer_p50 = 1000 * quantiles(peer, n=100)[49]
    print(f"compile {compiled - started:.2f} s, learn {learned - compiled:.2f} s, {len(questions)} example questions")
    print(f"turn: p50 {p50:.2f} ms, p99 {p99:.2f} ms (bound 10 ms)")
    print(f"WRatio over the same questions: p50 {peer_p50:.2f} ms; a turn takes {p50 / peer_p50:.2f} of that")


async def _talk(
    consultation: Consultation, questions: list[str], chance: random.Random
) -> tuple[list[float], list[float]]:
    turns, peer = [], []
    at = datetime.now(ZoneInfo("Europe/Amsterdam"))
    event: Event = Commanded(name="start", at=at)
    for number in range(TURNS):
        at += timedelta(seconds=20)  # somebody in a hurry is asked to slow down, which is no turn to measure
        started = time.perf_counter()
        replies = await consultation.hear(ConversationId("iemand"), Medium.TELEGRAM, event)
        turns.append(time.perf_counter() - started)
        question = chance.choice(questions) + chance.choice(["", " en nu", " toch?"])
        if number % 20 == 0:
            started = time.perf_counter()
            process.extractOne(question, questions, scorer=WRatio)
            peer.append(time.perf_counter() - started)
        press = chance.random() < 0.5
        event = Pressed(data=chance.choice(replies[-1].choices).data, at=at) if press else Said(text=question, at=at)
    return turns, peer


if __name__ == "__main__":
    main()
