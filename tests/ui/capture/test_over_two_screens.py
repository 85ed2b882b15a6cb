"""A region over two screens is one picture, pixel for pixel, whichever screen it began on and whatever their scales."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from gemba.app import create_library
from tests.e2e.screen import Screen, wait_for
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


@pytest.fixture(scope="module", params=["LEFT=1;RIGHT=1", "LEFT=2;RIGHT=2", "LEFT=1;RIGHT=2", "LEFT=1.5;RIGHT=1.25"])
def scales(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def told(screen: Screen, other: object, scales: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """gemba on the two screens, one start for each pair of scales."""
    home = tmp_path_factory.mktemp("told")
    running = Told(screen, create_library(home / "one.gemba"), home, QT_SCREEN_SCALE_FACTORS=scales)
    yield running
    running.end()


def larger(scales: str) -> float:
    return max(float(one.split("=")[1]) for one in scales.split(";"))


def shown(left: int, top: int, right: int, bottom: int):
    """What the other program shows in a rectangle of the desktop."""
    return painted().crop((left - LEFT, top - TOP, right - LEFT, bottom - TOP))


def untouched(told: Told, folder: Path) -> None:
    """Put the line beside the last picture away, and wait until the other program has painted what was below it.

    What it does not paint in time is grey on the next picture, as the manual says; that is another test's matter.
    """
    told.screen.keys("Escape")

    def painted_anew() -> bool:
        told.screen.picture(folder / "now.png")
        with Image.open(folder / "now.png") as now:
            seen = now.convert("RGB").crop((FROM[0], FROM[1], TO[0], TO[1]))
        return same(seen, shown(*FROM, *TO))

    wait_for(painted_anew, "the other program to be seen where gemba's line was")


def under_veils(told: Told) -> None:
    """Ask for a region, and wait until both screens are veiled: a press must not fall through to what is below."""
    told.tell("take", mode="region")
    for _ in range(2):
        told.hear("veil")


@pytest.mark.parametrize(("begin", "end"), [(FROM, TO), (TO, FROM)], ids=["from the left", "from the right"])
def test_a_drag_over_the_edge_is_one_region(told: Told, scales: str, tmp_path: Path, begin, end) -> None:
    untouched(told, tmp_path)
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


def test_the_same_region_is_taken_again_with_one_key_and_with_no_veil(told: Told, tmp_path: Path) -> None:
    untouched(told, tmp_path)
    told.screen.point(*FROM)
    under_veils(told)
    told.screen.drag(FROM, TO)
    first = picture(told, told.hear("kept")["id"])
    untouched(told, tmp_path)
    assert same(picture(told, told.take("last")["id"]), first)
    untouched(told, tmp_path)
    under_veils(told)
    told.screen.keys("space")
    assert same(picture(told, told.hear("kept")["id"]), first)


def test_enter_takes_the_screen_with_the_pointer_and_no_other(told: Told) -> None:
    for name, left in (("LEFT", 0), ("RIGHT", WIDE)):
        told.screen.point(left + 300, 400)
        under_veils(told)
        told.screen.keys("Return")
        heard = told.hear("kept")
        assert picture(told, heard["id"]).size == (WIDE, 900)
        assert row(told, heard["id"]).file_name.split()[0] == name
