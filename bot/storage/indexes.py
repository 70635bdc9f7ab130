"""What was learned from a revision, kept in a file beside the databases so that a start need not learn it again.

A lost or damaged file costs seconds and nothing else, so no fault of the disk is an error here. Several processes may
keep and load at once: a file is put in place whole, and one that another process took away is not missed.
"""

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

KEPT = 3
"""Files that stay, and the last one that served; each takes some 15 MB."""
_SUFFIX = ".npz"
_SERVED = ".served"
"""The ending of an empty file beside an index that has answered people."""
_UNFINISHED = ".tmp"
_log = logging.getLogger(__name__)


class Indexes:
    """The kept indexes, in one folder. Keys are file names: letters, digits, `-` and `_`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> bytes | None:
        """What was kept under `key`."""
        path = self._path(key)
        try:
            packed = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):  # a folder that may only be read serves as well
            os.utime(path)  # so that what is used stays
        return packed

    def keep(self, key: str, packed: bytes) -> None:
        """Keep `packed`, whole or not at all, and let go of those that were not used for longest."""
        try:
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # DATA_DIR, when nothing made it yet
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._write(self._path(key), packed)
        except OSError:
            _log.info("the index could not be kept; the next start learns it again")
            return
        self._let_go()

    def mark_served(self, key: str) -> None:
        """Remember that what is kept under `key` was fit to answer people."""
        with suppress(OSError):  # then the next start looks again whether it is
            if self._path(key).is_file():
                self._path(key).with_suffix(_SERVED).touch(mode=0o600)

    def has_served(self, key: str) -> bool:
        """Whether what is kept under `key` was fit to answer people."""
        path = self._path(key)
        with suppress(OSError):
            return path.is_file() and path.with_suffix(_SERVED).is_file()
        return False

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)

    def _write(self, path: Path, packed: bytes) -> None:
        descriptor, unfinished = tempfile.mkstemp(dir=self._folder, suffix=_SUFFIX + _UNFINISHED)
        try:
            with open(descriptor, "wb") as file:
                file.write(packed)
            os.replace(unfinished, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(unfinished)
            raise

    def _let_go(self) -> None:
        """Remove all but the newest, with what a process left behind that was killed while it wrote."""
        with suppress(OSError):
            files = [path for path in self._folder.glob(f"*{_SUFFIX}*") if path.is_file()]
            files.sort(key=lambda path: path.stat().st_mtime)
            served = [path for path in files if self.has_served(path.stem)]
            for path in files[:-KEPT]:
                if path not in served[-1:]:
                    path.unlink(missing_ok=True)
                    path.with_suffix(_SERVED).unlink(missing_ok=True)
