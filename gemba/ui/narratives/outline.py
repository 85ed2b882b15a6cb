"""The outline: each section with the lines it takes and, over the budget, how many are too many; then the appendix.

Enter or a click goes there. Must not know how lines are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.looks import TYPE_SCALE_PX
from gemba.ui.widgets.folded_text import folded
from gemba.ui.widgets.glimpse import elided, glimpse
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.text_units import in_units

if TYPE_CHECKING:
    from gemba.services.narratives.pages import Laid

_ROW_PX = 30
_BESIDE_PX = 12
_GAP_PX = 10
_SIGN_PX = 18
_LEAST_TITLE_PX = 40
_MOST_LINES = 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its words, what stands at its right, whether that is too much, and the line it leads to."""

    title: str
    beside: str
    over: bool
    line: int


class OutlineModel(QAbstractListModel):
    """The rows of the outline."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show other rows; where only their words changed, the view keeps its place."""
        if len(entries) == len(self.entries):
            self.entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        said = f"{entry.title} · {entry.beside}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        return None


def title_lines(entry: Entry, font: QFont, row_px: int) -> tuple[str, ...]:
    """Return a title as a row of a width shows it: whole in up to three lines, or with "…" at the third's end."""
    words, width_px = glimpse(entry.title), max(_LEAST_TITLE_PX, row_px - _around_px(entry, font))
    layout = folded(words, font, width_px)[0]
    starts = [layout.lineAt(line).textStart() for line in range(min(layout.lineCount(), _MOST_LINES))]
    lines = [in_units(words, start, end).strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return (*lines[:-1], elided(QFontMetrics(font), lines[-1], width_px)) if lines else ("",)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(TYPE_SCALE_PX["small"])
    return small


def _beside_px(entry: Entry, font: QFont) -> int:
    return QFontMetrics(_small(font)).horizontalAdvance(entry.beside) + (_SIGN_PX if entry.over else 0)


def _around_px(entry: Entry, font: QFont) -> int:
    """Return how much of a row's width is not its title's."""
    return 2 * _BESIDE_PX + _GAP_PX + _beside_px(entry, font)


class OutlineRow(QStyledItemDelegate):
    """Paint one row: the words, and at the right how many lines the section takes."""

    def __init__(self, desk: Desk) -> None:
        """Take the looks."""
        super().__init__()
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row, by the lines that its title needs."""
        line_px = option.fontMetrics.height()
        high = max(_ROW_PX, line_px + 12)
        model = index.model()
        view = option.widget
        if not isinstance(model, OutlineModel) or not isinstance(view, QListView):
            return QSize(80, high)
        lines = title_lines(model.entries[index.row()], option.font, view.viewport().width())
        return QSize(80, high + (len(lines) - 1) * line_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        model = index.model()
        entry = model.entries[index.row()] if isinstance(model, OutlineModel) else None
        if entry is None:
            return
        rect: QRect = option.rect
        state = option.state
        colour = self._desk.theme.colour
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        font = painter.font()
        width = _beside_px(entry, font)
        right = rect.adjusted(_BESIDE_PX, 0, -_BESIDE_PX, 0)
        painter.setFont(_small(font))
        painter.setPen(colour("attention" if entry.over else "muted"))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.beside)
        if entry.over:
            look = self._desk.theme.look
            ratio = painter.device().devicePixelRatioF()
            sign = icon_pixmap("triangle-alert", look.attention, size_px=13, ratio=ratio)
            painter.drawPixmap(right.right() - width, rect.center().y() - 6, sign)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        lines = title_lines(entry, font, rect.width())
        line_px = QFontMetrics(font).height()
        room = rect.adjusted(_BESIDE_PX, (rect.height() - len(lines) * line_px) // 2, 0, 0)
        room.setHeight(line_px)
        for line in lines:
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
            room.translate(0, line_px)
        painter.restore()


class Outline(QListView):
    """The sections of one narrative; ``chosen`` gives the line of the source to go to."""

    chosen = Signal(int)
    appendix_chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin empty."""
        super().__init__()
        self._desk = desk
        self._rows = OutlineModel()
        self._paint = OutlineRow(desk)
        self.setModel(self._rows)
        self.setItemDelegate(self._paint)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.words.tr("Outline"))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_layout(self, laid: Laid) -> None:
        """Show what a layout says of the sections."""
        words = self._desk.words
        rows = [
            Entry(
                one.title,
                words.count("+{n} line", "+{n} lines", one.over)
                if one.over
                else words.count("{n} line", "{n} lines", one.lines),
                bool(one.over),
                one.line,
            )
            for one in laid.sections()
        ]
        pictures = laid.picture_count
        beside = words.count("{n} picture", "{n} pictures", pictures)
        self._rows.show((*rows, Entry(words.tr("Appendix"), beside, False, 0)))

    def follow(self, line: int) -> None:
        """Mark the section in which a line of the source stands."""
        at = [row for row, entry in enumerate(self._rows.entries) if entry.line and entry.line <= line]
        if at and self.currentIndex().row() != at[-1]:
            self.setCurrentIndex(self._rows.index(at[-1]))

    def lines(self) -> tuple[Entry, ...]:
        """Return the rows as they are shown."""
        return self._rows.entries

    def _choose(self, index: QModelIndex) -> None:
        entry = self._rows.entries[index.row()]
        if entry.line:
            self.chosen.emit(entry.line)
        else:
            self.appendix_chosen.emit()
