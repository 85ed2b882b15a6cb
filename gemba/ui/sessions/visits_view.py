"""The list of visits as it is drawn: a heading per group, two lines per visit, what waits at the right.

Must not know where the visits come from.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.services.visits.page import VisitLine
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.look.icons import paint_icon
from gemba.ui.look.looks import CORNER_PX, TYPE_SCALE_PX
from gemba.ui.look.strong import strengthen
from gemba.ui.sessions.visits_model import (
    LINE,
    GroupHeading,
    Grouping,
    VisitsModel,
    running,
    seen_live,
)
from gemba.ui.widgets.glimpse import elided

_Index = QModelIndex | QPersistentModelIndex
_VISIT_PX = 64
_HEADING_PX = 40
_SIDE_PX = 20
_CODE_PX = 48
_ICON_PX = 14
_BESIDE_ICON_PX = _ICON_PX + 6
_GAP_PX = 8
#: the least that a column takes; words that need more get more
_COLUMNS_PX = (96, 88, 112, 112)
_NARROW_PX = 720
#: what a visit may have to review: its digits have room
_MANY = 999


class VisitsView(QListView):
    """The visits; J and K move over headings, typing goes to the filter."""

    opened = Signal(str)
    typed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show no visits yet."""
        super().__init__()
        self.visits = VisitsModel(desk.words)
        self.setModel(self.visits)
        self.setItemDelegate(VisitDelegate(desk, self))
        self.setAccessibleName(desk.words.tr("Visits"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.activated.connect(self._open)
        desk.theme.changed.connect(self.viewport().update)

    def current(self) -> str:
        """Return the id of the chosen visit, "" for none."""
        line = self.currentIndex().data(LINE)
        return line.row.id if isinstance(line, VisitLine) else ""

    def choose(self, session_id: str) -> None:
        """Choose a visit; the first one where it is not shown."""
        at = self.visits.place_of(session_id)
        if at < 0:
            at = next((n for n, one in enumerate(self.visits.rows) if isinstance(one, VisitLine)), -1)
        self.setCurrentIndex(self.visits.index(at) if at >= 0 else QModelIndex())

    def step(self, by: int) -> None:
        """Choose the visit below (1) or above (-1), past headings."""
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        while 0 <= at < len(self.visits.rows):
            if isinstance(self.visits.rows[at], VisitLine):
                self.setCurrentIndex(self.visits.index(at))
                return
            at += by if by else 1

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, VisitLine):
            self.opened.emit(line.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send what is typed to the filter."""
        commanding = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().isprintable() and event.text().strip() and not commanding:
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)


class VisitDelegate(QStyledItemDelegate):
    """Draws a heading or a visit; heights are fixed, so that any number of visits scrolls alike."""

    def __init__(self, desk: Desk, view: VisitsView) -> None:
        """Take the list that it draws for."""
        super().__init__(view)
        self._desk = desk
        self._view = view

    @cached_property
    def columns_px(self) -> tuple[int, ...]:
        """Return how wide each column at the right is, so that none of its words is shortened in any language."""
        figures, under = QFontMetrics(_font("base")), QFontMetrics(_font("small"))
        needed = [max(map(under.horizontalAdvance, said)) for said in _column_words(self._desk)]
        needed[0] = max(needed[0], figures.horizontalAdvance(self._desk.words.tr("not stated")))
        around = _BESIDE_ICON_PX + _GAP_PX + 1  # an advance is rounded, maybe down
        return tuple(max(least, width + around) for least, width in zip(_COLUMNS_PX, needed, strict=True))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a heading or a visit."""
        heading = isinstance(index.data(LINE), GroupHeading)
        return QSize(self._view.viewport().width(), _HEADING_PX if heading else _VISIT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(LINE)
        if isinstance(row, GroupHeading):
            self._paint_heading(painter, option.rect, row)
        elif isinstance(row, VisitLine):
            self._paint_ground(painter, option)
            self._paint_visit(painter, option.rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: GroupHeading) -> None:
        box = rect.adjusted(_SIDE_PX, 12, -_SIDE_PX, -4)
        painter.setFont(_font("small", bold=True))
        painter.setPen(self._desk.theme.colour("muted"))
        _text(painter, box, heading.text)
        if heading.visits == 1:
            return  # it is seen at once
        width = QFontMetrics(painter.font()).horizontalAdvance(heading.text)
        painter.setFont(_font("small"))
        _text(painter, box.adjusted(width + 8, 0, 0, 0), self._desk.words.number(heading.visits))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        path = QPainterPath()
        path.addRoundedRect(QRectF(option.rect).adjusted(8, 2, -8, -2), CORNER_PX, CORNER_PX)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillPath(path, self._desk.theme.colour("accent_soft" if chosen else "hover"))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._desk.theme.colour("accent"))
            painter.drawPath(path)

    def _paint_visit(self, painter: QPainter, rect: QRect, line: VisitLine) -> None:
        theme, words, row = self._desk.theme, self._desk.words, line.row
        narrow = rect.width() < _NARROW_PX
        right = self._paint_columns(painter, rect, line, narrow=narrow)
        top = QRect(rect.left() + _SIDE_PX, rect.top() + 10, right - rect.left() - _SIDE_PX - 16, 20)
        painter.setFont(_font("base"))
        painter.setPen(theme.colour("muted"))
        _text(painter, top, f"S{row.number}")
        top.setLeft(top.left() + _CODE_PX)
        painter.setFont(_font("base", bold=True))
        painter.setPen(theme.colour("ink"))
        _text(painter, top, row.team)
        used = QFontMetrics(painter.font()).horizontalAdvance(row.team) + 12
        painter.setFont(_font("base"))
        painter.setPen(theme.colour("muted"))
        grouped = self._view.visits.grouping is Grouping.DAY
        parts = ("" if grouped else said_day(row.date, words), "" if narrow else row.department)
        day = " · ".join(part for part in parts if part)
        if used + 60 < top.width():
            _text(painter, top.adjusted(used, 0, 0, 0), day)
        under = QRect(top.left(), rect.top() + 33, top.width(), 20)
        charter = row.charter or words.tr("No charter yet")
        painter.setPen(theme.colour("ink" if row.charter else "muted"))
        _text(painter, under, charter)

    def _paint_columns(self, painter: QPainter, rect: QRect, line: VisitLine, *, narrow: bool) -> int:
        """Draw what waits at the right; return where the words have to end."""
        words, row = self._desk.words, line.row
        widths = self.columns_px[2:] if narrow else self.columns_px
        left = rect.right() - _SIDE_PX - sum(widths)
        cells: list[tuple[str, str, str, str]] = []
        if not narrow:
            live = words.tr("live now") if running(line) else ""
            cells.append(("eye", seen_live(words, line), live or words.tr("seen live"), "stop" if live else "muted"))
            noted = words.count("note", "notes", row.observations)
            cells.append(("sticky-note", words.number(row.observations), noted, "muted"))
        waiting = words.tr("{n} to review", n=line.unreviewed) if line.unreviewed else words.tr("all reviewed")
        none = "" if not row.captures else waiting
        cells.append(("images", words.number(row.captures), none, "attention" if line.unreviewed else "muted"))
        promised = words.count("open promise", "open promises", line.open_promises)
        cells.append(("handshake", words.number(line.open_promises), promised, "muted"))
        at = left
        for width, (icon, figure, word, colour) in zip(widths, cells, strict=True):
            box = QRect(at, rect.top(), width - _GAP_PX, rect.height())
            self._paint_cell(painter, box, icon, figure, word, colour)
            at += width
        return left

    def _paint_cell(self, painter: QPainter, rect: QRect, icon: str, figure: str, word: str, colour: str) -> None:
        theme = self._desk.theme
        look = theme.look
        paint_icon(painter, icon, QRectF(rect.left(), rect.top() + 13, _ICON_PX, _ICON_PX), look.muted)
        room = rect.adjusted(_BESIDE_ICON_PX, 0, 0, 0)
        painter.setFont(_font("base"))
        painter.setPen(theme.colour("ink"))
        _text(painter, QRect(room.left(), rect.top() + 10, room.width(), 20), figure)
        painter.setFont(_font("small"))
        painter.setPen(theme.colour(colour))
        _text(painter, QRect(room.left(), rect.top() + 33, room.width(), 20), word)


def _column_words(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """Return what may stand under the figure of each column."""
    tr, count = desk.words.tr, desk.words.count
    return (
        (tr("live now"), tr("seen live")),
        tuple(count("note", "notes", number) for number in (1, _MANY)),
        (tr("all reviewed"), tr("{n} to review", n=_MANY)),
        tuple(count("open promise", "open promises", number) for number in (1, _MANY)),
    )


def _font(size: str, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(TYPE_SCALE_PX[size])
    return strengthen(font) if bold else font


def _text(painter: QPainter, rect: QRect, text: str) -> None:
    line = " ".join(text.split())
    shown = elided(painter.fontMetrics(), line, max(0, rect.width()))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), shown)
