"""D-12: backups lose power while they are made and rotated; each finished one is good; drills bring libraries back."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gemba.model import backup
from gemba.model.blobs import BlobStore
from gemba.model.format import VAULT_NAME
from gemba.model.library import Library
from gemba.model.references import essential, read_only
from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.powercut import VARIANTS, Disk, empty, read_log
from tests.faults.rig import Actor, Run

pytestmark = pytest.mark.library_file_opener


@dataclass(slots=True)
class Tally:
    """What the finished backups were found as."""

    states: int = 0
    backups: int = 0
    lost: int = 0
    bad: int = 0
    words: str = ""

    def __str__(self) -> str:
        return f"{self.states} states, {self.backups} finished backups looked at, {self.lost} lost, {self.bad} bad {self.words}"


def cut_power(
    actor: Actor, template: Path, fast: Path, *, points: int, seed: int, rounds: int = 2, control: str | None = None
) -> Tally:
    """Record backups being made, cut the power at random points, and verify every file with a backup's name."""
    root, start, tally = fast / "root", fast / "start", Tally()
    root.mkdir()
    start.mkdir()
    copy_of(template, start / "visit.gemba")
    library = copy_of(template, root / "visit.gemba")
    args = {"folder": str(library), "second": str(root / "second"), "seed": seed, "rounds": rounds, "control": control}
    run = Run("backup_often", root, fast / "acks", fast / "log", fast / "errors", args=args)
    assert actor.run(run) == 0, (fast / "errors").read_text()
    events, disk = read_log(fast / "log"), Disk(root, start=start, seed=seed)
    wanted = set(random.Random(seed).sample(range(len(events) // 4, len(events) + 1), points))
    for at, event in enumerate(events, 1):
        disk.apply(event)
        if at not in wanted:
            continue
        promised = re.findall(r'"backup": "([^"]+)"', b"".join(disk.acks).decode())
        for number, variant in enumerate(VARIANTS[:5]):
            disk.build(fast / "state", variant, seed + at * 7 + number)
            tally.states += 1
            _look(fast / "state", [Path(one).relative_to(root) for one in promised], tally)
            empty(fast / "state")
    return tally


def _look(state: Path, promised: list[Path], tally: Tally) -> None:
    tally.lost += sum(not (state / one).is_file() for one in promised)
    library, second = state / "visit.gemba", state / "second"
    for folder, files in ((library / "backups", library), (second, second)):
        for one in backup.backups_in(folder):
            tally.backups += 1
            try:
                backup.verify(one.path, files)
                _read_every_picture(one.path, files)
            except Exception as problem:
                tally.bad += 1
                tally.words = f"{one.path.name}: {problem}"


def _read_every_picture(database: Path, files: Path) -> None:
    """Go further than ``verify``, which looks whether files are there: read and hash each."""
    raw = read_only(database, at_rest=True)
    try:
        key, wanted = backup.vault_key(raw), list(essential(raw).by_store())
    finally:
        raw.close()
    for store, name in wanted:
        BlobStore(files / store, key=key if store == VAULT_NAME else None).get(name)


def test_d12_power_cuts(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    tally = cut_power(actor, template, fast, points=40, seed=seed)
    print(f"\nD-12 seed {seed}: {tally}")
    assert (tally.lost, tally.bad) == (0, 0), tally
    assert tally.backups > tally.states


@pytest.mark.parametrize("control", ["no fsync of blobs", "no fsync of folders"])
def test_d12_control_goes_red(actor: Actor, template: Path, fast: Path, seed: int, control: str) -> None:
    tally = cut_power(actor, template, fast, points=40, seed=seed, control=control)
    print(f"\nD-12 control {control}: {tally}")
    assert tally.lost or tally.bad


def drill(template: Path, fast: Path, *, times: int, seed: int) -> tuple[int, set[str]]:
    """Back up, go on, lose the library, restore, look for every promise of before; return how often it was all there."""
    good, replicas = 0, set()
    for number in range(times):
        library = copy_of(template, fast / f"{number}.gemba")
        with Library.open(library) as opened:
            session = recipe.begin(opened)
            promised = [recipe.store_one(opened, session, seed + number, n) for n in range(2)]
            replicas.add(str(opened.queries.reader.value("SELECT id FROM replica ORDER BY seq DESC LIMIT 1")))
        second = fast / f"{number}.second" if number % 2 else None
        made = backup.make(library, second=second)
        with Library.open(library) as opened:
            recipe.store_one(opened, session, seed + number, 2)
        target = fast / f"{number}-again.gemba"
        if second is not None:
            shutil.rmtree(library)
        backup.restore(made.path, target, files=second or library, replica=f"{number:032x}")
        verdict = recipe.judge(target, promised, derived=second is None)
        with Library.open(target) as opened:
            replica = str(opened.queries.reader.value("SELECT id FROM replica ORDER BY seq DESC LIMIT 1"))
        good += verdict.is_good and replica == f"{number:032x}" and replica not in replicas
        replicas.add(replica)
        for folder in (library, second, target):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
    return good, replicas


def test_d12_10_drills(template: Path, fast: Path, seed: int) -> None:
    good, replicas = drill(template, fast, times=10, seed=seed)
    print(f"\nD-12 seed {seed}: {good}/10 restore drills, {len(replicas)} replica ids")
    assert good == 10


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_d12_100_drills_and_400_points(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    good, _ = drill(template, fast, times=100, seed=seed)
    tally = cut_power(actor, template, fast, points=400, seed=seed, rounds=6)
    print(f"\nD-12 seed {seed}: {good}/100 restore drills; {tally}")
    assert (good, tally.lost, tally.bad) == (100, 0, 0)


def test_d12_wild_clocks_on_a_real_folder(template: Path, fast: Path, seed: int) -> None:
    library, rng = copy_of(template, fast / "visit.gemba"), random.Random(seed)
    moments = [datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)]
    moments += [datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(6)]
    moments += [datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=rng.randrange(30_000)) for _ in range(40)]
    rng.shuffle(moments)
    for number, moment in enumerate(moments, 1):
        backup.make(library, now=lambda moment=moment: moment)  # type: ignore[misc]
        found = [one.number for one in backup.backups_in(library / "backups")]
        assert found[:3] == list(range(number, max(0, number - 3), -1))
    assert len(found) < len(moments)
    for one in backup.backups_in(library / "backups"):
        backup.verify(one.path, library)
