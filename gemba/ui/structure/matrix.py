"""Which teams fixes need together, as a triangle of numbers: the darker a field, the more tickets.

Walked with the arrows, opened with Enter; rows and columns carry the same numbers so that names stand once and
upright. Must not know what a ticket is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.plain_words import plain_tip

CELL_PX = 32
_GAP_PX = 2
_NAME_PX = 190
_HEAD_PX = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """What one field shows: how many tickets, and the words of its tool tip."""

    count: int
    words: str


class TeamMatrix(QWidget):
    """Teams against teams, the lower triangle only."""

    chosen = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, theme: Theme, words: Words) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme = theme
        self._words = words
        self._teams: tuple[str, ...] = ()
        self._cells: Mapping[tuple[int, int], Cell] = {}
        self.at = (1, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.tr("Teams that fixes need together"))
        theme.changed.connect(self.update)

    def show_teams(self, teams: Sequence[str], cells: Mapping[tuple[int, int], Cell]) -> None:
        """Show these teams; ``cells`` are by (row, column) with row > column."""
        self._teams, self._cells = tuple(teams), cells
        if self.at not in cells:
            self.at = next(iter(sorted(cells, key=lambda key: (-cells[key].count, key))), (1, 0))
        self.updateGeometry()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that all teams need."""
        side = len(self._teams) * CELL_PX
        return QSize(_NAME_PX + max(0, side - CELL_PX) + 4, _HEAD_PX + side + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it does not shrink, its scroll area scrolls."""
        return self.sizeHint()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a field stands, in pixels of this widget."""
        side = CELL_PX - _GAP_PX
        return QRect(_NAME_PX + column * CELL_PX, _HEAD_PX + row * CELL_PX, side, side)

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        column, row = (point.x() - _NAME_PX) // CELL_PX, (point.y() - _HEAD_PX) // CELL_PX
        return (row, column) if 0 <= column < row < len(self._teams) else None

    def choose(self, row: int, column: int) -> None:
        """Put the mark on a field and say so."""
        self.at = (row, column)
        self._describe()
        self.update()
        self.chosen.emit(row, column)

    def _describe(self) -> None:
        cell = self._cells.get(self.at)
        self.setAccessibleDescription(cell.words if cell else self._pair_words(*self.at))

    def _pair_words(self, row: int, column: int) -> str:
        if not row < len(self._teams):
            return ""
        return self._words.tr("{first} and {second}: no ticket", first=self._teams[column], second=self._teams[row])

    # -- keys and mouse ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows inside the triangle; Enter opens."""
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            row, column = self.at[0] + step[0], self.at[1] + step[1]
            if 0 <= column < row < len(self._teams):
                self.choose(row, column)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(*self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the field under the pointer and open it."""
        found = self._cell_at(event.position().toPoint())
        if found is not None:
            self.choose(*found)
            self.opened.emit(*found)

    def event(self, event: QEvent) -> bool:
        """Say what a field is when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip:
            place = self.mapFromGlobal(self.cursor().pos())
            found = self._cell_at(place)
            cell = self._cells.get(found) if found else None
            QToolTip.showText(self.cursor().pos(), plain_tip(cell.words) if cell else "", self)
            return True
        return super().event(event)

    # -- painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, numbers and fields."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((cell.count for cell in self._cells.values()), default=1)
        for row, team in enumerate(self._teams):
            self._name(painter, row, team)
            for column in range(row):
                self._field(painter, row, column, most)
        if self._teams and self.hasFocus():
            pen = painter.pen()
            pen.setColor(self._theme.colour("ink"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell_rect(*self.at), 4, 4)
        painter.end()

    def _name(self, painter: QPainter, row: int, team: str) -> None:
        strong = row in self.at
        painter.setPen(self._theme.colour("ink" if strong else "muted"))
        top = _HEAD_PX + row * CELL_PX
        painter.drawText(QRect(0, top, 22, CELL_PX - _GAP_PX), Qt.AlignmentFlag.AlignVCenter, str(row + 1))
        room = QRect(26, top, _NAME_PX - 34, CELL_PX - _GAP_PX)
        shown = painter.fontMetrics().elidedText(team, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if row < len(self._teams) - 1:
            head = QRect(_NAME_PX + row * CELL_PX, 0, CELL_PX - _GAP_PX, _HEAD_PX)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(row + 1))

    def _field(self, painter: QPainter, row: int, column: int, most: int) -> None:
        cell = self._cells.get((row, column))
        rect = self.cell_rect(row, column)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell is None:
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(rect, 4, 4)
            return
        share = 0.25 + 0.75 * cell.count / most
        ground = _blend(self._theme.colour("surface"), self._theme.colour("accent"), share)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        inks = (self._theme.colour("ink"), self._theme.colour("accent_ink"))
        painter.setPen(max(inks, key=lambda ink: abs(ink.lightness() - ground.lightness())))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words.number(cell.count))


def _blend(ground: QColor, colour: QColor, share: float) -> QColor:
    """Return a colour laid over a ground so strongly."""
    parts = ((g + (c - g) * share) for g, c in zip(ground.getRgb()[:3], colour.getRgb()[:3], strict=True))  # type: ignore[index]
    return QColor(*(round(part) for part in parts))
