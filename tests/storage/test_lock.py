import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, SettingsError, StorageError
from bot.storage.lock import single_process

HOLD = """
import sys, time
from pathlib import Path
from bot.storage.lock import single_process
with single_process(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def other_process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_directory_is_made_for_this_user_only(tmp_path: Path) -> None:
    data = tmp_path / "diep" / "data"
    with single_process(data):
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE((data / "lock").stat().st_mode) == 0o600


def test_a_second_process_is_refused_at_once(tmp_path: Path) -> None:
    with other_process(tmp_path):
        began = time.monotonic()
        with pytest.raises(AlreadyRunning, match="draait al"), single_process(tmp_path):
            pytest.fail("two processes")
        assert time.monotonic() - began < 2


def test_a_killed_process_frees_the_lock(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
        with single_process(tmp_path):
            pass


def test_the_lock_is_free_again_after_an_orderly_end_or_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), single_process(tmp_path):
        raise ZeroDivisionError
    with single_process(tmp_path), pytest.raises(AlreadyRunning), single_process(tmp_path):
        pytest.fail("twice")
    with single_process(tmp_path):
        pass


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    wait = "import time; print('begun', flush=True); time.sleep(60)"
    with single_process(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", wait], stdout=subprocess.PIPE, text=True, close_fds=False)
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
    with child:
        try:
            with single_process(tmp_path):
                pass
        finally:
            child.kill()


def test_other_directories_are_free(tmp_path: Path) -> None:
    with single_process(tmp_path / "a"), single_process(tmp_path / "b"):
        pass


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"x")
    for place in (tmp_path / "data", tmp_path / "data" / "dieper"):
        with pytest.raises(SettingsError, match="DATA_DIR is geen map"), single_process(place):
            pytest.fail("opened")


def test_a_directory_that_may_not_be_written_is_refused(locked_folder: Path) -> None:
    for place in (locked_folder, locked_folder / "data"):
        with pytest.raises(SettingsError, match="DATA_DIR kan niet") as raised, single_process(place):
            pytest.fail("opened")
        assert str(locked_folder) not in str(raised.value)


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elders")
    with pytest.raises(SettingsError), single_process(tmp_path):
        pytest.fail("opened")
    assert not (tmp_path / "elders").exists()


def test_a_disk_that_cannot_lock_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(37, os.strerror(37))

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(StorageError, match="lokale schijf"), single_process(tmp_path):
        pytest.fail("opened")
