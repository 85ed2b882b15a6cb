"""D-13 for the migrations that exist: a released library is killed on its way to today's schema, and undo crosses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gemba.errors import LibraryReadOnly
from gemba.model import backup, digest, migrate
from gemba.model.connection import connect
from gemba.model.entities import Ticket
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.model.operation import Operation
from tests import factory
from tests.faults.conftest import copy_of
from tests.faults.powercut import empty
from tests.faults.rig import KILL, Actor, Fault, Run

pytestmark = pytest.mark.library_file_opener
DATABASES = Path(__file__).parents[1] / "databases"
#: the tables that came with each schema after the first
CAME = {2: {"comment", "review_version", "review_sent"}, 3: {"recognised"}, 4: {"ticket_pair"}}


def released(number: int, to: Path) -> Path:
    """Give a private copy of the library that schema ``number`` was released with."""
    folder = to / "visit.gemba"
    shutil.copytree(DATABASES / f"schema_{number:04d}.gemba", folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def state_of(library: Path, *, old: int = 1) -> str:
    """Return "old", "new" or "half" of a library that was of schema ``old``."""
    raw = connect(library / DATABASE_NAME, writable=True)
    try:
        number = migrate.schema_number(raw)
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not digest.verify(raw)
    finally:
        raw.close()
    new = set().union(*(came for at, came in CAME.items() if at > old))
    if not sound or (number, tables >= new, bool(new & tables)) not in (
        (old, False, False),
        (migrate.HEAD, True, True),
    ):
        return "half"
    return "old" if number == old else "new"


def kills(actor: Actor, template: Path, fast: Path, *, step: int, old: int = 1) -> dict[str, int]:
    """Kill the opening of an old library before every ``step``-th call; the next start must finish it."""
    tally, at = {"old": 0, "new": 0, "half": 0, "not resumed": 0}, 1
    while True:
        folder = fast / str(at)
        (folder / "root").mkdir(parents=True)
        library = copy_of(template, folder / "root" / "visit.gemba")
        fault = Fault(at, True, KILL)
        run = Run(
            "open_library", folder / "root", folder / "acks", None, folder / "errors", fault, {"folder": str(library)}
        )
        code = actor.run(run)
        tally[state_of(library, old=old)] += 1
        Library.open(library).close()
        kept = backup.backups_in(library / "backups")
        for one in kept:
            backup.verify(one.path, library)
        tally["not resumed"] += state_of(library, old=old) != "new" or not kept
        empty(folder)
        if code == 0:
            return tally
        assert code == -9, (folder / "errors").read_text()
        at += step


def test_d13_a_released_library_killed_on_its_way_here(actor: Actor, fast: Path, tmp_path: Path) -> None:
    tally = kills(actor, released(1, tmp_path), fast, step=13)
    print(f"\nD-13, schema 1 to {migrate.HEAD}: {tally}")
    assert tally["half"] == tally["not resumed"] == 0
    assert tally["old"] > 2 and tally["new"] > 0


def test_every_schema_after_the_first_says_here_what_it_brought() -> None:
    assert sorted(CAME) == list(range(2, migrate.HEAD + 1))


def test_d13_the_schema_before_this_one_killed_on_its_way_here(actor: Actor, fast: Path, tmp_path: Path) -> None:
    before = migrate.HEAD - 1
    tally = kills(actor, released(before, tmp_path), fast, step=13, old=before)
    print(f"\nD-13, schema {before} to {migrate.HEAD}: {tally}")
    assert tally["half"] == tally["not resumed"] == 0
    assert tally["old"] > 2 and tally["new"] > 0


@pytest.mark.parametrize("old", range(1, migrate.HEAD))
def test_d13_control_half_a_migration_is_noticed(tmp_path: Path, old: int) -> None:
    library = released(old, tmp_path)
    assert state_of(library, old=old) == "old"
    raw = connect(library / DATABASE_NAME, writable=True)
    raw.execute(f"CREATE TABLE {min(CAME[migrate.HEAD])} (id TEXT)")
    raw.close()
    assert state_of(library, old=old) == "half"


def test_steps_from_before_are_taken_back_and_done_again_after_it(tmp_path: Path) -> None:
    with Library.open(released(1, tmp_path)) as library:
        first = len(library.queries.tickets())
        assert library.undo() == "Add ticket"
        assert library.undo() == "Add capture"
        assert (len(library.queries.tickets()), library.queries.captures()) == (first - 1, [])
        assert library.redo() == "Add capture"
        assert library.redo() == "Add ticket"
        assert len(library.queries.captures()) == 1


@pytest.mark.parametrize("old", range(1, migrate.HEAD))
def test_a_pair_named_after_it_is_taken_back_down_to_the_steps_from_before(tmp_path: Path, old: int) -> None:
    folder = released(old, tmp_path)
    with Library.open(folder) as library:
        (capture,) = library.queries.captures()
        (ticket,) = library.queries.tickets()

        def pair(op: Operation) -> None:
            after = factory.a_capture(op)
            for key in (capture.id, after.id):
                factory.a_ticket_picture(op, op.get(Ticket, ticket.id), capture_id=key)
            factory.a_ticket_pair(op, op.get(Ticket, ticket.id), before_id=capture.id, after_id=after.id)

        library.run("Name a picture the after of another", pair)
    with Library.open(folder) as library:
        (again,) = library.queries.tickets()
        assert [one.after_of for one in again.pictures] == [None, capture.id]
        assert library.undo() == "Name a picture the after of another"
        assert library.undo() == "Add ticket"
        assert library.queries.reader.value("SELECT count(*) FROM ticket_pair") == 0
        assert library.redo() == "Add ticket"
        library.redo()
        assert [one.after_of for one in library.queries.tickets()[0].pictures] == [None, capture.id]
        assert digest.verify(library.queries.reader.connection) == []


def test_a_library_of_today_is_read_only_for_an_older_gemba(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = released(migrate.HEAD, tmp_path)
    older = migrate.HEAD - 1
    monkeypatch.setattr(migrate.newer_than_known, "__kwdefaults__", {"head": older})
    with Library.open(folder) as library:
        assert library.read_only and library.newer
        assert len(library.queries.captures()) == 1
        with pytest.raises(LibraryReadOnly):
            library.take_lock()
