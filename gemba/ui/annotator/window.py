"""The annotator's window: tools, caption, properties, picture, marks, film strip. It only puts them together.

Several may be open on one library, each on its own picture. Must not know how marks are drawn or kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gemba.model.given_back import give_back
from gemba.model.rows import CaptureRow
from gemba.ui.annotator.actions import ACTIONS
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.canvas import Canvas
from gemba.ui.annotator.comment_panel import CommentPanel
from gemba.ui.annotator.comparing import Comparing
from gemba.ui.annotator.foot import Foot
from gemba.ui.annotator.handlers import handlers_of
from gemba.ui.annotator.header import Header
from gemba.ui.annotator.kept_tools import write_tools
from gemba.ui.annotator.key_sheet import AnnotatorKeys
from gemba.ui.annotator.mark_list import MarkList
from gemba.ui.annotator.menus import show_mark_menu
from gemba.ui.annotator.open_windows import annotators_of, let_others_rest, memory_of
from gemba.ui.annotator.properties import Properties
from gemba.ui.annotator.series import SeriesSteps, gathered
from gemba.ui.annotator.strip import Strip
from gemba.ui.annotator.talk import Talk
from gemba.ui.annotator.tool_bar import ToolBar
from gemba.ui.annotator.tools import ALL_TOOLS, BY_KIND, COMMENT, SELECT
from gemba.ui.annotator.work import Work
from gemba.ui.desk import Desk, Toast
from gemba.ui.frame.first_size import take_first_size
from gemba.ui.frame.toasts import Toasts
from gemba.ui.keys.bindings import Bindings
from gemba.ui.keys.quitting import quits_too
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import shortened

_TITLE_LETTERS = 60


def open_annotator(
    desk: Desk, capture_id: str, *, series: Sequence[str] = (), together: bool = False, in_hand: bool = False
) -> AnnotatorWindow:
    """Open a picture in a window of its own, or bring the one to the front that has it open already.

    ``series`` is what the film strip shows and PgUp, PgDn and Ctrl+Enter go through. Numbers go on over its pictures
    of the same visit; with ``together``, as on a ticket, over all of them. With ``in_hand``, as after a picture of the
    screen, the tool that drew last is taken up, and the next such picture joins the series of this one.
    """
    windows = annotators_of(desk)
    found = next((one for one in windows if one.work.capture_id == capture_id), None)
    found = gathered(windows, capture_id) if found is None and in_hand else found
    if found is None:
        found = AnnotatorWindow(desk, capture_id, series, together=together)
        windows.append(found)
        found.series_steps.gathers = in_hand
        found.show()
    else:
        found.raise_()
    if in_hand:
        found.board.choose_tool(BY_KIND[found.memory.last])
    found.activateWindow()
    return found


class AnnotatorWindow(QMainWindow):
    """One picture at a time."""

    def __init__(self, desk: Desk, capture_id: str, series: Sequence[str], *, together: bool = False) -> None:
        """Build the window and begin to read the picture."""
        super().__init__()
        desk.theme.dress(self)
        self.series_steps = SeriesSteps(self, together=together)
        self.desk = desk
        self.work = Work(desk, self)
        self.memory = memory_of(desk)
        self.board = Board(self.work, self.memory, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(880, 460)
        take_first_size(self, 1400, 900)
        self._build(series or (capture_id,))
        self.comparing = Comparing(self)
        self.bindings = Bindings(desk, self)
        self.bindings.bind(self, ACTIONS, handlers_of(self))
        quits_too(self, desk)
        self.key_sheet: AnnotatorKeys | None = None
        self._connect()
        self.canvas.setFocus()
        self.go(capture_id)

    def _build(self, series: Sequence[str]) -> None:
        desk, board = self.desk, self.board
        self.tools = ToolBar(desk)
        self.tools.show_words(shown=self.memory.words_shown)
        self.header = Header(desk, self.work)
        self.properties = Properties(desk, board)
        self.canvas = Canvas(desk, board)
        self.marks = MarkList(desk, board)
        self.talk = Talk(desk, self.work, self)
        self.comments = CommentPanel(desk, self.work, self.talk)
        self.strip = Strip(desk, series)
        self.foot = Foot(desk, board)
        self.gone = EmptyState(desk.theme, icon="image", sentence=desk.words.tr("Opening the picture…"))
        self.middle = QStackedWidget()
        self.middle.addWidget(self.canvas)
        self.middle.addWidget(self.gone)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.properties)
        column.addWidget(self.middle, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.tools)
        across.addLayout(column, 1)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.marks, 3)
        beside.addWidget(self.comments, 2)
        self.comments.setFixedWidth(self.marks.width())
        across.addLayout(beside)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addLayout(across, 1)
        down.addWidget(self.strip)
        down.addWidget(self.foot)
        self.setCentralWidget(whole)
        self.toasts = Toasts(self.desk, self.middle)
        self.comments.line.setMaxLength(4000)
        order = (self.canvas, self.marks.list, self.comments.line, self.strip)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        board, work = self.board, self.work
        board.numbers_before = self.series_steps.numbers_before
        self.canvas.wants_menu.connect(self._show_menu)
        self.canvas.wants_colours.connect(self.properties.show_colours)
        self.tools.chosen.connect(self.take_tool)
        board.tool_changed.connect(lambda: self.tools.show_tool(board.tool))
        self.tools.show_tool(board.tool)
        self.header.reviewed.connect(self.review)
        self.header.decide.connect(self._decide)
        self.header.over.connect(self.close)
        self.header.goes_on = lambda: bool(self.strip.beside(self.work.capture_id, 1))
        self.strip.series.rowsInserted.connect(self.header.show_row)
        self.header.caption.returnPressed.connect(self.canvas.setFocus)
        self.properties.done.connect(self.canvas.setFocus)
        self.canvas.wants_note.connect(self._write_note)
        self.marks.list.key.connect(self.canvas.keyPressEvent)
        self.strip.chosen.connect(self.go)
        self.canvas.remarks = self.comments.remarks
        self.talk.changed.connect(self.canvas.update)
        self.comments.follow(board)
        self.comments.region_wanted.connect(partial(self.take_tool, COMMENT))
        self.comments.done.connect(self.canvas.setFocus)
        self.foot.nearer.clicked.connect(partial(self.zoom, 1))
        self.foot.farther.clicked.connect(partial(self.zoom, -1))
        self.foot.zoom.clicked.connect(self.fit)
        self.foot.keys.clicked.connect(self.show_keys)
        work.glimpsed.connect(self._glimpsed)
        work.opened.connect(self._opened)
        work.row_changed.connect(self._take_row)
        work.gone.connect(self._lost)
        work.said.connect(self.say)
        self.desk.closing.connect(self.close)

    # -- going ------------------------------------------------------------------------------------------------

    def go(self, capture_id: str) -> None:
        """Open a picture in this window; what was typed for the one before is kept."""
        self.keep_typed()
        self.comments.keep_typed()
        self.comparing.close()
        self.work.open(capture_id)
        self.strip.show_current(capture_id)

    def step(self, by: int) -> bool:
        """Go to the picture before or after in the series; False at its ends."""
        beside = self.strip.beside(self.work.capture_id, by)
        if beside:
            self.go(beside)
            self.canvas.setFocus()
        return bool(beside)

    def review(self) -> None:
        """Mark the picture as reviewed, and go on; one that is reviewed already is only left behind."""
        self.keep_typed()
        words = self.desk.words
        if self.work.is_reviewed:
            if not self.step(1):
                self._say_of_review(words.tr("This is the last picture of the series."), is_last=True)
        elif self.work.can_write:
            came_from = self.work.capture_id
            self.work.review(lambda: self._reviewed(came_from))

    def _reviewed(self, capture_id: str) -> None:
        went_on = self.work.capture_id == capture_id and self.step(1)
        words = self.desk.words
        self._say_of_review(
            words.tr("Reviewed: it may leave with what you send.")
            if went_on
            else words.tr("Reviewed: it may leave with what you send. This was the last picture of the series."),
            is_last=not went_on,
            kind="good",
        )

    def _say_of_review(self, text: str, *, is_last: bool, kind: str = "") -> None:
        """Say it in one place, however quickly the pictures go by; after the last one, closing is the next step."""
        close = self.desk.words.tr("Close the window") if is_last else ""
        self.toasts.say(Toast(text, close, self.close if is_last else None, kind, topic="review"))

    def _glimpsed(self, _: object) -> None:
        self.middle.setCurrentWidget(self.canvas)

    def _opened(self) -> None:
        row = self.work.row
        assert row is not None
        self.middle.setCurrentWidget(self.canvas)
        self.strip.show_current(row.id)
        self._show_title(row)

    def _show_title(self, row: CaptureRow) -> None:
        """Call the window what the film strip calls its picture, in a line that a task bar can show."""
        name = shortened(row.source_id or row.caption or row.file_name, _TITLE_LETTERS)
        self.setWindowTitle(f"{name} – {self.desk.app.library.folder.stem} – gemba")

    def _take_row(self) -> None:
        if self.work.row is not None:
            self._show_title(self.work.row)
            self.strip.series.take(self.work.row)
        self.strip.series.read()

    def _lost(self, sentence: str) -> None:
        self.gone.sentence.setText(sentence)
        self.middle.setCurrentWidget(self.gone)

    # -- seeing -----------------------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Show the picture larger or smaller."""
        self.board.set_view(self.board.view.stepped(steps))

    def fit(self) -> None:
        """Show the whole picture."""
        self.board.set_view(self.board.view.fit())

    def exact(self) -> None:
        """Show one pixel of the picture on one pixel of the screen."""
        self.board.set_view(self.board.view.zoomed(1.0))

    def toggle_words(self) -> None:
        """Show or hide the words under the tools."""
        self.tools.show_words(shown=not self.tools.words_shown)
        self.memory.words_shown = self.tools.words_shown

    def show_keys(self) -> None:
        """Show the sheet of keys, or put it away; it is made when it is first asked for, 80 labels take their time."""
        if self.key_sheet is None:
            self.key_sheet = AnnotatorKeys(self, self.desk)
        self.key_sheet.toggle()

    # -- doing ------------------------------------------------------------------------------------------------

    def take_tool(self, tool: object) -> None:
        """Take a tool into the hand; what is typed is kept."""
        chosen = next((one for one in ALL_TOOLS if one is tool), SELECT)
        self.canvas.editor.keep()
        self.comparing.close()
        self.board.choose_tool(chosen)
        if chosen not in (SELECT, COMMENT):
            self.board.selection.clear()
        self.canvas.setFocus()

    def _show_menu(self, at: QPoint) -> None:
        """Show what can be done with the chosen marks."""
        show_mark_menu(self, self.desk, self.bindings.made, self.bindings.declared, at)

    def _write_note(self) -> None:
        if self.properties.note.isVisible():
            self.properties.note.setFocus()
            self.properties.note.selectAll()

    def _decide(self) -> None:
        """Show the first proposal, ready for Enter and Backspace."""
        for proposal in self.work.open_proposals[:1]:
            self.board.selection.choose_proposal(proposal.id)
        self.canvas.setFocus()

    def write_caption(self) -> None:
        """Go to the caption, ready to be written anew."""
        self.header.caption.setFocus()
        self.header.caption.selectAll()

    def undo(self) -> None:
        """Drop what the hand holds, else take the library's last step back."""
        self.keep_typed()
        if not self.board.cancel():
            self.work.undo()

    def keep_typed(self) -> None:
        """Keep what is half typed: words on the picture, a note, the caption."""
        self.canvas.editor.keep()
        self.properties.keep_note()
        self.header.keep_caption()

    def say(self, text: str, kind: str = "") -> None:
        """Say a sentence at the foot of the picture; ``kind`` as of a Toast, or "undo" for a button that redoes."""
        if kind in ("undo", "redo"):
            # One step says where the history stands now: several would lie over the picture.
            again = self.desk.words.tr("Redo") if kind == "undo" else ""
            self.toasts.say(Toast(text, again, self.work.redo, topic="history"))
        else:
            self.toasts.say(Toast(text, kind=kind))

    def changeEvent(self, event: QEvent) -> None:
        """Read the pixels again when the window comes to the front, and let those of others go."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.work.wake()
            let_others_rest(self.desk, self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed, and let the desk forget the window."""
        self.keep_typed()
        self.comments.keep_typed()
        write_tools(self.memory)
        windows = annotators_of(self.desk)
        if self in windows:
            windows.remove(self)
        # Python keeps what is in a circle until it gets round to it; the pixels do not wait for that.
        self.board.rest()
        if self.comparing.view is not None:
            self.comparing.view.forget()
        self.desk.fetch(lambda _: give_back())
        super().closeEvent(event)
