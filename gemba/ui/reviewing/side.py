"""What stands beside the picture of a review: its caption, the sender's questions, and everything that was said.

Must not know the file: the window fills it and hears what is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from gemba.exchange.review_bundle.manifest import SentPicture
from gemba.message import N_
from gemba.model.rows.review import CommentRow
from gemba.services.reviews.elsewhere import ReviewerMark
from gemba.ui.language.days import short_day
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme, role
from gemba.ui.reviewing.said_row import SAID, Said, SaidRow
from gemba.ui.widgets.labels import PlainLabel

_ITEM = Qt.ItemDataRole.UserRole
_MARK_WORDS = {"box": N_("Box"), "arrow": N_("Arrow"), "text": N_("Text")}


class ReviewSide(QFrame):
    """The column at the right. ``said`` tells words for a comment, ``answered`` words and the comment's id."""

    said = Signal(str)
    answered = Signal(str, str)
    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words) -> None:
        """Make the column, empty."""
        super().__init__()
        self.words = words
        role(self, "surface")
        self.setFixedWidth(340)
        self.name = PlainLabel("", "title")
        self.caption = PlainLabel("", wrap=True)
        self.questions = PlainLabel("", "muted", wrap=True)
        self.entries = QListWidget()
        self.entries.setItemDelegate(SaidRow(theme, self.entries))
        self.entries.setMouseTracking(True)
        self.entries.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.entries.viewport().update)
        self.entries.setFrameShape(QFrame.Shape.NoFrame)
        self.entries.setSpacing(4)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setAccessibleName(words.tr("Comments and marks"))
        self.entries.currentItemChanged.connect(self._choose)
        self.nothing = PlainLabel(words.tr("Nobody has said anything about this picture yet."), "muted", wrap=True)
        self._make_line()
        self._lay_out()
        self._choose()

    def _make_line(self) -> None:
        """Make the line that is typed into, with the reviewer's role and the two ways to say it."""
        words = self.words
        self.about = PlainLabel("", "small", "muted", wrap=True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.tr("Say something about this picture"))
        self.line.setAccessibleName(words.tr("Your comment"))
        self.line.returnPressed.connect(self._say)
        self.say = QPushButton(words.tr("Comment"))
        role(self.say, "primary")
        self.say.clicked.connect(self._say)
        self.answer = QPushButton(words.tr("Answer the chosen one"))
        self.answer.clicked.connect(self._answer)
        self.author = QLineEdit()
        self.author.setAccessibleName(words.tr("Your role"))

    def _lay_out(self) -> None:
        role_line = QHBoxLayout()
        role_line.setSpacing(8)
        role_line.addWidget(PlainLabel(self.words.tr("I am"), "muted"))
        role_line.addWidget(self.author, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.answer)
        buttons.addStretch(1)
        buttons.addWidget(self.say)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.name, self.caption, self.questions):
            layout.addWidget(part)
        # One of the two is there, and takes what room is left.
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.entries, 1)
        layout.addWidget(self.about)
        layout.addLayout(role_line)
        layout.addWidget(self.line)
        layout.addLayout(buttons)

    def show_picture(self, picture: SentPicture) -> None:
        """Say what the sender said of a picture."""
        self.name.setText(picture.name)
        for label, text in ((self.caption, picture.caption), (self.questions, "\n".join(picture.questions))):
            label.setText(text)
            label.setHidden(not text)

    def show_said(self, comments: Sequence[CommentRow], marks: Sequence[ReviewerMark]) -> None:
        """List comments with their answers, then the marks that reviewers added; the chosen one stays chosen."""
        before = self.current()
        self.entries.clear()
        for row in comments:
            self._add(row.id, self._said(row))
        for mark in marks:
            kind = self.words.tr(_MARK_WORDS.get(mark.mark.kind.value, mark.mark.kind.value.capitalize()))
            self._add(mark.item, Said(self.words.tr("Mark added: {kind}", kind=kind), what=mark.mark.text))
        found = [n for n in range(self.entries.count()) if self.entries.item(n).data(_ITEM) == before]
        if found:
            self.entries.setCurrentRow(found[0])
        empty = self.entries.count() == 0
        self.nothing.setHidden(not empty)
        self.entries.setHidden(empty)
        self._choose()

    def current(self) -> str:
        """Return the id of the chosen comment or mark, empty where none is."""
        row = self.entries.currentRow()
        return "" if row < 0 else str(self.entries.item(row).data(_ITEM))

    def choose(self, key: str) -> None:
        """Choose a comment or a mark; none with an empty key."""
        found = [n for n in range(self.entries.count()) if self.entries.item(n).data(_ITEM) == key]
        self.entries.setCurrentRow(found[0] if found else -1)

    def _said(self, row: CommentRow) -> Said:
        tr, day = self.words.tr, short_day(row.at.local().date(), self.words)
        return Said(
            self.words.role(row.author),
            f"{day} {self.words.clock(row.at)}",
            row.text,
            aside=" · ".join(
                [tr("closed")] * row.resolved + [tr("said differently by two people")] * bool(row.beside_id)
            ),
            is_answer=bool(row.parent_id),
            is_over=row.resolved,
        )

    def _add(self, key: str, said: Said) -> None:
        """List an entry; its own text, who and when and what, is what a screen reader says."""
        head = " · ".join(part for part in (said.who, said.when, said.aside) if part)
        lead = "↳ " if said.is_answer else ""
        item = QListWidgetItem("\n".join(part for part in (f"{lead}{head}", said.what) if part))
        item.setData(_ITEM, key)
        item.setData(SAID, said)
        self.entries.addItem(item)

    def _choose(self, *_items: object) -> None:
        self.answer.setEnabled(bool(self.current()))
        self.chosen.emit(self.current())

    def _say(self) -> None:
        if self.line.text().strip():
            self.said.emit(self.line.text())

    def _answer(self) -> None:
        if self.line.text().strip() and self.current():
            self.answered.emit(self.line.text(), self.current())
