"""A region that is drawn with Ctrl stays and is pulled: by edges, corners and middle, by keys, by a typed size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.values import EvidenceSource
from gemba.ui.capture.places import Rect
from gemba.ui.capture.veil.choosing import Choosing, Chosen
from tests.ui.capture.conftest import Told, picture, same
from tests.ui.capture.painted import LEFT, TOP, painted

ROOM = Rect(0, 0, 200, 100)
DRAWN = Rect(40, 30, 61, 41)


def held() -> Choosing:
    one = Choosing(ROOM)
    one.point(40, 30)
    one.begin()
    one.point(100, 70)
    assert one.hold()
    return one


def pulled(one: Choosing, begin: tuple[int, int], end: tuple[int, int]) -> Rect | None:
    one.point(*begin)
    one.begin()
    one.point(*end)
    assert one.released() is None, "letting go does not take it"
    return one.held


@pytest.mark.parametrize(
    ("begin", "end", "rect"),
    [
        ((40, 50), (20, 90), Rect(20, 30, 81, 41)),
        ((100, 70), (110, 80), Rect(40, 30, 71, 51)),
        ((70, 30), (70, 35), Rect(40, 35, 61, 36)),
        ((70, 50), (80, 45), Rect(50, 25, 61, 41)),
        ((70, 50), (0, 0), Rect(0, 0, 61, 41)),
        ((40, 30), (150, 99), Rect(100, 70, 1, 1)),
    ],
    ids=["left edge", "right lower corner", "upper edge", "middle", "no further than the screen", "never inside out"],
)
def test_it_is_pulled_by_what_is_taken_hold_of(begin, end, rect) -> None:
    assert pulled(held(), begin, end) == rect


def test_keys_move_it_size_it_and_enter_takes_it() -> None:
    one = held()
    one.nudge(-10, 5)
    one.grow(3, -1)
    assert one.entered() == Chosen(Rect(30, 35, 64, 40), EvidenceSource.REGION)
    one.size(20, 10)
    assert one.held == Rect(30, 35, 20, 10)


def test_the_pointer_alone_moves_nothing_and_a_press_far_away_begins_anew() -> None:
    one = held()
    one.point(150, 10)
    assert one.rect == DRAWN
    one.begin()
    one.point(190, 20)
    assert one.released() == Chosen(Rect(150, 10, 41, 11), EvidenceSource.REGION)


def test_esc_drops_it_and_a_slip_of_the_hand_is_not_held() -> None:
    one = held()
    assert one.back() and one.rect is None and not one.back()
    one.begin()
    assert not one.hold()


@given(st.lists(st.tuples(st.integers(-9, 209), st.integers(-9, 109), st.integers(-9, 209), st.integers(-9, 109))))
def test_however_it_is_pulled_it_lies_on_the_screen_and_is_not_empty(pulls) -> None:
    one = held()
    for x, y, to_x, to_y in pulls:
        one.point(x, y)
        if one.grip_at(one.x, one.y) is not None:
            pulled(one, (x, y), (to_x, to_y))
        assert one.held is not None and ROOM.covers(one.held) and not one.held.is_empty


@pytest.mark.library_file_opener
def test_on_a_screen_it_stays_until_enter_takes_exactly_it(told: Told) -> None:
    told.tell("take", mode="region")
    told.hear("veil")
    screen = told.screen
    screen._do("keydown", "ctrl")
    screen.drag((LEFT + 10, TOP + 20), (LEFT + 109, TOP + 79))
    screen._do("keyup", "ctrl")
    screen.drag((LEFT + 109, TOP + 79), (LEFT + 119, TOP + 99))
    screen.keys("shift+Right")
    screen.keys("Return")
    found = picture(told, told.hear("kept")["id"])
    assert same(found, painted().crop((20, 20, 130, 100)))
