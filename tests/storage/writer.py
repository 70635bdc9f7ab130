"""Publishes until it is killed; prints the number of each publication once it is kept. For `test_database.py`."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.authoring.revision import Kind, Publication
from bot.storage.database import Database
from bot.storage.revisions import Revisions


async def main(path: Path) -> None:
    async with Database.open(path) as database:
        store = Revisions(database)
        current = await store.current()
        number = current.number if current else None
        while True:
            files = {f"knowledge/{n}.yaml": f"{number} {n}".encode() * 20 for n in range(5)}
            done = await store.publish(files, kind=Kind.IMPORT, note="", at=datetime.now(UTC), expected=number)
            assert isinstance(done, Publication)
            number = done.number
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
