"""A library: one folder with a database, a vault and blobs, opened for reading or for writing.

Readers take no lock (WAL); the first write takes it and keeps it until ``close`` (SETTLED §15). All writing is done
in operations on one thread. Must not know what services do in an operation, and must not load SQLAlchemy before the
first write.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from gemba.errors import EnvironmentProblem, LibraryDamaged, LibraryOlder, LibraryReadOnly, UserError
from gemba.message import say
from gemba.model import durable, location, migrate
from gemba.model.blobs import BlobStore
from gemba.model.connection import ReaderPool, connect, make_database_file
from gemba.model.disk import MEND_DAMAGED, environment_problems
from gemba.model.format import BLOBS_NAME, CACHE_NAME, DATABASE_NAME, FOLDER_NAMES, VAULT_NAME
from gemba.model.lock import LibraryLock
from gemba.model.moment import Moment
from gemba.model.queries import Queries
from gemba.model.small_pictures import SmallPictureStore
from gemba.model.stored import moment_to_text, wall_clock
from gemba.model.writer import Store, Writer

if TYPE_CHECKING:
    from gemba.model.changed import Changed
    from gemba.model.changes import Touched
    from gemba.model.operation import Operation

T = TypeVar("T")
VAULT_KEY_FACT = "vault_key"


class Library:
    """An open library. Made by ``Library.create`` and ``Library.open``; a context manager that closes it.

    ``before_commit`` holds functions that run inside every operation, undo and redo, after its body: services judge
    tickets there. While ``operation.replaying`` they may write derived rows only. ``newer`` says that a newer gemba
    wrote it, which is one reason for ``read_only``.
    """

    def __init__(self, folder: Path, *, read_only: bool, wait_s: float, clock: Callable[[], Moment], wal: bool) -> None:
        """Use ``open`` or ``create``."""
        self.folder = folder
        self.read_only = read_only
        self.newer = False
        self.take_over = False
        self.clock = clock
        self.before_commit: list[Callable[[Operation, Touched], None]] = []
        self._wait_s = wait_s
        self._wal = wal
        self._lock = LibraryLock(folder, shared=not wal)
        self._readers = ReaderPool(folder / DATABASE_NAME, wal=wal)
        self._writer = Writer(self._open_store)
        self._subscribers: list[Callable[[Changed], None]] = []
        self._vault: BlobStore | None = None
        self._vault_making = threading.Lock()
        self._locking = threading.Lock()
        self.blobs = BlobStore(folder / BLOBS_NAME)
        self.small_pictures = SmallPictureStore(folder / CACHE_NAME)

    @classmethod
    def create(cls, folder: Path, *, clock: Callable[[], Moment] = wall_clock) -> Library:
        """Make a new, empty library and open it. It stands complete under its name, or not at all.

        Raises UserError where something of that name exists, LocationProblem in a bad place, DiskFull.
        """
        import shutil

        folder = folder.absolute()
        with environment_problems(say("The library could not be created.")):
            if folder.exists():
                raise UserError(say("“{name}” exists already.", name=folder.name), mend=say("Choose another name."))
            location.check_place(folder, creating=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            location.check_owner(folder, creating=True)
            staging = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
            shutil.rmtree(staging, ignore_errors=True)
            try:
                _build(staging)
                staging.rename(folder)
                durable.sync_folder(folder.parent)
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise
        return cls.open(folder, clock=clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        wait_s: float = 5.0,
        clock: Callable[[], Moment] = wall_clock,
        accept_location: bool = False,
        take_over: bool = False,
        backup: Callable[[Path], object] | None = None,
        upgrade: bool = True,
        watch: migrate.Watch = migrate.unwatched,
    ) -> Library:
        """Open an existing library; nothing is locked before the first write.

        A library of an older gemba is brought up to date first, under the lock, after a verified backup (``backup``
        replaces the usual one, ``watch`` is told of each step and stops it by raising); without ``upgrade`` it is
        LibraryOlder, for whoever has that done elsewhere because it takes long. One of a newer gemba, or in a place
        that cannot be written, opens read-only; ``read_only`` of the result says so. ``take_over`` makes the choice
        that LibraryBusy names where another computer holds a library on a network disk. Raises UserError,
        LocationProblem, LibraryBusy, LibraryDamaged.
        """
        folder = folder.absolute()
        with environment_problems(say("The library cannot be opened.")):  # also where nobody lets this person look
            if not (folder / DATABASE_NAME).is_file():
                raise UserError(
                    say("“{name}” is not a library of gemba.", name=folder.name),
                    mend=say("Make one with “gemba init”, or name another folder with --library."),
                )
            place = location.check_place(folder, creating=False, accept_location=accept_location)
            location.check_owner(folder, creating=False)
        read_only = read_only or not os.access(folder, os.W_OK) or not os.access(folder / DATABASE_NAME, os.W_OK)
        library = cls(folder, read_only=read_only, wait_s=wait_s, clock=clock, wal=place.allows_wal)
        library.take_over = take_over
        try:
            library._check_format(backup, upgrade, watch)
        except BaseException:
            library.close()
            raise
        return library

    def __enter__(self) -> Self:
        """Return the library."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    @property
    def queries(self) -> Queries:
        """Return every query, on this thread's own connection; sees what is durable."""
        return Queries(self._readers.reader())

    @property
    def vault(self) -> BlobStore:
        """Return the store of the originals, whose names are keyed hashes; nothing of it ever leaves."""
        with self._vault_making:  # two stores on one folder would not wait for each other's temporary files
            return self._made_vault()

    def _made_vault(self) -> BlobStore:
        if self._vault is None:
            key = self._readers.reader().value("SELECT value FROM library_fact WHERE key = ?", (VAULT_KEY_FACT,))
            self._vault = BlobStore(self.folder / VAULT_NAME, key=bytes.fromhex(str(key)))
        return self._vault

    def run(
        self,
        name: str,
        body: Callable[[Operation], T],
        *,
        values: Mapping[str, str | int | float] | None = None,
        initiator: str = "",
        coalesce: str = "",
        found_on: str = "",
    ) -> T:
        """Do one operation and return what ``body`` returned, once it is durable.

        ``name`` is an N_() template, filled with ``values``: the undo step, log line and menu text. ``body`` runs on
        the writer thread; when it raises, nothing has happened. With ``coalesce``, an operation that directly
        follows one of the same key joins its undo step (typed text, files of one import). What the program finds by
        itself on a picture joins the step that brought it, named by ``found_on``. Raises LibraryBusy,
        LibraryReadOnly, DiskFull, Refused and whatever ``body`` raises.
        """
        if self._writer.is_here:
            raise RuntimeError("an operation cannot start another one: use the operation at hand")
        return self.submit(
            name, body, values=values, initiator=initiator, coalesce=coalesce, found_on=found_on
        ).result()

    def submit(
        self,
        name: str,
        body: Callable[[Operation], T],
        *,
        values: Mapping[str, str | int | float] | None = None,
        initiator: str = "",
        coalesce: str = "",
        found_on: str = "",
    ) -> Future[T]:
        """Hand in one operation and return at once; the future is done when it is durable, or has its error."""
        from gemba.model.transaction import Order, operate

        order = Order(name, values or {}, initiator, coalesce, found_on)
        return self._submit(lambda store: operate(self, store, order, body))

    def undo(self, *, initiator: str = "") -> str | None:
        """Take back the newest operation and return its name, or None where there is nothing to take back."""
        return self._replay(initiator, undo=True)

    def redo(self, *, initiator: str = "") -> str | None:
        """Do again what was last taken back and return its name, or None."""
        return self._replay(initiator, undo=False)

    def save_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; durable when this returns, not in the history. Empty text forgets the draft."""
        self.submit_draft(key, text).result()

    def submit_draft(self, key: str, text: str) -> Future[None]:
        """Hand in half-typed text and return at once; the future is done when it is durable."""
        from gemba.model.text import normalise

        key, kept, at = normalise(key), normalise(text), moment_to_text(self.clock())

        def write(store: Store) -> None:
            store.begin()
            if kept:
                store.connection.execute(
                    "INSERT INTO draft (key, text, at) VALUES (?, ?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET text = excluded.text, at = excluded.at",
                    (key, kept, at),
                )
            else:
                store.connection.execute("DELETE FROM draft WHERE key = ?", (key,))
            store.commit()

        return self._submit(write)

    def maintain(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do housekeeping on the writer's connection, outside any transaction: purge, VACUUM, checkpoint."""
        return self._submit(lambda store: work(store.connection)).result()

    def subscribe(self, callback: Callable[[Changed], None]) -> Callable[[], None]:
        """Call ``callback`` on the writer thread after every durable change; return a function that ends it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def publish(self, changed: Changed) -> None:
        """Tell every subscriber; one that fails does not keep the others from hearing, nor undo what is durable."""
        import logging

        for callback in list(self._subscribers):
            try:
                callback(changed)
            except Exception as problem:
                # Only the type: the words may hold what a log must not see.
                logging.getLogger("gemba.model").error("a listener failed: %s", type(problem).__name__)

    def take_lock(self) -> None:
        """Take the writer's lock now, and keep it until ``close``; raises LibraryBusy, LibraryReadOnly."""
        if self.read_only:
            raise LibraryReadOnly(
                say("This library is open for reading only."),
                mend=say("Open it where you may write to it, with this gemba or a newer one."),
            )
        with self._locking:  # the window takes it on one thread, its first write on another
            if not self._lock.is_held:
                self._lock.acquire(self._wait_s, take_over=self.take_over)
                if not self._lock.closed_properly:
                    self.small_pictures.clear()

    @property
    def holds_lock(self) -> bool:
        """Say whether this process is the one that writes."""
        return self._lock.is_held

    def close(self) -> None:
        """Finish writing, give the lock back, close every connection. A second call does nothing."""
        self._writer.close()
        self._readers.close()
        self._lock.release()

    def _submit(self, job: Callable[[Store], T]) -> Future[T]:
        def guarded(store: Store) -> T:
            with environment_problems(say("What was just entered could not be stored.")):
                return job(store)

        return self._writer.submit(guarded)

    def _replay(self, initiator: str, *, undo: bool) -> str | None:
        from gemba.model.transaction import replay

        return self._submit(lambda store: replay(self, store, initiator, undo=undo)).result()

    def _open_store(self) -> Store:
        """Open for writing, on the writer thread: lock, check after an unclean close, connect."""
        from gemba.model import purge
        from gemba.model.leftovers import clear_temporaries

        self.take_lock()
        clear_temporaries(self.folder)
        connection = connect(self.folder / DATABASE_NAME, writable=True, wal=self._wal)
        try:
            if not self._lock.closed_properly:
                _quick_check(connection)
                self._lock.closed_properly = True
            if purge.is_pending(connection):
                purge.finish(self.folder, connection)
            return Store(connection, place=_place(self.folder), now=self.clock())
        except BaseException:
            connection.close()
            raise

    def _check_format(self, backup: Callable[[Path], object] | None, upgrade: bool, watch: migrate.Watch) -> None:
        with environment_problems(say("The library cannot be opened.")):
            raw = self._readers.reader().connection
            if raw.execute("PRAGMA application_id").fetchone()[0] != migrate.APPLICATION_ID:
                raise LibraryDamaged(say("The library's database is not one of gemba."), mend=MEND_DAMAGED)
            if migrate.newer_than_known(raw) is not None:
                self.newer = self.read_only = True
            elif migrate.schema_number(raw) < migrate.HEAD:
                self._upgrade(backup, upgrade, watch)

    def _upgrade(self, backup: Callable[[Path], object] | None, upgrade: bool, watch: migrate.Watch) -> None:
        older = say("This library was written by an older gemba and must be brought up to date first.")
        if self.read_only:
            raise EnvironmentProblem(older, mend=say("Open it once for writing."))
        if not upgrade:
            raise LibraryOlder(older)
        from gemba.model import backup as backups

        def make(folder: Path) -> object:
            return backups.make(folder, progress=lambda done, of: watch(say("Making a backup"), done, of))

        self.take_lock()
        connection = connect(self.folder / DATABASE_NAME, writable=True, wal=self._wal)
        try:
            migrate.upgrade(connection, backup=lambda: (backup or make)(self.folder), watch=watch)
        finally:
            connection.close()


def _build(folder: Path) -> None:
    """Fill a new library folder."""
    durable.make_folder(folder)
    for name in FOLDER_NAMES:
        durable.make_folder(folder / name)
    make_database_file(folder / DATABASE_NAME)
    connection = connect(folder / DATABASE_NAME, writable=True)
    try:
        migrate.create_schema(connection)
        connection.execute(
            "INSERT INTO library_fact (key, value) VALUES (?, ?)", (VAULT_KEY_FACT, os.urandom(32).hex())
        )
    finally:
        connection.close()
    durable.sync_folder(folder)


def _quick_check(connection: sqlite3.Connection) -> None:
    """Refuse to write into a database whose pages do not fit together."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise LibraryDamaged(say("The library was not closed properly, and a check found damage."), mend=MEND_DAMAGED)


def _place(folder: Path) -> str:
    """Return what tells this copy of the library from any other: a copied file has another number."""
    found = (folder / DATABASE_NAME).stat()
    return f"{found.st_ino:x}"
