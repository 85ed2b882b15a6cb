"""One criterion of the gate as a card: its number and name, whether it holds, why, how to mend it, and its fields.

Must not know which criterion it is: who builds it fills ``body``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.message import joined
from gemba.services.tickets.judging import JudgedCriterion
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel

_AIR_PX = 16


def labelled(label: str, field: QWidget, *, stretch: bool = True) -> QVBoxLayout:
    """Return a field with its name above it."""
    column = QVBoxLayout()
    column.setSpacing(4)
    name = PlainLabel(label, "small", "muted")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    if not stretch:
        column.addStretch(1)
    return column


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area that holds a widget until all of it is seen, or its top where it is higher than the area."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = area.widget() if area is not None else None
    if area is None or inside is None:
        return
    layout = inside.layout()
    if layout is not None:
        layout.activate()
    area.ensureWidgetVisible(widget, 0, _AIR_PX)


class CriterionCard(QFrame):
    """A card with a verdict; ``mend_wanted`` when its button is pressed."""

    mend_wanted = Signal(str)

    def __init__(self, desk: Desk, number: int, name: str) -> None:
        """Take the number in the gate and the name in the window's language."""
        super().__init__()
        self._desk = desk
        self._where = ""
        self._ok = False
        self._problems: dict[str, str] = {}
        role(self, "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.number = PlainLabel(str(number), "muted")
        self.name = PlainLabel(name, "strong")
        head.addWidget(self.number)
        head.addWidget(self.name)
        head.addStretch(1)
        self.icon = IconLabel(desk)
        self.state = PlainLabel("", "small", "strong")
        head.addWidget(self.icon)
        head.addWidget(self.state)
        layout.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        layout.addLayout(self.body)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.reason = PlainLabel("", wrap=True)
        self.mend_words = PlainLabel("", "small", "muted", wrap=True)
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        texts.addWidget(self.problem)
        texts.addWidget(self.reason)
        texts.addWidget(self.mend_words)
        foot.addLayout(texts, 1)
        self.mend = QPushButton()
        self.mend.clicked.connect(lambda: self.mend_wanted.emit(self._where))
        foot.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)

    @property
    def holds(self) -> bool:
        """Say whether the criterion holds."""
        return self._ok

    @property
    def where(self) -> str:
        """Return the field that the verdict points at."""
        return self._where

    def show_verdict(self, judged: JudgedCriterion, mend: str, *, begun: bool = True) -> None:
        """Show what the gate says now; ``mend`` are the words of the button, empty for none.

        What nobody has ``begun`` is said quietly: a new ticket is no heap of mistakes.
        """
        words = self._desk.words
        self._ok, self._where = judged.ok, judged.where
        loud = "attention" if begun else "muted"
        self.state.setText(words.tr("holds") if judged.ok else words.tr("missing"))
        self.reason.setText(joined(words.say(one) for one in judged.reasons))
        self.mend_words.setText("" if judged.ok else joined(words.say(one) for one in judged.mends))
        self.mend_words.setVisible(bool(self.mend_words.text()))
        role(self.reason, "muted" if judged.ok else loud)
        role(self.state, "small", "strong", "good" if judged.ok else loud)
        self.mend.setText(mend)
        self.mend.setVisible(bool(mend) and not judged.ok and not self._desk.read_only)
        name, colour = ("circle-check", "good") if judged.ok else ("circle-alert" if begun else "circle-dashed", loud)
        self.icon.show_icon(name, colour)

    def say(self, field: str, sentence: str) -> None:
        """Show why a field's text was refused, until it is not any more."""
        self._problems[field] = sentence
        told = [one for one in self._problems.values() if one]
        self.problem.setText(joined(told))
        self.problem.setVisible(bool(told))


def button(text: str, *roles: str, name: str = "") -> QPushButton:
    """Return a button in its part; ``name`` says more to who cannot see where it stands."""
    made = QPushButton(text)
    if roles:
        role(made, *roles)
    if name:
        made.setAccessibleName(name)
    return made


def spread(widgets: Sequence[QWidget], *, spacing_px: int = 8) -> QHBoxLayout:
    """Return widgets in a row, at the left."""
    row = QHBoxLayout()
    row.setSpacing(spacing_px)
    for one in widgets:
        row.addWidget(one)
    row.addStretch(1)
    return row
