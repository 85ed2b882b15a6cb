"""The wall with its filters: what is loaded, what is shown, what stands there while nothing is.

Must not know the large picture nor how pictures come in; it says what a person asks for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gemba.model.rows import CaptureListRow, SessionRow
from gemba.model.values import CaptureState
from gemba.ui.desk import Desk
from gemba.ui.evidence.around import Around
from gemba.ui.evidence.arrange import INBOX, Group, Only, WallRows, Wanted, arrange
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.evidence.filter_bar import SMALL_PX, FilterBar
from gemba.ui.evidence.wall_cell import WallCell
from gemba.ui.evidence.wall_model import WallModel
from gemba.ui.evidence.wall_view import WallView
from gemba.ui.language.days import said_day
from gemba.ui.look.theme import role
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.loading_line import LoadingLine

_NARROW_PX = 1000


class WallPage(QWidget):
    """Filters, wall, and the sentences for when there is nothing."""

    add_asked = Signal()
    queue_asked = Signal()
    narrowed = Signal()

    def __init__(self, desk: Desk, words: CellWords) -> None:
        """Build it; rows come with ``show_rows``."""
        super().__init__()
        self._desk = desk
        self._all = WallRows()
        self._sessions: dict[str, SessionRow] = {}
        self._wanted = Wanted()
        self._narrow_later = False
        self._left = 0
        self._later: tuple[WallRows, Sequence[SessionRow]] | None = None
        self.model = WallModel(words)
        self.model.setParent(self)
        self.view = WallView(desk, self.model, self._heading)
        self.cell = WallCell(desk, words, self.view)
        self.view.setItemDelegate(self.cell)
        self.cell.closeEditor.connect(lambda *_: self._show_later())
        self._build()

    def _build(self) -> None:
        self._build_filters()
        self._build_middle()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.notice = _Notice(self._desk)
        whole.addWidget(self.notice)
        whole.addWidget(self.filters)
        whole.addWidget(self.middle, 1)
        self._desk.theme.changed.connect(self._dress)
        self._desk.keys.changed.connect(self._dress)
        self._dress()

    def _build_filters(self) -> None:
        tr = self._desk.words.tr
        self.filters = FilterBar(self._desk)
        self.filters.hide()
        self.filters.changed.connect(self._wanted_changed)
        self.around = Around(self._desk, self)
        self.around.linked.connect(self.filters.show_links)
        self.around.changed.connect(self._more_is_known)
        self.around.stopped.connect(self.filters.alike_off)
        self.filters.left.connect(self.go_to_wall)
        self.filters.cell_asked.connect(self.view.set_cell_step)
        self.view.cell_changed.connect(self.filters.show_cell)
        self.add = QPushButton(tr("Add pictures"))
        self.add.setAccessibleName(tr("Add pictures"))
        self.add.setToolTip(tr("Add pictures"))
        self.add.clicked.connect(self.add_asked)
        self.queue = QPushButton()
        role(self.queue, "primary")
        self.queue.clicked.connect(self.queue_asked)
        self.queue.hide()
        for button in (self.add, self.queue):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filters.trailing.addWidget(self.add)
        self.filters.trailing.addWidget(self.queue)

    def _build_middle(self) -> None:
        tr, theme = self._desk.words.tr, self._desk.theme
        self.nothing = EmptyState(
            theme,
            icon="images",
            sentence=tr("No pictures yet. Drop files here, paste a picture, or take one in a visit."),
            button=tr("Add pictures"),
            action=self.add_asked.emit,
        )
        self.none_fits = self._instead("filter", tr("No picture fits these filters."))
        self.comparing = self._instead("loader", tr("Comparing pictures…"))
        self.none_alike = self._instead("circle-check", tr("No two pictures are alike."))
        self.middle = QStackedWidget()
        self.loading = LoadingLine(self.middle, theme, tr("Looking through the pictures…"))
        for widget in (QWidget(), self.comparing, self.nothing, self.none_fits, self.none_alike, self.view):
            self.middle.addWidget(widget)

    def _instead(self, icon: str, sentence: str) -> EmptyState:
        """Return what stands in place of the wall while filters leave nothing of it."""
        show_all = self._desk.words.tr("Show all pictures")
        return EmptyState(self._desk.theme, icon=icon, sentence=sentence, button=show_all, action=self.filters.clear)

    def _dress(self) -> None:
        self.add.setIcon(self._desk.theme.icon("plus"))
        self.view.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the button that adds shrink to its icon where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        self.add.setText("" if narrow else self._desk.words.tr("Add pictures"))
        self._name_queue()

    # -- rows -------------------------------------------------------------------------------------------------

    @property
    def visit(self) -> str | None:
        """Return the id of the visit that is looked at; pictures that are added go there. None for the inbox."""
        visit = self.filters.wanted.visit
        return None if visit in ("", INBOX) else visit

    @property
    def rows(self) -> tuple[CaptureListRow, ...]:
        """Return every picture of the library."""
        return self._all.rows

    @property
    def count_to_review(self) -> int:
        """Return how many pictures of the library nobody has looked at."""
        return self._all.counts.get(Only.TO_REVIEW, 0)

    def group_alike(self, capture_id: str) -> tuple[CaptureListRow, ...]:
        """Return the pictures that stand together with this one because they are alike, itself among them."""
        groups = (group.rows for group in self.model.groups if group.alike)
        return next((rows for rows in groups if any(row.id == capture_id for row in rows)), ())

    def counted(self) -> str:
        """Return how many pictures are shown, of how many where some are left out, and how many wait for the review."""
        words, rows, shown = self._desk.words, self.rows, len(self.model.rows)
        if not rows:
            return ""
        said = words.count("{n} picture", "{n} pictures", len(rows))
        if shown < len(rows) and self._page() is not self.comparing:
            said = words.tr("{k} of {n}", k=words.number(shown), n=said)
        left = self.count_to_review
        return f"{said} · {words.tr('{n} to review', n=words.number(left))}" if left else said

    def to_review(self) -> list[str]:
        """Return the pictures nobody looked at, in the order of the wall: those shown, or else all there are."""
        shown = [row.id for row in self.model.rows if row.state is CaptureState.UNREVIEWED]
        return shown or [row.id for row in self.rows if row.state is CaptureState.UNREVIEWED]

    def show_rows(self, rows: WallRows, sessions: Sequence[SessionRow]) -> None:
        """Show what was loaded; while a caption is being typed it waits until that is done."""
        if self.view.is_editing:
            self._later = (rows, sessions)
            return
        self._all = rows
        self._sessions = {one.id: one for one in sessions}
        self.model.editable = not self._desk.read_only
        self.add.setEnabled(not self._desk.read_only)
        self.filters.show_visits(sessions)
        self.filters.show_counts(rows.counts)
        self._narrow()
        self.around.load(alike=self.filters.wanted.alike)

    def _show_later(self) -> None:
        late, self._narrow_later = self._narrow_later, False
        if self._later is not None:
            waiting, self._later = self._later, None
            self.show_rows(*waiting)
        elif late:
            self._narrow()

    def _wanted_changed(self) -> None:
        wanted = self.filters.wanted
        self.around.look_for(wanted.text)
        if wanted.alike and not self._wanted.alike:
            self.around.compare()
        self._wanted = wanted
        self._narrow()

    def _more_is_known(self) -> None:
        if self.filters.wanted.asks_around:
            self._narrow()

    def _narrow(self) -> None:
        if self.view.is_editing:
            self._narrow_later = True
            return
        ids, current = self.view.chosen_ids(), self.view.current_id()
        scrolled = self.view.verticalScrollBar().value()
        wanted = self.filters.wanted
        self.view.headings = wanted.grouped or wanted.alike
        self.model.show(arrange(self._all, wanted, self.around.known))
        self.view.choose(ids, current=current)
        self.view.verticalScrollBar().setValue(scrolled)
        if wanted.alike and self.model.rows and not self.view.chosen_ids():
            # The one to keep, unless somebody chooses another: it stands first.
            self.view.choose([self.model.rows[0].id])
        elif self.view.chosen_ids() != ids:
            # A model that begins anew takes the choice away without a word.
            self.view.selection_changed.emit()
        self._say_left()
        self.middle.setCurrentWidget(self._page())
        self.filters.setVisible(bool(self.rows))
        self.narrowed.emit()

    def _page(self) -> QWidget:
        wanted = self.filters.wanted
        if self.model.rows:
            return self.view
        if wanted.alike and self.around.comparing:
            return self.comparing
        if wanted.alike and wanted.narrows_only_alike:
            return self.none_alike
        return self.none_fits if wanted.narrows and self.rows else self.nothing

    def _say_left(self) -> None:
        self._left = sum(row.state is CaptureState.UNREVIEWED for row in self.model.rows)
        self.queue.setVisible(bool(self._left) and not self._desk.read_only)
        self._name_queue()

    def _name_queue(self) -> None:
        words = self._desk.words
        said = words.count("Review {n} picture", "Review {n} pictures", self._left)
        self.queue.setText(words.tr("Review {n}", n=words.number(self._left)) if self.width() < SMALL_PX else said)
        self.queue.setAccessibleName(said)

    def _heading(self, group: Group) -> tuple[str, str]:
        words = self._desk.words
        if group.alike:
            return self._heading_alike(group)
        session = self._sessions.get(group.session or "")
        parts = [words.count("{n} picture", "{n} pictures", len(group.rows))]
        if group.to_review:
            parts.append(words.tr("{n} to review", n=words.number(group.to_review)))
        if session is None:
            return words.tr("Inbox"), " · ".join(parts)
        if session.date:
            parts.insert(0, said_day(session.date, words))
        return f"S{session.number} · {session.team}", " · ".join(parts)

    def _heading_alike(self, group: Group) -> tuple[str, str]:
        words = self._desk.words
        if group.same:
            title = words.count("The same picture, once", "The same picture, {n} times", len(group.rows))
        else:
            title = words.count("{n} picture nearly alike", "{n} pictures nearly alike", len(group.rows))
        return title, words.tr(
            "choose the one to keep; {keep} removes the others, {apart} says that they are not alike",
            keep=self._desk.keys.named("evidence.keep_one"),
            apart=self._desk.keys.named("evidence.not_alike"),
        )

    # -- focus ------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Put the focus on the wall, or on the next step where there is no picture."""
        front = self.nothing.button if self.middle.currentWidget() is self.nothing else self.view
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_wall(self) -> None:
        """Put the focus on the wall, on its first picture where none is current."""
        if self.view.current_id() == "" and self.model.rows:
            self.view.choose([self.model.rows[0].id])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


class _Notice(QFrame):
    """Sentences that have to be read, until they are closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        role(self, "banner")
        self._desk = desk
        self.text = PlainLabel("", wrap=True)
        self._icon = PlainLabel()
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(desk.words.tr("Close this notice"))
        self.close_button.setToolTip(desk.words.tr("Close this notice"))
        self.close_button.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(8)
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        line.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Show these sentences, one below the other."""
        theme = self._desk.theme
        self._icon.setPixmap(theme.icon("triangle-alert", colour="attention").pixmap(16, 16))
        self.close_button.setIcon(theme.icon("x", colour="muted"))
        self.text.setText("\n".join(sentences))
        self.show()
