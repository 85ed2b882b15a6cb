"""Keys of one widget that give way to another which is not there yet: kept in their order, and given to it then.

What a window keeps for a place that is still read, commands with it, is keys_ahead.py. Must not know what is waited
for.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gemba.ui.keys.keys_ahead import copied

_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypedAhead(QObject):
    """Takes the keys of one widget from ``hold`` until ``give`` or ``rest``.

    Of an input method the letters come, not what they compose. Commands (Ctrl, Alt or Meta) are let through; AltGr,
    which is Ctrl and Alt on Windows, writes signs.
    """

    def __init__(self, holder: QWidget) -> None:
        """Watch a widget that takes the focus while it holds the keys; go with it."""
        super().__init__(holder)
        self._holder = holder
        self._held: list[QKeyEvent] = []
        self._holds = False
        holder.installEventFilter(self)

    def hold(self) -> None:
        """Take the focus, and keep every key from now on."""
        self._holds = True
        self._holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Keep no more keys for now; those that are kept stay for whoever comes later."""
        self._holds = False

    def give(self, receiver: QWidget) -> None:
        """Send the kept keys on in their order."""
        held, self._held, self._holds = self._held, [], False
        for key in held:
            QCoreApplication.sendEvent(receiver, key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep what is typed while the keys are held."""
        if not self._holds or not isinstance(event, QKeyEvent) or not _writes(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Or a letter would be taken for the key of an action.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._held.append(copied(event, QEvent.Type.KeyPress))
        return True


def _writes(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~_SHIFTED
    return held == Qt.KeyboardModifier.NoModifier or (
        held == _ALT_GR and event.text().isprintable() and event.text() != ""
    )
