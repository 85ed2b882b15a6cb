"""A quiet line in the middle of what is still empty: something is being read, and what.

Stands only where reading takes longer than a moment, so that nothing flashes. Must not know what is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gemba.ui.look.icons import icon_pixmap
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.ui.jobs import Job
    from gemba.ui.look.theme import Theme

PATIENCE_MS = 300
_ICON_PX = 18


class LoadingLine(QWidget):
    """Lies over an empty widget while a job reads for it; takes neither room, nor clicks, nor the focus."""

    def __init__(self, over: QWidget, theme: Theme, sentence: str) -> None:
        """Lie over ``over``, hidden; ``sentence`` says what is read ("Looking through the pictures…")."""
        super().__init__(over)
        self._over = over
        self._theme = theme
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QLabel()
        self.sentence = PlainLabel(sentence, "large", "muted")
        across = QHBoxLayout(self)
        across.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setSpacing(12)
        across.addWidget(self._picture)
        across.addWidget(self.sentence)
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._soon.timeout.connect(self._appear)
        theme.changed.connect(self._draw)
        self.hide()

    def watch(self, job: Job) -> None:
        """Show the line if ``job`` has not ended in a moment, until it ends; the newest job counts."""
        self._job = job
        if not self.isVisible():
            self._soon.start()
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        # A job that a newer one took the place of ends too; the line waits for the newer.
        if self._job is None or self._job.done:
            self.end()

    def end(self) -> None:
        """Take the line away, whatever still runs."""
        self._job = None
        self._soon.stop()
        self._over.removeEventFilter(self)
        self.hide()

    def _appear(self) -> None:
        self._draw()
        self._over.installEventFilter(self)
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies over."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def _draw(self) -> None:
        muted = self._theme.look.muted
        self._picture.setPixmap(icon_pixmap("loader", muted, size_px=_ICON_PX, ratio=self.devicePixelRatioF()))
