"""Open again what was written and prove it: the last look before a picture counts as exported.

A failure is a Refused: the file is taken away by whoever wrote it. Says what failed, never what is in the picture.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from gemba.errors import Refused
from gemba.imaging.metadata import ForeignContent, check
from gemba.imaging.picture import EncodedPicture, Rendition
from gemba.imaging.rects import IntRect, whole
from gemba.imaging.redact import REDACTION_RGB
from gemba.message import N_, say

_JPEG_BLOCK = 8


def verify_written(where: Path | bytes, expected: EncodedPicture, *, redactions: Sequence[IntRect] = ()) -> None:
    """Raise Refused unless the file is the picture that was meant, and nothing more.

    Proves: the same bytes, format, size, RGB without alpha, only allowed chunks or segments, nothing after the end,
    and each of ``redactions`` (pixels of the picture) in the one colour. In a JPEG the colour is exact in the
    blocks that lie wholly inside; its edge may differ by what the codec rounds.
    """
    data = where if isinstance(where, bytes) else where.read_bytes()
    try:
        check(data, expected.format)
    except ForeignContent as problem:
        raise _refused(N_("it holds more than pixels")) from problem
    if data != expected.data:
        raise _refused(N_("it is not what was encoded"))
    with Image.open(io.BytesIO(data), formats=[expected.format.upper()]) as picture:
        if picture.size != expected.size or picture.mode != "RGB" or getattr(picture, "n_frames", 1) != 1:
            raise _refused(N_("its size or its colours are not those of the picture"))
        picture.load()
        for rect in redactions:
            _check_block(picture, rect.meet(whole(expected.size)), exact=expected.format == "png")


def verify_rendition(rendition: Rendition) -> None:
    """Raise Refused unless both products hold what ``verify_written`` asks for."""
    for product in {id(p): p for p in (rendition.base, rendition.flat)}.values():
        verify_written(product.data, product, redactions=rendition.redactions)


def _check_block(picture: Image.Image, rect: IntRect, *, exact: bool) -> None:
    if not exact:
        grid = _JPEG_BLOCK
        end = picture.width, picture.height
        rect = IntRect(
            -(-rect.x0 // grid) * grid,
            -(-rect.y0 // grid) * grid,
            rect.x1 if rect.x1 == end[0] else rect.x1 // grid * grid,
            rect.y1 if rect.y1 == end[1] else rect.y1 // grid * grid,
        )
    if rect.is_empty:
        return
    lows_and_highs = picture.crop(rect).getextrema()
    slack = 0 if exact else 1
    for channel, extrema in zip(REDACTION_RGB, lows_and_highs, strict=True):
        low, high = extrema if isinstance(extrema, tuple) else (extrema, extrema)
        if low < channel - slack or high > channel + slack:
            raise _refused(N_("a redaction in it is not one solid colour"))


def _refused(why: str) -> Refused:
    return Refused(
        say("The picture was not exported: {why}.", why=say(why)),
        mend=say("This should not happen. Please report it; the picture is still safe in the library."),
    )
