"""D-02: the power goes at sampled points; the disk is rebuilt in several ways; no promise is broken on any of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import recipe
from tests.faults.powercut import VARIANTS, Disk, Event, empty, read_log
from tests.faults.rig import Actor, Run

pytestmark = pytest.mark.library_file_opener


@dataclass(slots=True)
class Tally:
    """What the power cuts came to."""

    points: int = 0
    states: int = 0
    promises: int = 0
    lost: int = 0
    dangling: int = 0
    damaged: int = 0
    words: str = ""

    def __str__(self) -> str:
        return (
            f"{self.points} points, {self.states} states, {self.promises} promises, {self.lost} lost, "
            f"{self.dangling} dangling, {self.damaged} damaged {self.words}"
        )


def record(actor: Actor, folder: Path, *, seed: int, count: int, control: str | None = None) -> list[Event]:
    """Run a whole life of a library under the shim and return what it did."""
    root = folder / "root"
    root.mkdir(mode=0o700)
    args = {"folder": str(root / "visit.gemba"), "seed": seed, "count": count, "control": control}
    run = Run("create_and_capture", root, folder / "acks", folder / "log", folder / "errors", args=args)
    assert actor.run(run) == 0, (folder / "errors").read_text()
    return read_log(folder / "log")


def cut_power(
    events: list[Event], folder: Path, fast: Path, *, points: int, seed: int, mode: str = "strict",
    variants: tuple[str, ...] = VARIANTS[:5], stop_when_red: bool = False,
) -> Tally:  # fmt: skip
    """Judge the disks at sampled points of a recorded life."""
    disk, tally, at = Disk(folder / "root", mode=mode, seed=seed), Tally(), 0
    # Before the first promise there is nothing to lose but the library itself; most points come after it.
    sampled = sorted(random.Random(seed).sample(range(1, len(events) + 1), min(points, len(events))))
    for point in sampled:
        while at < point:
            disk.apply(events[at])
            at += 1
        tally.points += 1
        promised = recipe.kept_lines(disk.acks)
        for number, variant in enumerate(variants):
            state = fast / "state"
            disk.build(state, variant, seed * 31 + point * 7 + number)
            _judge(state, promised, tally, twice=number % 2 == 0)
            empty(state)
            if stop_when_red and (tally.lost or tally.dangling or tally.damaged):
                return tally
    return tally


def _judge(state: Path, promised: list[recipe.Kept], tally: Tally, *, twice: bool) -> None:
    library = state / "visit.gemba"
    tally.states += 1
    tally.promises += len(promised)
    if not promised and not library.exists():
        return
    verdict = recipe.judge(library, promised, twice=twice)
    tally.lost += verdict.lost
    tally.dangling += verdict.dangling
    tally.damaged += verdict.damaged + verdict.changed_again
    tally.words = verdict.words or tally.words


def assert_nothing_lost(tally: Tally, seed: int, mode: str) -> None:
    print(f"\nD-02 {mode}, seed {seed}: {tally}")
    assert (tally.lost, tally.dangling, tally.damaged) == (0, 0, 0), tally
    assert tally.promises > tally.states


def test_d02_200_points_5_states(actor: Actor, tmp_path: Path, fast: Path, seed: int) -> None:
    events = record(actor, tmp_path, seed=seed, count=20)
    assert_nothing_lost(cut_power(events, tmp_path, fast, points=200, seed=seed), seed, "strict")


def test_d02_garbage_in_what_was_not_synced(actor: Actor, tmp_path: Path, fast: Path, seed: int) -> None:
    events = record(actor, tmp_path, seed=seed, count=8)
    tally = cut_power(events, tmp_path, fast, points=60, seed=seed, variants=("garbage",))
    assert_nothing_lost(tally, seed, "garbage")


@pytest.mark.parametrize("control", recipe.CONTROLS)
def test_d02_control_goes_red(actor: Actor, tmp_path: Path, fast: Path, seed: int, control: str) -> None:
    events = record(actor, tmp_path, seed=seed, count=8, control=control)
    tally = cut_power(events, tmp_path, fast, points=200, seed=seed, stop_when_red=True)
    print(f"\nD-02 control {control}: {tally}")
    assert tally.lost or tally.dangling or tally.damaged


@pytest.mark.nightly
@pytest.mark.timeout(6000)
@pytest.mark.parametrize("mode", ["strict", "ext4"])
def test_d02_2000_points_5_states(actor: Actor, tmp_path: Path, fast: Path, seed: int, mode: str) -> None:
    total = Tally()
    for part in range(10):
        folder = tmp_path / str(part)
        folder.mkdir()
        events = record(actor, folder, seed=seed + part, count=30)
        tally = cut_power(events, folder, fast, points=200, seed=seed + part, mode=mode)
        for name in ("points", "states", "promises", "lost", "dangling", "damaged"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
        total.words = tally.words or total.words
    assert_nothing_lost(total, seed, mode)
