"""Learning in a process of its own gives what learning here gives, and leaves nothing behind however it ends."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import learner
from bot.content.compiler import load_content
from bot.errors import LearningFailed
from bot.matching.decide import Matcher
from bot.review.matching import learned_from
from bot.storage.files import read_content
from tests.conftest import ROOT
from tests.content.overlay import GOOD
from tests.processes import learners_of

PARENT = """
import asyncio, sys
from pathlib import Path
from bot.learner import learn_apart
from bot.storage.files import read_content
asyncio.run(learn_apart(read_content(Path(sys.argv[1]))))
"""


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


async def test_it_gives_what_learning_here_gives() -> None:
    library = load_content(GOOD).library
    assert library is not None
    apart = Matcher.unpacked(
        await learner.learn_apart(GOOD), library.norms.values(), library.tree_files.values(), library.danger
    )
    here = learned_from(library)
    assert apart is not None
    for question in ("mag ik die fles wijn houden", "bijbaan", "wat is het weer", "ik word bedreigd"):
        assert apart.match(question) == here.match(question)
    assert apart.index.accuracy == here.index.accuracy
    assert learners_of(os.getpid()) == []


async def test_content_that_cannot_be_served_fails_without_a_word_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LearningFailed) as failed:
        await learner.learn_apart({"knowledge/themas.yaml": b"geheim: geheim"})
    assert failed.value.started
    assert "stopte met 1" in str(failed.value)
    assert "geheim" not in "".join(capfd.readouterr())


async def test_a_process_that_the_system_kills_is_a_failure_that_says_so() -> None:
    async def kill() -> None:
        await asyncio.to_thread(until, lambda: bool(learners_of(os.getpid())))
        os.kill(learners_of(os.getpid())[0], signal.SIGKILL)

    with pytest.raises(ExceptionGroup) as failed:
        async with asyncio.TaskGroup() as group:
            group.create_task(learner.learn_apart(read_content(ROOT)))
            group.create_task(kill())
    (error,) = failed.value.exceptions
    assert isinstance(error, LearningFailed) and error.started
    assert "geheugen" in str(error)


async def test_who_stops_waiting_ends_the_process() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(2):
            await learner.learn_apart(read_content(ROOT))
    assert learners_of(os.getpid()) == []


async def test_a_process_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learner, "LONGEST_SECONDS", 0.3)
    with pytest.raises(LearningFailed, match="langer") as failed:
        await learner.learn_apart(read_content(ROOT))
    assert failed.value.started
    assert learners_of(os.getpid()) == []


async def test_a_process_that_cannot_start_is_a_failure_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nergens"))
    with pytest.raises(LearningFailed) as failed:
        await learner.learn_apart(GOOD)
    assert not failed.value.started


async def test_secrets_are_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a process can be read by whoever may look at it."""
    spy = tmp_path / "python"
    spy.write_text('#!/bin/sh\nenv >"$0.env"\nexit 3\n', encoding="utf-8")
    spy.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(spy))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:geheim")
    with pytest.raises(LearningFailed, match="stopte met 3"):
        await learner.learn_apart(GOOD)
    seen = (tmp_path / "python.env").read_text(encoding="utf-8")
    assert "PYTHONPATH" in seen and "geheim" not in seen


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_when_the_one_that_started_it_is_gone_it_goes_too(sign: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PARENT, str(ROOT)], env=environment) as parent:
        until(lambda: bool(learners_of(parent.pid)))
        (child,) = learners_of(parent.pid)
        time.sleep(2.5)  # it has the content by now, and is learning
        assert learners_of(parent.pid) == [child]
        parent.send_signal(sign)
    until(lambda: child not in learners_of(0), seconds=5)
