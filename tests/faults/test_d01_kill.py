"""D-01: a process that stores pictures is killed at random; nothing acknowledged is lost, nothing dangles."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import Actor, Run, acknowledged

pytestmark = pytest.mark.library_file_opener


@dataclass(slots=True)
class Tally:
    """What the kills came to."""

    kills: int = 0
    acks: int = 0
    lost: int = 0
    dangling: int = 0
    damaged: int = 0
    left_tmp: int = 0
    never_cleared: int = 0
    words: str = ""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acks} acks, {self.lost} lost, {self.dangling} dangling, "
            f"{self.damaged} damaged, {self.left_tmp} temporary files left, {self.never_cleared} not cleared {self.words}"
        )


def kill_many(
    actor: Actor, template: Path, folder: Path, *, kills: int, seed: int, control: str | None = None, longest_s: float = 0.16
) -> Tally:  # fmt: skip
    """Kill a capturing child again and again; every 20 kills a new library, so that judging stays short.

    Three of four are killed 50 ms to ``longest_s`` after their first acknowledgement, the fourth at any moment.
    """
    rng, tally = random.Random(seed), Tally()
    library, acks = folder / "none", folder / "acks"
    promised: list[recipe.Kept] = []
    for number in range(kills):
        if number % 20 == 0:
            library, promised = copy_of(template, folder / f"{number}.gemba"), []
        acks.unlink(missing_ok=True)
        args = {"folder": str(library), "seed": seed + number, "control": control}
        pid = actor.start(Run("capture", folder, acks, errors=folder / "errors", args=args))
        if number % 4 and control is None:
            wait_for(acks)
        time.sleep(rng.uniform(0.05, longest_s))
        assert actor.kill(pid) == -9, (folder / "errors").read_text()
        promised += recipe.kept_lines(acknowledged(acks))
        tally.kills += 1
        tally.acks += len(acknowledged(acks))
        tally.left_tmp += sum(1 for _ in library.rglob("*.tmp"))
        verdict = recipe.judge(library, promised, twice=number % 20 == 19)
        tally.lost += verdict.lost
        tally.dangling += verdict.dangling
        tally.damaged += verdict.damaged + verdict.changed_again
        tally.never_cleared += verdict.left_over
        tally.words = verdict.words or tally.words
    return tally


def wait_for(acks: Path) -> None:
    """Wait until the first promise is written."""
    deadline = time.monotonic() + 60
    while (not acks.exists() or acks.stat().st_size == 0) and time.monotonic() < deadline:
        time.sleep(0.001)


def assert_nothing_lost(tally: Tally, seed: int) -> None:
    print(f"\nD-01 seed {seed}: {tally}")
    assert (tally.lost, tally.dangling, tally.damaged, tally.never_cleared) == (0, 0, 0, 0), tally
    assert tally.acks >= tally.kills


def test_d01_100_kills(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:
    assert_nothing_lost(kill_many(actor, template, tmp_path, kills=100, seed=seed), seed)


def test_d01_control_row_before_blob_goes_red(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:
    tally = kill_many(actor, template, tmp_path, kills=16, seed=seed, control="row before blob", longest_s=0.4)
    print(f"\nD-01 control: {tally}")
    assert tally.dangling > 0


@pytest.mark.nightly
@pytest.mark.timeout(3000)
def test_d01_1000_kills(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:
    assert_nothing_lost(kill_many(actor, template, tmp_path, kills=1000, seed=seed, longest_s=1.0), seed)
