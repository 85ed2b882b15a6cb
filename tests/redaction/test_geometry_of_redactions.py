"""R-03: whatever the drag, the burnt-in box holds it; a crop exports cropped pixels only."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.imaging.picture import Frame
from gemba.imaging.rects import LOSSY_GRID_PX, IntRect, crop_rect, outward, snap, whole, without
from gemba.imaging.redact import REDACTION_RGB, bake
from gemba.model.annotation import Annotation, Mark, MarkKind
from tests.redaction.checks import crop_leaks
from tests.redaction.faults import ClipNotCrop
from tests.redaction.material import Darkroom

Drag = tuple[float, float, float, float]
Snap = Callable[[Drag, bool, tuple[int, int]], IntRect]


def honest(drag: Drag, lossy: bool, size: tuple[int, int]) -> IntRect:
    return snap(drag, lossy=lossy, size=size)


def random_drag(rng: random.Random, size: tuple[int, int]) -> Drag:
    """Return a drag on a view with some zoom, pixel ratio, scroll and quarter turn, as picture coordinates."""
    zoom = math.exp(rng.uniform(math.log(0.1), math.log(8)))
    ratio = rng.choice((1, 1.25, 1.5, 2, 3))
    scale = zoom / ratio
    scroll_x, scroll_y = rng.uniform(-300, 300), rng.uniform(-300, 300)
    start = (rng.randrange(-40, 2000), rng.randrange(-40, 1200))
    end = (start[0] + rng.randrange(-400, 400), start[1] + rng.randrange(-300, 300))
    x0, y0, x1, y1 = ((v + s) / scale for v, s in zip((*start, *end), (scroll_x, scroll_y) * 2, strict=True))
    for _ in range(rng.randrange(4)):
        x0, y0, x1, y1 = y0, size[0] - x0, y1, size[0] - x1
    return x0, y0, x1, y1


def misses(snapped: Snap, count: int, seed: int) -> list[Drag]:
    """Return the drags whose box does not hold every pixel they touch, or is empty though they touch the picture."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        size = rng.choice(((1, 1), (7, 3), (640, 480), (1920, 1080), (3840, 2160), (1200, 6000)))
        drag = random_drag(rng, size)
        lossy = rng.random() < 0.5
        box = snapped(drag, lossy, size)
        touched = outward(*drag, size)
        left, right = sorted((drag[0], drag[2]))
        top, bottom = sorted((drag[1], drag[3]))
        inside = IntRect(
            max(0, math.floor(left)),
            max(0, math.floor(top)),
            min(size[0], math.ceil(right)),
            min(size[1], math.ceil(bottom)),
        )
        lost = (not inside.is_empty and not box.holds(inside)) or (not touched.is_empty and box.is_empty)
        if lost or not whole(size).holds(box if not box.is_empty else whole(size)):
            found.append(drag)
    return found


def test_r03_10000_drags_are_held_by_their_boxes() -> None:
    assert misses(honest, 10_000, seed=3) == []


@pytest.mark.parametrize(
    "careless",
    [
        lambda d, lossy, size: IntRect(
            round(min(d[0], d[2])), round(min(d[1], d[3])), round(max(d[0], d[2])), round(max(d[1], d[3]))
        ).meet(whole(size)),
        lambda d, lossy, size: IntRect(int(d[0]), int(d[1]), int(d[2]) + 1, int(d[3]) + 1).meet(whole(size)),
        lambda d, lossy, size: snap(d, lossy=lossy, size=(size[0] - 1, size[1])),
    ],
    ids=["rounded", "negative drag", "last column"],
)
def test_r03_control_careless_rounding_is_noticed(careless: Snap) -> None:
    assert misses(careless, 2_000, seed=3)


def test_r03_every_drawn_pixel_is_burnt_in() -> None:
    rng = random.Random(5)
    for n in range(200):
        size = (rng.randrange(20, 90), rng.randrange(20, 70))
        frame = Frame(*size, rng.randbytes(size[0] * size[1] * 3), lossy=bool(n % 2))
        x, y = rng.uniform(-10, size[0] + 10), rng.uniform(-10, size[1] + 10)
        drag = (x, y, x + rng.uniform(-40, 40), y + rng.uniform(-40, 40))
        mark = Mark("r", MarkKind.REDACTION, (drag[:2], drag[2:]), full_width=n % 7 == 0)
        baked = bake(frame, Annotation((mark,)))
        drawn = outward(*drag, size)
        for row in range(drawn.y0, drawn.y1):
            at = (row * size[0] + drawn.x0) * 3
            assert baked.rgb[at : at + max(0, drawn.width) * 3] == REDACTION_RGB * max(0, drawn.width)


def test_r03_padding_and_grid() -> None:
    assert snap((100, 100, 110, 105), lossy=False, size=(640, 480)) == (96, 96, 114, 109)
    assert snap((110.5, 105, 100, 100.2), lossy=False, size=(640, 480)) == (96, 96, 115, 109)
    lossy = snap((100, 100, 110, 105), lossy=True, size=(640, 480))
    assert lossy == (80, 80, 128, 128)
    assert all(edge % LOSSY_GRID_PX == 0 for edge in lossy)
    assert snap((100, 100, 110, 105), lossy=False, size=(640, 480), full_width=True) == (0, 96, 640, 109)
    assert snap((5, 5, 5, 5), lossy=False, size=(640, 480)) == (1, 1, 10, 10)
    assert snap((700, 5, 800, 9), lossy=False, size=(640, 480)).is_empty
    for bad in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            snap((0, 0, bad, 1), lossy=False, size=(640, 480))


def test_r03_a_crop_exports_cropped_pixels_only() -> None:
    assert crop_leaks(Darkroom(), range(40)) == []


def test_r03_control_a_clip_in_place_of_a_crop_is_noticed() -> None:
    assert crop_leaks(ClipNotCrop(), range(3))


def test_r03_a_crop_beside_the_picture_or_without_extent_keeps_all() -> None:
    for drag in ((700, 5, 800, 9), (5, 5, 5, 200), (5.1, 5.1, 5.3, 5.3)):
        assert crop_rect(drag, (640, 480)) == whole((640, 480))


numbers = st.integers(-20, 60)
rects = st.builds(
    lambda x, y, w, h: IntRect(x, y, x + w, y + h), numbers, numbers, st.integers(1, 40), st.integers(1, 40)
)


@given(rects, st.lists(rects, max_size=4), numbers, numbers)
def test_r03_cutting_holes_leaves_exactly_what_is_outside_them(
    rect: IntRect, holes: list[IntRect], x: int, y: int
) -> None:
    parts = without(rect, holes)
    expected = rect.has_point(x, y) and not any(hole.has_point(x, y) for hole in holes)
    assert sum(part.has_point(x, y) for part in parts) == int(expected)
