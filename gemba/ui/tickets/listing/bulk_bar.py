"""The bar at the foot of the list while tickets are chosen: what can be done to all of them, asked for in its own line.

One change is one operation, so one undo takes it back. Must not know the list it stands under.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_
from gemba.services.tickets.bulk import MANY
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Bulk:
    """One thing that can be done to several tickets; with a ``question`` it asks for a line of text first."""

    text: str
    icon: str
    question: str = ""
    button: str = ""
    chooses: bool = False
    needed: str = ""


BULKS = {
    "park": Bulk(
        N_("Park…"),
        "pause",
        N_("Why are they parked?"),
        N_("Park"),
        needed=N_("Parking needs a reason: one line is enough."),
    ),
    "reject": Bulk(
        N_("Reject…"),
        "ban",
        N_("Why are they rejected?"),
        N_("Reject"),
        needed=N_("Rejecting needs a reason: one line is enough."),
    ),
    "bring_back": Bulk(N_("Bring back"), "rotate-ccw"),
    "set_team": Bulk(
        N_("Owner team…"),
        "users",
        N_("Which team owns them?"),
        N_("Set the team"),
        chooses=True,
        needed=N_("Choose a team, or write its name."),
    ),
    "link_problem": Bulk(
        N_("Problem…"),
        "link",
        N_("Which problem are they about?"),
        N_("Link"),
        chooses=True,
        needed=N_("Choose a problem."),
    ),
    "export": Bulk(N_("Export…"), "file-down"),
}


class BulkBar(QFrame):
    """What can be done to the chosen tickets."""

    wanted = Signal(str, str, str)
    dropped = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Build both of its lines: what can be done, and the question behind it."""
        super().__init__(parent)
        self.desk = desk
        self.asking = ""
        role(self, "banner")
        self.buttons: dict[str, QPushButton] = {}
        self._pages = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(self._pages)
        self.problem = PlainLabel("", "small", "stop", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self._pages.addWidget(self._choices())
        self._pages.addWidget(self._question())
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _choices(self) -> QWidget:
        page, choices = QWidget(), QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        line = FlowLayout(choices, spacing_px=8)
        self.count = PlainLabel("", "strong")
        self.count.setMinimumHeight(30)
        self.count.setMinimumWidth(96)
        line.addWidget(self.count)
        for name, bulk in BULKS.items():
            button = QPushButton(self.desk.words.tr(bulk.text))
            button.clicked.connect(lambda _=False, name=name: self.begin(name))
            self.buttons[name] = button
            line.addWidget(button)
        self.drop = QToolButton()
        self.drop.setAccessibleName(self.desk.words.tr("Choose none"))
        self.drop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.drop.setToolTip(self.desk.keys.with_fixed(self.desk.words.tr("Choose none"), spoken("Esc")))
        self.drop.clicked.connect(lambda: self.dropped.emit())
        # Its corner is its own: behind the buttons it would be the first to go to a second line, alone.
        across.addWidget(choices, 1)
        across.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        return page

    def _question(self) -> QWidget:
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.question = PlainLabel("", "strong")
        self.choice = QComboBox()
        self.choice.setMinimumWidth(140)
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(120)
        self.reason.returnPressed.connect(self._answered)
        self.confirm = QPushButton()
        role(self.confirm, "primary")
        self.confirm.clicked.connect(lambda: self._answered())
        self.cancel = QPushButton(self.desk.words.tr("Cancel"))
        role(self.cancel, "quiet")
        self.cancel.clicked.connect(lambda: self.end())
        for part in (self.question, self.choice):
            line.addWidget(part)
        line.addWidget(self.reason, 1)
        line.addWidget(self.confirm)
        line.addWidget(self.cancel)
        return page

    def _draw(self) -> None:
        for name, bulk in BULKS.items():
            self.buttons[name].setIcon(self.desk.theme.icon(bulk.icon, colour="muted"))
        self.drop.setIcon(self.desk.theme.icon("x", colour="muted"))

    # -- showing ----------------------------------------------------------------------------------------------

    def show_count(self, number: int) -> None:
        """Show for how many tickets; with none the bar goes, with too many only export is left."""
        words = self.desk.words
        self.count.setText(words.count("{n} ticket chosen", "{n} tickets chosen", number))
        few = number <= MANY
        for name, button in self.buttons.items():
            button.setEnabled(name == "export" or (few and not self.desk.read_only))
        self._say("" if few else words.tr("At most {n} tickets can be changed at once.", n=words.number(MANY)))
        if number == 0:
            self.end()
        self.setVisible(number > 0)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # -- asking -----------------------------------------------------------------------------------------------

    def begin(self, name: str, choices: Callable[[], list[tuple[str, str]]] | None = None) -> None:
        """Ask what one of these needs, or say at once that it is wanted."""
        bulk = BULKS[name]
        if not bulk.question:
            self.wanted.emit(name, "", "")
            return
        words = self.desk.words
        self.asking = name
        self._say("")
        self.question.setText(words.tr(bulk.question))
        self.confirm.setText(words.tr(bulk.button))
        self.choice.setVisible(bulk.chooses)
        self.reason.setVisible(name != "link_problem")
        self.reason.clear()
        self.reason.setAccessibleName(words.tr("Reason") if bulk.chooses else words.tr(bulk.question))
        self.reason.setPlaceholderText(words.tr("Reason, where one is handed on") if bulk.chooses else "")
        name_choice(self.choice, words.tr(bulk.question))
        self.choice.setEditable(name == "set_team")
        self.choice.clear()
        self._pages.setCurrentIndex(1)
        (self.choice if bulk.chooses else self.reason).setFocus()
        if bulk.chooses:
            self.wanted.emit(name, "?", "")

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Show what can be chosen: words and what they stand for."""
        for text, value in choices:
            self.choice.addItem(text, value)
        self.choice.setCurrentIndex(-1 if self.choice.isEditable() else 0)

    def _answered(self) -> None:
        bulk, reason = BULKS[self.asking], self.reason.text().strip()
        answer = reason
        if bulk.chooses:
            chosen = self.choice.currentText().strip() if self.choice.isEditable() else self.choice.currentData()
            answer = str(chosen or "")
        if not answer:
            self._say(self.desk.words.tr(bulk.needed))
            (self.choice if bulk.chooses else self.reason).setFocus()
            return
        self.wanted.emit(self.asking, answer, reason)

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; what was typed stays."""
        self._say(sentence)

    def end(self) -> None:
        """Go back to what can be done."""
        self.asking = ""
        self._say("")
        self._pages.setCurrentIndex(0)
