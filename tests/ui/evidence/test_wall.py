"""The wall under real keys and a real mouse: choosing, captions, filters, taking out, putting to a visit."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gemba.ui.evidence.arrange import INBOX, Only
from gemba.ui.frame.tab_order import order_of
from tests.ui.evidence.test_incoming import png

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(place, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(place.wall.view, key, modifiers)


def click(place, at, modifiers=Qt.KeyboardModifier.NoModifier):
    view = place.wall.view
    view.scrollTo(view.model().index(at))
    centre = view.visualRect(view.model().index(at)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, centre)


def caption_field(place):
    click(place, 0)
    press(place, Qt.Key.Key_F2)
    field = place.wall.view.findChild(QLineEdit)
    assert field is not None
    return field


def test_it_says_that_pictures_are_read_where_that_takes_longer_than_a_moment(qtbot, sample_window, monkeypatch):
    go_on, captures = threading.Event(), sample_window.desk.app.captures
    read = captures.wall
    monkeypatch.setattr(captures, "wall", lambda: go_on.wait(60) and read())
    sample_window.show()
    qtbot.waitExposed(sample_window)
    sample_window.go("evidence")
    loading = sample_window.places["evidence"].wall.loading
    qtbot.waitUntil(loading.isVisible)
    assert loading.sentence.text() == "Looking through the pictures…"
    go_on.set()
    qtbot.waitUntil(lambda: not loading.isVisible())
    assert sample_window.places["evidence"].wall.rows


def test_pictures_stand_under_their_visits_the_inbox_first(place):
    assert [group.session is None for group in place.wall.model.groups] == [True, False, False, False]
    assert [len(group.rows) for group in place.wall.model.groups] == [1, 8, 8, 7]


def test_arrows_shift_and_control_choose(place):
    view, rows = place.wall.view, place.wall.model.rows
    click(place, 1)
    assert view.chosen_ids() == [rows[1].id]
    press(place, Qt.Key.Key_Right)
    assert view.chosen_ids() == [rows[2].id]
    press(place, Qt.Key.Key_Right, Shift)
    press(place, Qt.Key.Key_Right, Shift)
    assert view.chosen_ids() == [rows[n].id for n in (2, 3, 4)]
    click(place, 7, Ctrl)
    assert view.chosen_ids() == [rows[n].id for n in (2, 3, 4, 7)]
    place.desk.trigger("evidence.all")
    assert len(view.chosen_ids()) == 24
    assert "24" in place.facts.title.text()


def test_a_key_that_leads_no_further_chooses_the_picture_that_has_the_ring(place):
    view, last = place.wall.view, len(place.wall.model.rows) - 1
    ids = [row.id for row in place.wall.model.rows]
    for key, at in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_End, last)):
        view.setCurrentIndex(place.wall.model.index(at))
        view.clearSelection()
        press(place, key, Qt.KeyboardModifier.ControlModifier)
        assert view.chosen_ids() == [], "with Ctrl the ring goes alone"
        press(place, key)
        assert view.chosen_ids() == [ids[at]], key


def test_enter_and_space_open_large_and_back(place):
    click(place, 3)
    press(place, Qt.Key.Key_Return)
    assert place.current_row() == place.wall.model.rows[3].id
    QTest.keyClick(place.large.canvas, Qt.Key.Key_Escape)
    assert place.current_row() == ""
    assert place.wall.view.chosen_ids() == [place.wall.model.rows[3].id]
    press(place, Qt.Key.Key_Space)
    assert place.current_row() == place.wall.model.rows[3].id
    QTest.keyClick(place.large.canvas, Qt.Key.Key_Space)
    assert place.current_row() == ""


def test_a_caption_is_edited_in_its_cell_and_letters_stay_in_it(qtbot, place, captures):
    row = place.wall.model.rows[0]
    field = caption_field(place)
    # R and A are keys of the place; in a field they are letters.
    QTest.keyClicks(field, "aRrival / board")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: captures.one(row.id).caption == "aRrival / board")
    qtbot.waitUntil(lambda: place.wall.model.rows[0].caption == "aRrival / board")
    assert place.current_row() == ""


def test_rows_that_arrive_while_a_caption_is_typed_do_not_take_it_away(qtbot, place, captures):
    field = caption_field(place)
    QTest.keyClicks(field, "half")
    other = place.wall.model.rows[5]
    captures.edit(other.id, caption="From elsewhere")
    qtbot.waitUntil(lambda: place.wall._later is not None)
    assert field.text() == "half"
    QTest.keyClicks(field, " typed")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.wall.model.rows[0].caption == "half typed")
    assert place.wall.model.rows[5].caption == "From elsewhere"


def test_typing_filters_and_what_fits_nothing_says_how_to_go_on(qtbot, place):
    place.desk.trigger("evidence.filter")
    field = place.wall.filters.field
    QTest.keyClicks(field, "refunds w46")
    qtbot.waitUntil(lambda: 0 < len(place.wall.model.rows) < 24)
    assert all("w46" in (r.caption + r.window_title + r.mark_texts).casefold() for r in place.wall.model.rows)
    QTest.keyClicks(field, " nothing like it")
    qtbot.waitUntil(lambda: place.wall.middle.currentWidget() is place.wall.none_fits)
    QTest.mouseClick(place.wall.none_fits.button, Qt.MouseButton.LeftButton)
    assert len(place.wall.model.rows) == 24
    assert field.text() == ""


def test_in_a_small_window_the_words_looked_for_have_room_and_every_list_stays(qtbot, sample_window, place):
    filters = place.wall.filters
    hint, field = filters.field.placeholderText(), filters.field
    lists = [filters.visit, filters.links.tag, filters.links.ticket, filters.order]

    def stands(lines: int) -> bool:
        spots = {one.mapTo(filters, one.rect().center()).y() for one in lists}
        ends = [one.mapTo(filters, one.rect().bottomRight()) for one in lists]
        whole = field.contentsRect().width() > field.fontMetrics().horizontalAdvance(hint)
        return whole and len(spots) == lines and all(filters.rect().contains(end) for end in ends)

    for width_px, height_px, lines in ((1024, 576, 1), (1440, 900, 2), (1024, 576, 1)):
        sample_window.resize(width_px, height_px)
        qtbot.waitUntil(lambda width_px=width_px, lines=lines: sample_window.width() == width_px and stands(lines))
        assert all(one.isVisible() for one in lists)
    # Tab comes to them as they stand: after the chips.
    stops = order_of(sample_window)
    assert [one for one in stops if one in lists] == lists
    assert stops.index(filters.alike) < stops.index(filters.visit)


def test_chips_count_and_narrow(qtbot, place):
    chip = place.wall.filters.chips[Only.PROPOSALS]
    assert chip.text().endswith("3")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(place.wall.model.rows) == 3
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    to_review, reviewed = place.wall.filters.chips[Only.TO_REVIEW], place.wall.filters.chips[Only.REVIEWED]
    QTest.mouseClick(to_review, Qt.MouseButton.LeftButton)
    assert len(place.wall.model.rows) == 4
    QTest.mouseClick(reviewed, Qt.MouseButton.LeftButton)
    assert len(place.wall.model.rows) == 20
    assert not to_review.isChecked()


def test_chosen_ones_are_taken_out_in_one_step_and_undo_brings_them_back(qtbot, place, captures, toasts):
    click(place, 10)
    click(place, 12, Shift)
    press(place, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(place.wall.model.rows) == 21)
    assert toasts[-1].text == "3 pictures removed"
    toasts[-1].action()
    qtbot.waitUntil(lambda: len(place.wall.model.rows) == 24)


def test_undo_of_a_toast_takes_back_nothing_that_came_after(qtbot, place, captures, toasts):
    click(place, 10)
    press(place, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(place.wall.model.rows) == 23)
    undo = toasts[-1].action
    first = place.wall.model.rows[0].id
    captures.edit(first, caption="later")
    undo()
    assert "since" in toasts[-1].text
    assert captures.one(first).caption == "later"


def test_the_inspector_puts_pictures_to_a_visit_and_names_them(qtbot, place, captures, toasts):
    click(place, 0)
    inbox = place.wall.model.rows[0]
    facts = place.facts
    at = next(n for n in range(facts.visit.count()) if facts.visit.itemText(n).startswith("S2"))
    facts.visit.setCurrentIndex(at)
    facts.visit.activated.emit(at)
    qtbot.waitUntil(lambda: captures.one(inbox.id).session_number == 2)
    qtbot.waitUntil(lambda: len(place.wall.model.groups) == 3)
    assert toasts[-1].text == "1 picture moved"
    place.desk.trigger("evidence.all")
    facts.caption.setFocus()
    QTest.keyClicks(facts.caption, "All alike")
    QTest.keyClick(facts.caption, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {row.caption for row in captures.all()} == {"All alike"})
    place.desk.app.history.undo()
    assert len({row.caption for row in captures.all()}) > 20


def test_pictures_that_come_in_go_to_the_visit_that_is_looked_at(qtbot, place, tmp_path):
    from tests.ui.evidence.test_incoming import png

    (tmp_path / "new.png").write_bytes(png("#123456"))
    filters = place.wall.filters
    filters.visit.setCurrentIndex(filters.visit.findText("S3", Qt.MatchFlag.MatchStartsWith))
    with qtbot.waitSignal(place.incoming.added) as caught:
        place.incoming.add_files([tmp_path / "new.png"])
    assert caught.args[0].session_number == 3
    filters.visit.setCurrentIndex(filters.visit.findData(INBOX))
    with qtbot.waitSignal(place.incoming.added) as caught:
        place.incoming.add_files([tmp_path / "new.png"])
    assert caught.args[0].session_id is None


def test_files_that_cannot_be_read_are_named_over_the_wall(qtbot, place, tmp_path):
    (tmp_path / "plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    place.incoming.add_files([tmp_path / "plan.svg"])
    qtbot.waitUntil(place.wall.notice.isVisible)
    assert "plan.svg" in place.wall.notice.text.text()
    QTest.mouseClick(place.wall.notice.close_button, Qt.MouseButton.LeftButton)
    assert not place.wall.notice.isVisible()


def test_the_wheel_with_control_and_the_slider_change_the_size(place):
    view = place.wall.view
    before = view.visualRect(view.model().index(0)).width()
    place.desk.trigger("evidence.larger")
    assert view.visualRect(view.model().index(0)).width() > before
    place.wall.filters.cell_size.setValue(0)
    assert view.visualRect(view.model().index(0)).width() < before


def test_a_screen_reader_hears_the_whole_cell(place):
    index = place.wall.view.model().index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "inbox.png" in said
    assert "To review" in said


def test_an_empty_library_says_how_to_begin(qtbot, empty_window):
    empty_window.go("evidence")
    place = empty_window.places["evidence"]
    qtbot.waitUntil(lambda: place.wall.middle.currentWidget() is place.wall.nothing)
    assert place.wall.nothing.button.text() == "Add pictures"


def test_a_library_without_pictures_says_one_thing_and_offers_one_step(qtbot, empty_window):
    empty_window.go("evidence")
    place = empty_window.places["evidence"]
    wall = place.wall
    qtbot.waitUntil(lambda: wall.middle.currentWidget() is wall.nothing)
    qtbot.waitUntil(wall.nothing.button.hasFocus)
    assert place.heading() == "" and place.inspector() is None
    assert not empty_window.inspector.isVisibleTo(empty_window)
    place.desk.app.captures.add_bytes(png(width=320, height=200), name="first.png")
    qtbot.waitUntil(lambda: wall.middle.currentWidget() is wall.view)
    assert place.heading() == "1 picture · 1 to review" and place.inspector() is place.facts
    qtbot.waitUntil(lambda: empty_window.inspector.isVisibleTo(empty_window))


def test_the_trail_says_how_many_of_all_pictures_are_shown(qtbot, place):
    told: list[str] = []
    place.title_changed.connect(told.append)
    assert place.heading().startswith("24 pictures")
    place.wall.filters.field.setText("refund")
    qtbot.waitUntil(lambda: 0 < len(place.wall.model.rows) < 24)
    qtbot.waitUntil(lambda: told[-1:] == [f"{len(place.wall.model.rows)} of 24 pictures · 4 to review"])
    place.wall.filters.field.setText("zebra")
    qtbot.waitUntil(lambda: told[-1] == "0 of 24 pictures · 4 to review")
    place.wall.filters.clear()
    qtbot.waitUntil(lambda: told[-1] == "24 pictures · 4 to review")
