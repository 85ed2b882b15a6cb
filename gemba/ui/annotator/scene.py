"""All marks of one picture as shapes with their bounds: what to draw in a rectangle, what lies under a point.

A crop cuts nothing here: what it leaves away is shaded by the canvas and can be brought back. Kept from edit to edit,
so that one changed mark of 5,000 costs one mark. Must not know Qt or the library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from gemba.imaging.geometry import (
    IntRect,
    PathShape,
    Shape,
    TextShape,
    number_radius,
    picture_shapes,
    redaction_block,
    redaction_rects,
    visible_marks,
)
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.ui.annotator.handles import Rect, copy_box, source_box, text_box

_MOST_RECTS = 16
_SURROUNDING = frozenset({MarkKind.SPOTLIGHT, MarkKind.REDACTION})
_INSIDE_COUNTS = frozenset({MarkKind.MARKER, MarkKind.REDACTION})


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark with what is drawn of it and where that lies."""

    mark: Mark
    shapes: tuple[Shape, ...]
    bounds: Rect | None


class Scene:
    """The marks of one picture; ``show`` says which rectangle has to be drawn again."""

    def __init__(self, size: tuple[int, int], *, lossy: bool, screen_scale: float = 1.0) -> None:
        """Take the picture's size and the scale of the screen that it is of; there are no marks yet."""
        self.size = size
        self.screen_scale = screen_scale
        self.lossy = lossy
        self.annotation = Annotation()
        self.blocks: tuple[IntRect, ...] = ()
        self._entries: dict[str, Entry] = {}

    def show(self, annotation: Annotation) -> tuple[Rect, ...]:
        """Take other marks and return the rectangles in which something looks different."""
        old = self.annotation
        if annotation == old:
            return ()
        self.annotation = annotation
        single = self._single_change(old, annotation)
        if single is not None:
            return self._swap(*single)
        covers_changed = old.redactions != annotation.redactions
        before = self._entries
        dirty: list[Rect] = []
        if covers_changed:
            blocks = redaction_rects(annotation, self.size, lossy=self.lossy)
            dirty = [_floats(block) for block in set(blocks) ^ set(self.blocks)]
            self.blocks = blocks
        self._entries = self._built(annotation, before, dirty)
        dirty += _differences(before, self._entries)
        dimmed = old.of_kind(MarkKind.SPOTLIGHT) != annotation.of_kind(MarkKind.SPOTLIGHT)
        if dimmed or _reordered(old, annotation):
            return ((0.0, 0.0, float(self.size[0]), float(self.size[1])),)
        return _joined(dirty)

    def _single_change(self, old: Annotation, new: Annotation) -> tuple[Mark | None, Mark | None] | None:
        """Return the one mark that was changed, added at the end or taken off, as it was and is; None for more.

        That is what hands do, and it must not cost a walk over 5,000 marks. What changes its surroundings is no such
        change: a cover hides words beside it, a spotlight dims all the rest.
        """
        before, after = old.marks, new.marks
        pairs = [(one, other) for one, other in zip(before, after, strict=False) if one is not other]
        if len(before) == len(after) and len(pairs) == 1 and pairs[0][0].id == pairs[0][1].id:
            was, now = pairs[0]
        elif len(after) == len(before) + 1 and not pairs and after[-1].id not in self._entries:
            was, now = None, after[-1]
        elif len(after) == len(before) - 1 and not pairs:
            was, now = before[-1], None
        else:
            return None
        alone = all(mark is None or mark.kind not in _SURROUNDING for mark in (was, now))
        return (was, now) if alone else None

    def _swap(self, was: Mark | None, now: Mark | None) -> tuple[Rect, ...]:
        """Put one mark in the place of another in the entries, and return what has to be drawn again."""
        dirty = []
        if was is not None:
            dirty.append(self._entries[was.id].bounds)
        if now is None:
            del self._entries[was.id if was is not None else ""]
        else:
            self._entries[now.id] = self._made([now], self.annotation.redactions)[now.id]
            dirty.append(self._entries[now.id].bounds)
        return _joined([rect for rect in dirty if rect is not None])

    def shapes_in(self, rect: Rect, *, but_not: frozenset[str] = frozenset()) -> list[Shape]:
        """Return what is drawn in a rectangle of the picture, lowest first, redactions on top of everything."""
        found = [entry for entry in self._within(rect) if entry.mark.id not in but_not]
        plain = [entry for entry in found if entry.mark.kind not in _SURROUNDING]
        out = [*self._dimming(but_not), *(shape for entry in plain for shape in entry.shapes)]
        covers = self.blocks
        if but_not:
            left = Annotation(tuple(mark for mark in self.annotation.redactions if mark.id not in but_not))
            covers = redaction_rects(left, self.size, lossy=self.lossy)
        return [*out, *(redaction_block(block) for block in covers if _meets(_floats(block), rect))]

    def _dimming(self, but_not: frozenset[str]) -> tuple[Shape, ...]:
        """Return all spotlights as one shape, which lies under every other mark and reaches everywhere."""
        lights = [mark for mark in self.annotation.of_kind(MarkKind.SPOTLIGHT) if mark.id not in but_not]
        seen = [mark for mark in lights if self._entries[mark.id].shapes]
        return picture_shapes(seen, picture_size=self.size) if seen else ()

    def echoes(self, rect: Rect) -> tuple[Rect, ...]:
        """Return where insets show a rectangle of the picture again."""
        insets = self.annotation.of_kind(MarkKind.INSET)
        return tuple(copy_box(mark) for mark in insets if _meets(source_box(mark), rect))

    def _within(self, rect: Rect) -> list[Entry]:
        """Return what shows in a rectangle, lowest first; written out, because it is asked over 5,000 marks."""
        x0, y0, x1, y1 = rect
        return [
            entry
            for entry in self._entries.values()
            if (box := entry.bounds) is not None and box[0] < x1 and box[2] > x0 and box[1] < y1 and box[3] > y0
        ]

    def count_in(self, rect: Rect) -> int:
        """Return how many marks show in a rectangle."""
        return len(self._within(rect))

    def mark(self, mark_id: str) -> Mark | None:
        """Return the mark of that id, or None."""
        entry = self._entries.get(mark_id)
        return entry.mark if entry else None

    def is_hidden(self, mark: Mark) -> bool:
        """Say whether nobody will see a mark: it lies under what is covered, or outside the frame of a crop."""
        if mark.kind in (MarkKind.REDACTION, MarkKind.CROP) or mark.id not in self._entries:
            return False
        crop = self.annotation.crop
        box = self._entries[mark.id].bounds
        return box is None or (crop is not None and not _meets(box, crop.box()))

    def has_lost_words(self, mark: Mark) -> bool:
        """Say whether a callout is seen without its words, because they touch what is covered."""
        entry = self._entries.get(mark.id)
        if entry is None or mark.kind is not MarkKind.CALLOUT or not mark.text.strip():
            return False
        return not any(isinstance(shape, TextShape) for shape in entry.shapes)

    def bounds(self, mark_id: str) -> Rect:
        """Return where a mark is drawn; its points where nothing of it is seen."""
        entry = self._entries[mark_id]
        return entry.bounds or entry.mark.box()

    def at(self, x: float, y: float, *, reach: float) -> Mark | None:
        """Return the mark under a point: the topmost line within ``reach``, else the smallest one around it.

        A crop is not there to be caught by a slip of the hand; the list of marks has it.
        """
        entries = (entry for entry in self._entries.values() if entry.mark.kind is not MarkKind.CROP)
        near = [entry.mark for entry in entries if _near(entry, x, y, reach)]
        for mark in reversed(near):
            if self._touched(mark, x, y, reach):
                return mark
        around = [mark for mark in near if mark.kind in (MarkKind.BOX, MarkKind.ELLIPSE) and _holds(mark.box(), x, y)]
        return min(around, key=lambda mark: _area(mark.box()), default=None)

    def _touched(self, mark: Mark, x: float, y: float, reach: float) -> bool:
        box = mark.box()
        reach += mark.width_px / 2
        if mark.kind is MarkKind.NUMBER:
            return math.dist(mark.points[0], (x, y)) <= number_radius(mark, self.size) + reach
        if mark.kind is MarkKind.TEXT:
            return _holds(text_box(mark, self.size), x, y)
        if mark.kind is MarkKind.INSET:
            return _holds(source_box(mark), x, y) or _holds(copy_box(mark), x, y)
        if mark.kind is MarkKind.CALLOUT:
            return _holds(bounds_of(self._entries[mark.id].shapes) or box, x, y)
        if mark.kind in _INSIDE_COUNTS:
            return _holds(box, x, y)
        if mark.kind in (MarkKind.BOX, MarkKind.ELLIPSE, MarkKind.SPOTLIGHT):
            inner = (box[0] + reach, box[1] + reach, box[2] - reach, box[3] - reach)
            return not (inner[0] < x < inner[2] and inner[1] < y < inner[3])
        return any(_distance((x, y), a, b) <= reach + mark.width_px for a, b in pairwise(mark.points))

    def _built(self, annotation: Annotation, before: dict[str, Entry], dirty: list[Rect]) -> dict[str, Entry]:
        """Return the entries; old ones hold outside the rectangles in which something else is covered now."""
        fresh = [mark for mark in annotation.marks if not _still(before.get(mark.id), mark, dirty)]
        made = self._made(fresh, annotation.redactions)
        return {mark.id: made.get(mark.id) or before[mark.id] for mark in annotation.marks}

    def _made(self, marks: list[Mark], covers: tuple[Mark, ...]) -> dict[str, Entry]:
        """Return the entries of some marks; a stroke that a redaction cuts comes back in pieces named id/2."""
        pointing = tuple(mark for mark in marks if mark.kind not in (MarkKind.REDACTION, MarkKind.CROP))
        pieces: dict[str, list[Mark]] = {}
        own = {mark.id for mark in pointing}
        for piece in visible_marks(Annotation((*pointing, *covers)), self.size, lossy=self.lossy):
            whole = piece.id if piece.id in own else piece.id.rpartition("/")[0]
            pieces.setdefault(whole, []).append(piece)
        out = {}
        for mark in marks:
            drawn = picture_shapes(pieces.get(mark.id, []), picture_size=self.size)
            block = mark.box() if mark.kind in _SURROUNDING and (drawn or mark.kind is MarkKind.REDACTION) else None
            out[mark.id] = Entry(mark, drawn, block or bounds_of(drawn))
        return out


