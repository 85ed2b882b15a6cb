"""The page of a running visit, its mini bar and its end, on a real library."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gemba.errors import DiskFull
from gemba.message import say
from gemba.model.values import ObservationKind
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.frame.banners import Banners
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.live.ending import DEBRIEF_LINES
from gemba.ui.live.line import LiveLine, lines_of
from gemba.ui.live.mini_bar import SIZE
from gemba.ui.live.page import LivePage
from gemba.ui.live.resume import BANNER, offer_running, running_visit


def texts(page):
    return [row.text for row in page.desk.app.observations.all()]


def type_line(page, line):
    QTest.keyClicks(page.entry.edit, line)
    QTest.keyClick(page.entry.edit, Qt.Key.Key_Return)


def turned(field):
    """Turn the wheel over a field."""
    at = QPointF(field.viewport().rect().center())
    glob = QPointF(field.viewport().mapToGlobal(at.toPoint()))
    down, none = QPoint(0, -120), Qt.MouseButton.NoButton
    still = Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, glob, QPoint(), down, none, Qt.KeyboardModifier.NoModifier, still, False)
    QApplication.sendEvent(field.viewport(), turn)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F4BC4"))
    for x in range(40, 200):
        image.setPixelColor(x, 60, QColor("#FFFFFF"))
    assert image.save(str(tmp_path / "screen.png"))
    return tmp_path / "screen.png"


def test_notes_grow_at_the_bottom_and_scrolling_back_is_left_alone(qtbot, live):
    for number in range(14):
        type_line(live, f"note {number} with enough words to fill more than one line of a narrow timeline, " * 2)
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 14)
    qtbot.waitUntil(live.timeline.at_end)
    live.timeline.verticalScrollBar().setValue(0)
    live.timeline.show_rows(live.timeline.rows.rows)
    assert live.timeline.verticalScrollBar().value() == 0


def test_a_picture_lands_at_this_minute_and_the_next_line_is_its_note_and_caption(qtbot, live, picture):
    mime = QMimeData()
    mime.setData("image/png", picture.read_bytes())
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(live.entry.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    (row,) = live.timeline.rows.rows
    assert row.pictures[0][1] == "01"
    assert row.text == "no note yet — type to caption it"
    assert live.entry.attached.isVisible()
    type_line(live, "The queue at nine")
    qtbot.waitUntil(lambda: live.timeline.rows.rows and live.timeline.rows.rows[0].kind is not None)
    (note,) = live.desk.app.observations.all()
    (capture,) = live.desk.app.captures.all()
    assert note.capture_ids == (capture.id,)
    assert capture.caption == "The queue at nine"
    assert not live.entry.attached.isVisible()


def test_the_privacy_pause_turns_pictures_off_and_lets_words_through(qtbot, live, picture):
    live.handlers()["live.pause"]()
    assert not live.sitting.pictures_allowed
    assert live.allows("live.paste") is False
    assert "Privacy pause" in live.card.pictures.text()
    assert live.entry.property("paused") is True
    said = []
    live.desk.toasted.connect(lambda toast: said.append(toast.text))
    live.pictures.paste()
    assert said and "Privacy pause" in said[0]
    type_line(live, "words are written")
    qtbot.waitUntil(lambda: texts(live) == ["words are written"])
    live.handlers()["live.pause"]()
    assert live.sitting.pictures_allowed


def test_without_the_consent_tick_the_picture_keys_are_off_and_say_so(qtbot, live):
    app = live.desk.app
    app.sessions.edit(live.session_id, SessionFields(consent=""))
    live.reload()
    assert not live.sitting.pictures_allowed
    assert live.card.pictures.text() == "Nobody agreed to pictures, so the picture keys are off."


def test_a_long_note_is_read_back_whole_and_corrected_where_it_stands(qtbot, live):
    long = "The agent moves from the mail program to the order system and back, " * 6
    for line in (long.strip(), "A short one"):
        type_line(live, line)
    qtbot.waitUntil(lambda: len(texts(live)) == 2)
    live.handlers()["live.end"]()
    qtbot.waitUntil(lambda: len(live.end_page.notes) == 2)
    first, second = live.end_page.notes.values()
    qtbot.waitUntil(lambda: first.height() > second.height())
    assert first.text() == long.strip()
    first.begin_at_end(first.text())
    assert first.cursorRect().bottom() <= first.viewport().height(), "a line of it is out of sight"
    turned(first)
    assert first.verticalScrollBar().value() == 0, "the wheel moves the page, not the words in a line"
    first.selectAll()
    QTest.keyClicks(first, "Moves to and fro")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    qtbot.waitUntil(lambda: texts(live)[0] == "Moves to and fro")
    QTest.keyClicks(second, "not this ")
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert second.text() == "A short one"
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert next(iter(live.end_page.answers.values())).hasFocus()
    assert texts(live)[1] == "A short one"


def test_who_agrees_after_the_beginning_lets_pictures_in_with_one_press_and_undo_takes_it_back(qtbot, live):
    assert not live.card.agreed.isVisible() and not live.allows("live.consent")
    app = live.desk.app
    app.sessions.edit(live.session_id, SessionFields(consent=""))
    qtbot.waitUntil(live.card.agreed.isVisible)
    assert live.allows("live.consent") and "pictures" not in live.nothing.sentence.text()
    live.mini.show_privacy()
    assert live.mini.entry.edit.placeholderText() == "Pictures are off"
    # the pause goes before: what is agreed to in it would change nothing that is seen
    live.handlers()["live.pause"]()
    assert not live.card.agreed.isVisible()
    live.handlers()["live.pause"]()
    QTest.mouseClick(live.card.agreed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.sitting.pictures_allowed)
    assert not live.card.agreed.isVisible() and live.card.pictures.text() == ""
    assert "pictures" in live.nothing.sentence.text()
    assert live.entry.edit.hasFocus()
    assert app.live.state(live.session_id).row.consent_words.startswith("Agreed to notes and pictures")
    app.history.undo()
    qtbot.waitUntil(live.card.agreed.isVisible)
    assert not live.sitting.pictures_allowed


def test_a_press_on_the_pause_leaves_the_keys_with_the_line(qtbot, live):
    QTest.mouseClick(live.card.buttons["live.pause"], Qt.MouseButton.LeftButton)
    assert live.sitting.paused
    assert live.entry.edit.hasFocus()
    assert live.card.buttons["live.pause"].focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_locked_screen_takes_no_picture_and_half_typed_text_is_handed_in_before_sleep(qtbot, live):
    # D-18, about the visit.
    live.sitting.news.lock_changed(True)
    assert not live.sitting.pictures_allowed
    assert "locked" in live.card.pictures.text()
    live.sitting.news.lock_changed(False)
    assert live.sitting.pictures_allowed
    QTest.keyClicks(live.entry.edit, "half typed")
    live.sitting._timer.stop()
    live.sitting.news.prepare_for_sleep(True)
    drafts = live.desk.app.observations.drafts
    qtbot.waitUntil(lambda: [one.text for one in lines_of(drafts().get(live.sitting.line.place, ""))] == ["half typed"])
    live.sitting.news.prepare_for_sleep(False)
    assert live.sitting._timer.isActive()


def test_sleep_is_told_on_the_card_and_can_be_counted(qtbot, live, fake_time):
    fake_time.passes(10)
    live.sitting.go_on_ticking()
    fake_time.sleeps(43 * 60)
    live.sitting.go_on_ticking()
    assert live.card.clock_word.text() == "Paused for 43 min while the computer slept; not counted."
    assert live.card.time.text() == "00:10"
    live.card.clock_button.click()
    assert live.card.time.text() == "43:10"
    assert not live.card.clock_word.isVisible()


def test_over_the_plan_is_said_in_words(live, fake_time):
    for _ in range(46 * 3):
        fake_time.passes(20)
        live.sitting.go_on_ticking()
    assert live.card.left.text() == "01:00 over the plan of 45 min"
    assert live.heading() == "Refunds desk · session 1 · live 46:00 / 45:00"


def test_half_typed_text_comes_back_with_its_kind_and_is_offered(qtbot, live):
    QTest.keyClicks(live.entry.edit, "/w half a thought")
    live.sitting.line.save_now()
    live.leave()
    again = LivePage(live.desk, live.session_id)
    again.show()
    again.enter()
    assert again.entry.edit.text() == "half a thought"
    assert again.sitting.line.kind is ObservationKind.WASTE
    assert again.entry.problem.isVisible()
    assert running_visit(live.desk)[1] == "half a thought"
    type_line(again, " and the rest")
    qtbot.waitUntil(lambda: texts(live) == ["half a thought and the rest"])
    again.leave()
    again.close()
    again.deleteLater()


def banners_of(live: LivePage) -> Banners:
    """The banners of the page's main window, none of them up."""
    windows = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    banners = next(one.banners for one in windows if one.desk is live.desk)
    banners.take_away(BANNER)
    return banners


