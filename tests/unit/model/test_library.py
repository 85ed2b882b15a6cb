"""Open, create, close; the recipe of every connection (D-22); who may write, and when."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gemba.errors import EnvironmentProblem, LibraryBusy, LibraryDamaged, LibraryReadOnly, UserError
from gemba.message import say
from gemba.model import connection as connections
from gemba.model import migrate
from gemba.model.connection import Reader, check_pragmas, connect, pragmas
from gemba.model.entities import Team
from gemba.model.library import Library
from gemba.model.lock import LibraryLock
from gemba.model.operation import Operation
from tests.factory import a_team, an_observation

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}


def settings_of(raw: sqlite3.Connection) -> dict[str, object]:
    return {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}


def test_every_connection_of_every_thread_keeps_the_recipe(library: Library) -> None:
    found = [library.maintain(settings_of)]

    def read() -> None:
        found.append(settings_of(library.queries.reader.connection))

    read()
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [WANTED] * 6


@pytest.mark.parametrize("name", [name for name in pragmas() if name != "journal_mode"])
def test_control_a_setting_that_does_not_hold_is_noticed(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    raw = connect(library.folder / "library.db", writable=True)
    check_pragmas(raw)
    raw.execute(f"PRAGMA {name}={1 if pragmas()[name] == 0 else 0}")
    with pytest.raises(EnvironmentProblem, match=name):
        check_pragmas(raw)
    raw.close()


def test_a_rollback_journal_is_synced_harder_than_wal() -> None:
    assert pragmas(wal=False)["synchronous"] == 3
    assert pragmas(wal=False)["journal_mode"] == "delete"


def test_no_process_is_ever_forked_for_work() -> None:
    from gemba.model import writer

    assert "multiprocessing" not in vars(writer) or multiprocessing.get_start_method() == "spawn"


def test_a_reader_cannot_write_and_sees_what_is_durable(library: Library) -> None:
    raw = library.queries.reader.connection
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        raw.execute("DELETE FROM team")
    library.run("Add", lambda op: a_team(op, name="Refunds"))
    assert [team.name for team in library.queries.teams()] == ["Refunds"]


def test_readers_see_one_state_while_somebody_writes(library: Library) -> None:
    reader = library.queries.reader
    with reader.snapshot():
        before = reader.value("SELECT count(*) FROM team")
        library.run("Add", a_team)
        assert reader.value("SELECT count(*) FROM team") == before
    assert reader.value("SELECT count(*) FROM team") == before + 1


def test_reading_takes_no_lock_and_the_first_write_takes_it(tmp_path: Path) -> None:
    Library.create(tmp_path / "a.gemba").close()
    with Library.open(tmp_path / "a.gemba") as one, Library.open(tmp_path / "a.gemba", wait_s=0.05) as two:
        one.run("Add", a_team)
        assert len(two.queries.teams()) == 1
        with pytest.raises(LibraryBusy):
            two.run("Add", a_team)
        one.close()
        two.run("Add", a_team)
        assert len(two.queries.teams()) == 2


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as one, Library.open(tmp_path / "a.gemba", wait_s=20) as two:
        one.run("Add", a_team)
        future = two.submit("Add", a_team)
        time.sleep(0.2)
        assert not future.done()
        one.close()
        future.result()
        assert len(two.queries.teams()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are Windows' own")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_everything_is_for_this_person_only(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with Library.create(tmp_path / "a.gemba") as library:
            library.run("Add", a_team)
            library.vault.put(b"original")
            library.blobs.put(b"blob")
            paths = [library.folder, *library.folder.rglob("*")]
            modes = {p.relative_to(tmp_path): stat.S_IMODE(p.stat().st_mode) for p in paths}
            assert {"library.db", "library.db-wal", "library.db-shm", "lock"} <= {p.name for p in paths}
    finally:
        os.umask(before)
    wrong = {
        path: oct(mode) for path, mode in modes.items() if mode != (0o700 if (tmp_path / path).is_dir() else 0o600)
    }
    assert wrong == {}


def test_create_refuses_what_exists_and_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.create(tmp_path / "a.gemba").close()
    with pytest.raises(UserError, match="exists already"):
        Library.create(tmp_path / "a.gemba")

    def broken(raw: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(migrate, "create_schema", broken)
    with pytest.raises(sqlite3.OperationalError):
        Library.create(tmp_path / "b.gemba")
    assert [path.name for path in tmp_path.iterdir()] == ["a.gemba"]


def test_open_refuses_what_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a library"):
        Library.open(tmp_path)
    folder = tmp_path / "x.gemba"
    folder.mkdir(mode=0o700)
    raw = sqlite3.connect(folder / "library.db")
    raw.execute("PRAGMA user_version=1")
    raw.close()
    with pytest.raises(LibraryDamaged, match="not one of gemba"):
        Library.open(folder)


def test_a_library_of_a_newer_gemba_opens_for_reading_only(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        library.run("Add", a_team)
        library.maintain(lambda raw: raw.execute(f"PRAGMA user_version={migrate.HEAD + 1}"))
    with Library.open(tmp_path / "a.gemba") as library:
        assert library.read_only
        assert len(library.queries.teams()) == 1
        with pytest.raises(LibraryReadOnly):
            library.run("Add", a_team)


def test_read_only_refuses_every_way_to_write(tmp_path: Path) -> None:
    Library.create(tmp_path / "a.gemba").close()
    with Library.open(tmp_path / "a.gemba", read_only=True) as library:
        for write in (
            lambda: library.run("Add", a_team),
            library.undo,
            library.redo,
            lambda: library.save_draft("a", "b"),
            lambda: library.maintain(lambda raw: None),
        ):
            with pytest.raises(LibraryReadOnly):
                write()


def test_an_operation_is_useless_afterwards(library: Library) -> None:
    kept: list[Operation] = []
    library.run("Keep", kept.append)
    kept[0].add(Team(name="late"))
    library.run("Add", a_team)
    assert [team.name for team in library.queries.teams()] != ["late"]
    assert len(library.queries.teams()) == 1


def test_operations_run_in_order_on_one_thread(library: Library) -> None:
    names: list[str] = []
    futures = [
        library.submit("Add", lambda op, i=i: names.append(f"{i} {threading.current_thread().name}")) for i in range(20)
    ]
    for future in futures:
        future.result()
    assert names == [f"{i} gemba-writer" for i in range(20)]


def test_closing_finishes_what_was_handed_in_and_refuses_what_comes_later(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "a.gemba")
    futures = [library.submit("Add", a_team) for _ in range(5)]
    library.close()
    library.close()
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        library.run("Add", a_team)
    with pytest.raises(RuntimeError, match="closed"):
        library.queries.teams()


def test_drafts_survive_and_are_no_step(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        library.save_draft("session 1", "half a sen")
        library.save_draft("session 1", "half a sentence")
        library.save_draft("session 2", "x")
        library.save_draft("session 2", "")
        assert library.queries.history() == []
    with Library.open(tmp_path / "a.gemba") as library:
        assert [(draft.key, draft.text) for draft in library.queries.drafts()] == [("session 1", "half a sentence")]


def test_after_an_unclean_close_a_damaged_file_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.create(tmp_path / "a.gemba").close()
    checked: list[bool] = []
    from gemba.model import library as module

    def damaged(raw: sqlite3.Connection) -> None:
        checked.append(True)
        raise LibraryDamaged(say("Damage."))

    monkeypatch.setattr(module, "_quick_check", damaged)
    with Library.open(tmp_path / "a.gemba") as library:
        library.run("Add", a_team)
    assert checked == [], "a clean close needs no check"
    lock = LibraryLock(tmp_path / "a.gemba")
    lock.acquire()
    assert lock._descriptor is not None
    os.close(lock._descriptor)  # as a killed process leaves it
    with Library.open(tmp_path / "a.gemba") as library, pytest.raises(LibraryDamaged):
        library.run("Add", a_team)
    assert checked == [True]


def test_trouble_with_the_disk_is_a_sentence_and_the_next_write_starts_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.run("Add", a_team)
    opened: list[Path] = []
    whole = connections.connect

    def counted(database: Path, *, writable: bool, wal: bool = True) -> sqlite3.Connection:
        opened.append(database)
        return whole(database, writable=writable, wal=wal)

    monkeypatch.setattr("gemba.model.library.connect", counted)

    def fail(op: Operation) -> None:
        an_observation(op)
        raise OSError(28, "No space left on device")

    from gemba.errors import DiskFull

    with pytest.raises(DiskFull, match="could not be stored"):
        library.run("Add", fail)
    library.run("Add", a_team)
    assert len(opened) == 1, "a new connection"
    assert len(library.queries.teams()) == 2
    assert library.queries.observations() == []


def test_lists_are_read_without_sqlalchemy(tmp_path: Path) -> None:
    import subprocess

    Library.create(tmp_path / "a.gemba").close()
    program = (
        "import sys; from pathlib import Path; from gemba.model.library import Library\n"
        f"with Library.open(Path({str(tmp_path / 'a.gemba')!r})) as l: l.queries.ticket_page(); l.queries.search('a')\n"
        "sys.exit(int(any(name.startswith(('sqlalchemy', 'alembic')) for name in sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_values_and_rows_know_no_sql() -> None:
    import subprocess

    program = "import sys, gemba.model.rows, gemba.model.values, gemba.model.annotation as a; sys.exit('sqlite3' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_reader_of_plain_sql_reads_in_batches(library: Library) -> None:
    ids = [library.run("Add", lambda op: a_team(op).id) for _ in range(3)]
    reader = Reader(library.queries.reader.connection)
    many = [*ids, *(f"{number:032x}" for number in range(2000))]
    assert sorted(row[0] for row in reader.among("SELECT id FROM team WHERE id IN {ids}", many)) == ids
    assert list(reader.among("SELECT id FROM team WHERE id IN {ids}", [])) == []


def test_threads_share_one_vault(tmp_path: Path) -> None:
    Library.create(tmp_path / "a.gemba").close()
    for _ in range(20):
        with Library.open(tmp_path / "a.gemba") as library:
            start = threading.Barrier(8)

            def look(library: Library = library, start: threading.Barrier = start) -> int:
                start.wait()
                return id(library.vault)

            with ThreadPoolExecutor(8) as pool:
                assert len({future.result() for future in [pool.submit(look) for _ in range(8)]}) == 1


def test_threads_store_the_same_bytes_once(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        data = os.urandom(3_000_000)
        start = threading.Barrier(4)

        def put() -> str:
            start.wait()
            return library.vault.put(data)

        with ThreadPoolExecutor(4) as pool:
            names = {future.result() for future in [pool.submit(put) for _ in range(4)]}
        assert len(names) == 1
        assert library.vault.get(names.pop()) == data
