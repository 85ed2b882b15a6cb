"""Clear away what dead processes left, without ever touching what anything refers to (D-09).

Temporary files carry the id of their process; those of dead ones go at start. Files that no row, no step of the
history and no kept backup refers to wait 30 days in `quarantine/` and come back if something refers to them again.
The caller holds the library's lock and has no picture on its way. Must not know what a file shows.
"""

from __future__ import annotations

import errno
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
from gemba.model.backup import backups_in
from gemba.model.blobs import NAME, BlobStore
from gemba.model.disk import environment_problems
from gemba.model.format import BACKUPS_NAME, BLOBS_NAME, CACHE_NAME, DATABASE_NAME, VAULT_NAME
from gemba.model.references import References, needed_by_rows, needed_with_history, read_only

QUARANTINE_NAME = "quarantine"
QUARANTINE_DAYS = 30
_OTHER_DAYS = 3  # a clock that jumps ahead once must not empty the quarantine
_DAYS_FILE = "days.json"
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
        for path in _temporaries(library):
            match = _TEMPORARY.fullmatch(path.name)
            # Our own id on a file at start means a dead process that had it before us.
            if match is None or (int(match[1]) != os.getpid() and _runs(int(match[1]))):
                continue
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def collect(library: Path, *, today: date) -> Collected:
    """Move unreferenced files to quarantine, bring needed ones back, delete what waited long enough.

    Running it twice on one day changes nothing the second time. Raises DiskFull or LibraryReadOnly.
    """
    with environment_problems(say("Pictures that nothing refers to could not be put aside.")):
        needed = _everything_needed(library)
        returned = _bring_back(library, needed)
        quarantined = 0
        for store, names in ((VAULT_NAME, needed.vault), (BLOBS_NAME, needed.blobs)):
            for name in list(BlobStore(library / store).names()):
                if name not in names:
                    _move_aside(library, store, name, today)
                    quarantined += 1
        return Collected(quarantined, returned, _delete_old(library, today))


def quarantined_files(library: Path) -> Iterator[Path]:
    """Yield the files that wait in quarantine; purging originals has to look at them too."""
    for day in _day_folders(library):
        yield from (path for path in sorted(day.rglob("*")) if path.is_file() and NAME.fullmatch(path.name))


def _temporaries(library: Path) -> Iterator[Path]:
    yield from library.glob("*.tmp")
    for folder in (BACKUPS_NAME, CACHE_NAME, QUARANTINE_NAME):
        yield from (library / folder).glob("*.tmp")
    for store in (VAULT_NAME, BLOBS_NAME, CACHE_NAME):
        yield from (library / store).glob("*/*.tmp")


def _runs(pid: int) -> bool:
    if sys.platform == "win32":
        # os.kill would end the process there; the file of a dead one is cleared when its id is ours.
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
    for backup in backups_in(library / BACKUPS_NAME):
        connection = read_only(backup.path, at_rest=True)
        try:
            needed |= needed_by_rows(connection)
        finally:
            connection.close()
    return needed


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


def _delete_old(library: Path, today: date) -> int:
    """Delete what was put aside 30 days ago, if the clean-up has seen at least three other days since."""
    folders = _day_folders(library)
    if not folders:
        return 0
    seen = _days_seen(library, today)
    deleted = 0
    for folder in folders:
        day = date.fromisoformat(folder.name)
        later = seen[seen.index(folder.name) + 1 :] if folder.name in seen else seen
        if today - day < timedelta(days=QUARANTINE_DAYS) or len(later) < _OTHER_DAYS:
            continue
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
                deleted += 1
        folder.rmdir()
    durable.sync_folder(library / QUARANTINE_NAME)
    return deleted


def _day_folders(library: Path) -> list[Path]:
    folder = library / QUARANTINE_NAME
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and re.fullmatch(r"\d{4}-\d\d-\d\d", path.name))


def _days_seen(library: Path, today: date) -> list[str]:
    """Return the days on which a clean-up ran, in the order they were seen, today added and remembered."""
    path = library / QUARANTINE_NAME / _DAYS_FILE
    try:
        seen = [str(day) for day in json.loads(path.read_text(encoding="ascii"))]
    except (OSError, ValueError):
        seen = []
    if today.isoformat() not in seen:
        seen = [*seen, today.isoformat()][-400:]
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        temporary.unlink(missing_ok=True)
        durable.write_new(temporary, json.dumps(seen).encode("ascii"))
        temporary.replace(path)
        durable.sync_folder(path.parent)
    return seen
