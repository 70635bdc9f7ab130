"""Learning in a process of its own, so that nobody waits for it and its memory goes back to the system.

Both ends are here: `learn_apart` starts the process, and `main` is what runs in it. The content goes in by standard
input and the packed index comes out by standard output: bytes, never pickled. The process ends when it is done, when it
is killed, and when the one that started it is gone, for then its standard input closes. When to learn, and what to do
when it fails, is left to `bot.service.learning`.
"""

import asyncio
import json
import os
import resource
import signal
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress

from bot.content.compiler import load_content
from bot.errors import LearningFailed
from bot.logs import hide_tracebacks, setup_logging
from bot.review.matching import learned_from

LONGEST_SECONDS = 600.0
"""A process that takes longer is stopped. All content takes some ten seconds on a quiet machine."""
_NICE = 10
"""Whoever asks something goes first on a busy processor."""
_LENGTH_BYTES = 8
_SECRET = "TELEGRAM_"  # noqa: S105 - the beginning of names, no secret


async def learn_apart(files: Mapping[str, bytes]) -> bytes:
    """The packed index of this content. Cancelling ends the process too.

    Raises:
        LearningFailed: the process could not be started, or did not finish.
    """
    process = await _started()
    assert process.stdin is not None and process.stdout is not None  # noqa: S101 - as it was started
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            process.stdin.write(_message(files))  # and is left open: its end is the sign that we are gone
            await process.stdin.drain()
            packed = await process.stdout.read()
            code = await process.wait()
    except TimeoutError as error:
        raise LearningFailed(f"het duurde langer dan {LONGEST_SECONDS / 60:.0f} minuten", started=True) from error
    except ConnectionError as error:
        raise LearningFailed(_reason(await process.wait()), started=True) from error
    finally:
        await _ended(process)
    if code != 0:
        raise LearningFailed(_reason(code), started=True)
    return packed


async def _started() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "bot.learner",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in our terminal is for us
        )
    except OSError as error:
        raise LearningFailed("het aparte proces kan niet starten", started=False) from error


def _environment() -> dict[str, str]:
    """Ours without its secrets, and with the same places to import from."""
    places = [os.path.abspath(place) for place in sys.path]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}
    return {**kept, "PYTHONPATH": os.pathsep.join(dict.fromkeys(places))}


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()


def _reason(code: int) -> str:
    if code == -signal.SIGKILL:
        return "het systeem stopte het aparte proces, meestal omdat er te weinig geheugen vrij is"
    return f"het aparte proces stopte met {code}"


def _message(files: Mapping[str, bytes]) -> bytes:
    content = json.dumps({name: b64encode(raw).decode("ascii") for name, raw in files.items()}).encode("ascii")
    return len(content).to_bytes(_LENGTH_BYTES, "big") + content


# --- in the process itself --------------------------------------------------------------------------------------------


def main() -> None:
    """Learn from the content on standard input; give the packed index on standard output."""
    for sign in (signal.SIGINT, signal.SIGTERM):  # systemd sends it to everybody; whoever started us decides
        signal.signal(sign, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)
    setup_logging("WARNING")
    hide_tracebacks()
    files = _received()
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    library = load_content(files).library
    if library is None:
        sys.exit("de inhoud past niet bij dit programma")
    packed = learned_from(library).pack()
    with open(sys.stdout.fileno(), "wb", closefd=False) as output:
        output.write(packed)


def _received() -> dict[str, bytes]:
    length = int.from_bytes(_exactly(_LENGTH_BYTES), "big")
    return {name: b64decode(raw) for name, raw in json.loads(_exactly(length)).items()}


def _exactly(length: int) -> bytes:
    """So many bytes of standard input, unbuffered, for a thread waits there later. Ends when there are no more."""
    received = bytearray()
    while len(received) < length:
        part = os.read(sys.stdin.fileno(), min(length - len(received), 1 << 20))
        if not part:
            sys.exit(1)
        received += part
    return bytes(received)


def _end_with_parent() -> None:
    """Wait until nobody holds the other end of standard input any more, and stop at once."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
