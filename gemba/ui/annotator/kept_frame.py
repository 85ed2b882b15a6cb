"""The last frame's picture and marks, kept so that the next frame draws only what differs from it.

Smoothing a picture to another size takes both processors longer than a frame may last. So a pan moves what is there
and draws the strips that come into sight, an edit draws its own place, and while the zoom changes the picture is drawn
without smoothing; it is smooth again once the hand rests. Must not know what lies over the picture nor the board.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.layers import Layers
from gemba.ui.annotator.view import View

#: smoothing looks at the pixels beside one, and rounding may move an edge by one more
_RIM_PX = 2


@dataclass(frozen=True, slots=True)
class Surround:
    """What is seen around the picture: two colours, and how many screen pixels the line at its edge is wide."""

    ground: QColor
    line: QColor
    line_px: float


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that decides how a frame looks but for its place; ``version`` counts the changes of the marks."""

    layers: int
    halved: bool
    zoom: float
    width: int
    height: int
    colours: tuple[int, int, float]
    version: int


class KeptFrame:
    """Paints picture and marks of one canvas."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._pixmap = QPixmap()
        self._shown: _Shown | None = None
        self._place = (0.0, 0.0)
        self._zoom = 0.0

    def forget(self) -> None:
        """Let go of the pixels."""
        self._pixmap = QPixmap()
        self._shown = None

    def paint(self, painter: QPainter, layers: Layers, view: View, around: Surround, *, moving: bool) -> None:
        """Draw the whole view; the painter is in screen pixels. ``moving``: the next frame follows at once."""
        shown = _shown(layers, view, around)
        same_zoom, self._zoom = view.zoom == self._zoom, view.zoom
        if not self._brought_up(shown, layers, view, around):
            if moving and (view.zoom >= 1 or not same_zoom):
                _draw(painter, layers, view, around, moving=True)
                return
            self._draw_all(shown, layers, view, around)
        painter.drawPixmap(0, 0, self._pixmap)

    def _draw_all(self, shown: _Shown, layers: Layers, view: View, around: Surround) -> None:
        if (self._pixmap.width(), self._pixmap.height()) != (shown.width, shown.height):
            self._pixmap = QPixmap(shown.width, shown.height)
        painter = QPainter(self._pixmap)
        _draw(painter, layers, view, around, moving=False)
        painter.end()
        self._shown, self._place = shown, (view.left, view.top)

    def _brought_up(self, shown: _Shown, layers: Layers, view: View, around: Surround) -> bool:
        """Make what is kept what is to be seen, where little is missing; False where all has to be drawn."""
        before = self._shown
        if before is None or replace(before, version=shown.version) != shown:
            return False
        changed = layers.changed_since(before.version)
        dx, dy = view.left - self._place[0], view.top - self._place[1]
        moved = bool(dx or dy)
        if changed is None or (moved and not self._moves_by(dx, dy, view.zoom)):
            return False
        region = QRegion()
        if moved:
            whole = self._pixmap.rect()
            self._pixmap.scroll(int(dx), int(dy), whole)
            region = QRegion(whole).subtracted(QRegion(whole.translated(int(dx), int(dy))))
        for rect in changed:
            region += QRegion(_on_screen(rect, view))
        if not region.isEmpty():
            painter = QPainter(self._pixmap)
            painter.setClipRegion(region)
            _draw(painter, layers, view, around, moving=False)
            painter.end()
        self._shown, self._place = shown, (view.left, view.top)
        return True

    def _moves_by(self, dx: float, dy: float, zoom: float) -> bool:
        """Say whether moving what is kept is less work than drawing it, and leaves every pixel what it would be."""
        whole = dx.is_integer() and dy.is_integer()
        return whole and zoom < 1 and abs(dx) < self._pixmap.width() / 2 and abs(dy) < self._pixmap.height() / 2


def _shown(layers: Layers, view: View, around: Surround) -> _Shown:
    return _Shown(
        layers=layers.serial,
        halved=layers.is_halved,
        zoom=view.zoom,
        width=ceil(view.width),
        height=ceil(view.height),
        colours=(around.ground.rgb(), around.line.rgb(), around.line_px),
        version=layers.version,
    )


def _draw(painter: QPainter, layers: Layers, view: View, around: Surround, *, moving: bool) -> None:
    """Draw what is around the picture, and the picture."""
    edge = QRectF(view.left, view.top, view.picture_width * view.zoom, view.picture_height * view.zoom)
    whole = QRect(0, 0, ceil(view.width), ceil(view.height))
    # What the picture covers is not painted before it: that is most of the frame.
    covered = edge.toAlignedRect().adjusted(1, 1, -1, -1)
    painter.save()
    painter.setClipRegion(QRegion(whole).subtracted(QRegion(covered)), _within(painter))
    painter.fillRect(whole, around.ground)
    rim = around.line_px
    painter.fillRect(edge.adjusted(-rim, -rim, rim, rim), around.line)
    painter.restore()
    layers.paint(painter, view, sharp=not moving, rough=moving)


def _within(painter: QPainter) -> Qt.ClipOperation:
    return Qt.ClipOperation.IntersectClip if painter.hasClipping() else Qt.ClipOperation.ReplaceClip


def _on_screen(rect: Rect, view: View) -> QRect:
    """Return the screen pixels that a rectangle of the picture may touch."""
    (left, top), (right, bottom) = view.to_view(rect[0], rect[1]), view.to_view(rect[2], rect[3])
    grown = _RIM_PX * max(1.0, view.zoom)
    x, y = floor(left - grown), floor(top - grown)
    return QRect(x, y, ceil(right + grown) - x, ceil(bottom + grown) - y)
