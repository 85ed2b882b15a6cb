"""The tools that came later: callout, spotlight, magnified part, frame; several marks at once; series; memory on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.annotator.arranging import aligned, spread, stacked
from gemba.ui.annotator.handles import copy_box, handles
from gemba.ui.annotator.kept_tools import read_tools, write_tools
from gemba.ui.annotator.tools import TOOLS, Style, ToolMemory
from gemba.ui.keys.quitting import QUIT
from gemba.ui.keys.shown_keys import declared
from gemba.ui.language.words import Words
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.annotator.hands import ALT, CTRL, NO, SHIFT, Hands, Key, move

A, B = (400.0, 300.0), (700.0, 480.0)
#: UX.md, "The annotator"
KEYS = {
    "P": "pencil", "D": "line", "A": "arrow", "R": "box", "E": "ellipse", "M": "marker", "T": "text", "N": "number",
    "U": "callout", "S": "spotlight", "L": "inset", "K": "redact", "X": "crop", "V": "select",
}  # fmt: skip


def test_every_tool_of_the_design_is_there_under_its_key() -> None:
    assert {tool.key: tool.name for tool in TOOLS} == KEYS


def preedit_and_commit(hands: Hands, steps: tuple[str, ...], words: str) -> None:
    """Type with an input method: what is composed shows and is not kept, what is committed is."""
    editor = hands.window.canvas.editor
    hands.until(editor.hasFocus)
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString(words)
    QApplication.sendEvent(editor, commit)


@pytest.mark.parametrize(
    ("steps", "words"),
    [(("f", "fu", "fu z", "fu zhi"), "复制三次"), (("c", "ch", "che", "chê", "chế"), "chếp lại ba lần")],
    ids=["Chinese", "Vietnamese"],
)
def test_a_callout_takes_its_words_from_an_input_method_and_grows_with_them(
    hands: Hands, steps: tuple[str, ...], words: str
) -> None:
    hands.key(Key.Key_U).drag(A, (800, 700))
    preedit_and_commit(hands, steps, words)
    assert hands.marks == ()
    hands.key(Key.Key_Escape, on=hands.window.canvas.editor).kept()
    (mark,) = hands.marks
    assert (mark.kind, mark.text) == (MarkKind.CALLOUT, words)
    assert abs(mark.points[2][0] - A[0]) < 4 and abs(mark.points[2][1] - A[1]) < 4
    assert mark.points[0][1] > A[1] + 100  # the box stands where the hand let go
    wide = mark.points[1][0] - mark.points[0][0]
    hands.key(Key.Key_Return)
    preedit_and_commit(hands, (), words + words)
    hands.key(Key.Key_Escape, on=hands.window.canvas.editor).kept()
    assert hands.marks[0].text == words + words
    assert hands.marks[0].points[1][0] - hands.marks[0].points[0][0] == wide  # a person may have sized it since


def test_what_is_composed_and_not_committed_is_no_text(hands: Hands) -> None:
    hands.key(Key.Key_T).click(*A)
    hands.until(hands.window.canvas.editor.hasFocus)
    QApplication.sendEvent(hands.window.canvas.editor, QInputMethodEvent("fu zhi", []))
    hands.key(Key.Key_Escape, on=hands.window.canvas.editor).kept()
    assert hands.marks == ()


def test_a_callout_without_words_is_none(hands: Hands) -> None:
    hands.key(Key.Key_U).drag(A, B)
    hands.until(hands.window.canvas.editor.hasFocus)
    hands.key(Key.Key_Escape, on=hands.window.canvas.editor).kept()
    assert hands.marks == ()


def test_dragging_a_callout_leaves_its_tip_where_it_points(hands: Hands) -> None:
    hands.key(Key.Key_U).drag(A, (800, 700))
    preedit_and_commit(hands, (), "Typed again")
    hands.key(Key.Key_Escape, on=hands.window.canvas.editor).kept()
    before = hands.marks[0].points
    middle = ((before[0][0] + before[1][0]) / 2, (before[0][1] + before[1][1]) / 2)
    hands.drag(middle, (middle[0] + 150, middle[1] + 60)).kept()
    after = hands.marks[0].points
    assert after[2] == before[2]
    assert after[0] != before[0]


def test_a_magnified_part_stands_beside_what_it_shows_and_moves_alone(hands: Hands) -> None:
    hands.key(Key.Key_L).drag((200, 200), (400, 260)).kept()
    (mark,) = hands.marks
    assert mark.kind is MarkKind.INSET
    left, top, right, bottom = copy_box(mark)
    assert left > 400 and right <= 1920 and top >= 0 and bottom <= 1080
    hands.key(Key.Key_BracketRight).kept()
    assert hands.marks[0].zoom == 2.25
    hands.drag((left + 30, top + 30), (left + 130, top + 230)).kept()
    moved = hands.marks[0]
    assert moved.points[:2] == mark.points[:2]
    assert moved.points[2] != mark.points[2]
    corner = handles(moved, (1920, 1080))[3]
    hands.drag(corner, (corner[0] + 180, corner[1] + 50)).kept()
    assert hands.marks[0].zoom > 2.25


def test_a_spotlight_dims_the_rest_and_nothing_it_shows(hands: Hands) -> None:
    layers = hands.window.board.layers
    assert layers is not None
    inside, outside = layers.colour_at(500, 400), layers.colour_at(1500, 900)
    hands.key(Key.Key_S).drag(A, B).kept()
    assert hands.marks[0].kind is MarkKind.SPOTLIGHT
    assert layers.colour_at(500, 400) == inside
    assert layers.colour_at(1500, 900) != outside
    hands.key(Key.Key_Z, CTRL).kept()
    assert layers.colour_at(1500, 900) == outside


def test_a_frame_cuts_nothing_there_is_one_and_it_can_be_pulled(hands: Hands) -> None:
    size = hands.app.captures.preview_pixels(hands.pictures[0])
    hands.key(Key.Key_X).drag((100, 100), (900, 700)).kept()
    first = hands.marks[0]
    assert first.kind is MarkKind.CROP
    assert hands.window.board.shown_frame() == first.box()
    hands.key(Key.Key_X).drag((200, 150), (1000, 800)).kept()
    (second,) = hands.marks
    assert second.id == first.id and second.points != first.points
    hands.drag(second.points[1], (1200, 900)).kept()
    assert hands.marks[0].box()[2] > second.box()[2]
    after = hands.app.captures.preview_pixels(hands.pictures[0])
    assert (after.width, after.height) == (size.width, size.height)
    hands.key(Key.Key_Delete).kept()
    assert hands.marks == ()


def test_several_marks_are_moved_lined_up_stacked_and_taken_off_as_one_step(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((100, 100), (200, 160)).drag((400, 220), (520, 300)).drag((800, 500), (860, 640)).kept()
    steps = len(hands.steps)
    hands.key(Key.Key_Escape).key(Key.Key_A, CTRL)
    assert [mark.id for mark in hands.window.board.selection.marks] == [mark.id for mark in hands.marks]
    hands.key(Key.Key_Left, CTRL).kept()
    assert len({mark.box()[0] for mark in hands.marks}) == 1
    hands.key(Key.Key_V, CTRL | SHIFT).kept()
    ys = sorted((mark.box()[1], mark.box()[3]) for mark in hands.marks)
    assert abs((ys[1][0] - ys[0][1]) - (ys[2][0] - ys[1][1])) <= 2
    hands.key(Key.Key_Down).kept()
    assert len(hands.steps) == steps + 3
    hands.key(Key.Key_Delete).kept()
    assert hands.marks == ()
    hands.key(Key.Key_Z, CTRL).kept()
    assert len(hands.marks) == 3


def test_a_dragged_mark_takes_the_other_chosen_ones_along(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((100, 100), (200, 160)).drag((400, 220), (520, 300)).kept()
    before = [mark.box() for mark in hands.marks]
    hands.key(Key.Key_Escape).key(Key.Key_A, CTRL).drag((400, 260), (450, 330)).kept()
    after = [mark.box() for mark in hands.marks]
    by = [(round(b[0] - a[0]), round(b[1] - a[1])) for a, b in zip(before, after, strict=True)]
    assert by[0] == by[1] != (0, 0)


def test_the_lowest_mark_comes_to_the_front_and_goes_back(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((100, 100), (200, 160)).drag((400, 220), (520, 300)).drag((800, 500), (860, 640)).kept()
    first, second, third = (mark.id for mark in hands.marks)
    hands.window.board.selection.choose_mark(first)
    hands.key(Key.Key_BracketRight, CTRL).kept()
    assert [mark.id for mark in hands.marks] == [second, third, first]
    hands.key(Key.Key_BracketLeft, CTRL).kept()
    assert [mark.id for mark in hands.marks] == [first, second, third]


def test_numbers_go_on_over_the_series_until_they_are_told_not_to(hands: Hands) -> None:
    hands.key(Key.Key_N).click(400, 300).click(500, 300).kept()
    hands.key(Key.Key_PageDown).opened(hands.pictures[1])
    hands.until(lambda: hands.window.strip.series.row_of(hands.pictures[0]) is not None)
    hands.key(Key.Key_N).click(600, 300).kept()
    assert [mark.number for mark in hands.marks] == [3]
    hands.window.series_steps.toggle_numbering()
    hands.key(Key.Key_PageDown).opened(hands.pictures[2])
    hands.key(Key.Key_N).click(600, 300).kept()
    assert [mark.number for mark in hands.marks] == [1]
    hands.window.series_steps.toggle_numbering()


def test_marks_are_copied_to_the_next_picture_with_figures_that_go_on(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).key(Key.Key_N).click(900, 300).key(Key.Key_X).drag((90, 90), (1500, 900)).kept()
    hands.key(Key.Key_Escape).key(Key.Key_Escape).key(Key.Key_D, CTRL | SHIFT).kept()
    hands.opened(hands.pictures[1])
    assert [(mark.kind, mark.number) for mark in hands.marks] == [(MarkKind.BOX, None), (MarkKind.NUMBER, 2)]
    first = hands.app.captures.one(hands.pictures[0]).annotation.marks
    assert {mark.id for mark in first}.isdisjoint(mark.id for mark in hands.marks)
    hands.key(Key.Key_Z, CTRL).kept()
    assert hands.marks == ()


def test_a_block_over_a_line_becomes_as_high_as_the_line_and_as_wide_as_the_picture(hands: Hands) -> None:
    hands.key(Key.Key_K).drag((420, 396), (600, 402)).kept()
    before = hands.marks[0].box()
    hands.key(Key.Key_W, SHIFT).kept()
    block = hands.marks[0]
    assert block.full_width
    assert block.box()[1] <= before[1] and block.box()[3] >= before[3]
    assert block.box()[3] - block.box()[1] < 80


def test_alt_keeps_the_middle_and_shift_the_square_of_the_new_tools_too(hands: Hands) -> None:
    hands.key(Key.Key_S).drag(A, (500, 350), ALT).kept()
    x0, y0, x1, y1 = hands.marks[0].box()
    assert abs((x0 + x1) / 2 - A[0]) < 3 and abs((y0 + y1) / 2 - A[1]) < 3
    hands.key(Key.Key_X).drag((100, 100), (300, 260), SHIFT).kept()
    box = hands.marks[1].box()
    assert box[2] - box[0] == box[3] - box[1]


def test_the_menu_of_a_mark_names_what_can_be_done(hands: Hands) -> None:
    from PySide6.QtWidgets import QMenu

    hands.key(Key.Key_R).drag(A, B).kept()
    hands.window.canvas.wants_menu.emit(hands.window.mapToGlobal(hands.at(*A)))
    menu = next(one for one in hands.window.findChildren(QMenu) if one.isVisible())
    assert "Above all other marks" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_drag_that_is_not_over_can_be_dropped(hands: Hands) -> None:
    hands.key(Key.Key_L).drag((200, 200), (400, 260), go=False)
    move(hands.window.canvas, hands.at(420, 280), NO)
    hands.key(Key.Key_Escape).kept()
    assert hands.marks == ()


# -- pure values ----------------------------------------------------------------------------------------------

BOXES = (
    Mark("a", MarkKind.BOX, ((0.0, 0.0), (10.0, 10.0))),
    Mark("b", MarkKind.BOX, ((50.0, 5.0), (90.0, 25.0))),
    Mark("c", MarkKind.BOX, ((200.0, 100.0), (210.0, 110.0))),
)


@pytest.mark.parametrize(
    ("edge", "index", "place"),
    [("left", 0, 0.0), ("right", 2, 210.0), ("top", 1, 0.0), ("bottom", 3, 110.0)],
)
def test_edges_come_into_line(edge: str, index: int, place: float) -> None:
    moved = aligned(BOXES, edge, Mark.box, (500, 500))  # type: ignore[arg-type]
    assert {mark.box()[index] for mark in moved} == {place}


def test_one_mark_lines_up_with_the_picture() -> None:
    (moved,) = aligned(BOXES[:1], "across", Mark.box, (500, 400))
    assert moved.box() == (245.0, 0.0, 255.0, 10.0)


def test_gaps_become_even_and_the_outer_two_stay() -> None:
    moved = spread(BOXES, "x", Mark.box)
    assert (moved[0], moved[2]) == (BOXES[0], BOXES[2])
    assert moved[1].box()[0] - 10 == 200 - moved[1].box()[2]
    assert spread(BOXES[:2], "x", Mark.box) == BOXES[:2]


def test_the_order_of_those_that_are_moved_stays() -> None:
    assert [mark.id for mark in stacked(BOXES, BOXES[:2], front=True)] == ["c", "a", "b"]
    assert [mark.id for mark in stacked(BOXES, BOXES[1:], front=False)] == ["b", "c", "a"]


def test_tools_remember_over_a_restart(tmp_path: Path) -> None:
    memory = ToolMemory()
    memory.keep(MarkKind.ARROW, Style("#2F4BC4", 7.5, None, 2.0))
    memory.keep(MarkKind.INSET, Style(zoom=3.25))
    memory.words_shown = memory.numbers_go_on = False
    memory.last = MarkKind.BOX
    write_tools(memory, tmp_path / "tools.json")
    again = read_tools(tmp_path / "tools.json")
    assert again.styles() == memory.styles()
    assert (again.words_shown, again.numbers_go_on, again.last) == (False, False, MarkKind.BOX)
    for strange in ('["box"]', '"pointer"', '"blur"', "null"):
        (tmp_path / "tools.json").write_text(f'{{"styles": {{}}, "last": {strange}}}')
        assert read_tools(tmp_path / "tools.json").last is MarkKind.ARROW


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        '{"styles": 3}',
        '{"styles": {"arrow": {"colour": "red; background: url(x)", "width_px": 4, "zoom": 2}}}',
        '{"styles": {"arrow": {"colour": "#FF0000", "width_px": 1e9, "zoom": 2}}}',
        '{"styles": {"arrow": {"colour": "#FF0000", "width_px": true, "zoom": 2}}}',
        '{"styles": {"blur": {"colour": "#FF0000", "width_px": 4, "zoom": 2}}}',
    ],
)
def test_a_spoilt_file_of_tools_counts_as_empty(tmp_path: Path, broken: str) -> None:
    (tmp_path / "tools.json").write_text(broken)
    assert read_tools(tmp_path / "tools.json").styles() == ToolMemory().styles()
    assert read_tools(tmp_path / "nowhere.json").styles() == ToolMemory().styles()


def test_what_was_drawn_on_a_scaled_screen_is_remembered_as_on_a_usual_one() -> None:
    memory, points, region = ToolMemory(), (A, B), (800, 600)
    arrow = memory.new_mark(MarkKind.ARROW, points, region, screen_scale=2.0)
    assert arrow.width_px == 2 * memory.new_mark(MarkKind.ARROW, points, (400, 300)).width_px
    memory.step(MarkKind.ARROW, 2, region, screen_scale=2.0)
    assert memory.new_mark(MarkKind.ARROW, points, (400, 300)).width_px == 6.0
    text = memory.new_mark(MarkKind.TEXT, (A,), region, screen_scale=2.0)
    memory.keep_of(replace(text, colour="#2F4BC4"), region, screen_scale=2.0)
    assert memory.style(MarkKind.TEXT) == Style("#2F4BC4")  # a size that nobody chose is none to be remembered
    memory.keep_of(replace(text, size_px=50.0), region, screen_scale=2.0)
    assert memory.new_mark(MarkKind.TEXT, (A,), (400, 300)).size_px == 25.0


def test_a_whole_scaled_screen_has_marks_as_wide_as_its_pixels_ask_for() -> None:
    memory, screen = ToolMemory(), (3840, 2160)
    for kind in (MarkKind.ARROW, MarkKind.BOX):
        known = memory.new_mark(kind, (A, B), screen, screen_scale=2.0)
        assert known.width_px == memory.new_mark(kind, (A, B), screen).width_px == 8.0


def test_what_a_hand_drew_with_holds_in_the_next_program(hands: Hands) -> None:
    hands.key(Key.Key_R).drag(A, B).key(Key.Key_BracketRight).key(Key.Key_BracketRight).kept()
    hands.window.toggle_words()
    hands.window.close()
    again = read_tools()
    assert again.style(MarkKind.BOX).width_px == 6.0
    assert not again.words_shown


def test_the_box_of_the_number_tool_says_whether_numbers_go_on(hands: Hands) -> None:
    hands.key(Key.Key_N)
    box = hands.window.properties.goes_on
    assert box.isVisible() and box.isChecked()
    box.click()
    assert not hands.window.memory.numbers_go_on
    hands.key(Key.Key_R)
    assert not box.isVisible()


def test_in_a_low_window_every_tool_is_seen_with_its_word_until_words_are_switched_off(hands: Hands) -> None:
    tools = hands.window.tools

    def all_seen() -> bool:
        foot = tools.viewport().rect().bottom()
        places = [one.geometry() for one in tools.buttons.values()]
        return len({(one.x(), one.y()) for one in places}) == len(places) and max(p.bottom() for p in places) <= foot

    for height, columns in ((900, 1), (700, 2), (480, 3)):
        hands.window.resize(1000, height)
        hands.until(all_seen)
        assert len({one.x() for one in tools.buttons.values()}) == columns
        for one in tools.buttons.values():
            assert one.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
            assert one.fontMetrics().horizontalAdvance(one.text()) < one.width()
    hands.window.toggle_words()
    hands.until(all_seen)
    for one in tools.buttons.values():
        assert one.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_sheet_of_keys_has_groups_and_every_key_once(hands: Hands, language: str) -> None:
    hands.window.desk.words = Words(language)
    QTest.keyClick(hands.window.canvas, Qt.Key.Key_F1)
    sheet, tr = hands.window.key_sheet, Words(language).tr
    assert sheet is not None and sheet.isVisible()
    said = [
        one.text() for one in sheet.area.widget().findChildren(PlainLabel) if "strong" in (one.property("role") or "")
    ]
    assert said == [tr(one) for one in ("Tools", "Picture", "Window", "Marks", "Proposals", "Arrange")]
    with_key = (
        [tr(one.text) for one in ACTIONS if one.keys]
        + [tr(text) for text, _ in CANVAS_KEYS]
        + [tr(declared(QUIT).text)]
    )
    assert sorted(text for text, _ in sheet.lines) == sorted(with_key)
