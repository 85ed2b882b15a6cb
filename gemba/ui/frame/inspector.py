"""The pane at the right: what the place shows about what is selected. Hidden where there is nothing, or by Ctrl+I.

In a narrow window it leaves the room to the place until it is asked for. Must not know any place. The width is the
window's to remember.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from gemba.ui.look.theme import role

WIDTH_PX = 320
NARROWEST_PX = 240
#: of the window: rail, a place that can be read, and the pane
ROOM_PX = 860


class InspectorPane(QFrame):
    """Holds one widget of the place at a time; the place keeps it and gets it back."""

    def __init__(self) -> None:
        """Begin empty and hidden."""
        super().__init__()
        role(self, "inspector")
        self.setMinimumWidth(NARROWEST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.shown: QWidget | None = None
        self._owner: QWidget | None = None
        #: whether it stands there in a window that has room for it, and in one that has not
        self.wanted = True
        self._asked_for = False
        self._has_room = True
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the usual width."""
        return QSize(WIDTH_PX, 400)

    def hold(self, widget: QWidget | None) -> None:
        """Show a widget instead of the one before; None hides the pane."""
        if widget is not self.shown:
            if self.shown is not None and shiboken6.isValid(self.shown):
                self._layout.removeWidget(self.shown)
                # Its place keeps it for the next time; without a parent it must not stand as a window of its own.
                self.shown.hide()
                self.shown.setParent(self._owner_now())
            self.shown = widget
            if widget is not None:
                self._owner = widget.parentWidget()
                self._layout.addWidget(widget)
                widget.show()
        self._show_or_hide()

    def fit(self, window_px: int) -> bool:
        """Hear how wide the window is; return whether that changes anything. In a narrow one it waits to be asked."""
        has_room = window_px >= ROOM_PX
        if has_room == self._has_room:
            return False
        self._has_room, self._asked_for = has_room, False
        self._show_or_hide()
        return True

    def ask_for(self) -> None:
        """Show it, whatever was wanted before."""
        if not self._is_wanted():
            self.toggle()

    def _is_wanted(self) -> bool:
        return self.wanted if self._has_room else self._asked_for

    def _show_or_hide(self) -> None:
        self.setVisible(self._is_wanted() and self.shown is not None)

    def _owner_now(self) -> QWidget | None:
        return self._owner if self._owner is not None and shiboken6.isValid(self._owner) else None

    def toggle(self) -> bool:
        """Show or hide it from now on; return whether it is wanted."""
        if self._has_room:
            self.wanted = not self.wanted
        else:
            self._asked_for = not self._asked_for
        self._show_or_hide()
        return self._is_wanted()
