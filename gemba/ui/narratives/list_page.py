"""The list of narratives, with the form for a new one above it and an empty state before the first.

Must not know the desk one is written on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.rows import NarrativeRow
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.theme import role
from gemba.ui.narratives.list_model import Counted, ListRow, NarrativeModel
from gemba.ui.narratives.list_row import NarrativeLine
from gemba.ui.narratives.new_form import NewForm
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.loading_line import LoadingLine
from gemba.ui.widgets.undo_toast import toast_with_undo


class ListPage(QWidget):
    """Every narrative of the library; ``opened`` gives the id of the one to write on."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Build the page; ``load`` reads the rows."""
        super().__init__()
        self._desk = desk
        self._model = NarrativeModel()
        self._line = NarrativeLine(desk)
        self._visible = False
        self._read = False
        self._wanted = ""
        self._counting: list[Job] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        self.form = NewForm(desk)
        self.form.hide()
        self.form.made.connect(self._made)
        self.form.cancelled.connect(self.close_form)
        self._room = QWidget()
        inner = QHBoxLayout(self._room)
        inner.setContentsMargins(20, 0, 20, 16)
        inner.addWidget(self.form, 1)
        inner.addStretch()
        self._room.hide()
        layout.addWidget(self._room)
        self.stack = QStackedWidget()
        layout.addWidget(self.stack, 1)
        self._build_rows()

    def _build_rows(self) -> None:
        words = self._desk.words
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._line)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(words.tr("Narratives"))
        self.view.activated.connect(lambda index: self.opened.emit(self._model.rows[index.row()].row.id))
        self.view.clicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].row.id))
        self.view.installEventFilter(self)
        self.empty = EmptyState(
            self._desk.theme,
            icon="book-open-text",
            sentence=words.tr(
                "A narrative is what the meeting reads in silence. gemba drafts one from the facts of a round."
            ),
            button=words.tr("Write a narrative"),
            action=self.begin,
        )
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self._loading = LoadingLine(self.stack, self._desk.theme, words.tr("Reading the narratives…"))
        self._desk.read_only_changed.connect(self._offer)
        self._offer()

    def _head(self) -> QWidget:
        words = self._desk.words
        head = QWidget()
        across = QHBoxLayout(head)
        across.setContentsMargins(20, 16, 20, 12)
        self.said = PlainLabel("", "muted")
        self.new = QPushButton(words.tr("New narrative"))
        self._desk.keys.tip(self.new, "narratives.new")
        role(self.new, "primary")
        self.new.clicked.connect(self.begin)
        self.remove = QPushButton(words.tr("Remove"))
        role(self.remove, "quiet")
        said = words.tr("Remove the chosen narrative; undo brings it back")
        self.remove.setToolTip(self._desk.keys.with_fixed(said, spoken("Del")))
        self.remove.clicked.connect(self.remove_chosen)
        across.addWidget(self.said, 1)
        across.addWidget(self.remove)
        across.addWidget(self.new)
        return head

    # -- rows -------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the rows behind the window and count what is not counted yet."""
        queries, narratives = self._desk.app.library.queries, self._desk.app.narratives

        def read(job: Job) -> tuple[ListRow, ...]:
            rounds = {one.id: one.name for one in queries.rounds()}
            return tuple(ListRow(row, rounds.get(row.round_id, "")) for row in narratives.all())

        job = self._desk.fetch(read, owner=self, then=self._show_rows, key=f"narratives-{id(self)}")
        if not self._model.rows:
            self._loading.watch(job)
            self._desk.await_keys(job, owner=self)

    def _show_rows(self, rows: tuple[ListRow, ...]) -> None:
        chosen, bar = self._wanted or self.chosen(), self.view.verticalScrollBar()
        stood = bar.value()
        before = {one.row.id: one.row.changed for one in self._model.rows}
        for one in rows:
            if before.get(one.row.id) not in (None, one.row.changed):
                self._model.forget(one.row.id)
        self._model.show(rows)
        bar.setValue(stood)
        self.choose(chosen or (rows[0].row.id if rows else ""))
        self._read = True
        self._offer()
        if self._visible:
            self._count()

    def _offer(self) -> None:
        """Say how many there are, and offer what can be done with them."""
        rows, writes = self._model.rows, not self._desk.read_only
        self.said.setText(self._desk.words.count("{n} narrative", "{n} narratives", len(rows)) if rows else "")
        self.stack.setCurrentWidget(self.empty if self._read and not rows else self.view)
        self.empty.setVisible(not rows and self.form.isHidden())
        self.empty.button.setVisible(writes)
        self.new.setVisible(self.stack.currentWidget() is self.view and self.form.isHidden())
        self.remove.setVisible(bool(rows) and self.form.isHidden())
        self.new.setEnabled(writes)
        self.remove.setEnabled(writes)

    def set_visible(self, visible: bool) -> None:
        """Count pages and remarks only while the list is seen."""
        self._visible = visible
        if visible:
            self.load()
        else:
            for job in self._counting:
                job.cancel()
            self._counting.clear()

    def facts_changed(self) -> None:
        """Count anew: what the narratives cite has changed."""
        self._model.forget()
        if self._visible:
            self._count()

    def _count(self) -> None:
        for one in self._model.rows:
            if self._model.counted(one.row.id) is None:
                self._count_one(one.row)

    def _count_one(self, row: NarrativeRow) -> None:
        narratives = self._desk.app.narratives

        def work(job: Job) -> Counted:
            from gemba.services.narratives.narratives import kept_settings

            pages = narratives.pages(row.id)
            job.step()
            kept = kept_settings(narratives.versions(row.id), row)
            report = pages.check(row.source, kept_numbers=kept, between=job.step)
            job.step()
            laid = pages.lay_out(row.source)
            return Counted(laid.pages_used, report.budget, len(report.remarks) + bool(report.unreviewed))

        job = self._desk.fetch(
            work,
            owner=self,
            then=lambda counted: self._model.note(row.id, counted),
            failed=self._cannot_count,
            key=f"narrative-count-{row.id}-{id(self)}",
        )
        self._counting.append(job)

    def _cannot_count(self, problem: BaseException) -> None:
        # A front matter that cannot be read says so on the desk; the list goes without the number.
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)

    def chosen(self) -> str:
        """Return the id of the chosen narrative, "" for none."""
        at = self.view.currentIndex().row()
        return self._model.rows[at].row.id if 0 <= at < len(self._model.rows) else ""

    def choose(self, narrative_id: str) -> None:
        """Choose a row, once it is read where it is not there yet."""
        self._wanted = "" if any(one.row.id == narrative_id for one in self._model.rows) else narrative_id
        for at, one in enumerate(self._model.rows):
            if one.row.id == narrative_id:
                self.view.setCurrentIndex(self._model.index(at))

    def rows(self) -> tuple[ListRow, ...]:
        """Return the rows as they are shown."""
        return self._model.rows

    # -- doing ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the form for a new one."""
        if not self._desk.app.library.queries.rounds():
            self._desk.toast(self._desk.words.tr("A narrative is about a round. Begin a visit or import a pack first."))
            return
        self._room.show()
        self.form.open_form()
        self._offer()

    def close_form(self) -> None:
        """Close the form without making anything."""
        self.form.hide()
        self._room.hide()
        self._offer()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, narrative_id: str) -> None:
        self.form.hide()
        self._room.hide()
        self.load()
        self.opened.emit(narrative_id)

    def remove_chosen(self) -> None:
        """Take the chosen narrative out; the toast brings it back."""
        chosen = self.chosen()
        if not chosen or self._desk.read_only:
            return
        app, words = self._desk.app, self._desk.words
        title = next(one.row.title for one in self._model.rows if one.row.id == chosen)

        def removed(_: object) -> None:
            self.load()
            toast_with_undo(self._desk, words.tr("“{title}” was removed.", title=title))

        self._desk.do(lambda: app.narratives.remove(chosen), owner=self, then=removed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Delete remove the chosen row, J and K move, Enter open."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Delete:
                self.remove_chosen()
                return True
            step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers():
                at = max(0, min(self._model.rowCount() - 1, self.view.currentIndex().row() + step))
                self.view.setCurrentIndex(self._model.index(at))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
                self.opened.emit(self.chosen())
                return True
        return super().eventFilter(watched, event)
