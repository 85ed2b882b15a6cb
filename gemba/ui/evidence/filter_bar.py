"""The line over the wall: words to look for, visit, order, chips that narrow, the size of the cells.

Must not know the pictures; it says what is wanted and is told how many each chip would leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.model.rows import SessionRow
from gemba.services.pictures.wall import WallLinks
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import INBOX, Only, Sort, Wanted
from gemba.ui.evidence.link_filters import LinkFilters
from gemba.ui.evidence.wall_view import CELL_PX, USUAL_CELL
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import narrow_choice
from gemba.ui.widgets.filter_field import FilterField
from gemba.ui.widgets.flow import FlowLayout

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
_SIDE_PX = 16
_ROOMY_PX = 860
_VISIT_LETTERS = 9
#: below this width what stands beside the field says less
SMALL_PX = 620


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
        hint = tr("Words on the picture, caption, window…")
        self.field = FilterField(hint=hint, name=tr("Filter the pictures"), width_px=(120, 360))
        self.field.textChanged.connect(lambda _: self._soon.start())
        self.field.left.connect(self.left)
        self.visit = narrow_choice(tr("Visit"), _VISIT_LETTERS)
        self.visit.currentIndexChanged.connect(
            lambda _: self._want(replace(self.wanted, visit=str(self.visit.currentData() or "")))
        )
        self.order = narrow_choice(tr("Order"), 9)
        for sort, text in _SORTS.items():
            self.order.addItem(tr(text), sort.value)
        self.order.currentIndexChanged.connect(
            lambda _: self._want(replace(self.wanted, sort=Sort(self.order.currentData())))
        )
        self._top = top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        self._build_size()
        for part in (self.visit, self.order, self.grouping, self.cell_size):
            top.addWidget(part)
        top.addStretch(0)
        top.addLayout(self.trailing)
        self._roomy = True
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE_PX, 12, _SIDE_PX, 4)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # see minimumSizeHint
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(self._build_second())

    def _build_second(self) -> FlowLayout:
        tr = self._desk.words.tr
        self._flow = flow = FlowLayout(middle=True)
        self.chips: dict[Only, QPushButton] = {}
        for only, text in _CHIPS.items():
            chip = self._chip(tr(text))
            chip.toggled.connect(lambda on, only=only: self._toggle(only, on))
            self.chips[only] = chip
            flow.addWidget(chip)
        self.alike = self._chip(tr("Alike"))
        self.alike.setToolTip(tr("Pictures that are the same or look nearly so, side by side"))
        self.alike.toggled.connect(lambda on: self._want(replace(self.wanted, alike=on)))
        flow.addWidget(self.alike)
        self.links = LinkFilters(self._desk, self)
        self.links.tag_chosen.connect(lambda tag: self._want(replace(self.wanted, tag=tag)))
        self.links.ticket_chosen.connect(lambda ticket: self._want(replace(self.wanted, ticket=ticket)))
        flow.addWidget(self.links.both)
        return flow

    def _chip(self, text: str) -> QPushButton:
        chip = QPushButton(text)
        chip.setCheckable(True)
        role(chip, "chip")
        return chip

    def _build_size(self) -> None:
        tr = self._desk.words.tr
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

    def _dress(self) -> None:
        self.grouping.setIcon(self._desk.theme.icon("layers", colour="muted"))

    def minimumSizeHint(self) -> QSize:
        """Need no room for lists that go below where there is none: made narrow at once it would stop half-way."""
        hint = super().minimumSizeHint()
        if self._roomy:
            hint.setWidth(min(hint.width(), self._flow.minimumSize().width() + 2 * _SIDE_PX))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, let go of what keys do too, and leave the first line to the words looked for."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOMY_PX
        self.cell_size.setVisible(roomy)
        self.grouping.setVisible(roomy)
        if roomy != self._roomy:
            self._roomy = roomy
            self._put_lists()

    def _put_lists(self) -> None:
        """Put the lists of visits and orders beside the field, or beside the other lists below it."""
        for part in (self.visit, self.links.both, self.order):
            # Not by removeWidget: Qt would free an item that Python made.
            at = self._flow.indexOf(part)
            if at >= 0:
                self._flow.takeAt(at)
        # One letter less in its list, and all lists stand in one line in a small window.
        self.visit.setMinimumContentsLength(_VISIT_LETTERS if self._roomy else _VISIT_LETTERS - 1)
        if self._roomy:
            self._top.insertWidget(1, self.visit)
            self._top.insertWidget(2, self.order)
            self._flow.addWidget(self.links.both)
        else:
            for part in (self.visit, self.links.both, self.order):
                self._flow.addWidget(part)
        self._flow.invalidate()

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

    def show_links(self, links: WallLinks) -> None:
        """Offer these tags and tickets; what was chosen and is gone narrows no more."""
        tag, ticket = self.links.show(links)
        self._want(replace(self.wanted, tag=tag, ticket=ticket))

    def alike_off(self) -> None:
        """Show all pictures again, not only those that are alike."""
        self.alike.setChecked(False)

    def clear(self) -> None:
        """Narrow nothing any more."""
        self.field.clear()
        self._soon.stop()
        for chip in (*self.chips.values(), self.alike):
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        for combo in (self.visit, self.links.tag, self.links.ticket):
            combo.blockSignals(True)
            combo.setCurrentIndex(0)
            combo.blockSignals(False)
        self._want(Wanted(sort=self.wanted.sort, grouped=self.wanted.grouped))

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
