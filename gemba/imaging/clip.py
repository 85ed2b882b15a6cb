"""Keep of an annotation what may be seen: marks cut by redactions and crop, whatever the stacking (SETTLED §2).

Text under a redaction is dropped, strokes are cut at its edge, so that neither pixels nor vectors carry them.
Boxes, ellipses, markers and spotlights keep their corners: four numbers, and the block lies over them.
Must not know Pillow, Qt or ReportLab.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from gemba.imaging.marks import LOOKS, number_radius, text_size
from gemba.imaging.rects import IntRect, crop_rect, snap, touched, whole, without
from gemba.imaging.shape import Point, Rect, Shape, TextShape
from gemba.model.annotation import Annotation, Mark, MarkKind

Size = tuple[int, int]
_WORDED = frozenset({MarkKind.TEXT, MarkKind.NUMBER, MarkKind.CALLOUT})
# Words may reach out of the picture where their place does not; an inset comes back with its corners in order.
_CUT_ANYWHERE = frozenset({MarkKind.TEXT, MarkKind.CALLOUT, MarkKind.INSET})


def redaction_rects(annotation: Annotation, size: Size, *, lossy: bool) -> tuple[IntRect, ...]:
    """Return the rectangles to burn in, in pixels of the uncropped picture; empty ones are left out."""
    rects = (snap(m.box(), lossy=lossy, size=size, full_width=m.full_width) for m in annotation.redactions)
    return tuple(rect for rect in rects if not rect.is_empty)


def kept_rect(annotation: Annotation, size: Size) -> IntRect:
    """Return the part of the picture that the crop keeps; all of it without a crop."""
    return whole(size) if annotation.crop is None else crop_rect(annotation.crop.box(), size)


def visible_marks(annotation: Annotation, size: Size, *, lossy: bool) -> tuple[Mark, ...]:
    """Return the marks that may be drawn, lowest first, in pixels of the uncropped picture.

    No redactions and no crops are among them; text sizes left open are settled by ``size``. One pencil stroke,
    line or arrow may come back as several marks (``id``, ``id/2``, …).
    """
    hidden = redaction_rects(annotation, size, lossy=lossy)
    kept = kept_rect(annotation, size)
    return tuple(piece for mark in annotation.drawn for piece in _visible(_settled(mark, size), hidden, kept, size))


def moved_and_scaled(mark: Mark, dx: float, dy: float, scale: float) -> Mark:
    """Return the mark moved, then scaled, its stroke and text with it."""
    points = tuple(((x + dx) * scale, (y + dy) * scale) for x, y in mark.points)
    size_px = None if mark.size_px is None else mark.size_px * scale
    return replace(mark, points=points, width_px=mark.width_px * scale, size_px=size_px)


def clip_shapes_by(shapes: Iterable[Shape], redactions: Sequence[IntRect]) -> tuple[Shape, ...]:
    """Drop the text shapes that touch a redaction; for views that draw marks over a Preview."""
    return tuple(s for s in shapes if not (isinstance(s, TextShape) and _meets_any(s.box(), redactions)))


def _settled(mark: Mark, size: Size) -> Mark:
    if mark.kind is MarkKind.NUMBER:
        return replace(mark, size_px=number_radius(mark, size))
    if mark.kind in _WORDED:
        return replace(mark, size_px=text_size(mark, size))
    return replace(mark, text="", size_px=None) if mark.text or mark.size_px is not None else mark


def _visible(mark: Mark, hidden: Sequence[IntRect], kept: IntRect, size: Size) -> list[Mark]:
    if not hidden and mark.kind not in _CUT_ANYWHERE and _lies_in(mark.box(), kept):
        return [mark]
    match mark.kind:
        case MarkKind.TEXT:
            return _visible_text(mark, hidden, kept, size)
        case MarkKind.CALLOUT:
            return _visible_callout(mark, hidden, kept, size)
        case MarkKind.NUMBER:
            return _visible_number(mark, hidden, kept)
        case MarkKind.PENCIL | MarkKind.LINE | MarkKind.ARROW:
            return _visible_stroke(mark, hidden, kept)
        case MarkKind.INSET:
            return _visible_inset(mark, hidden, kept)
    return _unless_covered(mark, hidden, kept)


def _visible_text(mark: Mark, hidden: Sequence[IntRect], kept: IntRect, size: Size) -> list[Mark]:
    boxes = _text_boxes(mark, size)
    if _under(mark.points[0], hidden) or any(_meets_any(b, hidden) for b in boxes):
        return []
    return [mark] if any(_meets_any(b, [kept]) for b in boxes) else []


def _visible_callout(mark: Mark, hidden: Sequence[IntRect], kept: IntRect, size: Size) -> list[Mark]:
    boxes = _text_boxes(mark, size)
    if any(_meets_any(b, hidden) for b in boxes) or not any(_meets_any(b, [kept]) for b in boxes):
        mark = replace(mark, text="")
    return _unless_covered(mark, hidden, kept)


def _visible_number(mark: Mark, hidden: Sequence[IntRect], kept: IntRect) -> list[Mark]:
    (x, y), r = mark.points[0], mark.size_px or 0.0
    if _under((x, y), hidden) or not kept.has_point(x, y):
        return []
    tip = mark.points[1:]
    # A tip that points under a block stops at its edge; the direction from the disc is what stays.
    seen = _open_spans((x, y), tip[0], hidden, kept) if tip else []
    if tip and seen and seen[0][1] < 1:
        end = seen[0][1]
        tip = ((x + (tip[0][0] - x) * end, y + (tip[0][1] - y) * end),)
    covered = _covered((x - r, y - r, x + r, y + r), hidden)
    return [] if covered else [replace(mark, points=((x, y), *tip))]


def _visible_stroke(mark: Mark, hidden: Sequence[IntRect], kept: IntRect) -> list[Mark]:
    """Cut a stroke into its open pieces; the last piece of an arrow keeps the head."""
    pieces: list[list[Point]] = []
    for a, b in pairwise(mark.points):
        for start, end in _open_spans(a, b, hidden, kept):
            first, last = _along(a, b, start), _along(a, b, end)
            if start == 0 and pieces and pieces[-1][-1] == first:
                pieces[-1].append(last)
            else:
                pieces.append([first, last])
    out = [replace(mark, id=f"{mark.id}/{n + 1}" if n else mark.id, points=tuple(p)) for n, p in enumerate(pieces)]
    if mark.kind is MarkKind.ARROW:
        out[:-1] = [replace(piece, kind=MarkKind.LINE) for piece in out[:-1]]
    return out


def _visible_inset(mark: Mark, hidden: Sequence[IntRect], kept: IntRect) -> list[Mark]:
    """Magnify only what the crop keeps."""
    x0, y0, x1, y1 = Mark("", MarkKind.BOX, mark.points[:2]).box()
    left, top = max(x0, kept.x0), max(y0, kept.y0)
    right, bottom = min(x1, kept.x1), min(y1, kept.y1)
    if right - left < 1 or bottom - top < 1:
        return []
    tx, ty = mark.points[2]
    corner = (tx + (left - x0) * mark.zoom, ty + (top - y0) * mark.zoom)
    target = (*corner, corner[0] + (right - left) * mark.zoom, corner[1] + (bottom - top) * mark.zoom)
    if _covered(target, hidden) or not _meets_any(target, [kept]):
        return []
    return [replace(mark, points=((left, top), (right, bottom), corner))]


def _unless_covered(mark: Mark, hidden: Sequence[IntRect], kept: IntRect) -> list[Mark]:
    gone = _covered(mark.box(), hidden) or not _meets_any(mark.box(), [kept])
    return [] if gone else [mark]


def _text_boxes(mark: Mark, size: Size) -> list[Rect]:
    return [shape.box() for shape in LOOKS[mark.kind](mark, size) if isinstance(shape, TextShape)]


def _meets_any(box: Rect, rects: Sequence[IntRect]) -> bool:
    return any(box[0] < r.x1 and box[2] > r.x0 and box[1] < r.y1 and box[3] > r.y0 for r in rects)


def _lies_in(box: Rect, rect: IntRect) -> bool:
    return box[0] > rect.x0 and box[1] > rect.y0 and box[2] < rect.x1 and box[3] < rect.y1


def _covered(box: Rect, hidden: Sequence[IntRect]) -> bool:
    if not hidden:
        return False
    return not without(touched(*box), hidden)


def _under(point: Point, hidden: Sequence[IntRect]) -> bool:
    return any(rect.has_point(*point) for rect in hidden)


def _along(a: Point, b: Point, t: float) -> Point:
    if t in (0, 1):
        return b if t else a
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _open_spans(a: Point, b: Point, hidden: Sequence[IntRect], kept: IntRect) -> list[tuple[float, float]]:
    """Return the stretches of the line from ``a`` (0) to ``b`` (1) inside the crop and outside every redaction."""
    inside = _span_within(a, b, kept)
    spans = [] if inside is None else [inside]
    for rect in hidden:
        cut = _span_within(a, b, rect)
        if cut is None:
            continue
        spans = [
            (low, high)
            for start, end in spans
            for low, high in ((start, min(end, cut[0])), (max(start, cut[1]), end))
            if high - low > 1e-9
        ]
    return spans


def _span_within(a: Point, b: Point, rect: IntRect) -> tuple[float, float] | None:
    """Return where the line runs inside the rectangle (Liang and Barsky), or None."""
    low, high = 0.0, 1.0
    for start, end, first, last in ((a[0], b[0], rect.x0, rect.x1), (a[1], b[1], rect.y0, rect.y1)):
        step = end - start
        if step == 0:
            if not first <= start <= last:
                return None
            continue
        near, far = sorted(((first - start) / step, (last - start) / step))
        low, high = max(low, near), min(high, far)
    return (low, high) if low < high or (low == high and a == b) else None
