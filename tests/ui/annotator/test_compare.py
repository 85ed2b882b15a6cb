"""Before and after: the same region of two pictures, beside each other or one over the other."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from gemba.ui.annotator.compare import Compare, Panes
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
    assert view.panes.sides is None  # 66 MB for two of 4K are let go


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
