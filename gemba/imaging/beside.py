"""Two Renditions as one picture, each below what is said of it: for the clipboard and for a file.

What stands on it is what each Rendition shows, pixel for pixel, with the blocks filled once more. Must not know what
the two are to each other, nor where the picture goes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from gemba.imaging import png
from gemba.imaging.export import chosen
from gemba.imaging.paint import FontPaths, paint
from gemba.imaging.picture import SEAL, Frame, Rendition
from gemba.imaging.rects import IntRect
from gemba.imaging.redact import fill
from gemba.imaging.render import open_own
from gemba.imaging.shape import PathShape, Shape, rounded
from gemba.imaging.words import ASCENT, LEADING, line_shapes, wrap

_GROUND, _INK, _LINE = "#FFFFFF", "#1C1F24", "#B9B6AE"
_LEAST_TEXT_PX, _MOST_TEXT_PX = 15.0, 60.0
#: a picture that is narrower has a column this wide, in letters' heights, so that its words can be read
_LEAST_COLUMN_EM = 14
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class _Column:
    """One of the two: its pixels, where its left edge is, how wide it is, and its words in lines."""

    frame: Frame
    left: int
    width: int
    lines: tuple[str, ...]


def beside(first: Rendition, second: Rendition, *, captions: tuple[str, str]) -> Rendition:
    """Return one picture of both, marks painted, the captions above them; always PNG.

    The captions are as they may leave. Neither is scaled; both stand on one line at the top. Raises TypeError for
    what is no Rendition, EnvironmentProblem where a font is missing.
    """
    pair = (first, second)
    frames = [open_own(chosen(one, "flat")) for one in pair]
    text_px = _text_px(frames)
    gap = round(text_px)
    columns = _columns(frames, captions, text_px, gap)
    top = gap + math.ceil(max(len(one.lines) for one in columns) * LEADING * text_px + 0.5 * text_px)
    size = (columns[1].left + columns[1].width + gap, top + max(one.height for one in frames) + gap)
    sheet = Image.new("RGB", size, _GROUND)
    for column in columns:
        frame = column.frame
        sheet.paste(Image.frombytes("RGB", frame.size, frame.rgb), (column.left, top))
    painted = paint(sheet, tuple(_drawn(columns, top, gap, text_px)), FontPaths.shipped())
    blocks = tuple(
        _moved(rect, column.left, top)
        for one, column in zip(pair, columns, strict=True)
        for rect in one.redactions
        if not rect.is_empty
    )
    flat = png.encode(Frame(*size, fill(painted.tobytes(), size, blocks)))
    return Rendition(first.capture_id, flat, flat, (), blocks, 1.0, flat.sha256, seal=SEAL)


def _text_px(frames: list[Frame]) -> float:
    """Return the height of the words: readable where the larger picture is, when both fill a page."""
    edge = max(math.sqrt(one.width * one.height) for one in frames)
    return float(round(min(max(0.021 * edge, _LEAST_TEXT_PX), _MOST_TEXT_PX)))


def _columns(frames: list[Frame], captions: tuple[str, str], text_px: float, gap: int) -> tuple[_Column, _Column]:
    made = []
    left = gap
    for frame, caption in zip(frames, captions, strict=True):
        width = max(frame.width, round(_LEAST_COLUMN_EM * text_px))
        lines = wrap(caption, width, text_px)
        if len(lines) > _MOST_LINES:
            lines = (*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…")
        made.append(_Column(frame, left, width, lines))
        left += width + gap
    return made[0], made[1]


def _drawn(columns: tuple[_Column, _Column], top: int, gap: int, text_px: float) -> Iterator[Shape]:
    """Give the words, and a hairline just outside each picture: two white pages would run into each other."""
    for column in columns:
        for at, line in enumerate(column.lines):
            baseline = gap + (at * LEADING + ASCENT) * text_px
            yield from line_shapes(line, column.left, baseline, text_px, _INK)
        right, bottom = column.left + column.frame.width, top + column.frame.height
        edge = rounded((column.left - 0.5, top - 0.5, right + 0.5, bottom + 0.5), 0)
        yield PathShape(edge, _LINE, 1.0)


def _moved(rect: IntRect, dx: int, dy: int) -> IntRect:
    return IntRect(rect.x0 + dx, rect.y0 + dy, rect.x1 + dx, rect.y1 + dy)
