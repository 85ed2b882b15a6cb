"""The list of all visits with its filter, its grouping, the way to a new one, and what an empty library says.

Must not know the page of a visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_
from gemba.services.visits.page import VisitLine
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.sessions.visits_model import Grouping
from gemba.ui.sessions.visits_view import VisitsView
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.filter_field import FilterField
from gemba.ui.widgets.loading_line import LoadingLine
from gemba.ui.widgets.toggling import ToggleButton

_GROUPINGS = ((Grouping.DAY, N_("By day")), (Grouping.TEAM, N_("By team")), (Grouping.ROUND, N_("By round")))


class ListPage(QWidget):
    """All visits."""

    opened = Signal(str)
    new_wanted = Signal()
    counted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it; visits are asked for by ``load``."""
        super().__init__()
        self._desk = desk
        self._wanted = ""
        self._loaded = False
        self.view = VisitsView(desk)
        self.view.opened.connect(self.opened)
        self.view.typed.connect(self._type_on)
        self.stack = QStackedWidget()
        self.bar = self._build_bar()
        self.stack.addWidget(self.view)
        self.nothing_found = EmptyState(
            desk.theme,
            icon="search",
            sentence=desk.words.tr("No visit holds these words."),
            button=desk.words.tr("Show all visits"),
            action=self.filter.clear,
        )
        self.stack.addWidget(self.nothing_found)
        self.empty = self._build_empty()
        self.stack.addWidget(self.empty)
        self.loading = LoadingLine(self.stack, desk.theme, desk.words.tr("Looking through the visits…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)

    def _build_bar(self) -> QWidget:
        words = self._desk.words
        hint = words.tr("Type to filter by team, charter or day")
        self.filter = FilterField(hint=hint, name=words.tr("Filter the visits"), width_px=(140, 360))
        self.filter.textChanged.connect(self._filter_changed)
        self.filter.left.connect(self.view.setFocus)
        self.groupings = QButtonGroup(self)
        bar = QWidget()
        across = QHBoxLayout(bar)
        across.setContentsMargins(20, 16, 20, 8)
        across.setSpacing(8)
        across.addWidget(self.filter, 1)
        across.addSpacing(8)
        for at, (grouping, text) in enumerate(_GROUPINGS):
            button = ToggleButton(words.tr(text))
            role(button, "chip")
            button.setChecked(grouping is Grouping.DAY)
            self.groupings.addButton(button, at)
            across.addWidget(button)
        self.groupings.idClicked.connect(lambda at: self._group_by(_GROUPINGS[at][0]))
        across.addStretch(1)
        self.new_button = QPushButton(words.tr("New visit"))
        self._desk.keys.tip(self.new_button, "sessions.new")
        role(self.new_button, "primary")
        self.new_button.setEnabled(not self._desk.read_only)
        self.new_button.clicked.connect(self.new_wanted)
        across.addWidget(self.new_button)
        return bar

    def _build_empty(self) -> EmptyState:
        words = self._desk.words
        empty = EmptyState(
            self._desk.theme,
            icon="eye",
            sentence=words.tr("A visit is where work is seen: one team, one question, 45 minutes beside them."),
            button=words.tr("New visit"),
            action=self.new_wanted.emit,
        )
        self.import_button = QPushButton(words.tr("Import a visit pack…"))
        role(self.import_button, "quiet")
        self.import_button.clicked.connect(lambda: self._desk.trigger("library.import"))
        layout = empty.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.import_button, alignment=Qt.AlignmentFlag.AlignCenter)
        return empty

    # -- rows -------------------------------------------------------------------------------------------------

    def load(self, choose: str = "") -> None:
        """Ask for the visits, off the window's thread; the chosen one stays chosen."""
        self._wanted = choose or self._wanted
        pages = self._desk.app.visit_pages
        job = self._desk.fetch(
            lambda _: pages.lines(), owner=self, then=self.show_lines, key=f"sessions.list.{id(self)}"
        )
        if not self._loaded:
            self.loading.watch(job)
            self._desk.await_keys(job, owner=self)

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """Show these visits."""
        kept = self._wanted or self.view.current()
        self._wanted = ""
        self._loaded = True
        self.view.visits.show_lines(lines)
        self.view.choose(kept)
        self._choose_state()
        self.counted.emit()

    def _choose_state(self) -> None:
        visits = self.view.visits
        self.bar.setVisible(bool(visits.visits))
        shown: QWidget = self.view
        if not visits.visits:
            shown = self.empty
        elif not visits.rows:
            shown = self.nothing_found
        self.stack.setCurrentWidget(shown)

    def take_focus(self) -> None:
        """Put the focus where the keys belong."""
        if self.stack.currentWidget() is self.empty:
            self.empty.button.setFocus()
        else:
            self.view.setFocus()

    def _filter_changed(self, text: str) -> None:
        kept = self.view.current()
        self.view.visits.arrange(text=text)
        self.view.choose(kept)
        self._choose_state()

    def _group_by(self, grouping: Grouping) -> None:
        kept = self.view.current()
        self.view.visits.arrange(grouping=grouping)
        self.view.choose(kept)

    def _type_on(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.insert(text)
