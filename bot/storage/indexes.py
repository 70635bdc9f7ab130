"""What was learned from a revision, kept in a file beside the databases so that a start need not learn it again.

A lost or damaged file costs seconds and nothing else, so no fault of the disk is an error here.
"""

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

KEPT = 3
"""Files that stay; each takes some 20 MB."""
_SUFFIX = ".npz"
_log = logging.getLogger(__name__)


class Indexes:
    """The kept indexes, in one folder. Keys are file names: letters, digits, `-` and `_`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> bytes | None:
        """What was kept under `key`."""
        path = self._folder / (key + _SUFFIX)
        try:
            packed = path.read_bytes()
            os.utime(path)  # so that what is used stays
        except OSError:
            return None
        return packed

    def keep(self, key: str, packed: bytes) -> None:
        """Keep `packed`, whole or not at all, and let go of those that were not used for longest."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            try:
                with open(descriptor, "wb") as file:
                    file.write(packed)
                os.replace(unfinished, self._folder / (key + _SUFFIX))
            except OSError:
                with suppress(OSError):
                    os.unlink(unfinished)
                raise
            for old in sorted(self._folder.glob("*" + _SUFFIX), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                old.unlink()
        except OSError:
            _log.info("the index could not be kept; the next start learns it again")
