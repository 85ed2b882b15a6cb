"""The open questions of a decision, each answered in place, what is known so far, and taking the decision.

What is enough is judged by the service; the sentence says what is missing. Must not know the page around it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.services.tickets.decisions import DecisionView
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.sessions.editing import FieldLine, GrowingText
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.undo_toast import toast_with_undo

_ICON_PX = 14
_FIELD_PX = 11


class Questions(QWidget):
    """The questions of one decision."""

    def __init__(self, desk: Desk, view: DecisionView) -> None:
        """Build a field for each question."""
        super().__init__()
        self._desk = desk
        self._view = view
        self._icons: list[IconLabel] = []
        self.answers: list[GrowingText] = []
        words = desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.advice = PlainLabel("", "strong", wrap=True)
        column.addWidget(self.advice)
        column.addSpacing(4)
        for at, one in enumerate(view.row.questions, 1):
            column.addLayout(self._question(at, one.text))
        self.reason = FieldLine(words.tr("Why it is taken now"), hint=words.tr("Why it is taken now"), bare=False)
        self.take = QPushButton(words.tr("Write down that it is taken"))
        role(self.take, "primary")
        self.take.clicked.connect(self._take)
        self.reason.returnPressed.connect(self._take)
        self.reason.textChanged.connect(lambda _: self._show_take())
        column.addWidget(self.reason)
        column.addWidget(self.take, alignment=Qt.AlignmentFlag.AlignLeft)
        self.taken = PlainLabel("", "muted", wrap=True)
        column.addWidget(self.taken)
        self.show_view(view)

    def _question(self, at: int, text: str) -> QVBoxLayout:
        words = self._desk.words
        icon = IconLabel(self._desk, size_px=_ICON_PX)
        self._icons.append(icon)
        asked = PlainLabel(text, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        top.addWidget(asked, 1)
        answer = GrowingText(words.tr("Answer to: {question}", question=text), hint=words.tr("Not answered yet"))
        answer.kept.connect(partial(self._answer, at))
        answer.setEnabled(not self._desk.read_only)
        asked.setBuddy(answer)
        self.answers.append(answer)
        below = QHBoxLayout()
        # The answer stands right below its question: a field has its own room before its text.
        below.setContentsMargins(icon.width() + top.spacing() - _FIELD_PX, 0, 0, 0)
        below.addWidget(answer)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)
        return column

    def show_view(self, view: DecisionView) -> None:
        """Show what is known now; what is being typed stays."""
        self._view = view
        for field, question in zip(self.answers, view.row.questions, strict=False):
            field.show_value(question.answer)
        self.advice.setText(self._desk.words.say(view.advice))
        self._show_answered()
        self._show_take()

    def _show_take(self) -> None:
        words, view = self._desk.words, self._view
        taken, verdict = view.row.taken, view.verdict
        open_to_it = not taken and view.row.door is not None and not self._desk.read_only
        self.reason.setVisible(open_to_it and verdict.needs_reason)
        self.take.setVisible(open_to_it)
        self.take.setEnabled(verdict.may_take or bool(self.reason.text().strip()))
        said = words.tr("Taken: {why}", why=view.row.taken_reason) if view.row.taken_reason else words.tr("Taken.")
        self.taken.setText(said if taken else "")
        self.taken.setVisible(taken)

    def _show_answered(self) -> None:
        for icon, question in zip(self._icons, self._view.row.questions, strict=False):
            icon.show_icon(*(("circle-check", "good") if question.answered else ("circle-dashed", "muted")))

    def _answer(self, at: int, text: str) -> None:
        decisions, reference = self._desk.app.decisions, self._view.row.id
        self._desk.do(lambda: decisions.answer(reference, at, text), owner=self, then=self.show_view)

    def _take(self) -> None:
        if not self.take.isEnabled() or not self.take.isVisibleTo(self):
            return
        decisions, row, reason = self._desk.app.decisions, self._view.row, self.reason.text().strip()
        said = self._desk.words.tr("D{number} is taken.", number=row.number)

        def taken(view: DecisionView) -> None:
            self.show_view(view)
            toast_with_undo(self._desk, said, kind="good")

        self._desk.do(lambda: decisions.take(row.id, reason=reason), owner=self, then=taken)
