"""What the first opening of a visit makes and lays out: what is seen of it, and that once."""

from threading import Event

from PySide6.QtWidgets import QWidget

from gemba.services.visits.observations import ObservationFields
from gemba.ui.sessions.chat_tab import ChatTab
from gemba.ui.sessions.late_part import LatePart
from gemba.ui.sessions.page import SessionPage
from gemba.ui.sessions.people_tab import PeopleTab


def test_the_list_of_visits_makes_no_page(qtbot, place):
    assert place.window().findChildren(SessionPage) == []
    place.show_row("S1")
    qtbot.waitUntil(lambda: len(place.window().findChildren(SessionPage)) == 1)


def test_a_part_is_made_when_it_is_turned_to_and_shows_what_came_meanwhile(qtbot, page):
    assert page.findChildren(PeopleTab) == page.findChildren(ChatTab) == []
    page.tabs.setCurrentIndex(2)
    (people,) = page.findChildren(PeopleTab)
    qtbot.waitUntil(people.isVisible)
    there = len(people.rows.rows)
    assert there == len(page.page.facilitators) + len(page.page.people)
    page.show_notes()
    session, sessions = page.session, page.desk.app.sessions
    sessions.add_person(session, role="shift lead")
    qtbot.waitUntil(lambda: page.tabs.tabText(2).endswith(str(there + 1)))
    assert len(people.rows.rows) == there, "filled while nobody looks"
    page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(people.rows.rows) == there + 1)
    assert page.findChildren(ChatTab) == []


def test_the_words_of_a_visit_are_broken_into_lines_for_one_width(qtbot, page):
    qtbot.waitUntil(lambda: page.inspected.isVisible() and page.timeline.view.isVisible())
    delegate = page.timeline.view.delegate
    qtbot.waitUntil(lambda: len(delegate._heights) > 0)
    assert len({width for _, _, width in delegate._heights}) == 1
    page.window().resize(page.window().width() - 100, page.window().height())
    qtbot.waitUntil(lambda: len({width for _, _, width in delegate._heights}) > 1)


def test_a_part_is_filled_only_where_something_else_is_to_be_seen(qtbot):
    filled: list[str] = []
    part: LatePart[QWidget, str] = LatePart(QWidget, lambda widget, facts: filled.append(facts))
    qtbot.addWidget(part)
    part.take("first")
    assert filled == []
    part.show()
    assert filled == ["first"]
    assert part.part.isVisible()
    part.take("second")
    part.take("second")
    assert filled == ["first", "second"]
    part.hide()
    part.take("third")
    assert filled == ["first", "second"]
    assert isinstance(part.part, QWidget), "whoever asks for it gets it filled"
    assert filled[-1] == "third"


def test_what_was_asked_before_does_not_come_over_the_visit_that_was_read_since(qtbot, place, page, monkeypatch):
    pages, held = page.desk.app.visit_pages, Event()
    read, first = pages.page, page.session

    def slow(reference):
        if reference == first:
            held.wait(60)
        return read(reference)

    monkeypatch.setattr(pages, "page", slow)
    try:
        # As the window does where another place was in front: the place reads what it shows, and what is wanted.
        place.enter()
        place.show_row("S2")
        qtbot.waitUntil(lambda: page.page is not None and page.page.row.number == 2)
    finally:
        held.set()
    qtbot.waitUntil(lambda: page.desk.jobs.busy == 0)
    assert page.page.row.number == 2
    assert page.session != first


def test_the_inspector_shows_what_was_read_last_of_a_note_whatever_lies_where_it_lay(qtbot, page):
    qtbot.waitUntil(page.inspected.isVisible)
    shown = []
    page.inspected.show_note = lambda note, read: shown.append(read)
    for minutes in ("11", "12", "13"):
        note, before = page.note(), page.page
        page.desk.app.observations.edit(note.id, ObservationFields(text=f"Typed for {minutes} minutes"))
        qtbot.waitUntil(lambda before=before: page.page is not before)
        assert shown[-1] is page.page
