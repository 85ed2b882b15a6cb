"""How a step of the history is drawn: what it was about above, what was done to it below, the minute at the left.

Most steps of a visit are of one kind: what tells them apart comes first and has the whole width. Must not know where
steps come from or what taking one back does.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.ui.look.looks import CORNER_PX, TYPE_SCALE_PX
from gemba.ui.look.theme import Theme

STEP = int(Qt.ItemDataRole.UserRole) + 1
_SIDE_PX = 8
_GAP_PX = 12
_BETWEEN_PX = 2
_AIR_PX = 6
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words: ``about`` is "" where nothing is known of what it changed."""

    clock: str
    done: str
    about: str = ""
    undone: bool = False

    @property
    def title(self) -> str:
        """Return what stands in the first line."""
        return self.about or self.done

    @property
    def detail(self) -> str:
        """Return what stands below it, "" for nothing."""
        return self.done if self.about else ""


class StepDelegate(QStyledItemDelegate):
    """Draws a step in two lines, cut only where the panel ends."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Take the theme, whose colours are asked for at each painting."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of two lines, whether both are there or not."""
        lines = QFontMetrics(option.font).height() + QFontMetrics(_small(option.font)).height()
        return QSize(100, lines + _BETWEEN_PX + 2 * _AIR_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        step: Step = index.data(STEP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        self._words(painter, QRect(option.rect).adjusted(_SIDE_PX, _AIR_PX, -_SIDE_PX, -_AIR_PX), option.font, step)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(self._theme.colour("accent") if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), CORNER_PX, CORNER_PX)

    def _words(self, painter: QPainter, rect: QRect, font: QFont, step: Step) -> None:
        line = QFontMetrics(font).height()
        below = rect.adjusted(0, line + _BETWEEN_PX, 0, 0)
        if not step.detail:
            # One line stands in the middle, or it would look like the first of two.
            rect = rect.adjusted(0, (rect.height() - line) // 2, 0, 0)
        left = self._line(painter, rect, font, step.clock, "muted") + _GAP_PX
        font = QFont(font)
        # Even figures are for the clocks: in words they tear hyphens apart.
        font.clearFeatures()
        font.setStrikeOut(step.undone)
        self._line(painter, rect.adjusted(left, 0, 0, 0), font, step.title, "muted" if step.undone else "ink")
        self._line(painter, below.adjusted(left, 0, 0, 0), _small(font), step.detail, "muted")

    def _line(self, painter: QPainter, rect: QRect, font: QFont, text: str, colour: str) -> int:
        """Draw one line from the top left of a rectangle on; return how wide it is."""
        measured = QFontMetrics(font)
        shown = measured.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        # On the line's own base: in a rectangle a Chinese sign pushes the others down, and their feet are cut off.
        painter.drawText(QPoint(rect.left(), rect.top() + measured.ascent()), shown)
        return measured.horizontalAdvance(shown)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(TYPE_SCALE_PX["small"])
    return small
