"""D-13: a migration is killed at every call and loses power at sampled points: the old schema whole, or the new one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from gemba.model import backup, digest, migrate
from gemba.model.connection import connect
from gemba.model.format import DATABASE_NAME
from tests.faults.conftest import copy_of
from tests.faults.powercut import VARIANTS, Disk, empty, read_log
from tests.faults.rig import KILL, Actor, Fault, Run

pytestmark = pytest.mark.library_file_opener
NEXT = Path(__file__).parents[1] / "databases" / "next_version"


@dataclass(slots=True)
class Tally:
    """What migrations were found as."""

    old: int = 0
    new: int = 0
    half: int = 0
    no_backup: int = 0
    not_resumed: int = 0
    words: str = ""

    def __str__(self) -> str:
        return (
            f"{self.old} old intact, {self.new} new complete, {self.half} half, {self.no_backup} new without a verified "
            f"backup, {self.not_resumed} not resumed {self.words}"
        )

    @property
    def is_good(self) -> bool:
        return not (self.half or self.no_backup or self.not_resumed)


def state_of(raw: sqlite3.Connection) -> str:
    """Return "old", "new" or "half"."""
    number = migrate.schema_number(raw)
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = {row[1] for row in raw.execute("PRAGMA table_info(team)")}
    notes = raw.execute("SELECT count(*) FROM observation").fetchone()[0]
    sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not digest.verify(raw)
    if number == migrate.HEAD and "next_thing" not in tables and "title_length" not in columns and notes == 3 and sound:
        return "old"
    if number == migrate.HEAD + 1 and "next_thing" in tables and "title_length" in columns and notes == 3 and sound:
        teams = raw.execute("SELECT count(*) FROM team WHERE title_length = length(name)").fetchone()[0]
        things = raw.execute("SELECT count(*) FROM next_thing").fetchone()[0]
        return "new" if teams == things == 1 else "half"
    return "half"


def look(library: Path, tally: Tally) -> None:
    """Judge one library after a migration that was cut short, and let the next start finish it."""
    try:
        raw = connect(library / DATABASE_NAME, writable=True)
        try:
            state = state_of(raw)
            setattr(tally, state, getattr(tally, state) + 1)
            if state == "new":
                tally.no_backup += not _has_backup(library)
            migrate.upgrade(raw, backup=lambda: backup.make(library), head=migrate.HEAD + 1, more_versions=NEXT)
            tally.not_resumed += state_of(raw) != "new" or not _has_backup(library)
        finally:
            raw.close()
    except Exception as problem:
        tally.not_resumed += 1
        tally.words = f"{type(problem).__name__}: {problem}"


def _has_backup(library: Path) -> bool:
    """Say whether a backup of the old schema stands there that passes its checks."""
    for one in backup.backups_in(library / "backups"):
        backup.verify(one.path, library)
        raw = sqlite3.connect(f"file:{one.path}?mode=ro&immutable=1", uri=True)
        number = migrate.schema_number(raw)
        raw.close()
        if number == migrate.HEAD:
            return True
    return False


def job(
    library: Path, folder: Path, *, fault: Fault | None = None, log: Path | None = None, control: bool = False
) -> Run:
    args = {"folder": str(library), "more": str(NEXT), "control": control}
    return Run("migrate_to_next", folder / "root", folder / "acks", log, folder / "errors", fault, args)


def kill_at_calls(actor: Actor, template: Path, fast: Path, *, step: int, control: bool = False) -> tuple[int, Tally]:
    """Kill a migration before every ``step``-th call; return how many kills there were."""
    tally, at = Tally(), 1
    while True:
        folder = fast / str(at)
        (folder / "root").mkdir(parents=True)
        library = copy_of(template, folder / "root" / "visit.gemba")
        code = actor.run(job(library, folder, fault=Fault(at, True, KILL), control=control))
        if not control:
            look(library, tally)
        else:
            raw = connect(library / DATABASE_NAME, writable=True)
            state = state_of(raw)
            setattr(tally, state, getattr(tally, state) + 1)
            raw.close()
        empty(folder)
        if code == 0:
            return at // step, tally
        assert code == -9, (folder / "errors").read_text()
        at += step


def cut_power(actor: Actor, template: Path, fast: Path, *, points: int, seed: int) -> Tally:
    """Cut the power at evenly spread points of one recorded migration, five disks each."""
    root, tally = fast / "root", Tally()
    root.mkdir()
    library = copy_of(template, root / "visit.gemba")
    start = fast / "start"
    start.mkdir()
    copy_of(template, start / "visit.gemba")
    assert actor.run(job(library, fast, log=fast / "log")) == 0, (fast / "errors").read_text()
    events, disk = read_log(fast / "log"), Disk(root, start=start, seed=seed)
    wanted = {round(len(events) * n / points) for n in range(1, points + 1)}
    for at, event in enumerate(events, 1):
        disk.apply(event)
        if at in wanted:
            for number, variant in enumerate(VARIANTS[:5]):
                disk.build(fast / "state", variant, seed + at * 7 + number)
                look(fast / "state" / "visit.gemba", tally)
                empty(fast / "state")
    return tally


def test_d13_killed_at_calls(actor: Actor, template: Path, fast: Path) -> None:
    kills, tally = kill_at_calls(actor, template, fast, step=19)
    print(f"\nD-13: killed at {kills} calls: {tally}")
    assert tally.is_good, tally
    assert tally.old > 5
    assert tally.new > 1


def test_d13_control_without_a_transaction_goes_red(actor: Actor, template: Path, fast: Path) -> None:
    _, tally = kill_at_calls(actor, template, fast, step=43, control=True)
    print(f"\nD-13 control: {tally}")
    assert tally.half > 0


def test_d13_power_cuts(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    tally = cut_power(actor, template, fast, points=25, seed=seed)
    print(f"\nD-13 power, seed {seed}: {tally}")
    assert tally.is_good, tally
    assert tally.old > 5
    assert tally.new > 1


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_d13_every_call_and_400_points(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    (fast / "kills").mkdir()
    kills, tally = kill_at_calls(actor, template, fast / "kills", step=1)
    print(f"\nD-13: killed at {kills} calls: {tally}")
    assert tally.is_good, tally
    tally = cut_power(actor, template, fast, points=400, seed=seed)
    print(f"\nD-13 power, seed {seed}: {tally}")
    assert tally.is_good, tally
