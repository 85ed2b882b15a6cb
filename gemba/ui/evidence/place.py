"""Every picture: the wall with its filters, the large picture, the review. Must not know the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.rows import CaptureListRow, SessionRow
from gemba.model.values import CaptureState
from gemba.services.events import Changed
from gemba.ui.desk import Desk
from gemba.ui.evidence.actions import ON_CHOSEN, ON_PROPOSALS, WRITING
from gemba.ui.evidence.arrange import WallRows, wall_rows
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.evidence.changing import Changing
from gemba.ui.evidence.dragging import Dragging
from gemba.ui.evidence.dropping import Dropping
from gemba.ui.evidence.facts import Facts
from gemba.ui.evidence.incoming import Incoming
from gemba.ui.evidence.large import LargePicture
from gemba.ui.evidence.left_to_focus import unless_focus_takes
from gemba.ui.evidence.menu import PictureMenu
from gemba.ui.evidence.review import Review
from gemba.ui.evidence.sending import outgoing_handlers
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
        self.together = Together(desk, self, self._walk)
        self.ended = EmptyState(
            desk.theme,
            icon="circle-check",
            sentence="",
            button=desk.words.tr("Back to all pictures"),
            action=self._close_large,
        )
        self.pages = QStackedWidget()
        for page in (self.wall, self.large, self.ended):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.dropping = Dropping(desk, self, self.incoming, self._drop_words)
        self._connect()

    def _connect(self) -> None:
        view = self.wall.view
        view.opened.connect(self._open)
        view.remove_asked.connect(self._remove)
        view.selection_changed.connect(self._selected)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        self.wall.model.caption_typed.connect(lambda one, text: self.changing.caption([one], text))
        self.wall.add_asked.connect(self.incoming.open_files)
        self.wall.queue_asked.connect(self._begin_review)
        self.wall.narrowed.connect(lambda: self.title_changed.emit(self.heading()))
        self.large.closed.connect(self._close_large)
        self.large.shown.connect(lambda one: self.facts.show_pictures((one,), with_caption=False))
        self.large.review_asked.connect(self.review.mark)
        self.large.annotate_asked.connect(self._annotate)
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
        if self._large_is_open:
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
        return self.large.row.id if self._large_is_open and self.large.row is not None else ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go back to the wall."""
        return self._close_large if self._large_is_open else None

    def show_row(self, reference: str) -> None:
        """Open a picture large, or begin the review for "review"."""
        if not self._loaded:
            self._wanted_row = reference
            self._load()
            return
        if reference == REVIEW:
            self._begin_review()
            return
        try:
            self._open(self.desk.app.captures.one(reference).id)
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
        if self._large_is_open:
            self.large.refresh()

    def _load(self) -> None:
        app, desk, key, then = self.desk.app, self.desk, f"evidence-{id(self)}", self._show_loaded
        job = desk.fetch(lambda _: (wall_rows(app.captures.wall()), app.sessions.all()), owner=self, then=then, key=key)
        if not self._loaded:
            self.wall.loading.watch(job)

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
    def _large_is_open(self) -> bool:
        return self.pages.currentWidget() is self.large

    def _chosen(self) -> list[str]:
        if self._large_is_open:
            return [self.large.row.id] if self.large.row is not None else []
        return self.wall.view.chosen_ids() if self.pages.currentWidget() is self.wall else []

    def _selected(self) -> None:
        if not self._large_is_open:
            self.facts.show_pictures(self.wall.view.chosen_ids())

    def _open(self, capture_id: str) -> None:
        self.review.stop()
        self.pages.setCurrentWidget(self.large)
        self.large.open(capture_id, [row.id for row in self.wall.model.rows])
        self.title_changed.emit(self.heading())
        self.inspector_changed.emit()

    def _close_large(self) -> None:
        shown = self.large.row.id if self.large.row is not None else ""
        self.review.stop()
        self.large.let_go()
        self.pages.setCurrentWidget(self.wall)
        if shown:
            self.wall.view.choose([shown])
        self._selected()
        self.title_changed.emit(self.heading())
        self.wall.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if self.pages.currentWidget() is not self.wall:
            self._close_large()
        elif self.wall.filters.wanted.narrows and self.wall.filters.field.hasFocus():
            self.wall.filters.clear()
        elif self.wall.filters.field.hasFocus():
            self.wall.go_to_wall()
        else:
            self.wall.view.clearSelection()

    # -- review -----------------------------------------------------------------------------------------------

    def _begin_review(self) -> None:
        """Walk every picture that nobody looked at; while the rows are still coming, once they are there."""
        if not self._loaded:
            self._wanted_row = REVIEW
            return
        ids = self.wall.to_review()
        if ids:
            self._walk(ids)
        else:
            self.desk.toast(self.desk.words.tr("Every picture has been reviewed."), kind="good")

    def _queue_key(self) -> None:
        """Walk the chosen pictures where several are, else every one."""
        chosen = set(self._chosen())
        if len(chosen) < 2:
            self._begin_review()
            return
        ids = [one for one in self.wall.to_review() if one in chosen]
        if ids:
            self._walk(ids)
        else:
            self.desk.toast(self.desk.words.tr("All of these have been reviewed."), kind="good")

    def _walk(self, ids: Sequence[str]) -> None:
        self.pages.setCurrentWidget(self.large)
        self.review.begin(ids)

    def _mark_reviewed(self) -> None:
        if self._large_is_open:
            self.review.mark()
            return
        chosen = set(self._chosen())
        waiting = [row.id for row in self.wall.model.rows if row.id in chosen and row.state is CaptureState.UNREVIEWED]
        if waiting:
            # Reviewed means that somebody looked: from the wall it opens them large, one after the other.
            self._walk(waiting)

    def _review_ended(self, marked: int) -> None:
        self.ended.sentence.setText(self.review.sentence_at_end(marked))
        self.large.let_go()
        self.pages.setCurrentWidget(self.ended)
        self.ended.button.setFocus()

    # -- doing ------------------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions do."""
        large, canvas = self.large, self.large.canvas
        return {
            "evidence.add": self.incoming.open_files,
            "evidence.paste": self.incoming.paste,
            "evidence.open": lambda: unless_focus_takes(self._enter_key),
            "evidence.look": lambda: unless_focus_takes(self._toggle_large),
            "evidence.review": self._mark_reviewed,
            "evidence.review_all": lambda: self.together.mark_all(self._chosen()),
            "evidence.queue": self._queue_key,
            "evidence.attach": lambda: self.together.attach(self._chosen()),
            "evidence.keep_one": lambda: self.together.keep_one(self._chosen(), self._group_alike()),
            "evidence.not_alike": lambda: self.together.say_not_alike(self._group_alike()),
            "evidence.alike": self._toggle_alike,
            "evidence.next_proposal": lambda: canvas.step_proposal(1),
            "evidence.refuse": lambda: self._large_is_open and large.decide(take=False),
            "evidence.take_all": lambda: self._large_is_open and large.decide(take=True, every=True),
            "evidence.annotate": self._annotate,
            "evidence.caption": self._write_caption,
            "evidence.remove": self._remove,
            **outgoing_handlers(self.desk, self, self._chosen, lambda: [row.id for row in self.wall.model.rows]),
            "evidence.purge": self._purge,
            "evidence.all": self._choose_all,
            "evidence.filter": self._filter,
            "evidence.larger": lambda: self._zoom(1),
            "evidence.smaller": lambda: self._zoom(-1),
            "evidence.fit": canvas.fit,
            "evidence.actual": canvas.actual,
            "evidence.close": self._escape,
        }

    def allows(self, action_id: str) -> bool:
        """Grey what has nothing to work on, and what writes where nothing may be written."""
        verb = action_id.removeprefix("evidence.")
        if self.desk.read_only and verb in WRITING:
            return False
        if verb in ON_CHOSEN:
            return bool(self._chosen())
        if verb in ON_PROPOSALS:
            return self._large_is_open and bool(self.large.canvas.proposals)
        return True

    def _enter_key(self) -> None:
        if self._large_is_open:
            self.large.decide(take=True)
        elif self.wall.view.current_id():
            self._open(self.wall.view.current_id())

    def _toggle_large(self) -> None:
        if self._large_is_open:
            self._close_large()
        elif self.wall.view.current_id():
            self._open(self.wall.view.current_id())

    def _annotate(self) -> None:
        ids = self._chosen()
        if ids:
            from gemba.ui.annotator.window import open_annotator

            series = self.large.series if self._large_is_open else [row.id for row in self.wall.model.rows]
            open_annotator(self.desk, ids[0], series=series)

    def _write_caption(self) -> None:
        if self._large_is_open:
            self.large.caption.setFocus()
            self.large.caption.selectAll()
        elif len(self._chosen()) > 1:
            self.facts.edit_caption()
        else:
            self.wall.view.edit_caption()

    def _remove(self) -> None:
        ids = self._chosen()
        if not ids or self.desk.read_only:
            return
        if self._large_is_open:
            series = self.large.series
            at = series.index(ids[0]) if ids[0] in series else 0
            rest = tuple(one for one in series if one not in ids)
            if rest:
                self.large.open(rest[min(at, len(rest) - 1)], rest, queue=self.large.queue)
            else:
                self._close_large()
        self.changing.remove(ids)

    def _choose_all(self) -> None:
        if self.pages.currentWidget() is self.wall:
            self.wall.view.selectAll()

    def _filter(self) -> None:
        if self.pages.currentWidget() is not self.wall:
            self._close_large()
        self.wall.filters.field.setFocus()
        self.wall.filters.field.selectAll()

    def _purge(self) -> None:
        """Ask to purge the originals of the visit that is looked at, else of all pictures."""
        from gemba.ui.forgetting.sheet import ask_to_purge

        ask_to_purge(self.desk, self, session=self.wall.visit)

    def _toggle_alike(self) -> None:
        if self.pages.currentWidget() is not self.wall:
            self._close_large()
        self.wall.filters.alike.toggle()

    def _group_alike(self) -> tuple[CaptureListRow, ...]:
        """Return the group in which the chosen picture stands because it is like others."""
        chosen = self.wall.view.chosen_ids() if self.pages.currentWidget() is self.wall else []
        return self.wall.group_alike(chosen[0]) if chosen else ()

    def _zoom(self, step: int) -> None:
        if self._large_is_open:
            self.large.canvas.zoom_by(step)
        else:
            self.wall.view.zoom(step)

    def _menu(self, at: QPoint) -> None:
        self.make_menu().popup(self.wall.view.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of what is chosen."""
        return PictureMenu(self.desk, self, self.allows, tuple(self._chosen()), self.changing)

    def _drop_words(self) -> str:
        return self.wall.filters.visit.currentText() if self.wall.visit else self.desk.words.tr("Inbox")
