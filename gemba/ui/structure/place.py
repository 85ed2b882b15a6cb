"""Structure: what the organisation's shape costs: which teams and approvals fixes need, and what several keep twice.

Also the home of problems and decisions, which codes ("P3", "D1") lead to. Facts about teams and bodies only; nobody is
ranked. Must not know the window around it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.place import Place, lend
from gemba.ui.structure.chosen_card import ChosenCard
from gemba.ui.structure.facts import Facts, read_facts
from gemba.ui.structure.lines import Lines
from gemba.ui.structure.pairs import Pairs
from gemba.ui.structure.tally_card import TallyCard
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_section import Section
from gemba.ui.widgets.loading_line import LoadingLine
from gemba.ui.widgets.page_column import PageColumn, TwoColumns

if TYPE_CHECKING:
    from gemba.services.events import Changed


class StructurePlace(Place):
    """Team pairs, approval bodies, tickets that ask too many, artifacts several teams keep, problems, decisions."""

    kinds = frozenset(
        ("ticket", "ticket_team", "ticket_approval", "artifact", "sighting", "setting", "person", "problem", "decision",
         "question", "observation", "ticket_observation", "ticket_picture", "capture")
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        """Build the frame of the page."""
        super().__init__(desk)
        tr = desk.words.tr
        self._lines = Lines(desk)
        self._facts: Facts | None = None
        self._led_to = ""
        self._headline = PlainLabel("", "title", wrap=True)
        self._note = PlainLabel("", "muted", wrap=True)
        self.pairs = Pairs(desk, self._lines)
        self._sections = {
            "smells": Section(desk, tr("Structure smells")),
            "bodies": Section(desk, tr("Waited for")),
            "overlaps": Section(desk, tr("Reports, boards and sheets")),
            "problems": Section(desk, tr("Problems")),
            "decisions": Section(desk, tr("Decisions")),
        }
        self.tallies = TallyCard(desk)
        self.card = ChosenCard(desk)
        lend(self.card, self)
        self._nothing = EmptyState(
            desk.theme,
            icon="network",
            sentence=tr("Once tickets name the teams they need, it shows here what the organisation's shape costs."),
            button=tr("Go to the tickets"),
            action=lambda: self.desk.go("tickets"),
        )
        self._build()
        self._loading = LoadingLine(self, desk.theme, tr("Reckoning what the shape costs…"))

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._page = PageColumn(top_px=24)
        column = self._page.column
        column.addWidget(self._headline)
        column.addWidget(self._note)
        column.addSpacing(20)
        columns = TwoColumns(shares=(1, 1))
        columns.fill(
            [self.pairs, self.tallies, self._sections["problems"]],
            [self._sections[name] for name in ("smells", "bodies", "decisions", "overlaps")],
        )
        column.addWidget(columns)
        column.addWidget(self._nothing, 1)
        column.addStretch(0)
        self._nothing.hide()
        whole.addWidget(self._page)

    # -- a place ----------------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return the problem or decision that is chosen."""
        return self.card.code

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
            self.card.load()

    def show_row(self, reference: str) -> None:
        """Lead to the problem of "P3" or the decision of "D1", with what stands around it at the right."""
        self._led_to = reference
        self._lead()
        self._choose(reference)

    def current_row(self) -> str:
        """Return the code that is chosen."""
        return self.card.code

    def way_up(self) -> Callable[[], None] | None:
        """Return how to let go of what is chosen."""
        return partial(self._choose, "") if self.card.code else None

    def inspector(self) -> QWidget | None:
        """Return what stands around the chosen problem or decision."""
        return self.card if self.card.code else None

    # -- showing ----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        app = self.desk.app
        job = self.desk.fetch(
            lambda job: read_facts(app, job), owner=self, then=self._show, key=f"structure-{id(self)}"
        )
        if self._facts is None:
            self._loading.watch(job)
            self.desk.await_keys(job, owner=self)

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        shape, lines = facts.shape, self._lines
        self._nothing.setVisible(facts.empty)
        self._headline.setVisible(not facts.empty)
        self._note.setVisible(not facts.empty)
        self._headline.setText(lines.headline(shape, sum(count for _, count in shape.team_counts)))
        self._note.setText(lines.note(shape))
        self.pairs.show_shape(shape, facts.titles)
        self.tallies.show_tallies(facts.tallies)
        self._sections["smells"].show_lines([lines.smell(n, facts) for n in shape.smells])
        self._sections["bodies"].show_lines([lines.body(one, facts.titles) for one in shape.bodies])
        self._sections["overlaps"].show_lines([lines.overlap(one) for one in facts.overlaps])
        demand_from, choose = facts.demand_from, self._choose
        self._sections["problems"].show_lines([lines.problem(one, demand_from, choose) for one in facts.problems])
        self._sections["decisions"].show_lines([lines.decision(one, choose) for one in facts.decisions])
        self._lead()
        if facts.empty:
            self._nothing.offer()

    def _lead(self) -> None:
        """Put the focus on the line that somebody was led to, once there are lines."""
        if not self._led_to or self._facts is None:
            return
        code, self._led_to = self._led_to, ""
        for name in ("problems", "decisions"):
            row = self._sections[name].lead_to(code)
            if row is not None:
                self._page.bring_into_view(row)

    def _choose(self, code: str) -> None:
        self.card.show_code(code)
        self.title_changed.emit(self.heading())
        self.inspector_changed.emit()
