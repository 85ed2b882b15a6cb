"""The pictures of a ticket, one below the other: what is seen, what is missing on it, and the way in for more.

Pictures are Previews only (thumbnails.py). Must not know the other columns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gemba.model.rows import CaptureRow, TicketPictureRow
from gemba.model.values import CaptureState
from gemba.services.pictures.legend import legend_of
from gemba.services.tickets.labels import LabelPair, placed
from gemba.services.tickets.pairs import Together, together
from gemba.ui.look.theme import role
from gemba.ui.pairs.label_shown import LabelShown
from gemba.ui.pairs.pair_shown import PairShown
from gemba.ui.tickets.page.card import bring_into_view, button
from gemba.ui.tickets.page.shown import Shown
from gemba.ui.tickets.page.standing import points_at, standing
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.kept_focus import TAKES_OFF, focus_kept, is_part, row_of
from gemba.ui.widgets.labels import PlainLabel, in_lines

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.desk import Desk

_CAPTION_LETTERS = 160
_ICON_BUTTON_PX = 34


class Pictures(QWidget):
    """The left column."""

    annotate = Signal(str)
    unlink = Signal(str)
    #: of an after-picture: its pair is wanted large
    compare = Signal(str)
    #: of a picture: it is to be named the after of another
    pair = Signal(str)
    #: of an after-picture: it is to stand for itself again
    take_apart = Signal(str)
    #: of a PairShown: both are to go to the clipboard, or are dragged away, as one picture
    copy_both = Signal(object)
    drag_both = Signal(object)
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
        self._befores: set[str] = set()
        self._there: set[str] = set()
        self._pair_buttons: dict[str, IconButton] = {}
        #: before and after, label and truth, as they stand below each other
        self.pairs: list[PairShown] = []
        self.setAcceptDrops(not desk.read_only)
        tr = desk.words.tr
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.heading = PlainLabel(tr("Pictures"), "strong")
        layout.addWidget(self.heading)
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
        labels = opened.labels if opened is not None else ()
        now = (links, tuple(captures.get(one.capture_id or "") for one in links), labels)
        self.ways.setVisible(opened is not None and not self._desk.read_only)
        if now == self._shown:
            return
        self._shown = now
        with focus_kept(self, self.link_button):
            self._fill(opened.row.number if opened is not None else 0, links, captures, labels)

    def _fill(
        self,
        number: int,
        links: Sequence[TicketPictureRow],
        captures: Mapping[str, CaptureRow],
        labels: Sequence[LabelPair],
    ) -> None:
        take_all_out(self.cards)
        self.pairs = []
        self._pair_buttons = {}
        self._befores = {one.after_of for one in links if one.after_of}
        self._there = {key for one in links if (key := one.capture_id) and key in captures}
        where = placed(links, labels)
        for group in together(links):
            for pair in (pair for one in group.links for pair in where.before.get(one.capture_id or "", ())):
                self._label_card(number, pair, links, captures, where.shown)
            if not group.afters and group.before.capture_id in where.shown:
                continue
            rows = [captures.get(one.capture_id or "") for one in group.links]
            shown = [one for one in rows if one is not None]
            if len(shown) > 1 and len(shown) == len(rows):
                self.cards.addWidget(self._pair_card(number, group, shown))
            else:
                for link, row in zip(group.links, rows, strict=True):
                    self.cards.addWidget(self._card(number, link, row))
        if not links:
            said = self._desk.words.tr("No picture yet. One picture with an arrow says more than a page.")
            self.cards.addWidget(PlainLabel(said, "muted", wrap=True))

    def _card(self, number: int, link: TicketPictureRow, capture: CaptureRow | None) -> QFrame:
        card, layout = _framed()
        name = f"T{number}.{link.position}"
        if capture is None:
            layout.addWidget(self._line("triangle-alert", "stop", self._missing(link)))
            layout.addLayout(self._buttons(link, None))
            return card
        shown = Shown(self._desk, capture, f"{name} {capture.caption or capture.what or capture.source_id}")
        is_part(shown, capture.id, "shown")
        shown.clicked.connect(lambda: self.annotate.emit(capture.id))
        layout.addWidget(shown)
        self._told(layout, link, capture, name)
        return card

    def _pair_card(self, number: int, group: Together, rows: Sequence[CaptureRow]) -> QFrame:
        """Return before and after beside each other, once for each that is after, and below what is said of each."""
        card, layout = _framed()
        codes = [f"T{number}.{one.position}" for one in group.links]
        for row, code in zip(rows[1:], codes[1:], strict=True):
            shown = PairShown(self._desk, (rows[0], row), (codes[0], code))
            is_part(shown, row.id, "shown")
            shown.clicked.connect(lambda _=False, after=row.id: self.compare.emit(after))
            self._takes(layout, shown)
        tr = self._desk.words.tr
        said = [tr("Before: {picture}", picture=codes[0]), *(tr("After: {picture}", picture=one) for one in codes[1:])]
        for link, row, words in zip(group.links, rows, said, strict=True):
            self._told(layout, link, row, words)
        return card

    def _label_card(
        self,
        number: int,
        pair: LabelPair,
        links: Sequence[TicketPictureRow],
        captures: Mapping[str, CaptureRow],
        once: Collection[str],
    ) -> None:
        """Add label and truth beside each other; below them what is said of each that is shown only here."""
        by_id = {one.capture_id: one for one in links}
        rows = [captures.get(one.capture_id) for one in pair.parts]
        label, truth = rows
        if label is None or truth is None:
            return
        card, layout = _framed()
        codes = [f"T{number}.{by_id[one.capture_id].position}" for one in pair.parts]
        shown = LabelShown(self._desk, pair, (label, truth), (codes[0], codes[1]))
        is_part(shown, label.id, "shown")
        shown.clicked.connect(lambda: self.annotate.emit(label.id))
        self._takes(layout, shown)
        for row, code in zip((label, truth), codes, strict=True):
            if row.id in once:
                self._told(layout, by_id[row.id], row, code)
        self.cards.addWidget(card)

    def _takes(self, layout: QVBoxLayout, shown: PairShown) -> None:
        """Add two that belong together, and the button that copies both."""
        layout.addWidget(shown)
        self.pairs.append(shown)
        shown.copy_wanted.connect(self.copy_both)
        shown.drag_wanted.connect(self.drag_both)
        # Without words, as the buttons below it: the narrow column has no room for them.
        copy = IconButton(self._desk, "copy", "", "quiet", name=self._desk.words.tr("Copy both as one picture"))
        is_part(copy, row_of(shown), "copy")
        copy.clicked.connect(shown.ask_copy)
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignRight)

    def _told(self, layout: QVBoxLayout, link: TicketPictureRow, capture: CaptureRow, name: str) -> None:
        """Say below a picture what it shows, what its numbers mean and what is missing on it; its buttons last."""
        line = QHBoxLayout()
        line.setSpacing(4)
        said = f"{name}  {capture.caption or capture.what or link.reference}"
        line.addWidget(in_lines(said, _CAPTION_LETTERS, "small"), 1, Qt.AlignmentFlag.AlignTop)
        alone = len(self._there) > 1 and capture.id not in self._befores
        if not self._desk.read_only and (alone or link.after_of):
            line.addWidget(self._pairing(link, capture), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        for number_, note in legend_of(capture):
            layout.addWidget(PlainLabel(f"{self._desk.words.number(number_)}  {note}", "small", wrap=True))
        icon, colour, said = standing(self._desk, capture, points=link.after_of is None)
        layout.addWidget(self._line(icon, colour, said))
        layout.addLayout(self._buttons(link, capture))

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
        tr, about = self._desk.words.tr, link.capture_id or link.reference
        row = QHBoxLayout()
        row.setSpacing(4)
        if capture is not None and not self._desk.read_only:
            done = capture.state is CaptureState.REVIEWED and (link.after_of is not None or points_at(capture))
            open_it = button(tr("Open") if done else tr("Annotate"), *(("link",) if done else ()))
            open_it.setAccessibleName(tr("Annotate {picture}", picture=link.reference))
            open_it.clicked.connect(lambda: self.annotate.emit(capture.id))
            is_part(open_it, about, "open")
            row.addWidget(open_it)
        if capture is not None:
            name = tr("Show {picture} among the evidence", picture=link.reference)
            wall = IconButton(self._desk, "images", "", "quiet", name=name)
            wall.clicked.connect(lambda: self.go.emit(capture.id))
            is_part(wall, about, "wall")
            wall.setFixedWidth(_ICON_BUTTON_PX)
            row.addStretch(1)
            row.addWidget(wall)
        if not self._desk.read_only:
            name = tr("Take {picture} off this ticket", picture=link.reference)
            off = IconButton(self._desk, "unlink", "", "quiet", name=name)
            off.clicked.connect(lambda: self.unlink.emit(about))
            is_part(off, about, TAKES_OFF)
            off.setFixedWidth(_ICON_BUTTON_PX)
            row.addWidget(off)
        return row

    def _pairing(self, link: TicketPictureRow, capture: CaptureRow) -> IconButton:
        """Return the button that names a picture the after of another, or takes an after-picture out of its pair."""
        tr = self._desk.words.tr
        if link.after_of is None:
            name = tr("Name {picture} the after of another picture", picture=link.reference)
            made = IconButton(self._desk, "columns-2", "", "quiet", name=name)
            made.clicked.connect(lambda: self.pair.emit(capture.id))
            self._pair_buttons[capture.id] = made
        else:
            name = tr("Take {picture} and the picture before it apart", picture=link.reference)
            made = IconButton(self._desk, "columns-2", "", "quiet", name=name, colour="accent")
            made.clicked.connect(lambda: self.take_apart.emit(capture.id))
        is_part(made, capture.id, "pair")
        made.setFixedWidth(_ICON_BUTTON_PX)
        return made

    def picture_at(self, widget: QWidget) -> str:
        """Return the picture that a widget of the column is about, empty where it is about none."""
        about = row_of(widget) if self.isAncestorOf(widget) else ""
        return about if about in self._there else ""

    def beside(self, capture_id: str) -> QPoint:
        """Return where a list about a picture opens: below its button, brought into view, or the column's corner."""
        button = self._pair_buttons.get(capture_id)
        if button is None:
            return self.mapToGlobal(QPoint(0, 0))
        bring_into_view(button)
        return button.mapToGlobal(button.rect().bottomLeft())

    # -- dropping ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()


def _framed() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    role(card, "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(8, 8, 8, 8)
    layout.setSpacing(6)
    return card, layout
