"""Two screens of different scale side by side: every picture has the device's pixels and its own screen's scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.screen import Screen
from tests.faults.monitors import Monitors
from tests.ui.capture.conftest import Told, picture, row, same
from tests.ui.capture.painted import HEIGHT, LEFT, TOP, WIDTH, painted

pytestmark = pytest.mark.library_file_opener
WIDE = 720


@pytest.fixture(scope="module", autouse=True)
def two_monitors(screen: Screen) -> Iterator[None]:
    """Cut the server's one screen in two, as RandR does for a desktop with two; held as long as we are connected."""
    wanted = {"LEFT": (0, 0, WIDE, 900), "RIGHT": (WIDE, 0, WIDE, 900)}
    with Monitors(screen.display) as monitors:
        for name, area in wanted.items():
            monitors.plug(name, area, first=name == "LEFT", primary=name == "LEFT")
        assert monitors.there() == wanted
        yield


@pytest.fixture(scope="module", params=["LEFT=1;RIGHT=2", "LEFT=1.5;RIGHT=1.25"])
def mixed(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told(gemba: Callable[..., Told], mixed: str) -> Told:
    return gemba(QT_SCREEN_SCALE_FACTORS=mixed)


def scale_of(mixed: str, name: str) -> float:
    return float(dict(one.split("=") for one in mixed.split(";"))[name])


def shown(left: int, top: int, right: int, bottom: int):
    """What the other program shows in a rectangle of the desktop."""
    return painted().crop((left - LEFT, top - TOP, right - LEFT, bottom - TOP))


def test_each_screen_is_taken_in_its_own_pixels_with_its_own_scale(told: Told, mixed: str) -> None:
    for name, left in (("LEFT", 0), ("RIGHT", WIDE)):
        told.screen.point(left + 400, 800)
        heard = told.take("screen")
        found, kept = picture(told, heard["id"]), row(told, heard["id"])
        assert found.size == (WIDE, 900)
        assert (kept.scale, kept.file_name.split()[0]) == (scale_of(mixed, name), name)
        seen = (max(left, LEFT), TOP, min(left + WIDE, LEFT + WIDTH), TOP + HEIGHT)
        assert same(found.crop((seen[0] - left, seen[1], seen[2] - left, seen[3])), shown(*seen)), name


def test_both_are_one_picture_with_no_pixel_moved(told: Told) -> None:
    found = picture(told, told.take("all")["id"])
    assert found.size == (1440, 900)
    assert same(found.crop((LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT)), painted())


@pytest.mark.parametrize(("name", "left", "right"), [("LEFT", 200, 500), ("RIGHT", 800, 1100)])
def test_a_region_of_one_screen_is_cut_and_not_scaled(told: Told, mixed: str, name, left, right) -> None:
    told.screen.point(left, 300)
    told.tell("take", mode="region")
    for _ in range(2):  # one on each screen: a press must not fall through to what is below
        told.hear("veil")
    told.screen.drag((left, 300), (right, 500))
    heard = told.hear("kept")
    found = picture(told, heard["id"])
    assert row(told, heard["id"]).scale == scale_of(mixed, name)
    # A mouse event comes in whole logical pixels at some scales, so the edge may be off by less than one of them.
    assert abs(found.width - (right - left + 1)) <= 2 and abs(found.height - 201) <= 2
    assert any(
        same(found, shown(x, y, x + found.width, y + found.height))
        for x in range(left - 2, left + 3)
        for y in range(298, 303)
    )


def test_the_pointer_is_marked_where_it_was_on_either_screen(told: Told) -> None:
    for left in (0, WIDE):
        told.screen.point(left + 300, 400)
        (mark,) = row(told, told.take("screen", pointer=True)["id"]).annotation.marks
        x0, y0, x1, y1 = mark.box()
        assert x0 <= 300 <= x1 and y0 <= 400 <= y1
