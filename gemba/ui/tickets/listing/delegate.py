"""Paint the cells of the list of tickets, all with one delegate. Must not know where lines come from.

What is under the mouse has a grey ground, what is chosen a tinted one with a tick, what the keys move a frame: three
different things, told apart without colour too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gemba.services.tickets.list import Worth
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.looks import TYPE_SCALE_PX
from gemba.ui.tickets.listing.columns import COLUMNS, Col
from gemba.ui.tickets.listing.model import Line, TicketListModel
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.gate_bar import KeptGates
from gemba.ui.widgets.range_bar import paint_range
from gemba.ui.widgets.shaped_lines import ShapedLines

if TYPE_CHECKING:
    from gemba.ui.look.theme import Theme

ROW_PX = 40
PAD_PX = 8
ICON_PX = 16
_WORTH_TEXT_PX = 60
Index = QModelIndex | QPersistentModelIndex
#: column, left and width in pixels
Cell = tuple[Col, int, int]


class TicketDelegate(QStyledItemDelegate):
    """Paints every cell of the list."""

    def __init__(self, theme: Theme, model: TicketListModel, parent: QWidget) -> None:
        """Take the look and the lines; ``hovered`` is the row under the mouse."""
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._view = parent
        self.hovered = -1
        self.current = -1
        self.first = Col.MARK
        self.last = Col.CHANGED
        self.chance_px = 0
        self.smell = (3, 2)
        self._lines: ShapedLines | None = None
        self._small: ShapedLines | None = None
        self._gates = KeptGates()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the fixed height of a row."""
        return QSize(80, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, where Qt asks for one; the table paints whole rows."""
        rect: QRect = option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_row(painter, index.row(), rect.top(), ((Col(index.column()), rect.left(), rect.width()),), marked)

    def paint_row(self, painter: QPainter, position: int, top: int, cells: Sequence[Cell], marked: bool) -> None:
        """Paint cells that stand side by side in a row, each given by column, left and width in pixels."""
        left, right = cells[0][1], cells[-1][1] + cells[-1][2]
        self._ground(painter, QRect(left, top, right - left, ROW_PX), position, marked)
        line = self._model.line(position)
        for col, at, width in cells:
            rect = QRect(at, top, width, ROW_PX)
            if line is not None:
                self._cell(painter, rect, line, col, marked, position)
            if position == self.current:
                self._frame(painter, rect, col)

    def _ground(self, painter: QPainter, rect: QRect, position: int, marked: bool) -> None:
        look = self._theme.look
        if marked or position == self.hovered:
            painter.fillRect(rect, QColor(look.accent_soft if marked else look.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.line))

    def _frame(self, painter: QPainter, rect: QRect, col: Col) -> None:
        look = self._theme.look
        focused = self._view.hasFocus()
        colour, width = QColor(look.accent if focused else look.field), 2 if focused else 1
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, colour)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, colour)
        if col is self.first:
            painter.fillRect(rect.left(), rect.top(), 2 * width, rect.height(), colour)
        if col is self.last:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), colour)

    def _cell(self, painter: QPainter, rect: QRect, line: Line, col: Col, marked: bool, position: int) -> None:
        look = self._theme.look
        inner = rect.adjusted(PAD_PX, 0, -PAD_PX, 0)
        if col in (Col.WORTH, Col.CHANCE) and not isinstance(line.worth, Worth):
            self._why_no_worth(painter, rect, line, col)
        elif col is Col.MARK:
            self._mark(painter, rect, marked, position)
        elif col is Col.GATE:
            self._gates.paint(painter, inner, line.row.gate, look)
        elif col is Col.STATE:
            self._state(painter, inner, line, rect.width() < COLUMNS[Col.STATE].width_px)
        elif col is Col.WORTH:
            self._worth(painter, inner, line)
        elif col is Col.LOAD:
            self._load(painter, inner, line)
        else:
            self._text(painter, inner, self._model.text(line, col), look.ink if col is Col.TITLE else look.muted)

    def _mark(self, painter: QPainter, rect: QRect, marked: bool, position: int) -> None:
        look = self._theme.look
        if not marked and position != self.hovered and position != self.current:
            return
        box = QRectF(0, 0, 14, 14)
        box.moveCenter(QPointF(rect.center().x() + 2, rect.center().y() + 0.5))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if marked else look.field), 1))
        painter.setBrush(QColor(look.accent) if marked else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()
        if marked:
            self._icon(painter, "check", look.accent_ink, box.toRect().left() + 1, box.toRect().top() + 1, 12)

    def _icon(self, painter: QPainter, name: str, colour: str, left: int, top: int, size_px: int = ICON_PX) -> None:
        ratio = self._view.devicePixelRatioF()
        painter.drawPixmap(left, top, icon_pixmap(name, colour, size_px=size_px, ratio=ratio))

    def _text(self, painter: QPainter, rect: QRect, text: str, colour: str, *, at_right: bool = False) -> None:
        if self._lines is None or self._lines.font != self._view.font():
            self._lines = ShapedLines(QFont(self._view.font()))
        painter.setPen(QColor(colour))
        self._lines.draw(painter, rect, text, at_right=at_right)

    def _small_text(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        small = QFont(self._view.font())
        small.setPixelSize(TYPE_SCALE_PX["small"])
        if self._small is None or self._small.font != small:
            self._small = ShapedLines(small)
        painter.setPen(QColor(colour))
        self._small.draw(painter, rect, text)

    def _state(self, painter: QPainter, rect: QRect, line: Line, icon_only: bool) -> None:
        state = STATES[line.row.state]
        top = rect.center().y() - ICON_PX // 2 + 1
        self._icon(painter, state.icon, getattr(self._theme.look, state.colour), rect.left(), top)
        if not icon_only:
            words = rect.adjusted(ICON_PX + 6, 0, 0, 0)
            self._text(painter, words, self._model.text(line, Col.STATE), self._theme.look.ink)

    def _worth(self, painter: QPainter, rect: QRect, line: Line) -> None:
        look = self._theme.look
        figure = QRect(rect.left(), rect.top(), _WORTH_TEXT_PX, rect.height())
        self._text(painter, figure, self._model.text(line, Col.WORTH), look.ink, at_right=True)
        bar = QRectF(rect.adjusted(_WORTH_TEXT_PX + 12, 0, 0, 0))
        worth = line.worth
        assert isinstance(worth, Worth)
        middle = self._model.middle(line, worth)
        paint_range(painter, bar, (worth.low, middle, worth.high), self._model.axis, look)

    def _why_no_worth(self, painter: QPainter, rect: QRect, line: Line, col: Col) -> None:
        """Draw the sentence over both columns that have nothing to show; each draws its part, on its own ground."""
        worth_px = COLUMNS[Col.WORTH].width_px
        left = rect.left() - (worth_px if col is Col.CHANCE else 0)
        both = QRect(left + PAD_PX, rect.top(), worth_px + self.chance_px - 2 * PAD_PX, rect.height())
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        self._small_text(painter, both, f"– {self._model.note(line, Col.WORTH)}", self._theme.look.muted)
        painter.restore()

    def _load(self, painter: QPainter, rect: QRect, line: Line) -> None:
        look = self._theme.look
        teams, approvals = self.smell
        smells = line.row.teams >= teams or line.row.approvals >= approvals
        self._text(painter, rect, self._model.text(line, Col.LOAD), look.attention if smells else look.muted)
        if smells:
            width = QFontMetrics(self._view.font()).horizontalAdvance(self._model.text(line, Col.LOAD))
            top = rect.center().y() - 6
            self._icon(painter, "triangle-alert", look.attention, rect.left() + width + 6, top, 14)
