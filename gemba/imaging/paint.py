"""Paint shapes with Pillow: the picture counterpart of the canvas and of the paper. Knows shapes, not marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gemba import paths
from gemba.errors import EnvironmentProblem
from gemba.imaging.outline import Area, coverage, filled, flatten, stroked
from gemba.imaging.shape import HALO_COLOUR, Face, PathShape, RegionShape, Shape, TextShape, rounded
from gemba.imaging.words import width_em
from gemba.message import say

_OVERSAMPLE = 4
_LETTERS_A_LINE = 2000
# The regular face has every ideograph of both scripts, the bold one that ships has not; so it is drawn with a pen.
_BOLDER = {Face.CJK: 0.018}


@dataclass(frozen=True, slots=True)
class FontPaths:
    """Say where the two faces of marks are."""

    latin: Path
    cjk: Path

    @staticmethod
    def shipped() -> FontPaths:
        """Return the fonts that ship with gemba."""
        return FontPaths(paths.font("LiberationSans-Bold.ttf"), paths.font("NotoSansSC-Regular.ttf"))

    def of(self, face: Face) -> Path:
        """Return the file of one face."""
        return self.latin if face is Face.LATIN else self.cjk


def paint(picture: Image.Image, shapes: Sequence[Shape], fonts: FontPaths) -> Image.Image:
    """Return the RGB picture with the shapes painted on it in order; the given one stays as it is.

    Raises EnvironmentProblem where a font file is missing or broken.
    """
    out = picture.copy()
    at = 0
    while at < len(shapes):
        shape = shapes[at]
        if isinstance(shape, TextShape):
            end = at
            while end < len(shapes) and isinstance(shapes[end], TextShape):
                end += 1
            _paint_text(out, [s for s in shapes[at:end] if isinstance(s, TextShape)], fonts)
            at = end
            continue
        if isinstance(shape, PathShape):
            _paint_path(out, shape)
        elif shape.kind == "spotlight":
            _paint_spotlight(out, shape)
        else:
            _paint_inset(out, picture, shape)
        at += 1
    return out


def _paint_path(out: Image.Image, shape: PathShape) -> None:
    lines = flatten(shape.commands)
    inside = filled(lines) if shape.fill else []
    if shape.halo_px > 0:
        _cover(out, [*inside, *stroked(lines, shape.stroke_px + 2 * shape.halo_px)], HALO_COLOUR, 1.0)
    if shape.fill:
        _cover(out, inside, shape.fill, shape.opacity)
    if shape.stroke and shape.stroke_px > 0:
        _cover(out, stroked(lines, shape.stroke_px), shape.stroke, shape.opacity)


def _cover(out: Image.Image, areas: Sequence[Area], colour: str, opacity: float) -> None:
    for left, top, mask in coverage(areas, out.size):
        part = mask if opacity >= 1 else mask.point([round(level * opacity) for level in range(256)])
        out.paste(colour, (left, top, left + mask.width, top + mask.height), part)


def _paint_spotlight(out: Image.Image, shape: RegionShape) -> None:
    dark = Image.new("L", out.size, round(255 * shape.opacity))
    for hole in shape.holes:
        for left, top, mask in coverage(filled(flatten(rounded(hole, shape.radius_px))), out.size):
            dark.paste(0, (left, top, left + mask.width, top + mask.height), mask)
    out.paste("#000000", (0, 0, *out.size), dark)


def _paint_inset(out: Image.Image, clean: Image.Image, shape: RegionShape) -> None:
    """Magnify from the picture without marks; parts of the source outside the picture stay as the frame's ground."""
    if shape.source is None or shape.target is None:
        return
    source, target = shape.source, shape.target
    zoom_x = (target[2] - target[0]) / max(source[2] - source[0], 1e-6)
    zoom_y = (target[3] - target[1]) / max(source[3] - source[1], 1e-6)
    x0, y0 = max(0.0, source[0]), max(0.0, source[1])
    x1, y1 = min(float(clean.width), source[2]), min(float(clean.height), source[3])
    left, top = round(target[0] + (x0 - source[0]) * zoom_x), round(target[1] + (y0 - source[1]) * zoom_y)
    right, bottom = round(target[0] + (x1 - source[0]) * zoom_x), round(target[1] + (y1 - source[1]) * zoom_y)
    if x1 - x0 <= 0 or y1 - y0 <= 0 or not 0 < (right - left) * (bottom - top) <= 4 * clean.width * clean.height:
        return
    copy = clean.resize((right - left, bottom - top), Image.Resampling.BICUBIC, box=(x0, y0, x1, y1))
    out.paste(copy, (left, top))


def _paint_text(out: Image.Image, shapes: Sequence[TextShape], fonts: FontPaths) -> None:
    """Paint all halos of neighbouring runs first, so that none cuts into the letters beside it."""
    for shape in shapes:
        if shape.halo_px > 0:
            _letters(out, shape, fonts, HALO_COLOUR, shape.halo_px)
    for shape in shapes:
        _letters(out, shape, fonts, shape.colour, 0.0)


def _letters(out: Image.Image, shape: TextShape, fonts: FontPaths, colour: str, outline_px: float) -> None:
    """Paint one run four times as large and averaged: hinting at size would move letters off the shared layout."""
    n = _OVERSAMPLE
    margin = outline_px + shape.size_px
    left, top, right, bottom = shape.box()
    x0, y0 = max(0, math.floor(left - margin)), max(0, math.floor(top - margin))
    x1, y1 = min(out.width, math.ceil(right + margin)), min(out.height, math.ceil(bottom + margin))
    if x1 <= x0 or y1 <= y0:
        return
    mask = Image.new("L", ((x1 - x0) * n, (y1 - y0) * n), 0)
    font = _font(fonts.of(shape.face), shape.size_px * n)
    at = ((left - x0) * n, (shape.y - y0) * n)
    pen = (outline_px + _BOLDER.get(shape.face, 0.0) * shape.size_px) * n
    ImageDraw.Draw(mask).text(at, _reaching(shape, out.width), fill=255, font=font, anchor="ls", stroke_width=pen)
    out.paste(colour, (x0, y0, x1, y1), mask.reduce(n))


def _reaching(shape: TextShape, right_px: int) -> str:
    """Return the letters up to the picture's right edge: a line of 100,000 letters would take gigabytes to draw."""
    room = (right_px - shape.box()[0]) / shape.size_px + 1
    reach = 0.0
    for count, character in enumerate(shape.text):
        if reach > room or count >= _LETTERS_A_LINE:
            return shape.text[:count]
        reach += width_em(character)
    return shape.text


@lru_cache(maxsize=32)
def _font(path: Path, size_px: float) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)
    except OSError as problem:
        sentence = say("The font file {name} is missing or damaged.", name=path.name)
        raise EnvironmentProblem(sentence, mend=say("Install gemba again.")) from problem
