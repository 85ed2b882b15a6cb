"""A word on the screen while our windows are away: the countdown before a picture, why none is taken, what failed.

It never takes the focus. Must not know how a picture is taken.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

STAYS_MS = 4_000
_TOP_PX = 24
_SECOND_MS = 1_000
_ICONS = {"attention": "triangle-alert", "stop": "octagon-alert", "good": "circle-check", "muted": "timer"}


class Notice(QFrame):
    """One sentence at the head of the screen that the pointer is on, with at most one button."""

    gone = Signal()

    def __init__(
        self,
        desk: Desk,
        text: str,
        *,
        kind: str = "attention",
        button: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Show ``text``; ``kind`` is the colour of its icon; with a button it stays until it is answered."""
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(None, flags)
        desk.theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.words.tr("Picture of the screen"))
        role(self, "minibar")
        self._action = action
        icon = QLabel()
        colour = getattr(desk.theme.look, kind)
        icon.setPixmap(icon_pixmap(_ICONS[kind], colour, size_px=18, ratio=self.devicePixelRatio()))
        self.text = PlainLabel(text)
        self.button = QPushButton(button, self)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self._do)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        for part in (icon, self.text, self.button):
            line.addWidget(part)
        self.say(text)
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.close)
        desk.closing.connect(self.close)
        if not button:
            self._timer.start()

    def say(self, text: str) -> None:
        """Show another sentence in its place."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()

    def appear(self) -> None:
        """Stand at the head of the screen that the pointer is on."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.adjustSize()
        self.move(room.center().x() - self.width() // 2, room.top() + _TOP_PX)
        self.show()
        self.raise_()

    def _do(self) -> None:
        self.close()
        if self._action is not None:
            self._action()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        super().closeEvent(event)
        self.gone.emit()


class Countdown(Notice):
    """Seconds that run down, shown in figures; the button calls it off."""

    def __init__(self, desk: Desk, seconds: int, then: Callable[[], object], off: Callable[[], object]) -> None:
        """Count down and call ``then``, which closes it in the end, or ``off`` where it was called off."""
        self._words, self._left, self._then = desk.words, seconds, then
        super().__init__(desk, self._sentence(), kind="muted", button=desk.words.tr("Cancel"), action=off)
        self._beat = QTimer(self, interval=_SECOND_MS)
        self._beat.timeout.connect(self._second)
        self._beat.start()

    def _sentence(self) -> str:
        return self._words.count("Picture in {n} second", "Picture in {n} seconds", self._left)

    def _second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.say(self._sentence())
        else:
            self._beat.stop()
            # Nobody can call it off any more. It is hidden with our other windows, perhaps some moments later, so that
            # the spot where it stood is looked at too; who takes the picture closes it.
            self.button.setEnabled(False)
            self._then()
