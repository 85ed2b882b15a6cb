"""A part of a page that is made when somebody first looks at it, and filled only while it is looked at.

Must not know what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

Part = TypeVar("Part", bound=QWidget)
Facts = TypeVar("Facts")


class LatePart(QWidget, Generic[Part, Facts]):
    """Stands where the part will: eight of them cost the first opening of a page more than all that is seen of it."""

    def __init__(self, make: Callable[[], Part], fill: Callable[[Part, Facts], object]) -> None:
        """Take what makes the part, and what shows facts in it."""
        super().__init__()
        self._make = make
        self._fill = fill
        self._part: Part | None = None
        self._facts: Facts | None = None
        self._shown: Facts | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def part(self) -> Part:
        """Return the part as it is to be seen now; it is made with the first asking."""
        new = self._part is None
        if self._part is None:
            self._part = self._make()
            self._layout.addWidget(self._part)
        if self._facts is not None and self._facts is not self._shown:
            self._shown = self._facts
            self._fill(self._part, self._facts)
        if new and self.isVisible():
            # What is added to something seen waits for the next turn to be seen itself.
            self._part.show()
        return self._part

    def take(self, facts: Facts) -> None:
        """Show these facts, at once where the part is in sight."""
        self._facts = facts
        if self.isVisible():
            _ = self.part

    def showEvent(self, event: QShowEvent) -> None:
        """Make and fill the part: somebody looks."""
        _ = self.part
        super().showEvent(event)
