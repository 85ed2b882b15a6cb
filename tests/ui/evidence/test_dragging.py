"""R-15: what a drag hands to other programs, byte by byte; and pictures dropped on tickets, notes and the inspector."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gemba.imaging.metadata import check
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState
from gemba.services.pictures.copies import forget_files, taken_along
from gemba.ui.evidence.attach_sheet import AttachSheet
from gemba.ui.evidence.dragging import MOST
from gemba.ui.leaving.picture_mime import FILES, NOTHING, PNG, DragMime
from gemba.ui.widgets.dragged_pictures import say_dragged

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class FromWall(QDropEvent):
    """A drop as Qt makes it inside one program, where the source is known; Qt says it only of a real drag."""

    def __init__(self, source, at, kind=QEvent.Type.Drop):
        super().__init__(QPointF(at), COPY, QMimeData(), LEFT, PLAIN, kind)
        self._source = source

    def source(self):
        return self._source


class EnterFromWall(QDragEnterEvent):
    def __init__(self, source, at):
        self._mime = QMimeData()
        super().__init__(at, COPY, self._mime, LEFT, PLAIN)
        self._source = source

    def source(self):
        return self._source


def reviewed(place, number):
    return tuple(row.id for row in place.wall.model.rows if row.state is CaptureState.REVIEWED)[:number]


def files_of(mime):
    return [Path(url.toLocalFile()) for url in mime.urls()]


def test_r15_one_picture_is_its_file_and_its_png_and_nothing_else(place, captures):
    (one,) = reviewed(place, 1)
    app = place.desk.app
    made = captures.renditions([one], words=app.privacy.masker().for_paper)[one]
    mime = place.dragging.mime((one,))
    assert mime.formats() == [FILES, PNG]
    assert not (mime.hasFormat("text/plain") or mime.hasHtml() or mime.hasImage())
    assert mime.data(PNG).data() == made.flat.data
    (file,) = files_of(mime)
    assert file.read_bytes() == made.flat.data
    check(file.read_bytes(), "png")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert one not in mime.data(FILES).data().decode()


def test_r15_of_several_only_the_reviewed_ones_leave_under_masked_names(place, captures):
    good = reviewed(place, 3)
    waiting = tuple(row.id for row in place.wall.model.rows if row.state is CaptureState.UNREVIEWED)
    mime = place.dragging.mime((*waiting, *good))
    assert mime.formats() == [FILES]
    files = files_of(mime)
    made = captures.renditions(good, words=place.desk.app.privacy.masker().for_paper)
    assert [file.read_bytes() for file in files] == [made[one].flat.data for one in good]


def test_more_than_a_few_are_exported_and_not_dragged(place):
    assert place.dragging.mime(reviewed(place, MOST + 1)).formats() == [NOTHING]


def test_r15_what_nobody_reviewed_offers_nothing(place):
    ids = tuple(row.id for row in place.wall.model.rows if row.state is CaptureState.UNREVIEWED)
    mime = place.dragging.mime(ids)
    assert mime.formats() == [NOTHING]
    assert bytes(mime.data(NOTHING).data()) == b""
    assert mime.urls() == []


def test_r15_a_picture_that_loses_its_review_meanwhile_hands_over_no_byte(place, captures):
    (one,) = reviewed(place, 1)
    captures.mark(one, add=(Mark("", MarkKind.REDACTION, ((10, 10), (60, 60))),))
    last = captures.one(one).annotation.redactions[-1].id
    captures.mark(one, remove=(last,))
    mime = place.dragging.mime((one,))  # the wall has not heard of it yet
    assert bytes(mime.data(PNG).data()) == b""
    assert mime.urls() == []


def test_the_files_of_a_drag_go_with_the_window(place, captures):
    mime = place.dragging.mime(reviewed(place, 2))
    files = files_of(mime)
    assert all(file.exists() for file in files)
    place.desk.closing.emit()
    assert not any(file.parent.exists() for file in files)


def test_r08_no_file_of_a_drag_stays_once_something_is_covered(qtbot, place, captures):
    (one,) = reviewed(place, 1)
    (file,) = files_of(place.dragging.mime((one,)))
    assert file.exists()
    captures.mark(one, add=(Mark("", MarkKind.REDACTION, ((10, 10), (60, 60))),))
    qtbot.waitUntil(lambda: not file.parent.exists())


def test_the_files_of_a_killed_program_go_at_the_next_start(place, tmp_path):
    from gemba.model.leftovers import clear_temporaries

    app = place.desk.app
    folder = app.library.folder / "cache" / "drag-0011223344556677.999999999.tmp"
    taken = taken_along(app.library, reviewed(place, 1), folder)
    assert taken.files[0].exists()
    clear_temporaries(app.library.folder)
    assert not folder.exists()
    forget_files(folder)


def test_control_a_drag_that_named_an_original_would_be_noticed(place, captures):
    (one,) = reviewed(place, 1)
    mime = DragMime(None, pictures=0)
    mime.setText(one)
    assert mime.formats() == [NOTHING]  # what is not in the exact list is not offered
    plain = QMimeData()
    plain.setText(one)
    assert set(plain.formats()) - {FILES, PNG}


# -- dropped inside the program ---------------------------------------------------------------------------------


@pytest.fixture
def dragged(place):
    """Two pictures that are dragged from the wall, one of them not reviewed."""
    ids = (reviewed(place, 1)[0], next(row.id for row in place.wall.model.rows if row.session_id is None))
    say_dragged(place.wall.view, ids)
    yield ids
    say_dragged(place.wall.view, ())


def drop(drops, over, source, at):
    """Enter, move and drop as a drag does; return whether the frame was shown meanwhile."""
    drops.eventFilter(over, EnterFromWall(source, at))
    seen = drops.frame.isVisible()
    event = FromWall(source, at)
    drops.eventFilter(over, event)
    assert not drops.frame.isVisible()
    return seen


def test_pictures_dropped_on_a_line_of_the_tickets_are_attached(qtbot, place, captures, dragged, toasts):
    window = place.window()
    window.go("tickets")
    browse = window.places["tickets"].browse
    qtbot.waitUntil(lambda: browse.model.rowCount() > 2)
    view = browse.table.viewport()
    at = browse.table.visualRect(browse.model.index(1, 2)).center()
    number = browse.model.numbers[1]
    before = {one: {use.number for use in captures.used_in(one)} for one in dragged}
    assert drop(browse.drops, view, place.wall.view, at)
    qtbot.waitUntil(lambda: all(number in {use.number for use in captures.used_in(one)} for one in dragged))
    qtbot.waitUntil(lambda: bool(toasts))
    assert f"T{number}" in toasts[-1].text
    toasts[-1].action()
    qtbot.waitUntil(lambda: {one: {use.number for use in captures.used_in(one)} for one in dragged} == before)


def test_pictures_dropped_on_a_note_are_attached_and_an_inbox_one_joins_the_visit(qtbot, place, captures, dragged):
    window = place.window()
    window.go("sessions", "S1")
    sessions = window.places["sessions"]
    view = sessions.page.timeline.view
    qtbot.waitUntil(lambda: view.rows.rowCount() > 2 and view.isVisible())
    place_at = next(at for at, row in enumerate(view.rows.rows) if row.kind is not None)
    note = view.rows.rows[place_at].id
    view.scrollTo(view.rows.index(place_at))
    assert drop(
        sessions.note_drops.drops, view.viewport(), place.wall.view, view.visualRect(view.rows.index(place_at)).center()
    )
    observations = place.desk.app.observations
    qtbot.waitUntil(lambda: set(dragged) <= set(observations.one(note).capture_ids))
    assert captures.one(dragged[1]).session_number == 1


def test_held_over_a_visit_it_opens_and_dropped_on_one_they_move_there(qtbot, place, captures, dragged, toasts):
    window = place.window()
    window.go("sessions")
    sessions = window.places["sessions"]
    view = sessions.list.view
    qtbot.waitUntil(lambda: view.isVisible() and view.visits.rowCount() > 2)
    at = view.visits.place_of(place.desk.app.sessions.all()[1].id)
    spot = view.visualRect(view.visits.index(at)).center()
    before = {one: captures.one(one).session_number for one in dragged}
    drop(sessions.visit_drops.drops, view.viewport(), place.wall.view, spot)
    qtbot.waitUntil(lambda: {captures.one(one).session_number for one in dragged} == {2})
    qtbot.waitUntil(lambda: bool(toasts))
    toasts[-1].action()
    qtbot.waitUntil(lambda: {one: captures.one(one).session_number for one in dragged} == before)
    sessions.visit_drops.drops.eventFilter(view.viewport(), EnterFromWall(place.wall.view, spot))
    qtbot.waitUntil(lambda: sessions.front is sessions.page)
    assert not sessions.visit_drops.drops.frame.isVisible()


def test_beside_every_line_nothing_takes_them(qtbot, place, dragged):
    window = place.window()
    window.go("tickets")
    browse = window.places["tickets"].browse
    qtbot.waitUntil(lambda: browse.model.rowCount() > 2)
    assert not drop(browse.drops, browse.table.viewport(), place.wall.view, QPoint(20, 4000))


def test_on_the_inspector_they_ask_what_to_attach_them_to(qtbot, place, dragged):
    from gemba.ui.widgets.dragged_pictures import PictureDrops

    drops = next(one for one in place.facts.children() if isinstance(one, PictureDrops))
    drop(drops, place.facts, place.wall.view, QPoint(30, 30))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.window().findChildren(AttachSheet)))


def test_held_over_the_rail_a_place_opens(qtbot, place, dragged):
    from gemba.ui.widgets.dragged_pictures import PictureSpring

    window = place.window()
    button = window.rail.buttons["tickets"]
    spring = next(one for one in button.children() if isinstance(one, PictureSpring))
    spring.eventFilter(button, EnterFromWall(place.wall.view, QPoint(5, 5)))
    qtbot.waitUntil(lambda: window.place_name == "tickets")
    window.go("evidence")
    spring.eventFilter(button, EnterFromWall(place.wall.view, QPoint(5, 5)))
    spring.eventFilter(button, QDragLeaveEvent())
    QApplication.processEvents()
    assert window.place_name == "evidence"


def test_the_wall_takes_its_own_pictures_for_nothing_new(place, dragged):
    event = EnterFromWall(place.wall.view, QPoint(300, 300))
    place.dropping.eventFilter(place, event)
    assert not event.isAccepted()
    other = QDragMoveEvent(QPoint(3, 3), COPY, QMimeData(), LEFT, PLAIN)
    assert place.dropping.eventFilter(place, other) is False
