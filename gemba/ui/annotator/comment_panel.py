"""The comments beside the picture: what was said, about which region, the answers, and a line to say something.

Must not know how they are kept; that is talk.py.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.overlay import Proposed
from gemba.ui.annotator.talk import Talk
from gemba.ui.annotator.work import Work
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.model.rows_review import CommentRow

_MARGIN_PX = 12
_HIGHEST_PX = 10_000


class CommentCard(QFrame):
    """One comment with its answers; Tab reaches it, and it says itself to a screen reader."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        """Take what a screen reader says."""
        super().__init__()
        role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose it."""
        super().focusInEvent(event)
        self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)


class CommentPanel(QFrame):
    """The list of comments and the line below it."""

    done = Signal()

    def __init__(self, desk: Desk, work: Work, talk: Talk) -> None:
        """Follow the talk about the picture under work."""
        super().__init__()
        self._desk = desk
        self._work = work
        self.talk = talk
        self._region: Rect | None = None
        self._answered = ""
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
            words.count("{n} OPEN COMMENT", "{n} OPEN COMMENTS", left) if tops else words.tr("COMMENTS")
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
        words = self._desk.words
        spoken = words.tr("Comment {n}, {who}: {text}", n=number, who=top.author, text=top.text)
        card = CommentCard(spoken)
        card.setObjectName(top.id)
        card.chosen.connect(partial(self.talk.choose, top.id))
        down = QVBoxLayout(card)
        down.setContentsMargins(8, 8, 8, 4)
        down.setSpacing(4)
        for row in (top, *answers):
            name = words.tr("{n} · {who} · {time}", n=number, who=row.author, time=words.clock(row.at))
            answer = words.tr("↳ {who} · {time}", who=row.author, time=words.clock(row.at))
            down.addWidget(PlainLabel(name if row is top else answer, "small", "muted"))
            down.addWidget(PlainLabel(row.text, *(("muted",) if top.resolved else ()), wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        closing = words.tr("Open again") if top.resolved else words.tr("Close")
        steps = ((words.tr("Answer"), partial(self.answer, top.id)),) if not top.resolved else ()
        for text, step in (*steps, (closing, partial(self.talk.resolve, top.id, resolved=not top.resolved))):
            button = QToolButton()
            button.setText(text)
            button.setAccessibleName(words.tr("{step}, comment {n}", step=text, n=number))
            button.clicked.connect(step)
            button.setEnabled(self._work.can_write)
            buttons.addWidget(button)
        buttons.addStretch(1)
        down.addLayout(buttons)
        return card

    def _show_about(self) -> None:
        words = self._desk.words
        self.line.setEnabled(self._work.can_write)
        if self._answered:
            self.about.setText(words.tr("Your answer"))
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
        """Ask for words about a region, None for the whole picture."""
        self._region, self._answered = region, ""
        self._show_about()
        self.line.setFocus()

    def answer(self, comment_id: str) -> None:
        """Ask for an answer to a comment."""
        self._region, self._answered = None, comment_id
        self.talk.choose(comment_id)
        self._show_about()
        self.line.setFocus()

    def keep(self) -> None:
        """Keep what was typed."""
        text = self.line.text().strip()
        answered, region = self._answered, self._region
        self._answered, self._region = "", None
        self.line.clear()
        if text and self._work.can_write:
            if answered:
                self.talk.reply(answered, text)
            else:
                self.talk.add(text, region)
        self._show_about()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the region or the answer with Esc; the words stay."""
        if event.key() == Qt.Key.Key_Escape:
            self._region, self._answered = None, ""
            self._show_about()
            self.done.emit()
        else:
            super().keyPressEvent(event)
