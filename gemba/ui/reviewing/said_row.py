"""One thing that was said or drawn, in the reviewer's list: who in strong letters, when in quiet ones, then the words.

Must not know the file, nor what choosing an entry does.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gemba.ui.look.looks import CORNER_PX, TYPE_SCALE_PX
from gemba.ui.look.strong import strengthen
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.folded_text import folded

SAID = Qt.ItemDataRole.UserRole + 1
_EDGE_PX, _GAP_PX, _INDENT_PX, _APART_PX = 8, 4, 16, 8
_Index = QModelIndex | QPersistentModelIndex


class Said(NamedTuple):
    """What a row shows. ``aside`` is what is to be known of it besides; ``is_over`` greys words that are closed."""

    who: str
    when: str = ""
    what: str = ""
    aside: str = ""
    is_answer: bool = False
    is_over: bool = False


class SaidRow(QStyledItemDelegate):
    """Paints what ``SAID`` of an entry holds; the entry's own text tells all of it to who has it read out."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Take the looks, and the list whose width the words are folded to."""
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of its lines, folded to the width of the list."""
        said: Said = index.data(SAID)
        room = option.rect.width() or self._list.width()
        width = room - 2 * _EDGE_PX - _indent_px(said)
        strong, small = _fonts(option.font)
        high = 2 * _EDGE_PX + QFontMetrics(strong).height()
        if said.aside:
            high += folded(said.aside, small, width)[1]
        if said.what:
            high += _GAP_PX + folded(said.what, option.font, width)[1]
        return QSize(room, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint ground, head and words."""
        said: Said = index.data(SAID)
        colour = self._theme.colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = _ground(option)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(option.rect, CORNER_PX, CORNER_PX)
        room = option.rect.adjusted(_EDGE_PX + _indent_px(said), _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        if said.is_answer:
            painter.fillRect(QRect(room.left() - _APART_PX, room.top(), 2, room.height()), colour("line"))
        room.setTop(self._paint_head(painter, option.font, room, said))
        painter.setPen(colour("muted" if said.is_over else "ink"))
        folded(said.what, option.font, room.width())[0].draw(painter, room.topLeft())
        painter.restore()

    def _paint_head(self, painter: QPainter, font: QFont, room: QRect, said: Said) -> int:
        """Paint who and when, and what is to be known besides; return where the words begin, in pixels."""
        colour = self._theme.colour
        strong, small = _fonts(font)
        head = QRect(room.topLeft(), QSize(room.width(), QFontMetrics(strong).height()))
        when_px = QFontMetrics(small).horizontalAdvance(said.when)
        painter.setFont(small)
        painter.setPen(colour("muted"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said.when)
        foot = head.bottom() + 1
        if said.aside:
            aside, aside_px = folded(said.aside, small, room.width())
            aside.draw(painter, QPoint(room.left(), foot))
            foot += aside_px
        painter.setFont(strong)
        painter.setPen(colour("muted" if said.is_over else "ink"))
        left = head.width() - (when_px + _APART_PX if said.when else 0)
        who = QFontMetrics(strong).elidedText(said.who, Qt.TextElideMode.ElideRight, left)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), who)
        return foot + _GAP_PX


def _indent_px(said: Said) -> int:
    return _INDENT_PX if said.is_answer else 0


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    """Return the letters of a name and those of a time."""
    small = QFont(font)
    small.setPixelSize(TYPE_SCALE_PX["small"])
    return strengthen(QFont(font)), small


def _ground(option: QStyleOptionViewItem) -> str:
    """Return the colour below a row, "" for the list's own."""
    if option.state & QStyle.StateFlag.State_Selected:
        return "accent_soft"
    return "hover" if option.state & QStyle.StateFlag.State_MouseOver else ""
