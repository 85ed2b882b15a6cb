"""Burn redactions into pixels and cut the crop out: the only way from an original's frame to anything shown.

Works on raw bytes: a constant colour that does not depend on what is under it, then a physical crop; scaling and
encoding come after and see nothing else. Every sink takes a ``BakedFrame``, so handing over an original's frame is
a type error. Must not know files, codecs or marks other than redactions and crop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from gemba.imaging.clip import kept_rect, redaction_rects
from gemba.imaging.picture import Frame
from gemba.imaging.rects import IntRect, whole
from gemba.imaging.shape import REDACTION_COLOUR
from gemba.model.annotation import Annotation

REDACTION_RGB = bytes.fromhex(REDACTION_COLOUR[1:])


@dataclass(frozen=True, slots=True)
class BakedFrame(Frame):
    """Hold a frame after ``bake``.

    ``origin`` is the crop's corner in the original; ``redactions`` are the solid blocks in pixels of this frame;
    ``scale`` is pixels of this frame per pixel of the original.
    """

    origin: tuple[int, int] = (0, 0)
    redactions: tuple[IntRect, ...] = ()
    scale: float = 1.0


def bake(frame: Frame, annotation: Annotation, *, cropped: bool = True) -> BakedFrame:
    """Return the frame with every redaction filled and, if ``cropped``, only the crop's pixels left."""
    hidden = redaction_rects(annotation, frame.size, lossy=frame.lossy)
    kept = kept_rect(annotation, frame.size) if cropped else whole(frame.size)
    rgb = cut(fill(frame.rgb, frame.size, hidden), frame.size, kept)
    blocks = tuple(rect.meet(kept).moved(-kept.x0, -kept.y0) for rect in hidden if rect.meets(kept))
    return BakedFrame(kept.width, kept.height, rgb, frame.lossy, (kept.x0, kept.y0), blocks)


def scale_down(baked: BakedFrame, max_px: tuple[int, int]) -> BakedFrame:
    """Return the frame scaled to fit the box of that width and height; as it is where it fits already.

    The blocks are filled once more after scaling, so that they have one colour up to their edge.
    """
    scale = min(max_px[0] / baked.width, max_px[1] / baked.height)
    if scale >= 1:
        return baked
    size = (max(1, round(baked.width * scale)), max(1, round(baked.height * scale)))
    small = as_image(baked).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    ratios = (size[0] / baked.width, size[1] / baked.height)
    blocks = tuple(rect.scaled(*ratios).meet(whole(size)) for rect in baked.redactions)
    rgb = fill(small.tobytes(), size, blocks)
    return BakedFrame(*size, rgb, baked.lossy, baked.origin, blocks, baked.scale * ratios[0])


def fill(rgb: bytes, size: tuple[int, int], rects: Iterable[IntRect]) -> bytes:
    """Return the pixels with each rectangle in the one colour of redactions."""
    insides = [inside for inside in (rect.meet(whole(size)) for rect in rects) if not inside.is_empty]
    if not insides:
        return rgb
    out = bytearray(rgb)
    stride = size[0] * 3
    for inside in insides:
        row = REDACTION_RGB * inside.width
        for start in range(inside.y0 * stride + inside.x0 * 3, inside.y1 * stride, stride):
            out[start : start + len(row)] = row
    return bytes(out)


def cut(rgb: bytes, size: tuple[int, int], kept: IntRect) -> bytes:
    """Return the pixels of the rectangle and no others."""
    if kept == whole(size):
        return rgb
    stride = size[0] * 3
    view = memoryview(rgb)
    rows = (view[y * stride + kept.x0 * 3 : y * stride + kept.x1 * 3] for y in range(kept.y0, kept.y1))
    return b"".join(rows)


def as_image(frame: Frame) -> Image.Image:
    """Return the frame's pixels as a Pillow image that carries nothing else."""
    return Image.frombytes("RGB", frame.size, frame.rgb)
