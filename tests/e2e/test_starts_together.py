"""Two starts of the window at the same moment, as a double click too many makes them, on a real X server.

Whichever is second waits until the first one listens, hands over and ends: one window stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemba.app import create_library, open_app
from gemba.ui.starting.claim import Claim
from tests.e2e.program import Program
from tests.e2e.screen import Screen, wait_for

TIMES = 5
TITLE = "first – gemba"


@contextmanager
def started_together(screen: Screen, library: Path, folder: Path, *, many: int = 2) -> Iterator[list[Program]]:
    """Start the window some times, none waiting for another; nothing of them is left afterwards."""
    programs = [Program(screen, library, folder / f"program-{number}.log") for number in range(many)]
    try:
        for program in programs:
            program.start()
        yield programs
    finally:
        for program in programs:
            program.stop()


def ended(programs: list[Program]) -> list[Program]:
    return [one for one in programs if not one.runs]


@pytest.mark.timeout(1800)  # against hanging only
def test_of_two_starts_at_once_one_window_stands(screen: Screen, own_home: Path, tmp_path: Path) -> None:
    library = create_library(own_home / "first.gemba")
    for _ in range(TIMES):
        with started_together(screen, library, tmp_path) as programs:
            (second,) = wait_for(lambda programs=programs: ended(programs), "one of the two hands over and ends")
            (first,) = (one for one in programs if one is not second)
            assert second.end() == 0, second.said()
            screen.front(TITLE)
            assert len(screen.windows(TITLE)) == 1
            assert first.runs
            screen.keys("ctrl+q")
            assert first.end() == 0, first.said()
            assert (first.said(), second.said()) == ("", "")


@pytest.mark.timeout(1800)  # against hanging only
def test_of_four_starts_at_once_one_window_stands_and_comes_to_the_front(
    screen: Screen, own_home: Path, tmp_path: Path
) -> None:
    library = create_library(own_home / "first.gemba")
    with started_together(screen, library, tmp_path, many=4) as programs:
        wait_for(lambda: len(ended(programs)) == 3, "all but one hand over and end")
        assert [one.end() for one in ended(programs)] == [0, 0, 0]
        wait_for(lambda: screen.title().endswith(TITLE), "the one window has the keyboard")
        assert len(screen.windows(TITLE)) == 1


@pytest.mark.timeout(1800)  # against hanging only
def test_control_where_another_kind_of_process_writes_one_window_opens_all_the_same(
    screen: Screen, own_home: Path, tmp_path: Path
) -> None:
    """A command that writes is no window: nobody can hand over to it, and the start does not wait for it to end."""
    library = create_library(own_home / "first.gemba")
    with open_app(library, writes=True), started_together(screen, library, tmp_path) as programs:
        (second,) = wait_for(lambda: ended(programs), "one of the two hands over and ends")
        assert second.end() == 0, second.said()
        screen.front(TITLE)
        assert len(screen.windows(TITLE)) == 1


@pytest.mark.timeout(1800)  # against hanging only
def test_a_start_that_is_killed_before_it_listens_is_in_nobodys_way(
    screen: Screen, own_home: Path, tmp_path: Path
) -> None:
    library = create_library(own_home / "first.gemba")
    with started_together(screen, library, tmp_path, many=1) as (first,):
        wait_for(lambda: is_claimed(library), "the first start has the claim")
        first.kill()
    with started_together(screen, library, tmp_path, many=1) as (second,):
        screen.front(TITLE)
        assert second.runs
        assert len(screen.windows(TITLE)) == 1


def is_claimed(library: Path) -> bool:
    """Say whether a start has the claim; one that is about to take it looks again some milliseconds later."""
    probe = Claim(library)
    free = probe.take()
    probe.release()
    return not free
