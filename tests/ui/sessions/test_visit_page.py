"""The page of a visit: its head edited in place, its notes filtered, changed, taken out, and what was found besides."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from gemba.errors import DiskFull
from gemba.message import say
from gemba.model.values import ObservationKind, SeenAs
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Toast
from gemba.ui.sessions.visits_model import VisitsModel
from gemba.ui.widgets.toggling import ToggleButton

Key = Qt.Key


@pytest.fixture
def app(page):
    return page.desk.app


def visit(app):
    return app.sessions.all()[0]


def note_of(app, source_id):
    return app.observations.one(source_id)


def choose(qtbot, page, source_id):
    note = note_of(page.desk.app, source_id)
    page.show_note(note.id)
    qtbot.waitUntil(lambda: page.note() is not None and page.note().id == note.id)
    qtbot.waitUntil(page.inspected.isVisible)
    return note


# -- head -------------------------------------------------------------------------------------------------------


def test_the_head_says_who_and_why(page):
    assert page.header.team.text() == "Refunds & Chargebacks"
    assert page.header.charter.toPlainText().startswith("Why does a customer wait nine days")
    assert page.header.fields["minutes"].text() == "90"
    assert page.header.share.text() == "seen live 67\u00a0% (8 of 12) · not stated for 8 of 20"


def test_a_language_is_said_by_its_own_name_and_kept_by_its_code(qtbot, page, app):
    field = page.header.fields["language"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "english")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: visit(app).language == "en")
    qtbot.waitUntil(lambda: field.text() == "English")
    field.selectAll()
    QTest.keyClicks(field, "Polish")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: visit(app).language == "Polish")


def test_the_parts_begin_where_the_head_does_and_count_everybody_they_show(page):
    tabs, header = page.tabs, page.header
    first = tabs.mapTo(page, tabs.tabRect(0).topLeft()).x() + 12  # the sheet's room beside a tab's words
    assert first == header.code.mapTo(page, header.code.rect().topLeft()).x()
    assert tabs.tabText(2) == f"People  {len(page.people.rows.rows)}"


@pytest.mark.parametrize("narrow", [True, False])
def test_the_head_is_read_in_full_where_there_is_little_room(qtbot, page, narrow):
    header = page.header
    page.window().resize(900 if narrow else 1500, 700)
    qtbot.waitUntil(lambda: (header.width() < 600) is narrow)
    place, language = header.fields["place"], header.fields["language"]
    qtbot.waitUntil(
        lambda: (place.mapTo(header, place.pos()).y() > language.mapTo(header, language.pos()).y()) is narrow
    )
    assert place.width() > place.fontMetrics().horizontalAdvance("office floor 2, desks 14 to 18, near the window")
    assert header.team.width() >= header.team.fontMetrics().horizontalAdvance(header.team.text())
    assert header.report_button.accessibleName() == "Report…"
    assert (header.report_button.text() == "") is narrow
    label = next(one for one in header.findChildren(QLabel) if one.buddy() is place)
    assert label.width() <= label.sizeHint().width() or not narrow, "no gap parts the name from what is named"
    assert place.width() <= 440 or narrow


def test_the_charter_is_changed_in_place_and_undone(qtbot, page, app):
    field = page.header.charter
    before = field.toPlainText()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Who waits for whom?")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: visit(app).charter == "Who waits for whom?")
    page.desk.do(lambda: app.history.undo())
    qtbot.waitUntil(lambda: field.toPlainText() == before)


def test_esc_gives_back_what_stood_there(page, app):
    field = page.header.fields["place"]
    before = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "elsewhere")
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == before
    assert visit(app).place == before


@pytest.mark.parametrize(("name", "typed"), [("date", "tomorrow"), ("minutes", "long"), ("minutes", "0")])
def test_what_cannot_be_is_said_beside_the_field(qtbot, page, app, name, typed):
    before = visit(app)
    field = page.header.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: page.header.problem.isVisible())
    assert field.property("wrong") == "true"
    assert field.text() == typed
    assert visit(app) == before
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == {"date": before.date, "minutes": str(before.planned_minutes)}[name]


# -- notes ------------------------------------------------------------------------------------------------------


def test_filters_by_kind_seen_and_words(page):
    view = page.timeline.view
    page.timeline.kinds.setCurrentIndex(page.timeline.kinds.findData(ObservationKind.PROMISE.value))
    assert [row.kind for row in view.rows.rows] == [ObservationKind.PROMISE]
    page.timeline.clear()
    page.timeline.seen.setCurrentIndex(page.timeline.seen.findData("unset"))
    assert len(view.rows.rows) == 8
    page.timeline.clear()
    assert len(view.rows.rows) == 20


def test_words_filter_and_nothing_found_says_so(qtbot, page):
    page.timeline.text.setText("order id")
    qtbot.waitUntil(lambda: 0 < len(page.timeline.view.rows.rows) < 20)
    page.timeline.text.setText("zebra")
    qtbot.waitUntil(lambda: page.timeline.stack.currentWidget() is page.timeline.nothing_found)
    QTest.mouseClick(page.timeline.nothing_found.button, Qt.MouseButton.LeftButton)
    assert len(page.timeline.view.rows.rows) == 20


def test_j_and_k_choose_and_the_inspector_follows(qtbot, page, press):
    press(Key.Key_J)
    qtbot.waitUntil(lambda: page.inspected.note is not None and page.inspected.note == page.note())
    assert page.note() == page.page.notes[1]
    press(Key.Key_K)
    assert page.note() == page.page.notes[0]


def test_a_note_is_edited_where_it_stands(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    press(Key.Key_E)
    editor = page.timeline.editor
    qtbot.waitUntil(editor.field.hasFocus)
    editor.field.selectAll()
    QTest.keyClicks(editor.field, "The sheet has 34 rows.")
    QTest.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: app.observations.one(note.id).text == "The sheet has 34 rows.")
    assert not editor.field.isVisible()
    assert page.timeline.view.hasFocus()
    # What was decided by hand after the import was the first change.
    qtbot.waitUntil(lambda: page.inspected.history.changes == 2)
    QTest.mouseClick(page.inspected.history.button, Qt.MouseButton.LeftButton)
    assert note.text in page.inspected.history.steps.text()


def test_what_is_typed_into_a_note_goes_on_from_its_end_and_its_words_stay_where_they_were(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    view, editor = page.timeline.view, page.timeline.editor
    press(Key.Key_E)
    qtbot.waitUntil(editor.field.hasFocus)
    words = view.delegate.text_left(view.delegate.row_width()) + view.visualRect(view.currentIndex()).left()
    editor.field.moveCursor(QTextCursor.MoveOperation.Start)
    drawn = editor.field.viewport().mapTo(view.viewport(), editor.field.cursorRect().topLeft())
    assert abs(drawn.x() - words) <= 1
    editor.field.moveCursor(QTextCursor.MoveOperation.End)
    press(Key.Key_Escape)
    press(Key.Key_E)
    qtbot.waitUntil(editor.field.hasFocus)
    QTest.keyClicks(editor.field, " Again")
    QTest.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: app.observations.one(note.id).text == f"{note.text} Again")


def test_the_wheel_moves_through_a_note_that_is_too_long_to_be_seen_whole(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    app.observations.edit(note.id, ObservationFields(text="very long words " * 700))
    qtbot.waitUntil(lambda: page.note() is not None and len(page.note().text) > 9_000)
    press(Key.Key_E)
    field = page.timeline.editor.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.waitUntil(lambda: field.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    bar = field.verticalScrollBar()
    bar.setValue(0)
    at = QPointF(field.viewport().rect().center())
    turn = QWheelEvent(
        at,
        QPointF(field.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.viewport(), turn)
    assert bar.value() > 0


def test_esc_leaves_the_note_as_it_was(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    press(Key.Key_F2)
    field = page.timeline.editor.field
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "something else")
    QTest.keyClick(field, Key.Key_Escape)
    assert not field.isVisible()
    assert app.observations.one(note.id).text == note.text
    qtbot.waitUntil(lambda: f"note.edit.{note.id}" not in app.observations.drafts())


def test_half_typed_words_are_there_again(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    press(Key.Key_E)
    editor = page.timeline.editor
    qtbot.waitUntil(editor.field.hasFocus)
    editor.field.selectAll()
    QTest.keyClicks(editor.field, "half typ")
    qtbot.waitUntil(lambda: app.observations.drafts().get(f"note.edit.{note.id}") == "half typ")
    editor.note = None
    editor.field.hide()
    editor.begin(note)
    assert editor.field.toPlainText() == "half typ"


def test_chinese_and_vietnamese_are_kept_as_typed(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    for text in ("客服把订单号抄了两遍。", "Nhân viên chép mã đơn hàng hai lần."):
        press(Key.Key_E)
        field = page.timeline.editor.field
        qtbot.waitUntil(field.hasFocus)
        field.setPlainText(text)
        QTest.keyClick(field, Key.Key_Return)
        qtbot.waitUntil(lambda text=text: app.observations.one(note.id).text == text)
        qtbot.waitUntil(page.timeline.view.hasFocus)


def test_a_note_taken_out_comes_back_from_the_toast(qtbot, page, app, press):
    note = choose(qtbot, page, "T1-0912")
    toasts: list[Toast] = []
    page.desk.toasted.connect(toasts.append)
    press(Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.timeline.view.rows.rows) == 19)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].button == "Undo"
    toasts[-1].action()
    qtbot.waitUntil(lambda: len(page.timeline.view.rows.rows) == 20)
    assert app.observations.one(note.id).text == note.text


def test_fields_of_the_inspector_are_kept_at_once(qtbot, page, app):
    note = choose(qtbot, page, "T1-0912")
    shown = page.inspected
    shown.seen.setCurrentIndex(shown.seen.findData(SeenAs.TOLD.value))
    shown.seen.activated.emit(shown.seen.currentIndex())
    qtbot.waitUntil(lambda: app.observations.one(note.id).seen_as is SeenAs.TOLD)
    shown.tags.setText("copy, sheet")
    QTest.keyClick(shown.tags, Key.Key_Return)
    qtbot.waitUntil(lambda: app.observations.one(note.id).tags == ("copy", "sheet"))


def test_a_time_is_the_teams_and_nonsense_is_refused(qtbot, page, app):
    note = choose(qtbot, page, "T1-0912")
    field = page.inspected.at
    field.setText("09:15")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: app.observations.one(note.id).at.local().strftime("%H:%M") == "09:15")
    assert app.observations.one(note.id).at.offset_minutes == note.at.offset_minutes
    field.setText("later")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(page.inspected.problem_text.isVisible)


def test_the_way_from_a_note_to_its_ticket_and_a_new_one(qtbot, page, press):
    wanted = []
    page.desk.wants.disconnect()
    page.desk.wants.connect(lambda *where: wanted.append(where))
    note = next(one for one in page.page.notes if page.page.tickets.get(one.id))
    page.show_note(note.id)
    number = page.page.tickets[note.id][0].number
    press(Key.Key_G)
    press(Key.Key_T)
    assert wanted == [("tickets", f"T{number}"), ("tickets", f"new:{note.id}")]


def test_the_place_opens_a_visit_at_a_note(qtbot, place):
    note = place.desk.app.observations.one("T3-0914")
    place.show_row(note.id)
    qtbot.waitUntil(lambda: place.page.page is not None and place.page.note() is not None)
    qtbot.waitUntil(lambda: place.page.note().id == note.id)
    assert place.page.header.code.text() == "S3"


def test_the_same_problem_is_proposed_and_only_a_person_links(qtbot, page, app):
    note = next(one for one in page.page.notes if one.problem_id is None and len(one.text) > 60)
    found = next((one for one in app.triage.similar(note.text, limit=3) if one.id != note.id), None)
    page.show_note(note.id)
    problem = page.inspected.problem
    if found is None:
        qtbot.waitUntil(lambda: problem.candidates.count() == 1)
        assert problem.buttons == []
        return
    qtbot.waitUntil(lambda: bool(problem.buttons))
    assert app.observations.one(note.id).problem_id is None
    QTest.mouseClick(problem.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.observations.one(note.id).problem_id is not None)
    qtbot.waitUntil(problem.unlink.isVisible)
    QTest.mouseClick(problem.unlink, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.observations.one(note.id).problem_id is None)


def test_two_thousand_notes_are_measured_once_a_width(qtbot, page):
    notes = tuple(
        replace(page.page.notes[n % 20], id=f"{n:032x}", text=f"{n} {page.page.notes[n % 20].text}")
        for n in range(2000)
    )
    page.timeline.show_page(replace(page.page, notes=notes))
    delegate = page.timeline.view.delegate
    qtbot.waitUntil(lambda: len(delegate._heights) >= 2000)
    before = len(delegate._heights)
    page.timeline.view.scrollToBottom()
    page.timeline.view.viewport().repaint()
    assert len(delegate._heights) == before


# -- around -----------------------------------------------------------------------------------------------------


def test_a_promise_is_kept_broken_and_open_again(qtbot, page, app):
    page.tabs.setCurrentIndex(5)

    def button(text):
        return next(one for one in page.promises.rows[0].findChildren(QPushButton) if one.text() == text)

    promise = page.page.promises[0]
    for text, kept in (("Kept", True), ("Broken", False), ("Still open", None)):
        QTest.mouseClick(button(text), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda kept=kept: app.library.queries.promises(session_id=promise.session_id)[0].kept is kept)
        qtbot.waitUntil(lambda text=text: button(text).isChecked())


def test_artifacts_and_chains_lead_to_their_notes(qtbot, page):
    page.tabs.setCurrentIndex(3)
    assert len(page.artifacts.rows) == len(page.page.sightings) > 0
    wanted = page.page.sightings[0].observation_id
    link = next(one for one in page.artifacts.rows[0].findChildren(QPushButton) if one.isVisible())
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == 0
    assert page.note().id == wanted


def test_a_chain_is_drawn_as_steps_and_breaks_into_lines(qtbot, page):
    from gemba.ui.sessions.chain import ChainDrawing

    chain = ChainDrawing(page.desk, ("agent", "back office", "finance", "agent"))
    qtbot.addWidget(chain)
    chain.resize(600, 40)
    assert {box.top() for box in chain.boxes()} == {1.0}
    chain.resize(200, 40)
    assert len({box.top() for box in chain.boxes()}) > 1
    assert chain.accessibleName() == "agent → back office → finance → agent"


def test_consent_is_ticked_and_told(qtbot, page, app):
    page.tabs.setCurrentIndex(2)
    person = page.page.people[-1]
    assert not person.may_be_named
    tick = page.people.rows.rows[-1].findChild(QCheckBox)
    tick.click()
    qtbot.waitUntil(lambda: next(p for p in app.sessions.people() if p.id == person.id).may_be_named)
    page.people.consent.setFocus()
    page.people.consent.setPlainText("all of it, but no faces")
    QTest.keyClick(page.people.consent, Key.Key_Return)
    qtbot.waitUntil(lambda: visit(app).consent_words == "all of it, but no faces")


def test_somebody_is_added_by_role(qtbot, page):
    page.tabs.setCurrentIndex(2)
    page.people.new_role.setFocus()
    QTest.keyClicks(page.people.new_role, "shift lead")
    QTest.keyClick(page.people.new_role, Key.Key_Return)
    qtbot.waitUntil(lambda: [one.role for one in page.page.people][-1] == "shift lead")
    assert not page.page.people[-1].may_be_named


def test_somebody_whom_the_disk_refused_stands_in_the_line_for_the_next_try(qtbot, page, monkeypatch):
    page.tabs.setCurrentIndex(2)
    said: list[object] = []
    tried: list[object] = []
    page.desk.toasted.connect(said.append)

    def full(*given, **named):
        tried.append(named)
        raise DiskFull(say("The disk is full."))

    monkeypatch.setattr(page.desk.app.sessions, "add_person", full)
    page.people.new_role.setFocus()
    QTest.keyClicks(page.people.new_role, "shift lead")
    QTest.keyClick(page.people.new_role, Key.Key_Return)
    assert page.people.new_role.text() == ""
    qtbot.waitUntil(lambda: bool(said))
    assert tried == [{"role": "shift lead"}]
    assert page.people.new_role.text() == "shift lead"


def test_pictures_of_the_visit_are_there(page):
    page.tabs.setCurrentIndex(1)
    assert page.pictures.model.rowCount() == len(page.page.captures) == 8
    assert "reviewed" in page.pictures.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_esc_goes_from_part_to_notes_to_the_list(qtbot, page, place, press):
    page.tabs.setCurrentIndex(5)
    page.tabs.setFocus()
    press(Key.Key_Escape)
    assert page.tabs.currentIndex() == 0
    qtbot.waitUntil(page.timeline.view.hasFocus)
    press(Key.Key_Escape)
    assert place.front is place.list


def test_every_control_has_a_name(page):
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        QApplication.processEvents()
    for window in (page, page.inspected):
        for one in window.findChildren(object):
            policy = getattr(one, "focusPolicy", None)
            if policy is None or policy() == Qt.FocusPolicy.NoFocus or not one.isVisible():
                continue
            named = one.accessibleName() or getattr(one, "text", lambda: "")()
            assert named or one.parent().accessibleName(), one


# -- leaving ----------------------------------------------------------------------------------------------------


def test_ctrl_p_writes_the_report(qtbot, page, place, press, tmp_path):
    from gemba.ui.leaving.sheet import LeavingSheet

    press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place.window().findChild(LeavingSheet) is not None)
    sheet = place.window().findChild(LeavingSheet)
    sheet.fields.set_folder(tmp_path)
    with qtbot.waitSignal(sheet.closed):
        QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    written = list(tmp_path.glob("*.pdf"))
    assert [one.name for one in written] == ["S1-Refunds-Chargebacks-2026-11-10.pdf"]
    assert written[0].read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("action", ["sessions.report", "sessions.send"])
def test_what_leaves_of_a_visit_is_called_by_its_team_masked(qtbot, page, place, app, action):
    from gemba.ui.leaving.sheet import LeavingSheet

    app.privacy.decide("Chargebacks", private=True)
    page.desk.trigger(action)
    qtbot.waitUntil(lambda: place.window().findChild(LeavingSheet) is not None)
    sheet = place.window().findChild(LeavingSheet)
    assert sheet.fields.name.text() == "S1-Refunds-2026-11-10"


def test_the_model_of_visits_is_empty_without_lines(page):
    assert VisitsModel(page.desk.words).rowCount() == 0


def chat_texts(page):
    return [one.accessibleName() for one in page.chat.findChildren(QPushButton) if one.isVisibleTo(page.chat)]


def test_the_chat_is_open_on_the_day_of_the_visit_and_folded_on_others(qtbot, page):
    page.tabs.setCurrentIndex(7)
    assert page.tabs.tabText(7).endswith("3"), "only what was written on the day of the visit is counted"
    folds = page.chat.findChildren(ToggleButton)
    assert [one.isChecked() for one in folds] == [False, True]
    qtbot.waitUntil(lambda: sum("Make a note" in text for text in chat_texts(page)) == 3)
    folds[0].click()
    qtbot.waitUntil(lambda: sum("Make a note" in text for text in chat_texts(page)) == 60)
    folds[0].click()
    qtbot.waitUntil(lambda: sum("Make a note" in text for text in chat_texts(page)) == 3)


def test_a_message_is_made_a_note_and_leads_to_it(qtbot, page):
    page.tabs.setCurrentIndex(7)
    qtbot.waitUntil(lambda: any("Make a note" in text for text in chat_texts(page)))
    before = len(page.page.notes)
    make = next(one for one in page.chat.findChildren(QPushButton) if one.text() == "Make a note")
    words = make.accessibleName().removeprefix("Make a note: ")
    make.click()
    qtbot.waitUntil(lambda: len(page.page.notes) == before + 1)
    qtbot.waitUntil(lambda: any(one.startswith("Go to the note: ") for one in chat_texts(page)))
    go = next(one for one in page.chat.findChildren(QPushButton) if one.text() == "Go to the note")
    go.click()
    qtbot.waitUntil(lambda: page.note() is not None and page.note().text == words)
    assert page.tabs.currentIndex() == 0


def test_a_call_is_told_without_a_word_of_another_language(page):
    heads = [one.text() for row in page.calls.rows for one in row.findChildren(QLabel)]
    assert "Heron · 09:26 · not solved yet" in heads
    assert page.page.calls[0].channel == "call", "gemba's own word, which no language says"
