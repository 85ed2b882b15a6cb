"""Make, verify, rotate and restore backups of a library.

A backup is a compact copy of the database (`VACUUM INTO`, so without what was deleted) that was opened, checked and
compared with the files it needs before it got its name. In the library's own folder the pictures stand beside it
already; in a second folder, meant to be on another disk, they are copied too, each once. So a backup there restores
a library whose folder is lost. Must not know entities or when a backup is due.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from gemba.errors import LibraryDamaged
from gemba.message import Message, say
from gemba.model import durable, retention
from gemba.model.blobs import BlobStore
from gemba.model.connection import connect
from gemba.model.disk import environment_problems
from gemba.model.format import BACKUPS_NAME, BLOBS_NAME, DATABASE_NAME, VAULT_NAME
from gemba.model.migrate import APPLICATION_ID
from gemba.model.references import essential, needed_by_rows, read_only

_LOOK_EVERY = 20_000  # instructions of SQLite
_NAME = re.compile(r"(\d{6,12})-(\d{8}T\d{6})Z\.db")
_MEND = say("Take an older backup, or one from the second folder; this one was left as it is.")
VAULT_KEY_FACT = "vault_key"
Progress = Callable[[int, int], None]
"""Called with (files done, files in all); may raise to stop, and then nothing half is left."""


def no_progress(_done: int, _of: int) -> None:
    """Ignore progress."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup; ``number`` only grows, ``made_utc`` is what the clock showed."""

    path: Path
    number: int
    made_utc: datetime
    size_bytes: int


def wall_clock() -> datetime:
    """Return the machine's time in UTC; tests hand in their own."""
    return datetime.now(UTC)


