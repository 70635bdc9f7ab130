"""Conversations as written in `golden/`, played against the whole bot through each channel.

A line `> ...` is what the person types, `> [Label]` what they press; the other lines are what they see. A transcript
whose name ends in `.telegram` or `.terminal` plays in that channel only. `pytest --update-golden` writes the answers
anew; the difference is to be reviewed as text.
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from tests.matching.test_measured import MEASURED
from tests.people import Person, at_terminal, on_telegram

GOLDEN = Path(__file__).parent / "golden"
CHANNELS: dict[str, Callable[[Desk], AbstractAsyncContextManager[Person]]] = {
    "terminal": at_terminal,
    "telegram": on_telegram,
}


def cases() -> list[tuple[Path, str]]:
    scripts = sorted(GOLDEN.glob("*.txt"))
    return [
        (s, c) for s in scripts for c in CHANNELS if s.stem.rpartition(".")[2] not in CHANNELS or s.stem.endswith(c)
    ]


@pytest.mark.parametrize(("script", "channel"), cases(), ids=lambda value: getattr(value, "stem", value))
def test_conversation_goes_as_written(script: Path, channel: str, desk: Desk, request: pytest.FixtureRequest) -> None:
    figures = replace(MEASURED, revision=desk.library.revision[:12])  # not those of today, which change

    async def talk() -> str:
        async with CHANNELS[channel](replace(desk, measured=figures)) as person:
            return await play(person, written)

    written = script.read_text(encoding="utf-8")
    heard = asyncio.run(talk())
    if request.config.getoption("--update-golden"):
        script.write_text(heard, encoding="utf-8")
        return
    assert heard == written, "run `pytest --update-golden` and review the difference"


async def play(person: Person, written: str) -> str:
    """The transcript as it goes now: comments and what the person says are kept, the answers are new."""
    rows: list[str] = []
    for line in written.splitlines():
        if line.startswith("#"):
            rows.append(line)
        elif line.startswith("> "):
            rows += ["", line, *map(settled, await person.says(line.removeprefix("> ")))]
    return "\n".join(rows).strip() + "\n"


def settled(line: str) -> str:
    """Without what differs from day to day and from revision to revision."""
    line = re.sub(r"\b\d\d-\d\d-20\d\d\b", "DD-MM-JJJJ", line)
    line = re.sub(r"Versie [\w-]{8}", "Versie VVVVVVVV", line)
    return re.sub(r"(?<=Controlecode: ).*", "r.VVVVVVVV.bbbb.a.cccc", line)


def test_the_readme_shows_this_conversation() -> None:
    readme = (GOLDEN.parent.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- transcript:begin -->")[2].partition("<!-- transcript:end -->")[0].splitlines()
    played = set((GOLDEN / "j2-fles-wijn.txt").read_text(encoding="utf-8").splitlines())
    assert [line for line in shown if line not in played | {"", "...", "```text", "```"}] == []
    assert sum(line in played for line in shown) > 10
