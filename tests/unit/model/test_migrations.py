"""Migrations: the released schema is today's, rows survive, a failure changes nothing, a newer library is named."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from gemba.errors import DiskFull, LibraryDamaged, LibraryNewer
from gemba.message import Message, say
from gemba.model import digest, migrate, schema

NEXT = Path(__file__).parents[2] / "databases" / "next_version"
THE_NEXT = migrate.HEAD + 1


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    yield connection
    connection.close()


def shape(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the SQL of everything in a database, without white space; Alembic's own table left out."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): re.sub(r"\s+", " ", sql) for kind, name, sql in rows if name != "alembic_version"}


def with_team(connection: sqlite3.Connection) -> None:
    """Fill in a department and a team, whatever columns they have today."""
    connection.execute("PRAGMA foreign_keys=OFF")
    info = connection.execute("PRAGMA table_info(team)").fetchall()
    kinds = {"TEXT": "x", "INTEGER": 0, "REAL": 0.0}
    values = ["team-1" if row[1] == "id" else kinds[row[2]] for row in info if row[3] or row[5]]
    names = ", ".join(row[1] for row in info if row[3] or row[5])
    connection.execute(f"INSERT INTO team ({names}) VALUES ({', '.join('?' * len(values))})", values)
    connection.execute("PRAGMA foreign_keys=ON")
    digest.rebuild(connection)


def empty_references(connection: sqlite3.Connection) -> None:
    for column in [row[3] for row in connection.execute("PRAGMA foreign_key_list(team)")]:
        connection.execute(f"UPDATE team SET {column} = NULL")
    digest.rebuild(connection)


def test_released_schema_is_todays_schema(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    today = sqlite3.connect(":memory:")
    for statement in schema.statements():
        today.execute(statement)
    assert shape(raw) == shape(today), "run: python -m tools.freeze_schema 0001_first (before the first release only)"
    today.close()


def test_a_column_or_check_too_many_is_noticed(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    before = shape(raw)
    raw.execute("ALTER TABLE team ADD COLUMN extra TEXT CHECK (extra <> '')")
    assert shape(raw) != before


def test_every_table_of_ours_is_strict(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    loose = [name for (kind, name), sql in shape(raw).items() if kind == "table" and "STRICT" not in sql[-12:]]
    loose.remove("sqlite_sequence")  # SQLite's own
    shadows = [name for (_, name), sql in shape(raw).items() if "USING fts5" in sql]
    assert [name for name in loose if not any(name.startswith(shadow) for shadow in shadows)] == []


def test_number_application_and_head_agree(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    assert migrate.schema_number(raw) == migrate.HEAD
    assert raw.execute("PRAGMA application_id").fetchone()[0] == migrate.APPLICATION_ID
    configuration = Config()
    configuration.set_main_option("script_location", str(migrate.MIGRATIONS))
    assert ScriptDirectory.from_config(configuration).get_heads() == [f"{migrate.HEAD:04d}"]
    assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_library_of_today_loads_no_alembic(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    assert migrate.upgrade(raw, backup=lambda: pytest.fail("no backup is needed")) is False


def test_rows_survive_the_next_schema(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    with_team(raw)
    empty_references(raw)
    backups: list[int] = []
    assert migrate.upgrade(
        raw, backup=lambda: backups.append(migrate.schema_number(raw)), head=THE_NEXT, more_versions=NEXT
    )
    assert backups == [migrate.HEAD]
    assert raw.execute("SELECT id, title_length FROM team").fetchall() == [("team-1", 1)]
    assert raw.execute("SELECT team FROM next_thing").fetchall() == [("team-1",)]
    assert migrate.schema_number(raw) == THE_NEXT
    assert not migrate.upgrade(raw, backup=backups.clear, head=THE_NEXT, more_versions=NEXT)
    assert digest.verify(raw) == []


def test_rows_that_changed_by_themselves_are_not_blessed_by_a_migration(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    with_team(raw)
    empty_references(raw)
    raw.execute("UPDATE team SET name = 'flipped'")
    with pytest.raises(LibraryDamaged, match="have changed since"):
        migrate.upgrade(raw, backup=lambda: None, head=THE_NEXT, more_versions=NEXT)
    assert migrate.schema_number(raw) == migrate.HEAD


def test_without_a_backup_nothing_is_changed(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    before = shape(raw)

    def no_room() -> None:
        raise DiskFull(say("No room."))

    with pytest.raises(DiskFull):
        migrate.upgrade(raw, backup=no_room, head=THE_NEXT, more_versions=NEXT)
    assert (shape(raw), migrate.schema_number(raw)) == (before, migrate.HEAD)


def test_it_can_be_stopped_at_every_step_and_then_nothing_is_changed(
    raw: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "_LOOK_EVERY", 1)  # the one of the program is for libraries that take seconds
    migrate.create_schema(raw)
    with_team(raw)
    empty_references(raw)
    before, told = shape(raw), 0
    parts: list[int] = []

    class Stopped(Exception):
        pass

    def stop_at(step: int) -> None:
        left = iter(range(step))
        parts.clear()

        def watch(doing: Message, done: int, of: int) -> None:
            assert str(doing)
            assert 0 <= done <= of
            parts.append(done)
            if next(left, None) is None:
                raise Stopped

        migrate.upgrade(raw, backup=lambda: None, watch=watch, head=THE_NEXT, more_versions=NEXT)

    while True:
        try:
            stop_at(told)
        except Stopped:
            assert (shape(raw), migrate.schema_number(raw), raw.in_transaction) == (before, migrate.HEAD, False)
            told += 1
        else:
            break
    assert told >= 4  # the backup, before and after the revisions, and the last moment before the COMMIT
    assert migrate.schema_number(raw) == THE_NEXT
    assert parts == sorted(parts) and len(set(parts)) >= 2, "it never goes back, and does go on"


def test_what_a_revision_wrongly_calls_untouched_is_noticed(raw: sqlite3.Connection, tmp_path: Path) -> None:
    """The control of `test_its_sums_are_those_of_its_rows`: a revision that changes rows and says that it does not."""
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    for one in NEXT.glob("*.py"):
        (wrong / one.name).write_text(one.read_text(encoding="utf-8") + "\ndigests_stay = True\n", encoding="utf-8")
    migrate.create_schema(raw)
    with_team(raw)
    empty_references(raw)
    migrate.upgrade(raw, backup=lambda: None, head=THE_NEXT, more_versions=wrong)
    assert digest.verify(raw)


def test_references_to_nothing_stop_a_migration_and_leave_all_as_it_was(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("CREATE TABLE odd (team TEXT REFERENCES team(id)) STRICT")
    raw.execute("INSERT INTO odd VALUES ('nobody')")
    digest.rebuild(raw)
    before = shape(raw)
    with pytest.raises(LibraryDamaged, match="library is as it was"):
        migrate.upgrade(raw, backup=lambda: None, head=THE_NEXT, more_versions=NEXT)
    assert (shape(raw), migrate.schema_number(raw)) == (before, migrate.HEAD)
    assert not raw.in_transaction


def test_newer_library_says_which_gemba_it_needs(raw: sqlite3.Connection) -> None:
    migrate.create_schema(raw)
    raw.execute("UPDATE library_fact SET value = '3.4' WHERE key = 'schema_program'")
    raw.execute("PRAGMA user_version=70")
    with pytest.raises(LibraryNewer, match=r"written by gemba 3\.4"):
        migrate.upgrade(raw, backup=lambda: None)
    raw.execute("DROP TABLE library_fact")
    assert "schema 70" in str(migrate.newer_than_known(raw))


def test_no_revision_imports_gemba() -> None:
    for path in [*(migrate.MIGRATIONS / "versions").glob("*.py"), *NEXT.glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] == "gemba"], path
