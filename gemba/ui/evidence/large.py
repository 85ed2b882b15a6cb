"""The large picture inside the place: the picture, its caption, how far the review is, what to do next.

It asks for pixels of Previews only, of one picture at a time. Must not know the wall; the place hands it the order.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gemba.errors import GembaError
from gemba.message import N_, joined
from gemba.model.rows import CaptureRow, ProposalRow
from gemba.model.values import RECOGNISED, CaptureState, PrivateKind, ProposalState
from gemba.ui.desk import Desk
from gemba.ui.evidence.canvas import PictureCanvas
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.evidence.large_head import LargeHead
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.thumbnails import thumbnails_of

KIND_WORDS = {
    PrivateKind.EMAIL: N_("Mail address"),
    PrivateKind.PHONE: N_("Phone number"),
    PrivateKind.CARD: N_("Card number"),
    PrivateKind.IBAN: N_("Account number"),
    PrivateKind.ID: N_("Identity number"),
    PrivateKind.NAME: N_("Name"),
    PrivateKind.OTHER: N_("Something private"),
}


class LargePicture(QWidget):
    """One picture of a series, large."""

    closed = Signal()
    shown = Signal(str)
    review_asked = Signal()
    annotate_asked = Signal()

    def __init__(self, desk: Desk, words: CellWords) -> None:
        """Build it empty."""
        super().__init__()
        self._desk = desk
        self._words = words
        self.row: CaptureRow | None = None
        self.series: tuple[str, ...] = ()
        self.queue = False
        self._drawn_from: object = None
        #: why the picture cannot be shown
        self._problem = ""
        self._deciding: set[str] = set()
        self._build()
        desk.theme.changed.connect(self._dress)
        desk.keys.changed.connect(self._say_proposals)
        self._dress()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        tr = self._desk.words.tr
        kinds = {kind.value: tr(text) for kind, text in KIND_WORDS.items()}
        self.head = LargeHead(self._desk)
        self.canvas = PictureCanvas(self._desk.theme, kinds)
        self.canvas.setAccessibleName(tr("Picture"))
        self.canvas.stepped.connect(self.step)
        self.canvas.zoomed.connect(self.head.show_zoom)
        self.canvas.proposal_changed.connect(self._say_proposals)
        self._build_unseen()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.head.back.clicked.connect(self.closed)
        self.head.stepped.connect(self.step)
        self.head.zoom.clicked.connect(lambda: self.canvas.actual() if self.canvas.fits else self.canvas.fit())
        whole.addWidget(self.head)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("How far the review is"))
        whole.addWidget(self.progress)
        whole.addWidget(self.canvas, 1)
        whole.addWidget(self._build_foot())

    def _build_unseen(self) -> None:
        """Lay what stands in place of a picture over the canvas, which keeps the keys that go on to the next one."""
        tr = self._desk.words.tr
        over = QVBoxLayout(self.canvas)
        self.unseen = EmptyState(
            self._desk.theme,
            icon="image",
            sentence=tr("This picture cannot be shown."),
            button=tr("Examine the library"),
            action=lambda: self._desk.trigger("library.check"),
        )
        over.addWidget(self.unseen)
        self.unseen.hide()

    def _build_foot(self) -> QFrame:
        tr = self._desk.words.tr
        foot = QFrame()
        role(foot, "surface")
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(tr("What does it show?"))
        self.caption.setAccessibleName(tr("Caption"))
        self.caption.editingFinished.connect(self.keep_caption)
        self.caption.returnPressed.connect(self.canvas.setFocus)
        self.state_icon = IconLabel(self._desk)
        self.state = PlainLabel("", wrap=True)
        self.annotate = QPushButton(tr("Mark up"))
        self.annotate.clicked.connect(self.annotate_asked)
        self.review = QPushButton(tr("Reviewed, next"))
        role(self.review, "primary")
        self.review.clicked.connect(self.review_asked)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.state_icon)
        line.addWidget(self.state, 1)
        line.addWidget(self.annotate)
        line.addWidget(self.review)
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.caption)
        inside.addLayout(line)
        return foot

    def _dress(self) -> None:
        self.head.dress()
        self.annotate.setIcon(self._desk.theme.icon("pencil"))
        self._say_proposals()
        self.canvas.update()

    # -- which picture ----------------------------------------------------------------------------------------

    def open(self, capture_id: str, series: Sequence[str], *, queue: bool = False) -> None:
        """Show a picture of a series; as a ``queue`` the progress of the review is shown."""
        self.keep_caption()
        self.series = tuple(series) if capture_id in series else (capture_id, *series)
        self.queue = queue
        self._show(capture_id)
        self.canvas.setFocus()

    def step(self, step: int) -> None:
        """Go to the next or previous picture of the series; at the end it stays."""
        if self.row is None or self.row.id not in self.series:
            return
        at = self.series.index(self.row.id) + step
        if 0 <= at < len(self.series):
            self.keep_caption()
            self._show(self.series[at])

    def refresh(self) -> None:
        """Read the picture's row anew after something changed; its pixels only where the marks did."""
        if self.row is not None:
            self._show(self.row.id)

    def let_go(self) -> None:
        """Keep what is typed and let the pixels go."""
        self.keep_caption()
        self.row, self._drawn_from = None, None
        self.canvas.clear()

    def _show(self, capture_id: str) -> None:
        try:
            row = self._desk.app.captures.one(capture_id)
        except GembaError:
            self.row = None
            self.closed.emit()
            return
        before, self.row = self.row, row
        if before is None or before.id != row.id:
            self._say_why("")
            coarse = thumbnails_of(self._desk).pixmap(row.id, 320, self.devicePixelRatioF())
            self.canvas.expect(row.width, row.height, coarse)
            self.caption.setText(row.caption)
        elif before.caption == self.caption.text():
            self.caption.setText(row.caption)
        crop = row.annotation.crop
        self.canvas.show_crop(None if crop is None else crop.box())
        self._propose(row)
        self._say()
        self._load(row)
        self.shown.emit(row.id)

    def _propose(self, row: CaptureRow) -> None:
        """Show what is still to decide; nobody decides about what cannot be seen."""
        left = [] if self._problem else [one for one in open_of(row) if one.id not in self._deciding]
        self.canvas.show_proposals(left)

    def _load(self, row: CaptureRow) -> None:
        source = (row.id, row.annotation)
        if source == self._drawn_from and self.canvas.has_picture:
            return
        captures = self._desk.app.captures

        def work(job: Job) -> QImage:
            job.step()
            pixels = captures.shown_pixels(row)
            image = QImage(pixels.rgb, pixels.width, pixels.height, pixels.width * 3, QImage.Format.Format_RGB888)
            return image.convertToFormat(QImage.Format.Format_RGB32)

        def then(image: QImage) -> None:
            self._drawn_from = source
            self.canvas.show_picture(QPixmap.fromImage(image))
            if self._problem:
                self._say_why("")
                self._propose(row)
            self._allow_review()

        self._desk.fetch(work, owner=self, then=then, failed=self._cannot_show, key=f"large-{id(self)}")

    def _cannot_show(self, problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            self._say_why(self._desk.words.problem(problem))
        else:
            self._say_why(self.unseen.sentence.text())
            self._desk.problem(problem)
        self.canvas.clear()
        self._say_proposals()

    def _say_why(self, problem: str) -> None:
        """Show why the picture cannot be shown, and what to do next; empty where it can."""
        self._problem = problem
        if not problem and self.unseen.button.hasFocus():
            self.canvas.setFocus()
        self.unseen.setVisible(bool(problem))
        self.head.zoom.setVisible(not problem)
        self.canvas.setAccessibleDescription(self.unseen.sentence.text() if problem else "")

    @property
    def can_be_judged(self) -> bool:
        """Say whether the picture itself stands there to look at: not a small one in its place, nor one on its way."""
        return not self._problem and self.canvas.has_picture

    # -- what it says -----------------------------------------------------------------------------------------

    def _say(self) -> None:
        row = self.row
        if row is None:
            return
        at, total = (self.series.index(row.id) if row.id in self.series else 0), len(self.series)
        self.head.show_place(f"{self._words.name(row)}  ·  {self._words.place(row)}", at=at, total=total)
        self.progress.setVisible(self.queue)
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(at)
        self.caption.setReadOnly(self._desk.read_only)
        self._say_proposals()

    def _say_proposals(self) -> None:
        row = self.row
        if row is None:
            return
        words = self._desk.words
        reviewed = row.state is CaptureState.REVIEWED
        self._allow_review()
        self.review.setText(words.tr("Next to review") if reviewed else words.tr("Reviewed, next"))
        if self._problem:
            self.say(self._problem, kind="stop")
            return
        current = self.canvas.current_proposal
        if current is not None:
            named = self._desk.keys.named
            said = words.tr(
                "Proposal {at} of {total}: {take} covers it, {leave} leaves it, Tab goes to the next, "
                "{every} covers all.",
                at=self.canvas.at_proposal + 1,
                total=len(self.canvas.proposals),
                take=named("evidence.open"),
                leave=named("evidence.refuse"),
                every=named("evidence.take_all"),
            )
            if current.source == RECOGNISED:
                said = joined((said, words.tr("It was read from the picture.")))
            self.say(said, icon="shield", kind="attention")
            return
        icon, colour, said = self._words.state(row)
        if row.state is not CaptureState.REVIEWED:
            key = self._desk.keys.named("evidence.review")
            said = words.tr("Look for names and numbers that must not leave. {key} marks it as reviewed.", key=key)
        elif row.reviewed_by:
            said = words.tr("Reviewed by {role}", role=words.role(row.reviewed_by))
        self.say(said, icon=icon, kind=colour)

    def _allow_review(self) -> None:
        """Let the button be pressed once there is something to look at; what is said beside it stays."""
        reviewed = self.row is not None and self.row.state is CaptureState.REVIEWED
        self.review.setEnabled(not self._desk.read_only and (reviewed or self.can_be_judged))

    def say(self, sentence: str, *, icon: str = "triangle-alert", kind: str = "attention") -> None:
        """Say one sentence under the picture."""
        self.state.setText(sentence)
        role(self.state, kind)
        self.state_icon.show_icon(icon, kind)

    # -- doing ------------------------------------------------------------------------------------------------

    def keep_caption(self) -> None:
        """Store the caption where it was changed."""
        row, text = self.row, self.caption.text().strip()
        if row is None or text == row.caption or self._desk.read_only:
            return
        captures = self._desk.app.captures
        self._desk.do(lambda: captures.edit(row.id, caption=text), owner=self)

    def decide(self, *, take: bool, every: bool = False) -> bool:
        """Cover or leave the current proposal, or cover every one; say whether there was one."""
        row, current = self.row, self.canvas.current_proposal
        if row is None or current is None or self._desk.read_only:
            return False
        which = ("all",) if every else (current.id,)
        captures = self._desk.app.captures
        rest = () if every else tuple(one for one in self.canvas.proposals if one.id != current.id)
        decided = {one.id for one in (self.canvas.proposals if every else (current,))}
        self._deciding |= decided
        # The box goes at once, so that the next key means the next proposal.
        self.canvas.show_proposals(rest)

        def failed(problem: BaseException) -> None:
            self._deciding -= decided
            self._desk.problem(problem)
            self.refresh()

        def work() -> CaptureRow:
            return captures.redact(row.id, take=which) if take else captures.redact(row.id, refuse=which)

        self._desk.do(work, owner=self, then=lambda _: self._deciding.difference_update(decided), failed=failed)
        return True

    def focusInEvent(self, event: object) -> None:
        """Give the focus to the picture."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)


def open_of(row: CaptureRow) -> tuple[ProposalRow, ...]:
    """Return the proposals of a picture that are not decided."""
    return tuple(one for one in row.proposals if one.state is ProposalState.PROPOSED)
