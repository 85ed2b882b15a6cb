"""How the lines of the palette look: icon, code, text with the found letters strong, detail, key.

Must not know where lines come from, nor what Enter does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.ui.look.icons import paint_icon
from gemba.ui.look.looks import CORNER_PX, TYPE_SCALE_PX
from gemba.ui.look.strong import strengthen, strong_weight
from gemba.ui.look.theme import Theme
from gemba.ui.palette.lines import Line
from gemba.ui.widgets.text_units import units

ROW_PX = 34
HEADING_PX = 30
_SIDE_PX = 8
_ICON_PX = 16
LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Lines(QAbstractListModel):
    """The lines as Qt asks for them; headings can not be chosen."""

    def __init__(self, parent: QObject) -> None:
        """Begin with none."""
        super().__init__(parent)
        self.lines: list[Line] = []

    def put(self, lines: list[Line]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line itself, or its words for a screen reader."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (line.code, line.text, line.detail, line.keys) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be passed over."""
        if self.lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Take the theme, whose colours are asked for at each painting."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or a line."""
        heading = self._line(index).is_heading
        return QSize(100, HEADING_PX if heading else ROW_PX)

    def _line(self, index: Index) -> Line:
        line: Line = index.data(LINE)
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        line, rect, font = self._line(index), QRect(option.rect), QFont(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_heading:
            self._heading(painter, rect, font, line.text)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._row(painter, rect.adjusted(_SIDE_PX, 1, -_SIDE_PX, -1), font, line, chosen=chosen)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, font: QFont, text: str) -> None:
        font.setPixelSize(TYPE_SCALE_PX["small"])
        painter.setFont(strengthen(font))
        painter.setPen(self._theme.colour("muted"))
        place = rect.adjusted(_SIDE_PX * 2, 0, -_SIDE_PX * 2, -4)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), text)

    def _row(self, painter: QPainter, rect: QRect, font: QFont, line: Line, *, chosen: bool) -> None:
        look = self._theme.look
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, CORNER_PX, CORNER_PX)
        icon = QRectF(rect.left() + 8, rect.center().y() - _ICON_PX / 2 + 0.5, _ICON_PX, _ICON_PX)
        paint_icon(painter, line.icon, icon, look.accent if chosen else look.muted)
        left, right = rect.left() + 8 + _ICON_PX + 12, rect.right() - 8
        right = self._key(painter, rect, right, font, line.keys)
        small = QFont(font)
        small.setPixelSize(TYPE_SCALE_PX["small"] + 1)
        if line.code:
            left = self._code(painter, rect, left, small, line.code)
        used = self._text(painter, QRect(left, rect.top(), right - left, rect.height()), font, line)
        room = right - left - used - 16
        if line.detail and room > 60:
            painter.setFont(small)
            painter.setPen(self._theme.colour("muted"))
            text = QFontMetricsF(small).elidedText(line.detail, Qt.TextElideMode.ElideRight, room)
            place = QRectF(right - room, rect.top(), room, rect.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)

    def _code(self, painter: QPainter, rect: QRect, left: int, font: QFont, code: str) -> int:
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        width = max(28, int(QFontMetricsF(font).horizontalAdvance(code)) + 8)
        painter.drawText(QRect(left, rect.top(), width, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), code)
        return left + width

    def _key(self, painter: QPainter, rect: QRect, right: int, font: QFont, keys: str) -> int:
        """Draw the key at the right and return where the room before it ends."""
        if not keys:
            return right
        small = QFont(font)
        small.setPixelSize(TYPE_SCALE_PX["small"])
        width = QFontMetricsF(small).horizontalAdvance(keys) + 12
        chip = QRectF(right - width, rect.center().y() - 9, width, 19)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(small)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), keys)
        return int(right - width - 12)

    def _text(self, painter: QPainter, rect: QRect, font: QFont, line: Line) -> int:
        """Draw the text with its found letters strong; return how wide it is."""
        shown = QFontMetricsF(font).elidedText(line.text, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._strong(shown, at) for at in line.marks if at < len(shown.rstrip("…"))])
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(rect.width() + 200)
        layout.endLayout()
        painter.setPen(self._theme.colour("ink"))
        layout.draw(painter, QPointF(rect.left(), rect.center().y() - row.height() / 2 + 0.5))
        return min(rect.width(), int(row.naturalTextWidth()) + 1)

    def _strong(self, text: str, at: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = units(text[:at]), units(text[at])
        style = QTextCharFormat()
        style.setFontWeight(strong_weight(QGuiApplication.font()))
        style.setForeground(self._theme.colour("accent"))
        found.format = style
        return found
