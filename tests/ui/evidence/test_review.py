"""Looking at pictures one by one: proposals by keys, refusing, going on, the end of the queue."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.model.values import CaptureState, ProposalState

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(place, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(place.large.canvas, key, modifiers)


def begin(qtbot, place):
    place.desk.trigger("evidence.queue")
    qtbot.waitUntil(lambda: place.large.canvas.has_picture)


def states(captures, row):
    """Return what became of the two that the fixture proposed; the sample has decided ones before them."""
    return [one.state for one in captures.one(row.id).proposals[-2:]]


def test_a_picture_with_open_proposals_is_refused_with_a_sentence(qtbot, place, captures):
    begin(qtbot, place)
    press(place, Qt.Key.Key_Right)
    assert place.large.head.counted.text() == "2 of 4"
    row = place.large.row
    press(place, Qt.Key.Key_Return, Ctrl)
    assert "2 proposals are open" in place.large.state.text()
    assert captures.one(row.id).state is CaptureState.UNREVIEWED


def test_a_letter_on_the_wall_is_a_key_of_the_place_though_a_caption_could_be_written_there(qtbot, place):
    view = place.wall.view
    qtbot.waitUntil(view.hasFocus)
    qtbot.waitUntil(lambda: bool(view.current_id()))
    place.setFocus()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: place.review.active)


def test_tab_enter_and_backspace_decide_then_the_next_picture_comes(qtbot, place, captures):
    begin(qtbot, place)
    press(place, Qt.Key.Key_Right)
    row = place.large.row
    first, second = place.large.canvas.proposals
    press(place, Qt.Key.Key_Tab)
    assert place.large.canvas.current_proposal.id == second.id
    press(place, Qt.Key.Key_Tab)
    assert place.large.canvas.current_proposal.id == first.id
    press(place, Qt.Key.Key_Return)
    assert place.large.canvas.current_proposal.id == second.id
    press(place, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: states(captures, row) == [ProposalState.TAKEN, ProposalState.REFUSED])
    assert place.large.row.id == row.id
    qtbot.waitUntil(lambda: place.large.canvas.has_picture)
    press(place, Qt.Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: captures.one(row.id).state is CaptureState.REVIEWED)
    qtbot.waitUntil(lambda: place.large.row is not None and place.large.row.id != row.id)
    assert place.large.row.state is CaptureState.UNREVIEWED


def test_the_queue_ends_with_a_sentence_and_the_way_back(qtbot, place, captures):
    begin(qtbot, place)
    for left in range(4, 0, -1):
        qtbot.waitUntil(lambda left=left: len(captures.all(unreviewed_only=True)) == left)
        here = place.large.row.id
        qtbot.waitUntil(lambda: place.large.canvas.has_picture)
        press(place, Qt.Key.Key_Return, Shift)
        press(place, Qt.Key.Key_Return, Ctrl)
        qtbot.waitUntil(lambda here=here: place.large.row is None or place.large.row.id != here)
    qtbot.waitUntil(lambda: place.pages.currentWidget() is place.ended)
    assert place.ended.sentence.text() == "4 pictures reviewed. Nothing is left to review."
    assert not any(one.state is ProposalState.PROPOSED for row in captures.all() for one in row.proposals)
    QTest.mouseClick(place.ended.button, Qt.MouseButton.LeftButton)
    assert place.pages.currentWidget() is place.wall


def test_what_is_covered_is_covered_in_the_large_picture_at_once(qtbot, place):
    begin(qtbot, place)
    press(place, Qt.Key.Key_Right)
    canvas = place.large.canvas
    qtbot.waitUntil(lambda: canvas.has_picture)
    left, top, right, bottom = canvas.current_proposal.rect_px
    middle = ((left + right) // 2, (top + bottom) // 2)
    before = canvas._pixmap.toImage().pixelColor(*middle)
    press(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas._pixmap.toImage().pixelColor(*middle) != before)


def test_a_caption_typed_under_the_large_picture_is_kept_on_the_way_on(qtbot, place, captures):
    begin(qtbot, place)
    row = place.large.row
    press(place, Qt.Key.Key_F2)
    QTest.keyClicks(place.large.caption, " R and A")
    press(place, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "R and A" in captures.one(row.id).caption)


def test_the_wheel_zooms_about_the_pointer_and_zero_fits(qtbot, place):
    begin(qtbot, place)
    press(place, Qt.Key.Key_Right)
    canvas = place.large.canvas
    fitted = canvas.zoom
    press(place, Qt.Key.Key_Plus)
    assert canvas.zoom > fitted
    place.desk.trigger("evidence.actual")
    assert canvas.zoom * canvas.devicePixelRatioF() == 1.0
    place.desk.trigger("evidence.fit")
    assert canvas.zoom == fitted


def test_a_picture_opens_by_its_code_and_one_that_is_taken_away_closes(qtbot, place, captures):
    place.desk.go("evidence", "T2/03")
    assert place.large.row.source_id == "T2/03"
    assert place.facts.title.text() == "T2/03"
    captures.remove(place.large.row.id)
    qtbot.waitUntil(lambda: place.current_row() == "")
    assert place.pages.currentWidget() is place.wall


def test_control_enter_on_the_wall_opens_the_chosen_ones_large_first(qtbot, place, captures):
    """Reviewed means that somebody looked."""
    place.desk.trigger("evidence.all")
    QTest.keyClick(place.wall.view, Qt.Key.Key_Return, Ctrl)
    assert place.current_row()
    assert len(captures.all(unreviewed_only=True)) == 4
