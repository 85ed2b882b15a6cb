"""Say which files a library's rows refer to, read from the database alone.

Backups, clean-up and the health check agree through this on what a row needs. A test compares the columns named
here with the schema. Must not open, keep or delete the files.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gemba.model.format import BLOBS_NAME, VAULT_NAME

# (table, column that holds the name of a file, condition under which the file must be there)
VAULT_COLUMNS = (
    ("capture", "original", "original <> '' AND original_purged = 0"),
    # After a purge the frame is what was made for good of the picture, and nothing can make it again.
    ("capture", "frame", "frame <> ''"),
)
BLOB_COLUMNS = (("rendering", "blob", "blob <> ''"),)
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class References:
    """Names of files in `vault/` and in `blobs/`."""

    vault: frozenset[str] = frozenset()
    blobs: frozenset[str] = frozenset()

    def __or__(self, other: References) -> References:
        """Return both together."""
        return References(self.vault | other.vault, self.blobs | other.blobs)

    def by_store(self) -> Iterator[tuple[str, str]]:
        """Yield (name of the store's folder, name of the file), in order."""
        yield from ((VAULT_NAME, name) for name in sorted(self.vault))
        yield from ((BLOBS_NAME, name) for name in sorted(self.blobs))


def read_only(database: Path, *, at_rest: bool = False) -> sqlite3.Connection:
    """Open a database for reading; the caller closes it.

    ``at_rest`` is for files that nobody writes any more, such as backups: no lock, no -wal, no -shm is made.
    """
    query = "mode=ro&immutable=1" if at_rest else "mode=ro"
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?{query}", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def needed_by_rows(raw: sqlite3.Connection) -> References:
    """Return the files that the rows of today need; without one of them the library is damaged."""
    return References(_names(raw, VAULT_COLUMNS), _names(raw, BLOB_COLUMNS))


def essential(raw: sqlite3.Connection) -> References:
    """Return the files that nothing can make again: originals, and what was made of those that are purged.

    Other previews and renditions are made anew from the original, so that no backup has to keep one from before
    a redaction.
    """
    rows = raw.execute(
        "SELECT DISTINCT r.blob FROM rendering r JOIN capture c ON c.id = r.capture_id"
        " WHERE r.blob <> '' AND c.original_purged = 1"
    )
    return References(_names(raw, VAULT_COLUMNS), frozenset(str(name) for (name,) in rows))


def needed_with_history(raw: sqlite3.Connection) -> References:
    """Return the files that the rows or anything that undo could bring back need; nothing of these may go."""
    found: set[str] = set()
    tables = sorted({table for table, _, _ in VAULT_COLUMNS + BLOB_COLUMNS})
    marks = ", ".join("?" * len(tables))
    for before, after in raw.execute(f'SELECT "before", "after" FROM change WHERE table_name IN ({marks})', tables):
        found.update(_NAME.findall(before or ""))
        found.update(_NAME.findall(after or ""))
    # A name in the history does not say which store it is of; keeping it in both is safe.
    return needed_by_rows(raw) | References(frozenset(found), frozenset(found))


def _names(raw: sqlite3.Connection, columns: tuple[tuple[str, str, str], ...]) -> frozenset[str]:
    found: set[str] = set()
    for table, column, condition in columns:
        rows = raw.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {condition}")
        found.update(str(name) for (name,) in rows)
    return frozenset(found)
