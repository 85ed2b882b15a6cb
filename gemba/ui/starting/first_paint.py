"""Know when a window is painted, and when its first place stands complete with its rows.

The frame is painted before the first place is loaded: a person sees a window at once. Must not know any place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.ui.jobs import Jobs

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow

_LOOK_AGAIN_MS = 2
#: a window that starts minimised is not painted; its place is loaded all the same
_AT_LATEST_MS = 500


class FirstPaint(QObject):
    """Watches one window: ``painted`` after its frame, ``complete`` after its place with what it asked for."""

    painted = Signal()
    complete = Signal()

    def __init__(self, window: MainWindow, jobs: Jobs, place: str, *, ready: Callable[[], bool]) -> None:
        """Take a window before it is shown, and the place that it opens with.

        ``ready`` opens the library, and says whether there is one; without it no place is made.
        """
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._place = place
        self._ready = ready
        self._begun = False
        window.shown.connect(self._seen)
        self._late = QTimer(self, singleShot=True, interval=_AT_LATEST_MS)
        self._late.timeout.connect(self._begin)
        self._late.start()

    def _seen(self) -> None:
        """Wait for the rest of the frame, which is painted in the same go."""
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        self._late.stop()
        self.painted.emit()
        if not self._ready():
            self.deleteLater()
            return
        if self._window.place is None:
            self._window.show_place(self._place)
        self._wait()

    def _wait(self) -> None:
        """Look again until nothing is asked for any more, then paint what came."""
        if self._jobs.busy:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._wait)
            return
        from PySide6.QtCore import QCoreApplication, QEvent

        # What came is painted as Qt has noted it; a repaint would paint the whole window a second time.
        QCoreApplication.sendPostedEvents(self._window, QEvent.Type.UpdateRequest)
        self.complete.emit()
        self.deleteLater()
