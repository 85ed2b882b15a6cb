"""The picture that one annotator works on: its row, its marks as a person sees them, and the operations on both.

An edit shows at once and is one operation of the library, in order behind those before it; what comes back from the
library is the truth. Must not know widgets or tools.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from gemba.errors import GembaError, UserError
from gemba.imaging.geometry import redaction_rects
from gemba.model.annotation import Annotation, Mark
from gemba.model.roles import FACILITATOR
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState, ProposalState
from gemba.ui.annotator.layers import Layers, image_of
from gemba.ui.annotator.scene import Scene

if TYPE_CHECKING:
    from gemba.app import App
    from gemba.model.rows import ProposalRow
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job

_KINDS = frozenset({"capture", "annotation", "proposal"})
_TOGETHER_MS = 40
# So many are composed before anybody would see the picture without them; more of them follow it.
_AT_ONCE_MARKS = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture as it was read and composed, both off the window's thread; ``bare`` as long as its marks are not."""

    row: CaptureRow
    layers: Layers
    bare: bool = False


class Work(QObject):
    """One picture under work; ``open`` goes on to another one."""

    #: the picture is there to look at, its marks are on their way
    glimpsed = Signal(object)
    opened = Signal()
    #: the pixels are there again after ``rest``
    woken = Signal()
    base_changed = Signal(object)
    marks_changed = Signal()
    row_changed = Signal()
    said = Signal(str, str)
    gone = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Take the desk; nothing is open yet."""
        super().__init__(parent)
        self.desk = desk
        self.row: CaptureRow | None = None
        self.layers: Layers | None = None
        self.image = QImage()
        self.annotation = Annotation()
        self.capture_id = ""
        self._burnt = Annotation()
        self._asked = Annotation()
        self._bare: Opened | None = None
        self._pending = 0
        self._missed = False
        self._again = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._again.timeout.connect(self.reload)
        desk.changed.connect(self._heard)

    # -- reading ----------------------------------------------------------------------------------------------

    def open(self, capture_id: str) -> None:
        """Read a picture off the window's thread; ``opened`` follows."""
        self.capture_id = capture_id
        self.row = self._bare = None
        self.annotation = Annotation()
        self._missed = False
        self._open_now()

    def rest(self) -> None:
        """Let go of the pixels, three times 33 MB for a picture of 4K, while nobody works on it."""
        self.layers = None
        self.image = QImage()

    def wake(self) -> None:
        """Read the pixels again; ``woken`` follows."""
        row, app = self.row, self.desk.app
        if row is None or self.layers is not None:
            return

        def done(read: Opened) -> None:
            if self.row is not row:
                self.wake()  # it has changed meanwhile
                return
            self.layers, self.image = read.layers, read.layers.base
            self.annotation = self._burnt = self._asked = row.annotation
            self.woken.emit()

        self._fetch(lambda _: Opened(row, _layers(_image(app, row), row, row.annotation)), done)

    def reload(self) -> None:
        """Read the row again, after somebody else changed it; while own edits are under way they come first."""
        if self.row is None or self._pending:
            return
        try:
            row = self.desk.app.captures.one(self.capture_id)
        except UserError:
            self._lost()
            return
        self._adopt(row)

    @property
    def open_proposals(self) -> tuple[ProposalRow, ...]:
        """Return the proposals that nobody has decided on, in reading order."""
        if self.row is None:
            return ()
        left = [one for one in self.row.proposals if one.state is ProposalState.PROPOSED]
        return tuple(sorted(left, key=lambda one: (one.rect_px[1], one.rect_px[0])))

    @property
    def is_reviewed(self) -> bool:
        """Say whether a person has reviewed it."""
        return self.row is not None and self.row.state is CaptureState.REVIEWED

    @property
    def can_write(self) -> bool:
        """Say whether marks can be kept: not in a library that is open for reading only."""
        return self.row is not None and not self.desk.read_only

    def _open_now(self) -> None:
        app, wanted = self.desk.app, self.capture_id

        def read(job: Job) -> Opened:
            row = app.captures.one(wanted)
            image = _image(app, row)
            job.step()
            bare = len(row.annotation.marks) > _AT_ONCE_MARKS
            return Opened(row, _layers(image, row, Annotation() if bare else row.annotation), bare)

        self._fetch(read, self._show)

    def _fetch(self, read: Callable[[Job], Opened], then: Callable[[Opened], None]) -> None:
        self.desk.fetch(read, owner=self, then=then, failed=self._unreadable, key=f"annotator-{id(self)}")

    def _show(self, read: Opened) -> None:
        if read.bare:
            self._bare = read
            self.glimpsed.emit(read.layers)
            # First the picture is painted: putting many marks together keeps the interpreter from it.
            QTimer.singleShot(0, self, partial(self._compose, read))
            return
        self.row, self.layers, self.image, self._bare = read.row, read.layers, read.layers.base, None
        self.capture_id = read.row.id
        self.annotation = self._burnt = self._asked = read.row.annotation
        self.opened.emit()
        if self._missed:
            self._again.start()

    def _compose(self, bare: Opened) -> None:
        """Put the marks of a picture together that is already seen, unless another one was asked for meanwhile."""
        if self._bare is bare:
            row, image = bare.row, bare.layers.base
            self._fetch(lambda _: Opened(row, _layers(image, row, row.annotation)), self._show)

    def _read_base(self, row: CaptureRow) -> None:
        """Read the pixels again, with what is covered now burnt in and what no longer is uncovered."""
        app = self.desk.app
        self._asked = row.annotation

        def done(image: QImage) -> None:
            if self.row is None or row.id != self.row.id:
                return
            before, self.image, self._burnt = self._burnt, image, row.annotation
            blocks = (
                redaction_rects(one, (row.width, row.height), lossy=row.lossy) for one in (before, row.annotation)
            )
            first, second = map(set, blocks)
            self.base_changed.emit([(*map(float, block),) for block in first ^ second])

        self.desk.fetch(
            lambda _: _image(app, row), owner=self, then=done, failed=self._unreadable, key=f"annotator-{id(self)}"
        )

    def _unreadable(self, problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            self.gone.emit(self.desk.words.problem(problem))
        else:
            self.gone.emit(self.desk.words.tr("This picture cannot be shown."))
            self.desk.problem(problem)

    def _lost(self) -> None:
        self.row = None
        self.gone.emit(self.desk.words.tr("This picture has been taken out of the library. Undo brings it back."))

    def _heard(self, changed: Changed) -> None:
        if _KINDS & changed.kinds:
            if self.row is None and self.capture_id in changed.ids:
                self.open(self.capture_id)
            else:
                self._missed = self.row is None
                self._again.start()

    def _adopt(self, row: CaptureRow) -> None:
        """Take what the library says, and read the pixels again where something else is covered now."""
        # Where only the review was taken back, nothing more is seen than before.
        was = self.is_reviewed and self.row is not None and row.annotation != self.row.annotation
        self.row = row
        if row.annotation != self.annotation:
            self.annotation = row.annotation
            self.marks_changed.emit()
        # Compared with what was asked for last: pixels on their way may show what is no longer covered.
        if self.layers is not None and row.annotation.redactions != self._asked.redactions:
            self._read_base(row)
        if was and not self.is_reviewed:
            self.said.emit(
                self.desk.words.tr("More of the picture can be seen now: it has to be reviewed again."),
                "attention",
            )
        self.row_changed.emit()

    # -- operations -------------------------------------------------------------------------------------------

    def put(self, *marks: Mark, changing: bool = False, together: str = "") -> None:
        """Add marks, or put them in the place of those with their ids; ``together`` names one run of small steps."""
        if self.row is None or not marks:
            return
        annotation = self.annotation
        for mark in marks:
            annotation = annotation.with_mark(mark)
        self._show_at_once(annotation)
        reference, captures = self.row.id, self.desk.app.captures
        self._do(lambda: captures.mark(reference, add=marks, changing=changing, together=together))

    def restack(self, marks: tuple[Mark, ...]) -> None:
        """Put the same marks into another order, lowest first."""
        if self.row is None or marks == self.annotation.marks:
            return
        # What lies below the first changed place stays out of it.
        old = self.annotation.marks
        first = next(n for n, (one, other) in enumerate(zip(old, marks, strict=True)) if one.id != other.id)
        self._show_at_once(Annotation(marks))
        reference, captures, moved = self.row.id, self.desk.app.captures, marks[first:]
        gone = tuple(mark.id for mark in moved)
        self._do(lambda: captures.mark(reference, remove=gone, add=moved, changing=True))

    def take_off(self, *mark_ids: str) -> None:
        """Take marks off."""
        if self.row is None or not mark_ids:
            return
        annotation = self.annotation
        for mark_id in mark_ids:
            annotation = annotation.without(mark_id)
        self._show_at_once(annotation)
        reference, captures = self.row.id, self.desk.app.captures
        self._do(lambda: captures.mark(reference, remove=mark_ids))

    def copy_to(self, capture_id: str, marks: tuple[Mark, ...], then: Callable[[], None]) -> None:
        """Put marks onto another picture too; ``then`` follows once they are durable."""
        captures = self.desk.app.captures
        self.desk.do(
            lambda: captures.mark(capture_id, add=marks), owner=self, then=lambda _: then(), failed=self._refused
        )

    def decide(self, *, take: tuple[str, ...] = (), refuse: tuple[str, ...] = ()) -> None:
        """Take proposed redactions or refuse them, by id; "all" means every open one."""
        if self.row is None:
            return
        reference, captures = self.row.id, self.desk.app.captures
        self._do(lambda: captures.redact(reference, take=take, refuse=refuse))

    def review(self, then: Callable[[], None]) -> None:
        """Say that a person has looked; ``then`` follows once it is durable."""
        if self.row is None:
            return
        reference, captures = self.row.id, self.desk.app.captures
        self._do(lambda: captures.review(reference, by=FACILITATOR), then=then)

    def set_caption(self, caption: str) -> None:
        """Change the caption."""
        if self.row is None or caption == self.row.caption:
            return
        reference, captures = self.row.id, self.desk.app.captures
        self._do(lambda: captures.edit(reference, caption=caption))

    def undo(self) -> None:
        """Take the library's last step back, and say which."""
        self._history(self.desk.app.history.undo, self.desk.words.tr("There is nothing to take back."), "undo")

    def redo(self) -> None:
        """Do again what was taken back, and say what."""
        self._history(self.desk.app.history.redo, self.desk.words.tr("There is nothing to do again."), "redo")

    def _history(self, step: Callable[..., str | None], nothing: str, what: str) -> None:
        words = self.desk.words

        def done(name: str | None) -> None:
            if name is None:
                self.said.emit(nothing, "")
            elif what == "undo":
                self.said.emit(words.tr("Undone: {what}", what=words.translate(name)), "undo")
            else:
                self.said.emit(words.tr("Done again: {step}", step=words.translate(name)), "redo")
            self._again.start()

        initiator = self.desk.initiator
        self.desk.do(lambda: step(initiator=initiator), owner=self, then=done, failed=self._refused)

    def _show_at_once(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.marks_changed.emit()

    def _do(self, work: Callable[[], CaptureRow], *, then: Callable[[], None] | None = None) -> None:
        self._pending += 1

        def done(row: CaptureRow) -> None:
            self._pending -= 1
            if row.id == self.capture_id and self.row is not None and not self._pending:
                self._adopt(row)
            if then is not None:
                then()

        def failed(problem: BaseException) -> None:
            self._pending -= 1
            self._refused(problem)
            if shiboken6.isValid(self):
                self.reload()

        self.desk.do(work, owner=self, then=done, failed=failed)

    def _refused(self, problem: BaseException) -> None:
        if not shiboken6.isValid(self):
            self.desk.problem(problem)  # the window is gone; the one behind it says so
        elif isinstance(problem, GembaError):
            self.said.emit(self.desk.words.problem(problem), "stop")
        else:
            self.desk.problem(problem)


def _image(app: App, row: CaptureRow) -> QImage:
    pixels = app.captures.preview_pixels(row)
    return image_of(pixels.rgb, pixels.width, pixels.height)


def _layers(image: QImage, row: CaptureRow, annotation: Annotation) -> Layers:
    scene = Scene((row.width, row.height), lossy=row.lossy, screen_scale=row.scale)
    scene.show(annotation)
    return Layers(image, scene)
