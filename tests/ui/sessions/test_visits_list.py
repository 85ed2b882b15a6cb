"""The list of visits: grouped, filtered by typing, walked by J and K, and honest where there is nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.services.visits.page import VisitLine
from gemba.services.visits.sessions import SessionFields
from gemba.ui.language.words import Words
from gemba.ui.sessions.visits_model import GroupHeading, Grouping, VisitsModel, folded, seen_live
from tests.ui.shortened import painted

Key = Qt.Key


def chosen(place):
    return place.list.view.current()


def numbers(place):
    return [one.row.number for one in place.list.view.visits.rows if isinstance(one, VisitLine)]


def test_the_newest_visit_is_first_and_chosen(place):
    assert numbers(place) == [3, 2, 1]
    assert chosen(place) == place.list.view.visits.rows[1].row.id


def test_j_and_k_walk_over_headings(place, press):
    press(Key.Key_J)
    assert chosen(place) == place.desk.app.sessions.all()[1].id
    press(Key.Key_J)
    press(Key.Key_J)
    assert chosen(place) == place.desk.app.sessions.all()[0].id
    press(Key.Key_K)
    assert chosen(place) == place.desk.app.sessions.all()[1].id


def test_enter_opens_the_visit_and_going_back_finds_it_chosen(qtbot, place, press):
    press(Key.Key_J)
    wanted = chosen(place)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: place.page.page is not None and place.front is place.page)
    assert place.current_row() == wanted
    assert place.heading() == "S2 · Merchant Support"
    qtbot.waitUntil(place.page.timeline.view.hasFocus)
    press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert place.front is place.list
    qtbot.waitUntil(lambda: chosen(place) == wanted)


def test_typing_filters_and_esc_gives_all_back(place, press):
    press(Key.Key_M)
    assert place.list.filter.hasFocus()
    QTest.keyClicks(place.list.filter, "erch")
    assert place.list.filter.text() == "merch"
    assert numbers(place) == [2]
    press(Key.Key_Escape)
    assert numbers(place) == [3, 2, 1]
    assert place.list.view.hasFocus()


def test_letters_of_actions_are_typed_in_the_filter(place, press):
    press(Key.Key_Slash)
    assert place.list.filter.hasFocus()
    for key in (Key.Key_J, Key.Key_K, Key.Key_N):
        press(key)
    assert place.list.filter.text() == "jkn"
    assert place.front is place.list


def test_chinese_is_found_and_what_is_not_there_says_so(place):
    place.list.filter.setText("上海 退款")
    assert numbers(place) == [3]
    place.list.filter.setText("no such team")
    assert place.list.stack.currentWidget() is place.list.nothing_found
    QTest.mouseClick(place.list.nothing_found.button, Qt.MouseButton.LeftButton)
    assert numbers(place) == [3, 2, 1]


def test_accents_do_not_matter():
    assert folded("Đội Hoàn Tiền") == "doi hoan tien"


def test_groups_by_day_team_and_round(place):
    view = place.list.view
    QTest.mouseClick(place.list.groupings.button(1), Qt.MouseButton.LeftButton)
    headings = [one.text for one in view.visits.rows if isinstance(one, GroupHeading)]
    assert headings == ["上海二线客服", "Merchant Support", "Refunds & Chargebacks"]
    QTest.mouseClick(place.list.groupings.button(2), Qt.MouseButton.LeftButton)
    assert [(one.text, one.visits) for one in view.visits.rows if isinstance(one, GroupHeading)] == [("sample", 3)]


def test_a_heading_cannot_be_chosen(place):
    index = place.list.view.visits.index(0)
    assert not index.flags() & Qt.ItemFlag.ItemIsSelectable


def test_what_was_never_stated_is_not_shown_as_a_share(place):
    line = place.list.view.visits.rows[1]
    words = Words("en")
    assert seen_live(words, line) == "2 of 10"
    app = place.desk.app
    bare = app.sessions.new("New team", SessionFields(charter="Why?"))
    found = next(one for one in app.visit_pages.lines() if one.row.id == bare.id)
    assert seen_live(words, found) == "not stated"


def test_a_screen_reader_hears_the_whole_row(place):
    index = place.list.view.visits.index(1)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "S3" in said
    assert "20 notes" in said
    assert "1 open promise" in said


def test_a_new_visit_appears_by_itself(qtbot, place):
    app = place.desk.app
    place.desk.do(lambda: app.sessions.new("Night shift", SessionFields(charter="Why?")))
    qtbot.waitUntil(lambda: numbers(place)[0] == 4)


def test_an_empty_library_says_the_next_step(qtbot, empty_place):
    assert empty_place.list.empty.button.text() == "New visit"
    assert empty_place.list.empty.button.hasFocus()
    asked: list[str] = []
    empty_place.desk.command.disconnect()
    empty_place.desk.command.connect(asked.append)
    QTest.mouseClick(empty_place.list.import_button, Qt.MouseButton.LeftButton)
    assert asked == ["library.import"]


def test_n_begins_a_visit(qtbot, place, press):
    press(Key.Key_N)
    assert place.start is not None
    assert place.front is place.start
    place.start.cancelled.emit()
    assert place.front is place.list


def test_thousands_of_visits_are_filtered_at_once(place):
    line = place.list.view.visits.rows[1]
    model = VisitsModel(Words("en"))
    model.show_lines([line] * 2000)
    model.arrange(grouping=Grouping.TEAM, text="上海")
    assert len(model.rows) == 2001


def test_the_list_is_reached_with_tab(place, press):
    seen = set()
    for _ in range(16):
        press(Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert {place.list.filter, place.list.new_button, place.list.view} <= seen


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi", "pseudo"])
def test_no_word_under_a_figure_is_shortened_in_any_language(qtbot, start, sample_folder, language):
    window = start(sample_folder, language=language).open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    window.go("sessions")
    view = window.place.list.view
    qtbot.waitUntil(lambda: any(isinstance(one, VisitLine) for one in view.visits.rows))
    written = {
        part for one in view.visits.rows if isinstance(one, VisitLine) for part in (one.row.team, one.row.charter)
    }
    assert not painted(view) - written


def test_a_visit_that_has_no_room_is_told_as_a_tool_tip(place):
    view = place.list.view
    line = view.visits.rows[view.currentIndex().row()]
    assert view.currentIndex().data(Qt.ItemDataRole.ToolTipRole) == f"{line.row.team}\n{line.row.charter}"
    assert view.visits.index(0).data(Qt.ItemDataRole.ToolTipRole) is None
