"""Pictures on a real X screen by a program that stands there alone: visits, restarts, and the broken build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gemba.app import create_library
from tests.e2e.screen import wait_for
from tests.ui.capture.conftest import Told, picture, row, same
from tests.ui.capture.painted import LEFT, THERE, TOP, painted

pytestmark = pytest.mark.library_file_opener


def test_control_a_build_that_hides_nothing_is_caught(gemba: Callable[..., Told]) -> None:
    told = gemba()
    told.tell("without_hiding")
    found = picture(told, told.take("screen")["id"])
    assert not same(found.crop(THERE), painted())


def test_the_mini_bar_is_not_on_it(gemba: Callable[..., Told], visit, tmp_path: Path) -> None:
    library = create_library(tmp_path / "visit.gemba")
    session = visit(library, "agreed")
    told = gemba(library)
    told.tell("live", session=session)
    told.hear("live")
    told.tell("mini", x=LEFT + 200, y=TOP + 100)
    assert told.hear("mini")["visible"]
    heard = told.take("screen")
    assert same(picture(told, heard["id"]).crop(THERE), painted())
    assert row(told, heard["id"]).session_id == session, "it hangs in the visit that runs"
    wait_for(lambda: told.screen.windows("Mini bar"), "the bar is back")


def test_the_last_region_survives_a_restart(gemba: Callable[..., Told], tmp_path: Path) -> None:
    library = create_library(tmp_path / "again.gemba")
    told = gemba(library)
    told.tell("take", mode="last")
    told.hear("ended")
    told.tell("notice")
    assert told.hear("notice")["text"] == "No region was taken yet."
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.drag((LEFT + 10, TOP + 20), (LEFT + 109, TOP + 79))
    told.hear("kept")
    told.end()
    again = gemba(library)
    assert same(picture(again, again.take("last")["id"]), painted().crop((10, 20, 110, 80)))
    again.tell("take", mode="region")
    again.hear("veil")
    again.screen.keys("space")
    assert same(picture(again, again.hear("kept")["id"]), painted().crop((10, 20, 110, 80)))


@pytest.mark.parametrize("consent", ["", "agreed"])
def test_no_picture_without_consent_nor_during_the_pause(gemba: Callable[..., Told], visit, tmp_path, consent) -> None:
    library = create_library(tmp_path / "visit.gemba")
    session = visit(library, consent)
    told = gemba(library)
    told.tell("live", session=session)
    told.hear("live")
    if consent:
        told.tell("pause")
        told.hear("paused")
    told.tell("take", mode="screen", answers=True)
    answer = told.hear("answer")
    assert answer["ids"] == []
    assert ("Privacy pause" if consent else "Nobody agreed") in answer["why"]
    told.tell("take", mode="screen")
    told.hear("ended")
    told.tell("notice")
    assert told.hear("notice")["text"] == answer["why"], "a key hears the same sentence on the screen"
    with told.reader() as app:
        assert app.captures.all() == ()


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_on_a_scaled_screen_the_picture_has_the_devices_pixels(gemba: Callable[..., Told], scale: str) -> None:
    told = gemba(QT_SCALE_FACTOR=scale)
    whole = told.take("screen")
    found = picture(told, whole["id"])
    assert found.size == (1440, 900), "device pixels, not logical ones"
    assert same(found.crop(THERE), painted())
    assert row(told, whole["id"]).scale == float(scale)
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.drag((LEFT + 101, TOP + 51), (LEFT + 400, TOP + 250))
    heard = told.hear("kept")
    region = picture(told, heard["id"])
    # A mouse event comes in whole logical pixels at some scales, so the edge may be off by less than one of them.
    assert abs(region.width - 300) <= 2 and abs(region.height - 200) <= 2
    assert any(
        same(region, painted().crop((x, y, x + region.width, y + region.height)))
        for x in range(99, 104)
        for y in range(49, 54)
    ), "cut, never scaled"


def test_after_a_delay_with_a_countdown_that_is_not_on_the_picture(gemba: Callable[..., Told]) -> None:
    told = gemba()
    # Nobody can look as quickly as a second passes on a busy machine.
    told.tell("take", mode="screen", delay=2, stands_still=True)
    wait_for(lambda: told.screen.windows("Picture of the screen"), "the countdown")
    told.tell("notice")
    assert told.hear("notice")["text"].startswith("Picture in ")
    told.tell("count")
    heard = told.hear("kept")
    found = picture(told, heard["id"])
    assert same(found.crop(THERE), painted())
    assert found.crop((0, 0, 1440, TOP)).getcolors(10) == [(1440 * TOP, (0, 0, 0))], "nothing stands above the program"
    assert not told.screen.windows("Picture of the screen"), "nor does it come back with our windows"


def test_a_picture_that_the_disk_does_not_take_is_held_and_tried_again(gemba: Callable[..., Told]) -> None:
    told = gemba()
    told.tell("break_disk")
    told.tell("take", mode="screen")
    told.hear("ended")
    told.tell("notice")
    assert "could not be stored" in told.hear("notice")["text"]
    told.tell("mend_disk")
    told.tell("again")
    heard = told.hear("kept")
    assert same(picture(told, heard["id"]).crop(THERE), painted())
