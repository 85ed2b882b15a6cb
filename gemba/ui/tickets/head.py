"""The head over the tickets: list or matrix, the filter, the states with their counts, order, saved views, a new one.

It shows what is asked for and says what is wanted by signals. Must not know a service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_
from gemba.model.values import TicketState
from gemba.services.tickets.list import TicketFilter, TicketSort
from gemba.ui.look.icons import SIZE_PX
from gemba.ui.look.theme import role
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.filter_field import FilterField
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.toggling import ToggleButton, ToggleTool

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

LIST, MATRIX = "list", "matrix"
NARROW_PX = 760
NARROWER_PX = 600
NARROWEST_PX = 480
SORTS = {
    TicketSort.RANK: N_("Value per day of work"),
    TicketSort.CHANCE: N_("Chance to be among the first"),
    TicketSort.NUMBER: N_("Number"),
    TicketSort.GATE: N_("Criteria that hold"),
    TicketSort.TITLE: N_("Title"),
    TicketSort.STATE: N_("State"),
    TicketSort.LOAD: N_("Coordination load"),
    TicketSort.TEAM: N_("Owner team"),
    TicketSort.CHANGED: N_("Last change"),
}
LARGEST_FIRST = frozenset((TicketSort.GATE, TicketSort.LOAD, TicketSort.CHANGED))


class TicketsHead(QWidget):
    """What stands over list and matrix."""

    words_changed = Signal(str)
    states_changed = Signal(object)
    brush_cleared = Signal()
    chances_cleared = Signal()
    view_wanted = Signal(str)
    sort_wanted = Signal(object)
    new_wanted = Signal()
    into_list = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Build it; counts come with ``show_counts``."""
        super().__init__(parent)
        self.desk = desk
        self.chips: dict[TicketState | None, QPushButton] = {}
        self._states: frozenset[TicketState] = frozenset()
        self._total = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._first_line())
        column.addLayout(self._second_line())
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _first_line(self) -> QHBoxLayout:
        words = self.desk.words
        line = QHBoxLayout()
        line.setSpacing(8)
        self._which = QButtonGroup(self)
        self.switches = {
            LIST: self._tool(words.tr("List"), toggles=True),
            MATRIX: self._tool(words.tr("Matrix"), toggles=True),
        }
        for name, button in self.switches.items():
            button.clicked.connect(lambda _=False, name=name: self.view_wanted.emit(name))
            self._which.addButton(button)
            line.addWidget(button)
        self.desk.keys.tip(self.switches[LIST], "tickets.list", words.tr("List"))
        self.desk.keys.tip(self.switches[MATRIX], "tickets.matrix", words.tr("Matrix: money against effort"))
        line.addSpacing(4)
        self._make_field()
        line.addWidget(self.field, 4)
        line.addStretch(1)
        self.sort = self._tool(words.tr("Order"))
        self.sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort.setMenu(self._sort_menu())
        self.views = self._tool(words.tr("Views"))
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.views.setMenu(QMenu(self.views))
        self.desk.keys.tip(self.views, "tickets.views", words.tr("Saved views"))
        line.addWidget(self.sort)
        line.addWidget(self.views)
        self.new = QPushButton(words.tr("New ticket"))
        self.new.setAccessibleName(words.tr("New ticket"))
        self.desk.keys.tip(self.new, "tickets.new", words.tr("New ticket"))
        self.new.clicked.connect(lambda: self.new_wanted.emit())
        self.new.setEnabled(not self.desk.read_only)
        line.addWidget(self.new)
        return line

    def _make_field(self) -> None:
        words = self.desk.words
        hint = words.tr("Filter by title, number or team")
        self.field = FilterField(hint=hint, name=hint, width_px=(140, 420))
        self.field.typed.connect(self.words_changed)
        self.field.left.connect(self.into_list)
        # Made in Python: the wrapper of one that Qt made was once found dead at a change of look, nobody saw why.
        self._glass = QAction(self.desk.theme.icon("search", colour="muted"), "", self.field)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)

    def _tool(self, text: str, *, toggles: bool = False) -> QToolButton:
        button = ToggleTool() if toggles else QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(SIZE_PX + 2, SIZE_PX - 2))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _second_line(self) -> FlowLayout:
        words = self.desk.words
        line = FlowLayout(spacing_px=6, middle=True)
        for state in (None, *TicketState):
            chip = ToggleButton()
            role(chip, "chip")
            chip.clicked.connect(lambda _=False, state=state: self._chip_clicked(state))
            chip.hide()  # until the counts come; showing one that has no parent yet would flash it as a window
            self.chips[state] = chip
            line.addWidget(chip)
        self.chips[None].setChecked(True)
        self.brush = ToggleButton()
        role(self.brush, "chip")
        self.brush.setChecked(True)
        self.brush.setVisible(False)
        self.brush.setToolTip(words.tr("Show the others again"))
        self.brush.clicked.connect(lambda: self.brush_cleared.emit())
        line.addWidget(self.brush)
        self.chances = ToggleButton()
        role(self.chances, "chip")
        self.chances.setText(words.tr("Big money, few days"))
        self.chances.setVisible(False)
        self.chances.clicked.connect(lambda: self.chances_cleared.emit())
        line.addWidget(self.chances)
        self.found = PlainLabel("", "small", "muted")
        self.found.setVisible(False)
        line.addWidget(self.found)
        return line

    def _sort_menu(self) -> QMenu:
        menu = QMenu(self.sort)
        for sort, text in SORTS.items():
            action = menu.addAction(self.desk.words.tr(text))
            action.setCheckable(True)
            action.setData(sort.value)
            action.triggered.connect(lambda _=False, sort=sort: self.sort_wanted.emit(sort))
        return menu

    def _draw(self) -> None:
        icon = self.desk.theme.icon
        self.switches[LIST].setIcon(icon("list", colour="muted"))
        self.switches[MATRIX].setIcon(icon("chart-scatter", colour="muted"))
        self.sort.setIcon(icon("arrow-up-down", colour="muted"))
        self.views.setIcon(icon("layers", colour="muted"))
        self.new.setIcon(icon("plus"))
        for taken in (self.brush, self.chances):
            taken.setIcon(icon("x", colour="accent"))
        self._glass.setIcon(icon("search", colour="muted"))
        for state, chip in self.chips.items():
            if state is not None:
                chip.setIcon(icon(STATES[state].icon, colour=STATES[state].colour))

    # -- showing ----------------------------------------------------------------------------------------------

    def show_counts(self, counts: Mapping[TicketState, int], total: int) -> None:
        """Show how many tickets are in each state; states without any are hidden unless they are asked for."""
        words = self.desk.words
        self._total = total
        self.chips[None].setText(words.tr("All {n}", n=words.number(total)))
        self.chips[None].show()
        for state in TicketState:
            number = counts.get(state, 0)
            chip = self.chips[state]
            chip.setText(words.tr("{state} {n}", state=words.tr(STATES[state].text), n=words.number(number)))
            chip.setVisible(number > 0 or state in self._states)

    def show_found(self, number: int, total: int) -> None:
        """Say how many of all fit what is asked for; nothing where all of them do."""
        words = self.desk.words
        self.found.setText(words.tr("{n} of {m}", n=words.number(number), m=words.number(total)))
        self.found.setVisible(number < total)

    def show_filter(self, wanted: TicketFilter) -> None:
        """Show what is asked for, wherever it was asked."""
        if self.field.text() != wanted.words:
            self.field.show_words(wanted.words)
        self._states = wanted.states
        for state, chip in self.chips.items():
            chip.setChecked(state in wanted.states if state is not None else not wanted.states)
            if state in wanted.states:
                chip.setVisible(True)
        self.chances.setVisible(wanted.chances)
        self.chances.setChecked(True)
        if wanted.chances:
            house, words = self.desk.app.ticket_list.house(), self.desk.words
            money = words.money(house.chance_money, house.currency)
            said = words.tr(
                "From {money} a year even where it is low, in {days} person-days even where it is high",
                money=money,
                days=words.number(house.chance_days),
            )
            self.chances.setToolTip(said)
            self.chances.setAccessibleDescription(said)
        self.brush.setVisible(wanted.numbers is not None)
        if wanted.numbers is not None:
            self.brush.setChecked(True)
            number = len(wanted.numbers)
            self.brush.setText(
                self.desk.words.count("{n} ticket picked in the matrix", "{n} tickets picked in the matrix", number)
            )

    def show_view(self, name: str) -> None:
        """Mark list or matrix as the one that is open."""
        self.switches[name].setChecked(True)
        self.sort.setVisible(name == LIST)

    def show_sort(self, sort: TicketSort) -> None:
        """Mark the order."""
        for action in self.sort.menu().actions():
            action.setChecked(action.data() == sort.value)
        said = self.desk.words.tr("Ordered by: {order}", order=self.desk.words.tr(SORTS[sort]))
        self.desk.keys.tip(self.sort, "tickets.sort", said)

    def set_menu(self, menu: QMenu) -> None:
        """Show this menu of saved views."""
        before = self.views.menu()
        self.views.setMenu(menu)
        before.deleteLater()

    # -- asking -----------------------------------------------------------------------------------------------

    def _chip_clicked(self, state: TicketState | None) -> None:
        states = frozenset() if state is None else self._states ^ {state}
        self.states_changed.emit(states)

    def begin_filter(self, text: str = "") -> None:
        """Put the keys into the field; ``text`` is what was typed already."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.field.end(False)
            self.field.insert(text)
        else:
            self.field.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words of buttons away where there is little room, the switches' last; names and tool tips stay."""
        super().resizeEvent(event)
        for button, enough_px in (
            (self.sort, NARROW_PX),
            (self.views, NARROW_PX),
            *((switch, NARROWER_PX) for switch in self.switches.values()),
        ):
            has_room = event.size().width() >= enough_px
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_room else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        self.new.setText(self.new.accessibleName() if event.size().width() >= NARROWEST_PX else "")


def usual_direction(sort: TicketSort) -> bool:
    """Return whether an order begins with the largest."""
    return sort in LARGEST_FIRST
