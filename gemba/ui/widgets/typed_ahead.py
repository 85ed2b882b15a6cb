"""Keys pressed while what they are meant for is not there yet: kept in their order, and given to it once it is.

Must not know what is waited for.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class TypedAhead(QObject):
    """Takes the keys of one widget from ``hold`` until ``give``.

    Of an input method the letters come, not what they compose.
    Keys with Ctrl, Alt or Meta are let through: they are commands, and whoever holds them decides.
    """

    def __init__(self, holder: QWidget) -> None:
        """Watch a widget that takes the focus while it holds the keys; go with it."""
        super().__init__(holder)
        self._holder = holder
        self._held: list[QKeyEvent] | None = None
        holder.installEventFilter(self)

    def hold(self) -> None:
        """Take the focus, and keep every key from now on."""
        self._held = []
        self._holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self, receiver: QWidget | None) -> None:
        """Send the kept keys on in their order, or let them go where nobody is there to get them."""
        held, self._held = self._held or [], None
        if receiver is not None:
            for key in held:
                QCoreApplication.sendEvent(receiver, key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep what is typed while the keys are held."""
        if self._held is None or not isinstance(event, QKeyEvent) or event.modifiers() & ~_WRITING:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Or a letter would be taken for the key of an action.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._held.append(
            QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat(), event.count())
        )
        return True


_WRITING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
