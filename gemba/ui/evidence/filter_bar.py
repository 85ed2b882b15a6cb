"""The line over the wall: words to look for, visit, order, chips that narrow, the size of the cells.

Must not know the pictures; it says what is wanted and is told how many each chip would leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.model.rows import SessionRow
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import INBOX, Only, Sort, Wanted
from gemba.ui.evidence.wall_view import CELL_PX, USUAL_CELL
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.filter_field import FilterField

_CHIPS = {
    Only.TO_REVIEW: N_("To review"),
    Only.REVIEWED: N_("Reviewed"),
    Only.PROPOSALS: N_("Proposals"),
    Only.MARKS: N_("Marked"),
    Only.NO_CAPTION: N_("No caption"),
}
_SORTS = {
    Sort.OLDEST: N_("Oldest first"),
    Sort.NEWEST: N_("Newest first"),
    Sort.NAME: N_("By name"),
    Sort.CAPTION: N_("By caption"),
}
_PAUSE_MS = 120


class FilterBar(QWidget):
    """Says ``wanted`` whenever it changes."""

    changed = Signal()
    cell_asked = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it with nothing narrowed."""
        super().__init__()
        self._desk = desk
        self.wanted = Wanted()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._text_typed)
        self.trailing = QHBoxLayout()
        self.trailing.setSpacing(8)
        self._build()
        desk.theme.changed.connect(self._dress)
        self._dress()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        tr = self._desk.words.tr
        hint = tr("Filter by caption, window or mark")
        self.field = FilterField(hint=hint, name=tr("Filter the pictures"), width_px=(96, 360))
        self.field.textChanged.connect(lambda _: self._soon.start())
        self.field.left.connect(self.left)
        self.visit = self._combo(tr("Visit"), 9)
        self.visit.currentIndexChanged.connect(
            lambda _: self._want(replace(self.wanted, visit=str(self.visit.currentData() or "")))
        )
        self.order = self._combo(tr("Order"), 9)
        for sort, text in _SORTS.items():
            self.order.addItem(tr(text), sort.value)
        self.order.currentIndexChanged.connect(
            lambda _: self._want(replace(self.wanted, sort=Sort(self.order.currentData())))
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self.visit)
        top.addWidget(self.order)
        top.addStretch(0)
        top.addLayout(self.trailing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 4)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(self._build_second())

    def _build_second(self) -> QHBoxLayout:
        tr = self._desk.words.tr
        line = QHBoxLayout()
        line.setSpacing(6)
        self.chips: dict[Only, QPushButton] = {}
        for only, text in _CHIPS.items():
            chip = QPushButton(tr(text))
            chip.setCheckable(True)
            role(chip, "chip")
            chip.toggled.connect(lambda on, only=only: self._toggle(only, on))
            self.chips[only] = chip
            line.addWidget(chip)
        line.addStretch(1)
        self.grouping = QToolButton()
        self.grouping.setCheckable(True)
        self.grouping.setChecked(True)
        self.grouping.setToolTip(tr("Group by visit"))
        self.grouping.setAccessibleName(tr("Group by visit"))
        self.grouping.toggled.connect(lambda on: self._want(replace(self.wanted, grouped=on)))
        self.cell_size = QSlider(Qt.Orientation.Horizontal)
        self.cell_size.setRange(0, len(CELL_PX) - 1)
        self.cell_size.setValue(USUAL_CELL)
        self.cell_size.setPageStep(1)
        self.cell_size.setFixedWidth(72)
        self.cell_size.setAccessibleName(tr("Size of the pictures"))
        self.cell_size.setToolTip(tr("Size of the pictures"))
        self.cell_size.valueChanged.connect(self.cell_asked)
        line.addWidget(self.grouping)
        line.addWidget(self.cell_size)
        return line

    def _combo(self, name: str, letters: int) -> QComboBox:
        combo = QComboBox()
        name_choice(combo, name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(letters)
        return combo

    def _dress(self) -> None:
        self.grouping.setIcon(self._desk.theme.icon("layers", colour="muted"))

    # -- what is wanted ---------------------------------------------------------------------------------------

    def show_visits(self, sessions: Sequence[SessionRow]) -> None:
        """Offer these visits; the chosen one stays chosen."""
        tr = self._desk.words.tr
        before = self.wanted.visit
        self.visit.blockSignals(True)
        self.visit.clear()
        self.visit.addItem(tr("All visits"), "")
        self.visit.addItem(tr("Inbox"), INBOX)
        for session in sessions:
            self.visit.addItem(f"S{session.number} · {session.team}", session.id)
        self.visit.setCurrentIndex(max(0, self.visit.findData(before)))
        self.visit.blockSignals(False)
        if str(self.visit.currentData() or "") != before:
            self._want(replace(self.wanted, visit=""))

    def show_counts(self, counts: Mapping[Only, int]) -> None:
        """Write on every chip how many pictures there are of it."""
        for only, text in _CHIPS.items():
            said = self._desk.words.tr(text)
            number = counts.get(only, 0)
            self.chips[only].setText(f"{said}  {self._desk.words.number(number)}" if number else said)
            self.chips[only].setEnabled(bool(number) or self.chips[only].isChecked())

    def show_cell(self, step: int) -> None:
        """Follow the size of the cells."""
        self.cell_size.setValue(step)

    def clear(self) -> None:
        """Narrow nothing any more."""
        self.field.clear()
        self._soon.stop()
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.visit.blockSignals(True)
        self.visit.setCurrentIndex(0)
        self.visit.blockSignals(False)
        self._want(replace(self.wanted, only=frozenset(), visit="", text=""))

    def _toggle(self, only: Only, on: bool) -> None:
        either = (Only.REVIEWED, Only.TO_REVIEW)
        before = self.wanted.only.difference(either if only in either else ())
        after = before | {only} if on else before - {only}
        for other in either:
            self.chips[other].blockSignals(True)
            self.chips[other].setChecked(other in after)
            self.chips[other].blockSignals(False)
        self._want(replace(self.wanted, only=frozenset(after)))

    def _text_typed(self) -> None:
        self._want(replace(self.wanted, text=self.field.text()))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()
