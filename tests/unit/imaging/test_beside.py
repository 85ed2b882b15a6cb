"""Two Renditions as one picture: every pixel of both, the covers solid, the words above, nothing that is no Rendition."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from gemba.imaging.beside import beside
from gemba.imaging.export import export_picture
from gemba.imaging.metadata import check
from gemba.imaging.picture import Frame, Rendition, Reviewed
from gemba.imaging.redact import REDACTION_RGB, bake
from gemba.imaging.render import make_preview, make_rendition, open_own
from gemba.imaging.verify import verify_written
from gemba.model.annotation import Annotation, Mark, MarkKind

COVER = Mark("k", MarkKind.REDACTION, ((20.0, 20.0), (60.0, 40.0)))
ARROW = Mark("a", MarkKind.ARROW, ((90.0, 90.0), (50.0, 30.0)), width_px=6)
CAPTIONS = ("Before: T1.1\nTyped three times", "After: T1.2\n复制三次 · chép ba lần")


def frame(width: int, height: int, *, lossy: bool = False) -> Frame:
    rows = (bytes((x * 3 % 256, y * 5 % 256, 90)) for y in range(height) for x in range(width))
    return Frame(width, height, b"".join(rows), lossy=lossy)


def rendition(width: int = 120, height: int = 100, *marks: Mark, lossy: bool = False) -> Rendition:
    stamp = Reviewed("c", "facilitator", datetime(2026, 11, 22, tzinfo=UTC))
    return make_rendition(frame(width, height, lossy=lossy), Annotation(marks), capture_id="c", reviewed=stamp)


def image(made: Rendition) -> Image.Image:
    return Image.frombytes("RGB", made.flat.size, open_own(made.flat).rgb)


def places(made: Rendition, *parts: Rendition) -> list[tuple[int, int]]:
    """Return where the pixels of each part stand, looked for along the whole picture."""
    whole, found = image(made), []
    for part in parts:
        wanted = image(part).tobytes()
        across = [
            (x, y)
            for y in range(whole.height - part.flat.height + 1)
            for x in range(whole.width - part.flat.width + 1)
            if whole.crop((x, y, x + part.flat.width, y + part.flat.height)).tobytes() == wanted
        ]
        found += across[:1]
    return found


def test_both_stand_there_pixel_for_pixel_on_one_line() -> None:
    first, second = rendition(40, 30, ARROW), rendition(30, 36)
    made = beside(first, second, captions=CAPTIONS)
    (left, top), (right, other_top) = places(made, first, second)
    assert top == other_top > 15 and right > left + 40
    check(made.flat.data, "png")


def test_r01_what_is_covered_is_one_colour_in_both_and_in_the_file(tmp_path: Path) -> None:
    first, second = rendition(120, 100, COVER, ARROW), rendition(120, 100, COVER, lossy=True)
    made = beside(first, second, captions=CAPTIONS)
    assert len(made.redactions) == 2
    for rect in made.redactions:
        colours = image(made).crop(tuple(rect)).getcolors()
        assert colours == [(rect.width * rect.height, tuple(REDACTION_RGB))]
    export_picture(made, tmp_path / "both.png")
    verify_written(tmp_path / "both.png", made.flat, redactions=made.redactions)
    with Image.open(io.BytesIO(made.flat.data)) as opened:
        assert (opened.format, opened.info) == ("PNG", {})


def test_the_words_stand_above_and_never_on_a_picture() -> None:
    first, second = rendition(40, 30), rendition(30, 36)
    silent, said = (beside(first, second, captions=both) for both in (("", ""), CAPTIONS))
    (left, top), (right, _) = places(said, first, second)
    above = image(said).crop((left, 0, said.flat.width, top - 1))
    dark = [x for x in range(above.width) if any(above.getpixel((x, y)) < (90, 90, 90) for y in range(above.height))]
    assert min(dark) < 40 and max(dark) > right - left, "each picture has its own words"
    blank = image(silent).crop((0, 0, silent.flat.width, 14)).getcolors()
    assert blank == [(silent.flat.width * 14, (255, 255, 255))]


def test_a_caption_of_many_words_is_cut_and_a_narrow_picture_has_room_for_its_own() -> None:
    long = beside(rendition(40, 30), rendition(30, 36), captions=("word " * 400, "word"))
    assert long.flat.height < 300 and long.flat.width > 2 * 14 * 15


def test_nothing_but_renditions_is_taken() -> None:
    good = rendition()
    for wrong in (make_preview(frame(20, 20), Annotation()), bake(frame(20, 20), Annotation()), None):
        with pytest.raises((TypeError, AttributeError)):
            beside(good, wrong, captions=CAPTIONS)  # type: ignore[arg-type]
        with pytest.raises((TypeError, AttributeError)):
            beside(wrong, good, captions=CAPTIONS)  # type: ignore[arg-type]


def test_the_same_two_give_the_same_bytes() -> None:
    one, other = (beside(rendition(40, 30, COVER), rendition(), captions=CAPTIONS) for _ in range(2))
    assert one.flat.data == other.flat.data
