"""Look a whole library over and say what is wrong, each with advice in one sentence; change nothing.

Pages, references, rows behind the program's back, files, pictures that wait, search index, the gate, the backups.
Reads through SQLite only and needs no lock. Long: hashing the files reports progress and may be stopped by it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gemba.errors import GembaError, LibraryDamaged
from gemba.message import Message, say
from gemba.model import digest, search
from gemba.model.backup import Progress, backups_in, no_progress, vault_key, verify
from gemba.model.blobs import BlobStore
from gemba.model.connection import connect
from gemba.model.disk import environment_problems, space_warning
from gemba.model.format import BACKUPS_NAME, BLOBS_NAME, DATABASE_NAME, VAULT_NAME
from gemba.model.references import essential, needed_by_rows, read_only
from gemba.model.values import Criterion
from gemba.model.waiting import WaitingShots

_RESTORE = say("Restore the newest verified backup with “gemba restore”; the damaged library stays as it is.")
_MANY = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a stable code, one sentence, and what to do about it."""

    code: str
    sentence: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Report:
    """What a check looked at (name, how many) and what it found."""

    looked_at: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Say whether nothing was found."""
        return not self.findings


def check(library: Path, *, progress: Progress = no_progress, hash_files: bool = True) -> Report:
    """Check everything; ``hash_files=False`` looks only whether files are there. May be run while others write."""
    looked: list[tuple[str, int]] = []
    findings: list[Finding] = []
    with environment_problems(say("The library could not be checked.")):
        connection = read_only(library / DATABASE_NAME)
        try:
            damaged = list(_pages(connection))
            findings += damaged
            looked.append(("pages", int(connection.execute("PRAGMA page_count").fetchone()[0])))
            if not damaged:
                for name, part in _PARTS:
                    found = list(part(connection))
                    looked.append((name, _size(connection, name)))
                    findings += found
                count, bad = _files(connection, library, progress, hash_files)
                looked.append(("files", count))
                findings += bad
                findings += _waiting(connection, library)
                findings += _search(library)
        except sqlite3.DatabaseError:
            findings.append(Finding("pages", say("Some pages of the database cannot be read."), _RESTORE))
        finally:
            connection.close()
        findings += _backups(library, looked)
        findings += _room(library)
    return Report(tuple(looked), tuple(findings))


def quick(raw: sqlite3.Connection) -> Finding | None:
    """Return what `quick_check` finds on an open connection, or None: for the start after an unclean close."""
    try:
        good = raw.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        good = False
    return None if good else Finding("pages", say("The database has damaged pages."), _RESTORE)


def _pages(connection: sqlite3.Connection) -> Iterator[Finding]:
    try:
        rows = connection.execute(f"PRAGMA integrity_check({_MANY})").fetchall()
    except sqlite3.DatabaseError:
        rows = [("unreadable",)]
    if rows != [("ok",)]:
        yield Finding("pages", say("The database has damaged pages ({count} faults).", count=len(rows)), _RESTORE)


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    broken: dict[str, int] = {}
    for row in connection.execute("PRAGMA foreign_key_check"):
        broken[str(row[0])] = broken.get(str(row[0]), 0) + 1
    for table, count in sorted(broken.items()):
        yield Finding(
            "references",
            say("{count} entries of “{table}” point at entries that are not there.", count=count, table=table),
            _RESTORE,
        )


def _rows(connection: sqlite3.Connection) -> Iterator[Finding]:
    for mismatch in digest.verify(connection):
        yield Finding(
            "rows",
            say(
                "Entries of {bucket} are not as they were written ({found} found, {expected} written).",
                bucket=mismatch.bucket,
                found=mismatch.rows_found,
                expected=mismatch.rows_expected,
            ),
            say("Compare with a backup: something other than gemba changed the file, or the disk did."),
        )


def _gate(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find delegated tickets that lack a current true verdict on one of the six."""
    rows = connection.execute(
        "SELECT t.number FROM ticket t LEFT JOIN gate_revision g ON g.ticket_id = t.id"
        " WHERE t.state = 'delegated' AND ("
        "  SELECT count(*) FROM verdict v WHERE v.ticket_id = t.id AND v.ok = 1"
        "  AND v.revision = coalesce(g.revision, 0)"
        " ) < ? ORDER BY t.number",
        (len(Criterion),),
    )
    for (number,) in rows:
        yield Finding(
            "gate",
            say("Ticket T{number} is delegated without six verdicts.", number=number),
            say("Run “gemba ticket gate T{number}”; it falls back to draft where a criterion fails.", number=number),
        )


