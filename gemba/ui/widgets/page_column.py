"""A page that is read down: one column, or two beside each other, in the middle of a place; scrolled upright.

Must not know what stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

_WIDEST_PX = 1240
_SIDE_PX = 32
_FOOT_PX = 16
_ROUND_PX = 48
_SETTLED_MS = 300
_TWO_COLUMNS_PX = 900


class PageColumn(QScrollArea):
    """The column; what stands on it is added to ``column``."""

    def __init__(self, *, top_px: int) -> None:
        """Begin empty, so far below the place's upper edge."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._sought: QWidget | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._arrive)
        self.verticalScrollBar().rangeChanged.connect(self._laid_out)
        sides = QHBoxLayout(page)
        sides.setContentsMargins(_SIDE_PX, top_px, _SIDE_PX, _FOOT_PX)
        middle = QFrame()
        middle.setMaximumWidth(_WIDEST_PX)
        sides.addStretch(1)
        sides.addWidget(middle, 1000)
        sides.addStretch(1)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.setWidget(page)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the page, also to one that has just come onto it and is not laid out yet."""
        self._sought = part
        self._laid_out()

    def _laid_out(self) -> None:
        """Scroll there for as long as the page is still laid out; what somebody scrolls by hand stays."""
        if self._sought is not None:
            self._settled.start()
            self._seek()

    def _seek(self) -> None:
        if self._sought is not None and shiboken6.isValid(self._sought):
            self.ensureWidgetVisible(self._sought, 0, _ROUND_PX)

    def _arrive(self) -> None:
        self._seek()
        self._sought = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Seek nothing any more once somebody scrolls."""
        self._sought = None
        super().wheelEvent(event)


class TwoColumns(QWidget):
    """Two columns side by side, one below the other where there is no room for both."""

    def __init__(self, *, shares: tuple[int, int]) -> None:
        """Begin empty; ``shares`` are of the width."""
        super().__init__()
        self._shares = shares
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_SIDE_PX)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for side in (self.left, self.right):
            side.setSpacing(0)
        self._lay_out()

    def fill(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Put widgets into both columns, from the top down."""
        for side, parts in ((self.left, left), (self.right, right)):
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)

    def _lay_out(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS_PX else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.removeItem(self.left)
        self._grid.removeItem(self.right)
        self._grid.addLayout(self.left, 0, 0)
        self._grid.addLayout(self.right, *((0, 1) if columns == 2 else (1, 0)))
        self._grid.setColumnStretch(0, self._shares[0])
        self._grid.setColumnStretch(1, self._shares[1] if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column where there is no room for two."""
        super().resizeEvent(event)
        self._lay_out()
