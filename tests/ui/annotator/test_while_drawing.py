"""What a hand reaches without leaving the picture: the wheel sets the width while a mark is drawn."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.model.annotation import MarkKind
from tests.ui.annotator.hands import NO, SHIFT, Hands, Key

A, B = (400.0, 300.0), (700.0, 480.0)
LEFT = Qt.MouseButton.LeftButton


def turn(hands: Hands, notches: int, *, held: bool = True) -> None:
    """Turn the wheel at the end of the drag."""
    canvas, at = hands.window.canvas, hands.at(*B)
    for _ in range(abs(notches)):
        event = QWheelEvent(
            QPointF(at),
            QPointF(canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 if notches > 0 else -120),
            LEFT if held else Qt.MouseButton.NoButton,
            NO,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, event)


def let_go(hands: Hands) -> None:
    QTest.mouseRelease(hands.window.canvas, LEFT, NO, hands.at(*B))
    hands.kept()


def test_the_wheel_sets_the_width_of_what_is_drawn_and_of_the_next(hands: Hands) -> None:
    zoom = hands.window.board.view.zoom
    for key in (Key.Key_A, Key.Key_P):
        hands.key(key).drag(A, B, go=False)
        turn(hands, 3)
        gesture = hands.window.board.gesture
        assert gesture is not None and gesture.mark is not None
        assert gesture.mark.width_px == 7.0
        assert hands.window.properties.width_label.text() == "7 px"
        turn(hands, -1)
        let_go(hands)
        hands.drag((100, 100), (250, 180)).kept()
    assert [mark.width_px for mark in hands.marks] == [6.0, 6.0, 6.0, 6.0]
    assert hands.marks[0].kind is MarkKind.ARROW
    assert hands.window.board.view.zoom == zoom
    assert hands.steps.count("Mark a picture") == 4, "every mark is one step, whatever the wheel did meanwhile"


def test_the_wheel_makes_numbers_words_and_magnified_parts_larger(hands: Hands) -> None:
    hands.key(Key.Key_N).drag(A, B, go=False)
    before = hands.window.board.gesture
    assert before is not None and before.mark is not None
    points = before.mark.points
    turn(hands, 2)
    let_go(hands)
    assert hands.marks[0].size_px is not None
    assert hands.marks[0].points == points
    hands.key(Key.Key_L).drag(A, (460.0, 340.0), go=False)
    turn(hands, 4)
    let_go(hands)
    assert hands.marks[1].zoom == 3.0


def test_the_wheel_zooms_where_nothing_is_drawn_or_nothing_has_a_width(hands: Hands) -> None:
    zoom = hands.window.board.view.zoom
    hands.key(Key.Key_A)
    turn(hands, 1, held=False)
    assert hands.window.board.view.zoom > zoom
    assert hands.window.memory.style(MarkKind.ARROW).width_px == 4.0
    hands.window.fit()
    hands.key(Key.Key_K).drag(A, B, go=False)
    turn(hands, 1)
    assert hands.window.board.view.zoom > zoom
    hands.key(Key.Key_Escape)
    hands.window.fit()
    hands.key(Key.Key_R).drag(A, B).kept()
    hands.drag(A, (A[0] + 40, A[1] + 40), SHIFT, go=False)
    assert not hands.window.board.draws, "a handle is pulled"
    turn(hands, 1)
    let_go(hands)
    assert hands.marks[0].width_px == 4.0
