"""Somebody who types into the real window without a pause, until the process is killed.

What is seen at the start, every key, every Enter and every note that the window says is kept go to a file, each line
with the steady clock's time, written before the next thing happens. Must not judge: test_d06_window.py does.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def warm_up() -> None:
    """Import everything that a window needs, so that no child pays for it."""
    for name in MODULES:
        importlib.import_module(name)


class Told:
    """The file in which everything is told."""

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __call__(self, what: str, **values: object) -> None:
        line = json.dumps({"what": what, "t": time.monotonic(), **values}) + "\n"
        os.write(self._descriptor, line.encode())


def type_until_killed(run: dict[str, Any]) -> int:
    """Open the window, go on with the visit, say what is offered, type."""
    from gemba.app import open_app
    from gemba.ui.application import Application
    from gemba.ui.live import line as live_line

    told, rng = Told(run["told"]), random.Random(run["seed"])
    if run["without_drafts"]:
        live_line.LiveLine._draft_soon = lambda self: None  # type: ignore[method-assign]
    application = Application(open_app(Path(run["library"])), appearance="light")
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
    _type(edit, told, rng, run)
    return 0


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
            told("key", key=letter)
            QTest.keyClicks(edit, letter)
        QTest.qWait(rng.randrange(10, 50))


def wait(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Let the window work until something holds."""
    from PySide6.QtTest import QTest

    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not come so far")
        QTest.qWait(5)
