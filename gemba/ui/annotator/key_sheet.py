"""The keys of the annotator on one sheet over the picture; F1 and Esc close it. Must not know what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from gemba.ui.annotator.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.desk import Desk
from gemba.ui.keys.bindings import Bindings, spoken
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

_WIDTH_PX = 760


class AnnotatorKeys(Floating):
    """One per annotator window."""

    def __init__(self, window: QWidget, desk: Desk, bindings: Bindings) -> None:
        """List every key there is."""
        super().__init__(window, width_px=_WIDTH_PX, top_px=56)
        title = PlainLabel(desk.words.tr("Keys of the annotator"), "title")
        title.setContentsMargins(24, 20, 24, 12)
        self.inside.addWidget(title)
        sheet = QWidget()
        role(sheet, "surface")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(24, 0, 24, 24)
        columns.setSpacing(40)
        window_keys = [(desk.words.tr(one.text), bindings.keys(one)) for one in ACTIONS]
        canvas_keys = [(desk.words.tr(text), tuple(desk.words.tr(key) for key in keys)) for text, keys in CANVAS_KEYS]
        half = (len(window_keys) + len(canvas_keys)) // 2
        rows = [*canvas_keys, *window_keys]
        for part in (rows[:half], rows[half:]):
            columns.addLayout(_grid(part), 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(desk.words.tr("Keys of the annotator"))
        self.area.setWidget(sheet)
        self.inside.addWidget(self.area, 1)

    def toggle(self) -> None:
        """Show it or put it away."""
        if self.isVisible():
            self.close_up()
        else:
            self.open_over(self.area)

    def wanted_height_px(self) -> int:
        """Return what the rows need."""
        sheet = self.area.widget()
        return 72 + (sheet.sizeHint().height() if sheet is not None else 0)


def _grid(rows: list[tuple[str, tuple[str, ...]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(0, 1)
    for place, (text, keys) in enumerate(rows):
        grid.addWidget(PlainLabel(text, wrap=True), place, 0)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for key in keys[:2]:
            line.addWidget(PlainLabel(spoken(key) or key, "small", "key"))
        grid.addWidget(holder, place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(len(rows), 1)
    return grid
