"""A line of the live session: from the Enter key to the note durable, its field clear and its row painted.

Through the real window on whatever display there is (offscreen where none is named): in a new visit, and in one that
has 500 notes already; lines straight after one another, and as a hand types them, with a pause between. Each figure
stands with what this process computed in that time, as a busy machine adds to the clock. Asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from gemba.app import create_library, open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.application import Application
from gemba.ui.live.page import LivePage

AIM_MS = 50
NOTES = 100
MANY = 500
PAUSE_MS = 250


def rest_until(condition: Callable[[], bool]) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()
    timer.stop()


def rest(time_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(time_ms, loop.quit)
    loop.exec()


class Painted(QObject):
    """Sleeps until the timeline has painted the row that is waited for; a loop that asks would take the threads' time."""

    def __init__(self, page: LivePage) -> None:
        super().__init__(page)
        self.page, self.wanted = page, 0
        self.loop: QEventLoop | None = None
        page.timeline.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note that painting begins."""
        page = self.page
        there = len(page.timeline.rows.rows) == self.wanted and not page.entry.edit.text()
        if self.loop is not None and event.type() == QEvent.Type.Paint and there:
            QTimer.singleShot(0, self.loop.quit)  # once the painting that begins now is done
        return False

    def wait(self, wanted: int) -> None:
        """Handle events until so many rows are painted and the field is clear."""
        self.wanted, self.loop = wanted, QEventLoop()
        self.loop.exec()
        self.loop = None


def one(page: LivePage, painted: Painted, words: str) -> tuple[float, float]:
    """Enter a typed line and return the milliseconds until it is painted: by the clock, and computed."""
    wanted = len(page.timeline.rows.rows) + 1
    QTest.keyClicks(page.entry.edit, words)
    begun, computed = time.perf_counter(), time.process_time()
    QTest.keyClick(page.entry.edit, Qt.Key.Key_Return)
    painted.wait(wanted)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - computed) * 1000


def measure(page: LivePage, name: str, *, pause_ms: int, notes: int) -> None:
    painted, taken = Painted(page), []
    for number in range(notes):
        if pause_ms:
            rest(pause_ms)
        taken.append(one(page, painted, f"types the order number {number} for the third time"))
    clock, computed = ([each[place] for each in taken] for place in (0, 1))
    high = [statistics.quantiles(each, n=20)[-1] for each in (clock, computed)]
    print(
        f"{name}, p95: {high[0]:.1f} ms (aim {AIM_MS}); p50 {statistics.median(clock):.1f};"
        f" computed p95 {high[1]:.1f}, p50 {statistics.median(computed):.1f}; {notes} notes",
        flush=True,
    )


def run(before: int, notes: int) -> None:
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as temporary:
        folder = create_library(Path(temporary) / "visit.gemba")
        with open_app(folder, writes=True) as app:
            app.live.begin("Refunds", SessionFields(charter="Why nine days?", minutes=45), (PersonThere("agent"),))
            session = app.sessions.all()[0].id
            for number in range(before):
                text = f"copies order {number} into the sheet and again into the note of the dashboard " * (
                    number % 3 + 1
                )
                app.observations.note(session, ObservationFields(text=text))
        application = Application(open_app(folder), appearance="light")
        window = application.open_window("today")
        rest_until(lambda: bool(window.places))
        window.go("sessions", f"live:{session}")
        place = window.places["sessions"]
        rest_until(lambda: getattr(place, "live", None) is not None)
        page = place.live  # type: ignore[attr-defined]
        rest_until(lambda: len(page.timeline.rows.rows) == before)
        where = f"note on the screen, {before} before" if before else "note on the screen"
        measure(page, f"{where}, one after the other", pause_ms=0, notes=notes)
        measure(page, f"{where}, with pauses", pause_ms=PAUSE_MS, notes=notes)
        application.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=NOTES)
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for before in (0, MANY):
        run(before, chosen.notes)


if __name__ == "__main__":
    main()
