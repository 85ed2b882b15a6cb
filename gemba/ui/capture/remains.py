"""Find what is left of a window on a spot of the screen after it went: pixels that are still what they were.

Flat patches tell nothing and count for nothing; one patch with something in it that did not change is enough for doubt,
and then every stretch that did not change is taken for a remain. Pure bytes; must not know windows or Qt.
"""

from __future__ import annotations

from collections.abc import Iterator

_PATCH_WIDTH_PX, _PATCH_HEIGHT_PX = 32, 16
_STRETCH_PX = 8
_FLAT = 0x80


def is_doubtful(before: bytes, after: bytes, width: int, height: int) -> bool:
    """Say whether a patch with something in it is the same before and after; both are rows of ``width`` x 4 bytes."""
    stride = width * 4
    for top in range(0, height, _PATCH_HEIGHT_PX):
        rows = range(top * stride, min(top + _PATCH_HEIGHT_PX, height) * stride, stride)
        for left in range(0, stride, _PATCH_WIDTH_PX * 4):
            right = min(left + _PATCH_WIDTH_PX * 4, stride)
            if all(before[row + left : row + right] == after[row + left : row + right] for row in rows):
                pixel = after[rows[0] + left : rows[0] + left + 4]
                flat = pixel * ((right - left) // 4)
                if any(after[row + left : row + right] != flat for row in rows):
                    return True
    return False


def remains(before: bytes, after: bytes, width: int, height: int) -> Iterator[tuple[int, int, int]]:
    """Give every stretch of a row that did not change: row, first column, and how many pixels."""
    stride = width * 4
    for row in range(height):
        at = row * stride
        if before[at : at + stride] == after[at : at + stride]:
            yield row, 0, width
            continue
        for left in range(0, stride, _STRETCH_PX * 4):
            right = min(left + _STRETCH_PX * 4, stride)
            if before[at + left : at + right] == after[at + left : at + right]:
                yield row, left // 4, (right - left) // 4


def make_flat(pixels: memoryview, stride: int, row: int, left: int, count: int) -> None:
    """Make a stretch of a picture flat grey."""
    at = row * stride + left * 4
    pixels[at : at + count * 4] = bytes([_FLAT]) * (count * 4)
