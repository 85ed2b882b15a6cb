"""What lies over a window for a moment: a frame in a veil that covers the rest and closes at a click or Esc.

Palette and key sheet are made of it. Must not know what stands in the frame.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.theme import role

_MARGIN_PX = 24
_VEIL = QColor(0, 0, 0, 56)


class Overlay(QWidget):
    """A veil with one frame; gives the focus back to who had it."""

    def __init__(self, window: QWidget, desk: Desk, *, width_px: int, top_px: int = 64) -> None:
        """Lie over the whole ``window``, hidden."""
        super().__init__(window)
        self._desk = desk
        self._wanted = (width_px, top_px)
        self._before: QWidget | None = None
        self.frame = QFrame(self)
        role(self.frame, "overlay")
        self.inside = QVBoxLayout(self.frame)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        self.hide()

    def wanted_height_px(self) -> int:
        """Return how high the frame wants to be."""
        return self.frame.sizeHint().height()

    def fit(self) -> None:
        """Take the window's size; the frame stays in the middle and inside."""
        window = self.parentWidget()
        if window is None or not self.isVisible():
            return
        self.setGeometry(window.rect())
        width, top = self._wanted
        width = min(width, self.width() - 2 * _MARGIN_PX)
        top = min(top, self.height() // 8)
        height = min(self.wanted_height_px(), self.height() - top - _MARGIN_PX)
        self.frame.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def open_over(self, first: QWidget) -> None:
        """Show it with the focus on ``first``."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self.fit()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Hide it and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.window().setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc, and keep every other key from what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the actions of the place below."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            commanding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if not event.modifiers() & commanding and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
                event.accept()
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click beside the frame."""
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), _VEIL)
        painter.end()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside."""
        return _step_inside(self.frame, forward=forward)


def _step_inside(frame: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next control of the frame, round and round."""
    every = [
        one
        for one in frame.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    here = frame.window().focusWidget()
    if not every:
        return False
    at = every.index(here) if here in every else -1
    every[(at + (1 if forward else -1)) % len(every)].setFocus(Qt.FocusReason.TabFocusReason)
    return True
