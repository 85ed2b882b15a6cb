"""Forget originals for good: what stays of the store when the rows have let go of them (RELIABILITY rule 13, R-09).

An operation writes the rows and, in the same transaction, what is still to be done (``note_pending``). ``finish`` then
empties the history of those pictures, rewrites index, pages and log, deletes the files and every backup that still
knows them. It may be killed anywhere: the next writer finishes it before it does anything else. Not claimed: what the
disk, the file system's own journal or somebody's copy keeps. Must not know what a picture shows.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from gemba.message import say
from gemba.model import backup, search
from gemba.model.blobs import BlobStore
from gemba.model.connection import in_transaction
from gemba.model.disk import environment_problems
from gemba.model.format import BACKUPS_NAME, BLOBS_NAME, CACHE_NAME, VAULT_NAME
from gemba.model.leftovers import prune_second, quarantined_files
from gemba.model.references import needed_by_rows, needed_with_history, read_only

PENDING_FACT = "purge_pending"
PURGED = "purged"
"""The state of the operation that purged: no undo goes past it."""
_NAME = re.compile(r"[0-9a-f]{64}")
_PICTURE_TABLES = ("capture", "annotation", "proposal")


@dataclass(frozen=True, slots=True)
class Finished:
    """What was deleted: files of the store, their bytes, and backups that still knew the pictures.

    ``log_kept`` says that another program was reading, so that the write-ahead log could not be emptied yet.
    """

    files: int = 0
    size_bytes: int = 0
    backups: int = 0
    log_kept: bool = False


def removed_pictures(raw: sqlite3.Connection, *, session_id: str | None, before_text: str | None) -> dict[str, str]:
    """Return pictures that are gone from the rows but not from the history, with the vault's name of their original.

    Those of one visit, or those taken up to a moment (as it is stored), or all.
    """
    here = {row[0] for row in raw.execute("SELECT id FROM capture")}
    out: dict[str, str] = {}
    for key, text in raw.execute(
        """SELECT entity_id, "before" FROM change WHERE table_name = 'capture' AND "after" IS NULL ORDER BY counter"""
    ):
        was = json.loads(text or "{}")
        if key in here or not was.get("original"):
            continue
        of_visit = session_id is None or was.get("session_id") == session_id
        if of_visit and (before_text is None or (was.get("taken") or "") <= before_text):
            out[key] = str(was["original"])
    return out


def note_pending(raw: sqlite3.Connection, *, pictures: Collection[str], files: Collection[str], step: str) -> None:
    """Write down, in the caller's transaction, what ``finish`` has to do; ``step`` is the name of the operation.

    Drops the renderings of these pictures, what was read from them and half-typed texts about them.
    """
    told = json.dumps({"pictures": sorted(pictures), "files": sorted(files), "step": step})
    raw.execute("INSERT OR REPLACE INTO library_fact (key, value) VALUES (?, ?)", (PENDING_FACT, told))
    for key in pictures:
        raw.execute("DELETE FROM rendering WHERE capture_id = ?", (key,))
        raw.execute("DELETE FROM recognised WHERE capture_id = ?", (key,))
        raw.execute("DELETE FROM draft WHERE key LIKE ?", (f"%{key}%",))


def is_pending(raw: sqlite3.Connection) -> bool:
    """Say whether a purge was begun and not finished."""
    return raw.execute("SELECT 1 FROM library_fact WHERE key = ?", (PENDING_FACT,)).fetchone() is not None


def finish(library: Path, raw: sqlite3.Connection, *, second: Path | None = None) -> Finished:
    """Finish a purge on the writer's connection, outside any transaction; nothing to do is no error.

    ``second`` is the library's place in the second backup folder, where that is there now. May be run again after a
    kill. Raises DiskFull, LibraryReadOnly; then it is still pending.
    """
    row = raw.execute("SELECT value FROM library_fact WHERE key = ?", (PENDING_FACT,)).fetchone()
    if row is None:
        return Finished()
    told = json.loads(row[0])
    pictures, files = frozenset(told["pictures"]), set(told["files"])
    with environment_problems(say("The originals could not be purged completely; the rest follows at the next start.")):
        with in_transaction(raw):
            _close_history(raw, told["step"])
            files |= _empty_history(raw, pictures)
            raw.execute(
                "UPDATE library_fact SET value = ? WHERE key = ?",
                (json.dumps({**told, "files": sorted(files)}), PENDING_FACT),
            )
        # Index and pages before the backup that copies them; the files last, which older backups need until they go.
        _rewrite(raw)
        backups = _renew_backups(library, library, pictures)
        if second is not None and second.is_dir():
            backups += _renew_backups(library, second, pictures)
            prune_second(second)
        count, size = _delete_files(library, raw, files)
        with in_transaction(raw):
            raw.execute("DELETE FROM library_fact WHERE key = ?", (PENDING_FACT,))
        log_kept = _empty_log(raw)
    return Finished(count, size, backups, log_kept)


def _close_history(raw: sqlite3.Connection, step: str) -> None:
    """Make the step of the purge one that no undo goes past."""
    raw.execute(
        "UPDATE operation SET state = ? WHERE seq = (SELECT max(seq) FROM operation WHERE kind = 'do' AND name = ?)",
        (PURGED, step),
    )


def _empty_history(raw: sqlite3.Connection, pictures: Collection[str]) -> set[str]:
    """Keep of every change of these pictures that it happened and to which fields, and no value; return named files."""
    files: set[str] = set()
    marks = ", ".join("?" * len(_PICTURE_TABLES))
    sql = f'SELECT counter, table_name, entity_id, "before", "after" FROM change WHERE table_name IN ({marks})'
    rows = raw.execute(sql, _PICTURE_TABLES).fetchall()
    ids = {key for _, table, key, before, after in rows if table != "capture" and _of(before, after) in pictures}
    here = raw.execute("SELECT id, capture_id FROM annotation UNION ALL SELECT id, capture_id FROM proposal")
    ids |= {key for key, picture in here if picture in pictures}
    ids |= set(pictures)
    for counter, _, key, before, after in rows:
        if key in ids:
            files.update(_NAME.findall(f"{before} {after}"))
            raw.execute(
                'UPDATE change SET "before" = ?, "after" = ? WHERE counter = ?',
                (_emptied(before), _emptied(after), counter),
            )
    return files


def _of(before: str | None, after: str | None) -> str:
    return str(json.loads(after or before or "{}").get("capture_id", ""))


def _emptied(values: str | None) -> str | None:
    return None if values is None else json.dumps(dict.fromkeys(json.loads(values)))


def _delete_files(library: Path, raw: sqlite3.Connection, files: Iterable[str]) -> tuple[int, int]:
    """Delete these files where nothing needs them, everything made from pictures that no row names, and the cache."""
    needed = needed_with_history(raw)
    doomed = [(VAULT_NAME, name) for name in sorted(set(files) - needed.vault)]
    blobs = needed_by_rows(raw).blobs
    doomed += [(BLOBS_NAME, name) for name in BlobStore(library / BLOBS_NAME).names() if name not in blobs]
    count = size = 0
    for store, name in doomed:
        path = BlobStore(library / store).path(name)
        if path.is_file():
            count, size = count + 1, size + path.stat().st_size
            BlobStore(library / store).remove(name)
    for path in list(quarantined_files(library)):
        if path.name in files and path.name not in needed.vault:
            count, size = count + 1, size + path.stat().st_size
            path.unlink()
    for path in sorted((library / CACHE_NAME).rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            path.unlink()
    return count, size


def _rewrite(raw: sqlite3.Connection) -> None:
    """Write index and pages anew: deleted words stay in an index that is only changed, and rows in free pages."""
    search.rebuild(raw)
    raw.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    raw.execute("VACUUM")
    _empty_log(raw)


def _empty_log(raw: sqlite3.Connection) -> bool:
    """Empty the write-ahead log; return whether somebody who reads kept it."""
    return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def _renew_backups(library: Path, files: Path, pictures: Collection[str]) -> int:
    """Make a backup of the library as it is now, then delete those that still know the pictures; return how many."""
    folder = files / BACKUPS_NAME if files == library else files
    old = [one for one in backup.backups_in(folder) if knows(one.path, pictures)]
    if not old:
        return 0
    backup.make(library, second=None if files == library else files)
    for one in old:
        one.path.unlink(missing_ok=True)
    return len(old)


def knows(database: Path, pictures: Collection[str]) -> bool:
    """Say whether a backup holds an original's name, a text or a step of these pictures from before their purge."""
    connection = read_only(database, at_rest=True)
    try:
        rows: list[tuple[str]] = connection.execute("SELECT id FROM capture WHERE original_purged = 0").fetchall()
        rows += connection.execute(
            "SELECT entity_id FROM change WHERE table_name = 'capture'"
            """ AND ("before" LIKE '%"original":"_%' OR "after" LIKE '%"original":"_%')"""
        ).fetchall()
    except sqlite3.DatabaseError:
        return True  # what cannot be read may hold anything
    finally:
        connection.close()
    return any(row[0] in pictures for row in rows)


def counted(library: Path, pictures: Collection[str], *, second: Path | None = None) -> int:
    """Return how many backups would be deleted with these pictures."""
    folders: list[Path] = [library / BACKUPS_NAME, *([second] if second is not None else [])]
    found: Callable[[Path], int] = lambda folder: sum(knows(b.path, pictures) for b in backup.backups_in(folder))  # noqa: E731
    return sum(found(folder) for folder in folders)
