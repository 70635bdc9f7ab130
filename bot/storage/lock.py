"""At most one process serves from a data directory."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import AlreadyRunning, SettingsError, StorageError

_LOCK_FILE = "lock"


@contextmanager
def single_process(data_dir: Path) -> Iterator[None]:
    """Hold the data directory for this process; it is made when it is missing. Does not wait.

    The lock goes when the process does, however it ends. The file stays behind and means nothing by itself.

    Raises:
        AlreadyRunning: another process holds it.
        SettingsError: DATA_DIR is no directory, or may not be made or written by this user.
        StorageError: the disk cannot lock, as happens on a network disk.
    """
    descriptor = _open(data_dir)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                "De bot draait al met deze DATA_DIR. Stop die eerst, of kies een andere DATA_DIR."
            ) from error
        except OSError as error:
            raise StorageError("Deze schijf kan niet vergrendelen. Zet DATA_DIR op een lokale schijf.") from error
        yield
    finally:
        os.close(descriptor)


def _open(data_dir: Path) -> int:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(data_dir / _LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except (FileExistsError, NotADirectoryError) as error:
        raise SettingsError("DATA_DIR is geen map. Kies een andere map.") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError("De schijf van DATA_DIR is vol. Maak ruimte vrij.") from error
        raise SettingsError(
            "DATA_DIR kan niet worden gemaakt of geschreven. Geef de gebruiker van de bot rechten, of kies een andere."
        ) from error
