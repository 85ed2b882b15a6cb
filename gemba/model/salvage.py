"""Read what can still be read out of a damaged database into a new one; the damaged file is never written.

Rows are fetched by ranges of rowid; a range that fails is halved until only the rows on the broken pages are left
out (D-11). No row is taken from an index: only the tables' own trees are read. The last resort after the
backups. Must not know entities.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gemba.errors import LibraryDamaged
from gemba.message import say
from gemba.model import backup, digest, durable, migrate
from gemba.model.connection import connect, make_database_file
from gemba.model.disk import environment_problems
from gemba.model.format import DATABASE_NAME, FOLDER_NAMES
from gemba.model.references import read_only

_WIDEST = 1 << 40
_HOPELESS = 20_000
_DERIVED = ("digest", "alembic_version")
_SEARCH = "search_index"


@dataclass(slots=True)
class Salvaged:
    """What was saved: rows by table, ranges of rowid that could not be read, references that were cut."""

    rows: dict[str, int] = field(default_factory=dict)
    unreadable_ranges: int = 0
    cut_references: int = 0
    lost_tables: list[str] = field(default_factory=list)


def salvage(damaged: Path, into: Path) -> Salvaged:
    """Make a new database file ``into`` from what can be read in ``damaged``; return what was saved.

    ``into`` must not exist. Raises LibraryDamaged where not even the list of tables can be read.
    """
    found = Salvaged()
    make_database_file(into)
    target = connect(into, writable=True)
    source = read_only(damaged, at_rest=True)
    source.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        migrate.create_schema(target)
        target.execute("PRAGMA foreign_keys=OFF")
        triggers = _without_triggers(target)
        target.execute("BEGIN IMMEDIATE")
        for table in _tables(target):
            _copy(source, target, table, found)
        found.cut_references = _cut_dangling(target)
        for statement in triggers:
            target.execute(statement)
        target.execute(f"INSERT INTO {_SEARCH}({_SEARCH}) VALUES ('rebuild')")
        digest.rebuild(target)
        target.execute("COMMIT")
    finally:
        source.close()
        target.close()
    return found


def salvage_library(damaged: Path, into: Path, *, replica: str) -> Salvaged:
    """Make a new library folder ``into`` from what can be read of a damaged one; all or nothing, durable.

    Pictures that are missing or changed stay missing; the check names them. The damaged library stays as it is.
    Raises FileExistsError where ``into`` exists, LibraryDamaged where nothing can be read.
    """
    if into.exists():
        raise FileExistsError(into.name)
    staging = into.with_name(f"{into.name}.{os.getpid()}.tmp")
    with environment_problems(say("What can still be read could not be saved.")):
        try:
            durable.make_folder(staging)
            for name in FOLDER_NAMES:
                durable.make_folder(staging / name)
            found = salvage(damaged / DATABASE_NAME, staging / DATABASE_NAME)
            backup.bring_files(staging / DATABASE_NAME, damaged, staging)
            backup.become_new_replica(staging / DATABASE_NAME, replica)
            staging.rename(into)
            durable.sync_folder(into.parent)
        except BaseException:
            backup.remove_tree(staging)
            raise
    return found


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in names if name not in _DERIVED and not name.startswith(("sqlite_", _SEARCH))]


def _without_triggers(target: sqlite3.Connection) -> list[str]:
    """Drop the triggers, which would judge half-filled tables, and return the statements that make them."""
    found = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in found:
        target.execute(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in found]


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str, found: Salvaged) -> None:
    try:
        here = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
    except sqlite3.DatabaseError:
        raise LibraryDamaged(
            say("Not even the list of tables can be read."),
            mend=say("Restore a backup; this file cannot be read row by row."),
        ) from None
    columns = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")') if row[1] in here]
    if not columns:
        found.lost_tables.append(table)
        return
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    insert = f'INSERT OR IGNORE INTO "{table}" (rowid, {names}) VALUES (?, {marks})'
    count, highest = 0, _highest(source, table)
    for row in _rows(source, f'SELECT rowid, {names} FROM "{table}" NOT INDEXED', found, highest=highest):
        try:
            count += target.execute(insert, row).rowcount
        except (sqlite3.IntegrityError, sqlite3.DataError, UnicodeEncodeError):
            found.unreadable_ranges += 1
    found.rows[table] = count


def _rows(
    source: sqlite3.Connection, select: str, found: Salvaged, *, highest: int | None
) -> Iterator[tuple[object, ...]]:
    """Yield all rows that can be read, halving every range of rowid that cannot; ``highest`` is the last, if known.

    It ends after ``_HOPELESS`` rowids in a row that cannot be read: more than an inner page holds, so that what is left
    hangs on a broken root or lies beyond the last row, and halving would go on for ever.
    """
    low, high = _bounds(source, select, highest)
    waiting = [(low, high)]
    in_vain = 0
    while waiting and in_vain < _HOPELESS:
        low, high = waiting.pop()
        try:
            rows = source.execute(f"{select} WHERE rowid BETWEEN ? AND ?", (low, high)).fetchall()
        except sqlite3.DatabaseError:
            if low == high:
                found.unreadable_ranges += 1
                in_vain += 1
            else:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]
        else:
            in_vain = 0 if rows else in_vain
            yield from rows
    found.unreadable_ranges += len(waiting)


def _bounds(source: sqlite3.Connection, select: str, highest: int | None) -> tuple[int, int]:
    """Return the lowest and highest rowid, or as wide a guess as needed where the ends cannot be read."""
    ends: list[int] = []
    for order, guess in (("ASC", 0), ("DESC", _WIDEST if highest is None else highest)):
        try:
            row = source.execute(f"{select} ORDER BY rowid {order} LIMIT 1").fetchone()
            ends.append(0 if row is None else int(row[0]))
        except sqlite3.DatabaseError:
            ends.append(guess)
    return min(ends), max(ends)


def _highest(source: sqlite3.Connection, table: str) -> int | None:
    """Return the highest rowid that the index of the keys knows; None where there is none, or it cannot be read.

    The one use of an index here: it only says how far to look, never what a row holds.
    """
    try:
        row = source.execute(f'SELECT max(rowid) FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1"').fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if row[0] is None else int(row[0])


def _cut_dangling(target: sqlite3.Connection) -> int:
    """Empty references to rows that were lost; drop rows that cannot stand without them."""
    cut = 0
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _parent, number in broken:
            keys = target.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(row[3] for row in keys if row[0] == number)
            info = target.execute(f'PRAGMA table_info("{table}")').fetchall()
            must_be_there = next(row[3] for row in info if row[1] == column)
            if must_be_there:
                target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
            else:
                target.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
            cut += 1
    return cut
