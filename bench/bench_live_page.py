"""One changed paragraph to its new page on the screen, through the real window, in each of the four languages.

A change is one typed word at the end of a paragraph somewhere in the body; the clock runs from the last key to the
moment the page's picture has been painted. Traditional Chinese is a draft of gemba's own, the others are the sample's
narratives. Asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QTextCursor

from gemba.app import open_app
from gemba.services.demo import LIBRARY, run_demo
from gemba.ui.application import Application
from gemba.ui.narratives.place import NarrativesPlace
from gemba.ui.narratives.writing import Writing

AIM_MS = 250
ROUNDS = 60
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
WORDS = {"en": " again", "zh-Hans": "又", "zh-Hant": "又", "vi": " nữa"}
GIVE_UP_S = 30.0


class Painted(QObject):
    """Notes when a page view has painted a page of the wanted text."""

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self.wanted = ""
        self.at = 0.0
        self._writing = writing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look once the painting is over."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        laid = self._writing.page.pages.laid
        if not self.at and laid is not None and laid.source == self.wanted:
            self.at = time.perf_counter()


def wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    loop, started = QEventLoop(), time.perf_counter()
    while not done():
        QTimer.singleShot(5, loop.quit)
        loop.exec()
        if time.perf_counter() - started > GIVE_UP_S:
            raise TimeoutError("the page did not come")


def measure(writing: Writing, language: str) -> tuple[list[float], list[float]]:
    page, editor = writing.page, writing.page.editor
    painted = Painted(writing)
    page.pages.view.viewport().installEventFilter(painted)
    lines = editor.text().split("\n")
    prose = [n for n, text in enumerate(lines, 1) if len(text) > 60 and text[0] not in "#|>{-d"]
    times, worked = [], []
    for turn in range(ROUNDS):
        editor.go_to_line(prose[turn * 7 % len(prose)])
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)
        wait(120)
        painted.wanted, painted.at = "", 0.0
        editor.insertPlainText(WORDS[language])
        started, busy = time.perf_counter(), time.process_time()
        painted.wanted = editor.text()
        until(lambda: bool(painted.at))
        times.append((painted.at - started) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        if turn % 20 == 19:
            wait(1500)  # a rest: drafts are kept and checks run meanwhile
    page.pages.view.viewport().removeEventFilter(painted)
    return times, worked


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / LIBRARY
        if len(sys.argv) < 2:
            run_demo(Path(folder))
        application = Application(open_app(library), appearance="light")
        window = application.open_window("narratives")
        window.activateWindow()
        until(lambda: "narratives" in window.places)
        place = window.places["narratives"]
        assert isinstance(place, NarrativesPlace)
        narratives = application.app.narratives
        for language in LANGUAGES:
            rows = [row for row in narratives.all() if row.language.value == language]
            row = rows[0] if rows else narratives.new(language=language)
            place.open(row.id)
            writing = place.writing
            assert writing is not None
            until(lambda writing=writing: writing.page.pages.laid is not None and bool(writing.citable))  # type: ignore[misc]
            wait(1500)
            times, worked = measure(writing, language)
            p95 = statistics.quantiles(times, n=20)[-1]
            pages = writing.page.pages.laid.page_count if writing.page.pages.laid is not None else 0
            print(
                f"one changed paragraph to its page on the screen, {language} ({pages} pages), p95: {p95:.0f} ms (aim {AIM_MS})"
            )
            print(f"  median: {statistics.median(times):.0f} ms, of the processor: {statistics.median(worked):.0f} ms")
        place.show_list()
        application.close()


if __name__ == "__main__":
    main()
