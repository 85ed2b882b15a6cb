"""Before and after: the same region of two pictures, beside each other or one over the other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gemba.ui.annotator.compare import Compare, Panes, Side
from gemba.ui.widgets.halves import halves_of
from tests.ui.annotator.hands import Hands, Key


def opened(hands: Hands) -> Compare:
    """The comparison, its pictures read."""
    view = hands.window.comparing.view
    assert view is not None
    hands.until(lambda: view.panes.sides is not None and view.isVisible())
    return view


def shown(panes: Panes) -> QImage:
    return panes.grab().toImage()


def test_b_shows_this_picture_and_the_one_before_and_b_goes_back(hands: Hands) -> None:
    hands.key(Key.Key_PageDown).opened(hands.pictures[1])
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[0]) is not None)
    hands.key(Key.Key_B)
    view = opened(hands)
    assert view.panes.sides is not None
    assert [side.row.id for side in view.panes.sides] == hands.pictures[:2]
    assert view.panes.hasFocus() and "Before: " in view.panes.accessibleName()
    hands.key(Key.Key_Right, on=view.panes)
    hands.until(lambda: [side.row.id for side in view.panes.sides or ()] == hands.pictures[1:])
    hands.key(Key.Key_Escape, on=view.panes)
    assert hands.window.canvas.isVisible() and hands.window.canvas.hasFocus()
    assert view.panes.sides is None  # 88 MB for two of 4K are let go


def test_space_shows_one_over_the_other_in_the_same_place(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_B)
    view = opened(hands)
    beside = shown(view.panes)
    hands.key(Key.Key_Space, on=view.panes)
    first = shown(view.panes)
    assert view.panes.accessibleName().startswith("Before: ")
    hands.key(Key.Key_Space, on=view.panes)
    second = shown(view.panes)
    assert view.panes.accessibleName().startswith("After: ")
    assert first != second and beside != first
    hands.key(Key.Key_Space, on=view.panes)
    assert shown(view.panes) == first


def test_the_region_is_that_of_the_chosen_mark(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_R).drag((400, 300), (700, 480)).kept()
    hands.key(Key.Key_B)
    view = opened(hands)
    x0, y0, x1, y1 = view.panes.region
    assert 340 < x0 < 400 and 240 < y0 < 300 and 700 < x1 < 760 and 480 < y1 < 540


def test_what_is_covered_is_covered_here_too(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_K).drag((400, 300), (700, 480)).kept()
    hands.key(Key.Key_B)
    view = opened(hands)
    assert view.panes.sides is not None
    assert view.panes.sides[0].image.pixelColor(550, 390) == QColor("#1B1B1B")


def striped() -> QImage:
    """A picture of 4K with a black line of one pixel in every four, as letters are of thin lines."""
    image = QImage(3840, 2160, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for left in range(0, image.width(), 4):
        painter.fillRect(left, 0, 1, image.height(), Qt.GlobalColor.black)
    painter.end()
    return image


def greys(panes: Panes, side: Side) -> set[int]:
    """The greys of a line across the middle of the picture at the left."""
    panes.sides, panes.region = (side, side), (0.0, 0.0, 3840.0, 2160.0)
    seen = shown(panes)
    quarter, ratio = seen.width() // 4, seen.devicePixelRatio()
    at_least_px = round(20 * ratio)
    return {
        seen.pixelColor(left, seen.height() // 2).lightness()
        for left in range(quarter - at_least_px, quarter + at_least_px)
    }


def test_a_large_picture_keeps_its_thin_lines_in_a_small_pane(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_B)
    view = opened(hands)
    assert view.panes.sides is not None
    image = striped()
    side = replace(view.panes.sides[0], image=image, halves=tuple(halves_of(image)))
    assert max(greys(view.panes, side)) - min(greys(view.panes, side)) < 16
    # What Qt draws from the picture itself leaves lines out: this would find it.
    torn = greys(view.panes, replace(side, halves=()))
    assert max(torn) - min(torn) > 100


def test_a_tool_brings_the_picture_back(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_B)
    view = opened(hands)
    hands.key(Key.Key_A, on=view.panes)
    assert hands.window.canvas.isVisible()
    assert hands.window.board.tool.name == "arrow"


def test_what_is_covered_meanwhile_is_covered_here_at_once(hands: Hands) -> None:
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[1]) is not None)
    hands.key(Key.Key_B)
    view = opened(hands)
    for place, picture in enumerate(hands.pictures[:2]):
        assert view.panes.sides is not None
        assert view.panes.sides[place].image.pixelColor(550, 390) != QColor("#1B1B1B")
        hands.app.captures.redact(picture, rects=[(400, 300, 300, 180)])
        hands.until(lambda place=place: _covered(view, place))


def _covered(view: Compare, place: int) -> bool:
    sides = view.panes.sides
    return sides is not None and sides[place].image.pixelColor(550, 390) == QColor("#1B1B1B")
