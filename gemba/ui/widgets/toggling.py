"""Checkable buttons that do the same whether they are clicked, keyed or toggled by a screen reader.

Assistive technology toggles a checkable button by its state alone: Qt then says `toggled` and never `clicked`, and what
waits for a click waits for ever. Here such a toggle counts as the click it stands for; what the program itself checks
still does not. Must not know what a button does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QToolButton

# For the type checker a mix-in of a button is a button; at run time Qt wants its class named once, and last.
if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object


class _Heeding(_Base):
    """Tell a toggle from outside from one of our own or of a click."""

    _ours = False

    def _listen(self) -> None:
        self.toggled.connect(self._heed)

    def setChecked(self, checked: bool) -> None:
        """Check it from the program: nobody clicked. Qt's own toggling does not come by here."""
        self._ours = True
        super().setChecked(checked)
        self._ours = False

    def nextCheckState(self) -> None:
        """Change as a click does; the click itself follows."""
        self._ours = True
        super().nextCheckState()
        self._ours = False

    def _heed(self, on: bool) -> None:
        group: QButtonGroup | None = self.group()
        among_others = self.autoExclusive() or (group is not None and group.exclusive())
        # The one that gives way to another was not touched.
        if not self._ours and (on or not among_others):
            both_forms: Any = self.clicked  # the stubs know only the one without a value
            both_forms[bool].emit(on)
            if group is not None:
                group.buttonClicked.emit(self)
                group.idClicked.emit(group.id(self))


class ToggleButton(_Heeding, QPushButton):
    """A push button with a state."""

    def __init__(self, text: str = "") -> None:
        """Make it checkable."""
        super().__init__(text)
        self.setCheckable(True)
        self._listen()


class ToggleTool(_Heeding, QToolButton):
    """A tool button with a state."""

    def __init__(self) -> None:
        """Make it checkable."""
        super().__init__()
        self.setCheckable(True)
        self._listen()


class TogglePaint(_Heeding, QAbstractButton):
    """A button with a state that paints itself."""

    def __init__(self) -> None:
        """Make it checkable."""
        super().__init__()
        self.setCheckable(True)
        self._listen()
