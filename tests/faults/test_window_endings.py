"""D-21 and D-06 through the program itself: `gemba gui` on an X server, typed into with real keys, ended or killed.

Keys go through the X server's own test extension (xdotool), so that focus, input context and shortcuts are real.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
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
DURABLE_WITHIN_S = 20.0  # a guard against hanging, ten times what D-21 asks for


@pytest.fixture
def screen() -> Iterator[Screen]:
    lacking = missing(TOOLS)
    assert not lacking, f"these tests need {', '.join(lacking)}"
    with screen_with(os.environ | {"PYTHONPATH": str(ROOT)}, size_px=(1280, 800)) as running:
        yield running


def bring_to_front(screen: Screen) -> None:
    screen.front("gemba", seconds=60)


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
    """Take the banner's offer until what is typed arrives in the visit; return what was typed."""
    attempt = 0

    def arrived() -> bool:
        nonlocal attempt
        attempt += 1
        bring_to_front(screen)
        time.sleep(attempt)  # a busy machine gets longer each time
        screen.click(1217, 95)  # the banner's "Go on with it", at the right of a window of 1280 pixels
        time.sleep(1 + attempt)
        screen.keys("ctrl+l")
        screen.types(f"{mark} {attempt}")
        time.sleep(1.2)
        return any(f"{mark} {attempt}" in text for text in half_typed(library))

    wait_for(arrived, "what is typed arrives in the visit", seconds=150)
    return f"{mark} {attempt}"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_d21_the_system_ends_the_program_and_half_typed_text_is_durable(
    screen: Screen, tmp_path: Path, how: int
) -> None:
    library, _ = visit(tmp_path)
    program = begin(screen, library)
    typed = into_the_visit(screen, library, "before")
    screen.types(" the very last words")
    program.send_signal(how)
    assert program.wait(DURABLE_WITHIN_S) == 0
    assert half_typed(library)[-1].endswith(f"{typed} the very last words")


def test_d06_window_killed_under_real_keys(screen: Screen, tmp_path: Path) -> None:
    library, _ = visit(tmp_path)
    for number in range(3):
        program = begin(screen, library)
        typed = into_the_visit(screen, library, f"run {number}")
        screen.keys("Return")
        wait_for(lambda typed=typed: any(typed in text for text in notes(library)), "the note is there", seconds=60)
        screen.types(f"half {number}")
        time.sleep(1.1)
        program.send_signal(signal.SIGKILL)
        program.wait(30)
        assert half_typed(library)[-1] == f"half {number}"
        assert len([text for text in notes(library) if typed in text]) == 1


def notes(library: Path) -> list[str]:
    with open_app(library) as app:
        return [row.text for row in app.observations.all()]
