"""What SQLite reports when the world outside fails, as one sentence for the operator."""

import sqlite3

from bot.errors import StorageError

DAMAGED = (
    "{name} is beschadigd. Het bestand is niet vervangen: bewaar het, en zet een reservekopie terug in een lege map "
    "met `wegwijzer restore`."
)
_READ_ONLY = "{name} kan niet worden geschreven. Geef de gebruiker van de bot schrijfrechten op DATA_DIR."
_BUSY = "{name} is bezet door een ander programma. Sluit dat programma, of probeer het later opnieuw."
_DISK = "{name} kan niet worden gelezen of geschreven. Controleer de schijf; DATA_DIR hoort op een lokale schijf."

_SENTENCES = {
    sqlite3.SQLITE_FULL: "De schijf is vol: {name} kan niets bewaren en er is niets half bewaard. Maak ruimte vrij.",
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_PROTOCOL: _DISK,
    sqlite3.SQLITE_NOLFS: _DISK,
}


def storage_error(error: sqlite3.Error, name: str) -> StorageError | None:
    """The sentence for a fault of disk or file `name`; None when the fault is ours, such as wrong SQL."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    sentence = _SENTENCES.get(code)
    return StorageError(sentence.format(name=name)) if sentence else None
