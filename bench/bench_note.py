"""A line of the live session: from the Enter key to the note durable, its field clear and its row on the timeline.

Through the real window on whatever display there is (offscreen where none is named). Asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from gemba.app import create_library, open_app
from gemba.services.live import PersonThere
from gemba.services.sessions import SessionFields
from gemba.ui.application import Application

AIM_MS = 50
NOTES = 200


def rest_until(condition: Callable[[], bool]) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()
    timer.stop()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as temporary:
        folder = create_library(Path(temporary) / "visit.gemba")
        with open_app(folder, writes=True) as app:
            app.live.begin("Refunds", SessionFields(charter="Why nine days?", minutes=45), (PersonThere("agent"),))
            session = app.sessions.all()[0].id
        application = Application(open_app(folder), appearance="light")
        window = application.open_window("today")
        rest_until(lambda: bool(window.places))
        window.go("sessions", f"live:{session}")
        place = window.places["sessions"]
        rest_until(lambda: getattr(place, "live", None) is not None)
        page = place.live  # type: ignore[attr-defined]
        taken = []
        for number in range(NOTES):
            QTest.keyClicks(page.entry.edit, f"types the order number {number} for the third time")
            begun = time.perf_counter()
            QTest.keyClick(page.entry.edit, Qt.Key.Key_Return)
            rest_until(lambda wanted=number + 1: len(page.timeline.rows.rows) == wanted and not page.entry.edit.text())
            taken.append((time.perf_counter() - begun) * 1000)
        application.close()
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"note on the screen, p95: {p95:.1f} ms (aim {AIM_MS}); p50 {statistics.median(taken):.1f}, {NOTES} notes")


if __name__ == "__main__":
    main()
