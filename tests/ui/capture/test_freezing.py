"""What a frame is taken from where the quick way fails, and on which thread a picture of several screens is cut."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtGui import QGuiApplication

from gemba.model.shot import ScreenPixels
from gemba.model.values import EvidenceSource
from gemba.ui.capture import freezing, stitching
from gemba.ui.capture.freezing import Freezer, Frozen, FrozenScreen, NothingToSee
from gemba.ui.capture.hiding import Hiding
from gemba.ui.capture.modes import Mode
from gemba.ui.capture.places import Rect
from gemba.ui.capture.taking import Taking
from gemba.ui.capture.veil.choosing import Chosen


class FailingScreen:
    """An X server that has a desktop and no memory left for a picture of all of it."""

    def size(self) -> tuple[int, int]:
        return 40, 30

    def grab(self, left: int, top: int, width: int, height: int) -> None:
        return None

    def close(self) -> None:
        pass


@pytest.fixture
def freezer(qapp, monkeypatch: pytest.MonkeyPatch) -> Freezer:
    """A freezer whose quick way fails, on screens that Qt can grab."""
    pixels = ScreenPixels(4, 3, 16, bytes(48))
    grabbed = Frozen((FrozenScreen("S", Rect(0, 0, 4, 3), 1.0, pixels),), None, lambda: None)
    monkeypatch.setattr(freezing, "_by_qt", lambda screens: grabbed)
    made = Freezer()
    made._asked, made._x = True, FailingScreen()  # type: ignore[assignment]
    assert QGuiApplication.screens()
    return made


def test_qt_grabs_where_the_quick_way_fails_and_nothing_of_ours_can_be_left(freezer: Freezer) -> None:
    assert freezer.freeze(has_remains=False).desktop is None


def test_without_the_desktop_in_one_picture_nothing_is_taken_where_our_pixels_may_be_left(freezer: Freezer) -> None:
    with pytest.raises(NothingToSee):
        freezer.freeze(has_remains=True)


def test_what_is_left_of_ours_is_told_until_it_is_made_flat(qapp) -> None:
    hiding = Hiding(None, None)
    assert not hiding.has_remains
    hiding._unpainted = [(Rect(0, 0, 2, 1), bytes(8), bytes(8))]
    assert hiding.has_remains
    hiding.blot(ScreenPixels(4, 1, 16, memoryview(bytearray(16))))
    assert not hiding.has_remains


def test_a_look_that_failed_does_not_say_that_ours_are_gone(qapp) -> None:
    hiding, done = Hiding(FailingScreen(), None), []  # type: ignore[arg-type]
    hiding._spots, hiding._before = [Rect(0, 0, 8, 2)], [bytes(range(64))]
    hiding._then, hiding._still_s = lambda: done.append(hiding.has_remains), 0.0
    hiding._began = hiding._changed = time.monotonic()
    hiding._look()
    assert done == [], "it looks again"
    hiding._began -= 60
    hiding._look()
    assert done == [True]


def test_a_freeze_is_told_of_what_is_left(qtbot, sample_window, freezer: Freezer) -> None:
    """The desktop is asked instead, and not Qt, as long as something of ours may be on the screen."""
    taking, asked = Taking(lambda: sample_window.desk), []
    taking.freezer = freezer
    taking._ask_desktop = lambda desk, mode: asked.append(mode)  # type: ignore[method-assign]
    hiding = taking._hiding = Hiding(None, None, taking)
    hiding._unpainted = [(Rect(0, 0, 2, 1), bytes(8), bytes(8))]
    taking._freeze(Mode.SCREEN)
    assert asked == [Mode.SCREEN] and taking._frozen is None


def two_screens() -> Frozen:
    """Two screens that Qt grabbed side by side, so that a region over both has to be put together."""
    pixels = [ScreenPixels(60, 40, 240, bytes((40 + 80 * number, 9, 9, 255)) * 2400) for number in range(2)]
    places = [Rect(60 * number, 0, 60, 40) for number in range(2)]
    screens = [FrozenScreen(f"S{number}", places[number], 1.0, pixels[number]) for number in range(2)]
    return Frozen(tuple(screens), None, lambda: None)


def test_a_region_over_two_screens_is_put_together_off_the_windows_thread(
    qtbot, sample_window, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, usual = [], stitching.stitched

    def stitched(*given):
        threads.append(threading.current_thread())
        return usual(*given)

    monkeypatch.setattr(freezing, "stitched", stitched)
    taking, heard = Taking(lambda: sample_window.desk), []
    taking._answer = lambda rows, why: heard.append((rows, why))
    taking._chosen(two_screens(), Chosen(Rect(50, 10, 20, 12), EvidenceSource.REGION))
    qtbot.waitUntil(lambda: bool(heard))
    ((rows, why),) = heard
    assert why == "" and [(row.width, row.height) for row in rows] == [(20, 12)]
    assert len(threads) == 1 and threads[0] is not threading.main_thread()
    assert taking._last(sample_window.desk).rect == Rect(50, 10, 20, 12)
