"""What mouse and keys choose on a frozen screen, in pixels; typed sizes; the last region; cutting."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.shot import ScreenPixels
from gemba.model.values import EvidenceSource
from gemba.ui.capture.cutting import (
    cut_choice,
    cut_desktop,
    cut_last,
    cut_screen,
    cut_window,
    place_of_last,
    remembered,
)
from gemba.ui.capture.freezing import Frozen, FrozenScreen
from gemba.ui.capture.last_region import LastRegion, read_region
from gemba.ui.capture.places import Rect, around, typed_size
from gemba.ui.capture.veil.choosing import Choosing, Chosen
from gemba.ui.capture.x11.windows import WindowThere

ROOM = Rect(0, 0, 200, 100)
BOXES = st.tuples(st.integers(-50, 250), st.integers(-50, 150), st.integers(0, 300), st.integers(0, 200))


def choosing(*windows: Rect, last: Rect | None = None) -> Choosing:
    return Choosing(ROOM, windows, last)


def dragged(begin: tuple[int, int], end: tuple[int, int], *windows: Rect) -> Chosen | None:
    one = choosing(*windows)
    one.point(*begin)
    one.begin()
    one.point(*end)
    return one.released()


@pytest.mark.parametrize(
    ("begin", "end", "rect"),
    [
        ((10, 10), (19, 29), Rect(10, 10, 10, 20)),
        ((19, 29), (10, 10), Rect(10, 10, 10, 20)),
        ((-5, -5), (500, 500), ROOM),
        ((150, 20), (900, 20), Rect(150, 20, 50, 1)),
    ],
)
def test_a_drag_holds_both_corners_and_stays_on_the_screen(begin, end, rect) -> None:
    assert dragged(begin, end) == Chosen(rect, EvidenceSource.REGION)


@given(st.tuples(st.integers(-99, 299), st.integers(-99, 199)), st.tuples(st.integers(-99, 299), st.integers(-99, 199)))
def test_whatever_is_dragged_lies_on_the_screen(begin: tuple[int, int], end: tuple[int, int]) -> None:
    found = dragged(begin, end)
    assert found is None or (ROOM.covers(found.rect) and not found.rect.is_empty)


def test_a_click_takes_the_topmost_window_and_nothing_beside_one() -> None:
    top, below = Rect(20, 20, 50, 50), Rect(0, 0, 150, 90)
    assert dragged((30, 30), (31, 31), top, below) == Chosen(top, EvidenceSource.WINDOW, 0)
    assert dragged((5, 5), (5, 5), top, below) == Chosen(below, EvidenceSource.WINDOW, 1)
    assert dragged((190, 5), (190, 5), top, below) is None


def test_enter_takes_the_screen_else_what_is_being_made() -> None:
    one = choosing(Rect(20, 20, 50, 50))
    assert one.entered() == Chosen(ROOM, EvidenceSource.SCREEN)
    assert one.step_window(1) == 0
    assert one.entered() == Chosen(Rect(20, 20, 50, 50), EvidenceSource.WINDOW, 0)
    assert one.back() and not one.back()
    one.point(30, 30)
    one.begin()
    one.nudge(10, 0)
    one.nudge(0, -10)
    assert one.entered() == Chosen(Rect(30, 20, 11, 11), EvidenceSource.REGION)


def test_windows_go_round_both_ways() -> None:
    one = choosing(Rect(0, 0, 9, 9), Rect(20, 20, 9, 9))
    assert [one.step_window(1), one.step_window(1), one.step_window(1), one.step_window(-1)] == [0, 1, 0, 1]
    assert choosing().step_window(1) is None


def test_a_typed_size_stands_around_the_point_moves_and_stays_inside() -> None:
    one = choosing()
    one.point(100, 50)
    one.size(40, 20)
    assert one.rect == Rect(80, 40, 40, 20)
    one.nudge(-3, 1)
    assert one.rect == Rect(77, 41, 40, 20)
    for _ in range(30):
        one.nudge(10, 10)
    assert one.entered().rect == Rect(160, 80, 40, 20)
    one.size(999, 999)
    assert one.rect == ROOM


def test_a_typed_size_goes_from_the_corner_that_was_set() -> None:
    one = choosing()
    one.point(10, 10)
    one.begin()
    one.size(40, 20)
    assert one.rect == Rect(10, 10, 40, 20)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("800x600", (800, 600)),
        ("800×600", (800, 600)),
        (" 8 X 6 ", (8, 6)),
        ("8,6", (8, 6)),
        ("0x6", None),
        ("8x", None),
        ("", None),
        ("8x6x4", None),
    ],
)
def test_sizes_as_they_are_typed(text: str, size: object) -> None:
    assert typed_size(text) == size


@given(BOXES, BOXES)
def test_what_is_in_both_lies_in_each_and_around_holds_both(first, second) -> None:
    one, other = Rect(*first), Rect(*second)
    both = one.cut(other)
    assert both.is_empty or (one.covers(both) and other.covers(both))
    if not one.is_empty and not other.is_empty:
        assert around((one, other)).covers(one) and around((one, other)).covers(other)


@given(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 9), st.integers(0, 9)),
)
def test_without_another_every_pixel_is_in_one_piece(first, second) -> None:
    one, other = Rect(*first), Rect(*second)
    pieces = one.minus(other)
    for x in range(22):
        for y in range(22):
            held = sum(piece.holds(x, y) for piece in pieces)
            assert held == (1 if one.holds(x, y) and not other.holds(x, y) else 0)


@given(BOXES)
def test_moved_inside_it_fits(box) -> None:
    assert Rect(*box).inside(ROOM).is_empty or ROOM.covers(Rect(*box).inside(ROOM))


def test_the_last_region_comes_back_on_the_same_screen_only() -> None:
    kept = LastRegion("DP 1 left", 1920, 1080, Rect(300, 250, 600, 450))
    assert read_region(kept.text()) == kept
    assert kept.on("DP 1 left", 1920, 1080) == Rect(300, 250, 600, 450)
    assert kept.on("DP 1 left", 2560, 1440) is None
    assert kept.on("HDMI-1", 1920, 1080) is None
    assert LastRegion("a", 10, 10, Rect(5, 5, 9, 9)).on("a", 10, 10) is None
    assert [read_region(text) for text in ("", "DP-1", "DP-1 1x1 1,1,1", "DP-1 axb 1,1,1,1")] == [None] * 4


# -- cutting: two screens of different scale beside each other, every pixel its own -----------------------------


def pixels(width: int, height: int) -> ScreenPixels:
    data = b"".join(bytes((x % 256, y % 256, (x + y) % 256, 0)) for y in range(height) for x in range(width))
    return ScreenPixels(width, height, width * 4, data)


DESKTOP = pixels(300, 100)
LEFT = FrozenScreen("A", Rect(0, 0, 200, 100), 1.0, DESKTOP.part(0, 0, 200, 100))
RIGHT = FrozenScreen("B", Rect(200, 20, 100, 80), 2.0, DESKTOP.part(200, 20, 100, 80))
FROZEN = Frozen((LEFT, RIGHT), DESKTOP, lambda: None)
SHEET = WindowThere(1, Rect(150, 30, 80, 40), Rect(148, 10, 84, 62), "Sheet", "calc")
OURS = WindowThere(2, Rect(0, 0, 50, 50), Rect(0, 0, 50, 50), "gemba", "gemba", is_ours=True)


def first(shot) -> tuple[int, int]:
    return shot.pixels.bgrx[0], shot.pixels.bgrx[1]


def test_the_screen_under_the_pointer_with_its_scale() -> None:
    found = cut_screen(FROZEN, (250, 50), [OURS, SHEET])
    assert (found.shot.screen, found.shot.scale, found.shot.window_title) == ("B", 2.0, "Sheet")
    assert (found.shot.pixels.width, first(found.shot)) == (100, (200, 20))
    assert cut_screen(FROZEN, (5, 5), []).shot.screen == "A"
    assert cut_screen(FROZEN, None, []).shot.screen == "A"


def test_all_screens_are_one_picture_where_they_lie_in_one_grid() -> None:
    (found,) = cut_desktop(FROZEN, [SHEET])
    assert (found.shot.pixels.width, found.shot.pixels.height) == (300, 100)
    assert (found.shot.screen, found.shot.scale, first(found.shot)) == ("A + B", 2.0, (0, 0))
    assert [one.shot.screen for one in cut_desktop(Frozen((LEFT, RIGHT), None, lambda: None), [])] == ["A", "B"]


def test_a_window_is_cut_to_the_screen_that_holds_most_of_it() -> None:
    found = cut_window(FROZEN, SHEET)
    assert found is not None
    assert (found.shot.screen, found.shot.pixels.width, first(found.shot)) == ("A", 50, (150, 30))
    away = WindowThere(3, Rect(900, 900, 10, 10), Rect(900, 900, 10, 10))
    assert cut_window(FROZEN, away) is None


def test_the_last_region_is_cut_where_its_screen_is_still_there() -> None:
    kept = LastRegion("B", 100, 80, Rect(10, 10, 20, 20))
    found = cut_last(FROZEN, kept, [SHEET])
    assert found is not None and (found.place, first(found.shot)) == (Rect(210, 30, 20, 20), (210, 30))
    assert (found.shot.window_title, found.shot.source) == ("Sheet", EvidenceSource.REGION)
    assert cut_last(FROZEN, LastRegion("B", 100, 90, Rect(1, 1, 2, 2)), []) is None
    assert cut_last(FROZEN, None, []) is None


ON_LEFT, ON_RIGHT = Rect(0, 0, 200, 100), Rect(200, 20, 100, 60)


def two_screens(*scales: float, one_grid: bool = True) -> Frozen:
    """Two screens side by side, the right one lower and smaller; every pixel of the desktop another one."""
    bgrx = b"".join(bytes((x % 256, x // 256, y, 255)) for y in range(100) for x in range(300))
    desktop = ScreenPixels(300, 100, 1200, bgrx)
    screens = tuple(
        FrozenScreen(name, place, scale, desktop.part(place.left, place.top, place.width, place.height))
        for name, place, scale in zip(("L", "R"), (ON_LEFT, ON_RIGHT), scales, strict=True)
    )
    return Frozen(screens, desktop if one_grid else None, lambda: None)


def test_in_one_grid_a_region_goes_over_the_edge_and_enter_takes_the_screen_with_the_point() -> None:
    one = Choosing(around((ON_LEFT, ON_RIGHT)), (), None, (ON_LEFT, ON_RIGHT))
    assert (one.x, one.y, one.screen) == (100, 50, ON_LEFT)
    one.point(150, 30)
    one.begin()
    one.point(250, 70)
    assert one.spanned == (ON_LEFT, ON_RIGHT)
    assert one.released() == Chosen(Rect(150, 30, 101, 41), EvidenceSource.REGION)
    one.back()
    assert one.entered() == Chosen(ON_RIGHT, EvidenceSource.SCREEN)
    one.point(299, 0)  # a corner that no screen shows
    assert one.entered() == Chosen(ON_LEFT, EvidenceSource.SCREEN)


@pytest.mark.parametrize("scales", [(1.0, 1.0), (1.0, 2.0), (2.5, 1.25)])
def test_over_two_screens_it_is_one_picture_with_the_larger_scale(scales: tuple[float, float]) -> None:
    frozen, place = two_screens(*scales), Rect(150, 30, 101, 41)
    taken = cut_choice(frozen, Chosen(place, EvidenceSource.REGION), ())
    assert (taken.place, taken.shot.scale, taken.shot.screen) == (place, max(scales), "L + R")
    pixels = taken.shot.pixels.copied()
    assert (pixels.width, pixels.height) == (101, 41)
    for x, y in ((0, 0), (49, 10), (50, 10), (100, 40)):
        at = y * pixels.stride + 4 * x
        assert tuple(pixels.bgrx[at : at + 3]) == ((150 + x) % 256, (150 + x) // 256, 30 + y)


def test_what_one_screen_holds_is_of_that_screen_alone() -> None:
    taken = cut_choice(two_screens(1.0, 2.0), Chosen(Rect(210, 30, 20, 20), EvidenceSource.REGION), ())
    assert (taken.shot.screen, taken.shot.scale) == ("R", 2.0)


def test_with_no_common_grid_a_region_ends_at_the_edge() -> None:
    frozen = two_screens(1.0, 2.0, one_grid=False)
    alone = replace(frozen, screens=frozen.screens[:1])
    taken = cut_choice(alone, Chosen(Rect(150, 30, 101, 41), EvidenceSource.REGION), ())
    assert (taken.place, taken.shot.screen) == (Rect(150, 30, 50, 41), "L")


@pytest.mark.parametrize("place", [Rect(10, 10, 20, 20), Rect(210, 30, 20, 20), Rect(150, 30, 101, 41)])
def test_a_region_is_remembered_with_its_screens_and_found_again(place: Rect) -> None:
    frozen = two_screens(1.0, 2.0)
    last = read_region(remembered(frozen, place).text())
    assert place_of_last(frozen, last) == place
    again = cut_last(frozen, last, ())
    assert again is not None and again.place == place
    gone = Frozen(frozen.screens[:1], frozen.desktop, frozen.let_go)
    assert (cut_last(gone, last, ()) is None) == (not ON_LEFT.covers(place)), "its screens are not there as they were"
