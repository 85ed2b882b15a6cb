"""Somebody who types into the real window without a pause, until the process is killed.

The warm process of the window's kills: the fork comes before any QApplication, so a child starts Qt for itself. What
is seen at the start, every key, every Enter, every draft and every note that the window says is kept go to a file,
each line with the program's steady clock and how long its threads have waited for a processor, written before the
next thing happens. Must not judge: typing_kills.py does.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from tests.faults.starvation import waited_s
from tests.faults.warm import redirect, serve

MODULES = (
    "PySide6.QtWidgets",
    "PySide6.QtTest",
    "PySide6.QtSvg",
    "sqlalchemy.orm",
    "gemba.model.transaction",
    "gemba.services.writing.live",
    "gemba.services.writing.notes",
    "gemba.services.writing.judging",
    "gemba.ui.application",
    "gemba.ui.live.page",
    "gemba.ui.sessions.place",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LATE_MS, HANG_S = 3000, 2.0


class Told:
    """The file in which everything is told."""

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.keys = 0

    def __call__(self, what: str, **values: object) -> None:
        line = json.dumps({"what": what, "t": time.monotonic(), "waited": waited_s(), **values}) + "\n"
        os.write(self._descriptor, line.encode())

    def key(self, key: str) -> None:
        """Tell a key that is pressed next."""
        self("key", key=key)
        self.keys += 1


def type_until_killed(run: dict[str, Any]) -> int:
    """Open the window, go on with the visit, say what is offered, type."""
    from gemba.app import open_app
    from gemba.ui.application import Application

    redirect({1: run["errors"], 2: run["errors"]})
    told, rng = Told(run["told"]), random.Random(run["seed"])
    app = open_app(Path(run["library"]))
    _tell_drafts(app, told)
    application = Application(app, appearance="light")
    window = application.open_window("sessions")
    wait(lambda: window.places.get("sessions") is not None)
    window.desk.go("sessions", f"live:{run['session']}")
    place: Any = window.places["sessions"]
    wait(lambda: place.live is not None)
    page = place.live
    edit = page.entry.edit
    wait(lambda: not page.sitting.line.busy)
    banner = window.banners.shown.get("visit")
    told("offered", text=edit.text(), kind=page.sitting.line.kind.value, restored=page.sitting.line.restored)
    told("banner", shown=banner is not None)
    if run["only_look"]:
        application.close()
        return 0
    page.sitting.line.kept.connect(lambda row: told("kept", text=row.text, id=row.id))
    _break(run["broken"], page.sitting.line)
    if run["broken"] == "hangs":
        _hang(window, told)
    _type(edit, told, rng, run)
    return 0


def _break(how: str, line: Any) -> None:
    """Break the promise of the line that is typed in, for the controls."""
    if how == "keeps no drafts":
        line._drafts = False
    elif how == "keeps drafts late":
        line._soon.setInterval(LATE_MS)


def _hang(window: Any, told: Told) -> None:
    """Let the window's thread stand still again and again, soon after something was typed."""
    from PySide6.QtCore import QTimer

    def stand_still() -> None:
        if told.keys > 2:
            time.sleep(HANG_S)

    timer = QTimer(window, interval=300)
    timer.timeout.connect(stand_still)
    timer.start()


def _tell_drafts(app: Any, told: Told) -> None:
    """Tell of every draft what it holds and how many keys came before it, once the library says that it has it."""
    from gemba.ui.live.line import lines_of

    submit = app.observations.submit_draft

    def submit_and_tell(place: str, text: str) -> Future[None]:
        keys, half = told.keys, "".join(line.text for line in lines_of(text))

        def tell(future: Future[None]) -> None:
            if future.exception() is None:
                told("draft", keys=keys, text=half)

        future: Future[None] = submit(place, text)
        future.add_done_callback(tell)
        return future

    app.observations.submit_draft = submit_and_tell


def _type(edit: Any, told: Told, rng: random.Random, run: dict[str, Any]) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    number, left = 0, rng.randrange(3, 9)
    told("typing")
    while True:
        if left == 0 and run["enters"]:
            told("enter", text=edit.text()[edit.begin :])
            QTest.keyClick(edit, Qt.Key.Key_Return)
            left = rng.randrange(5, 22)
            name = f"{run['number']}.{number}."
            number += 1
        else:
            name = rng.choice(LETTERS)
            left = max(0, left - 1)
        for letter in name:
            told.key(letter)
            QTest.keyClicks(edit, letter)
        QTest.qWait(rng.randrange(10, 50))


def wait(condition: Callable[[], object], *, seconds: float = 300) -> None:
    """Let the window work until something holds."""
    from PySide6.QtTest import QTest

    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not come so far")
        QTest.qWait(5)


if __name__ == "__main__":
    for _name in MODULES:
        importlib.import_module(_name)
    serve(type_until_killed)
