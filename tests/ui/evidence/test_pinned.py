"""A reviewed picture on the screen above other windows: its Rendition, as long as it may leave, and nothing else."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState
from gemba.services.pictures import copies
from gemba.ui.evidence.pinned import pinned_of


def chosen(place, state):
    """Choose the first picture of a state that is shown whole."""
    ids = (row.id for row in place.wall.model.rows if row.state is state)
    wanted = next(one for one in ids if place.desk.app.captures.one(one).annotation.crop is None)
    place.wall.view.choose([wanted])
    return wanted


def pinned(qtbot, place):
    place.desk.trigger("evidence.pin")
    qtbot.waitUntil(lambda: len(pinned_of(place.desk)) == 1)
    (window,) = pinned_of(place.desk)
    qtbot.waitUntil(window.isVisible)
    return window


def inside(window):
    part = window._picture.toImage().copy(10, 10, 280, 180)
    return {part.pixel(x, y) for x in range(0, 280, 3) for y in range(0, 180, 3)}


def test_a_reviewed_picture_is_pinned_as_it_may_leave(qtbot, place, captures):
    one = chosen(place, CaptureState.REVIEWED)
    window = pinned(qtbot, place)
    masker = place.desk.app.privacy.masker()
    flat = QImage.fromData(captures.renditions([one], words=masker.for_paper)[one].flat.data)
    shown = window._picture.toImage()
    assert shown.convertToFormat(QImage.Format.Format_RGB32) == flat.convertToFormat(QImage.Format.Format_RGB32)
    flags = window.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint and flags & Qt.WindowType.FramelessWindowHint
    assert captures.one(one).caption not in window.windowTitle()
    place.desk.trigger("evidence.pin")
    qtbot.waitUntil(lambda: not place.desk.jobs.busy)
    assert pinned_of(place.desk) == [window], "a second time only brings it to the front"


def test_keys_and_mouse_move_it_size_it_and_take_it_off(qtbot, place):
    chosen(place, CaptureState.REVIEWED)
    window = pinned(qtbot, place)
    at, wide = window.pos(), window.width()
    QTest.keyClick(window, Qt.Key.Key_Left)
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.pos() == at + QPoint(-10, 1)
    QTest.keyClick(window, Qt.Key.Key_Minus)
    assert window.width() < wide and window.pos() == at + QPoint(-10, 1)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    QTest.mouseMove(window, QPoint(30, 40))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert pinned_of(place.desk) == []


def test_a_small_one_is_drawn_from_a_half_or_a_quarter_of_it_so_that_letters_stay_letters(qtbot, place):
    chosen(place, CaptureState.REVIEWED)
    window = pinned(qtbot, place)
    whole = window._picture.width()
    assert whole > window.width()
    for steps in (0, -6, 40, -3):
        window.size_by(steps)
        assert min(window.width() - 2, whole) <= window._drawn_from().width() < max(2 * window.width(), whole + 1)


def test_a_picture_that_nobody_reviewed_is_not_pinned(qtbot, place):
    chosen(place, CaptureState.UNREVIEWED)
    said: list[object] = []
    place.desk.toasted.connect(said.append)
    place.desk.trigger("evidence.pin")
    qtbot.waitUntil(lambda: bool(said))
    assert pinned_of(place.desk) == []


def test_it_is_made_anew_when_something_is_covered_and_goes_when_it_may_not_leave_any_more(qtbot, place, captures):
    one = chosen(place, CaptureState.REVIEWED)
    window = pinned(qtbot, place)
    assert len(inside(window)) > 1, "or the line below proves nothing"
    captures.mark(one, add=(Mark("", MarkKind.REDACTION, ((0, 0), (300, 200))),))
    qtbot.waitUntil(lambda: not window._picture.isNull() and len(inside(window)) == 1)
    captures.mark(one, remove=(captures.one(one).annotation.redactions[-1].id,))
    assert captures.one(one).state is CaptureState.UNREVIEWED
    qtbot.waitUntil(lambda: pinned_of(place.desk) == [])


def test_what_is_covered_while_it_is_being_made_is_covered_on_it(qtbot, place, captures, monkeypatch):
    one = chosen(place, CaptureState.REVIEWED)
    cover, real = Mark("", MarkKind.REDACTION, ((0, 0), (300, 200))), copies.picture_copy
    made: list[copies.PictureCopy] = []

    def covered_meanwhile(library, capture_id):
        copy = real(library, capture_id)
        if not made:
            captures.mark(one, add=(cover,))
        made.append(copy)
        return copy

    monkeypatch.setattr(copies, "picture_copy", covered_meanwhile)
    window = pinned(qtbot, place)
    qtbot.waitUntil(lambda: not window._picture.isNull() and len(inside(window)) == 1)


def test_what_is_drawn_on_another_picture_leaves_it_as_it_is(qtbot, place, captures, monkeypatch):
    one = chosen(place, CaptureState.REVIEWED)
    window = pinned(qtbot, place)
    qtbot.waitUntil(lambda: place.desk.jobs.busy == 0)
    other = next(row.id for row in place.wall.model.rows if row.id != one)
    before, heard = window._picture.cacheKey(), []
    place.desk.changed.connect(lambda changed: heard.append(changed.kinds))
    captures.mark(other, add=(Mark("", MarkKind.BOX, ((0, 0), (30, 20))),))
    qtbot.waitUntil(lambda: any("annotation" in kinds for kinds in heard))
    assert window._picture.cacheKey() == before


def test_it_goes_with_the_window_of_its_library(qtbot, place):
    chosen(place, CaptureState.REVIEWED)
    pinned(qtbot, place)
    place.desk.closing.emit()
    assert pinned_of(place.desk) == []
