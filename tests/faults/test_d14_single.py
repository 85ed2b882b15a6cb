"""D-14: fifty programs start at once on one library; one writes at a time, the others wait or get a sentence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import Actor, Run, acknowledged

pytestmark = pytest.mark.library_file_opener
STARTS = 50


def start_all(
    actor: Actor, library: Path, folder: Path, *, wait_s: float, work_s: float
) -> tuple[list[int], list[str]]:
    """Start fifty children at once; return their exit codes and, in order, who went in and out."""
    args = {"folder": str(library), "wait_s": wait_s, "work_s": work_s}
    run = Run("hold", folder, folder / "acks", errors=folder / "errors", args=args)
    pids = [actor.start(run) for _ in range(STARTS)]
    codes = [actor.wait(pid) for pid in pids]
    return codes, [f"{word} {pid}" for line in acknowledged(folder / "acks") for word, pid in line.items()]


def overlaps(order: list[str]) -> int:
    """Count how often somebody went in while another was inside."""
    inside: set[str] = set()
    count = 0
    for line in order:
        word, pid = line.split()
        if word == "in":
            count += bool(inside)
            inside.add(pid)
        else:
            inside.discard(pid)
    return count


def test_d14_one_winner_and_a_sentence_for_the_others(actor: Actor, template: Path, tmp_path: Path) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    codes, order = start_all(actor, library, tmp_path, wait_s=0.0, work_s=4.0)
    told = (tmp_path / "errors").read_text().splitlines()
    print(f"\nD-14: {codes.count(0)} winner, {codes.count(3)} told: {told[0] if told else ''}")
    assert codes.count(0) == 1
    assert codes.count(3) == STARTS - 1 == len(told)
    assert all(line.startswith("LibraryBusy: This library is open in another gemba (process ") for line in told), told
    assert overlaps(order) == 0


def test_d14_all_get_their_turn_when_they_wait(actor: Actor, template: Path, tmp_path: Path) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    codes, order = start_all(actor, library, tmp_path, wait_s=120.0, work_s=0.01)
    assert codes == [0] * STARTS
    assert len(order) == 2 * STARTS
    assert overlaps(order) == 0


def test_d14_control_without_a_lock_they_overlap(actor: Actor, template: Path, tmp_path: Path) -> None:
    orders = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        library = copy_of(template, folder / "visit.gemba")
        orders.append(Run("hold", folder, tmp_path / "acks", errors=folder / "errors", args={"folder": str(library), "wait_s": 0.0, "work_s": 1.0}))  # fmt: skip
    pids = [actor.start(run) for run in orders]
    assert [actor.wait(pid) for pid in pids] == [0, 0]
    assert overlaps([f"{word} {pid}" for line in acknowledged(tmp_path / "acks") for word, pid in line.items()]) == 1


def test_d14_after_a_killed_holder_the_next_start_works_at_once(actor: Actor, template: Path, tmp_path: Path) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    args = {"folder": str(library), "wait_s": 0.0, "work_s": 600.0}
    pid = actor.start(Run("hold", tmp_path, tmp_path / "acks", errors=tmp_path / "errors", args=args))
    deadline = time.monotonic() + 60
    while not acknowledged(tmp_path / "acks") and time.monotonic() < deadline:
        time.sleep(0.005)
    assert actor.kill(pid) == -9
    args["work_s"] = 0.0
    assert actor.run(Run("hold", tmp_path, tmp_path / "acks", errors=tmp_path / "errors", args=args)) == 0
    assert recipe.judge(library, []).is_good