def test_the_visit_that_somebody_sits_in_is_not_offered_though_the_offer_comes_late(qtbot, live):
    banners = banners_of(live)
    live.desk.sitting = lambda: None
    offer_running(live.desk, banners)
    assert BANNER in banners.shown
    banners.take_away(BANNER)
    live.sitting.begin()
    offer_running(live.desk, banners)
    assert BANNER not in banners.shown


def test_the_offer_goes_with_the_end_of_the_visit(qtbot, live):
    banners = banners_of(live)
    live.desk.sitting = lambda: None
    offer_running(live.desk, banners)
    assert BANNER in banners.shown
    live.desk.visit_ended.emit(live.session_id)
    assert BANNER not in banners.shown


def test_a_line_that_is_kept_is_not_offered_again(qtbot, live):
    QTest.keyClicks(live.entry.edit, "kept once")
    live.sitting.line.save_now().result()
    draft = live.desk.app.observations.drafts()[live.sitting.line.place]
    QTest.keyClick(live.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.entry.edit.text() == "")
    live.leave()
    # As after a crash between the note and the emptying of its draft.
    live.desk.app.observations.keep_draft(live.sitting.line.place, draft)
    line = LiveLine(live.desk, live.session_id, live.sitting.clock.now)
    assert line.restore() is False
    assert line.text == ""
    assert texts(live) == ["kept once"]


