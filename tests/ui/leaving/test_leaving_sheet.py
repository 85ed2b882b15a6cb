"""The sheet that says what will leave: over the window, by keyboard alone, and nothing leaves by accident."""

import threading
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.errors import LibraryDamaged, UserError
from gemba.message import say
from gemba.services.leaving.reckoning import Reckoned, UnreviewedPicture
from gemba.ui.desk import Toast
from gemba.ui.language.words import Words
from gemba.ui.leaving.leaving import Leaving, LeavingLine, Suffix, lines_of
from gemba.ui.leaving.sheet import show_leaving_sheet
from gemba.ui.widgets.labels import PlainLabel

UNREVIEWED = tuple(UnreviewedPicture(f"{at:032x}", f"T1/0{at}") for at in range(6))


def leaving(**changed):
    values = {
        "title": "Write the report",
        "suffixes": (Suffix(".pdf", "PDF"), Suffix(".md", "Markdown")),
        "name": "S1 Refunds desk",
        "lines": (LeavingLine("images", "4 pictures, all reviewed"),),
        "write": lambda chosen, _: _text(chosen.path),
    }
    return Leaving(**{**values, **changed})


def _text(path: Path) -> Path:
    path.write_text("report", "utf-8")
    return path


@pytest.fixture
def window(qtbot, empty_window):
    qtbot.waitExposed(empty_window)
    empty_window.activateWindow()
    return empty_window


def shown(qtbot, window, tmp_path, **changed):
    sheet = show_leaving_sheet(window.desk, window, leaving(**changed), then=changed.pop("then", None))
    sheet.fields.set_folder(tmp_path)
    qtbot.waitUntil(sheet.isVisible)
    return sheet


def texts(sheet):
    return [one.text() for one in sheet.findChildren(PlainLabel) if one.isVisible()]


def test_it_says_what_will_leave_and_writes_with_enter(qtbot, window, tmp_path):
    toasts: list[Toast] = []
    window.desk.toasted.connect(toasts.append)
    sheet = shown(qtbot, window, tmp_path)
    assert "4 pictures, all reviewed" in texts(sheet)
    assert QApplication.focusWidget() is sheet.write_button
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet.write_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "S1-Refunds-desk.pdf").read_text("utf-8") == "report"
    assert toasts[-1].button == "Open"


def test_esc_closes_and_nothing_is_written(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path)
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet.write_button, Qt.Key.Key_Escape)
    assert list(tmp_path.glob("*.pdf")) == []


def test_tab_goes_round_on_the_sheet_and_never_behind_it(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path)
    seen = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert sheet.frame.isAncestorOf(now)
        seen.append(now)
    assert {sheet.fields.name, sheet.fields.choose, sheet.cancel_button, sheet.write_button} <= set(seen)