def backups_in(folder: Path) -> list[Backup]:
    """Return the finished backups in a folder, newest number first; other files are not looked at."""
    found: list[Backup] = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match is not None and path.is_file() and not path.is_symlink():
            made = datetime.fromisoformat(match[2]).replace(tzinfo=UTC)
            found.append(Backup(path, int(match[1]), made, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def make(
    library: Path,
    *,
    second: Path | None = None,
    now: Callable[[], datetime] = wall_clock,
    progress: Progress = no_progress,
) -> Backup:
    """Back a library up into its own `backups/`, or into the folder ``second`` with all pictures; then rotate.

    ``progress`` is told (0, 0) while the database is copied, of which nobody knows how far it is.

    Needs no lock; runs while others write. When it returns, the backup is on disk and was verified. Raises
    LibraryDamaged where the copy fails its checks or a picture is missing, DiskFull, LibraryReadOnly; then no
    backup of that name exists and older ones are untouched.
    """
    folder = second if second is not None else library / BACKUPS_NAME
    with environment_problems(say("The backup could not be made.")):
        folder.mkdir(mode=durable.FOLDER_MODE, parents=True, exist_ok=True)
        durable.sync_folder(folder.parent)
        if second is not None:
            copy_files(library / DATABASE_NAME, library, second, progress=progress)
        backup = _snapshot(library, folder, now, progress)
        _rotate(folder, today=backup.made_utc.date())
    return backup


def verify(database: Path, files: Path, *, at_rest: bool = True) -> None:
    """Open a backup, check it, and look whether every file its rows need stands in ``files``; raise LibraryDamaged."""
    connection = read_only(database, at_rest=at_rest)
    try:
        problem = _first_problem(connection)
        missing = [] if problem else [pair for pair in essential(connection).by_store() if not _stands(files, *pair)]
    except sqlite3.DatabaseError:
        problem, missing = say("The backup cannot be read as a library."), []
    finally:
        connection.close()
    if missing:
        problem = say("{count} pictures that the backup needs are missing.", count=len(missing))
    if problem is not None:
        raise LibraryDamaged(problem, mend=_MEND)


def restore(backup: Path, into: Path, *, files: Path, replica: str, progress: Progress = no_progress) -> None:
    """Make a new library folder ``into`` from a backup and the pictures in ``files``; all or nothing.

    ``files`` is the library the backup belongs to, or the second folder. ``replica`` becomes the new library's
    replica id, so that it never says the same (replica, counter) as the one it was taken from (X-08). Raises
    LibraryDamaged where a picture is missing or damaged, FileExistsError where ``into`` exists.
    """
    if into.exists():
        raise FileExistsError(into.name)
    staging = into.with_name(f"{into.name}.{os.getpid()}.tmp")
    with environment_problems(say("The backup could not be restored.")):
        verify(backup, files)
        try:
            durable.make_folder(staging)
            copy_files(backup, files, staging, at_rest=True, progress=progress)
            durable.write_new(staging / DATABASE_NAME, durable.read_whole(backup))
            bring_files(staging / DATABASE_NAME, files, staging)
            become_new_replica(staging / DATABASE_NAME, replica)
            staging.rename(into)
            durable.sync_folder(into.parent)
        except BaseException:
            remove_tree(staging)
            raise


def copy_files(
    database: Path, source: Path, target: Path, *, at_rest: bool = False, progress: Progress = no_progress
) -> int:
    """Copy every file that a database's rows cannot do without and ``target`` lacks, verified; return how many."""
    connection = read_only(database, at_rest=at_rest)
    try:
        wanted, key = list(essential(connection).by_store()), vault_key(connection)
    finally:
        connection.close()
    copied = 0
    for done, (store, name) in enumerate(wanted):
        progress(done, len(wanted))
        if not _stands(target, store, name):
            hashed_with = key if store == VAULT_NAME else None
            BlobStore(target / store, key=hashed_with).put(BlobStore(source / store, key=hashed_with).get(name))
            copied += 1
    progress(len(wanted), len(wanted))
    return copied


def bring_files(database: Path, source: Path, target: Path) -> int:
    """Copy every file the rows refer to where it is whole; forget renderings that are not, as they are made anew.

    Return how many originals could not be brought.
    """
    connection = connect(database, writable=True)
    try:
        key, missing = vault_key(connection), 0
        for store, name in needed_by_rows(connection).by_store():
            if _stands(target, store, name):
                continue
            hashed_with = key if store == VAULT_NAME else None
            try:
                BlobStore(target / store, key=hashed_with).put(BlobStore(source / store, key=hashed_with).get(name))
            except LibraryDamaged:
                missing += store == VAULT_NAME
                if store == BLOBS_NAME:
                    connection.execute("DELETE FROM rendering WHERE blob = ?", (name,))
    finally:
        connection.close()
    return missing


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it; never follows a link."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            remove_tree(path)
        else:
            path.unlink()
    folder.rmdir()


def _snapshot(library: Path, folder: Path, now: Callable[[], datetime], progress: Progress) -> Backup:
    """Write, sync, open, check, name, sync the name: a file with a backup's name is a good backup."""
    made = now().astimezone(UTC).replace(microsecond=0)
    number = max((backup.number for backup in backups_in(folder)), default=0) + 1
    path = folder / f"{number:06d}-{made:%Y%m%dT%H%M%S}Z.db"
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    descriptor = durable.open_new(temporary)  # SQLite fills an empty file and keeps its mode
    try:
        try:
            _vacuum_into(library / DATABASE_NAME, temporary, progress)
            durable.sync_file(descriptor)
        finally:
            os.close(descriptor)
        verify(temporary, library if folder == library / BACKUPS_NAME else folder)
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    durable.sync_folder(folder)
    return Backup(path, number, made, path.stat().st_size)


def _vacuum_into(database: Path, target: Path, progress: Progress) -> None:
    connection = read_only(database)
    stopped: list[BaseException] = []

    def look() -> bool:
        """Ask whether to go on; SQLite itself would say only that it was interrupted."""
        try:
            progress(0, 0)
        except BaseException as why:
            stopped.append(why)
        return bool(stopped)

    connection.set_progress_handler(look, _LOOK_EVERY)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        connection.close()


def _rotate(folder: Path, *, today: date) -> None:
    present = backups_in(folder)
    stay = retention.kept((retention.Dated(b.number, b.made_utc.date()) for b in present), today=today)
    for backup in present:
        if backup.number not in stay:
            backup.path.unlink(missing_ok=True)
    durable.sync_folder(folder)


def _first_problem(connection: sqlite3.Connection) -> Message | None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        return say("The backup holds damaged pages.")
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return say("The file is not a library of gemba.")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return say("Some entries of the backup point at nothing.")
    return None


def _stands(files: Path, store: str, name: str) -> bool:
    path = BlobStore(files / store).path(name)
    return path.is_file() and not path.is_symlink()


def vault_key(connection: sqlite3.Connection) -> bytes | None:
    """Return the key that names the originals of this library, or None where it has none yet."""
    row = connection.execute("SELECT value FROM library_fact WHERE key = ?", (VAULT_KEY_FACT,)).fetchone()
    return None if row is None else bytes.fromhex(str(row[0]))


def become_new_replica(database: Path, replica: str) -> None:
    """Write a new replica id into a copied database, so that it never repeats what the first one says (X-08)."""
    connection = connect(database, writable=True)
    try:
        started = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z+00:00")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO replica (id, started, place) VALUES (?, ?, ?)", (replica, started, "restored"))
        connection.execute("COMMIT")
    finally:
        connection.close()
