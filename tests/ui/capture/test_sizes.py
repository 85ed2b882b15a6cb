"""The size that is shown or typed is that of the picture, also where one screen is coarser than the one beside it."""

from __future__ import annotations

import itertools
import random

import pytest

from gemba.model.shot import ScreenPixels
from gemba.model.values import EvidenceSource
from gemba.ui.capture.cutting import cut_choice
from gemba.ui.capture.freezing import Frozen, FrozenScreen, desktop_of
from gemba.ui.capture.places import Rect
from gemba.ui.capture.sizes import Sizes
from gemba.ui.capture.stitching import Told, enlarged, place_in_grid, scale_in_grid, shrunk
from gemba.ui.capture.veil.choosing import Choosing, Chosen

PAIRS = [(2.0, 1.0), (1.0, 2.0), (2.0, 2.0), (1.0, 1.0), (1.5, 1.0), (2.0, 1.25), (3.0, 1.0)]
WIDE, HIGH = 96, 72


def pixels(width: int, height: int) -> ScreenPixels:
    return ScreenPixels(width, height, width * 4, bytes(width * height * 4))


def two(scales: tuple[float, float], *, in_points: bool) -> Frozen:
    """Two screens beside each other, of the same size in points, or in pixels where the system counts those."""
    told = [Told(n * WIDE, 5 * n, WIDE, HIGH, scale) for n, scale in enumerate(scales)]
    screens = []
    for number, one in enumerate(told):
        place = place_in_grid(one, told, in_points=in_points)
        scale = scale_in_grid(one, told, in_points=in_points)
        own = pixels(round(WIDE * one.scale), round(HIGH * one.scale))
        if scale == one.scale:
            screens.append(FrozenScreen(f"S{number}", place, scale, pixels(place.width, place.height)))
        else:
            screens.append(
                FrozenScreen(f"S{number}", place, scale, pixels(place.width, place.height), (own, one.scale))
            )
    return Frozen(tuple(screens), None, lambda: None)


def saved(frozen: Frozen, rect: Rect) -> tuple[int, int]:
    shot = cut_choice(frozen, Chosen(rect, EvidenceSource.REGION), ()).shot
    return shot.pixels.width, shot.pixels.height


def choosing_on(frozen: Frozen, screen: FrozenScreen) -> Choosing:
    made = Choosing(desktop_of(frozen), (), None, [one.place for one in frozen.screens])
    place = screen.place
    made.point(place.left + place.width // 2, place.top + place.height // 2)
    return made


@pytest.mark.parametrize("in_points", [True, False], ids=["macos", "native"])
@pytest.mark.parametrize("scales", PAIRS)
def test_the_size_that_is_said_is_that_of_the_picture(scales: tuple[float, float], in_points: bool) -> None:
    frozen = two(scales, in_points=in_points)
    whole, rng = desktop_of(frozen), random.Random(3)
    for _ in range(300):
        xs = sorted(rng.sample(range(whole.left, whole.right + 1), 2))
        ys = sorted(rng.sample(range(whole.top, whole.bottom + 1), 2))
        rect = Rect(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])
        if any(not one.place.cut(rect).is_empty for one in frozen.screens):
            assert Sizes(frozen).of(rect) == saved(frozen, rect), rect


def test_a_region_of_the_coarse_screen_is_said_in_its_own_pixels() -> None:
    frozen = two((2.0, 1.0), in_points=True)
    fine, coarse = (one.place for one in frozen.screens)
    assert coarse.width == 2 * WIDE, "the grid is the fine screen's"
    sizes = Sizes(frozen)
    assert sizes.of(fine) == (2 * WIDE, 2 * HIGH)
    assert sizes.of(coarse) == (WIDE, HIGH)
    assert sizes.of(Rect(coarse.left + 10, coarse.top + 10, 40, 30)) == (20, 15)
    assert sizes.of(Rect(coarse.left - 10, coarse.top + 10, 40, 30)) == (40, 30), "over both it is the grid's"
    assert frozen.screens[1].spot(coarse.right - 1, coarse.top) == (WIDE - 1, 0)
    assert frozen.screens[0].spot(fine.right - 1, fine.top) == (2 * WIDE - 1, 0)


@pytest.mark.parametrize("in_points", [True, False], ids=["macos", "native"])
@pytest.mark.parametrize("scales", PAIRS)
@pytest.mark.parametrize("size", [(20, 10), (33, 17), (2, 2), (47, 31)])
def test_a_typed_size_is_that_of_the_picture(
    scales: tuple[float, float], size: tuple[int, int], in_points: bool
) -> None:
    frozen = two(scales, in_points=in_points)
    for screen, held in itertools.product(frozen.screens, (False, True)):
        choosing = choosing_on(frozen, screen)
        if held:
            choosing.begin()
            choosing.point(choosing.x + 9, choosing.y + 8)
            assert choosing.hold()
        sizes = Sizes(frozen)
        sizes.let(choosing, *size)
        rect = choosing.rect
        assert rect is not None and saved(frozen, rect) == sizes.of(rect) == size, (screen.name, held)
        assert (choosing.held == rect) == held


def test_a_typed_size_larger_than_a_coarse_screen_is_all_of_it() -> None:
    frozen = two((2.0, 1.0), in_points=True)
    choosing = choosing_on(frozen, frozen.screens[1])
    Sizes(frozen).let(choosing, 5000, 10)
    assert choosing.rect is not None and saved(frozen, choosing.rect) == (WIDE, 10)


def test_an_arrow_goes_a_pixel_of_the_screen_so_that_a_size_stays_what_it_is() -> None:
    frozen = two((2.0, 1.0), in_points=True)
    for screen, grain in zip(frozen.screens, (1, 2), strict=True):
        choosing, sizes = choosing_on(frozen, screen), Sizes(frozen)
        sizes.let(choosing, 20, 10)
        assert sizes.grain(choosing) == grain
        before = part_of(screen, choosing)
        choosing.nudge(grain, grain)
        assert part_of(screen, choosing) == before.moved(1, 1)


def part_of(screen: FrozenScreen, choosing: Choosing) -> Rect:
    assert choosing.rect is not None
    return screen.part(choosing.rect)


def test_what_is_enlarged_is_shrunk_to_the_same_pixels() -> None:
    rng = random.Random(5)
    for _ in range(3000):
        own, room = rng.randint(4, 300), Rect(rng.randint(-50, 50), rng.randint(-50, 50), 0, 0)
        grid = rng.randint(own, own * 3)
        room = Rect(room.left, room.top, grid, grid)
        left, top = rng.randint(0, own - 2), rng.randint(0, own - 2)
        wanted = Rect(left, top, rng.randint(2, own - left), rng.randint(2, own - top))
        assert shrunk(enlarged(wanted, room, own, own), room, own, own) == wanted
