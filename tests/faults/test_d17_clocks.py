"""D-17: the wall clock jumps by years, backwards, through time zones; order, keys, undo and backups do not care."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gemba.message import N_
from gemba.model import backup
from gemba.model.entities import GembaSession, Observation
from gemba.model.ids import IdSource
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.rows import Moment
from gemba.model.values import ObservationKind
from gemba.services.keeping.backup import Schedule
from tests.faults.conftest import copy_of

pytestmark = pytest.mark.library_file_opener
START = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # a minute before summer time begins


class JumpingClock:
    """A wall clock that is somewhere else each time it is read."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self.jumps = 0

    def __call__(self) -> Moment:
        self.jumps += 1
        away = timedelta(days=self._rng.randrange(-3_650, 3_650), seconds=self._rng.randrange(86_400))
        return Moment(START + away, self._rng.choice([-720, -210, 0, 60, 120, 345, 480, 840]))


def write_many(folder: Path, clock: JumpingClock, *, operations: int) -> list[str]:
    """Add notes one operation at a time; return the texts in the order in which they were stored."""
    texts = [f"jump {number}" for number in range(operations)]
    with Library.open(folder, clock=clock) as library:

        def add(op: Operation, text: str) -> str:
            session = op.all(GembaSession)[0]
            return op.add(Observation(session_id=session.id, kind=ObservationKind.FACT, text=text, at=op.now())).id

        for text in texts:
            library.run(N_("Add observation"), lambda op, text=text: add(op, text))  # type: ignore[misc]
    return texts


def test_d17_1000_jumps(template: Path, fast: Path, seed: int) -> None:
    folder, clock = copy_of(template, fast / "visit.gemba"), JumpingClock(seed)
    texts = write_many(folder, clock, operations=500)
    with Library.open(folder, clock=clock) as library:
        reader = library.queries.reader
        by_key = [row[0] for row in reader.all("SELECT text FROM observation WHERE text LIKE 'jump %' ORDER BY id")]
        seqs = [row[0] for row in reader.all("SELECT seq FROM operation ORDER BY seq")]
        counters = [row[0] for row in reader.all("SELECT counter FROM change ORDER BY operation_seq, counter")]
        for text in reversed(texts[-20:]):
            library.undo()
            assert reader.value("SELECT count(*) FROM observation WHERE text = ?", [text]) == 0
        for _ in range(20):
            library.redo()
        assert reader.value("SELECT count(*) FROM observation WHERE text LIKE 'jump %'") == len(texts)
    print(f"\nD-17 seed {seed}: {clock.jumps} jumps")
    assert clock.jumps >= 1000
    assert by_key == texts
    assert seqs == sorted(seqs)
    assert counters == sorted(counters)


def test_d17_control_order_by_the_wall_clock_goes_red(template: Path, fast: Path, seed: int) -> None:
    folder = copy_of(template, fast / "visit.gemba")
    texts = write_many(folder, JumpingClock(seed), operations=20)
    with Library.open(folder) as library:
        reader = library.queries.reader
        by_clock = [row[0] for row in reader.all("SELECT text FROM observation WHERE text LIKE 'jump %' ORDER BY at")]
    assert by_clock != texts


def test_d17_keys_grow_whatever_the_clock_does(seed: int) -> None:
    rng = random.Random(seed)
    source = IdSource(wall_ms=lambda: rng.randrange(0, 1 << 45))
    keys = [source.new() for _ in range(1_000)]
    assert keys == sorted(set(keys))


def test_d17_retention_and_schedule_do_not_follow_the_wall_clock(template: Path, fast: Path, seed: int) -> None:
    folder, clock = copy_of(template, fast / "visit.gemba"), JumpingClock(seed)
    numbers = [backup.make(folder, now=lambda: clock().utc).number for _ in range(12)]
    assert numbers == list(range(1, 13))
    assert [one.number for one in backup.backups_in(folder / "backups")][:3] == [12, 11, 10]
    schedule = Schedule()
    schedule.changed(now_s=100.0)
    assert not schedule.is_due(now_s=100.0 + 1_799)
    assert schedule.is_due(now_s=100.0 + 1_800)
    assert schedule.is_due(now_s=100.0, session_ends=True)
    schedule.made()
    assert not schedule.is_due(now_s=1e9, session_ends=True)
