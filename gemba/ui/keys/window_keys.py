"""The keys of a window of its own (annotator, reviewer) on one sheet over it; F1 and Esc close it.

The main window's sheet, which knows places, is gemba/ui/frame/key_sheet.py. Must not know what a key does.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.keys.spoken import spoken_keys
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

_WIDTH_PX = 760
_AT_MOST = 2
_FOOT_PX = 8
_BETWEEN_PX = 20

#: what it does, in the window's language, and its keys by Qt's names or in words
KeyLine = tuple[str, Sequence[str]]
#: a title in the window's language, "" for none, and what stands below it
KeyGroup = tuple[str, Sequence[KeyLine]]


class WindowKeys(Floating):
    """One per window, in two columns."""

    def __init__(self, window: QWidget, title: str, *, closes: str) -> None:
        """Begin without a line; ``closes`` says beside the title which key puts it away."""
        super().__init__(window, width_px=_WIDTH_PX, top_px=56)
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.addWidget(PlainLabel(title, "title"), 1)
        head.addWidget(PlainLabel(closes, "small", "muted"))
        self.inside.addLayout(head)
        self.lines: list[KeyLine] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(title)
        self.inside.addWidget(self.area, 1)
        # The rows end above the round corners.
        self.inside.setContentsMargins(0, 0, 0, _FOOT_PX)

    def show_lines(self, lines: Sequence[KeyLine]) -> None:
        """List every line that has a key, in place of those that stood there."""
        with_key = [line for line in lines if line[1]]
        half = (len(with_key) + 1) // 2
        self.show_groups([("", with_key[:half])], [("", with_key[half:])])

    def show_groups(self, left: Sequence[KeyGroup], right: Sequence[KeyGroup]) -> None:
        """List every line that has a key under its group's title, in place of what stood there."""
        sheet = QWidget()
        role(sheet, "surface")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(24, 0, 24, 24)
        columns.setSpacing(40)
        self.lines = []
        for groups in (left, right):
            column = QVBoxLayout()
            column.setSpacing(_BETWEEN_PX)
            for title, lines in groups:
                with_key = [line for line in lines if line[1]]
                self.lines += with_key
                if with_key:
                    column.addLayout(_rows(title, with_key))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.area.setWidget(sheet)

    def toggle(self) -> None:
        """Show it or put it away."""
        if self.isVisible():
            self.close_up()
        else:
            self.open_over(self.area)

    def wanted_height_px(self) -> int:
        """Return what the rows need."""
        sheet = self.area.widget()
        return 72 + _FOOT_PX + (self.folded_height_px(sheet) if sheet is not None else 0)


def _rows(title: str, lines: Sequence[KeyLine]) -> QVBoxLayout:
    """Return the title and a row for each line: what its keys leave of the width is for the words."""
    rows = QVBoxLayout()
    rows.setSpacing(6)
    if title:
        rows.addWidget(PlainLabel(title, "strong"))
    for text, keys in lines:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(PlainLabel(text, wrap=True), 1)
        row.addSpacing(8)
        for key in spoken_keys(keys)[:_AT_MOST]:
            row.addWidget(PlainLabel(key, "small", "key"), 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(row)
    return rows
