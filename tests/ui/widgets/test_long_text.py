"""Very long texts: a row lays out their beginning, whoever reads or edits them has all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextOption

from gemba.ui.sessions.editing import GrowingText
from gemba.ui.sessions.timeline_rows import _laid_out
from gemba.ui.sessions.visits_model import folded
from gemba.ui.widgets.glimpse import MOST_LETTERS, MOST_LINES, elided, glimpse, longest_run, wrapping
from gemba.ui.widgets.long_text import LongText

HUGE = {
    "word": "x" * 200_000,
    "tags": "<b>" * 100_000,
    "marks": "a" + "\u0301" * 100_000,
    "lines": "line\n" * 5_000,
    "bidi": "\u202eabc \u05d0\u05d1\u05d2 " * 10_000,
    "chinese": "每天抄写订单" * 20_000,
}


@pytest.mark.parametrize("text", ["", "A note", "A word\n" * (MOST_LINES - 1), "w" * MOST_LETTERS, "每" * MOST_LETTERS])
def test_a_usual_text_stands_as_it_is(text):
    assert glimpse(text) == text


@pytest.mark.parametrize("name", HUGE)
def test_a_row_lays_out_the_beginning_of_a_huge_text_and_says_so(qapp, name):
    text = HUGE[name]
    shown = glimpse(text)
    assert shown.endswith("…")
    assert text.startswith(shown[:-1])
    assert len(shown) <= MOST_LETTERS + 1
    assert shown.count("\n") < MOST_LINES
    assert _laid_out(text, QFont(), 400)[0].text() == shown.replace("\n", "\u2028")


def test_a_letter_keeps_its_marks():
    text = "b" * (MOST_LETTERS - 1) + "e\u0301" + "c" * 10
    assert glimpse(text) == "b" * (MOST_LETTERS - 1) + "…"


@pytest.mark.parametrize("width", [0, 40, 400, 2_000])
@pytest.mark.parametrize("text", ["", "A note", "iiii" * 40, "ill " * 3_000, HUGE["word"], HUGE["chinese"]])
def test_a_line_is_elided_as_qt_elides_the_whole(qapp, text, width):
    metrics = QFontMetrics(QFont())
    assert elided(metrics, text, width) == metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@pytest.mark.parametrize(
    "text",
    ["The order is typed again, " * 6, "iil. " * 30, "订单 nhập lại lần nữa " * 8, "e\u0301i" * 60, "نوشته " * 20],
)
def test_a_line_that_just_fits_is_whole_and_one_pixel_less_elides_it_as_qt_does(qapp, text):
    metrics = QFontMetrics(QFont())
    for end in range(30, len(text), 7):
        line = text[:end]
        room = metrics.horizontalAdvance(line)
        for width in (room + 1, room, room - 1, room - 9, room // 2):
            whole = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            assert elided(metrics, line, width) == whole, (end, width)


def test_only_a_word_as_long_as_a_book_is_broken_anywhere(qapp):
    assert wrapping(HUGE["word"]) == QTextOption.WrapMode.WrapAnywhere
    for text in ("A note", "word " * 10_000, HUGE["chinese"]):
        assert wrapping(text) == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    assert longest_run("a bcd 每天 ef") == 3


def test_a_field_holds_all_of_it_and_changes_how_it_breaks(qtbot):
    field = GrowingText("Words")
    qtbot.addWidget(field)
    field.setPlainText(HUGE["word"])
    assert field.toPlainText() == HUGE["word"]
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
    field.setPlainText("A note")
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_the_whole_opens_on_demand(qtbot):
    read = LongText("Words of the note", more="More")
    qtbot.addWidget(read)
    read.show()
    read.setText("A note")
    assert (read.label.text(), read.more.isVisible()) == ("A note", False)
    read.setText(HUGE["tags"])
    assert read.text() == HUGE["tags"]
    assert len(read.label.text()) < 5_000
    read.more.click()
    assert read.whole is not None
    assert read.whole.toPlainText() == HUGE["tags"]
    assert (read.whole.isVisible(), read.label.isVisible(), read.more.isVisible()) == (True, False, False)
    read.setText("Another")
    assert (read.label.text(), read.whole.isVisible(), read.label.isVisible()) == ("Another", False, True)


def test_a_word_wider_than_the_panel_widens_nothing_and_can_be_opened(qtbot):
    read = LongText("Words of the note", more="More")
    qtbot.addWidget(read)
    read.show()
    read.setText("https://example.org/" + "a" * 200)
    assert read.minimumSizeHint().width() < 200
    assert read.more.isVisible()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đường Crème", "duong creme"),
        ("STRASSE straße", "strasse strasse"),
        ("e\u0301" * 3, "eee"),
        ("每天", "每天"),
        (HUGE["marks"], "a"),
    ],
)
def test_texts_are_compared_without_case_and_accents(text, plain):
    assert folded(text) == plain
