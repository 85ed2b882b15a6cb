"""The welcome where no library stands yet: what gemba is, and two ways to begin. One window, nothing modal.

Must not know how a library is made or read: services do it; nor what a language changes.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_, Message
from gemba.ui.first_start.big_choice import BigChoice
from gemba.ui.first_start.languages import Languages
from gemba.ui.first_start.new_library import NewLibrary
from gemba.ui.first_start.working import Working
from gemba.ui.frame.first_size import take_first_size
from gemba.ui.frame.library_commands import choose_folder
from gemba.ui.jobs import Job
from gemba.ui.language.words import Words
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.starting.opening_window import OpeningWindow, show_whole
from gemba.ui.widgets.labels import PlainLabel

_TEXT_PX = 560
_SAMPLE = "sample.gemba"
_WHAT = N_(
    "Visit a team for an hour, note what you see, and turn it into short tickets and one narrative of six pages."
)
_OF_SAMPLE = N_(
    "Three teams with real pictures, their tickets ranked, and narratives in three languages. Change what you like."
)
_OF_NEW = N_("Empty, on this computer, yours. Your first visit fills it.")


class Welcome(OpeningWindow):
    """Stands alone; goes when a library is open. ``open_wanted`` names the library to open."""

    language_wanted = Signal(str)

    def __init__(
        self, theme: Theme, words: Words, folder: Path, *, language: str = "", missed: Message | None = None
    ) -> None:
        """Propose ``folder`` for a new library; the sample round goes beside it. ``missed``: what is not there."""
        super().__init__(theme, words, name="welcome")
        self.folder = folder
        self.language = language or words.language
        self._missed = missed
        take_first_size(self, 900, 600)
        # Where the screen has less room than all of it needs, as a small one at 200 %, it scrolls.
        self.setMinimumSize(min(760, self.width()), min(520, self.height()))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        self._build()
        theme.changed.connect(self.draw)

    # -- parts ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        body = QWidget()
        self._area.setWidget(body)
        # Else these cover the window to its last pixel, and it is never painted, of which the program is to hear.
        for one in (self._area.viewport(), body):
            one.setAutoFillBackground(False)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        self.languages = Languages(self.language)
        # Not at once: the button that was pressed is built anew, and has to have done with its key first.
        self.languages.chosen.connect(self.language_wanted, Qt.ConnectionType.QueuedConnection)
        self._speech = QLabel()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addStretch(1)
        top.addWidget(self._speech)
        top.addWidget(self.languages)
        column.addLayout(top)
        self.new = NewLibrary(self.theme, self.words, self.jobs, self.folder)
        self.working = Working(self.words, self.jobs)
        self.stack = QStackedWidget()
        self._front = self._choices()
        for page in (self._front, _centred(self.new), _centred(self.working)):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        self.new.wanted.connect(self._make)
        self.new.back.connect(self._show_choices)
        self.working.stopped.connect(self._show_choices)
        self._order()
        self.draw()
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choices(self) -> QWidget:
        tr = self.words.tr
        self._icon = QLabel()
        self.title = PlainLabel(tr("Go and see the real work"), "display", wrap=True)
        self.sentence = PlainLabel(tr(_WHAT), "large", "muted", wrap=True)
        self.problem = PlainLabel("", "stop", wrap=True)
        self.sample = BigChoice(self.theme, "images", tr("Look at a sample round"), tr(_OF_SAMPLE))
        self.begin = BigChoice(self.theme, "notebook-pen", tr("Begin a new library"), tr(_OF_NEW))
        self.other = QPushButton(tr("Open a library…"))
        role(self.other, "link")
        self.sample.clicked.connect(self._sample)
        self.begin.clicked.connect(self._new)
        self.other.clicked.connect(self._open_other)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addStretch(1)
        cards.addWidget(self.sample)
        cards.addWidget(self.begin)
        cards.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.sentence, self.problem):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(_TEXT_PX)
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addLayout(cards)
        column.addSpacing(4)
        column.addWidget(self.other, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for label in (self.title, self.sentence):
            show_whole(label, label.text(), width_px=_TEXT_PX)
        self.problem.hide()
        if self._missed is not None:
            self.say_problem(self.words.say(self._missed))
        return page

    def _order(self) -> None:
        """Let Tab go through the choices first, the languages last."""
        chips = tuple(self.languages.buttons.values())
        new = self.new
        fields: tuple[QWidget, ...] = (new.name, new.place, new.choose, new.make, new.go_back)
        order = (self.sample, self.begin, self.other, *fields, self.working.cancel, *chips)
        for before, after in zip(order, order[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def draw(self) -> None:
        """Draw the icons in the look that is worn."""
        look, ratio = self.theme.look, self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap("footprints", look.accent, size_px=44, ratio=ratio))
        self._speech.setPixmap(icon_pixmap("languages", look.muted, ratio=ratio))
        self.sample.draw()
        self.begin.draw()
        self.new.draw()

    def speak(self, words: Words, language: str) -> None:
        """Say everything in another language at once; what was typed for a new library is kept."""
        typed = (self.new.name.text(), self.new.place.text())
        page = min(self.stack.currentIndex(), 1)
        self.words, self.language = words, language
        # Taken out first: the area would free it at once.
        self._area.takeWidget().deleteLater()
        self._build()
        self.new.name.setText(typed[0])
        self.new.place.setText(typed[1])
        self.stack.setCurrentIndex(page)
        self.languages.buttons[language].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what can be done -------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        self.languages.setEnabled(True)
        self.stack.setCurrentIndex(0)
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new(self) -> None:
        self.problem.hide()
        self.stack.setCurrentIndex(1)
        self.new.begin()

    def _open_other(self) -> None:
        folder = choose_folder(self, self.words.tr("Open a library"))
        if folder is not None:
            self.open_wanted.emit(folder)

    def _make(self, folder: Path) -> None:
        from gemba.app import create_library

        def failed(problem: BaseException) -> None:
            self._new()
            self.new.refuse(problem)

        self._work()
        title = self.words.tr("Making the library")
        self.working.do(title, lambda _: create_library(folder), then=self.open_wanted.emit, failed=failed)

    def _sample(self) -> None:
        """Read the sample round into a library of its own, beside the proposed one."""
        folder = self.folder.with_name(_SAMPLE)
        if folder.exists():
            self.open_wanted.emit(folder)
            return
        working, words = self.working, self.words

        def work(job: Job) -> Path:
            from gemba.services.demo import make_sample

            def tell(what: Message, done: int, total: int) -> None:
                job.step(done, total)
                working.said.emit(words.say(what))

            return make_sample(folder, step=tell)

        title = words.tr("Reading the sample round")
        self._work()
        working.do(title, work, then=self.open_wanted.emit, failed=self.failed)

    def _work(self) -> None:
        """Show the page of what is under way; another language would build it anew, so that waits."""
        self.problem.hide()
        self.languages.setEnabled(False)
        self.stack.setCurrentIndex(2)

    def work_ended(self) -> None:
        """Show the choices again."""
        self._show_choices()

    def say_problem(self, sentence: str) -> None:
        """Say above the choices what went wrong."""
        show_whole(self.problem, sentence, width_px=_TEXT_PX)
        self.problem.show()

    def _escape(self) -> None:
        if self.stack.currentIndex() == 1:
            self._show_choices()
        elif self.stack.currentIndex() == 2:
            self.working.cancel.click()


def _centred(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    # Not by alignment: what is aligned is asked for its height before its sentences have their width.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return page