def test_up_goes_into_the_timeline_typing_there_goes_on_in_the_line(qtbot, live):
    type_line(live, "first")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    QTest.keyClick(live.entry.edit, Qt.Key.Key_Up)
    qtbot.waitUntil(live.timeline.hasFocus)
    assert live.inspect.note is not None
    QTest.keyClicks(live.timeline, "n")
    assert live.entry.edit.hasFocus()
    assert live.entry.edit.text() == "n"


def test_a_note_is_corrected_in_the_inspector(qtbot, live):
    type_line(live, "/a Sheet A | 30")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    live.timeline.choose(live.timeline.rows.rows[0].id)
    assert live.inspect.text.words() == "Sheet A | 30"
    live.inspect.text.setPlainText("Sheet B | 45")
    QTest.keyClick(live.inspect.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(live) == ["Sheet B"])
    assert live.desk.app.artifacts.sightings()[0].minutes_per_week == 45


# -- mini bar -----------------------------------------------------------------------------------------------------


def test_the_mini_bar_has_the_same_line_and_stays_on_the_screen(qtbot, live):
    QTest.keyClicks(live.entry.edit, "/w begun in the window")
    mini = live.mini
    mini.appear()
    assert mini.size() == SIZE
    assert mini.entry.edit.text() == "begun in the window"
    mini.entry.edit.setFocus()
    QTest.keyClicks(mini.entry.edit, " and ended in the bar")
    assert live.sitting.line.text == "begun in the window and ended in the bar"
    QTest.keyClick(mini.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(live) == ["begun in the window and ended in the bar"])
    qtbot.waitUntil(lambda: mini.entry.edit.text() == live.entry.edit.text() == "")
    screen = QGuiApplication.primaryScreen().availableGeometry()
    mini.move(QPoint(screen.right() + 500, screen.bottom() + 500))
    mini.keep_on_screen()
    assert screen.contains(mini.frameGeometry())
    mini.go_back()
    assert not mini.isVisible()
    kept = mini.pos()
    mini.move(0, 0)
    mini.appear()
    assert mini.pos() == kept


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_key_of_the_window_in_the_mini_bar_brings_the_window_back_as_large_as_it_was(qtbot, start, library):
    window = start(library).open_window("sessions")
    qtbot.waitUntil(lambda: window.place_name == "sessions")
    window.showMaximized()
    sessions = window.place
    sessions.go_live(window.desk.app.sessions.all()[0].id)
    qtbot.waitUntil(lambda: sessions.live is not None and sessions.live.isVisible())
    page = sessions.live
    for goes_on in (lambda: window.go("today"), page.mini.go_back, page.end):
        page.toggle_mini()
        assert window.isMinimized() and page.mini.isVisible()
        goes_on()
        qtbot.waitUntil(lambda: not window.isMinimized())
        assert window.isMaximized() and not page.mini.isVisible()
        window.go("sessions")
    page.go_on()
    page.toggle_mini()
    window.close()
    QApplication.processEvents()
    assert not window.isVisible() and not page.mini.isVisible()