def test_the_keys_of_the_window_do_nothing_behind_the_sheet(qtbot, window, tmp_path):
    before = window.stack.currentWidget()
    sheet = shown(qtbot, window, tmp_path)
    QTest.keyClick(sheet.write_button, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.stack.currentWidget() is before


def test_the_focus_comes_back(qtbot, window, tmp_path):
    button = window.rail.buttons["today"]
    button.setFocus()
    sheet = shown(qtbot, window, tmp_path)
    QTest.keyClick(sheet.write_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(button.hasFocus)


def test_pictures_nobody_looked_at_are_named_and_left_out_by_choice(qtbot, window, tmp_path):
    asked = []

    def write(chosen, _):
        asked.append(chosen)
        return _text(chosen.path)

    sheet = shown(qtbot, window, tmp_path, unreviewed=UNREVIEWED, write=write)
    assert "6 pictures are not reviewed yet." in texts(sheet)
    assert "T1/00, T1/01, T1/02, T1/03 and 2 more" in texts(sheet)
    assert sheet.write_button.text() == "Write it without them"
    with qtbot.waitSignal(sheet.closed):
        QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    assert asked[0].accept_unreviewed


def test_what_must_be_reviewed_first_cannot_be_written(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path, unreviewed=UNREVIEWED, may_leave_out=False)
    assert not sheet.write_button.isEnabled()
    QTest.keyClick(sheet.cancel_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.isVisible()
    assert list(tmp_path.glob("*.pdf")) == []


def test_review_them_goes_to_the_first_in_evidence(qtbot, window, tmp_path):
    wanted = []
    window.desk.wants.disconnect(window.go)
    window.desk.wants.connect(lambda *where: wanted.append(where))
    sheet = shown(qtbot, window, tmp_path, unreviewed=UNREVIEWED)
    QTest.mouseClick(sheet.unreviewed.button, Qt.MouseButton.LeftButton)
    assert wanted == [("evidence", UNREVIEWED[0].capture_id)]
    assert not sheet.isVisible()


def test_the_form_changes_the_ending_and_a_file_that_stands_there_is_told(qtbot, window, tmp_path):
    (tmp_path / "S1-Refunds-desk.md").write_text("old", "utf-8")
    sheet = shown(qtbot, window, tmp_path)
    assert not sheet.fields.replaces.isVisible()
    QTest.mouseClick(sheet.fields.forms.button(1), Qt.MouseButton.LeftButton)
    assert sheet.fields.path() == tmp_path / "S1-Refunds-desk.md"
    assert "S1-Refunds-desk.md" in sheet.fields.replaces.text()


def test_a_file_without_a_name_is_refused_beside_the_field(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path)
    sheet.fields.name.clear()
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    assert sheet.problem.text() == "The file needs a name."
    assert sheet.fields.name.hasFocus()


def test_what_went_wrong_is_said_on_the_sheet_and_it_can_be_tried_again(qtbot, window, tmp_path):
    def refuse(chosen, _):
        raise UserError(say("The disk is full."))

    sheet = shown(qtbot, window, tmp_path, write=refuse)
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.problem.text() == "The disk is full.")
    assert sheet.write_button.isEnabled()
    assert sheet.write_button.hasFocus(), "Enter tries again"


def test_what_is_lost_of_the_library_is_said_with_the_button_that_looks_for_more(qtbot, window, tmp_path):
    def lost(chosen, _):
        raise LibraryDamaged(say("The stored file is missing."))

    commands: list[str] = []
    window.desk.command.connect(commands.append)
    sheet = shown(qtbot, window, tmp_path, write=lost)
    assert not sheet.examine.isVisible()
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(sheet.examine.isVisible)
    QTest.mouseClick(sheet.examine, Qt.MouseButton.LeftButton)
    assert commands == ["library.check"] and not sheet.isVisible()


def test_writing_can_be_cancelled(qtbot, window, tmp_path):
    shown_first, go_on = threading.Event(), threading.Event()

    def slow(chosen, job):
        assert shown_first.wait(20)
        job.step(1, 3)
        assert go_on.wait(20)
        job.step(2, 3)
        return _text(chosen.path)

    sheet = shown(qtbot, window, tmp_path, write=slow)
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    shown_first.set()
    qtbot.waitUntil(lambda: sheet.progress.maximum() == 3)
    QTest.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert sheet.isVisible()
    assert sheet.write_button.isEnabled()
    assert list(tmp_path.glob("*.pdf")) == []


def test_lines_that_take_a_moment_come_later(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path, later=lambda _: (LeavingLine("file-text", "6 pages"),))
    qtbot.waitUntil(lambda: "6 pages" in texts(sheet))
    assert not sheet.reckoning.isVisible()


def test_what_comes_later_takes_the_room_that_was_kept_and_nothing_moves(qtbot, window, tmp_path):
    counted = threading.Event()

    def later(_):
        assert counted.wait(20)
        return (LeavingLine("file-text", "6 pages"),)

    sheet = shown(qtbot, window, tmp_path, later=later)
    QApplication.processEvents()
    below = next(one for one in sheet.findChildren(PlainLabel) if one.text() == "4 pictures, all reviewed")
    before, high = below.mapTo(sheet, below.rect().topLeft()), sheet.frame.geometry()
    assert sheet.reckoning.isVisible()
    counted.set()
    qtbot.waitUntil(lambda: "6 pages" in texts(sheet))
    QApplication.processEvents()
    assert (below.mapTo(sheet, below.rect().topLeft()), sheet.frame.geometry()) == (before, high)


def test_pages_of_the_pdf_are_told_of_no_other_form(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path, later=lambda _: (LeavingLine("file-text", "6 pages", only=".pdf"),))
    qtbot.waitUntil(lambda: "6 pages" in texts(sheet))
    for form, told in ((1, False), (0, True)):
        QTest.mouseClick(sheet.fields.forms.button(form), Qt.MouseButton.LeftButton)
        assert ("6 pages" in texts(sheet)) is told


def test_enter_in_the_name_writes(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path)
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet.fields.name, Qt.Key.Key_Return)
    assert (tmp_path / "S1-Refunds-desk.pdf").read_text("utf-8") == "report"


def test_without_a_writer_the_caller_gets_the_path(qtbot, window, tmp_path):
    got: list[Path] = []
    sheet = show_leaving_sheet(window.desk, window, leaving(write=None), then=got.append)
    sheet.fields.set_folder(tmp_path)
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    assert got == [tmp_path / "S1-Refunds-desk.pdf"]


def test_sentences_of_what_was_reckoned():
    found = Reckoned(notes=12, pictures=4, unreviewed=(), names_as_roles=3, masked=2)
    assert [one.sentence for one in lines_of(Words("en"), found)] == [
        "12 notes",
        "4 pictures, all reviewed",
        "3 names printed as roles",
        "2 names, numbers or addresses masked",
    ]


def test_a_folder_is_called_a_folder_and_one_that_is_there_is_not_replaced(qtbot, window, tmp_path):
    (tmp_path / "Pictures").mkdir()
    sheet = shown(
        qtbot, window, tmp_path, suffixes=(Suffix("", "Folder of pictures"),), name="Pictures", unreviewed=UNREVIEWED
    )
    said = " ".join(texts(sheet))
    assert "New folder" in said and "Inside" in said and "File" not in said
    assert "Choose another name" in said and "replaced" not in said
    assert "names are printed" not in said
    assert sheet.fields.name.accessibleName() == "Name of the new folder"
    sheet.fields.name.clear()
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.problem.text() == "The folder needs a name."


def foot_of(sheet):
    """Return where the buttons stand in the window, and what stands over them that a hand may be on."""
    parts = (sheet.cancel_button, sheet.write_button, sheet.fields.name, sheet.fields.forms.button(0))
    return [one.mapTo(sheet, one.rect().topLeft()).toTuple() for one in parts]


def test_the_buttons_stay_while_pages_are_counted_and_the_form_changes(qtbot, window, tmp_path):
    counted = threading.Event()

    def later(_):
        assert counted.wait(20)
        return tuple(LeavingLine("file-text", f"{number} pages of something that takes a line") for number in range(3))

    (tmp_path / "S1-Refunds-desk.md").write_text("old", "utf-8")
    languages = {"languages": (("en", "English"), ("vi", "Tiếng Việt")), "language": "en"}
    sheet = shown(qtbot, window, tmp_path, later=later, **languages)
    QApplication.processEvents()
    before, high = foot_of(sheet), sheet.frame.height()
    counted.set()
    qtbot.waitUntil(lambda: sheet.frame.height() > high)
    assert foot_of(sheet) == before, "counted"
    QTest.mouseClick(sheet.fields.forms.button(1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.fields.replaces.isVisible() and not sheet.fields.languages.isVisible())
    QApplication.processEvents()
    assert foot_of(sheet) == before, "another form"


def test_a_form_without_a_language_leaves_no_hole_between_its_fields(qtbot, window, tmp_path):
    languages = {"languages": (("en", "English"), ("vi", "Tiếng Việt")), "language": "en"}
    sheet = shown(qtbot, window, tmp_path, **languages)
    fields = sheet.fields
    for form in (0, 1):
        QTest.mouseClick(fields.forms.button(form), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda form=form: fields.languages.isVisible() == (form == 0))
        QApplication.processEvents()
        rows = [fields.forms.button(0), fields.name, fields.choose, *((fields.languages,) if form == 0 else ())]
        edges = [(one.mapTo(fields, one.rect().topLeft()).y(), one.height()) for one in rows]
        gaps = [low - (high + height) for (high, height), (low, _) in pairwise(edges)]
        assert max(gaps) <= 16, (form, gaps)


def test_the_buttons_stay_when_something_is_refused(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path)
    QApplication.processEvents()
    before = foot_of(sheet)[:2]
    sheet.fields.name.clear()
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(sheet.problem.isVisible)
    QApplication.processEvents()
    assert foot_of(sheet)[:2] == before


def test_a_sheet_that_grows_past_the_window_stays_inside(qtbot, window, tmp_path):
    window.resize(1024, 640)
    many = tuple(LeavingLine("file-text", f"{number} pages") for number in range(30))
    sheet = shown(qtbot, window, tmp_path, later=lambda _: many)
    qtbot.waitUntil(lambda: "29 pages" in texts(sheet))
    QApplication.processEvents()
    assert sheet.rect().contains(sheet.frame.geometry())


def test_of_a_long_name_the_beginning_is_seen(qtbot, window, tmp_path):
    sheet = shown(qtbot, window, tmp_path, name="a name that goes on " * 20)
    assert sheet.fields.name.cursorPosition() == 0
