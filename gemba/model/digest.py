"""Notice rows that changed behind the program's back: a sum over the hashes of all rows (RELIABILITY D-10).

SQLite's integrity check sees broken pages, not a changed amount. Each row adds a 128-bit hash to the sum of its
bucket (its session, or its table), kept in the same transaction as the row; ``verify`` adds everything up anew.
Entity tables only; history, drafts and derived tables are not in it. Must not know entities or SQLAlchemy.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gemba.model.connection import in_transaction

_MODULUS = 1 << 128
_LOOK_EVERY = 2000  # rows
_AS_JSON = json.JSONEncoder(separators=(",", ":")).encode
_NOT_ENTITIES = (
    "operation",
    "change",
    "replica",
    "library_fact",
    "digest",
    "number_counter",
    "draft",
    "gate_revision",
    "verdict",
    "rendering",
    "recognised",
    "search_entry",
    "review_sent",
    "schema_history",
)


def unwatched(_rows: int) -> None:
    """Go on without telling anybody."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One bucket whose rows are not what was written; ``bucket`` is ``session:<id>`` or ``table:<name>``."""

    bucket: str
    rows_expected: int
    rows_found: int


def bucket_of(table: str, row: Mapping[str, Any]) -> str:
    """Return where a row is counted."""
    session = row.get("session_id")
    return f"table:{table}" if session is None else f"session:{session}"


def row_hash(table: str, row: Mapping[str, Any]) -> int:
    """Return the hash of a row; the order of its columns does not matter."""
    return _hash(table, [row[name] for name in sorted(row)])


def _hash(table: str, values: list[Any]) -> int:
    # It loads 4 MB of OpenSSL, which reading a library does not need.
    import hashlib

    text = _AS_JSON([table, values])
    return int.from_bytes(hashlib.blake2b(text.encode("ascii"), digest_size=16).digest(), "big")


@dataclass(slots=True)
class DigestDelta:
    """What one operation does to the sums; written at its end."""

    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)

    def replace(self, table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Note that a row (all its columns) became another; None where it was or is not there."""
        if before is not None:
            self._add(bucket_of(table, before), -1, -row_hash(table, before))
        if after is not None:
            self._add(bucket_of(table, after), 1, row_hash(table, after))

    def _add(self, bucket: str, rows: int, value: int) -> None:
        self.rows[bucket] = self.rows.get(bucket, 0) + rows
        self.sums[bucket] = (self.sums.get(bucket, 0) + value) % _MODULUS

    def write(self, connection: sqlite3.Connection) -> None:
        """Add the changes to the stored sums, inside the caller's transaction."""
        for bucket, value in self.sums.items():
            stored = connection.execute("SELECT rows, sum FROM digest WHERE bucket = ?", (bucket,)).fetchone()
            rows, total = (0, 0) if stored is None else (int(stored[0]), int(stored[1], 16))
            _store(connection, bucket, rows + self.rows[bucket], (total + value) % _MODULUS)


def _store(connection: sqlite3.Connection, bucket: str, rows: int, total: int) -> None:
    if rows == 0 and total == 0:
        connection.execute("DELETE FROM digest WHERE bucket = ?", (bucket,))
        return
    connection.execute(
        "INSERT INTO digest (bucket, rows, sum) VALUES (?, ?, ?)"
        " ON CONFLICT (bucket) DO UPDATE SET rows = excluded.rows, sum = excluded.sum",
        (bucket, rows, f"{total:032x}"),
    )


def rows_counted(connection: sqlite3.Connection) -> int:
    """Return how many rows the stored sums are of, without reading them."""
    return int(connection.execute("SELECT coalesce(sum(rows), 0) FROM digest").fetchone()[0])


def verify(connection: sqlite3.Connection, *, watch: Callable[[int], None] = unwatched) -> list[Mismatch]:
    """Add all rows up anew and return the buckets that do not fit; empty means that every row is as written.

    ``watch`` is told now and then how many rows are done, and may raise to stop.
    """
    found = _sums(connection, watch)
    stored = {
        bucket: (rows, total) for bucket, rows, total in connection.execute("SELECT bucket, rows, sum FROM digest")
    }
    out = []
    for bucket in sorted(found.rows.keys() | stored.keys()):
        rows, total = found.rows.get(bucket, 0), found.sums.get(bucket, 0)
        rows_stored, total_stored = stored.get(bucket, (0, f"{0:032x}"))
        if (rows, f"{total:032x}") != (rows_stored, total_stored):
            out.append(Mismatch(bucket, rows_stored, rows))
    return out


def rebuild(connection: sqlite3.Connection, *, watch: Callable[[int], None] = unwatched) -> None:
    """Write the sums of the rows as they are now: after a migration that changed columns, never after damage."""
    with in_transaction(connection):
        found = _sums(connection, watch)
        connection.execute("DELETE FROM digest")
        for bucket, rows in found.rows.items():
            _store(connection, bucket, rows, found.sums[bucket])


def _sums(connection: sqlite3.Connection, watch: Callable[[int], None]) -> DigestDelta:
    out, done = DigestDelta(), 0
    for table in entity_tables(connection):
        columns = sorted(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        at = columns.index("session_id") if "session_id" in columns else None
        for row in _rows(connection, table, columns):
            session = None if at is None else row[at]
            bucket = f"table:{table}" if session is None else f"session:{session}"
            out._add(bucket, 1, _hash(table, list(row)))
            done += 1
            if done % _LOOK_EVERY == 0:
                watch(done)
    return out


def _rows(connection: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in columns)
    yield from connection.execute(f"SELECT {names} FROM {table}")


def entity_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that hold entities."""
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [
        name
        for (name,) in named.fetchall()
        if name not in _NOT_ENTITIES and not name.startswith(("sqlite_", "search_index", "alembic"))
    ]
