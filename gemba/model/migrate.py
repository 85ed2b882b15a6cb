"""Bring a library to the schema this gemba knows: backup, one transaction, check, or nothing at all.

A library is made and upgraded only here, by Alembic revisions run in-process. SQLite's `user_version` holds the
number of the schema, so that opening a library of today loads no Alembic. A killed migration leaves the old
schema intact, and the next start begins again (D-13). Must not import entities: revisions are history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gemba import __version__
from gemba.errors import LibraryDamaged, LibraryNewer
from gemba.message import Message, say
from gemba.model.disk import environment_problems

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = 4
UNDO_FROM = 1
"""The oldest schema whose steps can still be taken back: since then tables came, but no column changed or went."""
APPLICATION_ID = 0x67656D62  # "gemb", shown by `file library.db`
MIGRATIONS = Path(__file__).parent / "migrations"
Watch = Callable[[Message, int, int], None]
"""Told what is being done and (parts done, of all). May raise until the COMMIT, and then nothing is changed."""
_PROGRAM = "schema_program"  # the library_fact that names the gemba which made the schema


def unwatched(_doing: Message, _done: int, _of: int) -> None:
    """Go on without telling anybody."""


def schema_number(raw: sqlite3.Connection) -> int:
    """Return the number of the schema of a database; 0 means that it is empty."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def newer_than_known(raw: sqlite3.Connection, *, head: int = HEAD) -> LibraryNewer | None:
    """Return the error that says which gemba is needed, or None. Such a library may be opened read-only."""
    number = schema_number(raw)
    if number <= head:
        return None
    return LibraryNewer(
        say("This library was written by gemba {needed}; this is gemba {here}.", needed=_writer(raw), here=__version__),
        mend=say("It is open for reading only. Install that gemba or a newer one to change it."),
    )


def create_schema(raw: sqlite3.Connection) -> None:
    """Make the schema in an empty database, in one transaction; a killed attempt leaves it empty."""
    _run(raw, more=None, head=HEAD, watch=lambda _: None)


def upgrade(
    raw: sqlite3.Connection,
    *,
    backup: Callable[[], object],
    watch: Watch = unwatched,
    head: int = HEAD,
    more_versions: Path | None = None,
) -> bool:
    """Bring a database to ``head``; return whether anything had to be done.

    ``backup`` must return only when a verified backup exists, and raise otherwise; it is called before anything
    is changed. The caller holds the library's lock. ``watch`` is told of each step, and stops it by raising.
    ``more_versions`` is a folder with further revisions (tests).
    Raises LibraryNewer, LibraryDamaged, DiskFull; then the database is as it was.
    """
    newer = newer_than_known(raw, head=head)
    if newer is not None:
        raise newer
    if schema_number(raw) == head:
        return False
    rows = 0
    if schema_number(raw) > 0:
        from gemba.model import digest

        rows = digest.rows_counted(raw)
        # Checking is about half of the work, the copy a quarter.
        _refuse_damage(raw, watch=lambda done: watch(say("Checking…"), done, 2 * rows))
        watch(say("Making a backup"), rows, 2 * rows)
        backup()
    furthest = 0

    def told(done: int) -> None:
        """Say how far it is: never less than before, and never beyond the end where a revision brings rows."""
        nonlocal furthest
        furthest = max(furthest, min(done, rows))
        watch(say("Bringing the library to the new form"), rows + (rows + furthest) // 2, 2 * rows)

    _run(raw, more=more_versions, head=head, watch=told)
    return True


def _refuse_damage(raw: sqlite3.Connection, *, watch: Callable[[int], None]) -> None:
    """Refuse to migrate rows that changed behind our back: the new sums would call them right."""
    from gemba.model import digest

    if digest.verify(raw, watch=watch):
        raise LibraryDamaged(
            say("Some entries have changed since gemba wrote them; the library was not brought to the new form."),
            mend=say("Run “gemba check”, then restore a backup, and open that with this gemba."),
        )


def _run(raw: sqlite3.Connection, *, more: Path | None, head: int, watch: Callable[[int], None]) -> None:
    foreign_keys = raw.execute("PRAGMA foreign_keys").fetchone()[0]
    # With foreign keys on, a batch that recreates a table deletes the rows that refer to it (STACK §4).
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with environment_problems(say("The library could not be brought to the new form; it is as it was.")):
            raw.execute("BEGIN IMMEDIATE")
            try:
                _steps(raw, more, head, watch)
                watch(0)  # the last moment to stop
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise
    finally:
        raw.execute(f"PRAGMA foreign_keys={int(foreign_keys)}")


def _steps(raw: sqlite3.Connection, more: Path | None, head: int, watch: Callable[[int], None]) -> None:
    """Run the revisions inside the caller's transaction, and look whether every reference still holds."""
    since = schema_number(raw)
    watch(0)
    _alembic(raw, more, head)
    watch(0)
    if not _digests_stay(more, since, head):
        from gemba.model import digest

        digest.rebuild(raw, watch=watch)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version={head}")
    raw.execute("INSERT OR REPLACE INTO library_fact (key, value) VALUES (?, ?)", (_PROGRAM, __version__))
    if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise LibraryDamaged(
            say("After the change some entries would point at nothing; the library is as it was."),
            mend=say("Run “gemba check” and mend what it names, then open the library again."),
        )


def _alembic(raw: sqlite3.Connection, more: Path | None, head: int) -> None:
    # Alembic and SQLAlchemy take half a second to load; a library of today never comes here.
    import sqlalchemy as sa
    from alembic import command

    engine = sa.create_engine("sqlite://", creator=lambda: _Borrowed(raw), poolclass=sa.StaticPool)
    with engine.connect() as connection:
        configuration = _configuration(more)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, f"{head:04d}")


def _digests_stay(more: Path | None, since: int, head: int) -> bool:
    """Say whether every revision on the way declares that it leaves the rows that are summed up as they are.

    Reading all rows once more was four tenths of an upgrade. A revision that says nothing has its sums made anew.
    """
    if since == 0:
        return False
    from alembic.script import ScriptDirectory

    way = ScriptDirectory.from_config(_configuration(more)).iterate_revisions(f"{head:04d}", f"{since:04d}")
    return all(getattr(step.module, "digests_stay", False) for step in way)


class _Borrowed:
    """A driver connection that SQLAlchemy may use but neither commit, roll back nor close."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)

    def commit(self) -> None:
        """Leave the transaction to migrate.py."""

    def rollback(self) -> None:
        """Leave the transaction to migrate.py."""

    def close(self) -> None:
        """Leave the connection to its owner."""


def _configuration(more: Path | None) -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    places = [MIGRATIONS / "versions", *([more] if more else [])]
    configuration.set_main_option("path_separator", "newline")
    configuration.set_main_option("version_locations", "\n".join(str(place) for place in places).replace("%", "%%"))
    return configuration


def _writer(raw: sqlite3.Connection) -> str:
    """Return the version of the gemba that made the schema, or the schema's number where it cannot be told."""
    try:
        row = raw.execute("SELECT value FROM library_fact WHERE key = ?", (_PROGRAM,)).fetchone()
    except sqlite3.Error:
        row = None
    return str(row[0])[:40] if row else f"(schema {schema_number(raw)})"
