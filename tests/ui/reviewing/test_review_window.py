"""The reviewer's window on a real file: add with mouse and keys, answer, take away, undo, kill, save, refuse."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from gemba.services.reviews.elsewhere import Review
from gemba.ui.look.theme import Theme
from gemba.ui.reviewing.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.reviewing.said_row import SAID
from tests.ui.reviewing.conftest import opened, shut


def drag(qtbot, canvas, start, end):
    """Drag between two spots, given in parts of the picture."""
    scale, corner = canvas.scale_and_corner()
    size = canvas._image.size()
    spots = [
        QPoint(round(corner.x() + x * size.width() * scale), round(corner.y() + y * size.height() * scale))
        for x, y in (start, end)
    ]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spots[0])
    qtbot.mouseMove(canvas, spots[1])
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spots[1])


def test_a_region_is_dragged_spoken_about_and_answered(qtbot, window, file):
    picture = window.here
    window.actions_by_id["reviewing.region"].trigger()
    drag(qtbot, window.canvas, (0.25, 0.25), (0.75, 0.75))
    assert "region" in window.side.about.text() and window.focusWidget() is window.side.line
    window.side.author.setText("team lead")
    qtbot.keyClicks(window.side.line, "Nobody would miss this")
    qtbot.keyClick(window.side.line, Qt.Key.Key_Return)
    window.side.entries.setCurrentRow(0)
    qtbot.keyClicks(window.side.line, "No")
    window.side.answer.click()
    rows = window.review.comments(picture.id)
    assert [(row.author, row.text) for row in rows] == [
        ("facilitator", "Is it read?"),
        ("team lead", "No"),
        ("team lead", "Nobody would miss this"),
    ]
    region = rows[2].region_px
    assert abs(region[0] - picture.width / 4) <= 3 and abs(region[2] - picture.width * 3 / 4) <= 3


def test_marks_are_drawn_taken_away_and_undone(qtbot, window):
    for tool in ("box", "arrow"):
        window.actions_by_id[f"reviewing.{tool}"].trigger()
        drag(qtbot, window.canvas, (0.2, 0.2), (0.6, 0.6))
    assert [one.mark.kind.value for one in window.review.marks(window.here.id)] == ["box", "arrow"]
    window.side.entries.setCurrentRow(window.side.entries.count() - 1)
    window.actions_by_id["reviewing.remove"].trigger()
    assert [one.mark.kind.value for one in window.review.marks(window.here.id)] == ["box"]
    window.actions_by_id["reviewing.undo"].trigger()
    assert len(window.review.marks(window.here.id)) == 2
    before = window.grab().toImage()
    window.side.entries.setCurrentRow(0)
    window.actions_by_id["reviewing.remove"].trigger()
    assert "Answer it with a comment" in window.status.text(), "what the sender said stays"
    assert not before.isNull()


def test_closing_saves_into_the_file_and_a_kill_keeps_the_draft(qtbot, qapp, window, file):
    qtbot.keyClicks(window.side.line, "first")
    qtbot.keyClick(window.side.line, Qt.Key.Key_Return)
    with Review.open(file) as other:  # what a killed window leaves
        assert "first" in [row.text for row in other.comments(window.here.id)]
        assert other.is_unsaved
    shut(qtbot, window)
    with Review.open(file) as saved:
        assert not saved.is_unsaved
        assert "first" in [row.text for row in saved.comments(saved.pictures()[0].id)]


def test_every_picture_is_reached_with_keys_and_letters_typed_stay_letters(qtbot, window):
    for expected in (1, 2, 2):
        window.actions_by_id["reviewing.next"].trigger()
        assert window.list.currentRow() == expected
    qtbot.waitUntil(lambda: not window.canvas._image.isNull())
    window.side.line.setFocus()
    qtbot.keyClicks(window.side.line, "Racv")
    assert window.side.line.text() == "Racv" and window.canvas.tool == "select"


def test_everything_has_a_name_and_no_key_means_two_things(window):
    from PySide6.QtWidgets import QLineEdit, QListWidget, QToolButton

    parts = [*window.findChildren(QToolButton), *window.findChildren(QLineEdit), *window.findChildren(QListWidget)]
    assert all(part.accessibleName() for part in parts if part.isVisible())
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))


def test_a_file_that_cannot_be_saved_is_said_and_nothing_is_lost(qtbot, window, file):
    qtbot.keyClicks(window.side.line, "kept")
    qtbot.keyClick(window.side.line, Qt.Key.Key_Return)
    good = file.read_bytes()
    file.write_bytes(b"gone wrong")
    window.save()
    qtbot.waitUntil(lambda: "cannot be opened as a review" in window.status.text())
    assert window.review.is_unsaved
    file.write_bytes(good)
    window.save()
    qtbot.waitUntil(lambda: not window.review.is_unsaved)


def test_f1_lists_every_key_of_this_window_and_esc_closes(qtbot, window):
    qtbot.keyClick(window.canvas, Qt.Key.Key_F1)
    sheet = window.key_sheet
    assert sheet.isVisible() and [text for text, _ in sheet.lines] == [
        *(one.text for one in ACTIONS),
        *(text for text, _ in CANVAS_KEYS),
    ]
    QApplication.processEvents()
    words = sheet.area.widget().findChildren(QLabel)
    under = sheet.frame.height() - max(one.mapTo(sheet.frame, one.rect().bottomLeft()).y() for one in words)
    assert 24 <= under <= 48, "the sheet is as high as its lines"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("language", "reviewer", "facilitator"), [("zh-Hans", "审阅者", "走访者"), ("vi", "người duyệt", "người đến xem")]
)
def test_roles_that_nobody_typed_are_said_in_the_language_and_stored_as_ever(
    qtbot, qapp, file, language, reviewer, facilitator
):
    window = opened(qtbot, qapp, file, language=language)
    assert window.side.author.text() == reviewer
    assert window.review.author == "reviewer"
    when = window.side.entries.item(0).data(SAID).when
    assert window.side.entries.item(0).text().startswith(f"{facilitator} · {when}\n")
    window.side.author.setText("facilitator")
    assert window.review.author == "facilitator"
    window.side.author.setText(reviewer)
    assert window.review.author == "reviewer"
    window.side.author.setText("")
    assert window.review.author == "reviewer"
    window.side.author.setText("组长")
    assert window.review.author == "组长"
    shut(qtbot, window)


def test_an_answered_comment_that_is_taken_away_stays_and_says_so(qtbot, window):
    review, picture = window.review, window.here.id
    said = review.comment(picture, "Nobody would miss this")
    review.reply(said, "No")
    window._refresh()
    for sentence in ("It stays in sight because somebody answered it.", "It was taken away already"):
        row = next(at for at in range(window.side.entries.count()) if choose(window, at) == said)
        window.side.entries.setCurrentRow(row)
        window.actions_by_id["reviewing.remove"].trigger()
        assert sentence in window.status.text()
        assert said in [one.id for one in review.comments(picture)]


def choose(window, row):
    window.side.entries.setCurrentRow(row)
    return window.side.current()


@pytest.mark.parametrize("language", ["en", "zh-Hans", "vi"])
def test_every_line_of_a_comment_is_seen_whoever_said_it(qtbot, qapp, file, language):
    # The faces of Chinese are higher than Inter: only with them would a line fall out.
    Theme(qapp, appearance="light").load_companions()
    window = opened(qtbot, qapp, file, language=language)
    entries = window.side.entries
    assert entries.item(0).text().count("\n") == 1
    qtbot.waitUntil(entries.isVisible)
    rect = entries.visualItemRect(entries.item(0))
    image = entries.viewport().grab(rect).toImage()
    ground = image.pixelColor(image.width() - 2, 1).lightness()
    inked = [
        y
        for y in range(image.height())
        if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for x in range(image.width()))
    ]
    # One line of 13 px, in dots or not, is at most 18 high; it would stand in the middle of the room for two.
    assert inked[-1] - inked[0] >= 24, (language, inked)
    shut(qtbot, window)


def test_the_names_of_the_pictures_stand_apart_from_the_beginning(window):
    def places() -> list[QRect]:
        return [window.list.visualItemRect(window.list.item(at)) for at in range(window.list.count())]

    stood = places()
    window.list.doItemsLayout()
    assert len(stood) == 3
    assert stood == places()
