"""Put marks in line with each other, at even distances, above or below. Pure values; must not know Qt or the library.

One mark lines up with the picture, several with the box around them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from gemba.model.annotation import Mark
from gemba.ui.annotator.handles import Rect, Size

Edge = Literal["left", "right", "top", "bottom", "across", "down"]
Bounds = Callable[[Mark], Rect]


def aligned(marks: Sequence[Mark], edge: Edge, bounds: Bounds, size: Size) -> tuple[Mark, ...]:
    """Return the marks moved so that an edge, or the middle across or down, lies in one line."""
    boxes = [bounds(mark) for mark in marks]
    around = _around(boxes) if len(marks) > 1 else (0.0, 0.0, float(size[0]), float(size[1]))
    out = []
    for mark, box in zip(marks, boxes, strict=True):
        by = {
            "left": (around[0] - box[0], 0.0),
            "right": (around[2] - box[2], 0.0),
            "top": (0.0, around[1] - box[1]),
            "bottom": (0.0, around[3] - box[3]),
            "across": ((around[0] + around[2] - box[0] - box[2]) / 2, 0.0),
            "down": (0.0, (around[1] + around[3] - box[1] - box[3]) / 2),
        }[edge]
        out.append(mark.moved(float(round(by[0])), float(round(by[1]))))
    return tuple(out)


def spread(marks: Sequence[Mark], axis: Literal["x", "y"], bounds: Bounds) -> tuple[Mark, ...]:
    """Return three or more marks moved so that the gaps between them are even; the outer two stay."""
    low, high = (0, 2) if axis == "x" else (1, 3)
    order = sorted(marks, key=lambda mark: bounds(mark)[low] + bounds(mark)[high])
    if len(order) < 3:
        return tuple(marks)
    boxes = [bounds(mark) for mark in order]
    room = boxes[-1][high] - boxes[0][low] - sum(box[high] - box[low] for box in boxes)
    gap, at = room / (len(order) - 1), boxes[0][low]
    moved = {}
    for mark, box in zip(order, boxes, strict=True):
        by = float(round(at - box[low]))
        moved[mark.id] = mark.moved(by, 0.0) if axis == "x" else mark.moved(0.0, by)
        at += box[high] - box[low] + gap
    return tuple(moved[mark.id] for mark in marks)


def stacked(marks: Sequence[Mark], chosen: Sequence[Mark], *, front: bool) -> tuple[Mark, ...]:
    """Return all marks, lowest first, with the chosen ones above or below all others."""
    ids = {mark.id for mark in chosen}
    others = tuple(mark for mark in marks if mark.id not in ids)
    kept = tuple(mark for mark in marks if mark.id in ids)
    return (*others, *kept) if front else (*kept, *others)


def _around(boxes: Sequence[Rect]) -> Rect:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
