"""The gate as six little segments, one for each criterion in its order: filled where it holds, hollow where not.

Filled and hollow differ in shape, not in colour alone, and the words are in ``gate_words``. Must not know a ticket.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gemba.message import N_
from gemba.ui.look.looks import Look

if TYPE_CHECKING:
    from gemba.ui.language.words import Words
    from gemba.ui.look.theme import Theme

CRITERIA = (N_("picture"), N_("problem"), N_("fix"), N_("money"), N_("effort"), N_("owner"))
SEGMENT_PX = 9
GAP_PX = 3
HEIGHT_PX = 12
WIDTH_PX = 6 * SEGMENT_PX + 5 * GAP_PX
_CORNER_PX = 2.5
_KEPT = 256


def paint_gate(painter: QPainter, rect: QRectF, gate: Sequence[bool], look: Look) -> None:
    """Paint the segments at the left of ``rect``, in the middle of its height."""
    whole = bool(gate) and all(gate)
    filled = QColor(look.good if whole else look.accent)
    top = rect.center().y() - HEIGHT_PX / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, holds in enumerate(gate):
        segment = QRectF(rect.left() + place * (SEGMENT_PX + GAP_PX), top, SEGMENT_PX, HEIGHT_PX)
        if holds:
            painter.setPen(filled)
            painter.setBrush(filled)
        else:
            painter.setPen(QPen(QColor(look.field), 1))
            painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawRoundedRect(segment.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER_PX, _CORNER_PX)
    painter.restore()


class KeptGates:
    """The gates of a list, each drawn once: six criteria make no more than 64."""

    def __init__(self) -> None:
        """Begin with none."""
        self._drawn: dict[tuple[tuple[bool, ...], Look, float], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, gate: Sequence[bool], look: Look) -> None:
        """Paint a gate as ``paint_gate`` does."""
        ratio = painter.device().devicePixelRatioF()
        key = (tuple(gate), look, ratio)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            drawn = self._drawn[key] = _gate_pixmap(gate, look, ratio)
        # From its middle as there, on a whole pixel: half of one would blur it.
        painter.drawPixmap(rect.left(), rect.top() + (rect.height() - HEIGHT_PX) // 2, drawn)


def _gate_pixmap(gate: Sequence[bool], look: Look, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(WIDTH_PX, HEIGHT_PX) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    paint_gate(painter, QRectF(0, 0, WIDTH_PX, HEIGHT_PX), gate, look)
    painter.end()
    return pixmap


def gate_words(gate: Sequence[bool], words: Words) -> str:
    """Return the gate in words: "4 of 6: picture, money missing"."""
    missing = [words.tr(name) for name, holds in zip(CRITERIA, gate, strict=True) if not holds]
    if not missing:
        return words.tr("6 of 6")
    return words.tr("{held} of 6: {missing} missing", held=6 - len(missing), missing=words.listed(missing))


class GateBar(QWidget):
    """The six segments as a widget of its own, with their words for who cannot see them and as a tool tip."""

    def __init__(self, theme: Theme, words: Words, gate: Sequence[bool] = ()) -> None:
        """Show a gate."""
        super().__init__()
        self._theme = theme
        self._words = words
        self._gate: tuple[bool, ...] = ()
        theme.changed.connect(self.update)
        self.show_gate(gate)

    def show_gate(self, gate: Sequence[bool]) -> None:
        """Show another gate."""
        self._gate = tuple(gate)
        said = gate_words(self._gate, self._words) if self._gate else ""
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that six segments take."""
        return QSize(WIDTH_PX, HEIGHT_PX + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same: segments do not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments."""
        painter = QPainter(self)
        paint_gate(painter, QRectF(self.rect()), self._gate, self._theme.look)
        painter.end()
