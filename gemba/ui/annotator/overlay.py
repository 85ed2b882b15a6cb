"""What lies over the picture and is no mark: handles, proposals, guides, the edge of a crop. Drawn in every frame.

Sizes are in screen pixels, so that they stay the same at every zoom. Must not know the library or events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from gemba.ui.annotator.guides import Guide
from gemba.ui.annotator.handles import Point, Rect
from gemba.ui.annotator.view import View

HANDLE_PX = 4.0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed redaction as it is shown: where, and what in words."""

    rect: Rect
    words: str
    chosen: bool


class Overlay:
    """Draws over the picture; ``ratio`` is the screen's pixels per logical pixel."""

    def __init__(self, painter: QPainter, view: View, accent: QColor, *, ratio: float) -> None:
        """Take a painter in screen pixels."""
        self._painter = painter
        self._view = view
        self._accent = accent
        self._ratio = ratio
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def chosen(self, box: Rect, handles: Sequence[Point]) -> None:
        """Draw the frame of the chosen mark and its handles, dark on white on any ground."""
        frame = self._rect(box).adjusted(-4, -4, 4, 4)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(255, 255, 255, 220), 3.0), (self._accent, 1.0)):
            self._painter.setPen(self._pen(colour, width))
            self._painter.drawRect(frame)
        for handle in handles:
            radius = (HANDLE_PX + 0.5) * self._ratio
            self._painter.setPen(self._pen(self._accent, 1.5))
            self._painter.setBrush(QColor("white"))
            self._painter.drawEllipse(QPointF(*self._view.to_view(*handle)), radius, radius)

    def proposals(self, proposed: Iterable[Proposed], font: QFont) -> None:
        """Draw every open proposal dashed, black on white, with its kind in words beside it."""
        for one in proposed:
            frame = self._rect(one.rect)
            if one.chosen:
                self._painter.fillRect(frame, QColor(27, 27, 27, 150))
            self._dashed(frame, self._accent if one.chosen else QColor("#1B1B1B"), 2.5 if one.chosen else 1.5)
            if one.chosen or frame.width() > 60 * self._ratio:
                self._label(frame, one.words, font, one.chosen)

    def remarks(self, remarks: Iterable[Proposed], font: QFont) -> None:
        """Draw the regions that open comments are about, each with its number."""
        for one in remarks:
            frame = self._rect(one.rect)
            self._dashed(frame, self._accent, 2.5 if one.chosen else 1.5)
            self._label(frame, one.words, font, True)

    def guides(self, guides: Iterable[Guide]) -> None:
        """Draw the lines that something clings to."""
        self._painter.setPen(self._pen(self._accent, 1.0))
        for axis, place in guides:
            x, y = self._view.to_view(place, place)
            line = QLineF(x, 0, x, self._view.height) if axis == "x" else QLineF(0, y, self._view.width, y)
            self._painter.drawLine(line)

    def outside(self, kept: Rect) -> None:
        """Shade what a crop leaves away."""
        path = QPainterPath()
        path.addRect(self._rect((0, 0, self._view.picture_width, self._view.picture_height)))
        hole = QPainterPath()
        hole.addRect(self._rect(kept))
        self._painter.fillPath(path.subtracted(hole), QColor(0, 0, 0, 140))

    def _dashed(self, frame: QRectF, colour: QColor, width: float) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(self._pen(QColor("white"), width + 1))
        self._painter.drawRect(frame)
        pen = self._pen(colour, width)
        pen.setDashPattern([4, 3])
        self._painter.setPen(pen)
        self._painter.drawRect(frame)

    def _label(self, frame: QRectF, words: str, font: QFont, chosen: bool) -> None:
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(words) + 12 * self._ratio, metrics.height() + 4 * self._ratio
        top = frame.top() - height - 2 if frame.top() > height + 4 else frame.bottom() + 2
        tag = QRectF(frame.left(), top, width, height)
        self._painter.setPen(self._pen(QColor("white"), 1.0))
        self._painter.setBrush(self._accent if chosen else QColor("#1B1B1B"))
        self._painter.drawRoundedRect(tag, 3 * self._ratio, 3 * self._ratio)
        self._painter.setFont(font)
        ground = self._accent if chosen else QColor("#1B1B1B")
        self._painter.setPen(QColor("#14171F") if ground.lightnessF() > 0.6 else QColor("white"))
        self._painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    def _rect(self, box: Rect) -> QRectF:
        left, top = self._view.to_view(box[0], box[1])
        right, bottom = self._view.to_view(box[2], box[3])
        return QRectF(left, top, right - left, bottom - top)

    def _pen(self, colour: QColor, width: float) -> QPen:
        return QPen(colour, width * self._ratio)
