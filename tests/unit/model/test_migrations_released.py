"""Libraries that earlier releases wrote open with this one, whole, and go on to the next schema."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gemba.errors import LibraryOlder
from gemba.message import N_
from gemba.model import backup, digest, migrate, scrub
from gemba.model.connection import connect
from gemba.model.entities import Round
from gemba.model.library import Library
from tests.databases.make import NOTES

DATABASES = Path(__file__).parents[2] / "databases"
RELEASED = sorted(DATABASES.glob("schema_*.gemba"))
pytestmark = pytest.mark.library_file_opener


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a private copy of a seeded library."""
    folder = tmp_path / request.param.name
    shutil.copytree(request.param, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def test_there_is_one_for_every_schema() -> None:
    assert [path.stem for path in RELEASED] == [f"schema_{number:04d}" for number in range(1, migrate.HEAD + 1)]


def test_it_opens_and_everything_is_there(released: Path) -> None:
    with Library.open(released) as library:
        reader = library.queries.reader
        assert [row[0] for row in reader.all("SELECT text FROM observation ORDER BY id")] == list(NOTES)
        assert reader.value("SELECT text FROM draft") == "half a sen"
        assert library.vault.get(reader.value("SELECT original FROM capture")) == b"as it came"
        assert [hit.kind for hit in library.queries.search("三天")] == ["observation"]
        library.run(N_("Add round"), lambda op: op.add(Round(name="December")).id)
        assert library.undo() == "Add round"
        assert library.undo() == "Add ticket"
    assert [finding.code for finding in scrub.check(released).findings if finding.code != "room"] == []


def test_its_sums_are_those_of_its_rows(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No revision of today changes a row that is summed up, so that none of them reads all rows a second time."""
    monkeypatch.setattr(digest, "rebuild", lambda *_, **__: pytest.fail("all rows are read once more"))
    with Library.open(released) as library:
        assert digest.verify(library.queries.reader.connection) == []


def test_whoever_wants_to_show_it_is_told_first_and_nothing_is_changed(released: Path) -> None:
    raw = connect(released / "library.db", writable=True)
    number = migrate.schema_number(raw)
    if number == migrate.HEAD:
        Library.open(released, upgrade=False).close()
    else:
        with pytest.raises(LibraryOlder):
            Library.open(released, upgrade=False)
    assert migrate.schema_number(raw) == number
    assert not backup.backups_in(released / "backups")
    raw.close()


def test_its_schema_is_the_frozen_one(released: Path, tmp_path: Path) -> None:
    Library.create(tmp_path / "new.gemba").close()
    shapes = []
    for folder in (released, tmp_path / "new.gemba"):
        raw = connect(folder / "library.db", writable=True)
        if migrate.schema_number(raw) == migrate.HEAD:
            rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
            shapes.append({name: re.sub(r"\s+", " ", sql) for name, sql in rows})
        raw.close()
    assert len(shapes) < 2 or shapes[0] == shapes[1], (
        "before the first release: python -m tools.freeze_schema 0001_first"
    )


def test_it_goes_on_to_the_next_schema_with_a_backup(released: Path) -> None:
    raw = connect(released / "library.db", writable=True)
    try:
        made: list[backup.Backup] = []
        migrate.upgrade(
            raw,
            backup=lambda: made.append(backup.make(released)),
            head=migrate.HEAD + 1,
            more_versions=DATABASES / "next_version",
        )
        assert [row[0] for row in raw.execute("SELECT text FROM observation ORDER BY id")] == list(NOTES)
        assert raw.execute("SELECT title_length FROM team").fetchone() == (len("Refunds"),)
    finally:
        raw.close()
    backup.verify(made[0].path, released)
