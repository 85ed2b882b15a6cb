"""D-21 and D-06 through the program itself: `gemba gui` on an X server, typed into with real keys, ended or killed.

Keys go through the X server's own test extension (xdotool), so that focus, input context and shortcuts are real.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.app import open_app
from gemba.ui.live.line import lines_of
from tests.faults.rig import ROOT
from tests.faults.typing_kills import visit

pytestmark = pytest.mark.library_file_opener
TOOLS = ("Xvfb", "xdotool", "openbox")
DURABLE_WITHIN_S = 20.0  # a guard against hanging, ten times what D-21 asks for


class Screen:
    """An X server of its own with a window manager, and hands on its keyboard."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = os.environ | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        self._manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        subprocess.run(["xdotool", "key", "--delay", "30", *keys], env=self.environment, check=True)

    def types(self, text: str) -> None:
        """Type a text."""
        subprocess.run(["xdotool", "type", "--delay", "25", text], env=self.environment, check=True)

    def click(self, x: int, y: int) -> None:
        """Click somewhere on the screen."""
        command = ["xdotool", "mousemove", str(x), str(y), "click", "1"]
        subprocess.run(command, env=self.environment, check=True)

    def window(self, *, seconds: float = 60) -> str:
        """Wait for the program's window, bring it to the front and return its id."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", "gemba"],
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            if found:
                subprocess.run(["xdotool", "windowactivate", "--sync", found[-1]], env=self.environment, check=False)
                return found[-1]
            time.sleep(0.1)
        raise AssertionError("no window came")

    def end(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(30)


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [name for name in TOOLS if shutil.which(name) is None]
    assert not missing, f"these tests need {', '.join(missing)}"
    screen = Screen()
    yield screen
    screen.end()


def begin(screen: Screen, library: Path) -> subprocess.Popen[bytes]:
    """Open the program on a library and go on with its running visit, by keys alone."""
    program = subprocess.Popen(
        [sys.executable, "-m", "gemba", "--library", str(library), "gui"], env=screen.environment, cwd=ROOT
    )
    screen.window()
    return program


def half_typed(library: Path) -> list[str]:
    with open_app(library) as app:
        return [line.text for key, text in app.observations.drafts().items() if key.startswith("live.") for line in lines_of(text)]  # fmt: skip


def wait_for(condition, *, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come so far"
        time.sleep(0.1)


def into_the_visit(screen: Screen, library: Path, mark: str) -> str:
    """Take the banner's offer until what is typed arrives in the visit; return what was typed."""
    attempt = 0

    def arrived() -> bool:
        nonlocal attempt
        attempt += 1
        screen.window()
        time.sleep(attempt)  # a busy machine gets longer each time
        screen.click(1217, 95)  # the banner's "Go on with it", at the right of a window of 1280 pixels
        time.sleep(1 + attempt)
        screen.keys("ctrl+l")
        screen.types(f"{mark} {attempt}")
        time.sleep(1.2)
        return any(f"{mark} {attempt}" in text for text in half_typed(library))

    wait_for(arrived, seconds=150)
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
        wait_for(lambda typed=typed: any(typed in text for text in notes(library)))
        screen.types(f"half {number}")
        time.sleep(1.1)
        program.send_signal(signal.SIGKILL)
        program.wait(30)
        assert half_typed(library)[-1] == f"half {number}"
        assert len([text for text in notes(library) if typed in text]) == 1


def notes(library: Path) -> list[str]:
    with open_app(library) as app:
        return [row.text for row in app.observations.all()]
