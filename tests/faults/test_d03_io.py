"""D-03: every changing call fails once and for good, with EIO and with ENOSPC; a promise is kept or an error is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.powercut import Disk, empty, read_log
from tests.faults.rig import EIO, ENOSPC, Actor, Fault, Run, acknowledged

pytestmark = pytest.mark.library_file_opener
SAVES = 2


@dataclass(slots=True)
class Tally:
    """What the faults came to."""

    runs: int = 0
    acks: int = 0
    told: int = 0
    silent: int = 0
    bugs: int = 0
    lost: int = 0
    dangling: int = 0
    damaged: int = 0
    retried: int = 0
    words: str = ""

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.acks} acks, {self.told} errors told, {self.silent} silent, {self.bugs} tracebacks, "
            f"{self.lost} lost, {self.dangling} dangling, {self.damaged} damaged, {self.retried} fsyncs retried {self.words}"
        )

    @property
    def is_good(self) -> bool:
        return not (self.silent or self.bugs or self.lost or self.dangling or self.damaged or self.retried)


def points_in(actor: Actor, template: Path, folder: Path, seed: int, *, saves: int) -> int:
    """Count the calls that can fail while so many pictures are stored."""
    root = folder / "count"
    root.mkdir(mode=0o700)
    library = copy_of(template, root / "visit.gemba")
    args = {"folder": str(library), "seed": seed, "count": saves}
    run = Run(
        "counted_capture", root, folder / "acks0", errors=folder / "count-errors", fault=Fault(1 << 40), args=args
    )
    assert actor.run(run) == 0, (folder / "count-errors").read_text()
    return int((folder / "count-errors").read_text().splitlines()[-1])


def fail_at(actor: Actor, template: Path, folder: Path, fault: Fault, seed: int, tally: Tally, control: str | None = None) -> None:  # fmt: skip
    """Let one call fail and judge the library as it is, and as a power cut right afterwards would leave it."""
    empty(folder / "run")
    root = folder / "run" / "root"
    root.mkdir(mode=0o700, parents=True)
    library = copy_of(template, root / "visit.gemba")
    files = {name: folder / "run" / name for name in ("acks", "log", "errors")}
    args = {"folder": str(library), "seed": seed, "count": SAVES, "control": control}
    code = actor.run(Run("capture", root, files["acks"], files["log"], files["errors"], fault, args))
    promised = recipe.kept_lines(acknowledged(files["acks"]))
    told = files["errors"].read_text().splitlines()
    tally.runs += 1
    tally.acks += len(promised)
    tally.told += len(told)
    tally.silent += len(told) + len(promised) < SAVES
    tally.bugs += code != 0 or any("BUG" in line or "Traceback" in line for line in told)
    if code != 0:
        tally.words = f"at {fault}: {told[-1:]}"
    _count(tally, recipe.judge(library, promised, twice=False), fault)
    _after_a_power_cut(template, folder, files["log"], promised, tally, fault)


def _after_a_power_cut(
    template: Path, folder: Path, log: Path, promised: list[recipe.Kept], tally: Tally, fault: Fault
) -> None:
    events = read_log(log)
    if not any(event.failed for event in events):
        return
    start = folder / "run" / "start"
    start.mkdir()
    copy_of(template, start / "visit.gemba")
    disk = Disk(folder / "run" / "root", start=start)
    for event in events:
        disk.apply(event)
    tally.retried += disk.sync_after_failure
    disk.build(folder / "run" / "state", "nothing", 1)
    _count(tally, recipe.judge(folder / "run" / "state" / "visit.gemba", promised, twice=False), fault)


def _count(tally: Tally, verdict: recipe.Verdict, fault: Fault) -> None:
    tally.lost += verdict.lost
    tally.dangling += verdict.dangling
    tally.damaged += verdict.damaged
    if not verdict.is_good:
        tally.words = f"at {fault}: {verdict}"


def fail_everywhere(actor: Actor, template: Path, fast: Path, seed: int, *, saves: int) -> tuple[int, Tally]:
    """Let every call of the first ``saves`` of ``SAVES`` savings fail, in four ways; the later ones go on from there."""
    points, tally = points_in(actor, template, fast, seed, saves=saves), Tally()
    for at in range(1, points + 1):
        for error in (EIO, ENOSPC):
            for sticky in (False, True):
                fail_at(actor, template, fast, Fault(at, sticky, error), seed, tally)
    print(f"\nD-03 seed {seed}: {points} calls x 4: {tally}")
    return points, tally


@pytest.mark.timeout(900)
def test_d03_every_call_of_a_save_fails_once_and_for_good(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    points, tally = fail_everywhere(actor, template, fast, seed, saves=1)
    assert tally.is_good, tally
    assert tally.runs == 4 * points > 200
    assert tally.told > points


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_d03_every_call_of_two_saves(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    points, tally = fail_everywhere(actor, template, fast, seed, saves=SAVES)
    assert tally.is_good, tally
    assert tally.runs == 4 * points


def test_d03_control_ignored_fsync_errors_go_red(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    points, tally = points_in(actor, template, fast, seed, saves=1), Tally()
    for at in range(1, points + 1):
        fail_at(actor, template, fast, Fault(at, False, EIO, "s"), seed, tally, "fsync errors ignored")
        if not tally.is_good:
            break
    print(f"\nD-03 control: {tally}")
    assert tally.silent or tally.lost or tally.dangling
