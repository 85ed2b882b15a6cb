"""Screens of mixed scales in one grid, and a region over several of them, as Qt takes them on Windows and macOS."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.annotation import PointerShape
from gemba.model.shot import ScreenPixels
from gemba.model.values import EvidenceSource
from gemba.ui.capture.cutting import cut_choice, cut_desktop, cut_last, place_of_last, remembered
from gemba.ui.capture.freezing import Frozen, FrozenScreen
from gemba.ui.capture.places import Rect, around
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.stitching import Told, place_in_grid, scale_in_grid, shrunk, stitched
from gemba.ui.capture.veil.choosing import Choosing, Chosen
from gemba.ui.capture.x11.pointer import PointerThere

SCALES = (1.0, 1.25, 1.5, 2.0)
PAIRS = list(itertools.product(SCALES, SCALES))
DEVICE = 60


def colour(screen: int, x: int, y: int) -> bytes:
    """Return what a screen shows at its own pixel."""
    return bytes((screen * 80 + 40, x, y, 255))


def frame(screen: int, width: int, height: int) -> ScreenPixels:
    return ScreenPixels(
        width, height, width * 4, b"".join(colour(screen, x, y) for y in range(height) for x in range(width))
    )


def at(pixels: ScreenPixels, x: int, y: int) -> bytes:
    start = y * pixels.stride + x * 4
    return bytes(pixels.bgrx[start : start + 4])


def two(first: float, second: float, *, in_points: bool) -> Frozen:
    """Two screens of 60 x 60 device pixels, the second to the right of the first and lower by a few."""
    own = [frame(number, DEVICE, DEVICE) for number in range(2)]
    wide = [round(DEVICE / scale) for scale in (first, second)]
    corner = (wide[0], 7) if in_points else (DEVICE, 7)
    told = [Told(0, 0, wide[0], wide[0], first), Told(*corner, wide[1], wide[1], second)]
    found = []
    for number, one in enumerate(told):
        place = place_in_grid(one, told, in_points=in_points)
        scale = scale_in_grid(one, told, in_points=in_points)
        if scale == one.scale:
            found.append(FrozenScreen(f"S{number}", place, scale, own[number]))
        else:
            larger = frame(number, place.width, place.height)
            found.append(FrozenScreen(f"S{number}", place, scale, larger, (own[number], one.scale)))
    return Frozen(tuple(found), None, lambda: None)


@pytest.mark.parametrize("scales", PAIRS)
def test_on_windows_the_places_are_the_devices_pixels(scales: tuple[float, float]) -> None:
    frozen = two(*scales, in_points=False)
    assert [one.place for one in frozen.screens] == [Rect(0, 0, DEVICE, DEVICE), Rect(DEVICE, 7, DEVICE, DEVICE)]
    assert [one.scale for one in frozen.screens] == list(scales)
    assert all(one.own is None for one in frozen.screens)


@pytest.mark.parametrize("scales", PAIRS)
@pytest.mark.parametrize("sizes", [(60, 40), (61, 43), (1366, 767)])
def test_on_macos_screens_that_touch_each_other_touch_in_the_grid(
    scales: tuple[float, float], sizes: tuple[int, int]
) -> None:
    wide, high = sizes
    told = [
        Told(0, 0, wide, high, scales[0]),
        Told(wide, 5, wide, high, scales[1]),
        Told(-wide, -3, wide, high, 1.0),
        Told(0, high, high, wide, 1.25),
    ]
    places = [place_in_grid(one, told, in_points=True) for one in told]
    assert {scale_in_grid(one, told, in_points=True) for one in told} == {max(1.25, *scales)}
    assert places[0].right == places[1].left and places[2].right == places[0].left
    assert places[3].top == places[0].bottom
    assert all(one.cut(other).is_empty for one, other in itertools.combinations(places, 2))


@pytest.mark.parametrize("in_points", [False, True], ids=["windows", "macos"])
@pytest.mark.parametrize("scales", PAIRS)
def test_a_region_over_both_has_every_pixel_of_either_where_it_was(
    scales: tuple[float, float], in_points: bool
) -> None:
    frozen = two(*scales, in_points=in_points)
    places = [one.place for one in frozen.screens]
    room = around(places)
    for rect in (room, Rect(places[0].right - 20, 3, 40, 30), Rect(places[0].right - 1, 20, 2, 1)):
        taken = cut_choice(frozen, Chosen(rect, EvidenceSource.REGION), ())
        shot = taken.shot
        assert (shot.pixels.width, shot.pixels.height) == (rect.width, rect.height) and taken.place == rect
        assert (shot.scale, shot.screen) == (max(scales), "S0 + S1")
        for y, x in itertools.product(range(rect.height), range(rect.width)):
            there = [n for n, place in enumerate(places) if place.holds(rect.left + x, rect.top + y)]
            wanted = bytes(4)
            for number in there:
                place = places[number]
                wanted = colour(number, rect.left + x - place.left, rect.top + y - place.top)
            assert len(there) <= 1 and at(shot.pixels, x, y) == wanted, (x, y)


@pytest.mark.parametrize("in_points", [False, True], ids=["windows", "macos"])
@pytest.mark.parametrize("scales", PAIRS)
def test_a_region_on_one_screen_is_in_that_screens_own_pixels(scales: tuple[float, float], in_points: bool) -> None:
    frozen = two(*scales, in_points=in_points)
    for number, screen in enumerate(frozen.screens):
        whole = cut_choice(frozen, Chosen(screen.place, EvidenceSource.SCREEN), ()).shot
        assert (whole.pixels.width, whole.pixels.height, whole.scale) == (DEVICE, DEVICE, scales[number])
        assert at(whole.pixels, 59, 58) == colour(number, 59, 58)
        grid = screen.place.width / DEVICE
        part = Rect(screen.place.left + round(12 * grid), screen.place.top + round(24 * grid), 30, 18)
        shot = cut_choice(frozen, Chosen(part, EvidenceSource.REGION), ()).shot
        first = shrunk(part, screen.place, DEVICE, DEVICE)
        assert at(shot.pixels, 0, 0) == colour(number, first.left, first.top) and shot.scale == scales[number]
        assert abs(shot.pixels.width - 30 / grid) < 2 and abs(shot.pixels.height - 18 / grid) < 2
    assert [one.shot.pixels.width for one in cut_desktop(frozen, ())] == [DEVICE, DEVICE]


@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from(SCALES), st.data())
def test_own_pixels_hold_all_that_was_framed_and_never_nothing(width: int, height: int, ratio: float, data) -> None:
    room = Rect(-13, 31, round(width * ratio), round(height * ratio))
    left, top = data.draw(st.integers(0, room.width - 1)), data.draw(st.integers(0, room.height - 1))
    wide = data.draw(st.integers(1, room.width - left))
    rect = Rect(room.left + left, room.top + top, wide, data.draw(st.integers(1, room.height - top)))
    found = shrunk(rect, room, width, height)
    assert not found.is_empty and Rect(0, 0, width, height).covers(found)
    across, down = room.width / width, room.height / height
    assert found.left * across <= left + 1e-6 and found.right * across >= left + wide - 1e-6
    assert found.top * down <= top + 1e-6 and found.bottom * down >= top + rect.height - 1e-6
    assert shrunk(room, room, width, height) == Rect(0, 0, width, height)


def test_what_no_screen_shows_is_black_and_the_rows_of_a_padded_frame_stay_straight() -> None:
    narrow = frame(0, 8, 6)
    padded = ScreenPixels(8, 6, 48, b"".join(narrow.bgrx[y * 32 : y * 32 + 32] + b"\x77" * 16 for y in range(6)))
    found = stitched([(Rect(-4, 2, 8, 6), padded)], Rect(-6, 0, 12, 10))
    for y, x in itertools.product(range(10), range(12)):
        inside = 2 <= x < 10 and 2 <= y < 8
        assert at(found, x, y) == (colour(0, x - 2, y - 2) if inside else bytes(4))


@pytest.mark.parametrize("in_points", [False, True], ids=["windows", "macos"])
@pytest.mark.parametrize("scales", PAIRS)
def test_the_last_region_over_both_is_found_again_while_both_are_there(
    scales: tuple[float, float], in_points: bool
) -> None:
    frozen = two(*scales, in_points=in_points)
    edge = frozen.screens[0].place.right
    taken = cut_choice(frozen, Chosen(Rect(edge - 9, 10, 20, 12), EvidenceSource.REGION), ())
    last = remembered(frozen, taken.place)
    assert place_of_last(frozen, last) == taken.place
    again = cut_last(frozen, last, ())
    assert again is not None and bytes(again.shot.pixels.bgrx) == bytes(taken.shot.pixels.bgrx)
    alone = replace(frozen, screens=frozen.screens[:1])
    assert cut_last(alone, last, ()) is None


@pytest.mark.parametrize("in_points", [False, True], ids=["windows", "macos"])
@pytest.mark.parametrize("scales", PAIRS)
def test_one_gesture_goes_on_over_the_edge(scales: tuple[float, float], in_points: bool) -> None:
    frozen = two(*scales, in_points=in_points)
    places = [one.place for one in frozen.screens]
    choosing = Choosing(around(places), screens=places)
    start, end = (places[0].right - 15, 12), (places[1].left + 21, 30)
    choosing.point(*start)
    choosing.begin()
    choosing.point(*end)
    chosen = choosing.released()
    assert chosen is not None and chosen.rect == Rect.between(*start, *end)
    assert choosing.spanned == tuple(places)


@pytest.mark.parametrize("size", [(4, 2), (5, 2), (60, 40), (3, 3)])
def test_the_pointer_on_the_last_pixel_of_the_grid_is_on_the_last_of_the_picture(size: tuple[int, int]) -> None:
    grid, own = size
    screen = FrozenScreen("S", Rect(7, 9, grid, grid), 2.0, frame(0, grid, grid), (frame(0, own, own), 1.0))
    whole = cut_choice(Frozen((screen,), None, lambda: None), Chosen(screen.place, EvidenceSource.SCREEN), ())
    pointing = Pointing()
    pointing.wanted = True
    pointing.there = PointerThere(7 + grid - 1, 9 + grid - 1, PointerShape.ARROW, 19)
    (taken,) = pointing.on([whole])
    pointer = taken.shot.pointer
    assert pointer is not None and taken.shot.pixels.width == own
    assert (pointer.x, pointer.y) == (own - 1, own - 1)


@pytest.mark.parametrize("scales", PAIRS)
def test_the_pointer_points_at_the_same_thing_in_own_pixels(scales: tuple[float, float]) -> None:
    frozen = two(*scales, in_points=True)
    for screen in frozen.screens:
        pointing = Pointing()
        pointing.wanted = True
        x, y = screen.place.left + screen.place.width // 2, screen.place.top + screen.place.height // 4
        pointing.there = PointerThere(x, y, PointerShape.ARROW, round(19 * screen.scale))
        whole = cut_choice(frozen, Chosen(screen.place, EvidenceSource.SCREEN), ())
        (taken,) = pointing.on([whole])
        pointer = taken.shot.pointer
        assert pointer is not None
        assert abs(pointer.x - DEVICE / 2) <= 1 and abs(pointer.y - DEVICE / 4) <= 1
        assert abs(pointer.height_px - 19 * taken.shot.scale) <= 1
