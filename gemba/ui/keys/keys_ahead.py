"""Keys pressed while what they are meant for is still read: kept in their order, and pressed once it stands.

The window's own keys (go elsewhere, search, undo, quit) are never kept: nobody is held by a slow disk. Must not know
any place; a place says through its desk what it waits for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gemba.ui.keys.typing_guard import is_typed_into

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gemba.ui.jobs import Job


_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class KeysAhead(QObject):
    """One for a window; watches the widget that has the focus, and that only while something is waited for."""

    def __init__(self, window: QWidget, actions: Mapping[str, QAction]) -> None:
        """Go with the window; ``actions`` are all that its keys may mean."""
        super().__init__(window)
        self._window, self._actions = window, actions
        self._place = window
        #: each with where its keys are pressed
        self._awaited: dict[Job, QWidget] = {}
        self._held: list[QKeyEvent] = []
        self._watched: list[QWidget] = []
        self._presses = False
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._press_next)

    @property
    def holds(self) -> bool:
        """Say whether keys are kept now: until what is waited for stands and those that were kept are done."""
        return bool(self._awaited or self._held)

    def hold(self, job: Job, room: QWidget, *, place: QWidget) -> None:
        """Keep what is pressed in ``room``, all of ``place`` or a part, until ``job`` has shown what it brought."""
        if job.done:
            return
        self._place = place
        if not self._watched:
            QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
            self._follow(None, QApplication.focusWidget())
        self._awaited[job] = room
        job.ended.connect(self._ended)

    def forget(self) -> None:
        """Press none of them any more: what they were meant for did not come, or somebody went elsewhere."""
        self._awaited.clear()
        self._rest()

    def _ended(self) -> None:
        for job in [one for one in self._awaited if one.done]:
            del self._awaited[job]
            if job.broke:
                # In what stands instead they would do something else.
                self._held.clear()
        # What was brought is shown, and the focus put into it, in the same turn, after this.
        self._next.start()

    def _rest(self) -> None:
        self._held.clear()
        self._next.stop()
        for one in self._watched:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        if self._watched:
            self._watched.clear()
            QApplication.instance().focusChanged.disconnect(self._follow)  # type: ignore[union-attr]

    def _waits(self) -> bool:
        """Say whether something is awaited where the keys are; what stands in front of it already hears them."""
        at = QApplication.focusWidget()
        return any(
            shiboken6.isValid(room)
            and room.isVisible()
            and (at is None or at is room or room.isAncestorOf(at) or at.isAncestorOf(room))
            for room in self._awaited.values()
        )

    # -- keeping ----------------------------------------------------------------------------------------------

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for one in self._watched:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        # Where nothing has the focus, keys come to the window.
        self._watched = [self._window]
        if new is not None and (new is self._place or self._place.isAncestorOf(new)):
            self._watched.append(new)
        for one in self._watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key, before any field or action gets it."""
        if self._presses or not isinstance(event, QKeyEvent) or not self._keeps(watched, event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._held.append(copied(event, QEvent.Type.KeyPress))
        return True

    def _keeps(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS or not (self._held or self._waits()):
            return False
        if watched is self._window and QApplication.focusWidget() not in (None, self._window):
            # It came up from a widget that had it and did not want it.
            return False
        if not self._held and isinstance(watched, QWidget) and is_typed_into(watched):
            # A field stands already, and nothing that was pressed before waits: what is typed is typed there.
            return False
        meant = self._meant(event)
        return meant is None or meant.parent() is not self._window

    # -- pressing ---------------------------------------------------------------------------------------------

    def _press_next(self) -> None:
        """Press one of them; the rest wait a turn, as keys do, and longer where this one opened something."""
        if self._held and self._waits():
            return
        if not self._held:
            if not self._awaited:
                self._rest()
            return
        key = self._held.pop(0)
        self._presses = True
        try:
            self._press(key)
        finally:
            self._presses = False
        self._next.start()

    def _press(self, key: QKeyEvent) -> None:
        target = QApplication.focusWidget() or self._window
        asked = copied(key, QEvent.Type.ShortcutOverride)
        asked.ignore()
        QCoreApplication.sendEvent(target, asked)
        meant = None if asked.isAccepted() else self._meant(key)
        if meant is not None:
            if meant.autoRepeat() or not key.isAutoRepeat():
                meant.trigger()
            return
        QCoreApplication.sendEvent(target, copied(key, QEvent.Type.KeyPress))
        if shiboken6.isValid(target):
            QCoreApplication.sendEvent(target, copied(key, QEvent.Type.KeyRelease))

    def _meant(self, key: QKeyEvent) -> QAction | None:
        """Return the action that Qt would do for a key, None where no action or more than one has it."""
        wanted = _sequences(key)
        found = [
            one for one in self._actions.values() if _is_heard(one) and any(has in wanted for has in one.shortcuts())
        ]
        return found[0] if len(found) == 1 else None


def _is_heard(action: QAction) -> bool:
    owner = action.parent()
    return action.isEnabled() and isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled()


def _sequences(key: QKeyEvent) -> tuple[QKeySequence, ...]:
    """Return what the table of an action may call a key: a sign may need Shift ("?") or be named with it."""
    held = key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    named = [QKeySequence(QKeyCombination(held, Qt.Key(key.key())))]
    if held == Qt.KeyboardModifier.ShiftModifier and not key.text().isalpha():
        named.append(QKeySequence(key.key()))
    return tuple(named)


def copied(key: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    """Return a key as it was pressed, as an event of its own: Qt takes its own back."""
    return QKeyEvent(kind, key.key(), key.modifiers(), key.text(), key.isAutoRepeat(), key.count())
