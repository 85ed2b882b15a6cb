"""D-21 and D-06 through the program itself: `gemba gui` on an X server, typed into with real keys, ended or killed.

Keys go through the X server's own test extension (xdotool), so that focus, input context and shortcuts are real.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.app import open_app
from gemba.ui.live.line import lines_of
from tests.e2e.screen import Screen, missing, screen_with, wait_for
from tests.faults.rig import ROOT
from tests.faults.typing_kills import visit

pytestmark = pytest.mark.library_file_opener
TOOLS = ("Xvfb", "xdotool", "openbox")
DURABLE_WITHIN_S = 60.0  # a guard against hanging, far above what D-21 asks for
TEAM = "Refunds"


@pytest.fixture
def screen() -> Iterator[Screen]:
    lacking = missing(TOOLS)
    assert not lacking, f"these tests need {', '.join(lacking)}"
    with screen_with(os.environ | {"PYTHONPATH": str(ROOT)}, size_px=(1280, 800)) as running:
        yield running


def bring_to_front(screen: Screen) -> None:
    screen.front("gemba")


def begin(screen: Screen, library: Path) -> subprocess.Popen[bytes]:
    """Open the program on a library and go on with its running visit, by keys alone."""
    program = subprocess.Popen(
        [sys.executable, "-m", "gemba", "--library", str(library), "gui"], env=screen.environment, cwd=ROOT
    )
    bring_to_front(screen)
    return program


def half_typed(library: Path) -> list[str]:
    with open_app(library) as app:
        return [line.text for key, text in app.observations.drafts().items() if key.startswith("live.") for line in lines_of(text)]  # fmt: skip


def into_the_visit(screen: Screen, library: Path, mark: str) -> str:
    """Take the banner's offer until the visit is in front, and type; return what was typed once a draft has it."""

    def stands() -> bool:
        if not screen.title().startswith(TEAM):
            screen.click(1217, 95)  # the banner's "Go on with it", at the right of a window of 1280 pixels
        return screen.title().startswith(TEAM)

    wait_for(stands, "the visit is in front")
    screen.keys("ctrl+l")
    screen.types(mark)
    wait_for(lambda: any(text.endswith(mark) for text in half_typed(library)), "what is typed arrives in the visit")
    return mark


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_d21_the_system_ends_the_program_and_half_typed_text_is_durable(
    screen: Screen, tmp_path: Path, how: int
) -> None:
    library, _ = visit(tmp_path)
    program = begin(screen, library)
    typed = into_the_visit(screen, library, "before")
    # It has read none of these keys when it is told to end: a busy program reads them late.
    program.send_signal(signal.SIGSTOP)
    screen.types(" the very last words")
    program.send_signal(how)
    program.send_signal(signal.SIGCONT)
    assert program.wait(DURABLE_WITHIN_S) == 0
    assert half_typed(library)[-1].endswith(f"{typed} the very last words")


def test_d06_window_killed_under_real_keys(screen: Screen, tmp_path: Path) -> None:
    library, _ = visit(tmp_path)
    for number in range(3):
        program = begin(screen, library)
        typed = into_the_visit(screen, library, f"run {number}")
        screen.keys("Return")
        wait_for(lambda typed=typed: any(typed in text for text in notes(library)), "the note is there")
        screen.types(f"half {number}")
        # How far a draft may be behind the keys is measured in test_d06_window.py.
        wait_for(lambda number=number: half_typed(library)[-1:] == [f"half {number}"], "the draft is there")
        program.send_signal(signal.SIGKILL)
        program.wait(30)
        assert half_typed(library)[-1] == f"half {number}"
        assert len([text for text in notes(library) if typed in text]) == 1


def notes(library: Path) -> list[str]:
    with open_app(library) as app:
        return [row.text for row in app.observations.all()]