def test_the_mini_bar_greys_and_its_pictures_are_off_in_the_pause(live):
    live.mini.appear()
    live.mini.pause.click()
    assert live.sitting.paused
    assert live.mini.property("paused") is True
    assert not live.mini.picture.isEnabled()
    live.mini.pause.click()
    assert live.mini.picture.isEnabled()


def test_every_control_of_the_visit_has_a_name(live):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    live.mini.appear()
    for top in (live, live.mini, live.inspect):
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
            for widget in top.findChildren(kind):
                if (
                    widget.isVisibleTo(top)
                    and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                    and not widget.objectName().startswith("qt_")
                ):
                    named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
                    assert named, widget


# -- end ----------------------------------------------------------------------------------------------------------


def test_the_end_reads_back_asks_five_lines_and_can_be_gone_on_from(qtbot, live):
    type_line(live, "read me alud")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    live.handlers()["live.end"]()
    app = live.desk.app
    qtbot.waitUntil(lambda: app.live.state(live.session_id).row.ended is not None)
    page = live.end_page
    (field,) = page.notes.values()
    assert field.text() == "read me alud"
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, "read me aloud")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(live) == ["read me aloud"])
    assert len(page.answers) == len(DEBRIEF_LINES) == 5
    for kind, answer in page.answers.items():
        answer.setFocus()
        QTest.keyClicks(answer, f"answer {kind.value}")
        QTest.keyClick(answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(texts(live)) == 6)
    tagged = [row for row in app.observations.all() if "debrief" in row.tags]
    assert {row.kind for row in tagged} == set(page.answers)
    page.go_back.click()
    qtbot.waitUntil(lambda: app.live.state(live.session_id).row.ended is None)
    with qtbot.waitSignal(live.ended):
        live.handlers()["live.end"]()
        page.finish.click()


def test_what_has_the_keys_after_the_last_review_is_in_sight(qtbot, live, picture):
    app = live.desk.app
    row = app.captures.add_file(picture, session=live.session_id)
    live.resize(1280, 500)
    live.handlers()["live.end"]()
    page = live.end_page
    qtbot.waitUntil(lambda: not page.review.isHidden())
    page._focus(page.review)
    annotator = QWidget()
    qtbot.addWidget(annotator)
    annotator.show()
    annotator.activateWindow()
    qtbot.waitActive(annotator)
    app.captures.review(row.id, by="facilitator")
    live.reload()
    qtbot.waitUntil(page.review.isHidden)
    assert live.window().focusWidget() is page.finish
    qtbot.waitUntil(lambda: page.viewport().rect().contains(_of(page.finish, page.viewport())))


def _of(widget: QWidget, ground: QWidget) -> QRect:
    return QRect(widget.mapTo(ground, QPoint(0, 0)), widget.size())


def test_a_line_still_typed_at_the_end_is_read_back_too_and_takes_no_focus_away(qtbot, live):
    type_line(live, "first")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    live.entry.edit.setFocus()
    QTest.keyClicks(live.entry.edit, "and last")
    live.handlers()["live.end"]()
    qtbot.waitUntil(lambda: len(live.end_page.notes) == 2)
    assert [field.hasFocus() for field in live.end_page.notes.values()] == [True, False]
    assert [field.text() for field in live.end_page.notes.values()] == ["first", "and last"]


def test_the_heading_says_live_only_while_the_visit_runs(qtbot, live):
    assert "live" in live.heading()
    live.end()
    assert "ended after" in live.heading() and "live" not in live.heading()
    live.go_on()
    assert "live" in live.heading() and "ended" not in live.heading()


