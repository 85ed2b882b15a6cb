"""Draw shapes with QPainter: the screen's counterpart of gemba/imaging/paint.py. Knows shapes, not marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from gemba.imaging.geometry import HALO_COLOUR, Command, Face, PathShape, RegionShape, Shape, TextShape
from gemba.ui.annotator.glyphs import text_path
from gemba.ui.annotator.stamps import LARGEST_PX, stamps

# The same pen that paint.py gives the ideographs, whose bold face does not ship.
_BOLDER = {Face.CJK: 0.018}


def draw(painter: QPainter, shapes: Sequence[Shape], base: QImage) -> None:
    """Draw shapes in order, in pixels of the picture; ``base`` is the picture that insets magnify."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, shape in enumerate(shapes):
        if isinstance(shape, PathShape):
            _draw_path(painter, shape)
        elif isinstance(shape, TextShape):
            # The halos of neighbouring runs come first, so that none cuts into the letters beside it.
            if place == 0 or not isinstance(shapes[place - 1], TextShape):
                _draw_halos(painter, shapes, place)
            _draw_letters(painter, shape, shape.colour, _BOLDER.get(shape.face, 0.0) * shape.size_px)
        else:
            _draw_region(painter, shape, base)


def path_of(commands: Sequence[Command]) -> QPainterPath:
    """Return a path as Qt has it."""
    path = QPainterPath()
    for verb, numbers in commands:
        if verb == "M":
            path.moveTo(*numbers)
        elif verb == "L":
            path.lineTo(*numbers)
        elif verb == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


@lru_cache(maxsize=256)
def pen_of(colour: str, width_px: float, opacity: float = 1.0) -> QPen:
    """Return a pen with round joins and ends."""
    return QPen(
        _with(colour, opacity), width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _draw_path(painter: QPainter, shape: PathShape) -> None:
    path = path_of(shape.commands)
    if shape.halo_px > 0:
        pen = pen_of(HALO_COLOUR, shape.stroke_px + 2 * shape.halo_px)
        painter.strokePath(path, pen)
        if shape.fill:
            painter.fillPath(path, _with(HALO_COLOUR, 1.0))
    if shape.fill:
        painter.fillPath(path, _with(shape.fill, shape.opacity))
    if shape.stroke and shape.stroke_px > 0:
        painter.strokePath(path, pen_of(shape.stroke, shape.stroke_px, shape.opacity))


def _draw_halos(painter: QPainter, shapes: Sequence[Shape], start: int) -> None:
    for shape in shapes[start:]:
        if not isinstance(shape, TextShape):
            return
        if shape.halo_px > 0:
            pen = shape.halo_px + _BOLDER.get(shape.face, 0.0) * shape.size_px
            _draw_letters(painter, shape, HALO_COLOUR, pen)


def _draw_letters(painter: QPainter, shape: TextShape, colour: str, outline_px: float) -> None:
    if shape.size_px <= LARGEST_PX and painter.worldTransform().isIdentity():
        for left, top, image in stamps(shape, colour, pen_px=outline_px):
            painter.drawImage(left, top, image)
    else:
        painter.fillPath(text_path(shape, pen_px=outline_px), _with(colour, 1.0))


def _draw_region(painter: QPainter, shape: RegionShape, base: QImage) -> None:
    if shape.kind == "spotlight":
        dark = QPainterPath()
        dark.addRect(QRectF(base.rect()))
        for left, top, right, bottom in shape.holes:
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(left, top, right - left, bottom - top), shape.radius_px, shape.radius_px)
            dark = dark.subtracted(hole)
        painter.fillPath(dark, _with("#000000", shape.opacity))
    elif shape.source and shape.target:
        (a, b, c, d), (left, top, right, bottom) = shape.source, shape.target
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), base, QRectF(a, b, c - a, d - b))
        painter.restore()


@lru_cache(maxsize=64)
def _with(colour: str, opacity: float) -> QColor:
    out = QColor(colour)
    out.setAlphaF(opacity)
    return out
