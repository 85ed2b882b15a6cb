"""Pictures of the screen that are marked one after the other are one series in one window; others open as they did."""

from __future__ import annotations

from gemba.model.annotation import MarkKind
from gemba.ui.annotator.open_windows import annotators_of
from gemba.ui.annotator.window import open_annotator
from tests.ui.annotator.hands import Hands, Key

A, B = (400.0, 300.0), (700.0, 480.0)


def taken(hands: Hands, number: int) -> Hands:
    """A picture of the screen is to be marked, as from the line beside it."""
    key = hands.pictures[number]
    window = open_annotator(hands.window.desk, key, series=[key], in_hand=True)
    return Hands(hands.qtbot, hands.app, window, hands.pictures).opened(key)


def test_the_next_picture_of_the_screen_joins_the_series_and_numbers_go_on(hands: Hands) -> None:
    first = taken(hands, 1)
    assert first.window is not hands.window and first.window.strip.isHidden()
    first.key(Key.Key_N).drag(A, A).drag(B, B).kept()
    second = taken(hands, 2)
    assert second.window is first.window and second.window.strip.isVisible()
    assert second.window.strip.series.ids == tuple(hands.pictures[1:3])
    assert second.window.board.tool.name == "number", "the tool that drew last is in the hand"
    second.until(lambda: second.window.board.next_number() == 3)
    second.drag(A, A).kept()
    assert [mark.number for mark in second.marks] == [3]
    assert [mark.kind for mark in hands.app.captures.one(hands.pictures[1]).annotation.marks] == [MarkKind.NUMBER] * 2
    second.key(Key.Key_PageUp)
    second.until(lambda: second.window.work.capture_id == hands.pictures[1])


def test_words_half_typed_on_the_one_before_are_kept(hands: Hands) -> None:
    first = taken(hands, 1)
    first.key(Key.Key_T).drag(A, A)
    editor = first.window.canvas.editor
    first.until(editor.isVisible)
    editor.insertPlainText("复制三次")
    taken(hands, 2).kept()
    assert [mark.text for mark in hands.app.captures.one(hands.pictures[1]).annotation.marks] == ["复制三次"]


def test_a_window_opened_from_elsewhere_is_left_alone_and_a_closed_one_ends_the_series(hands: Hands) -> None:
    first = taken(hands, 1)
    assert hands.window.strip.series.ids == tuple(hands.pictures)
    first.window.close()
    hands.until(lambda: len(annotators_of(hands.window.desk)) == 1)
    second = taken(hands, 2)
    assert second.window.strip.series.ids == (hands.pictures[2],)
