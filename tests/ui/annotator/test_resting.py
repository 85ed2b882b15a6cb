"""Memory for many open pictures stays bounded: windows behind the last three rest, and wake as they were."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from gemba.ui.annotator.open_windows import MOST_AWAKE, annotators_of
from gemba.ui.annotator.window import AnnotatorWindow, open_annotator
from tests.ui.annotator.hands import CTRL, Hands, Key


def opened(hands: Hands, picture: str) -> AnnotatorWindow:
    """Another window with another picture, its pixels there."""
    window = open_annotator(hands.window.desk, picture, series=hands.pictures)
    hands.until(lambda: window.board.layers is not None and window.work.row is not None)
    return window


def test_a_resting_window_shows_its_last_frame_and_wakes_as_it_was(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((400, 300), (700, 480)).kept()
    first = hands.window
    chosen, view = first.board.selection.mark_id, first.board.view
    # More windows than pictures: further ones on the other two.
    more = [AnnotatorWindow(first.desk, hands.pictures[1 + n % 2], hands.pictures) for n in range(MOST_AWAKE)]
    for window in more:
        annotators_of(first.desk).append(window)
        window.show()
        window.activateWindow()
        hands.until(lambda window=window: window.work.row is not None and window.isActiveWindow())
    hands.until(lambda: first.work.layers is None)
    assert first.board.layers is None and first.work.image.isNull()
    assert not first.canvas.grab().toImage().isNull()
    # The library goes on meanwhile, and the window follows when it wakes.
    QTest.keyClick(first.canvas, Key.Key_Z, CTRL)
    first.activateWindow()
    hands.until(lambda: first.board.layers is not None)
    assert first.board.view == view
    desk = first.desk
    hands.until(lambda: sum(window.work.layers is not None for window in annotators_of(desk)) <= MOST_AWAKE)
    assert first.board.selection.mark_id in (chosen, "")
    for window in more:
        window.close()


def test_a_closed_window_keeps_no_pixels(hands: Hands) -> None:
    work = opened(hands, hands.pictures[1]).work
    window = annotators_of(hands.window.desk)[-1]
    window.close()
    assert work.layers is None and window.board.layers is None


def test_a_resting_window_never_shows_what_is_covered_by_now(hands: Hands) -> None:
    window = hands.window
    before = window.canvas.grab().toImage().pixelColor(hands.at(550, 390))
    assert before != QColor("#1B1B1B")
    window.canvas.rest()
    assert window.board.layers is None
    assert window.canvas.grab().toImage().pixelColor(hands.at(550, 390)) == before
    hands.app.captures.redact(hands.pictures[0], rects=[(400, 300, 300, 180)])
    hands.until(lambda: window.canvas.grab().toImage().pixelColor(hands.at(550, 390)) == QColor("#1B1B1B"))
    assert window.board.layers is not None
