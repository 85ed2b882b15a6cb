"""Letters as small pictures, drawn once and put down often: filling an outline anew costs a hundred times as much.

A stamp stands on a quarter of a pixel, which no eye tells from where it belongs. Only for pictures in their own
pixels; an enlarged view draws the outlines (glyphs.py). Must not know marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from gemba.imaging.geometry import Face, TextShape
from gemba.ui.annotator.glyphs import DRAWN_PX, letter

LARGEST_PX = 72.0
_PHASES = 4
_KEPT_BYTES = 12 * 1024 * 1024
_FORMAT = QImage.Format.Format_ARGB32_Premultiplied

Key = tuple[Face, str, float, float, str, int, int]
Stamp = tuple[int, int, QImage]


class _Kept:
    """The stamps of this program; forgotten all at once when they take too much. Any thread may ask.

    Two threads that make the same stamp make the same picture, so that no lock is needed.
    """

    def __init__(self) -> None:
        self.made: dict[Key, Stamp] = {}
        self.bytes = 0

    def keep(self, key: Key, stamp: Stamp) -> Stamp:
        """Keep a stamp."""
        if self.bytes > _KEPT_BYTES:
            self.made = {}
            self.bytes = 0
        self.bytes += stamp[2].sizeInBytes()
        self.made[key] = stamp
        return stamp


_KEPT = _Kept()


def kept_bytes() -> int:
    """Return what all stamps take."""
    return _KEPT.bytes


def stamps(shape: TextShape, colour: str, *, pen_px: float) -> Iterator[Stamp]:
    """Give left, top and picture of every letter of a run, thickened by a round pen where asked."""
    pen = round(pen_px / shape.size_px, 3)
    scale = shape.size_px / DRAWN_PX
    whole_y, phase_y = _quartered(shape.y)
    along = shape.box()[0]
    for character in shape.text:
        whole_x, phase_x = _quartered(along)
        key = (shape.face, character, shape.size_px, pen, colour, phase_x, phase_y)
        left, top, image = _KEPT.made.get(key) or _KEPT.keep(key, _made(key))
        if not image.isNull():
            yield whole_x + left, whole_y + top, image
        along += letter(shape.face, character, pen)[1] * scale


def _quartered(place: float) -> tuple[int, int]:
    quarters = round(place * _PHASES)
    return quarters // _PHASES, quarters % _PHASES


def _made(key: Key) -> Stamp:
    face, character, size_px, pen, colour, phase_x, phase_y = key
    scale = size_px / DRAWN_PX
    path = QTransform(scale, 0, 0, scale, phase_x / _PHASES, phase_y / _PHASES).map(letter(face, character, pen)[0])
    box = path.boundingRect()
    if box.isEmpty():
        return 0, 0, QImage()
    left, top = math.floor(box.left()) - 1, math.floor(box.top()) - 1
    image = QImage(math.ceil(box.right()) + 1 - left, math.ceil(box.bottom()) + 1 - top, _FORMAT)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-left, -top)
    painter.fillPath(path, QColor(colour))
    painter.end()
    return left, top, image
