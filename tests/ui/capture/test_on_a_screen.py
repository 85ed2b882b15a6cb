"""Pictures on a real X screen with a window manager: the right pixels, and never one of ours."""

from __future__ import annotations

import signal

import pytest

from gemba.model.values import EvidenceSource
from tests.e2e.screen import wait_for
from tests.ui.capture.conftest import Told, picture, row, same
from tests.ui.capture.painted import LEFT, THERE, TITLE, TOP, painted

pytestmark = pytest.mark.library_file_opener


def test_the_screen_shows_the_other_program_whole_though_our_window_lay_on_it(told: Told) -> None:
    heard = told.take("screen")
    assert (heard["veils"], heard["line"]) == (0, False), "it is kept before any line opens"
    found = picture(told, heard["id"])
    assert found.size == (1440, 900)
    assert same(found.crop(THERE), painted()), "every pixel of the other program, and none of ours"
    kept = row(told, heard["id"])
    assert (kept.window_title, kept.source, kept.scale) == (TITLE, EvidenceSource.SCREEN, 1.0)
    assert kept.app, "the program is named too"
    told.tell("visible")
    assert told.hear("visible")["windows"] == [True], "our window is back"


def test_the_line_of_the_last_picture_is_not_on_the_next(told: Told) -> None:
    first = told.take("screen")["id"]
    wait_for(lambda: told.screen.windows("Caption of the picture"), "the caption line")
    second = told.take("screen")["id"]
    assert same(picture(told, first), picture(told, second))


def test_a_second_picture_at_once_is_as_whole_as_the_first(told: Told) -> None:
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.drag((LEFT + 100, TOP + 50), (LEFT + 699, TOP + 149))
    told.hear("kept")
    told.tell("twice")
    told.hear("kept")
    assert not told.hear("again")["painted"], "the line lies on the other program, and shows what is below"
    heard = told.hear("kept")
    assert same(picture(told, heard["id"]).crop(THERE), painted()), "nothing is taken for a rest of ours and made flat"


def test_a_window_of_ours_that_goes_below_another_just_then_leaves_nothing_flat(told: Told) -> None:
    told.take("screen", answers=True)  # the line of a test before goes with it
    told.screen.front(" gemba$")
    (other,) = told.screen.windows(TITLE)
    # As the window manager does some moments after a picture, or after Esc on the veil: each window back in its place.
    told.tell("hurry")
    told.tell("goes_below", id=int(other), spot=[400, 400, 32, 32])
    try:
        found = picture(told, told.take("screen")["id"])
    finally:
        told.tell("patience")
    assert same(found.crop(THERE), painted())


def test_where_a_program_does_not_paint_in_time_the_spot_is_flat_and_not_ours(told: Told, other) -> None:
    told.screen.front(" gemba$")  # whatever a test before left in front: our window has to lie on the other's
    told.tell("hurry")
    other.send_signal(signal.SIGSTOP)
    try:
        found = picture(told, told.take("screen")["id"])
    finally:
        other.send_signal(signal.SIGCONT)
        told.tell("patience")
    inside = found.crop((400, 320, 1100, 700))
    colours = {colour for _, colour in inside.getcolors(1 << 20) or ()}
    # Where the server itself clears a spot, it is that colour; nothing of ours has more than two.
    assert len(colours) <= 2, "neither ours nor half of it"


def test_a_dragged_region_is_those_very_pixels(told: Told) -> None:
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.drag((LEFT + 100, TOP + 50), (LEFT + 399, TOP + 249))
    heard = told.hear("kept")
    assert same(picture(told, heard["id"]), painted().crop((100, 50, 400, 250)))
    kept = row(told, heard["id"])
    assert (kept.source, kept.window_title) == (EvidenceSource.REGION, TITLE)


def test_a_click_takes_the_window_under_it(told: Told) -> None:
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.click(LEFT + 500, TOP + 300)
    heard = told.hear("kept")
    assert same(picture(told, heard["id"]), painted())
    assert row(told, heard["id"]).source is EvidenceSource.WINDOW


def test_the_other_programs_window_by_name(told: Told) -> None:
    heard = told.take("window")
    assert same(picture(told, heard["id"]), painted())


def test_keys_alone_choose_a_region_of_a_typed_size_and_nudge_it(told: Told) -> None:
    told.screen._move(LEFT + 400, TOP + 300)
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.types("200x100")
    told.screen.keys("Right", "Right", "shift+Down", "Left", "Return")
    heard = told.hear("kept")
    left, top = 400 - 100 + 1, 300 - 50 + 10
    assert same(picture(told, heard["id"]), painted().crop((left, top, left + 200, top + 100)))


def test_enter_takes_the_screen_and_typing_goes_into_the_caption(told: Told) -> None:
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.keys("Return")
    heard = told.hear("kept")
    assert picture(told, heard["id"]).size == (1440, 900)
    wait_for(lambda: told.screen.title() == "Caption of the picture", "the line has the keys")
    told.screen.enter("Typed the number again")
    wait_for(lambda: row(told, heard["id"]).caption == "Typed the number again", "the caption is kept")


def test_esc_leaves_nothing_behind(told: Told) -> None:
    with told.reader() as app:
        before = app.captures.all()
    told.tell("take", mode="region")
    told.hear("veil")
    told.screen.keys("Escape")
    told.hear("ended")
    with told.reader() as app:
        assert app.captures.all() == before
    told.tell("visible")
    assert told.hear("visible")["windows"] == [True]


def keys_work(told: Told) -> bool:
    told.tell("keys")
    return told.hear("keys")["held"].get("screen") == "works"


def test_a_key_pressed_while_another_program_is_in_front_takes_it(told: Told, other) -> None:
    wait_for(lambda: keys_work(told), "the key of the whole desktop")
    told.screen.front(TITLE)
    told.screen.keys("ctrl+alt+s")
    heard = told.hear("kept")
    assert same(picture(told, heard["id"]).crop(THERE), painted())
    assert wait_for(told.screen.title, "some window has the keyboard") == TITLE, (
        "whoever only pressed a key keeps working where they were"
    )
    told.screen.keys("ctrl+alt+g")
    told.hear("veil")
    told.screen.keys("Escape")
    told.hear("ended")
