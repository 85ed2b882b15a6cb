"""One line of the list of narratives: title and what it is, pages of its budget, remarks, drafts, last change.

Must not know where the rows come from.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.ui.desk import Desk
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.look.looks import TYPE_SCALE_PX
from gemba.ui.look.strong import strengthen
from gemba.ui.narratives.list_model import Counted, ListRow, NarrativeModel
from gemba.ui.narratives.names import TEMPLATE_NAMES

ROW_PX = 64
BESIDE_PX = 20
PAGES_PX, REMARKS_PX, DRAFTS_PX, CHANGED_PX = 128, 104, 84, 152
COLUMNS_PX = (PAGES_PX, REMARKS_PX, DRAFTS_PX, CHANGED_PX)
_BAR_PX = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
Index = QModelIndex | QPersistentModelIndex


def columns_in(width_px: int) -> tuple[int, ...]:
    """Return the widths of the columns at the right that a row of this width has room for."""
    left = width_px - 2 * BESIDE_PX - 240
    out: list[int] = []
    for width in COLUMNS_PX:
        left -= width
        out.append(width if left >= 0 else 0)
    return tuple(out)


class NarrativeLine(QStyledItemDelegate):
    """Paint one row."""

    def __init__(self, desk: Desk) -> None:
        """Take words and looks."""
        super().__init__()
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(320, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        model = index.model()
        if not isinstance(model, NarrativeModel):
            return
        one = model.rows[index.row()]
        rect: QRect = option.rect
        colour = self._desk.theme.colour
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.left() + BESIDE_PX, rect.bottom(), rect.right() - BESIDE_PX, rect.bottom())
        widths = columns_in(rect.width())
        left = rect.right() - BESIDE_PX - sum(widths)
        self._title(
            painter, QRect(rect.left() + BESIDE_PX, rect.top(), left - rect.left() - BESIDE_PX - 16, rect.height()), one
        )
        counted = model.counted(one.row.id)
        cells = (self._pages, self._remarks, self._drafts, self._changed)
        for width, paint in zip(widths, cells, strict=True):
            if width:
                paint(painter, QRect(left, rect.top(), width, rect.height()), one, counted)
            left += width
        painter.restore()

    def _title(self, painter: QPainter, rect: QRect, one: ListRow) -> None:
        words, colour = self._desk.words, self._desk.theme.colour
        font = strengthen(QFont(painter.font()))
        half = rect.height() // 2
        painter.setFont(font)
        painter.setPen(colour("ink"))
        title = one.row.title or words.tr("Without a title")
        room = QRect(rect.left(), rect.top() + 10, rect.width(), half - 10)
        painter.drawText(room, _MIDDLE, QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width()))
        small = self._small(painter)
        painter.setPen(colour("muted"))
        parts = (
            OWN_NAMES.get(one.row.language.value, one.row.language.value),
            words.tr(TEMPLATE_NAMES.get(one.row.template, one.row.template)),
            one.round_name,
        )
        said = " · ".join(part for part in parts if part)
        room = QRect(rect.left(), rect.top() + half, rect.width(), half - 10)
        painter.drawText(room, _MIDDLE, QFontMetrics(small).elidedText(said, Qt.TextElideMode.ElideRight, room.width()))

    def _pages(self, painter: QPainter, rect: QRect, one: ListRow, counted: Counted | None) -> None:
        colour, words = self._desk.theme.colour, self._desk.words
        self._base(painter)
        if counted is None:
            painter.setPen(colour("muted"))
            painter.drawText(rect, _MIDDLE, "…")
            return
        over = counted.pages > counted.budget
        painter.setPen(colour("attention" if over else "ink"))
        said = words.tr("{n} / {m} pages", n=words.number(counted.pages, decimals=1), m=counted.budget)
        if over:
            said = f"▲ {said}"
        painter.drawText(QRect(rect.left(), rect.top() + 12, rect.width(), rect.height() // 2 - 8), _MIDDLE, said)
        bar = QRect(rect.left(), rect.center().y() + 8, 96, _BAR_PX)
        painter.fillRect(bar, colour("line"))
        share = min(1.0, counted.pages / max(1, counted.budget))
        painter.fillRect(
            bar.adjusted(0, 0, round(bar.width() * (share - 1)), 0), colour("attention" if over else "accent")
        )

    def _remarks(self, painter: QPainter, rect: QRect, one: ListRow, counted: Counted | None) -> None:
        if counted is not None:
            said = self._desk.words.count("{n} remark", "{n} remarks", counted.remarks)
            self._plain(painter, rect, said if counted.remarks else self._desk.words.tr("no remarks"))

    def _drafts(self, painter: QPainter, rect: QRect, one: ListRow, counted: Counted | None) -> None:
        self._plain(painter, rect, self._desk.words.tr("draft {n}", n=one.row.draft))

    def _changed(self, painter: QPainter, rect: QRect, one: ListRow, counted: Counted | None) -> None:
        words, at = self._desk.words, one.row.changed
        self._plain(painter, rect, words.moment(at, style="medium"))

    def _plain(self, painter: QPainter, rect: QRect, said: str) -> None:
        self._base(painter)
        painter.setPen(self._desk.theme.colour("muted"))
        text = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, rect.width() - 8)
        painter.drawText(rect, _MIDDLE, text)

    def _base(self, painter: QPainter) -> None:
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(TYPE_SCALE_PX["base"])
        painter.setFont(font)

    def _small(self, painter: QPainter) -> QFont:
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(TYPE_SCALE_PX["small"])
        painter.setFont(font)
        return font