def bounds_of(shapes: Iterable[Shape]) -> Rect | None:
    """Return the rectangle outside which the shapes draw nothing."""
    return _union([box for shape in shapes for box in _bounds(shape)])


def _bounds(shape: Shape) -> list[Rect]:
    if isinstance(shape, PathShape):
        numbers = [value for _, values in shape.commands for value in values]
        xs, ys = numbers[::2], numbers[1::2]
        edge = shape.stroke_px / 2 + shape.halo_px + 2
        return [(min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)]
    if isinstance(shape, TextShape):
        left, top, right, bottom = shape.box()
        edge = shape.halo_px + 0.3 * shape.size_px
        return [(left - edge, top - edge, right + edge, bottom + edge)]
    return [shape.target] if shape.target else []


def _still(old: Entry | None, mark: Mark, dirty: list[Rect]) -> bool:
    if old is None or (old.mark is not mark and old.mark != mark):
        return False
    if not dirty:
        return True
    box = mark.box()
    reach = _union([box, old.bounds or box]) or box
    return not any(_meets(reach, rect) for rect in dirty)


def _differences(before: dict[str, Entry], after: dict[str, Entry]) -> list[Rect]:
    out: list[Rect] = []
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is not new and (old is None or new is None or old.shapes != new.shapes or old.bounds != new.bounds):
            out += [entry.bounds for entry in (old, new) if entry is not None and entry.bounds is not None]
    return out


