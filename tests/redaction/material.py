"""Pairs of pictures that differ only under redactions, the sinks that imaging has, and builds of it with a fault.

A sink is anything a picture of the program ends in. ``Darkroom`` is the way through gemba.imaging that the program
takes; a faulty Darkroom takes the same way with one seeded fault (R-18).
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PIL import Image

from gemba.imaging.keep import rendition_record
from gemba.imaging.picture import Frame, Preview, Rendition, Reviewed
from gemba.imaging.rects import IntRect, outward
from gemba.imaging.render import Renderer
from gemba.imaging.thumbnail import make_thumbnail
from gemba.model.annotation import Annotation, Mark, MarkKind

CAPTURE = "0190f7a0-0000-7000-8000-000000000001"
STAMP = Reviewed(CAPTURE, "observer", datetime(2026, 11, 21, tzinfo=UTC))


@dataclass
class Darkroom:
    """The program's way from a frame to every sink."""

    renderer: Renderer = field(default_factory=Renderer)

    def thumbnail(self, frame: Frame, annotation: Annotation) -> Preview:
        return make_thumbnail(self.renderer.bake(frame, annotation, cropped=True), max_px=64)

    def rendition(self, frame: Frame, annotation: Annotation, max_width_px: int | None = None) -> Rendition:
        return self.renderer.rendition(frame, annotation, capture_id=CAPTURE, reviewed=STAMP, max_width_px=max_width_px)

    def preview(self, frame: Frame, annotation: Annotation, max_px: int | None, cropped: bool) -> Preview:
        return self.renderer.preview(frame, annotation, max_px=max_px, cropped=cropped)

    def sinks(self, frame: Frame, annotation: Annotation) -> dict[str, bytes]:
        """Return the bytes of every sink by name."""
        whole = self.rendition(frame, annotation)
        small = self.rendition(frame, annotation, max_width_px=max(8, frame.width * 5 // 7))
        return {
            "base": whole.base.data,
            "flat": whole.flat.data,
            "record": json.dumps(rendition_record(whole)).encode(),
            "base scaled": small.base.data,
            "flat scaled": small.flat.data,
            "record scaled": json.dumps(rendition_record(small)).encode(),
            "preview": self.preview(frame, annotation, None, True).picture.data,
            "preview scaled": self.preview(frame, annotation, frame.width * 3 // 5, True).picture.data,
            "editor preview": self.preview(frame, annotation, None, False).picture.data,
            "thumbnail": self.thumbnail(frame, annotation).picture.data,
        }


@dataclass(frozen=True)
class Pair:
    """Two captures, equal but for what lies inside the drawn redactions."""

    first: tuple[Frame, Annotation]
    second: tuple[Frame, Annotation]
    drawn: tuple[IntRect, ...]


def differences(darkroom: Darkroom, pair: Pair) -> list[str]:
    """Return the names of the sinks whose bytes differ between the two."""
    first, second = darkroom.sinks(*pair.first), darkroom.sinks(*pair.second)
    return [name for name in first if first[name] != second[name]]


def busy_picture(rng: random.Random, width: int, height: int) -> Image.Image:
    """Return a picture with soft ground, blocks and noise, as screens and photographs have."""
    small = Image.frombytes("RGB", (8, 6), rng.randbytes(8 * 6 * 3))
    image = small.resize((width, height), Image.Resampling.BICUBIC)
    for _ in range(12):
        x, y = rng.randrange(width), rng.randrange(height)
        image.paste(tuple(rng.randbytes(3)), (x, y, x + rng.randrange(2, 60), y + rng.randrange(1, 20)))
    w, h = rng.randrange(8, 40), rng.randrange(8, 30)
    image.paste(Image.frombytes("RGB", (w, h), rng.randbytes(w * h * 3)), (rng.randrange(width), rng.randrange(height)))
    return image


def noise(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, rng.randbytes(size[0] * size[1] * 3))


def drags(rng: random.Random, width: int, height: int, count: int) -> Iterator[Mark]:
    """Give redactions dragged anyhow: backwards, broken pixels, over the edge, thin, whole rows."""
    for n in range(count):
        x, y = rng.uniform(-15, width), rng.uniform(-15, height)
        points = ((x, y), (x + rng.uniform(-50, 70), y + rng.uniform(-25, 35)))
        yield Mark(f"r{n}", MarkKind.REDACTION, points, full_width=rng.random() < 0.1)


def secret_marks(rng: random.Random, box: IntRect, names: tuple[str, str]) -> tuple[list[Mark], list[Mark]]:
    """Return marks that stand wholly under the box and tell two different things."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    kinds = [MarkKind.TEXT, MarkKind.NUMBER, MarkKind.PENCIL]
    rng.shuffle(kinds)
    out: tuple[list[Mark], list[Mark]] = ([], [])
    for side, name in zip(out, names, strict=True):
        for kind in kinds[:2]:
            if kind is MarkKind.TEXT:
                side.append(Mark("t", kind, ((x, y),), text=name, size_px=12))
            elif kind is MarkKind.NUMBER:
                side.append(Mark("n", kind, ((x, y),), text=name, number=len(name), size_px=5))
            else:
                wave = [(x + n - 3, y + (ord(name[n % len(name)]) % 5) - 2) for n in range(6)]
                inside = tuple((min(max(a, box.x0), box.x1), min(max(b, box.y0), box.y1)) for a, b in wave)
                side.append(Mark("p", kind, inside))
    return out


def open_marks(rng: random.Random, width: int, height: int) -> list[Mark]:
    """Return marks anywhere, the same on both sides; some run under redactions."""

    def at() -> tuple[float, float]:
        return rng.uniform(0, width), rng.uniform(0, height)

    kinds = [
        MarkKind.ARROW,
        MarkKind.BOX,
        MarkKind.INSET,
        MarkKind.SPOTLIGHT,
        MarkKind.TEXT,
        MarkKind.CALLOUT,
        MarkKind.MARKER,
    ]
    marks = []
    for n, kind in enumerate(rng.sample(kinds, 3)):
        count = {MarkKind.INSET: 3, MarkKind.CALLOUT: 3, MarkKind.TEXT: 1}.get(kind, 2)
        marks.append(Mark(f"o{n}", kind, tuple(at() for _ in range(count)), text="seen twice", zoom=1.5))
    return marks


def random_pair(seed: int, *, lossy: bool = False) -> Pair:
    """Return a pair; with ``lossy`` the frames only carry the flag (test_codec_bleed encodes for real)."""
    rng = random.Random(seed)
    width, height = rng.randrange(90, 220), rng.randrange(70, 160)
    image = busy_picture(rng, width, height)
    redactions = list(drags(rng, width, height, rng.randrange(1, 4)))
    drawn = [outward(*mark.box(), (width, height)) for mark in redactions]
    pairs = [(mark, rect) for mark, rect in zip(redactions, drawn, strict=True) if not rect.is_empty]
    if not pairs:
        return random_pair(seed + 1_000_003, lossy=lossy)
    marks = open_marks(rng, width, height)
    if rng.random() < 0.5:
        crop = (
            (rng.uniform(0, width / 4), rng.uniform(0, height / 4)),
            (rng.uniform(width / 2, width), rng.uniform(height / 2, height)),
        )
        marks.append(Mark("c", MarkKind.CROP, crop))
    secret = secret_marks(rng, pairs[0][1], ("Jane Roe", "Sebastian Longname"))
    sides = []
    for side in range(2):
        own = image.copy()
        for _, rect in pairs:
            own.paste(noise(random.Random(seed * 7 + side), (rect.width, rect.height)), rect[:2])
        annotation = Annotation((*secret[side], *marks, *(mark for mark, _ in pairs)))
        sides.append((Frame(width, height, own.tobytes(), lossy), annotation))
    return Pair(sides[0], sides[1], tuple(rect for _, rect in pairs))


def reopened(data: bytes) -> Image.Image:
    """Return the picture of encoded bytes as RGB."""
    return Image.open(io.BytesIO(data)).convert("RGB")
