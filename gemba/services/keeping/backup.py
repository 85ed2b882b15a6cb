"""Make, list and restore backups of a library, here and in a second folder on another disk.

Says when one is due; whoever runs the program (window, command line) asks. Must not know how a backup is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gemba import paths
from gemba.errors import EnvironmentProblem, LibraryDamaged, UserError
from gemba.message import Message, say
from gemba.model import backup as backups
from gemba.model import leftovers, swap
from gemba.model.backup import Backup, Progress, no_progress
from gemba.model.format import BACKUPS_NAME
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.lock import LibraryLock
from gemba.model.rows import Moment
from gemba.services.keeping.second_folder import look_at_second
from gemba.settings import PersonSettings

DUE_AFTER_S = 30 * 60
LOCK_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup; ``verified`` is the answer of a check made now, ``where`` is ``library`` or ``second``."""

    name: str
    at: Moment
    size_bytes: int
    verified: bool
    where: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: which backup is back, and where the library that stood there is kept (None: none stood)."""

    name: str
    kept_aside: Path | None


class Backups:
    """Backups of one open library."""

    def __init__(self, library: Library, *, second: Path | None = None) -> None:
        """Take the open library; ``second`` replaces the second folder of the person's settings."""
        self._library = library
        self._given = second

    @property
    def _second(self) -> Path | None:
        # Asked for each time: the person may have named another disk while the window was open.
        return self._given if self._given is not None else second_folder()

    def take(self, *, progress: Progress = no_progress) -> tuple[BackupRow, ...]:
        """Make a verified backup now, in the library and in the second folder if one is set; return them.

        Raises DiskFull, LibraryReadOnly, LibraryDamaged. A second folder that is away (disk not plugged in)
        raises only after the first backup was made.
        """
        clock = self._clock()
        made = [_row(backups.make(self._library.folder, now=clock), "library", verified=True)]
        if self._second is not None:
            if not paths.is_folder(self._second.parent):
                raise EnvironmentProblem(
                    say("The second backup folder is not there; the backup in the library itself was made."),
                    mend=say("Plug its disk in, or change the setting “backup.second_folder”."),
                )
            made.append(self.take_into(self._second, progress=progress))
        return tuple(made)

    def take_into(self, folder: Path, *, progress: Progress = no_progress) -> BackupRow:
        """Make a verified backup with all pictures in a folder on another disk, and write nothing to the library's.

        The way out where the library's own disk takes nothing any more. Raises DiskFull where that disk is full too.
        """
        self._library.take_lock()  # so that nobody else fills or tidies that folder meanwhile
        target = second_place(folder, self._library.folder)
        there = backups.make(self._library.folder, second=target, now=self._clock(), progress=progress)
        leftovers.prune_second(target)
        return _row(there, "second", verified=True)

    def take_if_due(self) -> bool:
        """Make a backup where the newest is half an hour old, from the future, or missing; say whether one was made.

        For programs that open a library only for a moment, such as a command: they have no clock of their own to
        wait on, so that the newest backup's own time is all there is to go by.
        """
        newest = next(iter(backups.backups_in(self._library.folder / BACKUPS_NAME)), None)
        if newest is not None and 0 <= (self._clock()() - newest.made_utc).total_seconds() < DUE_AFTER_S:
            return False
        self.take()
        return True

    def look_at_second(self, told: str) -> Message | None:
        """Return what speaks against a second folder of that name; raises what refuses it (see second_folder)."""
        return look_at_second(told, self._library.folder)

    def all(self) -> tuple[BackupRow, ...]:
        """Return every backup, newest first, each checked now."""
        rows = []
        for where, folder, files in self._places():
            rows += [_row(found, where, verified=_is_good(found, files)) for found in backups.backups_in(folder)]
        return tuple(sorted(rows, key=lambda row: (row.at, row.name), reverse=True))

    def _places(self) -> list[tuple[str, Path, Path]]:
        folder = self._library.folder
        places = [("library", folder / BACKUPS_NAME, folder)]
        if self._second is not None and paths.is_folder(second := second_place(self._second, folder)):
            places.append(("second", second, second))
        return places

    def _clock(self) -> Callable[[], datetime]:
        return lambda: self._library.clock().utc


