"""The way from a visit's page to the live session and back: what is not ended can be gone on with."""

from PySide6.QtCore import Qt

Key = Qt.Key


def test_a_visit_goes_on_live_stays_while_one_looks_elsewhere_and_ends_on_its_page(qtbot, page, place, press):
    session = page.session
    assert page.header.live_button.text() == "Go live"
    press(Key.Key_L)
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    assert place.current_row() == session
    assert place.allows("live.end")
    place.show_list()
    assert place.front is place.list
    assert not place.allows("live.end")
    place.open_session(session)
    assert place.front is place.live
    app = place.desk.app
    place.desk.do(lambda: app.live.end(session))
    qtbot.waitUntil(lambda: app.sessions.all()[0].ended is not None)
    place.live.ended.emit(session)
    assert place.front is place.page
    assert place.live is None
    qtbot.waitUntil(lambda: page.page is not None and page.page.row.ended is not None)
    assert not page.header.live_button.isVisible()


def test_a_visit_left_running_offers_to_go_on(qtbot, page):
    app, session = page.desk.app, page.session
    page.desk.do(lambda: app.live.go_on(session))
    qtbot.waitUntil(lambda: page.header.live_button.text() == "Go on live")
    assert page.header.live_button.isVisible()
    assert page.header.live_button.property("role") == "primary"