def test_a_promise_without_a_day_is_asked_for_it_at_the_end_and_gets_it_in_its_line(qtbot, live):
    type_line(live, "/p Ask Finance who answers")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    live.end()
    page = live.end_page
    qtbot.waitUntil(lambda: len(page.asking) == 1)
    (button,) = page.asking.values()
    assert "Ask Finance who answers" in button.text()
    button.click()
    (field,) = page.notes.values()
    assert field.hasFocus() and field.text() == "Ask Finance who answers | who: facilitator | due: "
    QTest.keyClicks(field, "Friday")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.asking and "due when?" not in page.promises.text())
    (promise,) = live.desk.app.live.state(live.session_id).promises
    assert date.fromisoformat(promise.due).weekday() == 4 and promise.text == "Ask Finance who answers"


def test_where_a_day_is_to_be_written_stays_so_while_the_line_is_read_anew_and_escape_takes_it_back(qtbot, live):
    type_line(live, "/p Ask Finance")
    type_line(live, "/o A note")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 2)
    live.end()
    page, app = live.end_page, live.desk.app
    qtbot.waitUntil(lambda: len(page.asking) == 1 and not live.desk.saving)
    (button,) = page.asking.values()
    field, other = page.notes.values()
    stands = field.text()
    button.click()
    note = next(one for one in live.rows.timeline.notes if one.text == "A note")
    app.observations.edit(note.id, ObservationFields(text="Read anew"))
    qtbot.waitUntil(lambda: other.text() == "Read anew")
    assert field.text() == "Ask Finance | who: facilitator | due: " and field.textCursor().atEnd()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == stands, "nothing was written"
    button.click()
    other.setFocus()
    assert field.text() == stands
    button.click()
    QTest.keyClicks(field, "Friday")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(one.due for one in app.live.state(live.session_id).promises))


def test_a_visit_that_is_at_its_end_does_not_end_again_later(qtbot, live, fake_time):
    live.end()
    qtbot.waitUntil(lambda: live.desk.app.live.state(live.session_id).row.ended is not None and not live.desk.saving)
    ended = live.desk.app.live.state(live.session_id).row.ended
    answer = list(live.end_page.answers.values())[2]
    answer.setFocus()
    fake_time.passes(300)
    live.handlers()["live.end"]()
    qtbot.waitUntil(lambda: not live.desk.saving)
    assert answer.hasFocus()
    assert live.desk.app.live.state(live.session_id).row.ended == ended


def test_words_that_are_no_day_do_not_become_who_promised_it(qtbot, live):
    type_line(live, "/p Ask Finance | who: agent")
    type_line(live, "/p Ask R&D")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 2)
    live.end()
    page = live.end_page
    qtbot.waitUntil(lambda: len(page.asking) == 2)
    for _ in "twice":
        next(one for one in page.asking.values() if "R&&D" in one.text()).click()
    field = next(one for one in page.notes.values() if "R&D" in one.text())
    assert field.text() == "Ask R&D | who: facilitator | due: "
    QTest.keyClicks(field, "one of these days")
    QTest.keyClick(field, Qt.Key.Key_Return)

    def promises():
        return {(one.text, one.by_role, one.due) for one in live.desk.app.live.state(live.session_id).promises}

    expected = {("Ask Finance", "agent", ""), ("Ask R&D (one of these days)", "facilitator", "")}
    qtbot.waitUntil(lambda: promises() == expected)


def test_the_button_of_a_promise_says_what_the_line_says_now(qtbot, live):
    type_line(live, "/p Ask Finanze")
    qtbot.waitUntil(lambda: len(live.timeline.rows.rows) == 1)
    live.end()
    page = live.end_page
    qtbot.waitUntil(lambda: len(page.asking) == 1)
    (button,) = page.asking.values()
    (field,) = page.notes.values()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Ask Finance")
    button.setFocus()
    qtbot.waitUntil(lambda: button.text().startswith("Ask Finance ·"))
    assert list(page.asking.values()) == [button] and button.hasFocus()


