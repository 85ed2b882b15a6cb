"""Tab goes through a window as it is laid out, also past lines that were made anew, and round again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gemba.model.values import Criterion
from gemba.services.tickets.fields import TicketFields
from gemba.ui.frame.tab_order import _stops, order_of
from gemba.ui.widgets.line_row import LineButton
from tests.ui.states import settle


def names_by_tab(window, first: QWidget) -> list[str]:
    """Return what Tab stops at, beginning with one widget, until it is back there."""
    first.setFocus()
    said: list[str] = []
    while not said or QApplication.focusWidget() is not first:
        here = QApplication.focusWidget()
        said.append(here.accessibleName() or type(here).__name__)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        assert len(said) < 200, said
    return said


def test_lines_made_anew_stay_where_they_stand(qtbot, sample_window):
    sample_window.go("today")
    place = sample_window.places["today"]
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.findChildren(LineButton)))
    settle(qtbot, sample_window)  # the columns come one by one
    qtbot.waitUntil(lambda: sample_window.status.standing is not None)  # and the line at the foot counts behind them
    before = names_by_tab(sample_window, place._new)
    lines = lambda name: [one for one in place._sections[name].findChildren(LineButton) if one.isVisible()]  # noqa: E731
    shown = lines("promises")[0]
    place._load()
    qtbot.waitUntil(lambda: bool(lines("promises")) and shown not in lines("promises"))
    settle(qtbot, sample_window)
    after = names_by_tab(sample_window, place._new)
    # Up to the rail: what the status line has counted meanwhile stands behind it.
    assert after[: after.index("Today")] == before[: before.index("Today")]
    first, told, decided = (lines(name)[0].accessibleName() for name in ("promises", "calls", "decisions"))
    assert after.index(first) < after.index(told) < after.index(decided), "column by column"


def test_the_inspector_comes_after_the_notes_and_its_fields_stand_in_their_order(qtbot, sample_window):
    sample_window.go("sessions", "S1")
    page = sample_window.places["sessions"].page
    qtbot.waitUntil(lambda: page.note() is not None and page.inspected.at.isVisible())
    qtbot.waitUntil(page.timeline.view.hasFocus)
    said = names_by_tab(sample_window, page.timeline.view)
    fields = ["Time", "Kind", "Seen as", "Said", "Waste", "Tags"]
    assert [name for name in said if name in fields] == fields
    assert said.index("Time") < said.index("Today"), "after the notes, and before it begins again at the rail"
    assert said.index("Charter") < said.index("Parts of the visit")


def test_shift_tab_is_the_way_back(qtbot, sample_window):
    sample_window.go("structure")
    place = sample_window.places["structure"]
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.findChildren(LineButton)))
    stops = list(_stops(sample_window))
    stops[3].setFocus()
    QTest.keyClick(stops[3], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stops[4]
    QTest.keyClick(stops[4], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is stops[3]


def test_tab_goes_from_a_tickets_title_straight_to_what_happened(qtbot, sample_window):
    sample_window.go("tickets", "T11")
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    settle(qtbot, sample_window)
    page = place.page
    page.head.title.setFocus()
    QTest.keyClick(page.head.title, Qt.Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None and page.criteria.isAncestorOf(here)
    QTest.keyClick(here, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.head.title
    assert set(order_of(sample_window)) == set(_stops(sample_window)), "nothing is lost by it"


def test_tab_passes_the_button_of_a_picture_that_is_missing_where_letters_are_keys(qtbot, sample_window):
    reference = sample_window.desk.app.tickets.new(TicketFields(title="No picture yet")).row.id
    sample_window.go("tickets", reference)
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    settle(qtbot, sample_window)
    page = place.page
    assert page.criteria.cards[Criterion.PICTURE].mend.isVisible()
    page.head.title.setFocus()
    QTest.keyClick(page.head.title, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.editing.widget("where")
    QTest.keyClick(page.editing.widget("where"), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.head.title
    QTest.keyClick(page.head.title, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.criteria.cards[Criterion.PICTURE].mend


FIGURES = ("money_low", "money_likely", "money_high", "currency", "per", "arithmetic")
FIELDS = ("where", "expected", "happened", "fix", "fix_kind", *FIGURES, "effort_low", "effort_likely", "effort_high")


def test_a_ticket_is_typed_from_field_to_field_and_no_key_falls_on_a_button(qtbot, sample_window):
    sample_window.go("tickets", "new")
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    settle(qtbot, sample_window)
    page = place.page
    cards = page.criteria.cards
    page.head.title.setFocus()
    QTest.keyClicks(page.head.title, "Typed without a look at the screen")
    for name in (*FIELDS, "owner", "owner_team"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        field = page.editing.widget(name)
        assert QApplication.focusWidget() is field, name
        if name == "effort_low":
            assert cards[Criterion.MONEY].mend.isVisible(), "or this proves nothing"
        if name not in ("fix_kind", "per"):
            QTest.keyClicks(field, "7")
            assert field.read() == "7", name


def test_what_mends_a_criterion_comes_after_the_fields_in_the_order_of_the_gate(qtbot, sample_window):
    reference = sample_window.desk.app.tickets.new(TicketFields(title="Nothing but a title")).row.id
    sample_window.go("tickets", reference)
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    settle(qtbot, sample_window)
    page, stops = place.page, order_of(sample_window)
    mends = [stops.index(card.mend) for card in page.criteria.cards.values()]
    named = (page.editing.widget(name) for name in (*FIELDS, "owner", "owner_team"))
    fields = [stops.index(field) for field in (page.head.title, *named)]
    assert mends[0] < fields[0] and fields == sorted(fields) and mends[1:] == sorted(mends[1:])
    assert fields[-1] < stops.index(page.side.teams.add) < mends[1]
    assert set(stops) == set(_stops(sample_window)), "nothing is lost by it"
