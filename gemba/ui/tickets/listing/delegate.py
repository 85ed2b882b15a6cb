"""Paint the cells of the list of tickets, all with one delegate. Must not know where lines come from.

What is under the mouse has a grey ground, what is chosen a tinted one with a tick, what the keys move a frame: three
different things, told apart without colour too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gemba.services.tickets.list import Worth
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.inks import ink
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
_NARROW_STATE_PX = COLUMNS[Col.STATE].width_px - 2 * PAD_PX
Index = QModelIndex | QPersistentModelIndex
#: column, left and width in pixels
Cell = tuple[Col, int, int]
Way = Callable[[QPainter, QRect, Line], None]


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
        self._ratio = 1.0
        self._gates = KeptGates()
        ways = {
            Col.MARK: _nothing,
            Col.GATE: self._gate,
            Col.TITLE: self._title,
            Col.STATE: self._state,
            Col.WORTH: self._worth,
            Col.CHANCE: self._chance,
            Col.LOAD: self._load,
        }
        #: by column: asked for through its name, a member of an enumeration takes longer than a word to draw
        self._ways: tuple[Way, ...] = tuple(ways.get(col) or self._plain(col) for col in Col)
        self._take_face(QFont(parent.font()))

    def _take_face(self, font: QFont) -> None:
        small = QFont(font)
        small.setPixelSize(TYPE_SCALE_PX["small"])
        self._lines, self._small = ShapedLines(font), ShapedLines(small)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the fixed height of a row."""
        return QSize(80, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, where Qt asks for one; the table paints whole rows."""
        rect: QRect = option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        self.begin()
        self.paint_row(painter, index.row(), rect.top(), ((Col(index.column()), rect.left(), rect.width()),), marked)

    def begin(self) -> None:
        """Ask once for what all the rows have in common that are painted next: the face and the screen's scale."""
        self._ratio = self._view.devicePixelRatioF()
        if self._lines.font != self._view.font():
            self._take_face(QFont(self._view.font()))

    def paint_row(self, painter: QPainter, position: int, top: int, cells: Sequence[Cell], marked: bool) -> None:
        """Paint cells that stand side by side in a row, each given by column, left and width in pixels."""
        left, right = cells[0][1], cells[-1][1] + cells[-1][2]
        self._ground(painter, QRect(left, top, right - left, ROW_PX), position, marked)
        line = self._model.line(position)
        if line is not None:
            ways = self._ways
            for col, at, width in cells:
                ways[col](painter, QRect(at + PAD_PX, top, width - 2 * PAD_PX, ROW_PX), line)
            if cells[0][0] is Col.MARK and (marked or position in (self.hovered, self.current)):
                self._mark(painter, QRect(left, top, cells[0][2], ROW_PX), marked)
        if position == self.current:
            for col, at, width in cells:
                self._frame(painter, QRect(at, top, width, ROW_PX), col)

    def _ground(self, painter: QPainter, rect: QRect, position: int, marked: bool) -> None:
        look = self._theme.look
        if marked or position == self.hovered:
            painter.fillRect(rect, ink(look.accent_soft if marked else look.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ink(look.line))

    def _frame(self, painter: QPainter, rect: QRect, col: Col) -> None:
        look = self._theme.look
        focused = self._view.hasFocus()
        colour, width = ink(look.accent if focused else look.field), 2 if focused else 1
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, colour)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, colour)
        if col is self.first:
            painter.fillRect(rect.left(), rect.top(), 2 * width, rect.height(), colour)
        if col is self.last:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), colour)

    def _mark(self, painter: QPainter, rect: QRect, marked: bool) -> None:
        look = self._theme.look
        box = QRectF(0, 0, 14, 14)
        box.moveCenter(QPointF(rect.center().x() + 2, rect.center().y() + 0.5))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink(look.accent if marked else look.field), 1))
        painter.setBrush(ink(look.accent) if marked else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()
        if marked:
            self._icon(painter, "check", look.accent_ink, box.toRect().left() + 1, box.toRect().top() + 1, 12)

    def _icon(self, painter: QPainter, name: str, colour: str, left: int, top: int, size_px: int = ICON_PX) -> None:
        painter.drawPixmap(left, top, icon_pixmap(name, colour, size_px=size_px, ratio=self._ratio))

    def _text(self, painter: QPainter, rect: QRect, text: str, colour: str, *, at_right: bool = False) -> None:
        painter.setPen(ink(colour))
        self._lines.draw(painter, rect, text, at_right=at_right)

    # -- the columns, each given the room between its pads ---------------------------------------------------------

    def _plain(self, col: Col) -> Way:
        def write(painter: QPainter, room: QRect, line: Line) -> None:
            self._text(painter, room, self._model.text(line, col), self._theme.look.muted)

        return write

    def _title(self, painter: QPainter, room: QRect, line: Line) -> None:
        self._text(painter, room, line.row.title, self._theme.look.ink)

    def _gate(self, painter: QPainter, room: QRect, line: Line) -> None:
        self._gates.paint(painter, room, line.row.gate, self._theme.look)

    def _state(self, painter: QPainter, room: QRect, line: Line) -> None:
        look, state = self._theme.look, STATES[line.row.state]
        self._icon(painter, state.icon, getattr(look, state.colour), room.left(), room.center().y() - ICON_PX // 2 + 1)
        if room.width() >= _NARROW_STATE_PX:
            words = room.adjusted(ICON_PX + 6, 0, 0, 0)
            self._text(painter, words, self._model.text(line, Col.STATE), look.ink)

    def _worth(self, painter: QPainter, room: QRect, line: Line) -> None:
        look, worth = self._theme.look, line.worth
        if not isinstance(worth, Worth):
            self._why_no_worth(painter, room, line, Col.WORTH)
            return
        figure = QRect(room.left(), room.top(), _WORTH_TEXT_PX, room.height())
        self._text(painter, figure, self._model.text(line, Col.WORTH), look.ink, at_right=True)
        bar = QRectF(room.adjusted(_WORTH_TEXT_PX + 12, 0, 0, 0))
        middle = self._model.middle(line, worth)
        paint_range(painter, bar, (worth.low, middle, worth.high), self._model.axis, look)

    def _chance(self, painter: QPainter, room: QRect, line: Line) -> None:
        if isinstance(line.worth, Worth):
            self._text(painter, room, self._model.text(line, Col.CHANCE), self._theme.look.muted)
        else:
            self._why_no_worth(painter, room, line, Col.CHANCE)

    def _why_no_worth(self, painter: QPainter, room: QRect, line: Line, col: Col) -> None:
        """Draw the sentence over both columns that have nothing to show; each draws its part, on its own ground."""
        worth_px = COLUMNS[Col.WORTH].width_px
        left = room.left() - (worth_px if col is Col.CHANCE else 0)
        both = QRect(left, room.top(), worth_px + self.chance_px - 2 * PAD_PX, room.height())
        painter.save()
        painter.setClipRect(room.adjusted(-PAD_PX, 0, PAD_PX, 0), Qt.ClipOperation.IntersectClip)
        painter.setPen(ink(self._theme.look.muted))
        self._small.draw(painter, both, f"– {self._model.note(line, Col.WORTH)}")
        painter.restore()

    def _load(self, painter: QPainter, room: QRect, line: Line) -> None:
        look, text = self._theme.look, self._model.text(line, Col.LOAD)
        teams, approvals = self.smell
        smells = line.row.teams >= teams or line.row.approvals >= approvals
        self._text(painter, room, text, look.attention if smells else look.muted)
        if smells:
            width = self._lines.metrics.horizontalAdvance(text)
            self._icon(painter, "triangle-alert", look.attention, room.left() + width + 6, room.center().y() - 6, 14)


def _nothing(painter: QPainter, room: QRect, line: Line) -> None:
    """Write nothing: the mark is drawn over the row's ground where there is one."""
