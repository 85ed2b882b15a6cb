"""A large picture at half its size, a quarter…, so that one drawn small keeps its letters.

Qt looks at four pixels for each that it draws, and leaves out the others of a picture drawn smaller than half. Must not
know whose picture it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap

#: opaque, as the screen has it: the quickest to draw
FORMAT = QImage.Format.Format_RGB32
_SMALLEST_PX = 640
_HALF_ENOUGH = 0.5
_Drawn = TypeVar("_Drawn", QImage, QPixmap)


def has_halves(image: QImage) -> bool:
    """Say whether an image is so large that it has halves."""
    return max(image.width(), image.height()) > 2 * _SMALLEST_PX


def halved(image: QImage) -> QImage:
    """Return the image at half its size; safe off the window's thread."""
    size = QSize(max(1, image.width() // 2), max(1, image.height() // 2))
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(FORMAT)


def halves_of(image: QImage) -> list[QImage]:
    """Return the image at a half, a quarter… of its size; safe off the window's thread."""
    out: list[QImage] = []
    while has_halves(image):
        image = halved(image)
        out.append(image)
    return out


def drawn_from(whole: _Drawn, halves: Sequence[_Drawn], zoom: float) -> _Drawn:
    """Return the smallest of a picture and its halves that is enough for a zoom, in screen pixels a picture pixel."""
    for half in halves:
        if zoom > _HALF_ENOUGH:
            break
        whole, zoom = half, zoom * 2
    return whole
