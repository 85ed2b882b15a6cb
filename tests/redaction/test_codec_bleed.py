"""R-04: a JPEG spreads what it shows over its blocks; the burnt-in box takes all of that in.

Two originals that differ in a tight box are encoded, decoded and redacted with that box; the products must be equal
to the byte. A lossy WebP predicts each block from its neighbours, so a trace of what was hidden runs through the
whole picture: no box can hold it (it ran 350 px here). What is asserted there is that the trace is faint.
"""

import io
import random
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from gemba.imaging.picture import Frame
from gemba.imaging.rects import IntRect
from gemba.imaging.redact import bake
from gemba.model.annotation import Annotation, Mark, MarkKind
from tests.redaction.checks import MAX_CORRELATION, correlation
from tests.redaction.faults import TightBox
from tests.redaction.material import Darkroom, busy_picture, differences, noise, reopened
from tests.redaction.material import Pair as PicturePair

TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_LEFT_RIGHT)


def coded(image: Image.Image, format_: str, **options: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, format_, **options)  # type: ignore[arg-type]
    return reopened(out.getvalue())


def lossy_pair(seed: int, format_: str) -> tuple[PicturePair, IntRect]:
    """Return two decoded photographs that differed in one tight box before they were encoded."""
    rng = random.Random(seed)
    width, height = rng.randrange(130, 200), rng.randrange(110, 160)
    image = busy_picture(rng, width, height)
    x, y = rng.randrange(0, width - 40), rng.randrange(0, height - 30)
    box = IntRect(x, y, x + rng.randrange(3, 40), y + rng.randrange(3, 30))
    options = {"quality": 40 + seed % 12 * 5}
    if format_ == "JPEG":
        options["subsampling"] = seed % 3
    turn = TURNS[seed % len(TURNS)]
    sides = []
    for side in range(2):
        own = image.copy()
        own.paste(noise(random.Random(seed * 2 + side), (box.width, box.height)), box[:2])
        shown = coded(own, format_, **options)
        # A camera turns the picture after it was encoded; the block grid then starts at another corner.
        shown = shown if turn is None else shown.transpose(turn)
        sides.append(Frame(*shown.size, shown.tobytes(), lossy=True))
    stencil = Image.new("L", image.size)
    stencil.paste(255, box)
    seen = stencil if turn is None else stencil.transpose(turn)
    drawn = IntRect(*(seen.getbbox() or (0, 0, 0, 0)))
    mark = Mark("r", MarkKind.REDACTION, (drawn[:2], drawn[2:]))
    annotation = Annotation((mark,))
    return PicturePair((sides[0], annotation), (sides[1], annotation), (drawn,)), drawn


def bleeding(darkroom: Darkroom, seeds: range) -> list[int]:
    """Return the seeds for which any product differs."""
    return [seed for seed in seeds if differs(darkroom, lossy_pair(seed, "JPEG")[0])]


def differs(darkroom: Darkroom, pair: PicturePair) -> bool:
    """Say whether the baked pixels differ; every product is a function of them (R-01)."""
    first, second = (darkroom.renderer.bake(*side, cropped=True) for side in (pair.first, pair.second))
    return first.rgb != second.rgb


@pytest.mark.parametrize("block", range(2))
def test_r04_200_jpeg_pairs_leave_no_trace(block: int) -> None:
    assert bleeding(Darkroom(), range(block * 100, block * 100 + 100)) == []


def test_r04_jpeg_pairs_are_equal_in_every_sink() -> None:
    for seed in range(300, 306):
        assert differences(Darkroom(), lossy_pair(seed, "JPEG")[0]) == []


def test_r04_control_a_box_padded_as_for_screens_bleeds() -> None:
    assert len(bleeding(TightBox(), range(24))) > 12


def test_r04_what_a_lossy_webp_spreads_is_faint() -> None:
    for seed in range(12):
        pair, drawn = lossy_pair(seed, "WEBP")
        first, second = (bake(*side) for side in (pair.first, pair.second))
        images = [Image.frombytes("RGB", b.size, b.rgb) for b in (first, second)]
        mean = sum(ImageChops.difference(*images).convert("L").tobytes()) / (first.width * first.height)
        assert mean < 3
        for side, image in zip((pair.first, pair.second), images, strict=True):
            hidden = Image.frombytes("RGB", side[0].size, side[0].rgb).crop(drawn)
            for dx, dy in ((drawn.width + 32, 0), (-drawn.width - 32, 0), (0, drawn.height + 32)):
                near = drawn.moved(dx, dy)
                if IntRect(0, 0, *image.size).holds(near) and drawn.width * drawn.height > 400:
                    assert abs(correlation(image.crop(near), hidden)) < 4 * MAX_CORRELATION


def test_r04_control_lossy_is_what_makes_the_box_wide() -> None:
    frame = lossy_pair(1, "JPEG")[0].first[0]
    mark = Annotation((Mark("r", MarkKind.REDACTION, ((60, 60), (70, 70))),))
    wide, narrow = bake(frame, mark).redactions[0], bake(replace(frame, lossy=False), mark).redactions[0]
    assert wide.holds(narrow) and wide != narrow
