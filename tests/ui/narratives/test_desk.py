"""The writing desk on the sample's narratives: typing, pages, outline, remarks, citing, keeping, leaving."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.app import open_app
from gemba.services.narratives.pages import Citable
from gemba.services.narratives.paper import PaperChoice
from gemba.services.tickets.fields import TicketFields
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.leaving.sheet import LeavingSheet
from gemba.ui.narratives.place import NarrativesPlace
from gemba.ui.narratives.writing import Writing

LONG_MS = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def end_of(writing: Writing, line: int) -> None:
    writing.page.editor.go_to_line(line)
    cursor = writing.page.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    writing.page.editor.setTextCursor(cursor)


def stored(writing: Writing) -> str:
    row = writing.row
    assert row is not None
    return writing._desk.app.narratives.one(row.id).source


def kept(qtbot: QtBot, writing: Writing) -> None:
    writing.keeping.commit()
    qtbot.waitUntil(lambda: not writing.keeping.pending and not writing.keeping._writing, timeout=LONG_MS)


def checked(qtbot: QtBot, writing: Writing) -> None:
    qtbot.waitUntil(lambda: writing.remarking.checked_text == writing.page.editor.text(), timeout=LONG_MS)


def test_opening_shows_text_outline_and_the_engine_s_first_page(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    assert page.editor.text() == stored(writing)
    assert not writing.keeping.pending
    titles = [entry.title for entry in page.outline.lines()]
    assert titles[0].startswith("Purpose") and titles[-1] == "Appendix"
    assert page.outline.lines()[-1].beside == "18 pictures"
    assert writing.row is not None
    assert writing._desk.app.narratives.leaving(writing.row.id, PaperChoice()).pictures == 18, "what the export says"
    assert page.pages.where.text() == "Page 1 of 6"
    assert "/ 6 pages" in page.budget.text() and "min read" in page.budget.text()
    image = page.pages.view._image
    assert image is not None and image.width() == page.pages.view.page_width_px()
    assert "words" in page.counted.text()


@pytest.mark.parametrize(
    ("language", "typed"), [("en", " Once more."), ("zh-Hans", "又改了一次。"), ("vi", " Thêm một lần.")]
)
def test_what_is_typed_comes_onto_the_page(
    qtbot: QtBot, open_desk: Callable[[str], Writing], language: str, typed: str
) -> None:
    writing = open_desk(language)
    laid = writing.page.pages.laid
    assert laid is not None
    before = laid.made.checksum
    end_of(writing, writing.page.outline.lines()[1].line + 2)
    event = QInputMethodEvent("", [])
    event.setCommitString(typed)
    QApplication.sendEvent(writing.page.editor, event)
    wanted = writing.page.editor.text()
    assert typed in wanted
    qtbot.waitUntil(lambda: writing.page.pages.laid.source == wanted, timeout=LONG_MS)
    assert writing.page.pages.laid.made.checksum != before
    kept(qtbot, writing)
    assert stored(writing) == wanted


def test_the_head_of_the_page_says_the_draft_that_was_kept(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    text = page.editor.text()
    assert "draft: 3\n" in text
    page.editor.take_over(text.replace("draft: 3\n", ""))
    kept(qtbot, writing)
    assert writing.row is not None and writing.row.draft == 4
    qtbot.waitUntil(lambda: page.pages.laid.document.front.draft == 4, timeout=LONG_MS)


def test_the_page_follows_the_cursor_and_keys_turn_it(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    last = page.outline.lines()[-2]
    page.outline.setFocus()
    page.outline.setCurrentIndex(page.outline.model().index(len(page.outline.lines()) - 2, 0))
    QTest.keyClick(page.outline, Qt.Key.Key_Return)
    assert page.editor.line() == last.line
    qtbot.waitUntil(lambda: page.pages.where.text() == "Page 6 of 6", timeout=LONG_MS)
    assert page.pages.view._mark is not None
    page.pages.view.setFocus()
    QTest.keyClick(page.pages.view, Qt.Key.Key_PageUp)
    assert page.pages.where.text() == "Page 5 of 6"
    QTest.keyClick(page.pages.view, Qt.Key.Key_End)
    assert page.pages.where.text().startswith("Appendix")
    width = page.pages.view.page_width_px()
    QTest.keyClick(page.window(), Qt.Key.Key_Plus, CONTROL)
    assert page.pages.view.page_width_px() > width


def test_a_click_on_the_page_goes_to_its_paragraph(qtbot: QtBot, writing: Writing) -> None:
    laid = writing.page.pages.laid
    assert laid is not None
    block = laid.made.blocks[3]
    writing.page.pages.pointed.emit(laid.line_at(0, block.top_pt + 2))
    assert writing.page.editor.line() == block.source_first


def test_over_the_budget_the_outline_says_by_how_many_lines(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    cursor = page.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    page.editor.insertPlainText("\n\n" + "\n\n".join(["One more sentence that is too much [T1]."] * 40))
    wanted = page.editor.text()
    qtbot.waitUntil(lambda: page.pages.laid.source == wanted, timeout=LONG_MS)
    over = [entry for entry in page.outline.lines() if entry.over]
    assert over and over[-1].beside.startswith("+")
    assert "▲" in page.budget.text()
    checked(qtbot, writing)
    assert page.remarks.remarks[0].kind == "over"


def test_f8_goes_to_the_next_remark_and_selects_it(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    end_of(writing, 20)
    QTest.keyClicks(page.editor, " Really significantly bad [T99]. [[what else?]]")
    checked(qtbot, writing)
    assert {"code", "gap"} <= {one.kind for one in page.remarks.remarks}
    assert page.editor.extraSelections()
    seen = set()
    for _ in page.remarks.remarks:
        QTest.keyClick(page.editor, Qt.Key.Key_F8)
        assert page.editor.line() == 20
        seen.add(page.editor.textCursor().selectedText())
    assert {"[T99]", "[[what else?]]"} <= seen
    assert page.remarks.isVisible()
    first = page.remarks.view.currentIndex().row()
    QTest.keyClick(page.editor, Qt.Key.Key_F8, SHIFT)
    assert page.remarks.view.currentIndex().row() == (first - 1) % len(page.remarks.remarks)


def test_at_sign_offers_what_can_be_cited_and_enter_puts_it_in(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    end_of(writing, 20)
    QTest.keyClicks(page.editor, " See @")
    assert page.citing.isVisible()
    QTest.keyClicks(page.editor, "typed three")
    assert page.citing._model.rows[0].code.startswith("T1")
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.text().split("\n")[19].endswith("See [T1]")
    assert not page.citing.isVisible()
    QTest.keyClicks(page.editor, ", @T1.money.lik")
    QTest.keyClick(page.editor, Qt.Key.Key_Tab)
    assert page.editor.text().split("\n")[19].endswith("[=T1.money.likely]")
    QTest.keyClicks(page.editor, " @")
    QTest.keyClick(page.editor, Qt.Key.Key_Escape)
    assert not page.citing.isVisible()
    QTest.keyClicks(page.editor, "T")
    assert not page.citing.isVisible()
    QTest.keyClicks(page.editor, " mail@")
    assert not page.citing.isVisible()


def test_what_is_cited_takes_the_place_of_all_that_was_typed_also_with_an_emoji(writing: Writing) -> None:
    page = writing.page
    for asked in ("🙂🙂 mắm", unicodedata.normalize("NFD", "mắm")):
        page.citing.citable = (Citable("T77", f"Nước {asked}"),)
        end_of(writing, 20)
        before = page.editor.text().split("\n")[19]
        page.editor.insertPlainText(f" 🙂 see @{asked}")
        assert page.citing.isVisible() and page.citing.asked() == asked
        QTest.keyClick(page.editor, Qt.Key.Key_Return)
        assert page.editor.text().split("\n")[19] == f"{before} 🙂 see [T77]"


def test_a_list_that_was_closed_stays_closed_while_an_emoji_is_typed(writing: Writing) -> None:
    page = writing.page
    page.citing.citable = (Citable("T77", "Nước 🙂🙂 mắm"),)
    end_of(writing, 20)
    QTest.keyClicks(page.editor, " @")
    QTest.keyClick(page.editor, Qt.Key.Key_Escape)
    for _ in "ab":
        page.editor.insertPlainText("🙂")
        assert page.citing.isHidden()


def test_a_code_under_the_cursor_is_told_and_followed(
    qtbot: QtBot, writing: Writing, sample_window: MainWindow
) -> None:
    page = writing.page
    line = page.editor.text().split("\n").index(next(t for t in page.editor.text().split("\n") if "[T10]" in t)) + 1
    page.editor.go_to_line(line, words="[T10]")
    cursor = page.editor.textCursor()
    cursor.setPosition(cursor.selectionStart() + 2)
    page.editor.setTextCursor(cursor)
    assert page.card.isVisible() and page.card.code == "T10"
    assert writing.citable["T10"].title in page.card.title.text()
    page.editor.link_followed.emit("T10")
    assert sample_window.place_name == "tickets"


def test_half_typed_text_is_in_the_library_before_any_draft(
    qtbot: QtBot, writing: Writing, sample_folder: Path
) -> None:
    row = writing.row
    assert row is not None
    end_of(writing, 20)
    QTest.keyClicks(writing.page.editor, " half a sen")
    wanted = writing.page.editor.text()
    narratives = writing._desk.app.narratives
    qtbot.waitUntil(lambda: narratives.half_typed(row.id) == (wanted, True), timeout=LONG_MS)


def test_what_was_half_typed_comes_back_after_an_end_without_warning(qtbot: QtBot, place: NarrativesPlace) -> None:
    row = next(one.row for one in place.list.rows() if one.row.language.value == "en")
    place.desk.app.narratives.keep_half_typed(row.id, row.source + "half a sen", based_on=row.source)
    place.open(row.id)
    writing = place.writing
    assert writing is not None
    assert writing.page.editor.text() == row.source + "half a sen"
    qtbot.waitUntil(lambda: writing.page.banner.isVisible())
    kept(qtbot, writing)
    assert stored(writing) == row.source + "half a sen"


def test_undo_goes_through_the_keys_and_then_the_library(
    qtbot: QtBot, writing: Writing, sample_window: MainWindow
) -> None:
    editor, before = writing.page.editor, stored(writing)
    end_of(writing, 20)
    QTest.keyClicks(editor, " one")
    kept(qtbot, writing)
    QTest.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert editor.text() == before
    QTest.keyClick(editor, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert " one" in editor.text()
    kept(qtbot, writing)
    # Another sitting knows nothing of those keys: undo is the library's.
    row = writing.row
    assert row is not None
    place = sample_window.places["narratives"]
    assert isinstance(place, NarrativesPlace)
    place.show_list()
    place.open(row.id)
    QTest.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: editor.text() == before, timeout=LONG_MS)
    qtbot.waitUntil(lambda: stored(writing) == before, timeout=LONG_MS)
    QTest.keyClick(editor, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: " one" in editor.text(), timeout=LONG_MS)


@pytest.mark.parametrize("mine", [True, False])
def test_two_hands_both_texts_are_kept_and_the_person_chooses(qtbot: QtBot, writing: Writing, mine: bool) -> None:
    app, page = writing._desk.app, writing.page
    row = writing.row
    assert row is not None
    end_of(writing, 20)
    QTest.keyClicks(page.editor, " mine")
    ours, theirs = page.editor.text(), row.source + "\nTheirs.\n"
    app.narratives.write(row.id, theirs, based_on=row.source, sitting="another window")
    qtbot.waitUntil(lambda: page.banner.isVisible() and not page.banner.first.isHidden(), timeout=LONG_MS)
    qtbot.waitUntil(lambda: ours in [one.source for one in app.narratives.versions(row.id)], timeout=LONG_MS)
    QTest.mouseClick(page.banner.first if mine else page.banner.second, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(writing) == (ours if mine else theirs), timeout=LONG_MS)
    assert page.editor.text() == (ours if mine else theirs)
    assert {ours, theirs} <= {one.source for one in app.narratives.versions(row.id)} | {stored(writing)}


def test_another_window_s_draft_is_shown_where_nothing_waits_here(qtbot: QtBot, writing: Writing) -> None:
    row = writing.row
    assert row is not None
    end_of(writing, 20)
    at = writing.page.editor.textCursor().position()
    source = row.source + "\nFrom elsewhere.\n"
    writing._desk.app.narratives.write(row.id, source, based_on=row.source, sitting="another window")
    qtbot.waitUntil(lambda: writing.page.editor.text() == source, timeout=LONG_MS)
    assert writing.page.editor.textCursor().position() == at
    assert not writing.keeping.pending


def test_a_wrong_front_matter_is_said_and_nothing_is_lost(qtbot: QtBot, writing: Writing) -> None:
    editor, before = writing.page.editor, stored(writing)
    editor.go_to_line(3, words="language")
    QTest.keyClicks(editor, "zunge zunge")
    writing.keeping.commit()
    qtbot.waitUntil(lambda: writing.page.pages.trouble.isVisible(), timeout=LONG_MS)
    assert "3" in writing.page.pages.trouble.text()
    assert stored(writing) == before
    row = writing.row
    assert row is not None
    narratives = writing._desk.app.narratives
    qtbot.waitUntil(lambda: narratives.half_typed(row.id) == (editor.text(), True), timeout=LONG_MS)


def test_a_changed_number_is_remarked_and_accepted_with_one_button(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    writing._desk.app.tickets.edit("A01", TicketFields(money_likely="15500"))
    qtbot.waitUntil(lambda: any(one.kind == "stale" for one in page.remarks.remarks), timeout=LONG_MS)
    while (one := page.remarks.current()) is None or one.kind != "stale":
        QTest.keyClick(page.editor, Qt.Key.Key_F8)
    count = sum(one.kind == "stale" for one in page.remarks.remarks)
    assert page.editor.textCursor().selectedText().startswith("[=T1.")
    QTest.mouseClick(page.remarks.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sum(one.kind == "stale" for one in page.remarks.remarks) < count, timeout=LONG_MS)


def test_find_counts_and_goes_round(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    QTest.keyClick(page.editor, Qt.Key.Key_F, CONTROL)
    assert page.finder.isVisible() and page.finder.field.hasFocus()
    QTest.keyClicks(page.finder.field, "Shanghai")
    many = page.editor.text().count("Shanghai")
    assert page.finder.said.text() == f"1 of {many}"
    assert len(page.editor.extraSelections()) >= many
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return)
    assert page.finder.said.text() == f"2 of {many}"
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return, SHIFT)
    assert page.finder.said.text() == f"{many} of {many}"
    QTest.keyClick(page.finder.field, Qt.Key.Key_Escape)
    assert not page.finder.isVisible() and page.editor.hasFocus()


def test_marks_of_a_writer_and_plain_paste(qtbot: QtBot, writing: Writing) -> None:
    editor = writing.page.editor
    editor.load("A plain line\nsecond\u00a0line 😀 end")
    editor.go_to_line(1, words="plain")
    QTest.keyClick(editor, Qt.Key.Key_B, CONTROL)
    assert editor.text().startswith("A **plain** line")
    editor.go_to_line(2, words="end")
    QTest.keyClick(editor, Qt.Key.Key_I, CONTROL)
    assert editor.text().endswith("second\u00a0line 😀 *end*")
    editor.next_heading_level()
    assert editor.text().split("\n")[1].startswith("## second")
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain\r\ntext")
    editor.go_to_line(1)
    editor.insertFromMimeData(data)
    assert editor.text().startswith("plain\ntextA **plain**")


def test_a_kept_state_is_read_and_taken_back(qtbot: QtBot, writing: Writing) -> None:
    page, before = writing.page, stored(writing)
    end_of(writing, 20)
    QTest.keyClicks(page.editor, " later thought")
    QTest.keyClick(page.editor, Qt.Key.Key_D, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: page.right.currentIndex() == 1 and page.versions.view.count() >= 2, timeout=LONG_MS)
    assert "later thought" in stored(writing)
    rows = [page.versions.view.item(at).text() for at in range(page.versions.view.count())]
    assert "in work" in rows[0]
    page.versions.view.setCurrentRow(len(rows) - 1)
    assert page.versions.text.text() == before
    QTest.mouseClick(page.versions.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.text() == before, timeout=LONG_MS)
    assert page.right.currentIndex() == 0


def test_export_says_what_leaves_and_writes_the_pdf(
    qtbot: QtBot, writing: Writing, sample_window: MainWindow, tmp_path: Path
) -> None:
    end_of(writing, 20)
    QTest.keyClicks(writing.page.editor, " Last word.")
    QTest.keyClick(writing.page.editor, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: bool(sample_window.findChildren(LeavingSheet)), timeout=LONG_MS)
    sheet = sample_window.findChildren(LeavingSheet)[0]
    said = " ".join(line.sentence for line in sheet.leaving.lines)
    assert "6 pages to be read" in said and "reviewed picture" in said and "covered" in said
    assert " Last word." in stored(writing)
    sheet.fields.set_folder(tmp_path)
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(tmp_path.glob("*.pdf")) != [], timeout=LONG_MS)
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    row = writing.row
    assert row is not None
    qtbot.waitUntil(lambda: bool(writing._desk.app.narratives.versions(row.id)[-1].checksum), timeout=LONG_MS)


def test_enter_for_a_sheet_that_is_not_there_yet_writes_nothing_into_the_text(
    qtbot: QtBot, writing: Writing, sample_window: MainWindow
) -> None:
    end_of(writing, 20)
    editor = writing.page.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    before = editor.toPlainText()
    QTest.keyClick(editor, Qt.Key.Key_E, CONTROL)
    has_keys = sample_window.focusWidget()
    assert has_keys is writing.page.export
    QTest.keyClick(has_keys, Qt.Key.Key_Return)
    QTest.keyClick(has_keys, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(sample_window.findChildren(LeavingSheet)), timeout=LONG_MS)
    qtbot.waitUntil(lambda: not writing._desk.jobs.busy, timeout=LONG_MS)
    (sheet,) = sample_window.findChildren(LeavingSheet)
    assert editor.toPlainText() == before
    QTest.keyClick(sheet.write_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(editor.hasFocus)
    assert editor.textCursor().hasSelection()


def test_a_second_program_finds_what_was_kept(
    qtbot: QtBot, writing: Writing, place: NarrativesPlace, sample_folder: Path
) -> None:
    end_of(writing, 20)
    QTest.keyClicks(writing.page.editor, " For good.")
    place.leave()
    qtbot.waitUntil(lambda: not writing.keeping.pending, timeout=LONG_MS)
    with open_app(sample_folder) as app:
        assert any(" For good." in one.source for one in app.narratives.all())


def test_a_change_of_look_leaves_the_text_where_it_was(qtbot, place, writing):
    editor = writing.page.editor
    editor.go_to_line(editor.document().blockCount() - 1)
    QApplication.processEvents()
    bar, at = editor.verticalScrollBar(), editor.cursorForPosition(QPoint(0, 0)).position()
    assert bar.value() > 10 * editor.viewport().height()
    for look in ("dark", "light"):
        place.desk.theme.wear(look)
        QApplication.processEvents()
        assert editor.cursorForPosition(QPoint(0, 0)).position() == at, look
