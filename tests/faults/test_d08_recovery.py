"""D-08: the power goes while the program recovers from the last power cut; recovering again gives the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults import recipe
from tests.faults.powercut import VARIANTS, Disk, empty, read_log
from tests.faults.rig import EIO, Actor, Fault, Run
from tests.faults.test_d02_power import Tally, _judge, assert_nothing_lost, record

pytestmark = pytest.mark.library_file_opener


def cut_twice(
    actor: Actor, folder: Path, fast: Path, *, firsts: int, seconds: int, seed: int, control: str | None = None
) -> Tally:
    """Cut the power in a recorded life; record the recovery; cut that too, or let one of its calls fail."""
    rng, tally = random.Random(seed), Tally()
    events = record(actor, folder, seed=seed, count=10)
    disk, at = Disk(folder / "root", seed=seed), 0
    late = range(len(events) * 2 // 3, len(events))
    for point in sorted(rng.sample(late, min(firsts, len(late)))):
        while at < point:
            disk.apply(events[at])
            at += 1
        promised = recipe.kept_lines(disk.acks)
        first = fast / "first"
        disk.build(first, rng.choice(VARIANTS[:5]), seed + point)
        tally.points += 1
        for second in _recoveries(actor, first, fast, rng, seconds, control):
            _judge(second, promised, tally, twice=True)
            empty(second)
        empty(first)
    return tally


def _recoveries(
    actor: Actor, first: Path, fast: Path, rng: random.Random, seconds: int, control: str | None
) -> list[Path]:
    """Return disks as they are after a recovery of ``first`` that was cut short, or met a failing call."""
    root, log, built = fast / "root2", fast / "log2", []
    copied = Disk(root, start=first)
    copied.build(root, "everything", 0)
    args = {"folder": str(root / "visit.gemba"), "control": control}
    log.unlink(missing_ok=True)
    actor.run(Run("recover", root, fast / "acks2", log, fast / "errors2", args=args))
    events = read_log(log)
    disk = Disk(root, start=first)
    wanted = set(rng.sample(range(1, len(events) + 1), min(seconds, len(events))))
    for at, event in enumerate(events, 1):
        disk.apply(event)
        if at in wanted:
            built.append(fast / f"second-{at}")
            disk.build(built[-1], rng.choice(VARIANTS[:5]), rng.randrange(1 << 30))
    empty(root)
    built.append(fast / "failed")
    copied.build(root, "everything", 0)
    fault = Fault(rng.randrange(1, 40), rng.random() < 0.5, EIO)
    actor.run(Run("recover", root, fast / "acks2", None, fast / "errors2", fault, args))
    root.rename(built[-1])
    return built


def test_d08_recovery_cut_short(actor: Actor, tmp_path: Path, fast: Path, seed: int) -> None:
    tally = cut_twice(actor, tmp_path, fast, firsts=8, seconds=4, seed=seed)
    print(f"\nD-08, seed {seed}: {tally}")
    assert_nothing_lost(tally, seed, "recovery")


@pytest.mark.parametrize("control", ["needs nothing", "without the journal"])
def test_d08_control_a_recovery_that_destroys_goes_red(
    actor: Actor, tmp_path: Path, fast: Path, seed: int, control: str
) -> None:
    tally = cut_twice(actor, tmp_path, fast, firsts=4, seconds=4, seed=seed, control=control)
    print(f"\nD-08 control {control}, seed {seed}: {tally}")
    assert tally.lost or tally.dangling or tally.damaged


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_d08_2000_states(actor: Actor, tmp_path: Path, fast: Path, seed: int) -> None:
    total = Tally()
    for part in range(10):
        (tmp_path / str(part)).mkdir()
        tally = cut_twice(actor, tmp_path / str(part), fast, firsts=40, seconds=5, seed=seed + part)
        for name in ("points", "states", "promises", "lost", "dangling", "damaged"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
        total.words = tally.words or total.words
    assert_nothing_lost(total, seed, "recovery")
