"""gemba on a Wayland desktop (weston without a screen): the window opens, pictures come through the portal or not.

A program may not look at the screen there. The portal is one of our own on a bus of the test's; what weston lacks is
said in a sentence with the way out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from gemba.app import create_library
from gemba.model.values import EvidenceSource
from tests.e2e.screen import wait_for
from tests.ui.capture.conftest import HANG_S, Told, picture, row
from tests.ui.capture.test_keys import Portal, needs_bus

LACKING = [name for name in ("weston", "dbus-daemon") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Wayland is a thing of Linux"),
    pytest.mark.skipif(bool(LACKING), reason=f"not on this machine: {', '.join(LACKING)}"),
    pytest.mark.library_file_opener,
    needs_bus,
]
SOCKET = "wayland-gemba"


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Wayland desktop without a screen, and the environment of the programs on it."""
    home = tmp_path_factory.mktemp("weston")
    home.chmod(0o700)
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    environment["XDG_RUNTIME_DIR"] = str(home)
    line = ["weston", "--backend=headless-backend.so", f"--socket={SOCKET}", "--width=1280", "--height=800"]
    log = (home / "log").open("wb")
    running = subprocess.Popen([*line, "--idle-time=0"], env=environment, stdout=log, stderr=log)
    wait_for(lambda: (home / SOCKET).exists(), "weston listens")
    yield environment | {"WAYLAND_DISPLAY": SOCKET, "QT_QPA_PLATFORM": "wayland"}
    running.terminate()
    running.wait(30)
    log.close()


@pytest.fixture
def told(desktop: dict[str, str], bus: str, tmp_path: Path) -> Iterator[Told]:
    """gemba on that desktop; it has a bus, and a portal where the test makes one."""
    place: Any = SimpleNamespace(environment=desktop | {"DBUS_SESSION_BUS_ADDRESS": bus})
    running = Told(place, create_library(tmp_path / "one.gemba"), tmp_path)
    yield running
    running.end()


@pytest.fixture
def portal(bus: str) -> Iterator[Callable[..., Portal]]:
    made: list[Portal] = []

    def make(**how: Any) -> Portal:
        made.append(Portal(**how))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What the desktop hands over."""
    found = tmp_path / "Screenshot from here.png"
    Image.new("RGB", (640, 400), (10, 120, 200)).save(found)
    return found


def test_the_window_opens_and_without_a_portal_the_way_out_is_said(told: Told) -> None:
    told.tell("visible")
    assert told.hear("visible")["windows"] == [True]
    for mode in ("screen", "region"):
        told.tell("take", mode=mode)
        told.hear("ended")
        told.tell("notice")
        said = told.hear("notice")["text"]
        assert "This desktop lets no program look at the screen." in said and "paste it" in said
    told.tell("take", mode="screen", answers=True)
    assert "paste it" in told.hear("answer")["why"], "whoever asked by a command hears it too"


@pytest.mark.parametrize(("mode", "asks"), [("screen", False), ("region", True)])
def test_the_desktops_picture_lands_in_the_library(
    portal: Callable[..., Portal], told: Told, file: Path, mode: str, asks: bool
) -> None:
    there = portal(uri=file.as_uri())
    kept = told.take(mode)
    asked = [body for method, body in there.asked if method == "Screenshot"]
    assert [body[1]["interactive"] for body in asked] == [("b", asks)]
    assert picture(told, kept["id"]).size == (640, 400)
    assert row(told, kept["id"]).source is (EvidenceSource.REGION if asks else EvidenceSource.SCREEN)
    assert file.exists(), "the desktop's own file is the desktop's"
    told.tell("visible")
    assert told.hear("visible")["windows"] == [True], "our window is back"


def test_a_person_who_calls_it_off_gets_no_picture_and_no_reproach(portal: Callable[..., Portal], told: Told) -> None:
    portal(code=1)
    told.tell("take", mode="screen", answers=True)
    answer = told.hear("answer")
    assert (answer["ids"], answer["why"]) == ([], "")


def test_the_command_without_a_window_says_that_it_needs_one(desktop: dict[str, str], tmp_path: Path) -> None:
    library = create_library(tmp_path / "alone.gemba")
    line = [sys.executable, "-m", "gemba", "--library", str(library), "capture", "--screen"]
    done = subprocess.run(line, env=desktop, capture_output=True, text=True, check=False, timeout=HANG_S)
    assert done.returncode == 3
    assert "on X11 only" in done.stderr and "gemba gui" in done.stderr
