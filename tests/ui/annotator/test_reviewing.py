"""Cover, decide on proposals, review, go on through the series, take back; what others do shows here."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gemba.app import App
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState, PrivateKind, ProposalState
from gemba.ui.annotator import work
from gemba.ui.annotator.open_windows import annotators_of
from gemba.ui.annotator.window import open_annotator
from gemba.ui.frame.main_window import MainWindow
from tests.ui.annotator.hands import CTRL, SHIFT, Hands, Key

SECRET = (400.0, 300.0, 700.0, 340.0)
COVERED = 0xFF1B1B1B


def colour(hands: Hands, x: int, y: int) -> int:
    """Return what is shown at a pixel of the picture."""
    layers = hands.window.board.layers
    assert layers is not None
    return layers.colour_at(x, y)


def propose(hands: Hands) -> None:
    rects = [(PrivateKind.EMAIL, "a@b.c", (100, 100, 300, 130)), (PrivateKind.CARD, "4111", (500, 400, 700, 430))]
    hands.app.captures.propose(hands.pictures[0], rects, source="test")
    hands.until(lambda: len(hands.window.work.open_proposals) == 2)


def states(hands: Hands) -> list[ProposalState]:
    return [one.state for one in sorted(hands.row.proposals, key=lambda one: one.rect_px)]


def test_a_block_is_solid_at_once_and_wider_than_what_was_drawn(hands: Hands) -> None:
    assert colour(hands, 550, 320) != COVERED
    hands.key(Key.Key_K).drag(SECRET[:2], SECRET[2:])
    left, top, right, bottom = hands.window.work.annotation.marks[0].box()
    for x, y in ((left - 3, top - 3), (right + 2, bottom + 2), (550, 320)):
        assert colour(hands, int(x), int(y)) == COVERED
    hands.kept()
    assert hands.marks[0].kind is MarkKind.REDACTION
    # Behind the block there is nothing any more: the picture under it was read anew with it burnt in.
    hands.until(lambda: hands.window.work.image.pixel(550, 320) == COVERED)


def test_a_mark_that_nobody_will_see_is_said_to_be_hidden(hands: Hands) -> None:
    hands.key(Key.Key_N).click(550, 320).kept()
    assert "nobody sees" not in hands.window.properties.hint.text()
    hands.key(Key.Key_K).drag(SECRET[:2], SECRET[2:]).key(Key.Key_Escape).key(Key.Key_Escape).kept()
    hands.key(Key.Key_Tab)
    hint = hands.window.properties.hint
    assert "nobody sees" in hint.text()
    hands.window.resize(1400, 860)
    hands.until(lambda: hint.fontMetrics().horizontalAdvance(hint.text()) <= hint.width())


def test_full_width_takes_the_whole_rows(hands: Hands) -> None:
    hands.key(Key.Key_K).drag(SECRET[:2], SECRET[2:]).key(Key.Key_W).kept()
    assert hands.marks[0].full_width
    assert colour(hands, 2, 320) == colour(hands, 1900, 320) == COVERED


def test_a_block_taken_off_before_its_pixels_came_leaves_nothing_covered(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read, gate = colour(hands, 550, 320), work._image, threading.Event()
    held: list[int] = []

    def held_up(app: App, key: str) -> QImage:
        image = read(app, key)
        if not held:  # the first pixels, with the block burnt in, are a long time on their way
            held.append(image.pixel(550, 320))
            gate.wait(60)
        return image

    monkeypatch.setattr(work, "_image", held_up)
    hands.key(Key.Key_K).drag(SECRET[:2], SECRET[2:]).kept(held_up=1)
    hands.until(lambda: held == [COVERED])
    hands.key(Key.Key_Delete).kept(held_up=1)
    assert not hands.row.annotation.redactions
    # What the change set going is through; only the late pixels are left.
    hands.until(lambda: hands.window.desk.jobs.busy == 1 and not hands.window.work._again.isActive())
    gate.set()
    hands.until(lambda: not hands.window.desk.jobs.busy)
    hands.until(lambda: colour(hands, 550, 320) == before)


def test_a_block_taken_off_shows_what_was_there_and_the_picture_is_to_be_reviewed_again(hands: Hands) -> None:
    before = colour(hands, 550, 320)
    hands.key(Key.Key_K).drag(SECRET[:2], SECRET[2:]).kept()
    hands.app.captures.review(hands.pictures[0], by="facilitator")
    hands.until(lambda: hands.window.work.is_reviewed)
    assert hands.window.header.state.text() == "Reviewed"
    hands.key(Key.Key_Delete).kept()
    assert hands.row.state is CaptureState.UNREVIEWED
    assert hands.window.header.state.text() == "To review"
    assert any("reviewed again" in card.toast.text for card in hands.window.toasts.cards)
    hands.until(lambda: colour(hands, 550, 320) == before)


def test_proposals_are_walked_taken_and_refused_by_keys(hands: Hands) -> None:
    propose(hands)
    assert hands.window.header.button.text() == "Look at the proposals"
    hands.window.header.button.click()
    assert hands.window.properties.title.text() == "Cover this? Mail address"
    hands.key(Key.Key_Return).kept()
    hands.until(lambda: hands.window.properties.title.text() == "Cover this? Card number")
    hands.key(Key.Key_Backspace).kept()
    assert states(hands) == [ProposalState.TAKEN, ProposalState.REFUSED]
    assert [mark.kind for mark in hands.marks] == [MarkKind.REDACTION]
    assert hands.window.header.button.text() == "Mark as reviewed"


def test_shift_enter_takes_all_in_one_step(hands: Hands) -> None:
    propose(hands)
    hands.key(Key.Key_Return, SHIFT).kept()
    assert states(hands) == [ProposalState.TAKEN] * 2
    hands.key(Key.Key_Z, CTRL).kept()
    assert states(hands) == [ProposalState.PROPOSED] * 2


def test_ctrl_enter_reviews_and_goes_on(hands: Hands) -> None:
    first, second, third = hands.pictures
    hands.key(Key.Key_Return, CTRL)
    hands.opened(second).kept()
    row = hands.app.captures.one(first)
    assert (row.state, row.reviewed_by) == (CaptureState.REVIEWED, "facilitator")
    assert hands.row.state is CaptureState.UNREVIEWED
    hands.key(Key.Key_PageDown).opened(third).key(Key.Key_PageUp).opened(second)
    assert hands.window.strip.currentIndex().row() == 1


def test_after_the_last_picture_the_next_step_is_to_close_and_only_one_message_stands(hands: Hands) -> None:
    _, second, third = hands.pictures
    hands.key(Key.Key_Return, CTRL)
    hands.opened(second).kept()
    hands.key(Key.Key_Return, CTRL)
    hands.opened(third).kept()
    hands.key(Key.Key_Return, CTRL).kept()
    cards = hands.window.toasts.cards
    hands.until(lambda: "last picture of the series" in cards[-1].toast.text)
    assert len(cards) == 1, "one for each picture would lie over the next"
    assert cards[-1].button.text() == "Close the window"
    hands.qtbot.mouseClick(cards[-1].button, Qt.MouseButton.LeftButton)
    hands.until(lambda: not hands.window.isVisible())


def test_the_button_says_what_it_does_next_at_the_end_of_a_series_too(hands: Hands) -> None:
    button = hands.window.header.button
    hands.key(Key.Key_PageDown).opened(hands.pictures[1]).key(Key.Key_Return, CTRL).opened(hands.pictures[2]).kept()
    assert button.text() == "Mark as reviewed"
    hands.key(Key.Key_PageUp).opened(hands.pictures[1])
    hands.until(lambda: button.text() == "Next picture")
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.opened(hands.pictures[2]).key(Key.Key_Return, CTRL).kept()
    hands.until(lambda: button.text() == "Close the window")
    assert "Ctrl+W" in button.toolTip()
    # Pressed once more, the key that reviews closes nothing.
    hands.key(Key.Key_Return, CTRL)
    assert hands.window.isVisible()
    # What comes to the series meanwhile is the next picture.
    hands.window.strip.add(hands.pictures[0] + "x")
    assert button.text() == "Next picture"


def test_the_button_at_the_end_of_a_series_closes_the_window(hands: Hands) -> None:
    hands.key(Key.Key_PageDown).opened(hands.pictures[1]).key(Key.Key_PageDown).opened(hands.pictures[2])
    hands.key(Key.Key_Return, CTRL).kept()
    hands.until(lambda: hands.window.header.button.text() == "Close the window")
    hands.qtbot.mouseClick(hands.window.header.button, Qt.MouseButton.LeftButton)
    hands.until(lambda: not hands.window.isVisible())


def test_a_review_taken_back_does_not_say_that_more_is_seen(hands: Hands) -> None:
    hands.key(Key.Key_PageDown).opened(hands.pictures[1]).key(Key.Key_PageDown).opened(hands.pictures[2])
    hands.key(Key.Key_Return, CTRL).kept()
    hands.until(lambda: hands.row.state is CaptureState.REVIEWED)
    hands.until(lambda: hands.window.work.is_reviewed)
    hands.key(Key.Key_Z, CTRL).kept()
    hands.until(lambda: not hands.window.work.is_reviewed)
    said = [card.toast.text for card in hands.window.toasts.cards]
    assert "Undone: Review a picture" in said
    assert not any("More of the picture" in text for text in said)


def test_the_chosen_mark_stays_in_sight_where_the_list_becomes_shorter(hands: Hands) -> None:
    for at in range(30):
        hands.key(Key.Key_R).drag((100 + 8 * at, 100), (140 + 8 * at, 160))
    hands.kept()
    view = hands.window.marks.list
    hands.until(lambda: view.model().rowCount() == 30 and view.currentIndex().row() == 29)
    for height in (700, 420, 300):
        hands.window.marks.setFixedHeight(height)
        hands.until(lambda height=height: hands.window.marks.height() == height)
        hands.until(lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex())))


def test_ctrl_enter_with_open_proposals_says_why_not(hands: Hands) -> None:
    propose(hands)
    hands.key(Key.Key_Return, CTRL).kept()
    assert hands.row.state is CaptureState.UNREVIEWED
    assert hands.window.work.capture_id == hands.pictures[0]
    assert any(card.toast.kind == "stop" for card in hands.window.toasts.cards)


def test_undo_and_redo_say_what_they_took_back(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((100, 100), (300, 300)).kept()
    hands.key(Key.Key_Z, CTRL).kept()
    assert hands.window.toasts.cards[-1].toast.text == "Undone: Mark a picture"
    hands.key(Key.Key_Z, CTRL | SHIFT).kept()
    assert len(hands.marks) == len(hands.window.work.annotation.marks) == 1


def test_of_several_steps_only_the_last_lies_over_the_picture(hands: Hands) -> None:
    for far in (300, 320, 340):
        hands.key(Key.Key_R).drag((100, 100), (far, 300)).kept()
    for _ in range(3):
        hands.key(Key.Key_Z, CTRL).kept()
    hands.key(Key.Key_Z, CTRL | SHIFT).kept()
    hands.until(lambda: hands.window.toasts.cards[-1].toast.text.startswith("Done again"))
    assert len(hands.window.toasts.cards) == 1


def test_what_another_window_does_shows_here(hands: Hands) -> None:
    mark = Mark("m", MarkKind.BOX, ((200.0, 200.0), (400.0, 400.0)), colour="#00FF00", width_px=9)
    hands.app.captures.mark(hands.pictures[0], add=(mark,))
    hands.until(lambda: colour(hands, 200, 300) == 0xFF00FF00)
    hands.app.captures.mark(hands.pictures[0], add=(replace(mark, colour="#0000FF"),), changing=True)
    hands.until(lambda: colour(hands, 200, 300) == 0xFF0000FF)


def test_two_windows_edit_one_picture_and_neither_loses_a_mark(hands: Hands) -> None:
    hands.key(Key.Key_R)
    other = Mark("m", MarkKind.BOX, ((200.0, 200.0), (400.0, 400.0)))
    hands.app.captures.mark(hands.pictures[0], add=(other,))
    hands.drag((600, 600), (800, 800)).kept()
    assert len(hands.marks) == 2


def test_a_picture_that_is_taken_out_says_so_and_comes_back_with_undo(hands: Hands) -> None:
    hands.app.captures.remove(hands.pictures[0])
    hands.until(lambda: hands.window.middle.currentWidget() is hands.window.gone)
    assert "Undo" in hands.window.gone.sentence.text()
    hands.app.history.undo()
    hands.until(lambda: hands.window.middle.currentWidget() is hands.window.canvas)


def test_a_mark_outside_is_refused_and_the_canvas_shows_the_truth_again(hands: Hands) -> None:
    work = hands.window.work
    work.put(Mark("m", MarkKind.BOX, ((5000.0, 5000.0), (5100.0, 5100.0))))
    assert len(work.annotation.marks) == 1
    hands.kept()
    assert work.annotation.marks == hands.marks == ()
    assert hands.window.toasts.cards[-1].toast.kind == "stop"


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_same_picture_opens_once_and_another_beside_it(hands: Hands) -> None:
    desk = hands.window.desk
    assert open_annotator(desk, hands.pictures[0]) is hands.window
    beside = open_annotator(desk, hands.pictures[1])
    assert beside is not hands.window
    assert len(annotators_of(desk)) == 2
    beside.close()
    assert annotators_of(desk) == [hands.window]


@pytest.mark.parametrize("whole_program", [False, True])
def test_half_written_words_are_kept_when_the_window_closes(hands: Hands, whole_program: bool) -> None:
    hands.key(Key.Key_T).click(400, 300)
    hands.qtbot.keyClicks(hands.window.canvas.editor, "three times")
    desk = hands.window.desk
    main_windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    for window in main_windows if whole_program else [hands.window]:
        window.close()
    assert annotators_of(desk) == []
    hands.until(lambda: not desk.saving)
    assert [mark.text for mark in hands.app.captures.one(hands.pictures[0]).annotation.marks] == ["three times"]