def _reordered(old: Annotation, new: Annotation) -> bool:
    kept = {mark.id for mark in old.marks} & {mark.id for mark in new.marks}
    return [mark.id for mark in old.marks if mark.id in kept] != [mark.id for mark in new.marks if mark.id in kept]


def _union(rects: list[Rect]) -> Rect | None:
    if not rects:
        return None
    return min(r[0] for r in rects), min(r[1] for r in rects), max(r[2] for r in rects), max(r[3] for r in rects)


def _joined(rects: list[Rect]) -> tuple[Rect, ...]:
    """Return the rectangles with those that touch put together: one moved far redraws two places, no more."""
    if len(rects) > _MOST_RECTS:
        return tuple(rect for rect in (_union(rects),) if rect is not None)
    out: list[Rect] = []
    for rect in rects:
        while any(_meets(one, rect) for one in out):
            hit = next(one for one in out if _meets(one, rect))
            out.remove(hit)
            rect = _union([hit, rect]) or rect
        out.append(rect)
    return tuple(out)


def _floats(rect: IntRect) -> Rect:
    return float(rect.x0), float(rect.y0), float(rect.x1), float(rect.y1)


def _meets(box: Rect | None, rect: Rect) -> bool:
    return box is not None and box[0] < rect[2] and box[2] > rect[0] and box[1] < rect[3] and box[3] > rect[1]


def _near(entry: Entry, x: float, y: float, reach: float) -> bool:
    box = entry.bounds or entry.mark.box()
    return box[0] - reach <= x <= box[2] + reach and box[1] - reach <= y <= box[3] + reach


def _holds(box: Rect, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _area(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _distance(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length
    t = min(max(t, 0.0), 1.0)
    return math.dist(point, (a[0] + t * dx, a[1] + t * dy))
