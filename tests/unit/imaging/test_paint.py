"""What Pillow paints is what geometry says: the same places, colours and edges as canvas and paper get."""

import random

import pytest
from PIL import Image, ImageChops

from gemba.imaging.geometry import PathShape, RegionShape, TextShape, shapes
from gemba.imaging.outline import coverage, filled, flatten, stroked
from gemba.imaging.paint import FontPaths, paint
from gemba.imaging.shape import Rect, Shape, rounded
from gemba.model.annotation import POINTS_NEEDED, Mark, MarkKind

SIZE = (640, 420)
GROUND = (90, 140, 110)
FONTS = FontPaths.shipped()


def painted(every: tuple[Shape, ...], size: tuple[int, int] = SIZE) -> Image.Image:
    return paint(Image.new("RGB", size, GROUND), every, FONTS)


def changed(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.difference(image, Image.new("RGB", image.size, GROUND)).getbbox()
    assert box is not None
    return box


def bounds(shape: Shape) -> Rect:
    """Return what a shape may cover."""
    if isinstance(shape, TextShape):
        x0, y0, x1, y1 = shape.box()
        return x0 - shape.halo_px, y0 - shape.halo_px, x1 + shape.halo_px, y1 + shape.halo_px
    if isinstance(shape, RegionShape):
        return shape.target or (0.0, 0.0, float(SIZE[0]), float(SIZE[1]))
    reach = shape.stroke_px / 2 + shape.halo_px
    numbers = [numbers for _, numbers in shape.commands]
    xs = [n for pair in numbers for n in pair[::2]]
    ys = [n for pair in numbers for n in pair[1::2]]
    return min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach


@pytest.mark.parametrize("kind", [k for k in MarkKind if k is not MarkKind.CROP])
def test_each_kind_is_painted_where_its_shapes_are_and_nowhere_else(kind: MarkKind) -> None:
    rng = random.Random(kind.value)
    for _ in range(4):
        count = POINTS_NEEDED[kind][0]
        points = tuple((rng.uniform(150, 450), rng.uniform(120, 300)) for _ in range(count))
        every = shapes(Mark("m", kind, points, text="Wort 退款", number=7, zoom=1.2), picture_size=SIZE)
        left, top, right, bottom = changed(painted(every))
        reach = [bounds(shape) for shape in every]
        assert left >= min(r[0] for r in reach) - 2 and top >= min(r[1] for r in reach) - 2
        assert right <= max(r[2] for r in reach) + 2 and bottom <= max(r[3] for r in reach) + 2


def test_a_filled_box_covers_its_pixels_and_half_of_a_shared_one() -> None:
    box = PathShape(rounded((10.0, 20.0, 30.5, 40.0), 0), fill="#FF0000")
    image = painted((box,))
    assert image.getpixel((10, 20)) == image.getpixel((29, 39)) == (255, 0, 0)
    assert image.getpixel((9, 20)) == image.getpixel((10, 19)) == image.getpixel((10, 40)) == GROUND
    half = image.getpixel((30, 30))
    assert isinstance(half, tuple) and abs(half[0] - (90 + 255) / 2) < 25


def test_a_stroke_is_as_wide_as_it_says_across_tiles() -> None:
    line = PathShape((("M", (5.0, 300.0)), ("L", (635.0, 300.0))), stroke="#FF0000", stroke_px=8.0)
    image = painted((line,))
    for x in range(10, 630):
        column = [image.getpixel((x, y)) for y in range(290, 310)]
        assert column == [GROUND] * 6 + [(255, 0, 0)] * 8 + [GROUND] * 6


def test_the_area_of_a_disc_is_right() -> None:
    disc = shapes(Mark("m", MarkKind.NUMBER, ((300, 200),), size_px=50.0), picture_size=SIZE)[0]
    assert isinstance(disc, PathShape)
    total = sum(sum(mask.tobytes()) for _, _, mask in coverage(filled(flatten(disc.commands)), SIZE)) / 255
    assert total == pytest.approx(3.14159 * 50 * 50, rel=0.01)


def test_nothing_outside_the_picture_and_nothing_for_nothing() -> None:
    beyond = PathShape(rounded((-50.0, -50.0, -5.0, -5.0), 3), fill="#FF0000", halo_px=2)
    assert list(coverage([], SIZE)) == []
    assert ImageChops.difference(painted((beyond,)), Image.new("RGB", SIZE, GROUND)).getbbox() is None
    assert stroked(flatten((("M", (1.0, 1.0)), ("L", (1.0, 1.0)))), 2.0)


def test_halo_is_white_and_around_the_stroke() -> None:
    line = PathShape((("M", (50.0, 100.5)), ("L", (300.0, 100.5))), stroke="#B93227", stroke_px=5.0, halo_px=3.0)
    image = painted((line,))
    assert image.getpixel((150, 100)) == (0xB9, 0x32, 0x27)
    assert image.getpixel((150, 96)) == image.getpixel((150, 104)) == (255, 255, 255)
    assert image.getpixel((150, 92)) == image.getpixel((150, 108)) == GROUND


def test_a_spotlight_leaves_the_hole_and_dims_the_rest() -> None:
    image = painted(shapes(Mark("s", MarkKind.SPOTLIGHT, ((100, 100), (300, 200))), picture_size=SIZE))
    assert image.getpixel((200, 150)) == GROUND
    dim = image.getpixel((20, 20))
    assert isinstance(dim, tuple) and dim[1] == pytest.approx(140 * 0.45, abs=2)


def test_an_inset_shows_the_clean_picture_magnified() -> None:
    clean = Image.new("RGB", SIZE, GROUND)
    clean.paste((250, 10, 10), (50, 50, 60, 60))
    every = (
        *shapes(Mark("a", MarkKind.BOX, ((45, 45), (65, 65))), picture_size=SIZE),
        *shapes(Mark("i", MarkKind.INSET, ((40, 40), (80, 80), (300, 200)), zoom=3.0), picture_size=SIZE),
    )
    out = paint(clean, every, FONTS)
    assert out.getpixel((345, 245)) == (250, 10, 10)
    assert out.getpixel((320, 220)) == GROUND  # the box is drawn on the picture, not into its magnified copy


def test_letters_stand_on_the_layout_that_canvas_and_paper_use() -> None:
    run = TextShape(100.0, 200.0, "HHHHHHHH", 40.0, 8 * 1479 / 2048 * 40, "#000000")
    left, top, right, bottom = changed(painted((run,)))
    assert abs(bottom - 200) <= 1 and abs(top - (200 - 0.688 * 40)) <= 1.5
    assert abs(right - (100 + run.width_px)) < 6 and 100 <= left < 106


def test_a_line_of_a_hundred_thousand_letters_costs_no_gigabytes() -> None:
    long = "W" * 100_000
    every = shapes(Mark("t", MarkKind.TEXT, ((10, 10),), text=long, size_px=5000.0), picture_size=SIZE)
    assert changed(painted(every))
