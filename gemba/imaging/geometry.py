"""What marks look like and which pixels a redaction takes: pure numbers, shared by canvas, paper and picture.

This is the one module of imaging that report and ui may import beside the Rendition. Must not know Pillow, Qt,
ReportLab, files or the store.

Draw ``picture_shapes(marks, picture_size=…)`` in order and the three outputs agree. ``visible_marks`` says first
which marks may be drawn at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from gemba.imaging.clip import clip_shapes_by, kept_rect, moved_and_scaled, redaction_rects, visible_marks
from gemba.imaging.marks import (
    CALLOUT_INK,
    LOOKS,
    Size,
    callout_extent,
    number_radius,
    redaction,
    redaction_block,
    text_size,
)
from gemba.imaging.rects import IntRect, crop_rect, outward, snap
from gemba.imaging.shape import (
    HALO_COLOUR,
    REDACTION_COLOUR,
    Command,
    Face,
    PathShape,
    RegionShape,
    Shape,
    TextShape,
)
from gemba.model.annotation import Mark, MarkKind

__all__ = [
    "CALLOUT_INK",
    "HALO_COLOUR",
    "REDACTION_COLOUR",
    "Command",
    "Face",
    "IntRect",
    "PathShape",
    "RegionShape",
    "Shape",
    "TextShape",
    "callout_extent",
    "clip_shapes_by",
    "crop_rect",
    "kept_rect",
    "moved_and_scaled",
    "number_radius",
    "outward",
    "picture_shapes",
    "redaction_block",
    "redaction_rects",
    "shapes",
    "snap",
    "text_size",
    "visible_marks",
]


def shapes(mark: Mark, *, picture_size: Size, lossy: bool = False) -> tuple[Shape, ...]:
    """Return the shapes of one mark, lowest first, in pixels of a picture of that width and height.

    ``lossy`` matters to redactions only (see ``snap``). A crop gives nothing: it is carried out, not drawn.
    """
    if mark.kind is MarkKind.REDACTION:
        return redaction(mark, picture_size, lossy=lossy)
    return LOOKS[mark.kind](mark, picture_size)


def picture_shapes(marks: Iterable[Mark], *, picture_size: Size) -> tuple[Shape, ...]:
    """Return the shapes of all marks of one picture, lowest first.

    Spotlights come first and as one, so that two of them do not dim each other and none dims an arrow.
    """
    every = [shape for mark in marks for shape in shapes(mark, picture_size=picture_size)]
    lights = [s for s in every if isinstance(s, RegionShape) and s.kind == "spotlight"]
    rest = [s for s in every if not (isinstance(s, RegionShape) and s.kind == "spotlight")]
    if not lights:
        return tuple(rest)
    holes = tuple(hole for light in lights for hole in light.holes)
    return (RegionShape("spotlight", holes=holes, radius_px=lights[0].radius_px, opacity=lights[0].opacity), *rest)
