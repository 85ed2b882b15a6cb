"""The check: what it finds, what it mends on the way, what it never touches."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.message import N_
from gemba.model import scrub
from gemba.model.backup import make
from gemba.model.disk import WARN_BELOW_BYTES, space_warning
from gemba.model.entities import Capture, GembaSession, Observation, Round, Team
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.values import ObservationKind
from gemba.services.keeping.health import Health, check_library, save_what_can_be_read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.create(tmp_path / "visit.gemba") as library:
        name, blob = library.vault.put(b"raw"), library.blobs.put(b"preview")

        def body(op: Operation) -> None:
            place = op.add(Round(name="November"))
            team = op.add(Team(name="Refunds"))
            op.flush()
            session = op.add(GembaSession(number=1, round_id=place.id, team_id=team.id))
            op.flush()
            op.add(Observation(session_id=session.id, kind=ObservationKind.FACT, text="waited 9 minutes", at=op.now()))
            capture = op.add(Capture(original=name, width=1, height=1))
            op.flush()
            op.write_rendering(capture.id, "preview", blob, width=1, height=1)

        library.run(N_("Add observation"), body)
    make(tmp_path / "visit.gemba")
    return tmp_path / "visit.gemba"


def change(folder: Path, sql: str) -> None:
    """Change the database behind the program's back."""
    with Library.open(folder) as library:
        library.maintain(lambda raw: raw.execute(sql))


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in scrub.check(folder).findings]


def test_sound_library_has_no_findings_and_says_what_was_looked_at(folder: Path) -> None:
    report = check_library(folder)
    assert report.ok, report.findings
    assert {"pages", "references", "rows", "gate", "files", "backups"} == {name for name, _ in report.looked_at}
    assert dict(report.looked_at)["files"] == 2
    assert dict(report.looked_at)["backups"] == 1


def test_changed_row_is_found_and_left_as_it_is(folder: Path) -> None:
    change(folder, "UPDATE observation SET text = 'waited 90 minutes'")
    assert "rows" in codes(folder)
    check_library(folder)
    assert "rows" in codes(folder)


def test_reference_to_nothing_is_found(folder: Path) -> None:
    with Library.open(folder) as library:

        def work(raw):  # type: ignore[no-untyped-def]
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("UPDATE session SET team_id = 'nobody'")
            raw.execute("PRAGMA foreign_keys=ON")

        library.maintain(work)
    assert "references" in codes(folder)


def test_search_index_is_built_anew_on_the_way(folder: Path) -> None:
    change(folder, "INSERT INTO search_index (search_index) VALUES ('delete-all')")
    report = check_library(folder)
    assert [finding.code for finding in report.findings] == ["search"]
    assert check_library(folder).ok
    with Library.open(folder) as library:
        assert [hit.kind for hit in library.queries.search("waited")]


def test_damaged_preview_is_forgotten_and_the_original_named(folder: Path) -> None:
    for store in ("blobs", "vault"):
        next(path for path in (folder / store).rglob("*") if path.is_file()).write_bytes(b"rot")
    report = check_library(folder)
    assert sorted(finding.code for finding in report.findings) == ["original", "picture"]
    assert codes(folder) == ["original"]
    with Library.open(folder) as library:
        assert library.queries.reader.value("SELECT count(*) FROM rendering") == 0


def test_backup_that_fails_its_checks_is_found(folder: Path) -> None:
    next((folder / "backups").glob("*.db")).write_bytes(b"x" * 4096)
    assert codes(folder) == ["backup"]


@pytest.mark.library_file_opener
def test_damaged_pages_are_found_and_nothing_is_written(folder: Path) -> None:
    database = folder / "library.db"
    data = bytearray(database.read_bytes())
    data[4096 * 5 : 4096 * 9] = b"\xff" * 4096 * 4
    database.write_bytes(data)
    assert "pages" in [finding.code for finding in check_library(folder).findings]
    assert database.read_bytes() == data


@pytest.mark.library_file_opener
def test_what_can_be_read_becomes_a_new_library(folder: Path) -> None:
    database, into = folder / "library.db", folder.with_name("saved.gemba")
    data = bytearray(database.read_bytes())
    raw = sqlite3.connect(database)
    page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_observation_at_id'").fetchone()[0]
    raw.close()
    data[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    database.write_bytes(data)
    assert "pages" in codes(folder)
    found = save_what_can_be_read(folder, into)
    assert found.rows["observation"] == 1
    assert found.lost_tables == []
    assert codes(into) == []
    with Library.open(into) as library:
        assert library.vault.get(library.queries.reader.value("SELECT original FROM capture")) == b"raw"
    assert database.read_bytes() == data
    with pytest.raises(UserError, match="exists already"):
        save_what_can_be_read(folder, into)


def test_delegated_ticket_without_verdicts_is_found(folder: Path) -> None:
    with Library.open(folder) as library:

        def work(raw):  # type: ignore[no-untyped-def]
            triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            info = raw.execute("PRAGMA table_info(ticket)").fetchall()
            fill = {"TEXT": "", "INTEGER": 0, "REAL": 0.0}
            values = {row[1]: fill[row[2]] for row in info if row[3]} | {"id": "t", "number": 7, "state": "delegated"}
            raw.execute(f"INSERT INTO ticket ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", [*values.values()])  # fmt: skip
            for _, sql in triggers:
                raw.execute(sql)

        library.maintain(work)
    found = [finding for finding in scrub.check(folder).findings if finding.code == "gate"]
    assert [str(finding.sentence) for finding in found] == ["Ticket T7 is delegated without six verdicts."]


def test_every_finding_says_what_to_do(folder: Path) -> None:
    change(folder, "UPDATE observation SET text = 'x'")
    for path in (folder / "vault").rglob("*"):
        if path.is_file():
            path.unlink()
    findings = scrub.check(folder).findings
    assert len(findings) >= 2
    assert all(str(finding.mend).endswith(".") for finding in findings)


def test_check_can_be_stopped(folder: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Library.open(folder) as library:
        Health(library).check(progress=stop)


def test_what_is_no_library_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a library"):
        check_library(tmp_path)


def test_little_room_is_said() -> None:
    assert space_warning(Path("/"), free=WARN_BELOW_BYTES) is None
    assert "499 MB" in str(space_warning(Path("/"), free=WARN_BELOW_BYTES - 1))
