"""Pictures dropped on the place from other programs: a veil says where they would go, then they are added.

Must not know the wall; what the wall itself drags about is not taken for something new.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.evidence.drop_here import DropHere
from gemba.ui.evidence.incoming import Incoming
from gemba.ui.widgets.dragged_pictures import dragged_pictures


class Dropping(QObject):
    """Watches one widget; ``place`` returns the words for where a picture would go."""

    def __init__(self, desk: Desk, over: QWidget, incoming: Incoming, place: Callable[[], str]) -> None:
        """Let ``over`` take drops."""
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._incoming = incoming
        self._place = place
        self._veil = DropHere(over)
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say where a picture would go, add what is dropped, keep the veil over everything."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self._enter(event)
            return True
        if kind == QEvent.Type.DragLeave:
            self._veil.hide()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._veil.hide()
            if self._incoming.drop(event.mimeData()):
                event.acceptProposedAction()
            return True
        if kind == QEvent.Type.Resize:
            self._veil.setGeometry(self._over.rect())
        return False

    def _enter(self, event: QDragEnterEvent) -> None:
        if self._desk.read_only or dragged_pictures(event) or not self._incoming.accepts(event.mimeData()):
            event.ignore()
            return
        event.acceptProposedAction()
        self._veil.setGeometry(self._over.rect())
        self._veil.say(self._desk.words.tr("Drop to add to: {place}", place=self._place()))
