"""The list of tickets in the real window: keys, mouse, filter, order, several at once, and what it shows where nothing is."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from gemba.i18n import LANGUAGES
from gemba.model.values import TicketState
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.list import RANK_BY_ITSELF, TicketFilter, TicketSort
from gemba.ui.language.words import Words
from gemba.ui.tickets.listing.bulk_bar import BulkBar
from gemba.ui.tickets.listing.columns import COLUMNS, LEAST_TITLE_PX, Col, widths
from gemba.ui.tickets.listing.delegate import ICON_PX, PAD_PX, ROW_PX
from gemba.ui.tickets.listing.model import AHEAD, LINES_KEPT, WINDOW, TicketListModel
from gemba.ui.tickets.listing.view import TicketTable
from gemba.ui.tickets.states import STATES
from tests.ui.states import settle

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BY_RANK = [11, 10, 2, 1, 7, 5, 4, 3, 6, 12, 8, 9]


@pytest.fixture
def place(qtbot, sample_window):
    return opened(qtbot, sample_window)


@pytest.fixture
def empty_place(qtbot, empty_window):
    return opened(qtbot, empty_window)


def opened(qtbot, window):
    window.go("tickets")
    place = window.places["tickets"]
    qtbot.waitUntil(lambda: place.browse.listing is not None)
    return place


def numbers(place):
    return list(place.browse.model.numbers)


def press(place, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def shows(qtbot, place, wanted):
    qtbot.waitUntil(lambda: numbers(place) == wanted)


# -- showing --------------------------------------------------------------------------------------------------


def test_the_list_is_ordered_by_rank_and_what_has_none_says_why(qtbot, place):
    assert numbers(place) == BY_RANK
    model = place.browse.model
    unranked = model.line(BY_RANK.index(8))
    assert model.text(unranked, Col.WORTH) == "–"
    assert model.note(unranked, Col.WORTH) == "The money has no valid range."
    assert model.note(unranked, Col.CHANCE) == "The money has no valid range."
    assert model.text(model.line(1), Col.CHANCE) == "98\u00a0%"
    assert "Place 2" in model.note(model.line(1), Col.CHANCE)


def test_every_cell_has_words_for_who_hears_the_list(place):
    model = place.browse.model
    position = BY_RANK.index(11)
    said = {
        col: model.data(model.index(position, col), Qt.ItemDataRole.AccessibleTextRole)
        for col in COLUMNS
        if COLUMNS[col].text
    }
    assert said[Col.GATE] == "4 of 6: money, owner missing"
    assert said[Col.STATE] == "Draft"
    assert said[Col.NUMBER] == "T11"
    assert said[Col.LOAD] == "2 teams needed, 1 approval"
    assert "likely" in said[Col.WORTH] and all(said.values())


def test_j_and_k_move_and_the_inspector_follows(qtbot, place):
    assert QApplication.focusWidget() is place.browse.table
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_K)
    assert place.browse.table.current_number() == 10
    qtbot.waitUntil(lambda: place.summary.summary is not None and place.summary.summary.row.number == 10)
    assert place.browse.table.marked() == []
    press(place, Qt.Key.Key_Home, CONTROL)
    press(place, Qt.Key.Key_K)
    assert place.browse.table.current_number() == 11


def test_home_and_end_go_to_the_first_and_the_last_ticket(place):
    press(place, Qt.Key.Key_End)
    assert place.browse.table.current_number() == BY_RANK[-1]
    press(place, Qt.Key.Key_Home)
    assert place.browse.table.current_number() == BY_RANK[0]
    assert place.browse.table.marked() == []


def test_enter_opens_and_leaving_the_page_comes_back_to_the_ticket(qtbot, place):
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.on_page)
    assert place.page.opened.row.number == 10
    place.page.close_page()
    assert not place.on_page
    assert place.browse.table.current_number() == 10


def test_double_click_opens(qtbot, place):
    table = place.browse.table
    index = table.model().index(2, Col.TITLE)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    qtbot.waitUntil(lambda: place.on_page)
    assert place.page.opened.row.number == 2


def test_n_begins_a_ticket(qtbot, place):
    press(place, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: place.on_page)
    assert place.page.opened is None


@pytest.mark.parametrize("reference", ["T2", "A02", "2"])
def test_a_ticket_is_shown_by_any_name_it_has(qtbot, sample_window, reference):
    sample_window.go("tickets", reference)
    place = sample_window.places["tickets"]
    assert place.on_page and place.page.opened.row.number == 2


def test_a_ticket_that_is_not_there_is_said_and_the_list_stays(qtbot, place):
    with qtbot.waitSignal(place.desk.toasted) as heard:
        place.show_row("T999")
    assert "T999" in heard.args[0].text
    assert not place.on_page


# -- filter ---------------------------------------------------------------------------------------------------


def test_typing_filters_and_enter_goes_back_to_the_list(qtbot, place):
    for letter in "refund":
        QTest.keyClicks(QApplication.focusWidget(), letter)
    assert place.browse.head.field.text() == "refund"
    shows(qtbot, place, [2, 1, 4])
    press(place, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is place.browse.table
    assert not place.on_page


def test_letters_that_are_keys_write_while_the_field_has_the_keys(qtbot, place):
    press(place, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is place.browse.head.field
    QTest.keyClicks(QApplication.focusWidget(), "jkxn")
    assert place.browse.head.field.text() == "jkxn"
    assert not place.on_page and place.browse.table.marked() == []


@pytest.mark.parametrize(("typed", "found"), [("商户", [12]), ("t12", [12]), ("T1 ", [11, 10, 1, 12]), ("群消息", [9])])
def test_any_script_and_codes_are_found(qtbot, place, typed, found):
    place.browse.head.field.setText(typed)
    shows(qtbot, place, found)


def test_nothing_found_offers_to_clear_the_filter(qtbot, place):
    place.browse.head.field.setText("zzz")
    qtbot.waitUntil(lambda: place.browse.pages.currentWidget() is place.browse.pages.none_found)
    button = place.browse.pages.none_found.button
    assert button.text() == "Clear the filter"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shows(qtbot, place, BY_RANK)
    assert place.browse.head.field.text() == ""
    assert place.browse.pages.currentWidget() is place.browse.table


def test_the_head_says_how_many_of_all_fit_what_is_asked_for(qtbot, place):
    head = place.browse.head
    assert head.found.isHidden()
    head.field.setText("T1 ")
    shows(qtbot, place, [11, 10, 1, 12])
    assert head.found.isVisible() and head.found.text() == f"4 of {len(BY_RANK)}"
    place.browse.clear_filter()
    shows(qtbot, place, BY_RANK)
    assert head.found.isHidden()


def test_the_button_that_empties_the_field_goes_with_words_that_are_cleared_elsewhere(qtbot, place):
    field = place.browse.head.field
    button = max(field.findChildren(QToolButton), key=lambda one: one.x())
    field.setText("chart")
    shows(qtbot, place, [3])
    qtbot.waitUntil(lambda: button.property("opacity") == 1.0)
    place.browse.clear_filter()
    shows(qtbot, place, BY_RANK)
    qtbot.waitUntil(lambda: button.property("opacity") == 0.0)


def test_escape_clears_the_field_then_goes_to_the_list(qtbot, place):
    place.browse.head.begin_filter("chart")
    shows(qtbot, place, [3])
    press(place, Qt.Key.Key_Escape)
    shows(qtbot, place, BY_RANK)
    press(place, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place.browse.table


def test_typing_on_from_the_list_goes_on_at_the_end_also_behind_an_emoji(place):
    place.browse.head.field.setText("🙂🙂 cha")
    place.browse.head.begin_filter("rt")
    assert place.browse.head.field.text() == "🙂🙂 chart"


def test_chips_count_and_filter_by_state(qtbot, place):
    chips = place.browse.head.chips
    assert [chips[None].text(), chips[TicketState.DRAFT].text()] == ["All 12", "Draft 4"]
    assert chips[TicketState.DONE].isHidden()
    QTest.mouseClick(chips[TicketState.DRAFT], Qt.MouseButton.LeftButton)
    shows(qtbot, place, [11, 4, 12, 8])
    assert not chips[None].isChecked()
    QTest.mouseClick(chips[TicketState.ACTIONABLE], Qt.MouseButton.LeftButton)
    shows(qtbot, place, BY_RANK)
    QTest.mouseClick(chips[None], Qt.MouseButton.LeftButton)
    assert place.browse.wanted == TicketFilter()


def test_what_was_typed_last_is_shown(qtbot, place):
    for text in ("r", "re", "ref", "refund", "chart"):
        place.browse.head.field.setText(text)
    shows(qtbot, place, [3])
    qtbot.waitUntil(lambda: place.desk.jobs.busy == 0)
    assert numbers(place) == [3]


# -- order ----------------------------------------------------------------------------------------------------


def test_a_click_on_a_head_orders_and_a_second_turns_it_round(qtbot, place):
    heads = place.browse.table.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(Col.NUMBER) + 10, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
    shows(qtbot, place, list(range(1, 13)))
    assert place.browse.model.headerData(Col.NUMBER, Qt.Orientation.Horizontal) == "Ticket ↑"
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
    shows(qtbot, place, list(range(12, 0, -1)))
    assert place.browse.model.headerData(Col.NUMBER, Qt.Orientation.Horizontal) == "Ticket ↓"
    assert place.browse.model.headerData(Col.WORTH, Qt.Orientation.Horizontal) == "Value per day of work"


def test_the_menu_has_every_order(qtbot, place):
    menu = place.browse.head.sort.menu()
    assert {action.data() for action in menu.actions()} == {sort.value for sort in TicketSort}
    next(action for action in menu.actions() if action.data() == "load").trigger()
    qtbot.waitUntil(lambda: numbers(place)[0] == 10)
    assert [action.data() for action in menu.actions() if action.isChecked()] == ["load"]


# -- several at once ------------------------------------------------------------------------------------------


def test_x_and_shift_j_choose_and_escape_drops(qtbot, place):
    press(place, Qt.Key.Key_X)
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_J, SHIFT)
    assert place.browse.table.marked() == [11, 10, 2]
    assert place.browse.bar.isVisible() and place.browse.bar.count.text() == "3 tickets chosen"
    press(place, Qt.Key.Key_X)
    assert place.browse.table.marked() == [11, 10]
    press(place, Qt.Key.Key_Escape)
    assert place.browse.table.marked() == [] and not place.browse.bar.isVisible()


def test_a_click_on_the_box_chooses_and_a_click_on_the_title_does_not(place):
    table = place.browse.table

    def click(row, col):
        rect = table.visualRect(table.model().index(row, col))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    click(1, Col.MARK)
    click(3, Col.MARK)
    assert table.marked() == [10, 1]
    click(2, Col.TITLE)
    assert table.marked() == [] and table.current_number() == 2


def test_parking_several_is_one_step_back(qtbot, place):
    press(place, Qt.Key.Key_A, CONTROL)
    assert place.browse.bar.count.text() == "12 tickets chosen"
    QTest.mouseClick(place.browse.bar.buttons["park"], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is place.browse.bar.reason
    press(place, Qt.Key.Key_Return)
    assert place.browse.bar.problem.text() == "Parking needs a reason: one line is enough."
    QTest.keyClicks(place.browse.bar.reason, "not this year")
    with qtbot.waitSignal(place.desk.toasted) as heard:
        press(place, Qt.Key.Key_Return)
    assert (heard.args[0].text, heard.args[0].button) == ("12 tickets parked.", "Undo")
    qtbot.waitUntil(lambda: place.browse.listing.counts == {TicketState.PARKED: 12})
    assert not place.browse.bar.isVisible()
    heard.args[0].action()
    qtbot.waitUntil(lambda: place.browse.listing.counts.get(TicketState.ACTIONABLE) == 8)


def test_a_team_for_several_and_what_is_refused_is_said_in_the_bar(qtbot, place):
    press(place, Qt.Key.Key_X)
    QTest.mouseClick(place.browse.bar.buttons["set_team"], Qt.MouseButton.LeftButton)
    choice = place.browse.bar.choice
    assert "Merchant Support" in [choice.itemText(at) for at in range(choice.count())]
    QTest.mouseClick(place.browse.bar.confirm, Qt.MouseButton.LeftButton)
    assert place.browse.bar.problem.text() == "Choose a team, or write its name."
    choice.setEditText("Night shift")
    QTest.mouseClick(place.browse.bar.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.desk.app.ticket_list.rows([11])[0].owner_team == "Night shift")


def test_a_problem_for_several(qtbot, place):
    press(place, Qt.Key.Key_X)
    QTest.mouseClick(place.browse.bar.buttons["link_problem"], Qt.MouseButton.LeftButton)
    problem = place.browse.bar.choice.currentData()
    named = {f"P{one.number}": one.id for one in place.desk.app.triage.problems()}
    rows = place.desk.app.ticket_list
    assert rows.rows([11])[0].problem_id != named[problem]
    QTest.mouseClick(place.browse.bar.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows.rows([11])[0].problem_id == named[problem])


def test_too_many_can_only_be_exported(place, monkeypatch):
    monkeypatch.setattr("gemba.ui.tickets.listing.bulk_bar.MANY", 3)
    press(place, Qt.Key.Key_A, CONTROL)
    bar = place.browse.bar
    assert not bar.buttons["park"].isEnabled() and bar.buttons["export"].isEnabled()
    assert bar.problem.text() == "At most 3 tickets can be changed at once."


def test_chosen_tickets_stay_chosen_when_something_else_changes(qtbot, place):
    press(place, Qt.Key.Key_X)
    place.desk.app.tickets.edit("3", TicketFields(title="Another title"))
    qtbot.waitUntil(lambda: place.browse.model.line(numbers(place).index(3)).row.title == "Another title")
    assert place.browse.table.marked() == [11]
    place.browse.head.field.setText("title")
    shows(qtbot, place, [3])
    assert place.browse.table.marked() == []


# -- states of the place --------------------------------------------------------------------------------------


def test_an_empty_library_offers_the_first_ticket(qtbot, empty_place):
    assert empty_place.browse.pages.currentWidget() is empty_place.browse.pages.nothing
    assert empty_place.inspector() is None
    assert not empty_place.browse.head.isVisible(), "the one button there is stands with the sentence"
    QTest.mouseClick(empty_place.browse.pages.nothing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: empty_place.on_page)


def test_titles_of_any_script_and_length_are_shown_in_rows_of_one_height(qtbot, empty_place):
    titles = ["x" * 5_000, "Khách hàng chờ hoàn tiền quá lâu", "客户要等九天才能收到退款", "<b>bold</b> & \u202etxt"]
    for title in titles:
        empty_place.desk.app.tickets.new(TicketFields(title=title))
    qtbot.waitUntil(lambda: len(numbers(empty_place)) == 4)
    assert empty_place.browse.head.isVisible()
    table = empty_place.browse.table
    assert {table.rowHeight(row) for row in range(4)} == {ROW_PX}
    assert empty_place.browse.model.data(table.model().index(1, Col.TITLE)) == titles[1]
    assert not table.grab().isNull()
    assert table.horizontalScrollBar().maximum() == 0


def test_many_waiting_tickets_are_ranked_only_when_asked(qtbot, place, monkeypatch):
    assert RANK_BY_ITSELF > 12
    monkeypatch.setattr("gemba.ui.tickets.browse.RANK_BY_ITSELF", 5)
    monkeypatch.setattr("gemba.services.tickets.list.RANK_AT_ONCE", 5)
    place.desk.app.ticket_list._ranking = None
    place.browse.refresh()
    shows(qtbot, place, list(range(1, 13)))
    qtbot.waitUntil(place.browse.notice.isVisible)
    assert "12 tickets wait" in place.browse.notice_text.text()
    model = place.browse.model
    assert model.text(model.line(0), Col.CHANCE) == "–"
    assert model.note(model.line(0), Col.CHANCE) == "The tickets are not ranked yet."
    QTest.mouseClick(place.browse.notice_button, Qt.MouseButton.LeftButton)
    shows(qtbot, place, BY_RANK)
    assert not place.browse.notice.isVisible()


def test_a_change_elsewhere_is_seen(qtbot, place):
    place.desk.app.tickets.new(replace(TicketFields(), title="From another window"))
    qtbot.waitUntil(lambda: 13 in numbers(place))


# -- windows of lines and columns -------------------------------------------------------------------------------


class Counting:
    """Hands out lines and counts how often it was asked."""

    def __init__(self, real):
        self.real, self.asked = real, []

    def rows(self, numbers):
        self.asked.append(len(numbers))
        return self.real.rows([1 + number % 12 for number in numbers]) and [
            row._replace(number=number)
            for number, row in zip(numbers, [self.real.rows([1 + n % 12])[0] for n in numbers], strict=True)
        ]

    def __getattr__(self, name):
        return getattr(self.real, name)


def test_lines_are_read_by_the_window_and_only_so_many_are_kept(place):
    counting = Counting(place.desk.app.ticket_list)
    model = TicketListModel(counting, place.desk.words)
    model.show_numbers(range(100_000), ranking=None)
    assert model.rowCount() == 100_000 and counting.asked == []
    assert model.line(70_000).row.number == 70_000
    assert model.line(70_001).row.number == 70_001
    assert counting.asked == [WINDOW]
    for window in range(LINES_KEPT // WINDOW + 5):
        model.line(window * WINDOW)
    assert len(model._lines) == LINES_KEPT


def test_a_leap_reads_what_is_seen_and_a_step_some_more_where_it_leads(place):
    counting = Counting(place.desk.app.ticket_list)
    model = TicketListModel(counting, place.desk.words)
    model.show_numbers(range(100_000), ranking=None)

    def read(first, last):
        counting.asked.clear()
        model.read_seen(first, last)
        return counting.asked[:]

    assert read(50_000, 50_014) == [15]
    assert read(50_000, 50_014) == []
    assert read(50_001, 50_015) == [AHEAD]
    assert read(50_002, 50_016) == read(50_016, 50_030) == []
    assert read(49_999, 50_013) == [AHEAD]
    assert read(49_984, 49_998) == []
    assert read(50_010, 50_050) == [20]
    assert read(99_990, 99_999) == [10]
    assert read(0, 9) == [10]
    assert [model.line(one).row.number for one in (0, 49_984, 50_030, 99_999)] == [0, 49_984, 50_030, 99_999]
    assert counting.asked == [10]


def test_rows_painted_after_a_leap_are_read_in_one_go(qtbot, place, monkeypatch):
    tickets = place.desk.app.ticket_list
    counting, table = Counting(tickets), place.browse.table
    monkeypatch.setattr(table.tickets, "_tickets", counting)
    table.tickets.show_numbers(range(1, 5_000), ranking=None)
    table.verticalScrollBar().setValue(100_000)
    counting.asked.clear()
    table.viewport().repaint()
    seen = table.rowAt(table.viewport().height() - 1) - table.rowAt(0) + 1
    assert counting.asked == [seen]


def test_a_ticket_that_is_gone_leaves_an_empty_line(place):
    model = TicketListModel(place.desk.app.ticket_list, place.desk.words)
    model.show_numbers([1, 999], ranking=None)
    assert model.line(1) is None and model.line(2) is None
    assert model.data(model.index(1, Col.TITLE)) is None


@pytest.mark.parametrize("room", range(420, 2400, 20))
def test_columns_fill_the_room_and_the_least_important_gives_way_first(room):
    shown = widths(room)
    assert sum(shown.values()) == room or shown[Col.TITLE] == 120
    assert {Col.NUMBER, Col.GATE, Col.TITLE, Col.STATE, Col.WORTH} <= shown.keys()
    assert Col.CHANGED not in shown or shown[Col.TITLE] >= LEAST_TITLE_PX
    assert (Col.TEAM in shown) <= (Col.LOAD in shown) <= (Col.CHANCE in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_days_and_heads_stand_whole_in_their_columns_in_every_language(qapp, qtbot, place, language):
    theme = place.desk.theme
    try:
        theme.speak(language)
        theme.load_companions()
        plain = QFontMetrics(qapp.font())
        bold = QFont(qapp.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words, head = Words(language), QFontMetrics(bold)
        room = {col: column.width_px - 2 * PAD_PX for col, column in COLUMNS.items()}
        days = [words.day(date(2026, month, 28)) for month in range(1, 13)]
        assert max(map(plain.horizontalAdvance, days)) <= room[Col.CHANGED]
        states = [words.tr(state.text) for state in STATES.values()]
        assert max(map(plain.horizontalAdvance, states)) <= room[Col.STATE] - ICON_PX - 6
        fixed = {col: words.tr(column.text) for col, column in COLUMNS.items() if column.width_px and column.text}
        assert {col: text for col, text in fixed.items() if head.horizontalAdvance(text) > room[col]} == {}
        # Where the state is only its icon, the head of its column is still a word.
        around = QWidget()
        qtbot.addWidget(around)
        model = TicketListModel(place.desk.app.ticket_list, words)
        table = TicketTable(theme, words, model, around, bound=lambda _: False)
        around.resize(700, 300)
        table.resize(700, 300)
        around.show()
        narrow = table.columnWidth(Col.STATE)
        assert narrow < COLUMNS[Col.STATE].width_px
        assert head.horizontalAdvance(words.tr("State")) <= narrow - 2 * PAD_PX
    finally:
        theme.speak("en")


@pytest.mark.parametrize("width", range(360, 1000, 40))
def test_the_way_out_of_a_choice_stays_in_the_corner_however_little_room_there_is(qtbot, place, width):
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(1200, 300)
    bar = BulkBar(place.desk, around)
    bar.resize(width, 120)
    around.show()
    bar.show_count(3)
    qtbot.waitUntil(bar.drop.isVisible)
    corner, first = bar.drop.geometry(), bar.count.mapTo(bar.drop.parentWidget(), QPoint(0, 0))
    assert corner.top() <= first.y() + 8
    assert corner.right() == bar.drop.parentWidget().rect().right()


# -- keys pressed before the first rows are there ---------------------------------------------------------------


def ahead(qtbot, window, *keys, then=lambda: None):
    """Press keys over the list while its first rows are still being read; return the place once they are there.

    ``then`` is done before they are.
    """
    reading = threading.Event()
    listing = window.desk.app.ticket_list.listing

    def late(*asked, **named):
        assert reading.wait(60)
        return listing(*asked, **named)

    # Not the service is replaced, only when it answers.
    object.__setattr__(window.desk.app.ticket_list, "listing", late)
    window.go("tickets")
    place = window.places["tickets"]
    qtbot.waitUntil(place.browse.table.hasFocus)
    for key in keys:
        press(place, key)
    assert place.browse.listing is None and not place.on_page
    then()
    reading.set()
    qtbot.waitUntil(lambda: place.browse.listing is not None)
    return place


def test_steps_pressed_before_the_rows_are_there_are_taken_then(qtbot, sample_window):
    place = ahead(qtbot, sample_window, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: place.browse.table.current_number() == numbers(place)[2])
    place.browse.refresh()
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
    assert place.browse.table.current_number() == numbers(place)[2], "taken once"


def test_a_ticket_opened_before_the_rows_are_there_opens_then(qtbot, sample_window):
    place = ahead(qtbot, sample_window, Qt.Key.Key_J, Qt.Key.Key_Return)
    second = place.browse.model.numbers[1]
    qtbot.waitUntil(lambda: place.on_page and place.page.opened is not None)
    assert place.page.opened.row.number == second


def test_nothing_opens_where_somebody_went_elsewhere_meanwhile(qtbot, sample_window):
    keys = (Qt.Key.Key_J, Qt.Key.Key_Return)
    place = ahead(qtbot, sample_window, *keys, then=lambda: sample_window.go("today"))
    sample_window.go("tickets")
    settle(qtbot, sample_window)
    assert not place.on_page
