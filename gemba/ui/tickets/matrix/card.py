"""The small card beside a dot: title, money, effort, place in the rank and why. Must not know the picture around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.dots import Dot
    from gemba.services.tickets.ranking import RankedTicket
    from gemba.ui.desk import Desk

WIDTH_PX = 280
AWAY_PX = 18
#: what the name beside a dot takes at its right
NAME_PX = 52


class DotCard(QFrame):
    """What is known of one dot; the mouse goes through it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        role(self, "card")
        self.setFixedWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        self.title = PlainLabel("", "strong", wrap=True)
        self.figures = PlainLabel("", wrap=True)
        self.why = PlainLabel("", "small", "muted", wrap=True)
        for label in (self.title, self.figures, self.why):
            column.addWidget(label)
        self.hide()

    def show_dot(self, dot: Dot, rank: RankedTicket | None, currency: str) -> str:
        """Fill the card and return the same in words."""
        words, worth = self._desk.words, dot.worth
        title = f"T{dot.number}  {dot.title}"
        figures = words.tr(
            "{money} a year ({low} to {high}) for {days} person-days ({least} to {most})",
            money=words.money(worth.money[1], currency),
            low=words.number(round(worth.money[0])),
            high=words.number(round(worth.money[2])),
            days=words.number(worth.effort[1]),
            least=words.number(worth.effort[0]),
            most=words.number(worth.effort[2]),
        )
        why = words.say(rank.why) if rank is not None else words.tr("Not ranked.")
        for label, text in ((self.title, title), (self.figures, figures), (self.why, why)):
            label.setText(text)
        return f"{title}. {figures}. {why}"

    def stand_beside(self, at: QPoint, room: QRect, others: Sequence[QPoint] = ()) -> None:
        """Show the card beside a dot, inside ``room``, where it covers neither the dot nor its name and few others."""
        inner = self.contentsRect().width() - 24
        frame = self.height() - self.contentsRect().height()
        height = frame + 20 + 8 + sum(label.heightForWidth(inner) for label in (self.title, self.figures, self.why))
        self.resize(WIDTH_PX, height)
        own = QRect(at.x() - AWAY_PX, at.y() - AWAY_PX, AWAY_PX + NAME_PX, 2 * AWAY_PX)
        level, middle = at.y() - height // 2, at.x() - WIDTH_PX // 2
        corners = (
            QPoint(own.right() + 1, level),
            QPoint(own.left() - WIDTH_PX, level),
            QPoint(middle, own.top() - height),
            QPoint(middle, own.bottom() + 1),
        )
        spots = [_inside(QRect(corner, QSize(WIDTH_PX, height)), room.adjusted(4, 4, -4, -4)) for corner in corners]
        best = min(spots, key=lambda spot: (spot.intersects(own), sum(spot.contains(one) for one in others)))
        self.move(best.topLeft())
        self.show()
        self.raise_()


def _inside(spot: QRect, room: QRect) -> QRect:
    """Return a rectangle moved as little as needed to lie in a room."""
    left = max(room.left(), min(spot.left(), room.right() - spot.width()))
    top = max(room.top(), min(spot.top(), room.bottom() - spot.height()))
    return QRect(QPoint(left, top), spot.size())
