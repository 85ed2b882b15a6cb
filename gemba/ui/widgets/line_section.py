"""A heading with a count, and a card of lines; what is more than a handful waits behind a button.

Must not know what the lines are about.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel, rule
from gemba.ui.widgets.line_row import Line, LineRow

SHOWN_AT_FIRST = 5


class Section(QWidget):
    """One heading and its lines; hidden while there are none."""

    def __init__(self, desk: Desk, heading: str) -> None:
        """Show a heading; lines come with ``show_lines``."""
        super().__init__()
        self._desk = desk
        self._all = False
        self._lines: tuple[Line, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._heading = ElidedLabel(heading, "large", "strong")
        self._heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        top.addWidget(self._heading)
        self._count = PlainLabel("", "muted")
        top.addWidget(self._count)
        top.addStretch(1)
        layout.addLayout(top)
        self._card = QFrame()
        role(self._card, "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        layout.addWidget(self._card)
        self.hide()

    def show_heading(self, heading: str) -> None:
        """Put another heading in the place of the one that stands here."""
        self._heading.setText(heading)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Put these lines in the place of those that stand here."""
        self._lines = tuple(lines)
        self._build()

    def lead_to(self, key: str) -> QWidget | None:
        """Give the line of that key the focus, shown if it waited behind the button; None where there is none."""
        at = next((number for number, line in enumerate(self._lines) if line.key == key), -1)
        if at < 0:
            return None
        if at >= SHOWN_AT_FIRST and not self._all:
            self._show_all()
        rows = [row for index in range(self._rows.count()) if isinstance(row := self._widget(index), LineRow)]
        rows[at].button.setFocus(Qt.FocusReason.OtherFocusReason)
        return rows[at]

    def _build(self) -> None:
        had = self._focused()
        if had is not None:
            # A line that goes with the focus on it would hand it on to the next one, and the page would scroll there.
            self._card.setFocus(Qt.FocusReason.OtherFocusReason)
        take_all_out(self._rows)
        self.setVisible(bool(self._lines))
        self._count.setText(self._desk.words.number(len(self._lines)))
        shown = self._lines if self._all else self._lines[:SHOWN_AT_FIRST]
        made = []
        for number, line in enumerate(shown):
            if number:
                self._rows.addWidget(rule())
            row = LineRow(line, self._desk.theme)
            made.append(row)
            self._rows.addWidget(row)
        if len(shown) < len(self._lines):
            self._rows.addWidget(rule())
            self._rows.addWidget(self._more_button())
        if had is not None and made:
            made[min(had, len(made) - 1)].button.setFocus()

    def _focused(self) -> int | None:
        rows = [row for index in range(self._rows.count()) if isinstance(row := self._widget(index), LineRow)]
        focus = QApplication.focusWidget()
        return next((number for number, row in enumerate(rows) if focus is not None and row.isAncestorOf(focus)), None)

    def _widget(self, index: int) -> QWidget | None:
        item = self._rows.itemAt(index)
        return None if item is None else item.widget()

    def _more_button(self) -> QPushButton:
        rest = len(self._lines) - SHOWN_AT_FIRST
        button = QPushButton(self._desk.words.count("Show {n} more", "Show {n} more", rest))
        role(button, "quiet")
        button.clicked.connect(self._show_all)
        return button

    def _show_all(self) -> None:
        self._all = True
        self._build()