_PARTS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Finding]]], ...] = (
    ("references", _references),
    ("rows", _rows),
    ("gate", _gate),
)


def _size(connection: sqlite3.Connection, part: str) -> int:
    tables = ["ticket"] if part == "gate" else digest.entity_tables(connection)
    return sum(int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables)


def _files(
    connection: sqlite3.Connection, library: Path, progress: Progress, hash_files: bool
) -> tuple[int, list[Finding]]:
    key = vault_key(connection)
    stores = {VAULT_NAME: BlobStore(library / VAULT_NAME, key=key), BLOBS_NAME: BlobStore(library / BLOBS_NAME)}
    wanted, irreplaceable = list(needed_by_rows(connection).by_store()), essential(connection).blobs
    findings: list[Finding] = []
    for done, (store, name) in enumerate(wanted):
        progress(done, len(wanted))
        code = "original" if store == VAULT_NAME or name in irreplaceable else "picture"
        try:
            if hash_files:
                stores[store].get(name)
            elif not stores[store].exists(name):
                raise LibraryDamaged(say("The stored file {name} is missing.", name=name[:12]))
        except GembaError as problem:
            findings.append(Finding(code, problem.sentence, _ADVICE[code]))
    progress(len(wanted), len(wanted))
    return len(wanted), findings


_ADVICE = {
    "original": say("Add the same picture again or restore a backup from the second folder; what was reviewed stays."),
    "picture": say("Nothing is lost: it is made again from the original when it is next needed."),
}


def _waiting(connection: sqlite3.Connection, library: Path) -> list[Finding]:
    """Find pictures that wait for their row and will never get it: their files were changed, or cannot be read."""
    vault = BlobStore(library / VAULT_NAME, key=vault_key(connection))
    return [
        Finding(
            "waiting",
            say("The picture {name}, which waits to be taken in, is not as it was written.", name=key[-12:]),
            say("It stays in the folder “waiting” of the library; take it once more if what it showed is still there."),
        )
        for key in WaitingShots(library, vault.name_of).spoilt()
    ]


def _search(library: Path) -> list[Finding]:
    """Compare the search index with the texts; the question is asked as a write, which is then taken back."""
    try:
        connection = connect(library / DATABASE_NAME, writable=True)
    except GembaError:
        return []  # nothing may be written here, so the index cannot be asked
    try:
        connection.execute("BEGIN IMMEDIATE")
        wrong = search.verify(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()
    return [Finding("search", say("The search index does not fit the texts."), _REINDEX)] if wrong else []


_REINDEX = say("Nothing is lost: it is built anew at once, if no other program writes to the library.")


def mend(raw: sqlite3.Connection, library: Path, findings: Sequence[Finding]) -> int:
    """Make anew what is derived and was found wrong: search index and previews; return how many things.

    Needs the writer's connection, outside a transaction. Nothing that a person wrote is touched.
    """
    codes = {finding.code for finding in findings}
    mended = 0
    raw.execute("BEGIN IMMEDIATE")
    try:
        if "search" in codes:
            search.rebuild(raw)
            mended += 1
        if "picture" in codes:
            mended += _forget_bad_renderings(raw, BlobStore(library / BLOBS_NAME))
        raw.execute("COMMIT")
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
    return mended


def _forget_bad_renderings(raw: sqlite3.Connection, blobs: BlobStore) -> int:
    bad = 0
    for name in sorted(needed_by_rows(raw).blobs - essential(raw).blobs):
        try:
            blobs.get(name)
        except GembaError:
            raw.execute("DELETE FROM rendering WHERE blob = ?", (name,))
            blobs.remove(name)
            bad += 1
    return bad


def _backups(library: Path, looked: list[tuple[str, int]]) -> list[Finding]:
    """Verify the newest three backups: they are the ones somebody will want."""
    newest = backups_in(library / BACKUPS_NAME)[:3]
    looked.append(("backups", len(newest)))
    findings: list[Finding] = []
    for backup in newest:
        try:
            verify(backup.path, library)
        except GembaError as problem:
            findings.append(Finding("backup", problem.sentence, _NEW_BACKUP))
    return findings


_NEW_BACKUP = say("Make a new one with “gemba backup”, best into a second folder on another disk.")


def _room(library: Path) -> list[Finding]:
    warning = space_warning(library)
    return (
        [] if warning is None else [Finding("room", warning, say("Move files that you do not need to another disk."))]
    )
