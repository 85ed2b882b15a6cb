"""D-11: pages of the database are overwritten; it is noticed or harmless, nothing is repaired in place, rows are saved."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gemba.errors import GembaError
from gemba.message import N_
from gemba.model import digest, scrub
from gemba.model.connection import connect
from gemba.model.entities import GembaSession, Observation
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.references import read_only
from gemba.model.salvage import salvage
from gemba.model.values import ObservationKind
from tests.faults.conftest import copy_of

pytestmark = pytest.mark.library_file_opener
PAGE = 4096
INNER = 0x05
"""How a page of a table's tree begins that only points at others: the last of them stands at byte 8 (SQLite's format)."""


@dataclass(slots=True)
class Tally:
    """What became of overwritten libraries."""

    damages: int = 0
    noticed: int = 0
    harmless: int = 0
    missed: int = 0
    changed_in_place: int = 0
    salvaged: int = 0
    hopeless: int = 0
    rows: int = 0
    saved: int = 0

    def __str__(self) -> str:
        share = self.saved / self.rows if self.rows else 0
        return (
            f"{self.damages} damages: {self.noticed} noticed, {self.harmless} harmless, {self.missed} missed, "
            f"{self.changed_in_place} changed in place; {self.salvaged} salvaged ({self.saved}/{self.rows} rows, "
            f"{share:.2%}), {self.hopeless} beyond salvage"
        )


@pytest.fixture(scope="module")
def big(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library with 5,000 observations."""
    library = copy_of(template, tmp_path_factory.mktemp("big") / "visit.gemba")

    def body(op: Operation) -> None:
        session = op.all(GembaSession)[0]
        for number in range(5_000):
            text = f"note {number} " + "words " * (number % 30)
            op.add(Observation(session_id=session.id, kind=ObservationKind.FACT, text=text, at=op.now()))

    with Library.open(library) as opened:
        opened.run(N_("Add observation"), body)
    return library


def overwrite(database: Path, rng: random.Random) -> bytes:
    """Overwrite one to three pages with noise, and return the file as it is now; the first page is left."""
    data = bytearray(database.read_bytes())
    for _ in range(rng.randrange(1, 4)):
        page = rng.randrange(1, len(data) // PAGE)
        data[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)
    database.write_bytes(data)
    return bytes(data)


def reads_right(raw: sqlite3.Connection) -> bool:
    """Say whether every row can be read and is what its digest says."""
    try:
        return not digest.verify(raw)
    except sqlite3.DatabaseError:
        return False


def nothing_wrong(raw: object) -> None:
    """Find nothing, whatever is there: the check that a broken build would have."""


def damage_many(
    big: Path, fast: Path, *, times: int, seed: int, quick: Callable[[sqlite3.Connection], object] = scrub.quick
) -> Tally:
    rng, tally = random.Random(seed), Tally()
    for _ in range(times):
        library = copy_of(big, fast / "visit.gemba")
        damaged = overwrite(library / DATABASE_NAME, rng)
        tally.damages += 1
        raw = read_only(library / DATABASE_NAME, at_rest=True)
        try:
            noticed = quick(raw) is not None
            sound = not noticed and reads_right(raw)
        finally:
            raw.close()
        tally.noticed += noticed
        tally.harmless += sound
        tally.missed += not noticed and not sound
        assert scrub.check(library, hash_files=False).findings or sound
        tally.changed_in_place += (library / DATABASE_NAME).read_bytes() != damaged
        if noticed:
            _save(library / DATABASE_NAME, fast / "saved.db", tally)
        shutil.rmtree(library)
    return tally


def _save(damaged: Path, into: Path, tally: Tally) -> None:
    try:
        salvage(damaged, into)
        raw = connect(into, writable=True)
        tally.saved += raw.execute("SELECT count(*) FROM observation").fetchone()[0]
        tally.rows += 5_003
        assert raw.execute("PRAGMA foreign_key_check").fetchone() is None
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert digest.verify(raw) == []
        raw.close()
        tally.salvaged += 1
    except GembaError:
        tally.hopeless += 1
    finally:
        for path in into.parent.glob(f"{into.name}*"):
            path.unlink()


def test_d11_5_damages(big: Path, fast: Path, seed: int) -> None:
    tally = damage_many(big, fast, times=5, seed=seed)
    print(f"\nD-11 seed {seed}: {tally}")
    assert (tally.missed, tally.changed_in_place) == (0, 0)


def test_d11_a_broken_root_or_right_edge_ends_too(big: Path, fast: Path, seed: int) -> None:
    """The end of a table's tree is broken, so that nothing there says where it ends: it must not be looked for forever."""
    library, into = copy_of(big, fast / "visit.gemba"), fast / "saved.db"
    whole = (library / DATABASE_NAME).read_bytes()
    raw = read_only(library / DATABASE_NAME, at_rest=True)
    root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'observation'").fetchone()[0]
    raw.close()
    saved = {}
    for name, page in (("root", root), ("right edge", right_edge(library / DATABASE_NAME, whole, root))):
        damage(library / DATABASE_NAME, whole, page, seed)
        tally = Tally()
        _save(library / DATABASE_NAME, into, tally)
        saved[name] = tally.saved
    assert saved["root"] == 0
    assert saved["right edge"] > 4_800


def damage(database: Path, whole: bytes, page: int, seed: int) -> None:
    """Write the file anew with noise in the place of one page, counted from 1."""
    data = bytearray(whole)
    data[(page - 1) * PAGE : page * PAGE] = random.Random(seed).randbytes(PAGE)
    database.write_bytes(data)


def right_edge(database: Path, whole: bytes, root: int) -> int:
    """Return the page at the end of the observations' tree, without which only their end cannot be read."""
    page = root
    while whole[at := (page - 1) * PAGE] == INNER:
        page = int.from_bytes(whole[at + 8 : at + 12], "big")
    damage(database, whole, page, 1)
    raw = read_only(database, at_rest=True)
    try:
        with pytest.raises(sqlite3.DatabaseError, match="malformed"):
            raw.execute("SELECT rowid, text FROM observation NOT INDEXED ORDER BY rowid DESC LIMIT 1").fetchall()
        assert reads_the_start(raw)
    finally:
        raw.close()
    return page


def reads_the_start(raw: sqlite3.Connection) -> bool:
    """Say whether the first 4,000 observations can be read."""
    try:
        return (
            len(raw.execute("SELECT rowid FROM observation NOT INDEXED ORDER BY rowid LIMIT 4000").fetchall()) == 4000
        )
    except sqlite3.DatabaseError:
        return False


def test_d11_negative_control_a_check_that_finds_nothing_is_caught(big: Path, fast: Path, seed: int) -> None:
    tally = damage_many(big, fast, times=12, seed=seed, quick=nothing_wrong)
    assert tally.missed > 0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_d11_200_damages(big: Path, fast: Path, seed: int) -> None:
    tally = damage_many(big, fast, times=200, seed=seed)
    print(f"\nD-11 seed {seed}: {tally}")
    assert (tally.missed, tally.changed_in_place) == (0, 0)
    assert tally.saved >= 0.95 * tally.rows
