"""Outlines of letters in the two shipped faces of marks, without hinting, so that canvas and paper agree.

Drawn as paths and not as text: no font of the system ever stands in. Must not know marks.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainterPath, QPainterPathStroker, QRawFont, QTransform

from gemba import paths
from gemba.imaging.geometry import Face, TextShape

FILES = {Face.LATIN: "LiberationSans-Bold.ttf", Face.CJK: "NotoSansSC-Regular.ttf"}
# The pen's outline is as fine as this size asks for: coarser shows on large words, finer costs with every letter.
DRAWN_PX = 128.0


class _Fonts(threading.local):
    """A raw font belongs to the thread that made it; pictures are composed in the pool too."""

    def __init__(self) -> None:
        self.made: dict[Face, QRawFont] = {}

    def of(self, face: Face) -> QRawFont:
        if face not in self.made:
            file = str(paths.font(FILES[face]))
            self.made[face] = QRawFont(file, DRAWN_PX, QFont.HintingPreference.PreferNoHinting)
        return self.made[face]


_FONTS = _Fonts()


@cache
def _glyph(face: Face, character: str) -> tuple[QPainterPath, float]:
    font = _FONTS.of(face)
    path, advance = QPainterPath(), 0.0
    for index in font.glyphIndexesForString(character):
        path.addPath(font.pathForGlyph(index).translated(advance, 0))
        advance += font.advancesForGlyphIndexes([index])[0].x()
    return path, advance


@lru_cache(maxsize=2048)
def _thickened(face: Face, character: str, pen: float) -> tuple[QPainterPath, float]:
    """Return a letter as a round pen draws it; stroking costs far more than filling, and is done once a letter."""
    path, advance = _glyph(face, character)
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * pen * DRAWN_PX)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    outline = stroker.createStroke(path) + path
    outline.setFillRule(Qt.FillRule.WindingFill)
    return outline.simplified(), advance


def letter(face: Face, character: str, pen: float) -> tuple[QPainterPath, float]:
    """Return a letter's outline at ``DRAWN_PX`` and its advance; ``pen`` thickens it, in shares of the size."""
    return _thickened(face, character, pen) if pen else _glyph(face, character)


def text_path(shape: TextShape, *, pen_px: float = 0.0) -> QPainterPath:
    """Return the outline of a run of text where it stands in the picture, thickened by a round pen where asked."""
    out, along = QPainterPath(), 0.0
    out.setFillRule(Qt.FillRule.WindingFill)
    pen = round(pen_px / shape.size_px, 3)
    for character in shape.text:
        path, advance = letter(shape.face, character, pen)
        out.addPath(path.translated(QPointF(along, 0)))
        along += advance
    scale = shape.size_px / DRAWN_PX
    return QTransform(scale, 0, 0, scale, shape.box()[0], shape.y).map(out)
