"""A region over two screens is one picture, pixel for pixel, whichever screen it began on and whatever their scales."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.screen import Screen
from tests.faults.monitors import Monitors
from tests.ui.capture.conftest import Told, picture, row, same
from tests.ui.capture.painted import LEFT, TOP, painted

pytestmark = pytest.mark.library_file_opener
WIDE = 720
#: a region whose edges are whole logical pixels at every scale of these tests, on the screen it begins on and beyond
FROM, TO = (480, 300), (960, 480)


@pytest.fixture(scope="module", autouse=True)
def two_monitors(screen: Screen) -> Iterator[None]:
    """Cut the server's one screen in two, as RandR does for a desktop with two."""
    with Monitors(screen.display) as monitors:
        for name, left in (("LEFT", 0), ("RIGHT", WIDE)):
            monitors.plug(name, (left, 0, WIDE, 900), first=name == "LEFT", primary=name == "LEFT")
        yield


@pytest.fixture(scope="module", params=["LEFT=1;RIGHT=1", "LEFT=1;RIGHT=2", "LEFT=1.5;RIGHT=1.25"])
def scales(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told(gemba: Callable[..., Told], scales: str) -> Told:
    """gemba on the two screens, begun anew: what an earlier picture left on the screen would be on the next one."""
    return gemba(QT_SCREEN_SCALE_FACTORS=scales)


def larger(scales: str) -> float:
    return max(float(one.split("=")[1]) for one in scales.split(";"))


def shown(left: int, top: int, right: int, bottom: int):
    """What the other program shows in a rectangle of the desktop."""
    return painted().crop((left - LEFT, top - TOP, right - LEFT, bottom - TOP))


def under_veils(told: Told) -> None:
    """Ask for a region, and wait until both screens are veiled: a press must not fall through to what is below."""
    told.tell("take", mode="region")
    for _ in range(2):
        told.hear("veil")


@pytest.mark.parametrize(("begin", "end"), [(FROM, TO), (TO, FROM)], ids=["from the left", "from the right"])
def test_a_drag_over_the_edge_is_one_region(told: Told, scales: str, begin, end) -> None:
    told.screen.point(*begin)
    under_veils(told)
    told.screen.drag(begin, end)
    heard = told.hear("kept")
    found, kept = picture(told, heard["id"]), row(told, heard["id"])
    assert (kept.scale, kept.source) == (larger(scales), "region")
    assert kept.file_name.startswith("LEFT + RIGHT ")
    # The mouse is told in logical pixels, so that at a scale an edge is off by less than one of them.
    off = 0 if larger(scales) == 1 else 2
    assert abs(found.width - (TO[0] - FROM[0] + 1)) <= off and abs(found.height - (TO[1] - FROM[1] + 1)) <= off
    places = [(x, y) for x in range(FROM[0] - off, FROM[0] + off + 1) for y in range(FROM[1] - off, FROM[1] + off + 1)]
    assert any(same(found, shown(x, y, x + found.width, y + found.height)) for x, y in places)


def test_the_same_region_is_taken_again_with_one_key_and_with_no_veil(told: Told) -> None:
    told.screen.point(*FROM)
    under_veils(told)
    told.screen.drag(FROM, TO)
    first = told.hear("kept")["id"]
    again = [told.take("last")["id"]]
    under_veils(told)
    told.screen.keys("space")
    again.append(told.hear("kept")["id"])
    for one in again:
        # Where gemba's own line was, the other program may not have painted yet: what is on it is not this test's.
        assert picture(told, one).size == picture(told, first).size
        assert row(told, one).scale == row(told, first).scale
        assert row(told, one).file_name.startswith("LEFT + RIGHT ")


def test_enter_takes_the_screen_with_the_pointer_and_no_other(told: Told) -> None:
    for name, left in (("LEFT", 0), ("RIGHT", WIDE)):
        told.screen.point(left + 300, 400)
        under_veils(told)
        told.screen.keys("Return")
        heard = told.hear("kept")
        assert picture(told, heard["id"]).size == (WIDE, 900)
        assert row(told, heard["id"]).file_name.split()[0] == name
