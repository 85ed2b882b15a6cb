"""What the pane at the right shows about one ticket of the list: gate with what is missing, worth, rank and why, load.

Must not know the list; it is handed a ticket's summary. Whole editing is the page's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.message import N_, Message
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.looks import CORNER_PX
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.gate_bar import CRITERIA, GateBar
from gemba.ui.widgets.labels import PlainLabel, rule
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.range_bar import RangeBar

if TYPE_CHECKING:
    from gemba.services.tickets.shown_verdicts import ShownVerdict
    from gemba.services.tickets.summary import TicketSummary
    from gemba.ui.desk import Desk

THUMBNAIL_PX = 120
MOST_PICTURES = 4
CAPITAL = {
    "picture": N_("Picture"),
    "problem": N_("Problem"),
    "fix": N_("Fix"),
    "money": N_("Money"),
    "effort": N_("Effort"),
    "owner": N_("Owner"),
}


class TicketInspector(QScrollArea):
    """One ticket in short."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Begin empty."""
        super().__init__()
        self.desk = desk
        self.summary: TicketSummary | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.words.tr("About the ticket"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._body = QWidget()
        self.setWidget(self._body)
        desk.theme.changed.connect(self._again)

    def _again(self) -> None:
        self.show_summary(self.summary)

    def show_summary(self, summary: TicketSummary | None) -> None:
        """Show another ticket, or nothing."""
        self.summary = summary
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        if summary is not None:
            self._head(column, summary)
            self._gate(column, summary)
            self._worth(column, summary)
            self._shape(column, summary)
            self._pictures(column, summary)
        else:
            column.addWidget(PlainLabel(self.desk.words.tr("Nothing is chosen."), "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(body)
        self._body = body

    def _head(self, column: QVBoxLayout, summary: TicketSummary) -> None:
        words, row = self.desk.words, summary.row
        state = STATES[row.state]
        column.addWidget(PlainLabel(f"T{row.number}", "muted", "strong"))
        column.addWidget(PlainLabel(row.title, "large", "strong", wrap=True))
        column.addLayout(self._icon_line(state.icon, words.tr(state.text), state.colour))
        if row.state_reason:
            column.addWidget(PlainLabel(row.state_reason, "small", "muted", wrap=True))
        button = QPushButton(words.tr("Open the ticket"))
        self.desk.keys.tip(button, "tickets.open", words.tr("Open the ticket"))
        button.clicked.connect(lambda: self.opened.emit(row.id))
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _icon_line(self, icon: str, text: str, colour: str = "muted", *roles: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        picture = QLabel()
        look = self.desk.theme.look
        picture.setPixmap(icon_pixmap(icon, getattr(look, colour), size_px=16, ratio=self.devicePixelRatioF()))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(text, *roles, wrap=True), 1)
        return line

    def _section(self, column: QVBoxLayout, text: str) -> None:
        column.addSpacing(4)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(PlainLabel(text, "small", "muted", "strong"))

    def _gate(self, column: QVBoxLayout, summary: TicketSummary) -> None:
        # What holds is what was stored, as in the list: a changed rule does not judge anew what has passed.
        words = self.desk.words
        # The gate's rules are loaded by whoever read the ticket, behind the list (TicketsPlace).
        from gemba.services.tickets.shown_verdicts import said_verdicts

        verdicts = said_verdicts(summary.row, summary.facts, words.translate)
        held = {one.criterion.value for one in verdicts if one.ok}
        self._section(column, words.tr("Gate"))
        line = QHBoxLayout()
        line.addWidget(GateBar(self.desk.theme, words, [name in held for name in CRITERIA]))
        line.addWidget(PlainLabel(words.tr("{held} of 6 hold", held=len(held)), "small", "muted"), 1)
        column.addLayout(line)
        for verdict in verdicts:
            if not verdict.ok:
                column.addLayout(self._fault(words.tr(CAPITAL[verdict.criterion.value]), verdict))
        from gemba.services.tickets.shown_verdicts import said_remarks

        said = said_remarks(summary.facts, words.translate)
        for remark in summary.row.remarks:
            if not remark.waved_off:
                text = said.get(remark.code, remark.sentence)
                column.addLayout(self._icon_line("flag", text, "attention", "small"))

    def _fault(self, name: str, verdict: ShownVerdict) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(self._icon_line("circle-alert", name, "attention", "strong"))
        column.addWidget(PlainLabel(verdict.reason, wrap=True))
        if verdict.mend:
            column.addWidget(PlainLabel(verdict.mend, "small", "muted", wrap=True))
        return column

    def _worth(self, column: QVBoxLayout, summary: TicketSummary) -> None:
        words, worth = self.desk.words, summary.worth
        self._section(column, words.tr("Worth and effort"))
        if isinstance(worth, Message):
            column.addWidget(PlainLabel(words.say(worth), "muted", wrap=True))
        else:
            once = summary.row.money.per.strip().lower() == "once"
            money = words.money(worth.money[1], summary.currency)
            likely = words.tr("{money} once", money=money) if once else words.tr("{money} a year", money=money)
            self._figure(column, words.tr("Money"), likely, worth.money)
            days = words.tr("{days} person-days", days=words.number(worth.effort[1]))
            self._figure(column, words.tr("Effort"), days, worth.effort)
            # The figure that the list shows and the order goes by.
            value = worth.likely if summary.rank is None else summary.rank.median
            a_day = words.money(round(value), summary.currency)
            self._figure(column, words.tr("Value per day of work"), a_day, (worth.low, value, worth.high))
            if summary.rank is not None:
                # The sentence of the rank names the likely value, which is another figure.
                half = words.tr("half of all samples lie above {median}", median=words.number(round(value)))
                column.addWidget(PlainLabel(half, "small", "muted", wrap=True))
        if summary.rank is not None:
            column.addLayout(self._icon_line("gauge", words.say(summary.rank.why), "accent"))
        elif summary.unranked is not None and not isinstance(worth, Message):
            column.addLayout(self._icon_line("gauge", words.say(summary.unranked), "muted", "muted"))

    def _figure(self, column: QVBoxLayout, name: str, likely: str, values: tuple[float, float, float]) -> None:
        words = self.desk.words
        line = QHBoxLayout()
        # Name and number take a second line each before anything is cut.
        line.addWidget(PlainLabel(name, "muted", wrap=True), 1)
        line.addWidget(PlainLabel(likely, "strong", wrap=True))
        column.addLayout(line)
        low, high = (words.number(round(value, 1) if value < 10 else round(value)) for value in (values[0], values[2]))
        said = words.tr("{low} to {high}", low=low, high=high)
        bar = RangeBar(self.desk.theme)
        bar.show_range(values, words=words.told(name, words.listed((likely, said))))
        ends = QHBoxLayout()
        ends.addWidget(bar, 1)
        ends.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        column.addLayout(ends)

    def _shape(self, column: QVBoxLayout, summary: TicketSummary) -> None:
        words, row = self.desk.words, summary.row
        self._section(column, words.tr("Who is needed"))
        owner = row.owner_team or words.tr("No team owns it yet.")
        column.addLayout(self._icon_line("users", owner, "muted", *(() if row.owner_team else ("muted",))))
        colour = "attention" if summary.load.smell else "muted"
        icon = "triangle-alert" if summary.load.smell else "network"
        column.addLayout(self._icon_line(icon, words.say(summary.load.sentence), colour))
        names = [*row.teams_needed, *(one.body for one in row.approvals_needed)]
        if names:
            column.addWidget(PlainLabel(words.listed(names), "small", "muted", wrap=True))

    def _pictures(self, column: QVBoxLayout, summary: TicketSummary) -> None:
        words = self.desk.words
        ids = list(dict.fromkeys(one.capture_id for one in summary.row.pictures if one.capture_id))
        if not ids:
            return
        self._section(column, words.count("{n} picture", "{n} pictures", len(ids)))
        holder = QWidget()
        line = FlowLayout(holder)
        for number, capture in enumerate(ids[:MOST_PICTURES], 1):
            code = f"T{summary.row.number}.{number}"
            picture = SmallPicture(self.desk, capture, words.tr("Picture {code}", code=code))
            picture.clicked.connect(lambda _=False, capture=capture: self.desk.go("evidence", capture))
            line.addWidget(picture)
        column.addWidget(holder)


class SmallPicture(QPushButton):
    """A thumbnail that leads to its picture; the Preview's, with what is covered burnt in."""

    def __init__(self, desk: Desk, capture_id: str, name: str) -> None:
        """Ask for the thumbnail; it is painted once it is there."""
        from gemba.ui.widgets.thumbnails import thumbnails_of

        super().__init__()
        self._desk = desk
        self._capture = capture_id
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._came)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def _came(self, capture_id: str) -> None:
        if capture_id == self._capture:
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a small picture."""
        return QSize(THUMBNAIL_PX + 8, THUMBNAIL_PX * 3 // 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the thumbnail in its frame."""
        look = self._desk.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(look.colour("accent" if self.hasFocus() or self.underMouse() else "line"))
        painter.setBrush(look.colour("ground"))
        painter.drawRoundedRect(rect, CORNER_PX, CORNER_PX)
        pixmap = self._thumbnails.pixmap(self._capture, THUMBNAIL_PX, self.devicePixelRatioF())
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.deviceIndependentSize().scaled(
                rect.adjusted(3, 3, -3, -3).size(), Qt.AspectRatioMode.KeepAspectRatio
            )
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(rect.center())
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.end()
