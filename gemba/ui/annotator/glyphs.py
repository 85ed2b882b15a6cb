"""Outlines of letters in the two shipped faces of marks, without hinting, so that canvas and paper agree.

Drawn as paths and not as text: no font of the system ever stands in. Must not know marks.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainterPath, QRawFont, QTransform

from gemba import paths
from gemba.imaging.geometry import Face, TextShape

FILES = {Face.LATIN: "LiberationSans-Bold.ttf", Face.CJK: "NotoSansSC-Regular.ttf"}
_DRAWN_PX = 512.0


@cache
def _font(face: Face) -> QRawFont:
    return QRawFont(str(paths.font(FILES[face])), _DRAWN_PX, QFont.HintingPreference.PreferNoHinting)


@cache
def _glyph(face: Face, character: str) -> tuple[QPainterPath, float]:
    font = _font(face)
    path, advance = QPainterPath(), 0.0
    for index in font.glyphIndexesForString(character):
        path.addPath(font.pathForGlyph(index).translated(advance, 0))
        advance += font.advancesForGlyphIndexes([index])[0].x()
    return path, advance


def text_path(shape: TextShape) -> QPainterPath:
    """Return the outline of a run of text where it stands in the picture."""
    out, along = QPainterPath(), 0.0
    for character in shape.text:
        path, advance = _glyph(shape.face, character)
        out.addPath(path.translated(QPointF(along, 0)))
        along += advance
    scale = shape.size_px / _DRAWN_PX
    return QTransform(scale, 0, 0, scale, shape.box()[0], shape.y).map(out)
