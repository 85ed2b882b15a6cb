"""D-14: fifty programs start at once on one library; one writes at a time, the others wait or get a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.screen import wait_for
from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import Actor, Run, acknowledged

pytestmark = pytest.mark.library_file_opener
STARTS = 50


def start_all(
    actor: Actor, library: Path, folder: Path, *, wait_s: float, work_s: float = 0.0, stays: bool = False
) -> tuple[list[int], list[str]]:
    """Start fifty children at once; return their exit codes and, in order, who went in and out.

    With ``stays`` whoever is in stays there until each of the fifty is in or was told why not, however long that takes.
    """
    acks, errors, leave = folder / "acks", folder / "errors", folder / "leave"
    args = {"folder": str(library), "wait_s": wait_s, "work_s": work_s, "until": str(leave) if stays else ""}
    run = Run("hold", folder, acks, errors=errors, args=args)
    pids = [actor.start(run) for _ in range(STARTS)]
    if stays:
        wait_for(lambda: went_in(acks) + lines(errors) >= STARTS, "all fifty have had their answer")
        leave.touch()
    codes = [actor.wait(pid) for pid in pids]
    return codes, [f"{word} {pid}" for line in acknowledged(acks) for word, pid in line.items()]


def went_in(acks: Path) -> int:
    return sum("in" in line for line in acknowledged(acks))


def lines(errors: Path) -> int:
    return len(errors.read_text().splitlines()) if errors.exists() else 0


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
    codes, order = start_all(actor, library, tmp_path, wait_s=0.0, stays=True)
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
    orders, leave = [], tmp_path / "leave"
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        library = copy_of(template, folder / "visit.gemba")
        orders.append(Run("hold", folder, tmp_path / "acks", errors=folder / "errors", args={"folder": str(library), "wait_s": 0.0, "work_s": 0.0, "until": str(leave)}))  # fmt: skip
    pids = [actor.start(run) for run in orders]
    wait_for(lambda: went_in(tmp_path / "acks") == 2, "both are in")
    leave.touch()
    assert [actor.wait(pid) for pid in pids] == [0, 0]
    assert overlaps([f"{word} {pid}" for line in acknowledged(tmp_path / "acks") for word, pid in line.items()]) == 1


def test_d14_after_a_killed_holder_the_next_start_works_at_once(actor: Actor, template: Path, tmp_path: Path) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    args = {"folder": str(library), "wait_s": 0.0, "work_s": 600.0}
    pid = actor.start(Run("hold", tmp_path, tmp_path / "acks", errors=tmp_path / "errors", args=args))
    wait_for(lambda: acknowledged(tmp_path / "acks"), "somebody is in")
    assert actor.kill(pid) == -9
    args["work_s"] = 0.0
    assert actor.run(Run("hold", tmp_path, tmp_path / "acks", errors=tmp_path / "errors", args=args)) == 0
    assert recipe.judge(library, []).is_good
