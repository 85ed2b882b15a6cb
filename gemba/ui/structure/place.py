"""Structure: what the organisation's shape costs: which teams and approvals fixes need, and what several keep twice.

Facts about teams and bodies only; nobody is ranked. Must not know the window around it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.place import Place
from gemba.ui.structure.lines import Lines
from gemba.ui.structure.matrix import Cell, TeamMatrix
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_section import Section

if TYPE_CHECKING:
    from gemba.rules.coordination import Structure, TeamPair
    from gemba.services.artifacts import Overlap
    from gemba.services.events import Changed
    from gemba.ui.jobs import Job

_MOST_TEAMS = 18
_WIDEST_PX = 1240


@dataclass(frozen=True, slots=True)
class Facts:
    """What the place shows, read in one go; ``titles`` are id and title by ticket number."""

    shape: Structure
    overlaps: tuple[Overlap, ...]
    titles: Mapping[int, tuple[str, str]]


class StructurePlace(Place):
    """Team pairs, approval bodies, tickets that ask too many, artifacts that several teams keep."""

    kinds = frozenset(("ticket", "ticket_team", "ticket_approval", "artifact", "sighting", "setting", "person"))

    def __init__(self, desk: Desk) -> None:
        """Build the frame of the page."""
        super().__init__(desk)
        tr = desk.words.tr
        self._lines = Lines(desk)
        self._facts: Facts | None = None
        self._teams: tuple[str, ...] = ()
        self._pairs: dict[tuple[int, int], TeamPair] = {}
        self._headline = PlainLabel("", "title", wrap=True)
        self._note = PlainLabel("", "muted", wrap=True)
        self.matrix = TeamMatrix(desk.theme, desk.words)
        self.matrix.chosen.connect(self._choose)
        self.matrix.opened.connect(self._choose)
        self._pair_lines = Section(desk, tr("Tickets of this pair"))
        self._sections = {
            "smells": Section(desk, tr("Structure smells")),
            "bodies": Section(desk, tr("Waited for")),
            "overlaps": Section(desk, tr("Reports, boards and sheets")),
        }
        self._matrix_card = self._card(self.matrix, tr("Teams that fixes need together"))
        self._nothing = EmptyState(
            desk.theme,
            icon="network",
            sentence=tr("Once tickets name the teams they need, it shows here what the organisation's shape costs."),
            button=tr("Go to the tickets"),
            action=lambda: self.desk.go("tickets"),
        )
        self._build()

    def _card(self, inside: QWidget, heading: str) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(heading, "large", "strong"))
        card = QFrame()
        role(card, "card")
        room = QVBoxLayout(card)
        room.setContentsMargins(16, 8, 16, 12)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (inside, scroll.viewport()):
            ground.setAutoFillBackground(False)
        self._matrix_scroll = scroll
        room.addWidget(scroll)
        column.addWidget(card)
        return whole

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        sides = QHBoxLayout(page)
        sides.setContentsMargins(32, 24, 32, 16)
        middle = QFrame()
        middle.setMaximumWidth(_WIDEST_PX)
        sides.addStretch(1)
        sides.addWidget(middle, 1000)
        sides.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._headline)
        column.addWidget(self._note)
        column.addSpacing(20)
        across = QHBoxLayout()
        across.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, parts in (
            (left, (self._matrix_card, self._pair_lines)),
            (right, (self._sections["smells"], self._sections["bodies"], self._sections["overlaps"])),
        ):
            side.setSpacing(0)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
            across.addLayout(side, 1)
        column.addLayout(across)
        column.addWidget(self._nothing, 1)
        self._nothing.hide()
        self._matrix_card.hide()
        scroll.setWidget(page)
        whole.addWidget(scroll)

    # -- a place ----------------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do."""
        return {"structure.reload": self._load}

    def enter(self) -> None:
        """Reckon anew."""
        self._load()

    def reload(self, changed: Changed) -> None:
        """Reckon anew after a change."""
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        self.desk.fetch(self._read, owner=self, then=self._show, key=f"structure-{id(self)}")

    def _read(self, job: Job) -> Facts:
        triage, artifacts = self.desk.app.triage, self.desk.app.artifacts
        shape = triage.structure()
        job.step()
        named = {number for pair in shape.pairs for number in pair.tickets} | set(shape.smells)
        named |= {number for body in shape.bodies for number in body.tickets}
        return Facts(shape, artifacts.overlaps(), triage.titles_of(named))

    # -- showing ----------------------------------------------------------------------------------------------

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        shape = facts.shape
        tickets = sum(count for _, count in shape.team_counts)
        empty = not shape.pairs and not shape.bodies and not facts.overlaps
        self._nothing.setVisible(empty)
        self._headline.setVisible(not empty)
        self._note.setVisible(not empty)
        self._headline.setText(self._lines.headline(shape, tickets))
        self._note.setText(self._lines.note(shape))
        self._show_matrix(shape)
        self._sections["smells"].show_lines([self._lines.smell(n, facts) for n in shape.smells])
        self._sections["bodies"].show_lines([self._lines.body(one, facts.titles) for one in shape.bodies])
        self._sections["overlaps"].show_lines([self._lines.overlap(one) for one in facts.overlaps])

    def _show_matrix(self, shape: Structure) -> None:
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
        self._matrix_card.setVisible(bool(teams))
        self.matrix.show_teams(teams, cells)
        # Room for a scroll bar below, where the teams are more than the card is wide.
        self._matrix_scroll.setFixedHeight(self.matrix.sizeHint().height() + 16)
        if self._pairs:
            self._choose(*self.matrix.at)

    def _choose(self, row: int, column: int) -> None:
        pair = self._pairs.get((row, column))
        titles = self._facts.titles if self._facts is not None else {}
        self._pair_lines.show_heading(
            self.desk.words.tr("{first} and {second}", first=self._teams[column], second=self._teams[row])
        )
        tickets = pair.tickets if pair is not None else ()
        self._pair_lines.show_lines([self._lines.ticket(number, titles) for number in tickets])
