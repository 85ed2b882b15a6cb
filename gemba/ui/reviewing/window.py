"""The reviewer's window: pictures at the left, the picture in the middle, what was said at the right; no library.

Everything is kept as it is entered (the status line says so) and goes into the file with Ctrl+S and when the window
closes. Must not know how a review is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.exchange.review_bundle.manifest import SentPicture
from gemba.imaging.picture import Frame
from gemba.model.roles import REVIEWER
from gemba.model.rows.review import Region
from gemba.services.reviews.elsewhere import Review
from gemba.services.reviews.typed import HalfTyped
from gemba.ui.frame.first_size import take_first_size
from gemba.ui.jobs import Jobs
from gemba.ui.keys.action import Action
from gemba.ui.keys.shown_keys import ShownKeys
from gemba.ui.keys.window_keys import WindowKeys
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.reviewing.action_made import made_action
from gemba.ui.reviewing.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.reviewing.canvas import LOOK, ReviewCanvas
from gemba.ui.reviewing.half_typed import HalfTypedKeeper
from gemba.ui.reviewing.hands import Hands
from gemba.ui.reviewing.marking import Marking
from gemba.ui.reviewing.saving import Saving
from gemba.ui.reviewing.side import ReviewSide
from gemba.ui.reviewing.status import StatusLine
from gemba.ui.reviewing.text_field import TextField
from gemba.ui.reviewing.tool_row import ToolRow
from gemba.ui.widgets.labels import PlainLabel

_TOOLS = ("select", "region", "box", "arrow", "text")


class ReviewWindow(QWidget):
    """One open review; it owns the review and closes it."""

    closed = Signal()

    def __init__(self, review: Review, theme: Theme, words: Words, *, name: str) -> None:
        """Show the first picture of a review whose file is called ``name``."""
        super().__init__()
        self.review, self.theme, self.words = review, theme, words
        self.keys = ShownKeys(words)
        self.jobs = Jobs(failed=self._failed)
        self.pictures = review.pictures()
        self.key_sheet: WindowKeys | None = None
        self.about: Region | None = None
        self._here = self.pictures[0]
        self.setWindowTitle(f"{name} – gemba")
        take_first_size(self, 1280, 800)
        self.setMinimumSize(780, 440)
        self.canvas, self.side = ReviewCanvas(theme), ReviewSide(theme, words)
        self.canvas.setAccessibleName(words.tr("Picture"))
        self.field = TextField(self.canvas, name=words.tr("Words on the picture"))
        self.marking = Marking(review, self.canvas, self.field, self._try)
        self.half_typed = HalfTypedKeeper(review, self.jobs, self._typed, self)
        self.saving = Saving(review, self.jobs, self)
        # A window to be closed that could not save stays once, so that this is read; closed again, it goes.
        self._closing = self._warned = False
        self._had_keys: QWidget | None = None
        self._resumed: HalfTyped | None = review.typed()
        self.actions_by_id = {row.id: self._action(row) for row in ACTIONS}
        self._build()
        self.hands = Hands(self)
        self._connect()
        self.side.author.setText(self.words.role(review.author))
        self._use(LOOK)
        self._resume()

    def _connect(self) -> None:
        side = self.side
        self.marking.kept.connect(self._marked)
        self.saving.ended.connect(self._saved)
        self.half_typed.refused.connect(self._failed)
        self.half_typed.kept_again.connect(self.status.kept_again)
        self.field.typed.connect(self.half_typed.note)
        self.field.written.connect(self.half_typed.keep)
        side.line.textEdited.connect(self.half_typed.note)
        side.said.connect(self._say)
        side.answered.connect(self._answer)
        side.chosen.connect(self.draw_added)
        side.author.textChanged.connect(self._name_author)
        self.list.currentRowChanged.connect(self._go)

    def _resume(self) -> None:
        """Go on where the last sitting ended: at its picture, with the words that were half typed."""
        typed = self._resumed
        here = next((n for n, one in enumerate(self.pictures) if typed is not None and one.id == typed.picture), 0)
        self.list.setCurrentRow(here)
        # To choose a row lays out all of them, and Qt leaves the spacing away in a list that is not shown yet.
        self.list.scheduleDelayedItemsLayout()
        if typed is not None:
            self.side.line.setText(typed.line)
            self.set_about(typed.about)
            self.status.setText(self.words.tr("Here is what you had begun to write."))
        elif self.review.is_unsaved:
            self.status.setText(self.words.tr("Here is what you had added before and not saved into the file yet."))

    # -- building ---------------------------------------------------------------------------------------------

    def _action(self, row: Action) -> QAction:
        does: dict[str, Callable[[], object]] = {
            "previous": lambda: self._step(-1),
            "next": lambda: self._step(1),
            "remove": self._remove,
            "write": lambda: self.marking.write_in(self.side.current()),
            "picture": self.canvas.setFocus,
            "undo": self._undo,
            "save": self.save,
            "keys": self._toggle_keys,
            "close": self.close,
        }
        verb = row.id.removeprefix("reviewing.")
        made = made_action(row, self, self.theme, self.words, self.keys)
        made.setCheckable(verb in _TOOLS)
        made.triggered.connect(does.get(verb) or partial(self._use, verb))
        self.addAction(made)
        return made

    def _toggle_keys(self) -> None:
        if self.key_sheet is None:
            tr = self.words.tr
            self.key_sheet = WindowKeys(self, tr("Keys of the reviewer's window"), closes=tr("Esc closes"))
            own = [(tr(row.text), self.keys.of(row)) for row in ACTIONS]
            canvas = [(tr(text), tuple(tr(key) for key in fixed)) for text, fixed in CANVAS_KEYS]
            self.key_sheet.show_lines([*own, *canvas])
        self.key_sheet.toggle()

    def _build(self) -> None:
        words = self.words
        self.list = QListWidget()
        self.list.setFixedWidth(200)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(4)
        self.list.setAccessibleName(words.tr("Pictures"))
        self.list.addItems([one.name or words.tr("Picture {n}", n=n) for n, one in enumerate(self.pictures, 1)])
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self.tools = ToolRow(self.actions_by_id, words)
        middle.addLayout(self.tools)
        question = " · ".join(part for part in (self.review.title, self.review.question) if part)
        self.question = PlainLabel(question, wrap=True)
        self.question.setContentsMargins(16, 4, 16, 4)
        self.question.setHidden(not question)
        middle.addWidget(self.question)
        middle.addWidget(self.canvas, 1)
        self.status = StatusLine(words, save_key=self.keys.named("reviewing.save"))
        middle.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addLayout(middle, 1)
        layout.addWidget(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words away from the tools where they have no room."""
        super().resizeEvent(event)
        self.tools.fit(self.width() - self.list.width() - self.side.width())

    # -- pictures ---------------------------------------------------------------------------------------------

    def _go(self, number: int) -> None:
        self.field.keep()
        self.marking.settle()
        self._here = self.pictures[max(number, 0)]
        self.marking.picture = self._here.id
        self.about = None
        self.side.show_picture(self._here)
        self.canvas.clear()
        self._refresh()
        key = self._here.id

        def shown(frame: Frame) -> None:
            if self._here.id == key:
                self.canvas.show_frame(frame)
                self.draw_added()
                self._write_on(key)

        self.jobs.compute(lambda job: self.review.frame(key), owner=self, then=shown, key="frame")

    def _write_on(self, picture: str) -> None:
        """Open the words on the picture again that were half typed when the last sitting ended."""
        resumed, self._resumed = self._resumed, None
        if resumed is not None and resumed.mark is not None and resumed.picture == picture:
            self.marking.write(resumed.mark, resumed.item)

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))

    @property
    def here(self) -> SentPicture:
        """Return the picture that is shown."""
        return self._here

    # -- adding -----------------------------------------------------------------------------------------------

    def _use(self, tool: str) -> None:
        self.field.keep()
        self.marking.settle()
        self.canvas.use(tool)
        for name in _TOOLS:
            self.actions_by_id[f"reviewing.{name}"].setChecked(name == tool)
        if tool == LOOK:
            self.set_about(None)
        if self.isVisible():
            self.canvas.setFocus()

    def _marked(self, item: str) -> None:
        """Choose what was just put down, so that arrows move it; the tool is done."""
        self._use(LOOK)
        self.side.choose(item)

    def set_about(self, region: Region | None) -> None:
        """Let the next comment be about a region of the picture, or about no region."""
        self.about = region
        about = "" if region is None else self.words.tr("Your comment will be about the framed region.")
        self.side.about.setText(about)
        self.side.about.setHidden(not about)
        self.draw_added()

    def _say(self, text: str) -> None:
        if self._try(lambda: self.review.comment(self._here.id, text, about=self.about)):
            self.side.line.clear()
            self._use(LOOK)
            self.half_typed.keep()

    def _answer(self, text: str, comment: str) -> None:
        if self._try(lambda: self.review.reply(comment, text)):
            self.side.line.clear()
            self.half_typed.keep()

    def _typed(self) -> HalfTyped:
        """Return what is half typed now."""
        return HalfTyped(self._here.id, self.side.line.text(), self.about, self.field.mark, self.field.item)

    def _remove(self) -> None:
        self.marking.settle()
        item = self.side.current()
        if item and self._try(lambda: self.review.remove(item)):
            self._say_whether_it_stays(item)

    def _say_whether_it_stays(self, item: str) -> None:
        if any(row.id == item for row in self.review.comments(self._here.id)):
            self.status.setText(self.words.tr("It stays in sight because somebody answered it."))

    def _undo(self) -> None:
        self.marking.settle()
        self._try(self.review.undo)

    def _name_author(self, text: str) -> None:
        self.review.author = self.words.role_from(" ".join(text.split())[:80]) or REVIEWER

    def save(self) -> None:
        """Put everything into the file behind the window, and say so, or why not; what is not in it stays a draft."""
        self.field.keep()
        self.marking.settle()
        self.status.saving()
        self.saving.begin()

    def _saved(self, problem: BaseException | None) -> None:
        """Say what became of it, and close where that waited for it; the first time, a problem is to be read first."""
        if problem is not None and self._closing and not self._warned:
            self._closing, self._warned = False, True
            self._wake()
        try:
            if problem is not None:
                self.status.not_saved(problem)
                return
            self._warned = False
            if not self.review.is_unsaved:
                self.status.saved()
            # Also where something was added meanwhile: the file may have brought what another reviewer saved.
            self._refresh()
        finally:
            if self._closing:
                self.close()

    def _wake(self) -> None:
        """Take keys and mouse again, at the place where the keys were when the window was to close."""
        self.setEnabled(True)
        (self._had_keys or self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, work: Callable[[], object]) -> bool:
        """Do something to the review; a refusal is said in the status line."""
        try:
            work()
        except GembaError as problem:
            self._failed(problem)
            return False
        self.status.kept()
        self._warned = False
        self._refresh()
        return True

    def _failed(self, problem: BaseException) -> None:
        self.status.refused(problem)

    def _refresh(self) -> None:
        self.side.show_said(self.review.comments(self._here.id), self.review.marks(self._here.id))
        self.draw_added()

    def draw_added(self, *_chosen: object) -> None:
        """Show marks and regions on the picture as they are now."""
        current = self.side.current()
        regions = [
            (row.region_px, row.id == current)
            for row in self.review.comments(self._here.id)
            if row.region_px is not None
        ]
        if self.about is not None:
            regions.append((self.about, True))
        self.canvas.show_added([mark for _, mark in self.marking.marks()], regions, chosen=self.marking.mark(current))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the file once all is in it, or cannot be put there a second time; what is not in it is a draft."""
        if not self._closing:
            self.field.keep()
            self.marking.settle()
            self.half_typed.keep()
            self._closing, self._had_keys = True, self.focusWidget()
            if self.review.is_unsaved:
                self.save()
        if self.saving.is_under_way:
            self.setEnabled(False)
            event.ignore()
            return
        self.jobs.close()
        self.review.close()
        self.closed.emit()
        super().closeEvent(event)
