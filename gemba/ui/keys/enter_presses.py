"""Enter presses the button that has the focus, as people expect it; Qt by itself lets only Space do so.

It watches only the button that has the focus, and goes before a place's own Enter. Must not know any place.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class EnterPresses(QObject):
    """One for the whole program."""

    def __init__(self, application: QApplication) -> None:
        """Follow the focus, from the button on that has it already."""
        super().__init__(application)
        self._watched: QAbstractButton | None = None
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        # A tick or a choice is no press: there Enter means the form that it stands in.
        if isinstance(new, QAbstractButton) and not isinstance(new, QCheckBox | QRadioButton):
            self._watched = new
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a plain Enter for the button, and press it."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in _ENTER or event.modifiers() & _COMMANDING:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and watched is self._watched and not event.isAutoRepeat():
            self._watched.click()
        return True
