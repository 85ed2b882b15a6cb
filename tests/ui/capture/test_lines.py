"""Without a mouse and without eyes: the veil and the caption line say what they are, and keep what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gemba.model.shot import ScreenPixels, Shot
from gemba.model.values import EvidenceSource
from gemba.ui.capture.caption_line import CaptionLine
from gemba.ui.capture.cutting import cut_choice
from gemba.ui.capture.freezing import Frozen, FrozenScreen, place_of
from gemba.ui.capture.notice import Countdown
from gemba.ui.capture.places import Rect
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.sizes import Sizes
from gemba.ui.capture.veil.choosing import Choosing, Chosen
from gemba.ui.capture.veil.veil import Veil
from tests.ui.hearing import focusables

TAKEN: list[Chosen] = []


def black(width: int, height: int) -> ScreenPixels:
    return ScreenPixels(width, height, width * 4, bytes(width * height * 4))


@pytest.fixture
def is_coarse() -> bool:
    """Say whether a screen beside this one is twice as fine, as macOS lays both out in the grid of that one."""
    return False


@pytest.fixture
def veil(qtbot, sample_window, is_coarse):
    screen = QGuiApplication.primaryScreen()
    place = place_of(screen)
    own = (black(place.width // 2, place.height // 2), 1.0) if is_coarse else None
    frozen = FrozenScreen(screen.name(), place, screen.devicePixelRatio(), black(place.width, place.height), own)
    choosing = Choosing(place, [Rect(10, 10, 50, 40), Rect(0, 0, 300, 200)], Rect(5, 6, 70, 80))
    sizes = Sizes(Frozen((frozen,), None, lambda: None))
    made = Veil(sample_window.desk, screen, frozen, choosing, ("Orders", "Sheet W46"), Pointing(), sizes)
    made.show()
    qtbot.waitExposed(made)
    TAKEN[:] = []
    made.chosen.connect(TAKEN.append)
    yield made
    made.releaseKeyboard()
    made.close()
    made.deleteLater()


def press(veil, *keys, **more) -> None:
    for key in keys:
        QTest.keyClick(veil, key, **more)


def test_the_veil_says_what_enter_would_take(veil) -> None:
    assert veil.accessibleName() == "Choose a part of the screen"
    assert veil.accessibleDescription() == "The whole screen"
    press(veil, Qt.Key.Key_Tab)
    assert veil.accessibleDescription() == "Window “Orders”"
    press(veil, Qt.Key.Key_Tab)
    assert veil.accessibleDescription() == "Window “Sheet W46”"
    QTest.keyClicks(veil, "60x50")
    assert veil.accessibleDescription().startswith("60 × 50 pixels at ")
    press(veil, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert [Chosen(Rect(10, 10, 50, 40), EvidenceSource.WINDOW, 0)] == TAKEN


@pytest.mark.parametrize("is_coarse", [True])
def test_on_a_screen_coarser_than_another_sizes_are_those_of_its_picture(veil) -> None:
    QTest.keyClicks(veil, "60x50")
    rect = veil.choosing.rect
    said = f"60 × 50 pixels at {rect.left // 2}, {rect.top // 2}"
    assert veil.accessibleDescription() == said and (rect.width, rect.height) == (120, 100)
    press(veil, Qt.Key.Key_Right)
    assert veil.accessibleDescription() == f"60 × 50 pixels at {rect.left // 2 + 1}, {rect.top // 2}"
    press(veil, Qt.Key.Key_Return)
    (taken,) = TAKEN
    shot = cut_choice(Frozen((veil.frozen,), None, lambda: None), taken, ()).shot
    assert (shot.pixels.width, shot.pixels.height, shot.scale) == (60, 50, 1.0)


def test_a_region_by_keys_alone(veil) -> None:
    x, y = veil.choosing.x, veil.choosing.y
    press(veil, Qt.Key.Key_C)
    press(veil, Qt.Key.Key_Right, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(veil, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert [Chosen(Rect(x, y, 10, 11), EvidenceSource.REGION)] == TAKEN


def test_space_takes_the_last_region_and_a_taken_veil_hears_nothing_more(veil) -> None:
    press(veil, Qt.Key.Key_Space)
    press(veil, Qt.Key.Key_Return)
    assert [Chosen(Rect(5, 6, 70, 80), EvidenceSource.REGION)] == TAKEN


def test_esc_goes_a_step_back_before_it_goes_away(qtbot, veil) -> None:
    press(veil, Qt.Key.Key_C)
    press(veil, Qt.Key.Key_Escape)
    with qtbot.waitSignal(veil.given_up):
        press(veil, Qt.Key.Key_Escape)
    assert TAKEN == []


@pytest.fixture
def line(qtbot, sample_window):
    desk = sample_window.desk
    row = desk.app.shots.keep(
        Shot(ScreenPixels(4, 3, 16, bytes(range(48))), EvidenceSource.SCREEN, window_title="Orders")
    )
    made = CaptionLine(desk, row, where="Inbox")
    made.appear(QGuiApplication.primaryScreen().geometry(), asks=True)
    qtbot.waitExposed(made)
    yield made, desk.app, row.id


def test_everything_in_the_line_has_a_name_and_is_reached_by_tab(line) -> None:
    made, _, _ = line
    assert [one.accessibleName() for one in focusables(made)] == ["Mark up the picture", "Caption", "Page address"]
    assert "Inbox" in made.kept.text() and "Orders" in made.kept.text()
    made.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_both_keep_what_is_written(qtbot, line, key) -> None:
    made, app, found = line
    QTest.keyClicks(made.caption, "Typed again")
    QTest.keyClicks(made.address, "https://a.test/1")
    with qtbot.waitSignal(made.left):
        QTest.keyClick(made.caption, key)
    qtbot.waitUntil(lambda: app.captures.one(found).caption == "Typed again")
    assert app.captures.one(found).page_address == "https://a.test/1"


def test_it_is_kept_while_somebody_still_types(qtbot, line) -> None:
    made, app, found = line
    QTest.keyClicks(made.caption, "Half")
    qtbot.waitUntil(lambda: app.captures.one(found).caption == "Half")
    assert made.isVisible()
    made.close()


def test_a_countdown_that_is_over_stays_until_it_is_hidden_with_the_rest_and_cannot_be_called_off(
    sample_window,
) -> None:
    came: list[str] = []
    countdown = Countdown(sample_window.desk, 1, lambda: came.append("begins"), lambda: came.append("off"))
    countdown.appear()
    countdown._second()
    assert came == ["begins"] and countdown.isVisible()
    QTest.mouseClick(countdown.button, Qt.MouseButton.LeftButton)
    assert came == ["begins"]
    countdown.close()
