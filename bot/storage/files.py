"""Content files on disk: reading the folder of the authors, and writing a revision out again."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from bot.errors import ContentError, StorageError

MAX_FILES = 2_000
MAX_BYTES = 1_000_000
"""Of one file."""
MAX_TOTAL_BYTES = 50_000_000

_YAML = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""Also what authors wrongly call it: the compiler says so (K11), where skipping would hide it."""
_UNWRITABLE = (
    "De map of het bestand kan niet worden geschreven. Controleer de map, de rechten en de ruimte op de schijf."
)
_UNREADABLE = "De inhoud kan niet worden gelezen. Controleer CONTENT_DIR en de rechten op de bestanden."


def read_content(folder: Path) -> dict[str, bytes]:
    """All YAML files under `knowledge/` and `dilemmas/`, by path relative to `folder`, in order of path.

    Hidden files and folders and other suffixes are skipped. Whether a file is in its place is for the compiler.

    Raises:
        ContentError: nothing there, unreadable, too many, too large, or a link that leads out of the folder.
    """
    try:
        root = folder.resolve(strict=True)
        present = [place for place in (root / "knowledge", root / "dilemmas") if place.is_dir()]
        if not present:
            raise ContentError(
                f"In {folder} staan geen mappen `knowledge` en `dilemmas`. Kies de map waarin die staan."
            )
        files: dict[str, bytes] = {}
        total = 0
        for place in present:
            for path in _yaml_files(place):
                if len(files) == MAX_FILES:
                    raise ContentError(f"Er zijn meer dan {MAX_FILES} bestanden. Haal weg wat er niet hoort.")
                name = path.relative_to(root).as_posix()
                files[name] = _read(path, name, root)
                total += len(files[name])
                if total > MAX_TOTAL_BYTES:
                    raise ContentError(f"De inhoud is samen groter dan {MAX_TOTAL_BYTES // 1_000_000} MB.")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise ContentError(_UNREADABLE) from error
    return dict(sorted(files.items()))


def other_files(folder: Path) -> tuple[str, ...]:
    """The files beside the content that are not read, by path relative to `folder`; hidden ones left out."""
    found = []
    for place in (folder / "knowledge", folder / "dilemmas"):
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not _YAML.search(path.name) and name.isprintable():
                found.append(name)
    return tuple(found)


def read_one(path: Path) -> bytes:
    """One file, wherever it stands, as far as the compiler looks at it: a larger one is cut just past its limit.

    Raises:
        ContentError: unreadable, or no regular file.
    """
    try:
        return _bytes_of(path, path.name)
    except OSError as error:
        raise ContentError("Dit bestand kan niet worden gelezen. Controleer de rechten.") from error


def write_content(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into a new or empty folder.

    Raises:
        ContentError: the folder is not empty, or a name would fall outside it. Nothing was written.
        StorageError: disk or rights; part may have been written.
    """
    for name in files:
        if not _is_inside(name):
            raise ContentError("Een bestand in deze revisie heeft een naam die buiten de map valt.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            if any(entries):
                raise ContentError("De map is niet leeg. Kies een nieuwe of lege map; er is niets overschreven.")
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
    except OSError as error:
        raise StorageError(
            "De map kan niet worden geschreven. Controleer de rechten en de ruimte op de schijf, en kies een lege map."
        ) from error


def write_new(path: Path, content: bytes) -> bool:
    """Write one file, and the folders around it; False when something stands there already, which then stays.

    Raises:
        StorageError: disk or rights.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return False
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise StorageError(_UNWRITABLE) from error
    return True


def write_over(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that the program makes itself; older ones of the same name are replaced.

    Raises:
        StorageError: disk or rights; part may have been written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise StorageError(_UNWRITABLE) from error


def _yaml_files(place: Path) -> Iterator[Path]:
    with os.scandir(place) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.is_symlink():
                raise ContentError("In de map met inhoud staat een koppeling naar een map. Zet daar de map zelf neer.")
            yield from _yaml_files(path)
        elif _YAML.search(entry.name):
            if not entry.name.isprintable():
                raise ContentError("Een bestandsnaam heeft onzichtbare of onleesbare tekens. Geef het een gewone naam.")
            yield path


def _read(path: Path, name: str, root: Path) -> bytes:
    if not path.resolve(strict=True).is_relative_to(root):
        raise ContentError(f"{name} is een koppeling naar een plek buiten CONTENT_DIR. Zet daar het bestand zelf neer.")
    content = _bytes_of(path, name)
    if len(content) > MAX_BYTES:
        raise ContentError(f"{name} is groter dan {MAX_BYTES // 1_000_000} MB.")
    return content


def _bytes_of(path: Path, name: str) -> bytes:
    """What is in a regular file, up to one byte more than it may have."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe must not make us wait
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ContentError(f"{name} is geen gewoon bestand.")
        return file.read(MAX_BYTES + 1)


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        len(parts) > 1
        and parts[0] in ("knowledge", "dilemmas")
        and PurePosixPath(name).as_posix() == name
        and not any(part in (".", "..") or "\0" in part for part in parts)
    )
