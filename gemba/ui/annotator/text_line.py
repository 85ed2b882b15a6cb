"""How high the line of text is that a block lies on: between the empty rows above and below it.

Only the height is looked at. A block made from it runs from edge to edge, so that nothing about the words is told by
its size. Must not know marks or widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from gemba.ui.annotator.handles import Rect

_EMPTY_RANGE = 24
_MOST_HEIGHTS = 1.5


def line_rows(picture: QImage, block: Rect) -> tuple[float, float]:
    """Return top and bottom of the line that a block lies on, at least the block's own; in pixels of the picture.

    Looks at most one and a half times the block's height up and down, at least 12 pixels.
    """
    left, right = max(int(block[0]), 0), min(int(block[2]) + 1, picture.width())
    reach = max(12, round(_MOST_HEIGHTS * (block[3] - block[1])))
    first, last = max(int(block[1]) - reach, 0), min(int(block[3]) + 1 + reach, picture.height())
    if right <= left or last <= first:
        return block[1], block[3]
    part = picture.copy(QRect(left, first, right - left, last - first))
    grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
    data, stride, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()

    def is_empty(row: int) -> bool:
        pixels = data[row * stride : row * stride + width]
        return max(pixels) - min(pixels) <= _EMPTY_RANGE

    top, bottom = max(int(block[1]) - first, 0), min(int(block[3]) - first, grey.height() - 1)
    while top > 0 and not is_empty(top):
        top -= 1
    while bottom < grey.height() - 1 and not is_empty(bottom):
        bottom += 1
    return min(block[1], float(first + top)), max(block[3], float(first + bottom + 1))
