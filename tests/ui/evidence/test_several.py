"""Narrowing by tag, ticket and words on pictures; pictures alike; several at once: reviewed, attached."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.errors import EnvironmentProblem
from gemba.message import say
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState, PrivateKind
from gemba.services.visits.observations import ObservationFields
from gemba.ui.evidence.arrange import NO_TICKET
from gemba.ui.evidence.attach_sheet import AttachSheet
from gemba.ui.evidence.filter_bar import FilterBar
from gemba.ui.evidence.mark_all import MarkAllSheet
from gemba.ui.evidence.place import REVIEW
from gemba.ui.jobs import Job

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(place):
    return [row.id for row in place.wall.model.rows]


def sheet_of(qtbot, place, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.window().findChildren(kind)))
    return next(one for one in place.window().findChildren(kind) if one.isVisible())


@pytest.fixture
def links(qtbot, place):
    made = place.wall.filters.links
    qtbot.waitUntil(lambda: made.tag.isVisible() and made.ticket.isVisible())
    return made


def test_the_two_lists_stand_beside_each_other_however_little_room_there_is(qtbot, place):
    bar, lines = FilterBar(place.desk), set()
    qtbot.addWidget(bar)
    bar.show_links(place.desk.app.wall.links())
    bar.show()
    for width in range(420, 1300, 20):
        bar.resize(width, bar.heightForWidth(width))
        QApplication.processEvents()
        tag, ticket = (one.mapTo(bar, one.rect().topLeft()) for one in (bar.links.tag, bar.links.ticket))
        assert tag.y() == ticket.y(), width
        assert tag.x() < ticket.x() <= width - bar.links.ticket.width(), width
        lines.add(tag.y())
    assert len(lines) > 1


def test_a_tag_narrows_to_the_pictures_of_its_notes(qtbot, place, links):
    known = {one.name: one.capture_ids for one in place.desk.app.wall.links().tags}
    links.tag.setCurrentIndex(links.tag.findData("rework"))
    assert set(shown(place)) == known["rework"]
    assert 0 < len(shown(place)) < 24
    row, app = place.wall.rows[-1], place.desk.app
    note = app.observations.note("S1", ObservationFields(text="Again", tags=("rework",), pictures=(row.id,)))
    qtbot.waitUntil(lambda: row.id in shown(place))
    app.observations.remove(note.id)
    qtbot.waitUntil(lambda: row.id not in shown(place))


def test_a_ticket_narrows_to_its_pictures_and_what_no_ticket_shows_is_found(qtbot, place, links):
    known = {one.id: one.capture_ids for one in place.desk.app.wall.links().tickets}
    links.ticket.setCurrentIndex(2)
    assert set(shown(place)) == known[links.ticket.currentData()]
    links.ticket.setCurrentIndex(links.ticket.findData(NO_TICKET))
    assert not set(shown(place)) & frozenset().union(*known.values())
    place.wall.filters.clear()
    assert links.ticket.currentIndex() == 0
    assert len(shown(place)) == 24


def test_what_is_chosen_and_no_longer_shown_is_no_longer_told_of(qtbot, place, links):
    chosen = set(shown(place)[:2])
    place.wall.view.choose(tuple(chosen))
    assert place.facts.title.text() == "2 pictures chosen"
    known = place.desk.app.wall.links().tickets
    links.ticket.setCurrentIndex(links.ticket.findData(next(one.id for one in known if not chosen & one.capture_ids)))
    assert not place.wall.view.chosen_ids()
    assert place.facts.title.text() == "No picture chosen"


def test_words_found_on_a_picture_find_it_until_they_are_covered(qtbot, place, captures):
    row = place.wall.rows[-1]
    captures.propose(row.id, [(PrivateKind.NAME, "Zsófia Unmistakable", (10, 10, 60, 30))], source="test")
    place.desk.trigger("evidence.filter")
    QTest.keyClicks(place.wall.filters.field, "unmistakable zsofia")
    qtbot.waitUntil(lambda: shown(place) == [row.id])
    captures.mark(row.id, add=(Mark("", MarkKind.REDACTION, ((0, 0), (100, 60))),))
    qtbot.waitUntil(lambda: place.wall.middle.currentWidget() is place.wall.none_fits)


@pytest.fixture
def twins(qtbot, place, captures):
    """The same picture twice in the inbox, the second with a mark and in a ticket."""
    from tests.ui.evidence.test_incoming import png

    first = next(row for row in place.wall.rows if row.file_name == "inbox.png")
    second = captures.add_bytes(png(width=320, height=200), name="again.png")
    captures.mark(second.id, add=(Mark("", MarkKind.BOX, ((5, 5), (50, 50))),))
    place.desk.app.tickets.link("T1", pictures=(second.id,))
    qtbot.waitUntil(lambda: len(place.wall.rows) == 25)
    return first.id, second.id


def test_pictures_alike_stand_together_and_one_is_kept_for_the_other(qtbot, place, captures, toasts, twins):
    first, second = twins
    view = place.wall.view
    QTest.keyClick(view, Qt.Key.Key_D)
    assert place.heading().startswith("25 pictures")  # none is left out before they have been compared
    qtbot.waitUntil(lambda: bool(place.wall.model.rows) and place.wall.model.groups[0].alike)
    assert shown(place) == [second, first]  # the one that more was done with stands first
    assert view.chosen_ids() == [second]
    assert place.wall._heading(place.wall.model.groups[0])[0] == "The same picture, 2 times"
    assert captures.one(first) and captures.one(second)
    view.choose([first])
    QTest.keyClick(view, Qt.Key.Key_Delete, Shift)
    qtbot.waitUntil(lambda: place.wall.middle.currentWidget() is place.wall.none_alike)
    assert toasts[-1].text == "1 picture like it removed, with 1 mark"
    assert [use.number for use in captures.used_in(first)] == [1]
    toasts[-1].action()
    qtbot.waitUntil(lambda: shown(place) == [second, first])
    assert captures.used_in(first) == ()
    QTest.mouseClick(place.wall.filters.alike, Qt.MouseButton.LeftButton)
    assert len(shown(place)) == 25


def test_pictures_that_only_look_alike_stand_together_no_more(qtbot, place, captures, toasts, twins):
    QTest.keyClick(place.wall.view, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: bool(place.wall.model.rows) and place.wall.model.groups[0].alike)
    QTest.keyClick(place.wall.view, Qt.Key.Key_D, Shift)
    qtbot.waitUntil(lambda: place.wall.middle.currentWidget() is place.wall.none_alike)
    assert {captures.one(one).id for one in twins} == set(twins)
    place.wall.around.compare()
    qtbot.waitUntil(lambda: not place.wall.around.comparing)
    assert place.wall.middle.currentWidget() is place.wall.none_alike
    toasts[-1].action()
    qtbot.waitUntil(lambda: set(shown(place)) == set(twins))


def test_comparing_can_be_stopped_and_the_wall_is_back(qtbot, place, twins):
    jobs: list[Job] = []
    place.desk.jobs.started.connect(jobs.append)
    place.wall.filters.alike.setChecked(True)
    next(job for job in jobs if job.title == "Comparing pictures").cancel()
    qtbot.waitUntil(lambda: not place.wall.filters.alike.isChecked())
    assert len(shown(place)) == 25


def test_comparing_that_fails_says_so_and_the_wall_is_back(qtbot, monkeypatch, place, toasts, twins):
    def full(faces: object, **_: object) -> None:
        raise EnvironmentProblem(say("The disk is full."))

    monkeypatch.setattr("gemba.imaging.alike.groups_alike", full)
    place.wall.filters.alike.setChecked(True)
    qtbot.waitUntil(lambda: not place.wall.filters.alike.isChecked())
    assert not place.wall.around.comparing
    assert "The disk is full." in [toast.text for toast in toasts]
    assert len(shown(place)) == 25


def test_keeping_one_needs_one_chosen_among_alike(qtbot, place, captures, toasts, twins):
    place.wall.view.choose([twins[0]])
    place.desk.trigger("evidence.keep_one")
    assert "Choose the one picture to keep" in toasts[-1].text
    assert len(captures.all()) == 25


def test_chosen_pictures_are_attached_with_the_keys_alone(qtbot, place, captures, toasts):
    ids = shown(place)[:2]
    place.wall.view.choose(ids)
    place.wall.view.setFocus()
    QTest.keyClick(place.wall.view, Qt.Key.Key_T)
    sheet = sheet_of(qtbot, place, AttachSheet)
    qtbot.waitUntil(lambda: bool(sheet.model.lines))
    QTest.keyClicks(sheet.field, "t2")
    qtbot.waitUntil(lambda: [line.code for line in sheet.model.lines] == ["", "T2"])
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(2 in [use.number for use in captures.used_in(one)] for one in ids))
    qtbot.waitUntil(lambda: bool(toasts))
    assert "attached to T2" in toasts[-1].text


def test_attaching_to_a_note_is_found_by_its_words_and_taken_back(qtbot, place, captures, toasts):
    note = place.desk.app.observations.all(session="S1")[0]
    inbox = next(row.id for row in place.wall.rows if row.session_id is None)
    place.wall.view.choose([inbox])
    place.desk.trigger("evidence.attach")
    sheet = sheet_of(qtbot, place, AttachSheet)
    sheet.field.setText(note.text)
    qtbot.waitUntil(lambda: any(line.reference == note.id for line in sheet.model.lines))
    at = next(at for at, line in enumerate(sheet.model.lines) if line.reference == note.id)
    while sheet.list.currentIndex().row() != at:
        QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inbox in place.desk.app.observations.one(note.id).capture_ids)
    qtbot.waitUntil(lambda: bool(toasts))
    toasts[-1].action()
    qtbot.waitUntil(lambda: inbox not in place.desk.app.observations.one(note.id).capture_ids)


def test_what_is_not_found_says_so_and_esc_changes_nothing(qtbot, place, captures):
    place.wall.view.choose(shown(place)[:1])
    place.desk.trigger("evidence.attach")
    sheet = sheet_of(qtbot, place, AttachSheet)
    QTest.keyClicks(sheet.field, "qqqq")
    qtbot.waitUntil(lambda: "qqqq" in sheet.nothing.text())
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert place.desk.app.history.all(limit=1)[0].name != "Link evidence"


def test_r_walks_the_chosen_ones_only(qtbot, place, captures):
    waiting = [row.id for row in place.wall.model.rows if row.state is CaptureState.UNREVIEWED]
    place.wall.view.choose([*waiting[:2], shown(place)[-1]])
    place.wall.view.setFocus()
    QTest.keyClick(place.wall.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: place.review.active)
    assert place.review.queue == tuple(waiting[:2])


def test_r_while_the_rows_are_still_coming_begins_once_they_are_there(qtbot, sample_window):
    captures = sample_window.desk.app.captures
    row = captures.all()[3]
    captures.propose(row.id, [(PrivateKind.EMAIL, "a@example.org", (300, 220, 520, 250))], source="test")
    sample_window.go("evidence")
    place = sample_window.places["evidence"]
    assert place.wall.rows == ()
    sample_window.desk.trigger("evidence.queue")
    assert not place.review.active
    qtbot.waitUntil(lambda: place.review.active)
    assert place.review.queue == (row.id,)
    place.show_row(REVIEW)
    assert place.large.row.id == row.id


def test_marking_all_says_what_it_means_and_leaves_what_has_proposals(qtbot, place, captures, toasts):
    place.desk.trigger("evidence.all")
    QTest.keyClick(place.wall.view, Qt.Key.Key_Return, Ctrl | Shift)
    sheet = sheet_of(qtbot, place, MarkAllSheet)
    assert place.window().focusWidget() is sheet.walk_button
    assert sheet.mark_button.text() == "I have seen it"
    assert len(captures.all(unreviewed_only=True)) == 4
    QTest.mouseClick(sheet.mark_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(captures.all(unreviewed_only=True)) == 3)
    assert all(row.proposals for row in captures.all(unreviewed_only=True))
    qtbot.waitUntil(lambda: bool(toasts))
    toasts[-1].action()
    qtbot.waitUntil(lambda: len(captures.all(unreviewed_only=True)) == 4)


def test_marking_all_offers_to_look_at_them_instead(qtbot, place, captures):
    place.desk.trigger("evidence.all")
    place.desk.trigger("evidence.review_all")
    sheet = sheet_of(qtbot, place, MarkAllSheet)
    QTest.keyClick(sheet.walk_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: place.review.active)
    assert len(place.review.queue) == 4
    assert len(captures.all(unreviewed_only=True)) == 4
