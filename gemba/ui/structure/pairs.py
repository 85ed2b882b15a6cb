"""The matrix of teams that fixes need together, on its card, and under it the tickets of the pair that is chosen.

Must not know the place around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.structure.lines import Lines, Titles
from gemba.ui.structure.matrix import Cell, TeamMatrix
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_section import Section

if TYPE_CHECKING:
    from gemba.rules.coordination import Structure, TeamPair

_MOST_TEAMS = 18
#: room for a scroll bar below, where the teams are more than the card is wide
_BAR_PX = 16


class Pairs(QWidget):
    """Team pairs."""

    def __init__(self, desk: Desk, lines: Lines) -> None:
        """Show nothing yet; ``lines`` makes the words."""
        super().__init__()
        self._desk = desk
        self._lines = lines
        self._titles: Titles = {}
        self._teams: tuple[str, ...] = ()
        self._pairs: dict[tuple[int, int], TeamPair] = {}
        self.matrix = TeamMatrix(desk.theme, desk.words)
        self.matrix.chosen.connect(self._choose)
        self.matrix.opened.connect(self._choose)
        self.tickets = Section(desk, desk.words.tr("Tickets of this pair"))
        self._scroll = QScrollArea()
        self._card = self._on_card(desk.words.tr("Teams that fixes need together"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._card)
        column.addWidget(self.tickets)
        self._card.hide()

    def _on_card(self, heading: str) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(heading, "large", "strong"))
        card = QFrame()
        role(card, "card")
        room = QVBoxLayout(card)
        room.setContentsMargins(16, 8, 16, 12)
        scroll = self._scroll
        scroll.setWidget(self.matrix)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self.matrix, scroll.viewport()):
            ground.setAutoFillBackground(False)
        room.addWidget(scroll)
        column.addWidget(card)
        return whole

    def show_shape(self, shape: Structure, titles: Titles) -> None:
        """Show the pairs of a shape; ``titles`` are id and title by ticket number."""
        self._titles = titles
        weight: dict[str, int] = {}
        for pair in shape.pairs:
            for team in (pair.first, pair.second):
                weight[team] = weight.get(team, 0) + len(pair.tickets)
        teams = sorted(weight, key=lambda team: (-weight[team], team))[:_MOST_TEAMS]
        place = {team: number for number, team in enumerate(teams)}
        self._teams = tuple(teams)
        self._pairs = {}
        for pair in shape.pairs:
            if pair.first in place and pair.second in place:
                row, column = sorted((place[pair.first], place[pair.second]), reverse=True)
                self._pairs[row, column] = pair
        cells = {
            at: Cell(len(pair.tickets), self._lines.pair(pair, shape.currency)) for at, pair in self._pairs.items()
        }
        self._card.setVisible(bool(teams))
        self.matrix.show_teams(teams, cells)
        self._scroll.setFixedHeight(self.matrix.sizeHint().height() + _BAR_PX)
        if self._pairs:
            self._choose(*self.matrix.at)
        else:
            self.tickets.show_lines(())

    def _choose(self, row: int, column: int) -> None:
        pair = self._pairs.get((row, column))
        self.tickets.show_heading(
            self._desk.words.tr("{first} and {second}", first=self._teams[column], second=self._teams[row])
        )
        numbers = pair.tickets if pair is not None else ()
        self.tickets.show_lines([self._lines.ticket(number, self._titles) for number in numbers])
