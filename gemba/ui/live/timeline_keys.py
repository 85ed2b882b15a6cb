"""Keys in the timeline of a running visit that lead back to the line: Esc, Down past the end, and typing.

Must not know what a row is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from gemba.ui.live.entry_edit import EntryEdit
from gemba.ui.sessions.timeline import TimelineView

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TimelineKeys(QObject):
    """Between one timeline and one line."""

    def __init__(self, timeline: TimelineView, edit: EntryEdit, *, begins: Callable[[], None]) -> None:
        """Listen to the timeline; ``begins`` is called before something typed there goes on in the line."""
        super().__init__(timeline)
        self._timeline, self._edit, self._begins = timeline, edit, begins
        timeline.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that lead to the line."""
        if watched is not self._timeline or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        last = self._timeline.currentIndex().row() == len(self._timeline.rows.rows) - 1
        if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Down and last):
            self._timeline.choose("")
            self._edit.setFocus()
            return True
        if event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMANDS:
            self._begins()
            self._edit.setFocus()
            self._edit.insert(event.text())
            self._edit.textEdited.emit(self._edit.text())
            return True
        return False
