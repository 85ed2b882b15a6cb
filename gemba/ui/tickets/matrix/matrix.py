"""The picture of money against effort: each ticket a dot with its uncertainty, both axes logarithmic, in one widget.

A rectangle drawn with the mouse, or Space on a dot, picks tickets for the list; arrows walk the dots; Enter or a click
opens. The list with the same filter says the same in words. Must not know a service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gemba.ui.tickets.matrix.card import DotCard
from gemba.ui.tickets.matrix.paint import BOTTOM_PX, LEFT_PX, RIGHT_PX, TOP_PX, MatrixPainter
from gemba.ui.widgets.range_bar import LogAxis

if TYPE_CHECKING:
    from gemba.services.tickets.dots import Dot
    from gemba.services.tickets.ranking import RankedTicket
    from gemba.ui.desk import Desk

_NEAR_PX = 12.0
_DRAG_PX = 5


class Matrix(QWidget):
    """Dots of tickets over money and effort."""

    opened = Signal(str)
    picked = Signal(object)
    looked_at = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Begin without dots."""
        super().__init__(parent)
        self.desk = desk
        self.dots: tuple[Dot, ...] = ()
        self.picks: frozenset[int] | None = None
        self.ranks: dict[int, RankedTicket] = {}
        self.currency = ""
        self.current = -1
        self.hovered = -1
        self.effort, self.money = LogAxis(), LogAxis()
        self._places: list[QPointF] = []
        self._pressed: QPoint | None = None
        self._brush: QRect | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(desk.words.tr("Tickets by money and effort"))
        self.card = DotCard(desk, self)
        desk.theme.changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        """Return the least in which dots can be told apart."""
        return QSize(360, 260)

    # -- showing ----------------------------------------------------------------------------------------------

    def show_dots(self, dots: tuple[Dot, ...], *, ranks: dict[int, RankedTicket], currency: str, at: int = 0) -> None:
        """Show these tickets, the keys on the dot of ticket ``at``, or where they are while their ticket is there."""
        numbers = {dot.number for dot in dots}
        number = at if at in numbers else self.dots[self.current].number if self.current >= 0 else 0
        self.dots, self.ranks, self.currency = dots, ranks, currency
        self.effort = LogAxis.close_around(value for dot in dots for value in dot.worth.effort)
        self.money = LogAxis.close_around(value for dot in dots for value in dot.worth.money[1:])
        self.current = next((place for place, dot in enumerate(dots) if dot.number == number), -1)
        self.hovered = -1
        self._place_dots()
        self._show_card()
        self.update()

    def show_picks(self, picks: frozenset[int] | None) -> None:
        """Show which dots are picked for the list."""
        self.picks = picks
        self.update()

    def plot(self) -> QRectF:
        """Return where the dots stand, inside the axes."""
        return QRectF(self.rect()).adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -BOTTOM_PX)

    def position(self, effort: float, money: float) -> QPointF:
        """Return where so much effort and money stands."""
        plot = self.plot()
        across, up = self.effort.share(effort), self.money.share(money)
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

    def _place_dots(self) -> None:
        self._places = [self.position(dot.worth.effort[1], dot.worth.money[1]) for dot in self.dots]

    def place_of(self, number: int) -> QPoint:
        """Return where the dot of a ticket stands; raises StopIteration where it has none."""
        return next(place.toPoint() for dot, place in zip(self.dots, self._places, strict=True) if dot.number == number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, quadrants and dots."""
        painter = QPainter(self)
        MatrixPainter(self, painter).paint(self._places, self._brush)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the dots into the new room."""
        super().resizeEvent(event)
        self._place_dots()
        self._show_card()

    # -- what is looked at ------------------------------------------------------------------------------------------

    def look_at(self, place: int) -> None:
        """Put the keys on a dot."""
        self.current = place
        if place >= 0:
            self.looked_at.emit(self.dots[place].number)
        self._show_card()
        self.update()

    def look_at_ticket(self, number: int) -> None:
        """Put the keys on the dot of a ticket where it has one."""
        for place, dot in enumerate(self.dots):
            if dot.number == number:
                self.look_at(place)

    def _show_card(self) -> None:
        place = self.hovered if self.hovered >= 0 else self.current if self.hasFocus() else -1
        if not 0 <= place < len(self.dots) or self._brush is not None:
            self.card.hide()
            return
        dot = self.dots[place]
        said = self.card.show_dot(dot, self.ranks.get(dot.number), self.currency)
        self.setAccessibleDescription(said)
        others = [one.toPoint() for at, one in enumerate(self._places) if at != place]
        self.card.stand_beside(self._places[place].toPoint(), self.rect(), others)

    def _nearest(self, at: QPointF) -> int:
        best, found = _NEAR_PX, -1
        for place, where in enumerate(self._places):
            away = (where - at).manhattanLength()
            if away < best:
                best, found = away, place
        return found

    # -- mouse ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a rectangle."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rectangle, or show what is under the mouse."""
        at = event.position().toPoint()
        if self._pressed is not None and (self._brush or (at - self._pressed).manhattanLength() > _DRAG_PX):
            self._brush = QRect(self._pressed, at).normalized()
            self.hovered = -1
        else:
            self.hovered = self._nearest(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.hovered >= 0 else Qt.CursorShape.CrossCursor)
        self._show_card()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick what the rectangle holds, or open what was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        brush, self._brush, self._pressed = self._brush, None, None
        if brush is None:
            place = self._nearest(event.position())
            if place >= 0:
                self.look_at(place)
                self.opened.emit(self.dots[place].id)
            elif self.picks is not None:
                self.picked.emit(None)
            return
        inside = [place for place, where in enumerate(self._places) if brush.contains(where.toPoint())]
        if inside and self.current not in inside:
            # Card and inspector would go on telling of a ticket that was not picked.
            self.look_at(self._first(inside))
        self.picked.emit(frozenset(self.dots[place].number for place in inside) or None)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing under the mouse."""
        self.hovered = -1
        self._show_card()
        self.update()

    # -- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the dots: left and right by effort, up and down by money; Space picks, Enter opens, Esc drops."""
        key = event.key()
        steps = {
            Qt.Key.Key_Right: (self._by_effort, 1),
            Qt.Key.Key_Left: (self._by_effort, -1),
            Qt.Key.Key_Up: (self._by_money, 1),
            Qt.Key.Key_Down: (self._by_money, -1),
        }
        if key in steps and self.dots:
            self._walk(*steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.opened.emit(self.dots[self.current].id)
        elif key == Qt.Key.Key_Space and self.current >= 0:
            picks = (self.picks or frozenset()) ^ {self.dots[self.current].number}
            self.picked.emit(picks or None)
        elif key == Qt.Key.Key_Escape and self.picks is not None:
            self.picked.emit(None)
        else:
            super().keyPressEvent(event)

    def _by_effort(self, place: int) -> tuple[float, float, int]:
        dot = self.dots[place]
        return dot.worth.effort[1], dot.worth.money[1], dot.number

    def _by_money(self, place: int) -> tuple[float, float, int]:
        dot = self.dots[place]
        return dot.worth.money[1], dot.worth.effort[1], dot.number

    def _walk(self, order: Callable[[int], tuple[float, float, int]], by: int) -> None:
        places = sorted(range(len(self.dots)), key=order)
        if self.current < 0:
            self.look_at(self._first(places))
            return
        at = places.index(self.current) + by
        self.look_at(places[max(0, min(at, len(places) - 1))])

    def _first(self, places: Sequence[int]) -> int:
        """Return the dot of these to begin with: the best ranked, or the one with the most money for a day."""

        def order(place: int) -> tuple[float, float]:
            dot = self.dots[place]
            rank = self.ranks.get(dot.number)
            return (rank.position if rank else float("inf"), -dot.worth.likely)

        return min(places, key=order)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are, on the best dot at first."""
        super().focusInEvent(event)
        if self.current < 0 and self.dots and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.look_at(self._first(range(len(self.dots))))
        self._show_card()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are elsewhere."""
        super().focusOutEvent(event)
        self._show_card()
        self.update()
