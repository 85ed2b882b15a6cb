"""Say where the real window and its mini bar stand while monitors come and go (D-18). Judges nothing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.monitors import Area, Monitors
from tests.faults.window_typist import wait

LEFT, RIGHT = (0, 0, 960, 1080), (960, 0, 960, 1080)


def stand(library: str, session: str, *, brings_back: bool) -> None:
    """Stand on the right monitor, then lose it; say each time where everything is."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    from gemba.app import open_app
    from gemba.ui.application import Application
    from gemba.ui.frame.screens import Screens

    if not brings_back:
        Screens._changed = lambda self, _: None  # type: ignore[method-assign]
    with Monitors(os.environ["DISPLAY"]) as monitors:
        monitors.plug("left", LEFT, first=True)
        monitors.plug("right", RIGHT)
        application = Application(open_app(Path(library)), appearance="light")
        window = application.open_window("sessions")
        wait(lambda: window.places.get("sessions") is not None and not application.jobs.busy)
        window.desk.go("sessions", f"live:{session}")
        place: Any = window.places["sessions"]
        wait(lambda: place.live is not None)
        window.setGeometry(QRect(1000, 100, 800, 600))
        mini = place.live.mini
        mini.appear()
        mini.move(1300, 40)
        wait(lambda: len(QGuiApplication.screens()) == 2)

        def say(what: str) -> None:
            parts = {"window": window.geometry(), "mini": mini.geometry()}
            print(json.dumps({"what": what, **{name: _box(where) for name, where in parts.items()}}), flush=True)

        def then(what: str, change: Callable[[], None], room: Area) -> None:
            change()
            wait(lambda: [_box(one.geometry()) for one in QGuiApplication.screens()] == [list(room)])
            QTest.qWait(1500)
            say(what)

        say("both")
        then("one pulled out", lambda: monitors.pull("right"), LEFT)
        application.close()


def _box(where: Any) -> list[int]:
    return [where.left(), where.top(), where.width(), where.height()]


if __name__ == "__main__":
    stand(sys.argv[1], sys.argv[2], brings_back=sys.argv[3] == "yes")
