"""The checks of the R-tests as functions of a Darkroom, so that R-18 can run them against faulty builds."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import random
import statistics
import zlib
from collections.abc import Callable

from PIL import Image

from gemba.errors import Refused
from gemba.imaging.metadata import ForeignContent, check
from gemba.imaging.picture import Frame
from gemba.imaging.rects import IntRect, crop_rect
from gemba.imaging.verify import verify_rendition
from gemba.model.annotation import Annotation, Mark, MarkKind
from tests.redaction.material import Darkroom, Pair, busy_picture, differences, noise, random_pair, reopened

MAX_CORRELATION = 0.05
TILE = 96
PICTURES = ("base", "flat", "base scaled", "flat scaled", "preview", "preview scaled", "editor preview", "thumbnail")


def interference(darkroom: Darkroom, seeds: range) -> list[str]:
    """R-01: name the sinks that differ for pairs that must not."""
    return [f"{s}: {d}" for s in seeds for d in differences(darkroom, random_pair(s, lossy=s % 3 == 0))]


def canary(darkroom: Darkroom, seeds: range) -> list[str]:
    """R-02: name the sinks that hold a planted token, or pixels that correlate with a planted tile."""
    found = []
    for seed in seeds:
        frame, annotation, tile, box, token = planted(seed)
        for name, data in darkroom.sinks(frame, annotation).items():
            if any(form in blob for form in forms(token) for blob in unpacked(data)):
                found.append(f"{seed}: token in {name}")
            if name in PICTURES and name != "thumbnail":
                shown = reopened(data).resize(frame.size, Image.Resampling.BILINEAR).crop(box)
                if abs(correlation(shown, tile)) > MAX_CORRELATION:
                    found.append(f"{seed}: tile in {name}")
    return found


def planted(seed: int) -> tuple[Frame, Annotation, Image.Image, IntRect, bytes]:
    """Return a capture with a noise tile and a text mark under a redaction, the tile, its place, and the text."""
    rng = random.Random(seed)
    image = busy_picture(rng, 220, 180)
    tile = noise(rng, (TILE, TILE))
    x, y = rng.randrange(10, 100), rng.randrange(10, 70)
    image.paste(tile, (x, y))
    token = rng.randbytes(8).hex()
    marks = (
        Mark("t", MarkKind.TEXT, ((x + 5, y + 5),), text=token, size_px=10),
        Mark("n", MarkKind.NUMBER, ((x + 50, y + 50),), text=token, number=1, size_px=9),
        Mark("b", MarkKind.BOX, ((5, 5), (200, 170))),
        Mark("r", MarkKind.REDACTION, ((x, y), (x + TILE, y + TILE)), text=token),
    )
    frame = Frame(220, 180, image.tobytes(), lossy=seed % 4 == 0)
    return frame, Annotation(marks), tile, IntRect(x, y, x + TILE, y + TILE), token.encode()


def forms(token: bytes) -> list[bytes]:
    """Return the ways in which a token may stand in a file."""
    text = token.decode()
    return [
        token,
        token.hex().encode(),
        base64.b64encode(token)[:-4],
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        token[::-1],
    ]


def unpacked(data: bytes) -> list[bytes]:
    """Return the bytes and every zlib stream found in them, unpacked."""
    out = [data]
    at = data.find(b"\x78")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            out.append(zlib.decompressobj().decompress(data[at:]))
        at = data.find(b"\x78", at + 1)
    return out


def correlation(shown: Image.Image, tile: Image.Image) -> float:
    """Return the normalised correlation of brightness; 0 where one of them is flat."""
    first, second = (list(image.convert("L").tobytes()) for image in (shown, tile))
    if len(set(first)) == 1 or len(set(second)) == 1:
        return 0.0
    return statistics.correlation(first, second)


def file_faults(darkroom: Darkroom, seeds: range) -> list[str]:
    """R-05, R-06: name the pictures that are not plain RGB, or hold more than pixels, or a block of two colours."""
    found = []
    for seed in seeds:
        frame, annotation = random_pair(seed, lossy=seed % 3 == 0).first
        rendition = darkroom.rendition(frame, annotation)
        try:
            verify_rendition(rendition)
        except Refused as refusal:
            found.append(f"{seed}: {refusal}")
        for product in (rendition.base, darkroom.thumbnail(frame, annotation).picture):
            try:
                check(product.data, product.format)
            except ForeignContent as problem:
                found.append(f"{seed}: {problem}")
            if Image.open(io.BytesIO(product.data)).mode != "RGB":
                found.append(f"{seed}: not RGB")
    return found


def oracles(darkroom: Darkroom, seeds: range) -> list[str]:
    """R-12: name the sinks that hold a hash of the original's bytes or pixels, whole or its first eight bytes."""
    found = []
    for seed in seeds:
        frame, annotation = random_pair(seed).first
        original = [hash_(frame.rgb).digest() for hash_ in (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.blake2b)]
        words = [
            form
            for digest in original
            for part in (digest, digest[:8])
            for form in (part, part.hex().encode(), part.hex().upper().encode(), base64.b64encode(part).rstrip(b"="))
        ]
        found += [
            f"{seed}: {name}"
            for name, data in darkroom.sinks(frame, annotation).items()
            if any(w in data for w in words)
        ]
    return found


def crop_leaks(darkroom: Darkroom, seeds: range) -> list[str]:
    """R-03, the crop: name the sinks that change with pixels that the crop has cut away, or are larger than it."""
    found = []
    for seed in seeds:
        rng = random.Random(seed)
        image = busy_picture(rng, 150, 110)
        drag = (rng.uniform(5, 50), rng.uniform(5, 40)), (rng.uniform(70, 140), rng.uniform(60, 100))
        kept = crop_rect((*drag[0], *drag[1]), image.size)
        sides = []
        for side in range(2):
            own = noise(random.Random(seed * 3 + side), image.size)
            own.paste(image.crop(kept), kept[:2])
            marks = (
                Mark("x", MarkKind.TEXT, ((2, 2),), text=f"out {side}", size_px=2),
                Mark("i", MarkKind.INSET, ((0, 0), (60, 50), (80, 60)), zoom=1.2),
            )
            sides.append((Frame(*image.size, own.tobytes()), Annotation((*marks, Mark("c", MarkKind.CROP, drag)))))
        pair = Pair(sides[0], sides[1], ())
        found += [f"{seed}: {name}" for name in differences(darkroom, pair) if name != "editor preview"]
        if darkroom.rendition(*sides[0]).base.size != (kept.width, kept.height):
            found.append(f"{seed}: size")
    return found


CHECKS: dict[str, Callable[[Darkroom, range], list[str]]] = {
    "R-01": interference,
    "R-02": canary,
    "R-03": crop_leaks,
    "R-05/06": file_faults,
    "R-12": oracles,
}
