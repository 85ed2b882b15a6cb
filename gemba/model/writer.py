"""The one thread that writes to a library, and what it holds: connection, ORM, history (SETTLED §16).

Jobs run in the order in which they were handed in; between two of them readers and other jobs get their turn, so a
long import is handed in as many short jobs. A job that fails leaves nothing behind. Must not know what jobs do.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from gemba.model.ids import new_id
from gemba.model.moment import Moment
from gemba.model.stored import moment_to_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gemba.model.history import History

T = TypeVar("T")
RESTORED = "restored"


class Store:
    """What the writer thread writes with. Made on that thread and used on no other."""

    def __init__(self, connection: sqlite3.Connection, *, place: str, now: Moment) -> None:
        """Take the writable connection; ``place`` tells this copy of the library from others (X-08)."""
        # Loaded with the first write, not with the first list: half a second (PERFORMANCE, finding 3).
        import sqlalchemy as sa

        from gemba.model.history import History

        self.connection = connection
        self._engine = sa.create_engine(
            "sqlite://", creator=lambda: connection, poolclass=sa.StaticPool, hide_parameters=True
        )
        self._bound = self._engine.connect()
        self.history: History = History(connection, replica_id=self._replica(place, now))

    def session(self) -> Session:
        """Return a new, empty ORM session inside the open transaction."""
        from sqlalchemy.orm import Session

        return Session(bind=self._bound, autoflush=False, expire_on_commit=False)

    def begin(self) -> None:
        """Begin a transaction that writes."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make it durable."""
        self.connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what the transaction did, also where SQLite already has."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        with suppress(Exception):
            self._bound.close()
        self.connection.close()

    def _replica(self, place: str, now: Moment) -> str:
        """Return this installation's replica id; a copied folder gets a new one, a restored one has it already."""
        row = self.connection.execute("SELECT seq, id, place FROM replica ORDER BY seq DESC LIMIT 1").fetchone()
        if row is not None and row[2] == place:
            return str(row[1])
        self.begin()
        if row is not None and row[2] == RESTORED:
            replica = str(row[1])
            self.connection.execute("UPDATE replica SET place = ? WHERE seq = ?", (place, row[0]))
        else:
            replica = new_id()
            self.connection.execute(
                "INSERT INTO replica (id, started, place) VALUES (?, ?, ?)", (replica, moment_to_text(now), place)
            )
        self.commit()
        return replica


class Writer:
    """Run jobs one after the other on a thread of its own."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        """Take how to open the store; it happens on the thread, with the first job, and again after a failure."""
        self._open_store = open_store
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._store: Store | None = None
        self._closed = False

    def submit(self, job: Callable[[Store], T]) -> Future[T]:
        """Hand in a job; the future is done when the job is."""
        future: Future[T] = Future()
        with self._starting:
            if self._closed:
                raise RuntimeError("the library is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="gemba-writer", daemon=True)
                self._thread.start()
            self._jobs.put(lambda: self._do(job, future))
        return future

    @property
    def is_here(self) -> bool:
        """Say whether the caller is the writer thread itself, which must not wait for itself."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Finish what was handed in, close the store, end the thread."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._jobs.put(None)
            thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        self._drop_store()

    def _do(self, job: Callable[[Store], T], future: Future[T]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            if self._store is None:
                self._store = self._open_store()
            result = job(self._store)
        except BaseException as problem:
            self._recover(problem)
            future.set_exception(problem)
        else:
            future.set_result(result)

    def _recover(self, problem: BaseException) -> None:
        """Roll back; after trouble with the disk nothing is tried again on the same file descriptor (D-03)."""
        if self._store is None:
            return
        try:
            self._store.rollback()
        except sqlite3.Error:
            self._drop_store()
            return
        cause = getattr(problem, "__cause__", None)
        if _is_disk_trouble(problem) or _is_disk_trouble(cause):
            self._drop_store()

    def _drop_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            with suppress(sqlite3.Error):
                store.close()


def _is_disk_trouble(problem: BaseException | None) -> bool:
    from gemba.errors import EnvironmentProblem

    inner = getattr(problem, "orig", problem)
    return isinstance(inner, (sqlite3.OperationalError, OSError, EnvironmentProblem))