def test_a_visit_at_its_end_stays_ended_when_one_comes_back_to_it(qtbot, sample_window):
    desk = sample_window.desk
    session = desk.app.sessions.all()[0].id
    sample_window.go("sessions", f"live:{session}")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live and not desk.saving)
    live: LivePage = place.live
    sample_window.trigger("live.end")
    qtbot.waitUntil(lambda: desk.app.live.state(session).row.ended is not None and not desk.saving)
    ended = desk.app.live.state(session).row.ended
    answer = list(live.end_page.answers.values())[2]
    answer.setFocus()
    qtbot.waitUntil(answer.hasFocus)
    sample_window.go("today")
    qtbot.waitUntil(lambda: not live.isVisible())
    with qtbot.assertNotEmitted(desk.visit_entered):
        sample_window.go("sessions")
    qtbot.waitUntil(lambda: live.isVisible() and not desk.saving)
    assert desk.app.live.state(session).row.ended == ended
    assert not live.sitting._timer.isActive(), "the clock runs on though the visit is over"
    assert live.parts.currentWidget() is live.end_page and "ended after" in live.heading()
    qtbot.waitUntil(answer.hasFocus)
    live.end_page.go_back.click()
    qtbot.waitUntil(lambda: desk.app.live.state(session).row.ended is None)
    assert live.sitting._timer.isActive()


def test_an_end_that_the_disk_did_not_take_can_be_tried_again(qtbot, live):
    full = [True]

    def refuse(op, touched):
        if full[0]:
            raise DiskFull(say("The disk is full."), mend=say("Free some room."))

    app = live.desk.app
    app.library.before_commit.append(refuse)
    with qtbot.waitSignal(live.desk.toasted) as toasted:
        live.end()
    assert "The disk is full." in toasted.args[0].text
    qtbot.waitUntil(lambda: not live.desk.saving)
    assert app.live.state(live.session_id).row.ended is None
    full[0] = False
    with qtbot.waitSignal(live.desk.visit_ended):
        live.handlers()["live.end"]()
    assert app.live.state(live.session_id).row.ended is not None
    assert live.parts.currentWidget() is live.end_page


def test_an_end_that_was_undone_is_none_and_can_be_written_again(qtbot, live, fake_time):
    app, desk = live.desk.app, live.desk

    def ended():
        return app.live.state(live.session_id).row.ended

    live.end()
    qtbot.waitUntil(lambda: ended() is not None and not desk.saving)
    first = ended()
    desk.do(app.history.undo)
    qtbot.waitUntil(lambda: live.parts.currentWidget() is not live.end_page)
    assert ended() is None and "live" in live.heading() and live.sitting._timer.isActive()
    desk.do(app.history.redo)
    qtbot.waitUntil(lambda: live.parts.currentWidget() is live.end_page)
    assert ended() == first and not live.sitting._timer.isActive()
    desk.do(app.history.undo)
    qtbot.waitUntil(lambda: live.parts.currentWidget() is not live.end_page)
    fake_time.passes(300)
    with qtbot.waitSignal(desk.visit_ended):
        live.handlers()["live.end"]()
    assert ended() is not None and live.parts.currentWidget() is live.end_page


def test_an_end_undone_while_one_was_elsewhere_is_none_when_one_comes_back(qtbot, live):
    app, desk = live.desk.app, live.desk
    live.end()
    qtbot.waitUntil(lambda: app.live.state(live.session_id).row.ended is not None and not desk.saving)
    live.leave()
    with qtbot.waitSignal(desk.changed):
        desk.do(app.history.undo)
    live.enter()
    assert live.parts.currentWidget() is not live.end_page and "live" in live.heading()
    qtbot.waitUntil(live.entry.edit.hasFocus)


def test_a_visit_gone_on_with_stays_so_whatever_was_read_before(qtbot, live):
    app, desk = live.desk.app, live.desk
    live.end()
    qtbot.waitUntil(lambda: app.live.state(live.session_id).row.ended is not None and not desk.saving)
    read_before = app.live.state(live.session_id).row
    live.go_on()
    live.visit_end.look(read_before)
    assert live.parts.currentWidget() is not live.end_page
    qtbot.waitUntil(lambda: app.live.state(live.session_id).row.ended is None and not desk.saving)
    assert live.parts.currentWidget() is not live.end_page
