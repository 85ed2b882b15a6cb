"""Start the window on a library, and end it in order: windows, then threads, then the library.

Must not know any place. With GEMBA_EXIT_AFTER_PAINT=1 in the environment it quits after the first complete paint.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gemba.app import App, open_app
from gemba.ui.desk import Desk
from gemba.ui.jobs import Jobs
from gemba.ui.main_window import MainWindow
from gemba.ui.theme import Theme
from gemba.ui.words import Words

EXIT_AFTER_PAINT = "GEMBA_EXIT_AFTER_PAINT"


class Application:
    """The program while its windows are open."""

    def __init__(self, app: App, *, language: str = "en", appearance: str = "system") -> None:
        """Take an open library; ``close`` closes it."""
        found = QApplication.instance()
        self.qt = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        self.qt.setApplicationName("gemba")
        self.app = app
        self.theme = Theme(self.qt, appearance=appearance, language=language)
        self.words = Words(language)
        self.jobs = Jobs(failed=self._problem)
        self.windows: list[MainWindow] = []

    def open_window(self, place: str = "today") -> MainWindow:
        """Open one more window on the library."""
        desk = Desk(self.app, self.jobs, self.theme, self.words, initiator=f"window-{len(self.windows)}")
        window = MainWindow(desk)
        self.windows.append(window)
        window.show()
        QTimer.singleShot(0, lambda: window.go(place))
        return window

    def _problem(self, error: BaseException) -> None:
        for window in self.windows[:1]:
            window.desk.problem(error)

    def close(self) -> None:
        """Close windows, finish every command, close the library."""
        for window in self.windows:
            window.close()
            window.desk.close()
        self.jobs.close()
        self.app.close()


def run(folder: Path) -> int:
    """Open a library's window and return the program's exit code."""
    from gemba import paths
    from gemba.settings import PersonSettings

    settings = PersonSettings(paths.user_config() / "settings.json")
    application = Application(open_app(folder), language=settings.get("language"))
    application.open_window()
    if os.environ.get(EXIT_AFTER_PAINT) == "1":
        QTimer.singleShot(0, application.qt.quit)
    try:
        return application.qt.exec()
    finally:
        application.close()
