"""In the pseudo-locale, where every sentence is marked and a third longer: none is fixed, none is cut, everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStyledItemDelegate,
    QWidget,
)

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.language.words import pseudo
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel
from tests.ui import states
from tests.ui.fixed_texts import cut, is_fixed, sample_texts, texts_of
from tests.ui.shortened import painted, untold

SIZES = ((1280, 800), (1024, 640))


def found_in(qtbot, window: MainWindow, root: QWidget, peoples: frozenset[str]) -> list[str]:
    found = [f"fixed: {where}: {text!r}" for where, text in texts_of(root) if is_fixed(text, peoples=peoples)]
    for size in SIZES:
        root.resize(*size)
        states.settle(qtbot, window)
        if (root.width(), root.height()) != size:
            found.append(f"does not fit {size}: {root.size().toTuple()}")
        found += [f"cut at {size[0]}: {one}" for one in cut(root)]
        found += [f"shortened at {size[0]} and told nowhere: {one!r}" for one in untold(root)]
    return found


@pytest.mark.timeout(3600)  # against hanging only
@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_no_sentence_is_fixed_or_cut_on_the_sample(qtbot, start, sample_folder):
    application = start(sample_folder, language="pseudo")
    found: dict[str, str] = {}
    for state, window, root in states.walk(qtbot, application, states.SAMPLE):
        for one in found_in(qtbot, window, root, sample_texts()):
            found.setdefault(one, state.name)
    assert "\n".join(f"{where}: {one}" for one, where in found.items()) == ""


@pytest.mark.timeout(3600)  # against hanging only
@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_no_sentence_is_fixed_or_cut_where_nothing_stands_yet(qtbot, start, empty_folder):
    """Nobody has written anything here: no text is taken for people's."""
    application = start(empty_folder, language="pseudo")
    found: dict[str, str] = {}
    for state, window, root in states.walk(qtbot, application, states.EMPTY):
        for one in found_in(qtbot, window, root, frozenset()):
            found.setdefault(one, state.name)
    assert "\n".join(f"{where}: {one}" for one, where in found.items()) == ""


@pytest.mark.parametrize(
    "text",
    ["Save", f"{pseudo('Save')} now", "Really delete it?", f"{pseudo('One')} · two things", "Save (Ctrl+S)"],
)
def test_a_fixed_sentence_is_found(text):
    assert is_fixed(text)


@pytest.mark.parametrize(
    "text",
    [
        pseudo("Save"),
        pseudo(f"{pseudo('Money')}, likely"),
        "T14",
        "Ctrl+K",
        "22 Nov 2026, 00:34",
        "EUR 14,000",
        "",
        "…",
    ],
)
def test_what_is_no_sentence_is_left_alone(text):
    assert not is_fixed(text)


def test_what_people_wrote_is_no_sentence_of_ours():
    assert is_fixed("Refunds & Chargebacks")
    assert not is_fixed("Refunds & Chargebacks", peoples=sample_texts())
    assert is_fixed("Save the whole thing now", peoples=sample_texts())


@pytest.mark.parametrize("text", ["unread", "1  Row 2: order LW-408328, amount 89.90."])
def test_a_tag_and_the_legend_of_a_number_are_peoples(text):
    assert is_fixed(text)
    assert not is_fixed(text, peoples=sample_texts())


@pytest.mark.parametrize("text", ["Unread pictures", "1  Save the whole thing now", "1 picture"])
def test_a_sentence_that_begins_like_one_of_theirs_is_still_found(text):
    assert is_fixed(text, peoples=sample_texts())


def test_what_is_cut_is_found(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    label, button, fits = PlainLabel("A sentence with too many words"), QPushButton("Many words here"), QLabel()
    short = ElidedLabel("A sentence that shortens itself for want of room")
    wraps = PlainLabel("A sentence over many lines that has one", wrap=True)
    for part in (label, button, fits, short, wraps):
        row.addWidget(part)
    label.setFixedWidth(60)
    button.setFixedWidth(40)
    wraps.setFixedSize(60, 14)
    area = QScrollArea()
    area.setHorizontalScrollBarPolicy(area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
    wide = QWidget()
    wide.setMinimumWidth(900)
    area.setWidget(wide)
    row.addWidget(area)
    room.show()
    room.resize(500, 100)
    texts = "\n".join(cut(room))
    assert len(cut(room)) == 4, texts
    assert "shortens itself" not in texts


class PaintedRow(QStyledItemDelegate):
    """A row as places paint theirs: nothing but its delegate knows that there was no room."""

    def paint(self, painter, option, index):
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, 60)
        painter.drawText(option.rect, text)


@pytest.mark.parametrize("tip", ["", "Another sentence"])
def test_what_a_row_paints_shortened_is_found(qtbot, tip):
    rows = a_list(qtbot, "A sentence that has no room", tip=tip)
    assert untold(rows) == ["A sentence that has no room"]


@pytest.mark.parametrize("tip", ["A sentence that has no room", "<b>Why</b>: A sentence<br/>that has no room."])
def test_what_a_tool_tip_says_as_a_whole_may_be_shortened(qtbot, tip):
    rows = a_list(qtbot, "A sentence that has no room", tip=tip)
    assert painted(rows) == {"A sentence that has no room"}
    assert untold(rows) == []


def test_what_has_room_is_not_shortened(qtbot):
    assert painted(a_list(qtbot, "Short")) == set()


def a_list(qtbot, text, *, tip=""):
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setItemDelegate(PaintedRow(rows))
    item = QListWidgetItem(text)
    item.setToolTip(tip)
    rows.addItem(item)
    rows.show()
    return rows
