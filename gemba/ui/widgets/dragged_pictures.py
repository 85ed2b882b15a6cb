"""Pictures dragged about inside the program: what is dragged says which, and what takes them asks here.

The ids never stand in what other programs can read of a drag (R-15): they are a property of the widget that is dragged
from, which only this process has. Must not know the wall nor what is done with the pictures.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from gemba.ui.look.theme import role

_PROPERTY = "dragged_pictures"
_REST_MS = 500
_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


def say_dragged(source: QObject, ids: tuple[str, ...]) -> None:
    """Note which pictures are dragged from ``source``; none once the drag is over."""
    source.setProperty(_PROPERTY, list(ids))


def dragged_pictures(event: QDropEvent) -> tuple[str, ...]:
    """Return the ids of the pictures that a drag or drop carries, nothing where it comes from elsewhere."""
    source: object = event.source()
    found = source.property(_PROPERTY) if isinstance(source, QObject) else None
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


class PictureDrops(QObject):
    """Lets a widget take pictures of ours; a frame shows what they would go to.

    ``place`` returns where that stands in the widget for a point of it, None where nothing takes them there;
    ``take`` gets the ids and the point, ``rests`` the point on which they have been held for a moment. What comes from
    other programs is left to the widget.
    """

    def __init__(
        self,
        over: QWidget,
        *,
        place: Callable[[QPoint], QRect | None],
        take: Callable[[tuple[str, ...], QPoint], object],
        rests: Callable[[QPoint], object] | None = None,
    ) -> None:
        """Watch ``over``; of a list that scrolls it is the viewport."""
        super().__init__(over)
        self._place = place
        self._take = take
        self._rests = rests
        self._at = QPoint()
        self._wait = QTimer(self, singleShot=True, interval=_REST_MS)
        self._wait.timeout.connect(self._rested)
        self.frame = QFrame(over)
        self.frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        role(self.frame, "dropping")
        self.frame.hide()
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer drags of our pictures, and no others."""
        if event.type() == QEvent.Type.DragLeave and self.frame.isVisible():
            self._wait.stop()
            self.frame.hide()
            return True
        if not isinstance(event, QDropEvent):
            return False
        ids = dragged_pictures(event)
        if not ids:
            return False
        at = event.position().toPoint()
        rect = self._place(at)
        if event.type() in _MOVES:
            if rect is None or not self.frame.isVisible() or self.frame.geometry() != rect:
                self._wait.start()
            self._at = at
            self._show(rect)
            # Entering is taken everywhere, or nothing would be asked while the pointer moves on.
            event.setAccepted(rect is not None or event.type() == QEvent.Type.DragEnter)
            return True
        self._wait.stop()
        self.frame.hide()
        if event.type() == QEvent.Type.Drop and rect is not None:
            event.acceptProposedAction()
            self._take(ids, at)
        return True

    def _rested(self) -> None:
        if self._rests is not None and self.frame.isVisible():
            self.frame.hide()
            self._rests(self._at)

    def _show(self, rect: QRect | None) -> None:
        if rect is not None:
            self.frame.setGeometry(rect)
            self.frame.raise_()
        self.frame.setVisible(rect is not None)


class PictureSpring(QObject):
    """Opens what lies behind a button while pictures are held over it, so that they can be dropped there."""

    def __init__(self, button: QWidget, opens: Callable[[], object]) -> None:
        """Watch ``button``; ``opens`` is called once for each time pictures rest on it."""
        super().__init__(button)
        self._wait = QTimer(self, singleShot=True, interval=_REST_MS)
        self._wait.timeout.connect(opens)
        button.setAcceptDrops(True)
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while pictures rest on the button; nothing is dropped on itself."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDropEvent) and dragged_pictures(event):
            event.accept()
            self._wait.start()
            return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._wait.stop()
        return False
