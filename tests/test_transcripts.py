"""Conversations as written in `golden/`, played against the whole bot through each channel.

A line `> ...` is what the person types, `> [Label]` what they press; the other lines are what they see. A transcript
whose name ends in `.telegram` or `.terminal` plays in that channel only. `pytest --update-golden` writes the answers
anew; the difference is to be reviewed as text.

A comment can set the scene. With `# organisatie: voorbeeldstad` everybody is at work there. After
`# klok: 2027-02-07 22:00` it is then, in Dutch time, until the next such line; an offset (`02:30+01:00`) tells which of
two equal hours is meant. `# publicatie: nieuw` publishes a revision in which a tree reads otherwise, and
`# publicatie: teruggedraaid` goes back to the first and takes that revision back. In what the person says, `{code}` is
the check code that was shown last.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from bot.channels import telegram, terminal
from bot.content.revision import revision_tag
from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.ids import OrganisationId, Revision, TreeId
from tests.matching.test_measured import MEASURED
from tests.people import ZONE, Person, at_terminal, on_telegram

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

    written = script.read_text(encoding="utf-8")
    place = re.search(r"^# organisatie: (.+)$", written, re.MULTILINE)
    everybody = Context(organisation=OrganisationId(place[1])) if place else desk.everybody

    async def talk(clock: type[Clock]) -> str:
        async with CHANNELS[channel](replace(desk, measured=figures, everybody=everybody)) as person:
            return await play(person, written, clock, publications(desk))

    with clock_of_the_channels() as clock:
        heard = asyncio.run(talk(clock))
    if request.config.getoption("--update-golden"):
        script.write_text(heard, encoding="utf-8")
        return
    assert heard == written, "run `pytest --update-golden` and review the difference"


class Clock(datetime):
    """What the channels look at to see what time it is: the moment it was set to, or else the real one."""

    shows: datetime | None = None

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain moment will do
        return datetime.now(tz) if cls.shows is None else cls.shows.astimezone(tz)


@contextmanager
def clock_of_the_channels() -> Iterator[type[Clock]]:
    """A clock that can be set, in both channels."""

    class Own(Clock):
        pass

    with pytest.MonkeyPatch.context() as patch:
        for channel in (telegram, terminal):
            patch.setattr(channel, "datetime", Own)
        yield Own


def publications(desk: Desk) -> dict[str, Desk]:
    """What can be published in a transcript: another wording of the tree that is walked most, and going back."""
    tree = desk.library.trees[TreeId("meebeslissen")]
    trees = {**desk.library.trees, tree.id: replace(tree, title="Mag ik meedoen? (nieuwe versie)")}
    newer = replace(desk.library, revision=Revision("f" * 64), trees=trees)
    tag = revision_tag(newer.revision)
    return {
        "nieuw": replace(desk, library=newer, tag=tag),
        "teruggedraaid": replace(desk, earlier={tag: newer}, withdrawn=frozenset({tag})),
    }


async def play(person: Person, written: str, clock: type[Clock], later: Mapping[str, Desk]) -> str:
    """The transcript as it goes now: comments and what the person says are kept, the answers are new."""
    rows: list[str] = []
    code = ""
    for line in written.splitlines():
        if line.startswith("#"):
            rows += ["", line] if rows and not rows[-1].startswith("#") else [line]
            if line.startswith("# klok: "):
                shown = datetime.fromisoformat(line.removeprefix("# klok: "))
                clock.shows = shown if shown.tzinfo else shown.replace(tzinfo=ZONE)
            if line.startswith("# publicatie: "):
                person.consultation.take_over(later[line.removeprefix("# publicatie: ")])
        elif line.startswith("> "):
            heard = await person.says(line.removeprefix("> ").replace("{code}", code))
            code = next((row.split()[-1] for row in heard if row.startswith("Controlecode: ")), code)
            rows += ["", line, *map(settled, heard)]
    return "\n".join(rows).strip() + "\n"


def settled(line: str) -> str:
    """Without what differs from day to day and from revision to revision."""
    line = re.sub(r"\b\d\d-\d\d-20\d\d\b", "DD-MM-JJJJ", line)
    line = re.sub(r"Versie [\w-]{8}", "Versie VVVVVVVV", line)
    return re.sub(r"(?<=Controlecode: ).*", "r.VVVVVVVV.bbbb.a.cccc", line)


def test_the_guide_for_users_shows_these_conversations(request: pytest.FixtureRequest) -> None:
    """`<!-- gesprek: file | line to begin with | number of turns -->`, and below it those turns as they are played."""
    guide = GOLDEN.parent.parent / "docs/gebruik/gesprekken.md"
    written = guide.read_text(encoding="utf-8")

    def turns(found: re.Match[str]) -> str:
        lines = (GOLDEN / found[1]).read_text(encoding="utf-8").splitlines()
        begin = lines.index(found[2])
        said = [at for at, line in enumerate(lines) if at >= begin and line.startswith("> ")] + [len(lines)]
        shown = [line for line in lines[said[0] : said[int(found[3])]] if not line.startswith("#")]
        return (
            "\n".join((f"<!-- gesprek: {found[1]} | {found[2]} | {found[3]} -->", "```text", *shown)).strip() + "\n```"
        )

    told = re.sub(r"<!-- gesprek: (.+?) \| (.+?) \| (\d+) -->(?:\n```text\n.*?\n```)?", turns, written, flags=re.DOTALL)
    if request.config.getoption("--update-golden"):
        guide.write_text(told, encoding="utf-8")
        return
    assert told == written, "run `pytest --update-golden` and review the difference"
    assert told.count("```text") == 3


def test_the_readme_shows_this_conversation() -> None:
    readme = (GOLDEN.parent.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- transcript:begin -->")[2].partition("<!-- transcript:end -->")[0].splitlines()
    played = set((GOLDEN / "j2-fles-wijn.txt").read_text(encoding="utf-8").splitlines())
    assert [line for line in shown if line not in played | {"", "...", "```text", "```"}] == []
    assert sum(line in played for line in shown) > 10
