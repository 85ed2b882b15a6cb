"""Clear away what dead processes left, without ever touching what anything refers to (D-09).

Temporary files carry the id of their process; those of dead ones go at start. Files that no row, no step of the
history and no kept backup refers to on two different days wait 30 days in `quarantine/`, and come back if something
refers to them again: a picture whose row is on its way is never taken. The caller holds the library's lock. Must not
know what a file shows.
"""

from __future__ import annotations

import errno
import glob
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gemba.message import say
from gemba.model import durable
from gemba.model.backup import backups_in, remove_tree
from gemba.model.blobs import NAME, BlobStore
from gemba.model.disk import environment_problems
from gemba.model.format import BACKUPS_NAME, BLOBS_NAME, CACHE_NAME, DATABASE_NAME, VAULT_NAME, WAITING_NAME
from gemba.model.references import References, essential, needed_with_history, read_only

QUARANTINE_NAME = "quarantine"
QUARANTINE_DAYS = 30
_OTHER_DAYS = 3  # a clock that jumps ahead once must not empty the quarantine
_NOTES_FILE = "notes.json"
_TEMPORARY = re.compile(r".+\.(\d+)\.tmp")


@dataclass(frozen=True, slots=True)
class Collected:
    """What one clean-up did, in files."""

    quarantined: int = 0
    returned: int = 0
    deleted: int = 0


def clear_temporaries(library: Path) -> int:
    """Remove temporary files of processes that are gone; return how many. Call at start, under the lock."""
    removed = 0
    with environment_problems(say("Left-over temporary files could not be cleared.")):
        for path in list(_temporaries(library)):
            match = _TEMPORARY.fullmatch(path.name)
            if match is None or runs(int(match[1])):
                continue
            if path.is_dir() and not path.is_symlink():
                remove_tree(path)
            else:
                path.unlink(missing_ok=True)
            removed += 1
    return removed


def collect(library: Path, *, today: date) -> Collected:
    """Move unreferenced files to quarantine, bring needed ones back, delete what waited long enough.

    Running it twice on one day changes nothing the second time. Raises DiskFull or LibraryReadOnly.
    """
    with environment_problems(say("Pictures that nothing refers to could not be put aside.")):
        needed = _everything_needed(library)
        notes = _read_notes(library)
        returned = _bring_back(library, needed)
        unneeded = set(_unneeded(library, needed))
        is_new_day = today.isoformat() not in notes.days[-1:]
        ripe = sorted(unneeded & notes.waiting) if is_new_day else []
        for store, name in ripe:
            _move_aside(library, store, name, today)
        days = (*notes.days, today.isoformat())[-400:] if is_new_day else notes.days
        notes = _Notes(days, frozenset(unneeded - set(ripe)))
        deleted = _delete_old(library, today, notes.days)
        _write_notes(library, notes)
        return Collected(len(ripe), returned, deleted)


def prune_second(second: Path) -> int:
    """Remove from a second backup folder what none of its kept backups needs any more; return how many files."""
    with environment_problems(say("The second backup folder could not be tidied.")):
        clear_temporaries(second)
        needed = _needed_by_backups(second)
        gone = list(_unneeded(second, needed)) if needed is not None else []
        for store, name in gone:
            BlobStore(second / store).remove(name)
        return len(gone)


def quarantined_files(library: Path) -> Iterator[Path]:
    """Yield the files that wait in quarantine; purging originals has to look at them too."""
    for day in _day_folders(library):
        yield from (path for path in sorted(day.rglob("*")) if path.is_file() and NAME.fullmatch(path.name))


def _temporaries(library: Path) -> Iterator[Path]:
    yield from library.glob("*.tmp")
    # Libraries that were being made or restored beside this one when their process died.
    yield from library.parent.glob(f"{glob.escape(library.name)}.*tmp")
    for folder in (BACKUPS_NAME, CACHE_NAME, QUARANTINE_NAME, WAITING_NAME):
        yield from (library / folder).glob("*.tmp")
    for store in (VAULT_NAME, BLOBS_NAME, CACHE_NAME):
        yield from (library / store).glob("*/*.tmp")


