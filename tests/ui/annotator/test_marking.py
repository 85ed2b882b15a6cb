"""Draw, choose, move, size, copy and take off, by mouse and by keys; the library's rows are the truth."""

import math

import pytest

from gemba.model.annotation import MarkKind
from gemba.ui.annotator import edits
from tests.patience import HANG_GUARD_S
from tests.ui.annotator.hands import ALT, CTRL, SHIFT, Hands, Key

A, B = (400.0, 300.0), (700.0, 480.0)
TOOL_KEYS = {
    MarkKind.ARROW: Key.Key_A,
    MarkKind.BOX: Key.Key_R,
    MarkKind.ELLIPSE: Key.Key_E,
    MarkKind.LINE: Key.Key_D,
    MarkKind.MARKER: Key.Key_M,
    MarkKind.PENCIL: Key.Key_P,
    MarkKind.NUMBER: Key.Key_N,
    MarkKind.REDACTION: Key.Key_K,
}


def near(found: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """A point of the screen is a bit more than a pixel of the picture at the size it is shown."""
    return math.dist(found, wanted) <= 3.5


@pytest.mark.parametrize("kind", TOOL_KEYS, ids=str)
def test_each_tool_draws_its_mark_with_one_operation(hands: Hands, kind: MarkKind) -> None:
    hands.key(TOOL_KEYS[kind]).drag(A, B).kept()
    (mark,) = hands.marks
    assert mark.kind is kind
    assert near(mark.points[0], A)
    assert near(mark.points[-1], B)
    assert len(hands.steps) == 4  # three pictures and this
    assert hands.window.board.selection.mark_id == mark.id
    hands.key(Key.Key_Z, CTRL).kept()
    assert hands.marks == ()
    assert hands.window.board.selection.mark is None


def test_a_click_without_a_drag_draws_nothing(hands: Hands) -> None:
    hands.key(Key.Key_R).click(*A).kept()
    assert hands.marks == ()


def test_shift_makes_a_square_and_turns_an_arrow_by_eighths(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, (600, 350), SHIFT).key(Key.Key_A).drag((300, 700), (500, 720), SHIFT).kept()
    box, arrow = hands.marks
    left, top, right, bottom = box.box()
    assert right - left == bottom - top > 150
    assert arrow.points[0][1] == arrow.points[1][1]


def test_alt_draws_from_the_middle(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, (500, 360), ALT).kept()
    left, top, right, bottom = hands.marks[0].box()
    assert near(((left + right) / 2, (top + bottom) / 2), A)


def test_numbers_go_on_and_carry_a_note(hands: Hands) -> None:
    hands.key(Key.Key_N).click(400, 300).click(500, 300).click(600, 300).kept()
    assert [mark.number for mark in hands.marks] == [1, 2, 3]
    hands.key(Key.Key_V).key(Key.Key_Return)
    note = hands.window.properties.note
    hands.until(note.hasFocus)
    assert note.width() >= 480, "an empty hint takes no room from the words"
    hands.qtbot.keyClicks(note, "Typed again from the mail")
    hands.key(Key.Key_Return, on=note).kept()
    assert hands.marks[2].text == "Typed again from the mail"
    assert hands.window.canvas.hasFocus()


def test_a_mark_is_moved_with_the_mouse_and_nothing_else_changes(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).kept()
    before = hands.marks[0]
    hands.key(Key.Key_V).key(Key.Key_Escape).drag((550, 300), (600, 360)).kept()
    after = hands.marks[0]
    assert (after.id, after.kind, after.colour) == (before.id, before.kind, before.colour)
    assert near(after.points[0], (A[0] + 50, A[1] + 60))
    assert hands.steps[0] == "Change a mark"


def test_a_handle_changes_the_size_and_the_other_corner_stays(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).kept()
    before = hands.marks[0].box()
    hands.drag((before[2], before[3]), (800, 600)).kept()
    after = hands.marks[0].box()
    assert after[:2] == before[:2]
    assert near(after[2:], (800, 600))


def test_without_a_mouse_a_mark_is_placed_moved_and_sized(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "_RUN_S", HANG_GUARD_S)  # a run stays one where the machine stands still for a moment
    hands.key(Key.Key_R).key(Key.Key_Return).kept()
    first = hands.marks[0].box()
    hands.key(Key.Key_Right).key(Key.Key_Right).key(Key.Key_Down, SHIFT).kept()
    moved = hands.marks[0].box()
    assert (moved[0] - first[0], moved[1] - first[1]) == (2, 10)
    hands.key(Key.Key_Right, ALT | SHIFT).kept()
    sized = hands.marks[0].box()
    assert (sized[0], sized[2] - moved[2]) == (moved[0], 10)
    # A run of small steps is one to take back, and so is the change of size.
    hands.key(Key.Key_Z, CTRL).key(Key.Key_Z, CTRL).kept()
    assert hands.marks[0].box() == first


def test_tab_walks_every_mark_and_leaves_after_the_last(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((100, 100), (200, 200)).drag((300, 100), (400, 200)).drag((500, 100), (600, 200)).kept()
    hands.key(Key.Key_Escape).key(Key.Key_Escape)
    ids = [mark.id for mark in hands.marks]
    walked = []
    for _ in ids:
        hands.key(Key.Key_Tab)
        walked.append(hands.window.board.selection.mark_id)
    assert walked == ids
    hands.key(Key.Key_Backtab, SHIFT)
    assert hands.window.board.selection.mark_id == ids[1]
    hands.key(Key.Key_Tab).key(Key.Key_Tab)
    assert not hands.window.canvas.hasFocus()


def test_copy_and_take_off(hands: Hands) -> None:
    hands.key(Key.Key_N).click(*A).key(Key.Key_D, CTRL).kept()
    assert [mark.number for mark in hands.marks] == [1, 2]
    hands.key(Key.Key_Delete).kept()
    assert [mark.number for mark in hands.marks] == [1]
    assert hands.steps[0] == "Take a mark off"


def test_esc_drops_the_drag_then_the_tool_then_the_choice_and_never_work(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).kept()
    hands.drag((100, 700), (300, 900), go=False).key(Key.Key_Escape)
    assert hands.window.board.gesture is None
    assert hands.window.board.tool.name == "box"
    hands.key(Key.Key_Escape)
    assert hands.window.board.tool.name == "select"
    assert hands.window.board.selection.mark is not None
    hands.key(Key.Key_Escape).kept()
    assert hands.window.board.selection.mark is None
    assert len(hands.marks) == 1


def test_colour_and_width_change_the_mark_and_are_remembered_per_tool(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).key(Key.Key_BracketRight).key(Key.Key_BracketRight).kept()
    from PySide6.QtCore import Qt

    blue = hands.window.properties.swatches.buttons[1]
    hands.qtbot.mouseClick(blue, Qt.MouseButton.LeftButton)
    hands.kept()
    assert (hands.marks[0].width_px, hands.marks[0].colour) == (6.0, blue.colour)
    hands.key(Key.Key_R).drag((100, 700), (300, 900)).key(Key.Key_A).drag((800, 700), (900, 900)).kept()
    assert [(mark.width_px, mark.colour == blue.colour) for mark in hands.marks] == [
        (6.0, True),
        (6.0, True),
        (4.0, False),
    ]


def test_words_are_written_in_place_with_an_input_method(hands: Hands) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    hands.key(Key.Key_T).click(*A)
    editor = hands.window.canvas.editor
    hands.until(editor.hasFocus)
    QApplication.sendEvent(editor, QInputMethodEvent("fu zhi", []))
    commit = QInputMethodEvent()
    commit.setCommitString("复制三次 chép")
    QApplication.sendEvent(editor, commit)
    assert hands.marks == ()
    hands.key(Key.Key_Escape, on=editor).kept()
    (mark,) = hands.marks
    assert (mark.kind, mark.text) == (MarkKind.TEXT, "复制三次 chép")
    assert near(mark.points[0], A)


def test_letters_in_a_field_are_letters_and_no_tools(hands: Hands) -> None:
    caption = hands.window.header.caption
    hands.key(Key.Key_F2)
    hands.until(caption.hasFocus)
    hands.qtbot.keyClicks(caption, "kar n")
    hands.key(Key.Key_Return, on=caption).kept()
    assert hands.row.caption == "kar n"
    assert hands.window.board.tool.name == "select"


def test_the_list_names_every_mark_and_chooses_it(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    hands.key(Key.Key_A).drag(A, B).key(Key.Key_N).click(900, 300).kept()
    model = hands.window.marks.model
    said = [model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
    arrow = hands.marks[0].points
    (a, b), (c, d) = ((round(x), round(y)) for x, y in arrow)
    assert said == [f"Arrow 1, from {a}, {b} to {c}, {d}", "Number 1"]
    hands.window.marks.list.setCurrentIndex(model.index(0, 0))
    assert hands.window.board.selection.mark_id == hands.marks[0].id
