"""Which statements may run once a database is open. What is not listed here is refused when it is prepared."""

import sqlite3

_ALWAYS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_RECURSIVE})
_CHANGES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_PRAGMAS_TO_READ = frozenset(
    {
        "application_id",
        "auto_vacuum",
        "foreign_keys",
        "freelist_count",
        "integrity_check",
        "journal_mode",
        "page_count",
        "page_size",
        "quick_check",
        "secure_delete",
        "synchronous",
        "user_version",
        "wal_checkpoint",
    }
)
_CHECKPOINTS = frozenset({"PASSIVE", "FULL", "RESTART", "TRUNCATE"})
_FUNCTIONS = frozenset(
    {"abs", "coalesce", "count", "ifnull", "length", "lower", "max", "min", "substr", "sum", "total"}
)


def allow(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """The answer to SQLite's question whether this action may be part of a statement.

    Reading, adding, changing and deleting rows, and checkpoints. Not: another schema, another file (ATTACH, and with it
    VACUUM), a weaker setting, an extension, or a write to SQLite's own tables.
    """
    name = (first or "").lower()
    if action in _ALWAYS:
        allowed = True
    elif action in _CHANGES:
        allowed = not name.startswith("sqlite_")
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() in _FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        checkpoint = name == "wal_checkpoint" and (second or "").upper() in _CHECKPOINTS
        allowed = name in _PRAGMAS_TO_READ and (second is None or checkpoint)
    else:
        allowed = False
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
