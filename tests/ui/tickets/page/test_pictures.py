"""The pictures of a ticket: the notes of their numbers stand below them, but not of numbers that are covered."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gemba.model.annotation import Mark, MarkKind
from gemba.services.pictures.legend import legend_of
from gemba.services.tickets.fields import TicketFields
from gemba.ui.pairs.pair_shown import PairShown
from gemba.ui.tickets.page.shown import Shown
from gemba.ui.widgets.kept_focus import row_of
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.tickets.page.pages import open_page


def test_the_notes_of_the_numbers_are_the_legend_below_the_picture(qtbot, sample_window):
    app = sample_window.desk.app
    ticket, picture = next(
        (row, app.captures.one(link.capture_id))
        for row in app.library.queries.tickets()
        for link in row.pictures
        if link.capture_id and legend_of(app.captures.one(link.capture_id))
    )
    legend = legend_of(picture)
    page = open_page(qtbot, sample_window, str(ticket.number))

    def shown():
        return [one.text() for one in page.pictures.findChildren(PlainLabel)]

    qtbot.waitUntil(lambda: all(f"{number}  {note}" in shown() for number, note in legend))
    number = next(mark for mark in picture.annotation.marks if mark.kind is MarkKind.NUMBER and mark.text)
    (x, y), reach = number.points[0], 200
    cover = Mark("", MarkKind.REDACTION, ((x - reach, y - reach), (x + reach, y + reach)))
    covered = app.captures.mark(picture.id, add=(cover,))
    assert (number.number, " ".join(number.text.split())) not in legend_of(covered)
    gone = f"{number.number}  {' '.join(number.text.split())}"
    qtbot.waitUntil(lambda: gone not in shown())


def test_a_picture_whose_file_is_gone_says_so_in_its_frame(qtbot, sample_window):
    app = sample_window.desk.app
    for name in ("vault", "blobs", "cache"):
        shutil.rmtree(app.library.folder / name, ignore_errors=True)
    page = open_page(qtbot, sample_window, "1")
    qtbot.waitUntil(lambda: bool(page.pictures.findChildren(Shown)))
    first = page.pictures.findChildren(Shown)[0]
    qtbot.waitUntil(lambda: first.accessibleDescription() == "This picture cannot be shown.")
    drawn = first.grab().toImage()
    inner = {drawn.pixelColor(x, y).name() for x in range(12, drawn.width() - 12) for y in range(8, drawn.height() - 8)}
    assert len(inner) > 2, f"no words in the frame, only {inner}"


def test_enter_on_a_picture_opens_it_though_the_list_has_an_action_of_that_key(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "1")
    qtbot.waitUntil(lambda: bool(page.pictures.findChildren(Shown)))
    first = page.pictures.findChildren(Shown)[0]
    asked: list[str] = []
    page.pictures.annotate.disconnect()
    page.pictures.annotate.connect(asked.append)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert len(asked) == 2 and asked[0] == asked[1]


def off_button(page, capture_id):
    return next(one for one in controls(page.pictures, capture_id) if one.accessibleName().endswith("off this ticket"))


def controls(column, capture_id):
    return [one for one in column.findChildren(QPushButton) if one.isVisible() and row_of(one) == capture_id]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_keys_stay_in_the_pictures_when_one_is_taken_off(qtbot, sample_window, at):
    app = sample_window.desk.app
    ticket = app.tickets.new(TicketFields(title="Typed twice")).row.number
    keys = [one.id for one in app.library.queries.captures()[:3]]
    app.tickets.link(f"T{ticket}", pictures=tuple(keys))
    page = open_page(qtbot, sample_window, f"T{ticket}")
    scrolled = page.right.verticalScrollBar().value()
    left = list(keys)
    while left:
        row = min(at, len(left) - 1)
        gone = left.pop(row)
        qtbot.waitUntil(lambda gone=gone: bool(controls(page.pictures, gone)))
        off = off_button(page, gone)
        off.setFocus()
        qtbot.waitUntil(off.hasFocus)
        QTest.keyClick(off, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: [one.capture_id for one in page.opened.row.pictures] == left)
        focus = QApplication.focusWidget()
        if left:
            assert isinstance(focus, Shown), "the picture, and not the button that takes off the next one"
            assert row_of(focus) == left[min(row, len(left) - 1)]
        else:
            assert focus is page.pictures.link_button
    assert page.right.verticalScrollBar().value() == scrolled


def test_two_that_are_taken_apart_leave_the_keys_on_the_picture_that_had_them(qtbot, sample_window):
    app = sample_window.desk.app
    ticket = f"T{app.tickets.new(TicketFields(title='Typed twice')).row.number}"
    before, after = [one.id for one in app.library.queries.captures()[:2]]
    app.tickets.link(ticket, pictures=(before, after))
    app.tickets.changes.pair(ticket, before=before, after=after)
    page = open_page(qtbot, sample_window, ticket)
    qtbot.waitUntil(lambda: bool(page.pictures.findChildren(PairShown)))
    pair = page.pictures.findChildren(PairShown)[0]
    pair.setFocus()
    qtbot.waitUntil(pair.hasFocus)
    sample_window.desk.trigger("tickets.take_apart")
    qtbot.waitUntil(lambda: page.opened.row.pictures[1].after_of is None)
    assert isinstance(QApplication.focusWidget(), Shown) and row_of(QApplication.focusWidget()) == after
    sample_window.desk.trigger("tickets.pair")
    qtbot.waitUntil(lambda: page.opened.row.pictures[1].after_of == before)
    assert isinstance(QApplication.focusWidget(), PairShown)


def test_a_ticket_of_a_note_is_offered_the_pictures_of_its_visit_first(qtbot, sample_window):
    everything = sample_window.desk.app.library.queries.observations()
    note = next(one for one in everything if one.session_number == 3 and not one.capture_ids and not one.problem_id)
    page = open_page(qtbot, sample_window, "T1")
    page.doing.begin_from((note.id,), ())
    qtbot.waitUntil(lambda: page.opened is not None and [one.note.id for one in page.opened.reports] == [note.id])
    assert page.head.title.textCursor().hasSelection(), "what is only the note's words is there to be replaced"
    QTest.mouseClick(page.pictures.link_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.picker.list.count() > 8)
    visits = [page.picker.list.item(at).text()[:2] for at in range(page.picker.list.count())]
    theirs = visits.count("S3")
    assert 1 < theirs < len(visits) and visits[:theirs] == ["S3"] * theirs
    assert not page.head.title.textCursor().hasSelection(), "no field without the keys looks as if they were in it"
