"""The comments beside the picture: what was said, about which region, the answers, and a line to say something.

Must not know how they are kept; that is talk.py.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.annotator.board import Board
from gemba.ui.annotator.comment_card import CommentCard
from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.overlay import Proposed
from gemba.ui.annotator.talk import Talk
from gemba.ui.annotator.tools import COMMENT
from gemba.ui.annotator.work import Work
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.model.rows.review import CommentRow

_MARGIN_PX = 12
_HIGHEST_PX = 10_000


class CommentPanel(QFrame):
    """The list of comments and the line below it."""

    done = Signal()
    #: somebody wants to draw a region on the picture
    region_wanted = Signal()

    def __init__(self, desk: Desk, work: Work, talk: Talk) -> None:
        """Follow the talk about the picture under work."""
        super().__init__()
        self._desk = desk
        self._work = work
        self.talk = talk
        self._region: Rect | None = None
        self._answered = ""
        #: the comment whose words are changed, and the one that waits for another region
        self._changed = self._moved = ""
        role(self, "inspector")
        words = desk.words
        self.heading = PlainLabel("", "small", "strong", "muted")
        self.heading.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX, 4)
        self.empty = PlainLabel(
            words.tr("Press C and drag over what you want to say something about."), "muted", wrap=True
        )
        self.empty.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 8)
        self.about = PlainLabel("", "small", "muted")
        self.line = QLineEdit()
        self.line.setAccessibleName(words.tr("Comment"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.line.returnPressed.connect(self.keep)
        talk.opened.connect(self._let_go)
        talk.changed.connect(self.fill)
        desk.theme.changed.connect(self.fill)
        self.fill()

    def _lay_out(self) -> None:
        below = QVBoxLayout()
        below.setContentsMargins(_MARGIN_PX, 4, _MARGIN_PX, _MARGIN_PX)
        below.setSpacing(4)
        below.addWidget(self.about)
        below.addWidget(self.line)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.heading)
        down.addWidget(self.empty)
        down.addWidget(self.area, 1)
        down.addLayout(below)

    # -- showing ----------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show what was said."""
        words, rows = self._desk.words, self.talk.rows
        tops = [row for row in rows if row.parent_id is None]
        left = sum(not row.resolved for row in tops)
        self.heading.setText(
            words.count("{n} open comment", "{n} open comments", left) if tops else words.tr("Comments")
        )
        self.empty.setVisible(not tops)
        self.area.setVisible(bool(tops))
        focused = self._focused_id()
        sheet = QWidget()
        sheet.setObjectName("comments")
        down = QVBoxLayout(sheet)
        down.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        down.setSpacing(8)
        for number, top in enumerate(tops, 1):
            card = self._card(top, number, [row for row in rows if row.parent_id == top.id])
            down.addWidget(card)
            if top.id == focused:
                card.setFocus()
        down.addStretch(1)
        self.area.setWidget(sheet)
        self._show_about()
        # Where nothing was said the marks have the room.
        mine = self.layout()
        self.setMaximumHeight(_HIGHEST_PX if tops or mine is None else mine.totalHeightForWidth(self.width()))

    def _focused_id(self) -> str:
        sheet = self.area.widget()
        cards = sheet.findChildren(CommentCard) if sheet is not None else []
        return next((card.objectName() for card in cards if card.hasFocus()), "")

    def _card(self, top: CommentRow, number: int, answers: list[CommentRow]) -> CommentCard:
        card = CommentCard(self._desk, top, answers, number=number, can_write=self._work.can_write)
        card.chosen.connect(partial(self.talk.choose, top.id))
        card.answer_wanted.connect(self.answer)
        card.edit_wanted.connect(self.change)
        card.move_wanted.connect(self.move_region)
        card.removed.connect(self.remove)
        card.closed.connect(self._resolve)
        return card

    def _resolve(self, comment_id: str, resolved: bool) -> None:
        self.talk.resolve(comment_id, resolved=resolved)

    def _show_about(self) -> None:
        words = self._desk.words
        self.line.setEnabled(self._work.can_write)
        if self._moved:
            self.about.setText(words.tr("Drag its new region on the picture"))
            self.line.setPlaceholderText(words.tr("Enter there: the chosen mark, or all. Esc lets go"))
        elif self._answered or self._changed:
            self.about.setText(words.tr("Your answer") if self._answered else words.tr("Other words"))
            self.line.setPlaceholderText(words.tr("Enter keeps it, Esc lets go"))
        elif self._region is not None:
            self.about.setText(words.tr("About the region you drew"))
            self.line.setPlaceholderText(words.tr("What about it? Enter keeps it"))
        else:
            self.about.setText(words.tr("About the whole picture"))
            self.line.setPlaceholderText(words.tr("Say something about it"))

    # -- saying -----------------------------------------------------------------------------------------------

    def remarks(self) -> list[Proposed]:
        """Return the regions of open comments as the picture shows them, and the one that is being written about."""
        words, chosen = self._desk.words, self.talk.chosen_id
        regions = ((row, n, row.region_px) for row, n in self.talk.regions)
        found = [Proposed(region, words.number(n), row.id == chosen) for row, n, region in regions if region]
        return found if self._region is None else [*found, Proposed(self._region, "…", chosen=True)]

    def keep_typed(self) -> None:
        """Keep what is half typed, before the picture goes."""
        if self.line.text().strip():
            self.keep()

    def about_region(self, region: Rect | None) -> None:
        """Ask for words about a region, None for the whole picture; or give it to the comment that waits for one."""
        moved = self._moved
        self._let_go()
        if moved:
            self.talk.move(moved, region)
            self.done.emit()
            return
        self._region = region
        self._show_about()
        self.line.setFocus()

    def answer(self, comment_id: str) -> None:
        """Ask for an answer to a comment."""
        self._let_go()
        self._answered = comment_id
        self.talk.choose(comment_id)
        self._show_about()
        self.line.setFocus()

    def change(self, comment_id: str) -> None:
        """Ask for other words of a comment or an answer."""
        row = self.talk.row(comment_id)
        if row is None:
            return
        self.keep_typed()
        self._let_go()
        self._changed = comment_id
        self.talk.choose(row.parent_id or row.id)
        self._show_about()
        self.line.setText(row.text)
        self.line.setFocus()

    def move_region(self, comment_id: str) -> None:
        """Ask for another region of a comment: the picture is told to have one drawn."""
        self._let_go()
        self._moved = comment_id
        self.talk.choose(comment_id)
        self._show_about()
        self.region_wanted.emit()

    def remove(self, comment_id: str) -> None:
        """Take a comment out with its answers, or an answer alone."""
        if comment_id in (self._answered, self._changed, self._moved):
            self._let_go()
        self.talk.remove(comment_id)
        self.done.emit()

    def follow(self, board: Board) -> None:
        """Hear which regions are drawn, and when the tool for them is laid down."""
        board.region_drawn.connect(self.about_region)
        self.talk.chose.connect(board.repaint)
        board.tool_changed.connect(partial(self._tool_changed, board))

    def _tool_changed(self, board: Board) -> None:
        if self._moved and board.tool is not COMMENT:
            self._let_go()
            self._show_about()

    def _let_go(self) -> None:
        """Let go of what the next words or region would be about; words that were to be changed go with it."""
        if self._changed:
            self.line.clear()
        self._region, self._answered, self._changed, self._moved = None, "", "", ""

    def keep(self) -> None:
        """Keep what was typed."""
        text = self.line.text().strip()
        answered, changed, region = self._answered, self._changed, self._region
        self._let_go()
        self.line.clear()
        if text and self._work.can_write:
            if answered:
                self.talk.reply(answered, text)
            elif changed:
                self.talk.edit(changed, text)
            else:
                self.talk.add(text, region)
        self._show_about()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the region, the answer or the change with Esc; new words stay."""
        if event.key() == Qt.Key.Key_Escape:
            self._let_go()
            self._show_about()
            self.done.emit()
        else:
            super().keyPressEvent(event)
