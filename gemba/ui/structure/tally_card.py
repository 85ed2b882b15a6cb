"""What tickets and visits tell together, as bars with their words: why missed, days to done, customers, debates.

Counts of tickets and minutes, never of people. Must not know how anything is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.kinds import FIX_WORDS, MISSED_WORDS
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.tallies import Debated, LeadTime, Month, Tallies
    from gemba.ui.desk import Desk

_ROW_PX, _BAR_PX, _GAP_PX = 28, 8, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, how long its bar is (0 to 1 of the longest), and what stands at its end."""

    name: str
    share: float
    said: str


class Bars(QWidget):
    """Rows of name, bar and words; told to who cannot see them as one list."""

    def __init__(self, desk: Desk, heading: str) -> None:
        """Begin without rows."""
        super().__init__()
        self._desk = desk
        self.bars: tuple[Bar, ...] = ()
        self.setAccessibleName(heading)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these rows."""
        self.bars = tuple(bars)
        self.setAccessibleDescription(self._desk.words.listed(f"{one.name}: {one.said}" for one in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the rows."""
        return QSize(240, _ROW_PX * len(self.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter, look, metrics = QPainter(self), self._desk.theme, self.fontMetrics()
        painter.setFont(self.font())
        # A pixel more than the words: eliding rounds the other way than measuring.
        names = min(max((metrics.horizontalAdvance(one.name) + 2 for one in self.bars), default=0), self.width() // 2)
        ends = min(max((metrics.horizontalAdvance(one.said) + 2 for one in self.bars), default=0), self.width() // 2)
        room = max(self.width() - names - ends - 2 * _GAP_PX, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for place, one in enumerate(self.bars):
            top = place * _ROW_PX
            painter.setPen(look.colour("ink"))
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(0, top, names, _ROW_PX), middle, name)
            bar = QRectF(names + _GAP_PX, top + (_ROW_PX - _BAR_PX) / 2, room, _BAR_PX)
            painter.fillRect(bar, look.colour("hover"))
            bar.setWidth(room * one.share)
            painter.fillRect(bar, look.colour("accent"))
            painter.setPen(look.colour("muted"))
            said = metrics.elidedText(one.said, Qt.TextElideMode.ElideRight, ends)
            end = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(self.width() - ends, top, ends, _ROW_PX), end, said)
        painter.end()


class TallyCard(QWidget):
    """The tallies on one card; hidden while there is nothing to tell."""

    def __init__(self, desk: Desk) -> None:
        """Begin hidden."""
        super().__init__()
        self._desk = desk
        tr = desk.words.tr
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 24)
        whole.setSpacing(8)
        whole.addWidget(PlainLabel(tr("What the tickets tell"), "large", "strong"))
        card = QFrame()
        role(card, "card")
        self._inside = QVBoxLayout(card)
        self._inside.setContentsMargins(16, 12, 16, 16)
        self._inside.setSpacing(8)
        whole.addWidget(card)
        self.missed, self._missed = self._part(tr("Why it was missed so far"))
        self.unsaid = PlainLabel("", "small", "muted", wrap=True)
        self._inside.addWidget(self.unsaid)
        self.lead, self._lead = self._part(tr("Days from written to done, by kind of change"))
        self.heard, self._heard = self._part(tr("Tickets with a customer's own words or a replay, by month"))
        self.debates, self._debates = self._part(tr("Minutes lost to debating format, by day"))
        self.hide()

    def _part(self, heading: str) -> tuple[Bars, PlainLabel]:
        label, bars = PlainLabel(heading, "strong", wrap=True), Bars(self._desk, heading)
        self._inside.addWidget(label)
        self._inside.addWidget(bars)
        return bars, label

    def show_tallies(self, found: Tallies) -> None:
        """Show what was counted; a tally with nothing in it is left away."""
        words = self._desk.words
        most = max((number for _, number in found.missed), default=1)
        self._fill(
            self.missed,
            self._missed,
            [
                Bar(words.tr(MISSED_WORDS[why]), number / most, words.count("{n} ticket", "{n} tickets", number))
                for why, number in found.missed
            ],
        )
        self.unsaid.setText(words.count("{n} ticket does not say.", "{n} tickets do not say.", found.unsaid))
        self.unsaid.setVisible(bool(found.missed) and found.unsaid > 0)
        longest = max((one.days for one in found.lead), default=0.0) or 1.0
        self._fill(self.lead, self._lead, [self._lead_bar(one, longest) for one in found.lead])
        told = found.months if any(one.heard for one in found.months) else ()
        self._fill(self.heard, self._heard, [self._month_bar(one) for one in told])
        longest = max((one.minutes for one in found.debates), default=1.0)
        self._fill(self.debates, self._debates, [self._debate_bar(one, longest) for one in found.debates])
        self.setVisible(bool(found.missed or found.lead or told or found.debates))

    def _fill(self, bars: Bars, label: PlainLabel, rows: Sequence[Bar]) -> None:
        bars.show_bars(rows)
        bars.setVisible(bool(rows))
        label.setVisible(bool(rows))

    def _lead_bar(self, one: LeadTime, longest: float) -> Bar:
        words = self._desk.words
        name = words.tr("kind not said") if one.kind is None else words.tr(FIX_WORDS[one.kind])
        tickets = words.count("{n} ticket", "{n} tickets", one.tickets)
        days = words.number(one.days, decimals=0 if one.days >= 10 else 1)
        said = words.tr("{days} d (median of {tickets})", days=days, tickets=tickets)
        return Bar(name, one.days / longest, said)

    def _month_bar(self, one: Month) -> Bar:
        words = self._desk.words
        share = one.heard / one.tickets
        said = words.tr("{share}: {heard} of {all}", share=words.percent(share), heard=one.heard, all=one.tickets)
        return Bar(one.month, share, said)

    def _debate_bar(self, one: Debated, longest: float) -> Bar:
        words = self._desk.words
        minutes, visits = words.number(round(one.minutes)), words.count("{n} visit", "{n} visits", one.visits)
        return Bar(
            one.day, one.minutes / longest, words.tr("{minutes} min in {visits}", minutes=minutes, visits=visits)
        )
