"""A sheet over the window: dims what is behind it, keeps the keys to itself, gives the focus back when it goes.

Not a dialog: it is part of the window and moves with it. Must not know what stands on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from gemba.ui.theme import role

_DIM = QColor(0, 0, 0, 96)
_MARGIN_PX = 24
_EDGE_PX = 8


class Overlay(QWidget):
    """The ground a sheet stands on; ``panel`` is the sheet, to be filled by a subclass."""

    closed = Signal()

    def __init__(self, over: QWidget, *, width_px: int) -> None:
        """Stand over the window of ``over``."""
        super().__init__(over.window())
        self._window = over.window()
        self._before = QApplication.focusWidget()
        self.panel = QFrame(self)
        role(self.panel, "overlay")
        self._width_px = width_px
        self.panel.installEventFilter(self)
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())

    def appear(self, first: QWidget) -> None:
        """Show the sheet with the focus on ``first``."""
        self._place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Take the sheet away; the focus goes back to where it was."""
        self._window.removeEventFilter(self)
        self.hide()
        before = self._before
        self._before = None
        if before is not None and _alive(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and let the sheet be as high as what stands on it."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._place()
        elif watched is self.panel and event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return False

    def _place(self) -> None:
        # By hand: a layout gives texts of several lines less height than they need.
        layout = self.panel.layout()
        if layout is None:
            return
        width = min(self._width_px, self.width() - 2 * _MARGIN_PX)
        layout.activate()
        wanted = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        height = min(wanted, self.height() - 2 * _EDGE_PX)
        self.panel.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the sheet."""
        stops = [one for one in self.panel.findChildren(QWidget) if _stops(one)]
        if not stops:
            return True
        now = QApplication.focusWidget()
        ordered = _in_tab_order(self.panel, stops)
        at = ordered.index(now) if now in ordered else -1
        step = 1 if forward else -1
        ordered[(at + step) % len(ordered)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def event(self, event: QEvent) -> bool:
        """Take the keys of the window's actions, so that none acts behind the sheet."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; other keys end here."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks beside the sheet from reaching what is behind."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is behind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _DIM)
        painter.end()


def _stops(widget: QWidget) -> bool:
    reachable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reachable and widget.isVisible() and widget.isEnabled()


def _in_tab_order(panel: QWidget, stops: list[QWidget]) -> list[QWidget]:
    ordered = []
    one = panel.nextInFocusChain()
    while one is not None and one is not panel:
        if one in stops:
            ordered.append(one)
        one = one.nextInFocusChain()
    return ordered


def _alive(widget: QWidget) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(widget))
