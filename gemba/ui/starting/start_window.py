"""The window for when a library does not open: what stands in the way, with choices to go on.

One sentence, the next step as a button, others beside it; long work shows progress. Must not know how a library is
made, mended or brought back: services do it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.ui.jobs import Job
from gemba.ui.language.words import Words
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.starting.opening_window import OpeningWindow, show_whole
from gemba.ui.starting.start_choices import Choice, Scene, scene_of
from gemba.ui.widgets.labels import PlainLabel

_WIDTH_PX = 460


class StartWindow(OpeningWindow):
    """Stands alone; goes when a library is open."""

    open_here_wanted = Signal(object)
    take_over_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, theme: Theme, words: Words, folder: Path, problem: GembaError) -> None:
        """Say what stands in the way of opening ``folder``."""
        super().__init__(theme, words, name="start")
        self.folder = folder
        self._job: Job | None = None
        self.resize(760, 520)
        self.setMinimumSize(520, 400)
        self._build()
        self.show_scene(scene_of(problem, self))
        theme.changed.connect(self._draw)
        self.said.connect(self.work.setText)

    def _build(self) -> None:
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = PlainLabel("", "title", wrap=True)
        self.sentence = PlainLabel("", "muted", wrap=True)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(_WIDTH_PX)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(320)
        self.bar.setAccessibleName(self.words.tr("Progress"))
        self.work = PlainLabel("", "small", "muted")
        self.cancel = QPushButton(self.words.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem.setFixedWidth(_WIDTH_PX)
        self.choices: list[QPushButton] = []
        self._first, self._others = QVBoxLayout(), QHBoxLayout()
        self._others.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        told: tuple[QWidget, ...] = (self._icon, self.title, self.sentence, self.problem)
        under: tuple[QWidget, ...] = (self.work, self.bar, self.cancel)
        for part in told:
            layout.addWidget(part, alignment=centre)
        layout.addSpacing(8)
        layout.addLayout(self._first)
        layout.addLayout(self._others)
        for part in under:
            layout.addWidget(part, alignment=centre)
        layout.addStretch(3)
        self._working(False)

    # -- scenes -----------------------------------------------------------------------------------------------

    def show_scene(self, scene: Scene) -> None:
        """Show what stands in the way, and the choices; the first is the next step."""
        self.scene = scene
        show_whole(self.title, scene.title, width_px=_WIDTH_PX)
        show_whole(self.sentence, scene.sentence, width_px=_WIDTH_PX)
        self.problem.hide()
        for button in self.choices:
            button.hide()
            button.deleteLater()
        self.choices = [self._button(choice, first=number == 0) for number, choice in enumerate(scene.choices)]
        for button in self.choices[:1]:
            self._first.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        while self._others.count():
            self._others.takeAt(0)
        self._others.addStretch(1)
        for button in self.choices[1:]:
            self._others.addWidget(button)
        self._others.addStretch(1)
        self._draw()

    def _button(self, choice: Choice, *, first: bool) -> QPushButton:
        button = QPushButton(choice.text)
        role(button, "primary" if first else "quiet")
        button.setMinimumHeight(32)
        button.clicked.connect(lambda: choice.work())
        return button

    def _draw(self) -> None:
        look = self.theme.look
        ratio = self.devicePixelRatioF()
        colour = getattr(look, self.scene.colour)
        self._icon.setPixmap(icon_pixmap(self.scene.icon, colour, size_px=44, ratio=ratio))

    # -- long work --------------------------------------------------------------------------------------------

    def work_on(
        self,
        title: str,
        work: Callable[[Job], object],
        then: Callable[[object], object],
        *,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do something long in the background, with progress and Cancel; without ``failed`` it is said here."""
        self.problem.hide()
        self.work.setText(title)
        self.bar.setRange(0, 0)
        self._working(True)

        def done(result: object) -> None:
            self._working(False)
            then(result)

        self.cancel.setEnabled(True)
        self._job = self.jobs.compute(work, owner=self, then=done, failed=failed or self.failed, stopped=self._stopped)
        self._job.progressed.connect(self._progressed)

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            # What can be chosen stands there again once it has really stopped, and all is as it was.
            self.cancel.setEnabled(False)
            self.bar.setRange(0, 0)

    def _stopped(self, _result: object) -> None:
        self._working(False)
        for button in self.choices[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _working(self, yes: bool) -> None:
        for part in (self.work, self.bar, self.cancel):
            part.setVisible(yes)
        for button in self.choices:
            button.setVisible(not yes)

    def work_ended(self) -> None:
        """Show the choices again."""
        self._working(False)

    def say_problem(self, sentence: str) -> None:
        """Say below the first sentence what went wrong."""
        show_whole(self.problem, sentence, width_px=_WIDTH_PX)
        self.problem.show()
