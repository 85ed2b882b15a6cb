"""What lies over a window: a frame on a veil that covers the rest, keeps the keys and gives the focus back.

``Floating`` hangs near the top and is put away lightly (palette, sheets of keys, texts to read); ``Sheet`` stands in
the middle and waits for an answer (what leaves). Both are part of the window, no dialogs. Must not know what stands
in the frame.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from gemba.ui.look.theme import role

_MARGIN_PX = 24
EDGE_PX = 8
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Overlay(QWidget):
    """The veil and its frame; where the frame stands and what closes it is said by the two below."""

    closed = Signal()
    veil = QColor(0, 0, 0, 56)

    def __init__(self, over: QWidget, *, width_px: int) -> None:
        """Lie over the whole window of ``over``, hidden."""
        super().__init__(over.window())
        self._over = over.window()
        self._before: QWidget | None = None
        self.width_px = width_px
        self.frame = QFrame(self)
        role(self.frame, "overlay")
        self.inside = QVBoxLayout(self.frame)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        self.frame.installEventFilter(self)
        self.hide()

    def open_over(self, first: QWidget) -> None:
        """Show it with the focus on ``first``."""
        if self.isHidden():
            self._before = self._over.focusWidget()
            # Only while it is shown: a filter on a window is asked about every event of it.
            self._over.installEventFilter(self)
        self.show()
        self.raise_()
        self.fit()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Hide it and give the focus back."""
        if self.isHidden():
            return
        self._over.removeEventFilter(self)
        self.hide()
        before, self._before = self._before, None
        there = before if before is not None and shiboken6.isValid(before) and before.isVisible() else self._over
        there.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def fit(self) -> None:
        """Take the window's size; the frame stays inside."""
        if not self.isHidden():
            self.setGeometry(self._over.rect())
            self.frame.setGeometry(self.frame_rect(min(self.width_px, self.width() - 2 * _MARGIN_PX)))

    def frame_rect(self, width_px: int) -> QRect:
        """Return where a frame so wide stands."""
        raise NotImplementedError

    def keeps(self, event: QKeyEvent) -> bool:
        """Return whether a key is kept from the actions of what lies below."""
        raise NotImplementedError

    # -- events -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and let the frame be as high as what stands in it."""
        resized = watched is self._over and event.type() == QEvent.Type.Resize
        if resized or (watched is self.frame and event.type() == QEvent.Type.LayoutRequest):
            self.fit()
        return False

    def event(self, event: QEvent) -> bool:
        """Take the keys that are kept before an action takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keeps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc; every other key ends here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks beside the frame from what lies below."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.veil)
        painter.end()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside, round and round."""
        stops = _stops_in_order(self.frame)
        if stops:
            here = QApplication.focusWidget()
            at = stops.index(here) + (1 if forward else -1) if here in stops else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[at % len(stops)].setFocus(reason)
        return True


class Floating(Overlay):
    """Hangs near the top; a click beside it closes it, and the window's commands go on through it."""

    def __init__(self, over: QWidget, *, width_px: int, top_px: int = 64) -> None:
        """Lie over the whole window of ``over``, hidden."""
        super().__init__(over, width_px=width_px)
        self._top_px = top_px

    def wanted_height_px(self) -> int:
        """Return how high the frame wants to be."""
        return self.frame.sizeHint().height()

    def folded_height_px(self, part: QWidget) -> int:
        """Return how high a part is that takes the whole width: what a size hint says of folded words is a guess."""
        width = min(self.width_px, self.width() - 2 * _MARGIN_PX)
        return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()

    def frame_rect(self, width_px: int) -> QRect:
        """Return the frame's place: an eighth below the top at most."""
        top = min(self._top_px, self.height() // 8)
        height = min(self.wanted_height_px(), self.height() - top - _MARGIN_PX)
        return QRect((self.width() - width_px) // 2, top, width_px, height)

    def keeps(self, event: QKeyEvent) -> bool:
        """Keep plain keys; a command such as Ctrl+K is the window's here too."""
        function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        return not event.modifiers() & _COMMANDING and not function

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click beside the frame."""
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_up()
        event.accept()


class Sheet(Overlay):
    """Stands in the middle, keeps every key and is gone for good once it is closed."""

    veil = QColor(0, 0, 0, 96)

    def frame_rect(self, width_px: int) -> QRect:
        """Return the frame's place in the middle."""
        # By hand: a layout gives texts of several lines less height than they need.
        self.inside.activate()
        fold = self.inside.hasHeightForWidth()
        wanted = self.inside.totalHeightForWidth(width_px) if fold else self.inside.totalSizeHint().height()
        height = min(wanted, self.height() - 2 * EDGE_PX)
        return QRect((self.width() - width_px) // 2, (self.height() - height) // 2, width_px, height)

    def keeps(self, event: QKeyEvent) -> bool:
        """Keep every key, so that no action acts behind the sheet."""
        return True

    def close_up(self) -> None:
        """Go for good."""
        super().close_up()
        self.deleteLater()


def _stops_in_order(frame: QWidget) -> list[QWidget]:
    """Return what Tab stops at inside a frame, in the order of Tab."""
    stops = []
    one = frame.nextInFocusChain()
    while one is not None and one is not frame:
        reachable = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisible() and one.isEnabled()
        if reachable and frame.isAncestorOf(one):
            stops.append(one)
        one = one.nextInFocusChain()
    return stops
