"""A screen of its own with a window manager, a program whose pixels are known, and gemba in a process of its own."""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from gemba.app import App, create_library, open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from tests.e2e.screen import Screen, missing, screen_with, wait_for
from tests.faults.rig import ROOT
from tests.ui.capture import painted

HANG_S = 180.0


class Told:
    """gemba on a screen; ``tell`` says what it is to do, ``hear`` waits for a word."""

    def __init__(self, screen: Screen, library: Path, home: Path, **more: str) -> None:
        self.screen, self.library = screen, library
        environment = screen.environment | {"PYTHONPATH": str(ROOT), "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        environment |= more
        self._errors = (home / "errors").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.capture.taker", str(library)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            cwd=ROOT,
            text=True,
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self.lines: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        self.hear("ready")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            self.lines.append(told)
            self._heard.put(told)

    def tell(self, do: str, **words: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **words}) + "\n")
        self.process.stdin.flush()

    def hear(self, what: str) -> dict[str, Any]:
        """Return the next word of that kind; others before it are passed over."""
        while True:
            told = self._heard.get(timeout=HANG_S)
            if told["what"] == what:
                return told

    def take(self, mode: str, **words: Any) -> dict[str, Any]:
        self.tell("take", mode=mode, **words)
        return self.hear("kept")

    def reader(self) -> App:
        return open_app(self.library)

    def end(self) -> None:
        if self.process.poll() is None:
            self.tell("end")
        self.process.wait(HANG_S)
        self._thread.join()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            stream.close()


def picture(told: Told, capture: str) -> Image.Image:
    with told.reader() as app:
        return Image.open(io.BytesIO(app.captures.preview(capture).picture.data)).convert("RGB")


def row(told: Told, capture: str):
    with told.reader() as app:
        return app.captures.one(capture)


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    lacking = missing()
    if lacking:
        pytest.skip(f"not on this machine: {', '.join(lacking)}")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    with screen_with({key: value for key, value in os.environ.items() if key not in hidden}) as running:
        yield running


@pytest.fixture(scope="module")
def other(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[bytes]]:
    """Another program's window, painted."""
    file = tmp_path_factory.mktemp("other") / "screen.png"

    def is_painted() -> bool:
        screen.picture(file)
        with Image.open(file) as shot:
            return same(shot.convert("RGB").crop(painted.THERE), painted.painted())

    environment = screen.environment | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "tests.ui.capture.painted"], env=environment, cwd=ROOT)
    wait_for(lambda: screen.windows(painted.TITLE), "the other program's window")
    wait_for(is_painted, "the other program's window is painted")
    yield process
    process.terminate()
    process.wait(30)


@pytest.fixture
def visit() -> Callable[[Path, str], str]:
    """Begin a visit in a library, with these words of consent."""

    def begin(library: Path, consent: str) -> str:
        with open_app(library, writes=True) as app:
            fields = SessionFields(charter="Why does it take nine days?", minutes=45, consent=consent)
            return app.live.begin("Refunds desk", fields, (PersonThere("agent"),)).id

    return begin


@pytest.fixture
def gemba(screen: Screen, other: object, tmp_path: Path) -> Iterator[Callable[..., Told]]:
    """Start gemba on the screen; ended afterwards."""
    running: list[Told] = []

    def begin(library: Path | None = None, **more: str) -> Told:
        home = tmp_path / f"home{len(running)}"
        home.mkdir()
        running.append(Told(screen, library or create_library(tmp_path / "one.gemba"), tmp_path, **more))
        return running[-1]

    yield begin
    for one in running:
        one.end()


@pytest.fixture(scope="module")
def told(screen: Screen, other: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """gemba on the screen, the same for all who leave it as they found it."""
    home = tmp_path_factory.mktemp("told")
    running = Told(screen, create_library(home / "one.gemba"), home)
    yield running
    running.end()