class Schedule:
    """Say when the next backup is due: 30 minutes after the first change since the last one (D-12).

    Times are seconds of a monotonic clock, so that a wall clock that jumps changes nothing.
    """

    def __init__(self) -> None:
        """Begin with nothing to save."""
        self._dirty_since_s: float | None = None

    def changed(self, *, now_s: float) -> None:
        """Note that the library has changed."""
        if self._dirty_since_s is None:
            self._dirty_since_s = now_s

    def made(self) -> None:
        """Note that a backup was made."""
        self._dirty_since_s = None

    def is_due(self, *, now_s: float, session_ends: bool = False) -> bool:
        """Say whether a backup should be made now; at the end of a session every change is worth one."""
        if self._dirty_since_s is None:
            return False
        return session_ends or now_s - self._dirty_since_s >= DUE_AFTER_S


def restore_library(folder: Path, name: str = "", *, progress: Progress = no_progress) -> Restored:
    """Bring a backup back into the library's place; what stands there is kept aside, nothing is overwritten.

    ``name`` is a backup's name or number; without it the newest one that passes its checks. Backups in the
    library and in the second folder are looked at. Works on a library that does not open any more, and on one
    that is gone. Raises UserError where there is no such backup, LibraryBusy, LibraryDamaged.
    """
    folder = folder.absolute()
    if swap.finish(folder) and not name:
        return Restored(folder.name, None)
    chosen, files = _choose(folder, name)
    lock = LibraryLock(folder) if folder.is_dir() else None
    if lock is not None:
        lock.acquire(LOCK_WAIT_S)
    try:
        ready = swap.ready_name(folder)
        backups.remove_tree(ready)
        backups.restore(chosen.path, ready, files=files, replica=new_id(), progress=progress)
        aside = (
            swap.aside_name(folder, stamp=datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")) if lock is not None else None
        )
        swap.take_place(folder, aside or folder)
    finally:
        if lock is not None:
            lock.release()
    return Restored(chosen.path.name, aside)


def second_place(second: Path, library: Path) -> Path:
    """Return the folder of one library inside the second folder, which may hold those of several."""
    return second / f"{re.sub(r'[^A-Za-z0-9._-]', '_', library.stem)[:60]}.backups"


def _choose(folder: Path, name: str) -> tuple[Backup, Path]:
    """Return the wanted backup and where the pictures it needs stand."""
    places = [(folder / BACKUPS_NAME, folder)]
    second = second_folder()
    if second is not None and paths.is_folder(there := second_place(second, folder)):
        places.append((there, there))
    # What an earlier restore put aside still has its backups, so that a restore can be taken back too.
    places += [(aside / BACKUPS_NAME, aside) for aside in swap.put_aside(folder)]
    found = [(one, files) for place, files in places for one in backups.backups_in(place)]
    found.sort(key=lambda pair: (pair[0].made_utc, pair[0].number), reverse=True)
    if name:
        named = [pair for pair in found if name in (pair[0].path.name, pair[0].path.stem, str(pair[0].number))]
        if not named:
            raise UserError(
                say("There is no backup “{name}”.", name=name[:80]), mend=say("“gemba backup --list” lists them.")
            )
        return named[0]
    for one, files in found:
        if _is_good(one, files):
            return one, files
    if found:
        raise LibraryDamaged(say("No backup passes its checks."), mend=say("Ask for help before you change anything."))
    raise UserError(
        say("There is no backup of this library."), mend=say("Set “backup.second_folder” to where they are.")
    )


def _is_good(one: Backup, files: Path) -> bool:
    try:
        backups.verify(one.path, files)
    except EnvironmentProblem:
        return False
    return True


def _row(one: Backup, where: str, *, verified: bool) -> BackupRow:
    return BackupRow(one.path.name, Moment(one.made_utc), one.size_bytes, verified, where)


def second_folder() -> Path | None:
    """Return the folder on another disk that the person set for backups, None where none is set."""
    told = PersonSettings(paths.user_config() / "settings.json").get("backup.second_folder")
    return paths.folder_named(told) if told else None
