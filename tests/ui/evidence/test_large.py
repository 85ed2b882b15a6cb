"""The large picture: what it says when its file is gone, whatever look is worn."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gemba.model.values import CaptureState
from gemba.ui.evidence.large import open_of


def test_a_picture_that_cannot_be_shown_says_so_in_the_other_look_too_until_its_file_is_back(qtbot, place, captures):
    vault = place.desk.app.library.folder / "vault"
    aside = vault.with_name("vault-aside")
    for name in ("blobs", "cache"):
        shutil.rmtree(vault.with_name(name), ignore_errors=True)
    vault.rename(aside)
    row = captures.all()[0]
    place.show_row(row.id)
    large = place.large
    qtbot.waitUntil(lambda: "is missing" in large.state.text())
    place.desk.theme.wear("dark")
    assert "is missing" in large.state.text()
    assert large.state.property("role") == "stop"
    aside.rename(vault)
    large.refresh()
    qtbot.waitUntil(lambda: large.canvas.has_picture)
    assert "is missing" not in large.state.text()
    place.desk.theme.wear("light")


def test_the_picture_after_one_that_cannot_be_shown_does_not_take_its_sentence_over(qtbot, place, captures):
    large, row = place.large, captures.all()[0]
    place.show_row(row.id)
    qtbot.waitUntil(lambda: large.canvas.has_picture)
    large._cannot_show(_missing(place))
    assert large.state.property("role") == "stop"
    large.step(1)
    assert large.state.property("role") != "stop"


@pytest.fixture
def unseen(qtbot, place, captures):
    """The large view of a picture whose files are gone, still to review and with proposals on it."""
    folder = place.desk.app.library.folder
    row = next(one for one in captures.all() if open_of(one))
    for name in ("blobs", "cache", "vault"):
        shutil.rmtree(folder / name, ignore_errors=True)
    place.show_row(row.id)
    qtbot.waitUntil(place.large.unseen.isVisible)
    return place.large


def test_in_place_of_a_picture_stand_a_sentence_and_the_button_for_the_next_step(qtbot, unseen):
    state, canvas = unseen.unseen, unseen.canvas
    assert state.sentence.text() == "This picture cannot be shown."
    assert canvas.accessibleDescription() == state.sentence.text()
    assert state.button.text() == "Examine the library" and state.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    there = state.geometry().center() - middle
    assert abs(there.x()) < 4 and abs(there.y()) < 4, "in the middle of where the picture would be"
    asked: list[str] = []
    unseen._desk.trigger = asked.append
    state.button.click()
    assert asked == ["library.check"]


def test_what_cannot_be_seen_is_neither_reviewed_nor_decided_about(qtbot, place, captures, unseen):
    key = unseen.row.id
    assert not unseen.review.isEnabled() and not unseen.head.zoom.isVisible() and unseen.canvas.proposals == ()
    place.desk.trigger("evidence.review")
    place.desk.trigger("evidence.refuse")
    assert not place.desk.saving
    row = captures.one(key)
    assert row.state is not CaptureState.REVIEWED and len(open_of(row)) == 2


def test_a_picture_on_its_way_is_not_reviewed_before_it_stands(qtbot, place, captures):
    row = next(one for one in captures.all(unreviewed_only=True) if not open_of(one))
    place.show_row(row.id)
    large = place.large
    assert not large.canvas.has_picture and not large.review.isEnabled()
    for _ in range(2):
        QTest.keyClick(large.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not place.desk.saving
    qtbot.waitUntil(lambda: large.canvas.has_picture)
    assert captures.one(row.id).state is CaptureState.UNREVIEWED and large.review.isEnabled()
    QTest.keyClick(large.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: captures.one(row.id).state is CaptureState.REVIEWED)


def test_the_keys_that_go_on_to_the_next_picture_stay_with_the_canvas(qtbot, place, unseen):
    key = unseen.row.id
    assert unseen.canvas.hasFocus()
    QTest.keyClick(unseen.canvas, Qt.Key.Key_PageDown)
    assert unseen.row.id != key
    unseen.step(-1)
    qtbot.waitUntil(unseen.unseen.isVisible)
    unseen.unseen.button.setFocus()
    QTest.keyClick(unseen.unseen.button, Qt.Key.Key_PageDown)
    assert unseen.row.id != key and not unseen.unseen.isVisible() and unseen.canvas.hasFocus()


def _missing(place):
    from gemba.errors import GembaError

    try:
        place.desk.app.captures.one("no such picture")
    except GembaError as problem:
        return problem
    raise AssertionError("there is such a picture")
