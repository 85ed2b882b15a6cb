"""The sheet: what will leave, what stays because nobody looked at it, how it is called, and one button that writes it.

Must not know what is written: a Leaving says it all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gemba.errors import GembaError, LibraryDamaged
from gemba.ui.jobs import Job
from gemba.ui.keys.spoken import spoken
from gemba.ui.leaving.asking import AskingField
from gemba.ui.leaving.fields import TargetFields
from gemba.ui.leaving.leaving import Leaving, LeavingLine, Outgoing
from gemba.ui.leaving.unreviewed import UnreviewedCard
from gemba.ui.look.theme import role
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel, rule
from gemba.ui.widgets.overlay import EDGE_PX, Sheet

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

_WIDTH_PX = 560
_FOLDER = "leaving.folder"


def show_leaving_sheet(
    desk: Desk, owner: QWidget, leaving: Leaving, *, then: Callable[[Path], None] | None = None
) -> LeavingSheet:
    """Show what will leave over the window of ``owner``; ``then`` gets the file once it is written.

    Where ``leaving.write`` is None, ``then`` gets the chosen path and writes it itself.
    """
    sheet = LeavingSheet(desk, owner, leaving, then=then)
    sheet.open_over(sheet.write_button if sheet.write_button.isEnabled() else sheet.cancel_button)
    return sheet


class LeavingSheet(Sheet):
    """One file that is to leave; Esc closes it, Ctrl+Enter writes."""

    def __init__(
        self, desk: Desk, owner: QWidget, leaving: Leaving, *, then: Callable[[Path], None] | None = None
    ) -> None:
        """Build the sheet; ``show_leaving_sheet`` shows it."""
        super().__init__(owner, width_px=_WIDTH_PX)
        self.desk = desk
        self.leaving = leaving
        self._then = then
        self._job: Job | None = None
        #: what is shown only while one form is chosen: its ending, and the widgets
        self._of_one_form: list[tuple[str, tuple[QWidget, ...]]] = []
        #: where its foot came to stand, and in how large a window
        self._stands: tuple[QSize, int] | None = None
        self._layout = self.inside
        self._layout.setContentsMargins(28, 24, 28, 20)
        self._layout.setSpacing(12)
        self._build()
        if leaving.later is not None:
            desk.fetch(leaving.later, owner=self, then=self._add_lines, failed=self._reckoned_nothing)

    def _build(self) -> None:
        words = self.desk.words
        self._layout.addWidget(PlainLabel(self.leaving.title, "title", wrap=True))
        note = words.tr("This is what will leave the library. Everything else stays.")
        self._layout.addWidget(PlainLabel(note, "muted", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._layout.addLayout(self._lines)
        if self.leaving.later is not None:
            self._begin_reckoning()
        for line in self.leaving.lines:
            self._lines.addLayout(self._line(line))
        self.unreviewed: UnreviewedCard | None = None
        if self.leaving.unreviewed:
            self.unreviewed = UnreviewedCard(self.desk, self.leaving)
            self.unreviewed.review.connect(self._review)
            self._layout.addWidget(self.unreviewed)
        self._layout.addWidget(rule())
        self.asking: AskingField | None = None
        if self.leaving.asks:
            self.asking = AskingField(self.desk, self.leaving.asks)
            self._layout.addWidget(self.asking)
        self.fields = TargetFields(self.desk, self.leaving, folder=self._first_folder())
        self.fields.name.returnPressed.connect(self._write)
        self.fields.forms.idToggled.connect(lambda *_: self._form_changed())
        self._layout.addWidget(self.fields)
        self._layout.addSpacing(4)
        self._build_foot()

    def _begin_reckoning(self) -> None:
        """Keep the room of the first line that comes later: nothing moves when it is there."""
        self.reckoning = PlainLabel(self.desk.words.tr("Counting pages…"), "muted")
        self._reckoned = (IconLabel(self.desk, "file-text", size_px=18), self.reckoning)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._reckoned[0], 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._reckoned[1], 1)
        self._lines.addLayout(row)

    def _end_reckoning(self) -> None:
        for part in self._reckoned:
            part.hide()

    def _build_foot(self) -> None:
        words = self.desk.words
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        self._layout.addWidget(self.problem)
        self.examine = QPushButton(words.tr("Examine the library"))
        self.examine.clicked.connect(self._examine)
        self.examine.hide()
        self._layout.addWidget(self.examine, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.tr("Progress of writing"))
        self.progress.hide()
        self._layout.addWidget(self.progress)
        self.cancel_button = QPushButton(words.tr("Cancel"))
        self.cancel_button.clicked.connect(self._cancel)
        leaves_out = bool(self.leaving.unreviewed)
        self.write_button = QPushButton(words.tr("Write it without them") if leaves_out else words.tr("Write it"))
        self.write_button.setToolTip(spoken("Ctrl+Return"))
        role(self.write_button, "primary")
        self.write_button.setEnabled(self.leaving.may_leave_out or not leaves_out)
        if self.leaving.hindrance is not None:
            self.write_button.setText(self.leaving.hindrance.button)
            self.write_button.setEnabled(True)
            self.fields.setEnabled(False)
        self.write_button.clicked.connect(self._write)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.write_button)
        self._layout.addLayout(foot)

    def _line(self, line: LeavingLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        parts = (IconLabel(self.desk, line.icon, line.kind, size_px=18), PlainLabel(line.sentence, wrap=True))
        row.addWidget(parts[0], 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(parts[1], 1)
        if line.only:
            self._of_one_form.append((line.only, parts))
        return row

    def _form_changed(self) -> None:
        """Show of the lines that go for one form only those of the chosen one."""
        for ending, parts in self._of_one_form:
            for part in parts:
                part.setHidden(ending != self.fields.suffix())

    def _add_lines(self, lines: Sequence[LeavingLine]) -> None:
        self._end_reckoning()
        for at, line in enumerate(lines):
            self._lines.insertLayout(at, self._line(line))
        self._form_changed()

    def _reckoned_nothing(self, problem: BaseException) -> None:
        self._end_reckoning()
        self._say_problem(problem)

    def _first_folder(self) -> Path:
        kept = self.desk.property(_FOLDER)
        if isinstance(kept, str) and Path(kept).is_dir():
            return Path(kept)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path.home()

    def frame_rect(self, width_px: int) -> QRect:
        """Grow upwards from where the foot stands: the buttons stay under the hand while lines are added."""
        rect = super().frame_rect(width_px)
        if self._stands is not None and self._stands[0] == self.size():
            rect.moveBottom(max(self._stands[1], rect.height() + EDGE_PX - 1))
        else:
            self._stands = (self.size(), rect.bottom())
        return rect

    # -- doing ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write with Ctrl+Enter; Esc cancels what is being written, or closes."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._write()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        event.accept()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.examine.hide()

    def _review(self, capture_id: str) -> None:
        self.close_up()
        self.desk.go("evidence", capture_id)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._set_writing(None)
        else:
            self.close_up()

    def _write(self) -> None:
        if self._job is not None or not self.write_button.isEnabled():
            return
        if self.leaving.hindrance is not None:
            self.close_up()
            self.leaving.hindrance.go()
            return
        path = self.fields.path()
        if path is None:
            words = self.desk.words
            said = words.tr("The folder needs a name.") if self.fields.is_folder else words.tr("The file needs a name.")
            self._say(said)
            self.fields.name.setFocus()
            return
        self._say("")
        words_too = "" if self.asking is None else self.asking.words
        chosen = Outgoing(
            path, self.fields.language(), accept_unreviewed=bool(self.leaving.unreviewed), words=words_too
        )
        write = self.leaving.write
        if write is None:
            self._keep_folder(path)
            self.close_up()
            if self._then is not None:
                self._then(path)
            return
        job = self.desk.fetch(
            lambda job: write(chosen, job),
            owner=self,
            then=lambda written: self._written(written, chosen.path),
            failed=self._failed,
            title=self.desk.words.tr("Writing {name}", name=path.name),
        )
        self._set_writing(job)

    def _set_writing(self, job: Job | None) -> None:
        self._job = job
        self.progress.setVisible(job is not None)
        self.progress.setRange(0, 0)
        self.fields.setEnabled(job is None)
        if self.asking is not None:
            self.asking.setEnabled(job is None)
        self.write_button.setEnabled(job is None)
        if job is not None:
            job.progressed.connect(self._progressed)
            job.ended.connect(self._ended)
            self.cancel_button.setFocus()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _ended(self) -> None:
        # Cancelled from the status line: the sheet is back as it was.
        if self._job is not None and self._job.cancelled:
            self._set_writing(None)

    def _keep_folder(self, path: Path) -> None:
        """Offer the folder of what was written again, and none where nothing could be written."""
        self.desk.setProperty(_FOLDER, str(path.parent))

    def _failed(self, problem: BaseException) -> None:
        self._set_writing(None)
        # Not where the keys waited meanwhile: Enter there would throw away what can be tried again.
        self.write_button.setFocus()
        self._say_problem(problem)

    def _say_problem(self, problem: BaseException) -> None:
        """Say it on the sheet; where something of the library is lost, with the button that looks what else is."""
        if isinstance(problem, GembaError):
            self._say(self.desk.words.problem(problem))
            self.examine.setVisible(isinstance(problem, LibraryDamaged))
        else:
            self.desk.problem(problem)

    def _examine(self) -> None:
        self.close_up()
        self.desk.trigger("library.check")

    def _written(self, path: Path, chosen: Path) -> None:
        words = self.desk.words
        self._keep_folder(chosen)
        self.desk.toast(
            words.tr("{name} is written.", name=path.name),
            button=words.tr("Open"),
            action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            kind="good",
        )
        then = self._then
        if self.asking is not None:
            self.asking.done()
        self.close_up()
        if then is not None:
            then(path)
