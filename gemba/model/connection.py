"""Connect to a library's database the one right way, and read it (RELIABILITY §2, rules 2 and 3; D-22).

Everything is set on every connect and read back: a driver or a disk that ignores a setting is noticed, not trusted.
Only SQLite knows this dialect; nothing outside connection, search, triggers, backup and migrations may use it.
Must not import SQLAlchemy: the first list is read without it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gemba.errors import EnvironmentProblem, LibraryReadOnly
from gemba.message import say
from gemba.model import durable
from gemba.model.disk import environment_problems

BUSY_MS = 5_000
_BATCH = 500
_EVERYWHERE = {
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": BUSY_MS,
    "temp_store": 2,  # in memory: no text in files that nobody clears
}
_MAC = {"fullfsync": 1, "checkpoint_fullfsync": 1}
WAL_PRAGMAS: dict[str, int | str] = {"journal_mode": "wal", "synchronous": 2}
# Without shared memory (a network disk somebody chose to use): DELETE with FULL loses the last commit, EXTRA does not.
ROLLBACK_PRAGMAS: dict[str, int | str] = {"journal_mode": "delete", "synchronous": 3}


def pragmas(*, wal: bool = True) -> dict[str, int | str]:
    """Return what every connection is set to and checked for."""
    return {
        **(WAL_PRAGMAS if wal else ROLLBACK_PRAGMAS),
        **_EVERYWHERE,
        **(_MAC if sys.platform == "darwin" else {}),
    }


def make_database_file(database: Path) -> None:
    """Create the empty file, readable by this person only, before SQLite sees it; its name is durable."""
    os.close(durable.open_new(database))
    durable.sync_folder(database.parent)


def connect(database: Path, *, writable: bool, wal: bool = True) -> sqlite3.Connection:
    """Open the database and set it up; a reader's connection refuses to write.

    The connection may be closed by another thread than the one that uses it. Raises EnvironmentProblem where
    the file cannot be opened or a setting does not hold.
    """
    with environment_problems(say("The library's database cannot be opened.")):
        if not writable and not _folder_is_writable(database.parent):
            return _connect_read_only(database)
        connection = _open(database, "mode=rw")
        try:
            for name, value in pragmas(wal=wal).items():
                connection.execute(f"PRAGMA {name}={value}")
            if not writable:
                connection.execute("PRAGMA query_only=1")
            check_pragmas(connection, wal=wal)
        except BaseException:
            connection.close()
            raise
        return connection


def check_pragmas(connection: sqlite3.Connection, *, wal: bool = True) -> None:
    """Raise EnvironmentProblem where a setting of the recipe does not hold on this connection."""
    for name, wanted in pragmas(wal=wal).items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != wanted:
            raise EnvironmentProblem(
                say("The database does not keep its promise “{name}” on this disk.", name=name),
                mend=say("Move the library to a local disk."),
            )


def _folder_is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def _open(database: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{database.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
        cached_statements=256,
    )


def _connect_read_only(database: Path) -> sqlite3.Connection:
    """Open a database where nothing may be written: WAL needs files beside it, so the file is read as it stands."""
    left_over = database.with_name(f"{database.name}-wal")
    with contextlib.suppress(FileNotFoundError):
        if left_over.stat().st_size > 0:
            raise LibraryReadOnly(
                say("The library was not closed properly and stands where nothing may be written."),
                mend=say("Copy its folder to a disk that you may write to and open it there."),
            )
    connection = _open(database, "mode=ro&immutable=1")
    for name in ("trusted_schema", "temp_store", "foreign_keys"):
        connection.execute(f"PRAGMA {name}={_EVERYWHERE[name]}")
    connection.execute("PRAGMA query_only=1")
    return connection


@contextmanager
def in_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write in the caller's transaction, or in one of its own that is durable at the end."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def columns(row: sqlite3.Row, *names: str) -> dict[str, Any]:
    """Return columns of a row by name: the fields of a frozen row that are kept as they are read."""
    return {name: row[name] for name in names}


class Reader:
    """Ask one connection; rows come with names. SQL here is plain, with ``:name`` parameters."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that the caller keeps open."""
        self.connection = connection

    def all(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return every row."""
        cursor = self.connection.cursor()
        cursor.row_factory = sqlite3.Row
        try:
            return cursor.execute(sql, values).fetchall()
        finally:
            cursor.close()

    def one(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    def among(self, sql: str, ids: Iterable[str] | Iterable[int]) -> Iterator[sqlite3.Row]:
        """Yield the rows of ``sql`` for all ``ids``, in batches; ``{ids}`` in it stands for the list."""
        wanted: list[str | int] = list(ids)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            yield from self.all(sql.format(ids=f"({', '.join('?' * len(batch))})"), batch)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the library throughout the block, whatever is written meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")


class ReaderPool:
    """One reading connection per thread, closed together."""

    def __init__(self, database: Path, *, wal: bool = True) -> None:
        """Take the database; nothing is opened before the first ``reader``."""
        self._database = database
        self._wal = wal
        self._here = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def reader(self) -> Reader:
        """Return this thread's reader."""
        reader: Reader | None = getattr(self._here, "reader", None)
        if reader is None:
            with self._lock:
                if self._closed:
                    raise RuntimeError("the library is closed")
                connection = connect(self._database, writable=False, wal=self._wal)
                self._opened.append(connection)
            reader = self._here.reader = Reader(connection)
        return reader

    def close(self) -> None:
        """Close every connection; later readers are refused."""
        with self._lock:
            self._closed = True
            opened, self._opened = self._opened, []
            # A thread that kept its reader must not reach a closed connection through a fresh pool.
            self._here = threading.local()
        for connection in opened:
            connection.close()
