"""Narratives: the list, and the desk on which one is written. Must not know the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from gemba.errors import UserError
from gemba.services.events import Changed
from gemba.ui.desk import Desk
from gemba.ui.narratives.desk_page import DeskPage
from gemba.ui.narratives.list_page import ListPage
from gemba.ui.narratives.writing import Writing
from gemba.ui.place import Place

_OWN_KINDS = frozenset({"narrative", "narrative_version"})
_ON_THE_DESK = frozenset(
    f"narratives.{name}"
    for name in (
        "list export print find cite follow bold heading quote next_remark previous_remark outline versions page_on"
        " page_back larger smaller fit"
    ).split()
)


class NarrativesPlace(Place):
    """Narratives."""

    def __init__(self, desk: Desk) -> None:
        """Build the list; the desk is built with the first narrative that is opened."""
        super().__init__(desk)
        self.list = ListPage(desk)
        self.list.opened.connect(self.open)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.writing: Writing | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    @property
    def on_desk(self) -> Writing | None:
        """Return what is being written on, None while the list is seen."""
        return self.writing if self.writing is not None and self.stack.currentWidget() is self.writing.page else None

    def _made_desk(self) -> Writing:
        if self.writing is None:
            page = DeskPage(self.desk, self.stack)
            page.asked.connect(lambda name: self.handlers()[name]())
            self.writing = Writing(self.desk, page)
            self.writing.heading_changed.connect(self.title_changed)
            self.stack.addWidget(page)
        return self.writing

    # -- going in and out --------------------------------------------------------------------------------------

    def open(self, narrative_id: str) -> None:
        """Put a narrative on the desk."""
        writing = self._made_desk()
        if self.on_desk is not None and writing.row is not None and writing.row.id == narrative_id:
            return
        if writing.row is not None:
            writing.close()
        row = self.desk.app.narratives.one(narrative_id)
        self.list.set_visible(False)
        self.stack.setCurrentWidget(writing.page)
        writing.open(row)
        self.title_changed.emit(self.heading())

    def show_list(self) -> None:
        """Go back to the list; what was typed is kept first."""
        writing = self.on_desk
        self.stack.setCurrentWidget(self.list)
        if writing is not None:
            chosen = writing.row.id if writing.row is not None else ""
            writing.keeping.commit(self.list.load)
            writing.clear()
            self.list.choose(chosen)
        self.list.set_visible(True)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title_changed.emit(self.heading())

    def heading(self) -> str:
        """Return the title of what is being written."""
        return self.on_desk.heading() if self.on_desk is not None else ""

    def enter(self) -> None:
        """Show the rows as they are now."""
        if self.on_desk is None:
            self.list.set_visible(True)
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.on_desk.page.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Keep what is typed."""
        if self.on_desk is not None:
            self.on_desk.keeping.commit()
        self.list.set_visible(False)
        return True

    def show_row(self, reference: str) -> None:
        """Open a narrative by its id; "new" opens the form."""
        if reference == "new":
            self.show_list()
            self.list.begin()
            return
        try:
            self.open(self.desk.app.narratives.one(reference).id)
        except UserError as problem:
            self.desk.problem(problem)

    def current_row(self) -> str:
        """Return the id of what is being written."""
        writing = self.on_desk
        return writing.row.id if writing is not None and writing.row is not None else ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go back to the list of narratives."""
        return self.show_list if self.on_desk is not None else None

    def reload(self, changed: Changed) -> None:
        """Follow the library: another hand, undo, or facts that are cited."""
        facts = bool(changed.kinds - _OWN_KINDS)
        writing = self.on_desk
        if writing is not None and writing.row is not None:
            if self.desk.app.library.queries.narrative(writing.row.id) is None:
                writing.clear()
                self.show_list()
                return
            if changed.kinds & _OWN_KINDS:
                writing.text_changed_elsewhere()
            if facts:
                writing.facts_changed()
        if facts:
            self.list.facts_changed()
        if changed.kinds & _OWN_KINDS and writing is None:
            self.list.load()

    def looks_changed(self) -> None:
        """Wear the other look."""
        if self.writing is not None:
            self.writing.looks_changed()

    # -- actions ----------------------------------------------------------------------------------------------

    def allows(self, action_id: str) -> bool:
        """Say whether an action can be done: most need a narrative on the desk."""
        if action_id == "narratives.new":
            return not self.desk.read_only
        return action_id not in _ON_THE_DESK or self.on_desk is not None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Bind the actions."""
        return {
            "narratives.new": self._new,
            "narratives.list": self.show_list,
            "narratives.export": self._export,
            "narratives.print": self._print,
            **{f"narratives.{name}": self._with_desk(work) for name, work in _DESK_WORK.items()},
        }

    def _with_desk(self, work: Callable[[Writing], object]) -> Callable[[], object]:
        def done() -> None:
            if self.on_desk is not None:
                work(self.on_desk)

        return done

    def _new(self) -> None:
        if self.on_desk is not None:
            self.show_list()
        self.list.begin()

    def _export(self) -> None:
        from gemba.ui.narratives.leaving import Departure

        if self.on_desk is not None:
            Departure(self.desk, self.on_desk).export()

    def _print(self) -> None:
        from gemba.ui.narratives.leaving import Departure

        if self.on_desk is not None:
            Departure(self.desk, self.on_desk).print()


def _versions(writing: Writing) -> None:
    shown = writing.page.right.currentIndex() == 0
    if shown:
        writing.keeping.commit(writing.load_versions)
    writing.page.show_versions(shown)


_DESK_WORK: dict[str, Callable[[Writing], object]] = {
    "find": lambda writing: writing.page.finder.open_bar(),
    "cite": lambda writing: writing.page.citing.ask(),
    # Ctrl+Enter for a sheet that is not there yet goes nowhere.
    "follow": lambda writing: None if writing.departing else writing.follow(),
    "bold": lambda writing: writing.page.editor.surround("**"),
    "heading": lambda writing: writing.page.editor.next_heading_level(),
    "quote": lambda writing: writing.page.editor.begin_lines_with("> "),
    "next_remark": lambda writing: writing.remarking.step(1),
    "previous_remark": lambda writing: writing.remarking.step(-1),
    "outline": lambda writing: writing.page.outline.setFocus(Qt.FocusReason.ShortcutFocusReason),
    "versions": _versions,
    "page_on": lambda writing: writing.page.pages.turn(1),
    "page_back": lambda writing: writing.page.pages.turn(-1),
    "larger": lambda writing: writing.page.pages.view.set_zoom(1),
    "smaller": lambda writing: writing.page.pages.view.set_zoom(-1),
    "fit": lambda writing: writing.page.pages.view.set_zoom(0),
}
