"""D-10: single bits flip in files, and bytes of rows change in the database; each is found."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from gemba.errors import LibraryDamaged
from gemba.message import N_
from gemba.model import digest, scrub
from gemba.model.blobs import BlobStore
from gemba.model.entities import GembaSession, Observation, Ticket
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.references import read_only
from gemba.model.values import ObservationKind
from tests.faults.conftest import copy_of

pytestmark = pytest.mark.library_file_opener


def flip_one_bit(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def test_d10_a_bit_in_each_of_1000_files(fast: Path, seed: int) -> None:
    rng, found = random.Random(seed), 0
    store = BlobStore(fast / "vault", key=bytes(range(32)))
    names = [store.put(rng.randbytes(rng.randrange(1, 3_000))) for _ in range(1000)]
    for name in names:
        store.get(name)
        flip_one_bit(store.path(name), rng)
        try:
            store.get(name)
        except LibraryDamaged:
            found += 1
    print(f"\nD-10 seed {seed}: {found}/1000 flipped bits found on read")
    assert found == 1000


def test_d10_the_check_names_every_flipped_file(template: Path, tmp_path: Path, seed: int) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    assert scrub.check(library).ok
    files = [path for folder in ("vault", "blobs") for path in sorted((library / folder).rglob("*")) if path.is_file()]
    for path in files:
        flip_one_bit(path, random.Random(seed))
    codes = [finding.code for finding in scrub.check(library).findings]
    assert sorted(codes) == ["original"] * 3 + ["picture"] * 3


@pytest.fixture
def with_tickets(template: Path, fast: Path) -> Path:
    library = copy_of(template, fast / "visit.gemba")

    def body(op: Operation) -> None:
        session = op.all(GembaSession)[0]
        for number in range(100):
            money = f"amount=1{number:03d}00 EUR"
            op.add(Ticket(number=number + 1, title="a ticket", arithmetic=money, created=op.now(), changed=op.now()))
            op.add(Observation(session_id=session.id, kind=ObservationKind.FACT, text=f"amount=1{number:03d}00 seen", at=op.now()))  # fmt: skip

    with Library.open(library) as opened:
        opened.run(N_("Add ticket"), body)
    return library


def test_d10_changed_bytes_of_rows(with_tickets: Path, seed: int) -> None:
    rng, database = random.Random(seed), with_tickets / DATABASE_NAME
    whole = database.read_bytes()
    found = unseen_by_sqlite = 0
    for number in range(100):
        wanted = f"amount=1{number:03d}00 {rng.choice(['EUR', 'seen'])}".encode()
        changed = bytearray(whole.replace(wanted, wanted.replace(b"=1", b"=9")))
        target = with_tickets.parent / "changed.db"
        target.write_bytes(changed)
        raw = read_only(target, at_rest=True)
        unseen_by_sqlite += raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found += bool(digest.verify(raw))
        raw.close()
    print(f"\nD-10 seed {seed}: {found}/100 changed rows found; SQLite's own check saw none of {unseen_by_sqlite}")
    assert found == 100


def test_d10_control_without_sums_nothing_is_found(with_tickets: Path) -> None:
    target = with_tickets.parent / "changed.db"
    shutil.copy(with_tickets / DATABASE_NAME, target)
    raw = sqlite3.connect(target, isolation_level=None)
    raw.execute("UPDATE observation SET text = 'amount=900' WHERE text LIKE 'amount=1001%'")
    assert digest.verify(raw)
    digest.rebuild(raw)  # what a program without sums amounts to
    assert not digest.verify(raw)
    raw.close()
