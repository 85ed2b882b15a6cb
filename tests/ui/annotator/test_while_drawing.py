"""What a hand reaches without leaving the picture: the wheel sets the width, the right button gives colours."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from gemba.model.annotation import MarkKind
from gemba.ui.annotator.tools import COLOURS, SELECT
from gemba.ui.annotator.window import open_annotator
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


def test_after_a_picture_of_the_screen_the_tool_that_drew_last_is_in_the_hand(hands: Hands) -> None:
    desk = hands.window.desk

    def fresh(number: int) -> Hands:
        window = open_annotator(desk, hands.pictures[number], series=[hands.pictures[number]], in_hand=True)
        return Hands(hands.qtbot, hands.app, window, hands.pictures).opened(hands.pictures[number])

    one = fresh(1).drag(A, B).kept()
    assert [mark.kind for mark in one.marks] == [MarkKind.ARROW]
    one.key(Key.Key_Escape).key(Key.Key_K).drag((80, 80), (200, 120)).kept()
    other = fresh(2).drag(A, B).kept()
    assert [mark.kind for mark in other.marks] == [MarkKind.REDACTION]
    assert hands.window.board.tool is SELECT, "a picture that was opened otherwise is only looked at"


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


# -- colours --------------------------------------------------------------------------------------------------


def menu_of(hands: Hands) -> QMenu:
    hands.until(lambda: any(one.isVisible() for one in hands.window.findChildren(QMenu)))
    return next(one for one in hands.window.findChildren(QMenu) if one.isVisible())


def right_button(hands: Hands, x: float, y: float) -> None:
    canvas, at = hands.window.canvas, hands.at(x, y)
    QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at), NO))


def test_the_right_button_gives_the_colours_of_the_tool_at_the_pointer(hands: Hands) -> None:
    hands.key(Key.Key_A)
    right_button(hands, *A)
    menu = menu_of(hands)
    assert menu.pos() == hands.window.canvas.mapToGlobal(hands.at(*A))
    words = [action.text() for action in menu.actions()[:7]]
    assert words[:3] == ["&1  Red", "&2  Blue", "&3  Green"]
    QTest.keyClick(menu, Key.Key_3)
    hands.until(lambda: not menu_is_open(hands))
    assert hands.window.canvas.hasFocus()
    hands.drag(A, B).kept()
    assert hands.marks[0].colour == COLOURS[2][0]


def menu_is_open(hands: Hands) -> bool:
    return any(one.isVisible() for one in hands.window.findChildren(QMenu))


def test_any_colour_is_typed_and_worn_beside_the_others(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).kept()
    hands.key(Key.Key_O)
    (field,) = (one for one in menu_of(hands).findChildren(QLineEdit) if one.isVisible())
    assert field.accessibleName()
    field.setFocus()
    QTest.keyClicks(field, "#12ab")
    QTest.keyClick(field, Key.Key_Return)
    assert menu_is_open(hands), "four digits are no colour"
    QTest.keyClicks(field, "zz9f")
    assert field.text() == "#12ab9f"
    QTest.keyClick(field, Key.Key_Return)
    hands.kept()
    assert not menu_is_open(hands)
    assert hands.marks[0].colour == "#12AB9F"
    swatches = hands.window.properties.swatches
    assert swatches.own.isVisible() and not any(button.isChecked() for button in swatches.buttons)
    hands.opened().key(Key.Key_E).drag((120, 120), (300, 240)).kept()
    assert hands.marks[1].colour == COLOURS[0][0], "every tool remembers its own"
    assert not swatches.own.isVisible()


def test_the_right_button_on_a_mark_still_says_what_can_be_done_with_it(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).kept()
    right_button(hands, *A)
    assert "Above all other marks" in [action.text() for action in menu_of(hands).actions()]
    menu_of(hands).close()
    hands.until(lambda: not menu_is_open(hands))
    hands.key(Key.Key_K)
    right_button(hands, 100, 100)
    assert "&1  Red" not in [action.text() for action in menu_of(hands).actions()], "a cover has one colour"
    menu_of(hands).close()
