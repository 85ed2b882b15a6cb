"""Say where the real window and its mini bar stand while monitors come, go, shrink and scale (D-18). Judges nothing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.monitors import Area, Monitors
from tests.faults.window_typist import wait

#: for so long nothing has moved when it is said where things stand: three times what the window waits before it moves
TURN_MS, STOOD_TURNS = 50, 30
LEFT, RIGHT = (0, 0, 960, 1080), (960, 0, 960, 1080)
SERVER = (0, 0, 4800, 2160)
WHOLE, SMALL = (0, 0, 1920, 1080), (0, 0, 1280, 800)
#: a monitor of 2880 x 2160 pixels at 200 %: what Qt calls 1440 x 1080
SHARP, SHARP_LOGICAL = (1920, 0, 2880, 2160), (1920, 0, 1440, 1080)


@dataclass(frozen=True)
class Scene:
    """Monitors by name, where the window and the mini bar stand, and what happens to the monitors."""

    monitors: dict[str, Area]
    window: Area
    mini: tuple[int, int]
    happens: Sequence[tuple[str, Callable[[Monitors], None], Sequence[Area]]]


SCENES = {
    "pulled out": Scene(
        {"left": LEFT, "right": RIGHT},
        (1000, 100, 800, 600),
        (1300, 40),
        [("pulled out", lambda monitors: monitors.pull("right"), [LEFT])],
    ),
    "shrinks": Scene(
        {"left": WHOLE},
        (1000, 380, 800, 600),
        (1400, 40),
        [
            # The server takes a monitor's name once: in between there is none, and Qt sees all of the server's screen.
            ("goes dark", lambda monitors: monitors.pull("left"), [SERVER]),
            ("shrinks", lambda monitors: monitors.plug("left", SMALL, first=True), [SMALL]),
        ],
    ),
    "other scale": Scene(
        {"left": WHOLE, "right": SHARP},
        (2000, 100, 900, 700),
        (2400, 40),
        [
            ("pulled out", lambda monitors: monitors.pull("right"), [WHOLE]),
            ("there again", lambda monitors: monitors.plug("right", SHARP), [WHOLE, SHARP_LOGICAL]),
        ],
    ),
}


def stand(library: str, session: str, scene: Scene, *, brings_back: bool) -> None:
    """Stand where the scene says, let it happen; say each time where everything is and how many pixels a point has."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    from gemba.app import open_app
    from gemba.ui.application import Application
    from gemba.ui.frame.screens import Screens

    if not brings_back:
        Screens._changed = lambda self, _: None  # type: ignore[method-assign]
    with Monitors(os.environ["DISPLAY"]) as monitors:
        for number, (name, area) in enumerate(scene.monitors.items()):
            monitors.plug(name, area, first=number == 0)
        application = Application(open_app(Path(library)), appearance="light")
        window = application.open_window("sessions")
        wait(lambda: window.places.get("sessions") is not None and not application.jobs.busy)
        window.desk.go("sessions", f"live:{session}")
        place: Any = window.places["sessions"]
        wait(lambda: place.live is not None)
        wait(lambda: len(QGuiApplication.screens()) == len(scene.monitors))
        window.setGeometry(QRect(*scene.window))
        mini = place.live.mini
        mini.appear()
        mini.move(*scene.mini)

        def box() -> list[list[int]]:
            return [_box(part.geometry()) for part in (window, mini)]

        def say(what: str) -> None:
            # Turns and not seconds: in each of them the server has answered, and this program has heard it.
            stood, last = 0, box()
            while stood < STOOD_TURNS:
                QTest.qWait(TURN_MS)
                QGuiApplication.sync()
                stood, last = stood + 1 if box() == last else 0, box()
            parts = {"window": window.geometry(), "mini": mini.geometry()}
            line = {"what": what, "scale": window.devicePixelRatio(), "grabbed": window.grab().devicePixelRatio()}
            print(json.dumps(line | {name: _box(where) for name, where in parts.items()}), flush=True)

        say("begin")
        for what, change, rooms in scene.happens:
            change(monitors)
            wanted = sorted(list(room) for room in rooms)
            wait(lambda wanted=wanted: sorted(_box(one.geometry()) for one in QGuiApplication.screens()) == wanted)  # type: ignore[misc]
            say(what)
        application.close()


def _box(where: Any) -> list[int]:
    return [where.left(), where.top(), where.width(), where.height()]


if __name__ == "__main__":
    stand(sys.argv[1], sys.argv[2], SCENES[sys.argv[3]], brings_back=sys.argv[4] == "yes")
