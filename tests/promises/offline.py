"""The chat in the terminal, telling of every connection it makes: `python -m tests.promises.offline [--calls-home]`.

With `--calls-home` it makes one, for the control.
"""

import socket
import sys
from pathlib import Path

from bot import app, running
from bot.conversation.turn import Context

_CONNECTING = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby")


def main() -> None:
    """Chat, and tell."""

    def tell(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_CONNECTING):
            sys.stderr.write(f"verbinding: {event}\n")

    sys.addaudithook(tell)
    if "--calls-home" in sys.argv:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as home:
            home.connect(("127.0.0.1", 9))
    running.chat(app.load_settings(Path.cwd()), Context())


if __name__ == "__main__":
    main()
