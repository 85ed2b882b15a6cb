"""Keep plain keys with whoever types: J, Enter or Space in a text field write, and never do something to a row.

A field's own undo goes before the library's while it has something to take back. It watches only the widget that has
the focus, because a filter on every event of the program would cost every event. Must not know any place.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


class TypingGuard(QObject):
    """One for the whole program."""

    def __init__(self, application: QApplication) -> None:
        """Follow the focus."""
        super().__init__(application)
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        import shiboken6

        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if new is not None and is_typed_into(new) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say whose key it is, before any action gets it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return _left_to_the_window(event, has_own=_can(watched, "isUndoAvailable"))
        if event.matches(QKeySequence.StandardKey.Redo):
            return _left_to_the_window(event, has_own=_can(watched, "isRedoAvailable"))
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _TERMINAL_KEYS:
            return _left_to_the_window(event, has_own=False)
        if not event.modifiers() & _COMMANDING and event.key() not in _FUNCTION_KEYS and event.key() != _ESCAPE:
            event.accept()
            return True
        return False


_ESCAPE = Qt.Key.Key_Escape
# On X11 fields claim these as a terminal does (to the line's end, take a letter out…), and an action would never hear
# them. Where no action has the key, the field gets it all the same.
_TERMINAL_KEYS = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_H, Qt.Key.Key_K, Qt.Key.Key_U)


def is_typed_into(widget: QWidget) -> bool:
    """Say whether keys write into this widget."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        # Letters choose one of its words.
        return True
    if isinstance(widget, QAbstractItemView):
        # Qt lets a list take an input method while its row can be edited; what is typed goes to an editor of its own.
        return False
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _can(widget: QObject, question: str) -> bool:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        document = widget.document()
        return document.isUndoAvailable() if question == "isUndoAvailable" else document.isRedoAvailable()
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() if question == "isUndoAvailable" else widget.isRedoAvailable()
    return False


def _left_to_the_window(event: QKeyEvent, *, has_own: bool) -> bool:
    """Accept where the field takes it itself; otherwise keep the field from claiming it, so that the action fires."""
    event.setAccepted(has_own)
    return True
