"""The pictures of a ticket, one below the other: what is seen, what is missing on it, and the way in for more.

Pictures are Previews only (thumbnails.py). Must not know the other columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gemba.imaging.geometry import visible_marks
from gemba.model.annotation import POINTING_KINDS
from gemba.model.rows import CaptureRow, TicketPictureRow
from gemba.model.values import CaptureState, ProposalState
from gemba.ui.look.theme import role
from gemba.ui.tickets.page_card import IconButton, button
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.desk import Desk

_SIDE_PX = 640
_MOST_HEIGHT_PX = 220


class Shown(QAbstractButton):
    """One picture as large as the column; pressed, it opens."""

    def __init__(self, desk: Desk, capture: CaptureRow, name: str) -> None:
        """Show a picture once its thumbnail is there."""
        super().__init__()
        from gemba.ui.widgets.thumbnails import thumbnails_of

        self._desk = desk
        self._capture = capture
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._ready)
        self.setAccessibleName(name)
        self.setToolTip(desk.words.tr("Open it to mark and review"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(150)

    def _ready(self, capture_id: str) -> None:
        if capture_id == self._capture.id:
            if self._thumbnails.failed(capture_id):
                self.setAccessibleDescription(self._unseen())
            self._fit()
            self.update()

    def _fit(self) -> None:
        """Be as high as the picture is at this width; a cropped one has another shape than its frame."""
        made = self._thumbnails.pixmap(self._capture.id, _SIDE_PX, self.devicePixelRatioF())
        width, height = self._capture.width, self._capture.height
        if made is not None:
            width, height = made.width(), made.height()
        wanted = int(min(max(self.width() * height / max(1, width), 48), _MOST_HEIGHT_PX))
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        """Return a small size; the column gives the width."""
        return QSize(160, 150)

    def resizeEvent(self, event: object) -> None:
        """Be as high as the picture is at the new width."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture within the frame, or the frame alone while it is made."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = self._desk.theme
        painter.fillRect(self.rect(), look.colour("hover"))
        pixmap = self._thumbnails.pixmap(self._capture.id, _SIDE_PX, self.devicePixelRatioF())
        if pixmap is not None:
            size = pixmap.deviceIndependentSize().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawPixmap(QRectF(left, top, size.width(), size.height()), pixmap, QRectF(pixmap.rect()))
        elif self._thumbnails.failed(self._capture.id):
            painter.setPen(look.colour("muted"))
            painter.setFont(self.font())
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 8, -12, -8), middle, self._unseen())
        focused = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(look.colour("accent" if focused else "line"), 2 if focused else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _unseen(self) -> str:
        """Return what stands in place of a picture whose file is gone or broken; the large view says which."""
        return self._desk.words.tr("This picture cannot be shown.")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click for the one click it began with."""
        event.accept()


class Pictures(QWidget):
    """The left column."""

    annotate = Signal(str)
    unlink = Signal(str)
    choose = Signal()
    open_files = Signal()
    paste = Signal()
    dropped = Signal(object)
    go = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__()
        self._desk = desk
        self._shown: tuple[object, ...] | None = None
        self.setAcceptDrops(not desk.read_only)
        tr = desk.words.tr
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        head = QHBoxLayout()
        self.heading = PlainLabel(tr("Pictures"), "strong")
        head.addWidget(self.heading)
        head.addStretch(1)
        layout.addLayout(head)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(12)
        layout.addLayout(self.cards)
        self.ways = QFrame()
        ways = QVBoxLayout(self.ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(6)
        self.link_button = IconButton(desk, "link", tr("Link a picture"))
        self.link_button.clicked.connect(self.choose)
        self.add_button = IconButton(desk, "file-up", tr("Add from a file…"), "quiet")
        self.add_button.clicked.connect(self.open_files)
        self.paste_button = IconButton(desk, "clipboard-paste", tr("Paste"), "quiet")
        self.paste_button.clicked.connect(self.paste)
        ways.addWidget(self.link_button)
        row = QWidget()
        flow = FlowLayout(row, spacing_px=4)
        flow.addWidget(self.add_button)
        flow.addWidget(self.paste_button)
        ways.addWidget(row)
        ways.addWidget(PlainLabel(tr("Or drop pictures here."), "small", "muted", wrap=True))
        if desk.read_only:
            self.ways.hide()
        layout.addWidget(self.ways)
        layout.addStretch(1)

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Show the pictures of a ticket in their order; what is the same is not built again."""
        links = opened.row.pictures if opened is not None else ()
        captures = opened.captures if opened is not None else {}
        now = (links, tuple(captures.get(one.capture_id or "") for one in links))
        self.ways.setVisible(opened is not None and not self._desk.read_only)
        if now == self._shown:
            return
        self._shown = now
        take_all_out(self.cards)
        number = opened.row.number if opened is not None else 0
        for link in links:
            self.cards.addWidget(self._card(number, link, captures.get(link.capture_id or "")))
        if not links:
            said = self._desk.words.tr("No picture yet. One picture with an arrow says more than a page.")
            self.cards.addWidget(PlainLabel(said, "muted", wrap=True))

    def _card(self, number: int, link: TicketPictureRow, capture: CaptureRow | None) -> QFrame:
        card = QFrame()
        role(card, "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        name = f"T{number}.{link.position}"
        if capture is None:
            layout.addWidget(self._line("triangle-alert", "stop", self._missing(link)))
            layout.addLayout(self._buttons(link, None))
            return card
        shown = Shown(self._desk, capture, f"{name} {capture.caption or capture.what or capture.source_id}")
        shown.clicked.connect(lambda: self.annotate.emit(capture.id))
        layout.addWidget(shown)
        layout.addWidget(ElidedLabel(f"{name}  {capture.caption or capture.what or link.reference}", "small"))
        for number_, note in legend_of(capture):
            layout.addWidget(PlainLabel(f"{self._desk.words.number(number_)}  {note}", "small", wrap=True))
        icon, colour, said = standing(self._desk, capture)
        layout.addWidget(self._line(icon, colour, said))
        layout.addLayout(self._buttons(link, capture))
        return card

    def _missing(self, link: TicketPictureRow) -> str:
        return self._desk.words.tr("{picture} is not in the library.", picture=link.reference)

    def _line(self, icon: str, colour: str, said: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(self._desk, icon, colour, size_px=14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(said, "small", colour, wrap=True), 1)
        return line

    def _buttons(self, link: TicketPictureRow, capture: CaptureRow | None) -> QHBoxLayout:
        tr = self._desk.words.tr
        row = QHBoxLayout()
        row.setSpacing(4)
        if capture is not None and not self._desk.read_only:
            done = capture.state is CaptureState.REVIEWED and _points(capture)
            open_it = button(tr("Open") if done else tr("Annotate"), *(("link",) if done else ()))
            open_it.setAccessibleName(tr("Annotate {picture}", picture=link.reference))
            open_it.clicked.connect(lambda: self.annotate.emit(capture.id))
            row.addWidget(open_it)
        if capture is not None:
            name = tr("Show {picture} among the evidence", picture=link.reference)
            wall = IconButton(self._desk, "images", "", "quiet", name=name)
            wall.clicked.connect(lambda: self.go.emit(capture.id))
            row.addStretch(1)
            row.addWidget(wall)
        if not self._desk.read_only:
            name = tr("Take {picture} off this ticket", picture=link.reference)
            off = IconButton(self._desk, "unlink", "", "quiet", name=name)
            off.clicked.connect(lambda: self.unlink.emit(link.capture_id or link.reference))
            row.addWidget(off)
        return row

    # -- dropping ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()


def standing(desk: Desk, capture: CaptureRow) -> tuple[str, str, str]:
    """Return icon, colour and words for what is missing on a picture, or that nothing is."""
    words = desk.words
    open_ones = sum(one.state is ProposalState.PROPOSED for one in capture.proposals)
    if capture.blank:
        return "circle-alert", "attention", words.tr("blank")
    if not _points(capture):
        return "circle-alert", "attention", words.tr("no arrow or box yet")
    if open_ones:
        said = words.count("{n} place to decide on", "{n} places to decide on", open_ones)
        return "shield", "attention", said
    if capture.state is not CaptureState.REVIEWED:
        return "eye-off", "attention", words.tr("not reviewed yet")
    return "circle-check", "good", words.tr("marked and reviewed")


def legend_of(capture: CaptureRow) -> list[tuple[int, str]]:
    """Return the notes of the numbered marks that can be seen, in the order of their numbers, as on paper."""
    shown = visible_marks(capture.annotation, (capture.width, capture.height), lossy=capture.lossy)
    noted = {mark.id for mark in shown if mark.number is not None}
    marks = (mark for mark in capture.annotation.marks if mark.id in noted and mark.text.strip())
    return sorted({(mark.number or 0, " ".join(mark.text.split())) for mark in marks})


def _points(capture: CaptureRow) -> bool:
    return any(mark.kind in POINTING_KINDS for mark in capture.annotation.marks)
