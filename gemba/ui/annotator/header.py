"""Over the picture: its caption, whether it is reviewed and what follows from that, and the next step.

Must not know marks.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout

from gemba.model.roles import REVIEWER
from gemba.ui.annotator.work import Work
from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel
from gemba.ui.widgets.plain_words import plain_tip


class Header(QFrame):
    """The line at the top."""

    reviewed = Signal()
    decide = Signal()
    #: nothing is left to do here: the picture is reviewed, and the last of its series
    over = Signal()

    def __init__(self, desk: Desk, work: Work) -> None:
        """Follow the picture under work."""
        super().__init__()
        self._desk = desk
        self._work = work
        self._of = ""
        #: whether a picture comes after this one
        self.goes_on: Callable[[], bool] = _always
        role(self, "bar")
        words = desk.words
        self.name = PlainLabel("", "small", "muted")
        self.caption = QLineEdit()
        role(self.caption, "bare")
        self.caption.setAccessibleName(words.tr("Caption"))
        self.caption.setPlaceholderText(words.tr("What does this picture show?"))
        self.icon = QLabel()
        self.state = PlainLabel("", "strong")
        self.consequence = ElidedLabel("", "small", "muted")
        self.button = QPushButton(words.tr("Mark as reviewed"))
        self._lay_out()
        self.caption.editingFinished.connect(self.keep_caption)
        self.button.clicked.connect(self._next_step)
        for signal in (work.opened, work.row_changed, work.marks_changed, desk.theme.changed):
            signal.connect(self.show_row)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(0)
        self.name.setContentsMargins(11, 0, 0, 0)
        said.addWidget(self.name)
        said.addWidget(self.caption)
        line.addLayout(said, 1)
        right = QVBoxLayout()
        right.setSpacing(2)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self.icon)
        state.addWidget(self.state)
        state.addStretch(1)
        right.addLayout(state)
        # As wide as it is, where there is room: the rest is the caption's.
        self.consequence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        right.addWidget(self.consequence)
        line.addLayout(right)
        line.addWidget(self.button)

    def keep_caption(self) -> None:
        """Keep the caption that was typed, at the picture it was typed for."""
        if self._of == self._work.capture_id:
            self._work.set_caption(self.caption.text().strip())

    def show_row(self) -> None:
        """Show what the library says about the picture."""
        row = self._work.row
        if row is None:
            return
        if self._of != row.id or not self.caption.hasFocus():
            self.caption.setText(row.caption)
            self.caption.setCursorPosition(0)
        self._of = row.id
        self.caption.setReadOnly(not self._work.can_write)
        words = self._desk.words
        size = words.tr("{name} · {w} × {h}", name=row.source_id or row.file_name, w=row.width, h=row.height)
        self.name.setText(size)
        left = len(self._work.open_proposals)
        if self._work.is_reviewed:
            self._show_state("circle-check", "good", words.tr("Reviewed"), self._by_whom())
        elif left:
            sentence = words.count(
                "{n} proposal is to be taken or refused first.", "{n} proposals are to be taken or refused first.", left
            )
            self._show_state("circle-dashed", "attention", words.tr("To review"), sentence)
        else:
            self._show_state(
                "circle-dashed",
                "attention",
                words.tr("To review"),
                words.tr("Until then it stays out of everything that leaves."),
            )
        self._show_step(left)

    def _show_step(self, left: int) -> None:
        """Say on the button what it does next; ``left`` proposals are not decided."""
        words, reviewed = self._desk.words, self._work.is_reviewed
        # Going on and closing write nothing.
        self.button.setEnabled(reviewed or self._work.can_write)
        tip, action = words.tr("Mark as reviewed and go to the next picture"), "annotator.review"
        if not reviewed:
            said = words.tr("Look at the proposals") if left else words.tr("Mark as reviewed")
        elif self.goes_on():
            said = words.tr("Next picture")
        else:
            said = tip = words.tr("Close the window")
            action = "annotator.close"
        self.button.setText(said)
        self._desk.keys.tip(self.button, action, tip)
        role(self.button, *(() if reviewed else ("primary",)))

    def _next_step(self) -> None:
        if self._work.is_reviewed and not self.goes_on():
            self.over.emit()
        else:
            (self.decide if self._work.open_proposals else self.reviewed).emit()

    def _by_whom(self) -> str:
        row, words = self._work.row, self._desk.words
        if row is None or row.reviewed_at is None:
            return words.tr("It may leave with what you send.")
        who = words.role(row.reviewed_by or REVIEWER)
        day = words.day(row.reviewed_at.local().date())
        return words.tr("By {who}, {day}. It may leave with what you send.", who=who, day=day)

    def _show_state(self, icon: str, colour: str, word: str, sentence: str) -> None:
        look = self._desk.theme.look
        self.icon.setPixmap(icon_pixmap(icon, getattr(look, colour), size_px=16, ratio=self.devicePixelRatioF()))
        self.icon.setFixedSize(QSize(16, 16))
        role(self.state, "strong", colour)
        self.state.setText(word)
        self.consequence.setText(sentence)
        self.consequence.setToolTip(plain_tip(sentence))


def _always() -> bool:
    """Go on, where nobody knows what comes after a picture."""
    return True
