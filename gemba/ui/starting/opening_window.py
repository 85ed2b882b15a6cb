"""A window that stands alone while no library is open: what the welcome and the refusal to open have in common.

It says when it is painted, ends the program when it is closed, and goes without ending it once a library is open.
Must not know what it shows.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gemba.errors import GembaError
from gemba.ui.jobs import Jobs
from gemba.ui.language.words import Words
from gemba.ui.look.own_icon import wear_own_icon
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.labels import PlainLabel


class OpeningWindow(QWidget):
    """The base of both; a subclass builds itself, and ``say_problem`` shows what went wrong in it."""

    open_wanted = Signal(object)
    painted = Signal()

    def __init__(self, theme: Theme, words: Words, *, name: str) -> None:
        """Take the look; ``name`` tells the windows apart where somebody drives them from outside."""
        super().__init__()
        # The languages are offered by their own names, and a library's path may be Chinese too.
        theme.load_companions()
        theme.dress(self)
        self.theme = theme
        self.words = words
        self.jobs = Jobs(failed=self.failed)
        self.setObjectName(name)
        self.setWindowTitle("gemba")
        self.painted.connect(wear_own_icon)

    def failed(self, problem: BaseException) -> None:
        """Say it in this window; what is no fault of the machine or the person goes to the report of errors."""
        self.work_ended()
        if not isinstance(problem, GembaError):
            raise problem
        self.say_problem(self.words.problem(problem))

    def work_ended(self) -> None:
        """Show again what can be chosen; called before a problem is said."""

    def say_problem(self, sentence: str) -> None:
        """Show a sentence beside the choices."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Say when it was painted."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self.painted.emit)
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program: nothing else is open. What is under way is stopped first, and nobody has to look on."""
        self.hide()
        self.jobs.close()
        event.accept()
        QApplication.quit()

    def close_for_good(self) -> None:
        """Go because a library is open now."""
        self.jobs.close()
        self.hide()
        self.deleteLater()


def show_whole(label: PlainLabel, text: str, *, width_px: int) -> None:
    """Show a text in full: a label that stands centred asks for one line only."""
    label.setText(text)
    label.ensurePolished()
    label.setMinimumHeight(label.heightForWidth(width_px))
