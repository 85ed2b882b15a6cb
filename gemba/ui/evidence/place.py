"""Every picture: the wall with its filters, the large picture, the review. Must not know the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.rows import SessionRow
from gemba.services.events import Changed
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import WallRows, wall_rows
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.evidence.changing import Changing
from gemba.ui.evidence.doing import Doing
from gemba.ui.evidence.dragging import Dragging
from gemba.ui.evidence.dropping import Dropping
from gemba.ui.evidence.facts import Facts
from gemba.ui.evidence.incoming import Incoming
from gemba.ui.evidence.large import LargePicture
from gemba.ui.evidence.menu import PictureMenu
from gemba.ui.evidence.review import Review
from gemba.ui.evidence.together import Together
from gemba.ui.evidence.wall_page import WallPage
from gemba.ui.place import Place, lend
from gemba.ui.widgets.dragged_pictures import PictureDrops
from gemba.ui.widgets.empty import EmptyState

#: a reference that begins the review instead of opening a picture
REVIEW = "review"
_ROWS = frozenset({"capture", "annotation", "proposal", "session", "team", "ticket_picture"})
_LINKS = frozenset({"observation_capture", "observation_tag", "tag", "ticket", "setting"})
Loaded = tuple[WallRows, tuple[SessionRow, ...]]


class EvidencePlace(Place):
    """Every picture."""

    kinds = _ROWS | _LINKS

    def __init__(self, desk: Desk) -> None:
        """Build wall, large picture and the end of the review."""
        super().__init__(desk)
        self._cell_words = CellWords(desk.words)
        self._loaded = False
        self._wanted_row = ""
        self.wall = WallPage(desk, self._cell_words)
        self.large = LargePicture(desk, self._cell_words)
        self.review = Review(desk, self.large)
        self.facts = Facts(desk, self._cell_words)
        lend(self.facts, self)
        # The inspector beside the wall takes what is dragged: it asks what to attach it to.
        PictureDrops(self.facts, place=lambda _: self.facts.rect(), take=lambda ids, _: self.together.attach(ids))
        self.incoming = Incoming(desk, self, lambda: self.wall.visit, says_problems=False)
        self.changing = Changing(desk, self)
        self.dragging = Dragging(desk, self.wall.view)
        self.together = Together(desk, self, self.walk)
        self.ended = EmptyState(
            desk.theme,
            icon="circle-check",
            sentence="",
            button=desk.words.tr("Back to all pictures"),
            action=self.close_large,
        )
        self.pages = QStackedWidget()
        for page in (self.wall, self.large, self.ended):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.doing = Doing(self)
        self.dropping = Dropping(desk, self, self.incoming, self._drop_words)
        self._connect()

    def _connect(self) -> None:
        view = self.wall.view
        view.opened.connect(self.open_large)
        view.remove_asked.connect(self.doing.remove)
        view.selection_changed.connect(self._selected)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        self.wall.model.caption_typed.connect(lambda one, text: self.changing.caption([one], text))
        self.wall.add_asked.connect(self.incoming.open_files)
        self.wall.queue_asked.connect(self.begin_review)
        self.wall.narrowed.connect(lambda: self.title_changed.emit(self.heading()))
        self.large.closed.connect(self.close_large)
        self.large.shown.connect(lambda one: self.facts.show_pictures((one,), with_caption=False))
        self.large.review_asked.connect(self.review.mark)
        self.large.annotate_asked.connect(self.doing.annotate)
        self.review.ended.connect(self._review_ended)
        self.facts.caption_typed.connect(self.changing.caption)
        self.facts.visit_chosen.connect(self.changing.visit)
        self.incoming.refused.connect(self.wall.notice.say)

    # -- the place --------------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return how many pictures there are and how many wait for the review."""
        return self.wall.counted()

    def enter(self) -> None:
        """Load the rows; put the focus where it was useful last."""
        self._read_anew()
        if self.large_is_open:
            self.large.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wall.take_focus()

    def leave(self) -> bool:
        """Keep what is half typed."""
        self.large.keep_caption()
        return True

    def inspector(self) -> QWidget | None:
        """Return the facts of what is chosen; without any picture there is nothing to choose."""
        return self.facts if self.wall.rows else None

    def current_row(self) -> str:
        """Return the picture that is open large."""
        return self.large.row.id if self.large_is_open and self.large.row is not None else ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go back to the wall."""
        return self.close_large if self.large_is_open else None

    def show_row(self, reference: str) -> None:
        """Open a picture large, or begin the review for "review"."""
        if not self._loaded:
            self._wanted_row = reference
            self._load()
            return
        if reference == REVIEW:
            self.begin_review()
            return
        try:
            self.open_large(self.desk.app.captures.one(reference).id)
        except GembaError as problem:
            self.desk.problem(problem)

    def reload(self, changed: Changed) -> None:
        """Read rows anew; out of sight, once the place comes back."""
        if self.isVisible() and changed.kinds.isdisjoint(_ROWS):
            self.wall.around.load(alike=False)
        elif self.isVisible():
            self._read_anew()

    def _read_anew(self) -> None:
        self._load()
        if self.large_is_open:
            self.large.refresh()

    def _load(self) -> None:
        app, desk, key, then = self.desk.app, self.desk, f"evidence-{id(self)}", self._show_loaded
        job = desk.fetch(lambda _: (wall_rows(app.captures.wall()), app.sessions.all()), owner=self, then=then, key=key)
        if not self._loaded:
            self.wall.loading.watch(job)
            desk.await_keys(job, owner=self.wall)

    def _show_loaded(self, loaded: Loaded) -> None:
        rows, sessions = loaded
        first, self._loaded = not self._loaded, True
        held = self.inspector()
        self.facts.show_visits(sessions)
        self.wall.show_rows(rows, sessions)
        self._selected()
        if self.inspector() is not held:
            self.inspector_changed.emit()
        self.title_changed.emit(self.heading())
        if first and self.isVisible() and not self.wall.filters.field.hasFocus():
            self.wall.take_focus()
        wanted, self._wanted_row = self._wanted_row, ""
        if wanted:
            self.show_row(wanted)

    # -- wall and large picture -------------------------------------------------------------------------------

    @property
    def wall_is_open(self) -> bool:
        """Say whether the wall is in front, not a picture nor the end of a review."""
        return self.pages.currentWidget() is self.wall

    @property
    def large_is_open(self) -> bool:
        """Say whether a picture is in front."""
        return self.pages.currentWidget() is self.large

    def chosen(self) -> list[str]:
        """Return the pictures that are worked on: the large one, else those chosen on the wall."""
        if self.large_is_open:
            return [self.large.row.id] if self.large.row is not None else []
        return self.wall.view.chosen_ids() if self.wall_is_open else []

    def _selected(self) -> None:
        if not self.large_is_open:
            self.facts.show_pictures(self.wall.view.chosen_ids())

    def open_large(self, capture_id: str) -> None:
        """Bring a picture to the front, among those of the wall."""
        self.review.stop()
        self.pages.setCurrentWidget(self.large)
        self.large.open(capture_id, [row.id for row in self.wall.model.rows])
        self.title_changed.emit(self.heading())
        self.inspector_changed.emit()

    def close_large(self) -> None:
        """Go back to the wall, at the picture that was in front."""
        shown = self.large.row.id if self.large.row is not None else ""
        self.review.stop()
        self.large.let_go()
        self.pages.setCurrentWidget(self.wall)
        if shown:
            self.wall.view.choose([shown])
        self._selected()
        self.title_changed.emit(self.heading())
        self.wall.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- review -----------------------------------------------------------------------------------------------

    def begin_review(self) -> None:
        """Walk every picture that nobody looked at; while the rows are still coming, once they are there."""
        if not self._loaded:
            self._wanted_row = REVIEW
            return
        ids = self.wall.to_review()
        if ids:
            self.walk(ids)
        else:
            self.desk.toast(self.desk.words.tr("Every picture has been reviewed."), kind="good")

    def walk(self, ids: Sequence[str]) -> None:
        """Review these, one after the other."""
        self.pages.setCurrentWidget(self.large)
        self.review.begin(ids)

    def _review_ended(self, marked: int) -> None:
        self.ended.sentence.setText(self.review.sentence_at_end(marked))
        self.large.let_go()
        self.pages.setCurrentWidget(self.ended)
        self.ended.button.setFocus()

    # -- doing ------------------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions do."""
        return self.doing.handlers()

    def allows(self, action_id: str) -> bool:
        """Grey what has nothing to work on, and what writes where nothing may be written."""
        return self.doing.allows(action_id)

    def _menu(self, at: QPoint) -> None:
        self.make_menu().popup(self.wall.view.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of what is chosen."""
        return PictureMenu(self.desk, self, self.allows, tuple(self.chosen()), self.changing)

    def _drop_words(self) -> str:
        return self.wall.filters.visit.currentText() if self.wall.visit else self.desk.words.tr("Inbox")
