"""A rendition on paper: its base as it was encoded, its marks as vectors over it, its redactions once more as blocks.

The look of a mark is decided by imaging/geometry.py, so paper, canvas and picture agree. Marks come clipped by the
redactions (SETTLED §2). Must not know the appendix or ReportLab.
"""

from __future__ import annotations

from collections.abc import Iterator

from gemba.imaging.geometry import REDACTION_COLOUR, PathShape, RegionShape, TextShape, picture_shapes
from gemba.imaging.picture import Rendition
from gemba.model.values import NarrativeLanguage
from gemba.report.ink import BLACK, LIGHT, Clip, Image, Mark, Marks, Path, Text, Unclip, box
from gemba.report.para import set_words
from gemba.report.styles import TextStyle

_SCREEN_DPI = 96.0


def printed_size(rendition: Rendition, *, width: float, height: float) -> tuple[float, float]:
    """Return the size in points: as large as fits, never larger than at 96 pixels an inch (nothing is upscaled)."""
    base = rendition.base
    scale = min(width / base.width, height / base.height, 72.0 / _SCREEN_DPI)
    return base.width * scale, base.height * scale


def picture_marks(
    rendition: Rendition, *, x: float, y: float, width: float, height: float, language: NarrativeLanguage
) -> Marks:
    """Return the picture in its box with marks and redactions over it and a hairline around it."""
    scale = width / rendition.base.width
    key = rendition.sha256
    made: list[Mark] = [Clip(x, y, width, height), Image(x, y, width, height, key)]
    for shape in picture_shapes(rendition.marks, picture_size=rendition.base.size):
        if isinstance(shape, PathShape):
            made += _path(shape, x, y, scale)
        elif isinstance(shape, TextShape):
            made += _text(shape, x, y, scale, language)
        else:
            made += _region(shape, x, y, scale, rendition, key)
    for rect in rendition.redactions:
        left, top = x + rect.x0 * scale, y + rect.y0 * scale
        made.append(box(left, top, (rect.x1 - rect.x0) * scale, (rect.y1 - rect.y0) * scale, fill=REDACTION_COLOUR))
    made += [Unclip(), box(x, y, width, height, stroke=LIGHT)]
    return tuple(made)


def _moved(commands: tuple[tuple[str, tuple[float, ...]], ...], x: float, y: float, scale: float) -> Path:
    def points(numbers: tuple[float, ...]) -> tuple[float, ...]:
        return tuple((x if i % 2 == 0 else y) + number * scale for i, number in enumerate(numbers))

    return Path(tuple((name, points(numbers)) for name, numbers in commands))


def _path(shape: PathShape, x: float, y: float, scale: float) -> Iterator[Mark]:
    path = _moved(shape.commands, x, y, scale)
    if shape.halo_px > 0:
        yield path._replace(stroke="#FFFFFF", width=(shape.stroke_px + 2 * shape.halo_px) * scale)
    if shape.fill or shape.stroke:
        yield path._replace(
            fill=shape.fill or "", stroke=shape.stroke or "", width=shape.stroke_px * scale, opacity=shape.opacity
        )


def _text(shape: TextShape, x: float, y: float, scale: float, language: NarrativeLanguage) -> Iterator[Mark]:
    size = shape.size_px * scale
    made = set_words(shape.text, TextStyle(size, size, bold=shape.bold, colour=shape.colour), language)
    left = x + shape.x * scale - (made.width / 2 if shape.anchor == "middle" else 0)
    for mark in made.marks:
        if isinstance(mark, Text):
            halo = shape.halo_px * scale
            yield mark._replace(x=left + mark.x, y=y + shape.y * scale, halo=halo)


def _region(shape: RegionShape, x: float, y: float, scale: float, rendition: Rendition, key: str) -> Iterator[Mark]:
    width, height = rendition.base.width * scale, rendition.base.height * scale
    if shape.kind == "spotlight":
        whole = _rectangle(x, y, x + width, y + height)
        holes = [c for hole in shape.holes for c in _rectangle(*(_at(hole, x, y, scale)))]
        yield Path((*whole, *holes), fill=BLACK, opacity=shape.opacity, even_odd=True)
    elif shape.source is not None and shape.target is not None:
        left, top, right, bottom = _at(shape.target, x, y, scale)
        zoom = (shape.target[2] - shape.target[0]) / max(1.0, shape.source[2] - shape.source[0])
        yield Clip(left, top, right - left, bottom - top)
        dx, dy = left - shape.source[0] * scale * zoom, top - shape.source[1] * scale * zoom
        yield Image(dx, dy, width * zoom, height * zoom, key)
        yield Unclip()


def _at(rect: tuple[float, float, float, float], x: float, y: float, scale: float) -> tuple[float, ...]:
    return x + rect[0] * scale, y + rect[1] * scale, x + rect[2] * scale, y + rect[3] * scale


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> list[tuple[str, tuple[float, ...]]]:
    return [("M", (x0, y0)), ("L", (x1, y0)), ("L", (x1, y1)), ("L", (x0, y1)), ("Z", ())]