def runs(pid: int) -> bool:
    """Say whether a process of that id runs here; where it cannot be asked, yes."""
    if sys.platform == "win32":
        # os.kill would end the process there.
        return True
    try:
        os.kill(pid, 0)
    except OSError as problem:
        return problem.errno == errno.EPERM
    except OverflowError:
        return False
    return True


def _everything_needed(library: Path) -> References:
    connection = read_only(library / DATABASE_NAME)
    try:
        needed = needed_with_history(connection)
    finally:
        connection.close()
    return needed | (_needed_by_backups(library / BACKUPS_NAME) or References())


def _needed_by_backups(folder: Path) -> References | None:
    """Return what the backups in a folder need; None where there are none, which says nothing about need."""
    needed: References | None = None
    for backup in backups_in(folder):
        connection = read_only(backup.path, at_rest=True)
        try:
            needed = essential(connection) | (needed or References())
        finally:
            connection.close()
    return needed


def _unneeded(library: Path, needed: References) -> Iterator[tuple[str, str]]:
    for store, names in ((VAULT_NAME, needed.vault), (BLOBS_NAME, needed.blobs)):
        yield from ((store, name) for name in BlobStore(library / store).names() if name not in names)


def _move_aside(library: Path, store: str, name: str, today: date) -> None:
    source = BlobStore(library / store).path(name)
    target = library / QUARANTINE_NAME / today.isoformat() / store / name
    folders = [target.parent.parent.parent, target.parent.parent, target.parent]
    for folder in folders:
        if not folder.is_dir():
            durable.make_folder(folder)
    source.replace(target)
    durable.sync_folder(target.parent)
    durable.sync_folder(source.parent)


def _bring_back(library: Path, needed: References) -> int:
    """Return files to their store; a copy that stands there already only leaves the quarantine."""
    returned = 0
    for path in list(quarantined_files(library)):
        store = path.parent.name
        wanted = needed.vault if store == VAULT_NAME else needed.blobs
        if path.name not in wanted:
            continue
        target = BlobStore(library / store).path(path.name)
        if target.is_file():
            path.unlink()
        else:
            durable.make_folder(target.parent)
            path.replace(target)
            durable.sync_folder(target.parent)
            returned += 1
        durable.sync_folder(path.parent)
    return returned


def _delete_old(library: Path, today: date, days: tuple[str, ...]) -> int:
    """Delete what was put aside 30 days ago, if the clean-up has run on at least three other days since."""
    deleted = 0
    for folder in _day_folders(library):
        later = days[len(days) - days[::-1].index(folder.name) :] if folder.name in days else days
        if today - date.fromisoformat(folder.name) < timedelta(days=QUARANTINE_DAYS) or len(set(later)) < _OTHER_DAYS:
            continue
        deleted += sum(1 for path in folder.rglob("*") if path.is_file())
        remove_tree(folder)
        durable.sync_folder(library / QUARANTINE_NAME)
    return deleted


def _day_folders(library: Path) -> list[Path]:
    folder = library / QUARANTINE_NAME
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and re.fullmatch(r"\d{4}-\d\d-\d\d", path.name))


@dataclass(frozen=True, slots=True)
class _Notes:
    """What clean-ups remember: the days they ran on, in that order, and what the last one found unneeded."""

    days: tuple[str, ...] = ()
    waiting: frozenset[tuple[str, str]] = frozenset()


def _read_notes(library: Path) -> _Notes:
    try:
        told = json.loads((library / QUARANTINE_NAME / _NOTES_FILE).read_text(encoding="ascii"))
        waiting = frozenset((str(store), str(name)) for store, name in told["waiting"])
        return _Notes(tuple(str(day) for day in told["days"]), waiting)
    except (OSError, ValueError, KeyError, TypeError):
        return _Notes()


def _write_notes(library: Path, notes: _Notes) -> None:
    """Replace the notes whole; losing them only makes the next clean-ups wait longer."""
    if notes == _read_notes(library) or not (notes.waiting or (library / QUARANTINE_NAME).is_dir()):
        return
    path = library / QUARANTINE_NAME / _NOTES_FILE
    durable.make_folder(path.parent)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    told = {"days": list(notes.days), "waiting": sorted(notes.waiting)}
    durable.write_new(temporary, json.dumps(told).encode("ascii"))
    temporary.replace(path)
    durable.sync_folder(path.parent)
