"""D-06 through the window: killed while somebody types, reopened, and every key but the last second's is there.

A child opens the real main window, goes on with the running visit and types; it is killed at a random moment, and the
next child opens the same library, says what its window offers, and types on. Some kills come through a real X server
(test_window_endings.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.starvation import STOLEN, Sample, starved_s, waited_s
from tests.faults.typing_kills import BEHIND_S, WindowActor, kill_in_lanes, kill_while_typing, say

pytestmark = pytest.mark.library_file_opener


@pytest.fixture(scope="module")
def window_actor() -> Iterator[WindowActor]:
    with WindowActor() as running:
        yield running


def test_d06_window_killed_50_times_while_typing(window_actor: WindowActor, tmp_path: Path, seed: int) -> None:
    count = kill_in_lanes(window_actor, tmp_path, times=51, seed=seed)
    say(count, seed)
    assert count.faults == []
    assert count.kills == 51
    assert count.acknowledged > 25
    assert count.offered > 25
    assert count.drafts > 51


@pytest.mark.nightly
@pytest.mark.timeout(2400)
def test_d06_window_killed_200_times_while_typing(window_actor: WindowActor, tmp_path: Path, seed: int) -> None:
    count = kill_in_lanes(window_actor, tmp_path, times=201, seed=seed)
    say(count, seed)
    assert (count.faults, count.kills) == ([], 201)


@pytest.mark.parametrize("broken", ["keeps no drafts", "keeps drafts late", "hangs"])
def test_d06_window_control_goes_red(window_actor: WindowActor, tmp_path: Path, seed: int, broken: str) -> None:
    """A window without drafts, with a timer of three seconds, one whose thread stands still for two."""
    count = kill_while_typing(
        window_actor, tmp_path, times=2, seed=seed, broken=broken, enters=False, typing_s=(4.0, 5.0)
    )
    say(count, seed)
    assert count.behind, f"a window that {broken} passed: the harness is broken"


@pytest.mark.parametrize(("what", "starves"), [("while True: pass", True), ("import time; time.sleep(60)", False)])
def test_only_who_could_run_and_may_not_is_starved(what: str, starves: bool) -> None:
    """On one processor with a greedy neighbour: who computes waits for it, who sleeps is never excused by it."""
    processor = min(os.sched_getaffinity(0))
    started = [_on(processor, code) for code in (what, "while True: pass", "while True: pass")]
    watched = started[0].pid
    try:
        for one in started:
            # To be started is to compute, and on a busy machine that lasts.
            assert one.stdout is not None and one.stdout.readline() == b"stands\n"
        first = Sample(time.monotonic(), _without_the_host(waited_s(watched)))
        time.sleep(1.5)
        second = Sample(time.monotonic(), _without_the_host(waited_s(watched)))
    finally:
        for one in started:
            one.kill()
            one.communicate()
    share = starved_s((first, second)) / (second.at_s - first.at_s)
    assert share > 0.3 if starves else share < 0.1


def test_what_the_machine_took_is_never_more_than_what_went_by() -> None:
    first = Sample(10.0, {"1": 1.0, "2": 0.5})
    second = Sample(10.4, {"1": 1.3, "2": 1.5, "3": 0.1})
    third = Sample(12.4, {"1": 1.3, "3": 0.1})
    assert starved_s((first, second)) == pytest.approx(0.4)
    assert starved_s((second, third)) == 0.0, "two seconds in which nothing wanted to run are a hang"
    assert third.at_s - second.at_s > BEHIND_S


def _without_the_host(waited: dict[str, float]) -> dict[str, float]:
    """Leave out what the host took from the whole machine, which excuses whoever sleeps too."""
    return {name: value for name, value in waited.items() if name != STOLEN}


def _on(processor: int, code: str) -> subprocess.Popen[bytes]:
    told = f"print('stands', flush=True)\n{code}"
    started = subprocess.Popen([sys.executable, "-c", told], stdout=subprocess.PIPE)
    os.sched_setaffinity(started.pid, {processor})
    return started
