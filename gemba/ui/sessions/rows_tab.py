"""A tab of few rows, one under the other, made anew only where what it shows has changed.

Must not know what the rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel

Item = TypeVar("Item")
_WIDEST_PX = 880


class RowsTab(QScrollArea, Generic[Item]):
    """Rows made by ``make``, an empty state where there are none."""

    def __init__(
        self, desk: Desk, *, empty: EmptyState, make: Callable[[Item], QWidget], foot: QWidget | None = None
    ) -> None:
        """Take what makes a row, what stands there without rows, and what stands under them always."""
        super().__init__()
        self._desk = desk
        self._make = make
        self._items: tuple[Item, ...] | None = None
        self.rows: list[QWidget] = []
        self.empty = empty
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST_PX)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(20, 8, 20, 20)
        outer.setSpacing(8)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(8)
        outer.addLayout(self._layout)
        outer.addWidget(empty, 1)
        if foot is not None:
            outer.addWidget(foot)
        outer.addStretch(0)
        self._outer = outer
        self.setWidget(inside)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these; the focus stays on the field it was on."""
        new = tuple(items)
        if new == self._items:
            return
        self._items = new
        focus = QApplication.focusWidget()
        kept = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        for row in self.rows:
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self.rows = [self._make(one) for one in new]
        for row in self.rows:
            self._layout.addWidget(row)
        self.empty.setVisible(not new)
        self._outer.setStretch(self._outer.count() - 1, 1 if new else 0)
        if kept:
            found = (part for row in self.rows for part in row.findChildren(QWidget) if part.accessibleName() == kept)
            part = next(found, None)
            if part is not None:
                part.setFocus()


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the layout of what stands on it."""
    frame = QFrame()
    role(frame, "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(4)
    return frame, layout


def muted(text: str) -> PlainLabel:
    """Return a line in the second colour."""
    return PlainLabel(text, "muted", wrap=True)
