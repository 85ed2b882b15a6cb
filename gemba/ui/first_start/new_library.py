"""Ask where a new library is to stand: its name and its place, with what speaks against the place said at once.

Must not know how a library is made.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gemba.errors import GembaError
from gemba.paths import folder_named
from gemba.ui.first_start.big_choice import WIDTH_PX
from gemba.ui.frame.library_commands import SUFFIX
from gemba.ui.jobs import Jobs
from gemba.ui.language.words import Words
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.widgets.labels import PlainLabel

_LOOK_AFTER_MS = 150
_FORM_PX = 2 * WIDTH_PX + 16


class NewLibrary(QWidget):
    """Two fields, the place that comes of them, and the next step."""

    wanted = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme, words: Words, jobs: Jobs, folder: Path) -> None:
        """Propose ``folder``, a library that does not exist."""
        super().__init__()
        self._theme = theme
        self._words = words
        self._jobs = jobs
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._looking.timeout.connect(self._look)
        tr = words.tr
        self.name = QLineEdit(folder.stem)
        self.place = QLineEdit(str(folder.parent))
        self.choose = QPushButton(tr("Choose…"))
        self.choose.clicked.connect(self._choose)
        self.becomes = PlainLabel("", "small", "muted", wrap=True)
        self.problem = PlainLabel("", "attention", wrap=True)
        self._sign = QLabel()
        self.make = QPushButton(tr("Make the library"))
        role(self.make, "primary")
        self.make.clicked.connect(lambda: self.wanted.emit(self.folder))
        self.go_back = QPushButton(tr("Back"))
        self.go_back.clicked.connect(self.back)
        self._arrange()
        for field in (self.name, self.place):
            field.textChanged.connect(self._changed)
            field.returnPressed.connect(self.make.click)
        self._changed()

    @property
    def folder(self) -> Path:
        """Return where the library would stand."""
        name = self.name.text().strip().replace("/", "-").replace("\\", "-").removesuffix(SUFFIX) or "library"
        return folder_named(self.place.text().strip()) / f"{name}{SUFFIX}"

    def _arrange(self) -> None:
        tr = self._words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(tr("Begin a new library"), "title"))
        column.addSpacing(12)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place, 1)
        place.addWidget(self.choose)
        for text, field, row in ((tr("Name"), self.name, None), (tr("Folder"), self.place, place)):
            label = PlainLabel(text, "muted")
            label.setBuddy(field)
            field.setAccessibleName(text)
            column.addWidget(label)
            column.addLayout(row) if row is not None else column.addWidget(field)
            column.addSpacing(8)
        for control in (self.name, self.place, self.choose, self.make, self.go_back):
            control.setMinimumHeight(32)
        warning = QHBoxLayout()
        warning.setSpacing(8)
        warning.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self.problem, 1)
        for said in (self.becomes, self.problem):
            said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column.addWidget(self.becomes)
        column.addSpacing(4)
        column.addLayout(warning)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.make)
        buttons.addWidget(self.go_back)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.setFixedWidth(_FORM_PX)
        self.say("")
        self.draw()

    def draw(self) -> None:
        """Draw the sign beside what speaks against the place, in the look that is worn."""
        colour, ratio = self._theme.look.attention, self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("triangle-alert", colour, ratio=ratio))

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self._words.tr("Folder"), self.place.text())
        if found:
            self.place.setText(found)

    def _changed(self) -> None:
        self.becomes.setText(self._words.tr("It is one folder: {path}", path=str(self.folder)))
        self._looking.start()

    def _look(self) -> None:
        """Say what speaks against the place; a network disk may take its time to answer."""
        from gemba.app import check_new_place

        folder = self.folder
        self._jobs.compute(
            lambda _: check_new_place(folder), owner=self, then=lambda _: self.say(""), failed=self.refuse, key="place"
        )

    def refuse(self, problem: BaseException) -> None:
        """Say why no library can be made here; what was typed stays."""
        if not isinstance(problem, GembaError):
            raise problem
        self.say(self._words.problem(problem))

    def say(self, sentence: str) -> None:
        """Show a sentence below the fields; "" for none."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._sign.setVisible(bool(sentence))

    def begin(self) -> None:
        """Put the hands on the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()
