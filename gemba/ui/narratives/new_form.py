"""Begin a narrative, in place: template, language, round, title, and one button. Must not know how it is drafted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from gemba.errors import GembaError
from gemba.ui.desk import Desk
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.look.theme import role
from gemba.ui.narratives.names import TEMPLATE_NAMES, TEMPLATE_SENTENCES
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.labels import PlainLabel

#: as wide as the form of a visit: a title is a line, and a choice of languages needs no whole window
WIDTH_PX = 720
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NewForm(QFrame):
    """The form; ``made`` gives the id of the new narrative."""

    made = Signal(str)
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the form; ``open_form`` fills it."""
        super().__init__()
        self._desk = desk
        role(self, "card")
        self.setMaximumWidth(WIDTH_PX)
        words = desk.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(words.tr("A new narrative"), "large", "strong"))
        layout.addLayout(self._templates())
        self.sentence = PlainLabel("", "muted", wrap=True)
        layout.addWidget(self.sentence)
        layout.addLayout(self._fields())
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addLayout(self._foot())
        self._say()

    def _templates(self) -> QHBoxLayout:
        words = self._desk.words
        self.templates = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(8)
        for at, name in enumerate(TEMPLATE_NAMES):
            button = QPushButton(words.tr(TEMPLATE_NAMES[name]))
            role(button, "chip")
            button.setCheckable(True)
            button.setChecked(at == 0)
            self.templates.addButton(button, at)
            across.addWidget(button)
        across.addStretch(1)
        self.templates.idToggled.connect(lambda *_: self._say())
        return across

    def _fields(self) -> QGridLayout:
        words = self._desk.words
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.title = QLineEdit()
        self.title.setPlaceholderText(words.tr("Leave it empty for a first one from the round"))
        self.title.setAccessibleName(words.tr("Title"))
        self.language = QComboBox()
        name_choice(self.language, words.tr("Language"))
        for code, name in OWN_NAMES.items():
            self.language.addItem(name, code)
        self.rounds = QComboBox()
        name_choice(self.rounds, words.tr("Round"))
        fields = (
            (words.tr("Title"), self.title),
            (words.tr("Language"), self.language),
            (words.tr("Round"), self.rounds),
        )
        for row, (name, field) in enumerate(fields):
            label = PlainLabel(name, "muted")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        words = self._desk.words
        self.draft = QPushButton(words.tr("Draft it"))
        role(self.draft, "primary")
        self.draft.clicked.connect(self.make)
        self.cancel = QPushButton(words.tr("Cancel"))
        role(self.cancel, "quiet")
        self.cancel.clicked.connect(self.cancelled)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.draft)
        return foot

    def open_form(self) -> None:
        """Show the form with the newest round and the window's language."""
        rounds = self._desk.app.library.queries.rounds()
        self.rounds.clear()
        for one in reversed(rounds):
            self.rounds.addItem(one.name, one.name)
        self.language.setCurrentIndex(max(0, self.language.findData(self._desk.words.language)))
        self.title.clear()
        self.problem.hide()
        self.draft.setEnabled(bool(rounds))
        self.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def template(self) -> str:
        """Return the chosen template."""
        return tuple(TEMPLATE_NAMES)[max(0, self.templates.checkedId())]

    def _say(self) -> None:
        self.sentence.setText(self._desk.words.tr(TEMPLATE_SENTENCES[self.template()]))

    def make(self) -> None:
        """Draft the narrative; a problem is said here."""
        narratives = self._desk.app.narratives
        template, language = self.template(), str(self.language.currentData())
        round_name, title = str(self.rounds.currentData() or ""), self.title.text().strip()
        self.draft.setEnabled(False)
        self._desk.do(
            lambda: narratives.new(round_name=round_name, template=template, language=language, title=title),
            owner=self,
            then=lambda row: self._made(row.id),
            failed=self._failed,
        )

    def _made(self, narrative_id: str) -> None:
        self.draft.setEnabled(True)
        self.made.emit(narrative_id)

    def _failed(self, problem: BaseException) -> None:
        self.draft.setEnabled(True)
        if isinstance(problem, GembaError):
            self.problem.setText(self._desk.words.problem(problem))
            self.problem.show()
        else:
            self._desk.problem(problem)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter, which ends every form and is an action of this place elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+Enter draft it, Esc goes back."""
        if event.key() in _ENTER and self.draft.isEnabled():
            self.make()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
