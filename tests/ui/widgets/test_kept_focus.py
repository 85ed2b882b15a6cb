"""The keys while a list is built anew: the same control, the neighbour's, the field beside the list, the list itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.kept_focus import TAKES_OFF, focus_kept, is_part, row_names, row_of


class Rows(QWidget):
    """A list of rows with two controls each, a field below it, and a button elsewhere that Qt would go to."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        self.area = QWidget()
        self.list = QVBoxLayout(self.area)
        self.field = QLineEdit()
        outer.addWidget(self.area)
        outer.addWidget(self.field)
        self.elsewhere = QPushButton("elsewhere")
        outer.addWidget(self.elsewhere)

    def fill(self, rows: str, parts: tuple[str, ...] = ("open", TAKES_OFF)) -> None:
        take_all_out(self.list)
        for row in rows:
            for part in parts:
                made = QPushButton(f"{row} {part}")
                is_part(made, row, part)
                self.list.addWidget(made)

    def buttons(self, text: str) -> list[QPushButton]:
        return [one for one in self.findChildren(QPushButton) if one.text() == text and one.isVisible()]

    def button(self, text: str) -> QPushButton:
        return self.buttons(text)[0]


@pytest.fixture
def rows(qtbot):
    made = Rows()
    qtbot.addWidget(made)
    made.fill("abc")
    made.show()
    qtbot.waitExposed(made)
    return made


def focus() -> str:
    found = QApplication.focusWidget()
    return found.text() if isinstance(found, QPushButton) else type(found).__name__


@pytest.mark.parametrize(
    ("had", "then", "has"),
    [
        ("b off", "abc", "b off"),  # built anew as it was
        ("b off", "ac", "c open"),  # never what takes off more
        ("b open", "ac", "c open"),
        ("c off", "ab", "b open"),
        ("c off", "cab", "c off"),  # moved
        ("b off", "", "QLineEdit"),
    ],
)
def test_the_keys_go_to_the_row_that_stands_there_now(qtbot, rows, had, then, has):
    rows.button(had).setFocus()
    qtbot.waitUntil(rows.button(had).hasFocus)
    with focus_kept(rows.area, rows.field):
        rows.fill(then)
    qtbot.waitUntil(lambda: focus() == has)


def test_negative_control_without_it_qt_takes_the_keys_out_of_the_list(qtbot, rows):
    rows.button("b off").setFocus()
    qtbot.waitUntil(rows.button("b off").hasFocus)
    rows.fill("ac")
    qtbot.waitUntil(lambda: bool(rows.buttons("c open")))
    assert focus() == "QLineEdit"


def test_a_list_of_what_only_takes_off_gives_the_keys_to_its_field(qtbot, rows):
    rows.fill("abc", (TAKES_OFF,))
    qtbot.waitUntil(lambda: bool(rows.buttons("b off")))
    rows.button("b off").setFocus()
    with focus_kept(rows.area, rows.field):
        rows.fill("ac", (TAKES_OFF,))
    assert rows.field.hasFocus()


def test_without_neighbours_the_field_has_them_at_once_and_a_row_that_stays_keeps_them(qtbot, rows):
    for then, there in (("ac", "field"), ("acd", "a")):
        had = rows.button("b open" if there == "field" else "a open")
        had.setFocus()
        with focus_kept(rows.area, rows.field, neighbours=False):
            rows.fill(then)
        qtbot.waitUntil(lambda: bool(rows.buttons("a open")))
        assert rows.field.hasFocus() if there == "field" else row_of(QApplication.focusWidget()) == "a"


def test_of_rows_that_are_alike_the_keys_never_come_to_what_takes_off_the_other(qtbot, rows):
    def fill(texts: tuple[str, ...]) -> None:
        take_all_out(rows.list)
        for name in row_names(texts):
            made = QPushButton(TAKES_OFF)
            is_part(made, name, TAKES_OFF)
            rows.list.addWidget(made)

    for taken in range(3):
        fill(("twice", "twice", "twice"))
        qtbot.waitUntil(lambda: len(rows.buttons(TAKES_OFF)) == 3)
        rows.buttons(TAKES_OFF)[taken].setFocus()
        with focus_kept(rows.area, rows.field):
            fill(("twice", "twice"))
        assert rows.field.hasFocus()


def test_a_row_that_is_alone_in_its_words_keeps_its_name_wherever_it_stands():
    assert row_names(["a", "b"]) == ("a", "b") and row_names(["b", "a", "c"]) == ("b", "a", "c")
    assert len({*row_names(["a", "b", "a"]), *row_names(["a", "b"]), *row_names(["a", "a"])}) == 6


def test_a_row_that_has_only_what_takes_it_off_left_does_not_give_it_the_keys(qtbot, rows):
    rows.button("a open").setFocus()
    qtbot.waitUntil(rows.button("a open").hasFocus)
    with focus_kept(rows.area, rows.field):
        rows.fill("a", (TAKES_OFF,))
    assert rows.field.hasFocus()


def test_an_area_that_is_put_away_leaves_them_with_what_holds_it(rows):
    rows.button("a open").setFocus()
    with focus_kept(rows.area):
        rows.fill("")
        rows.area.hide()
    assert QApplication.focusWidget() is rows


def test_keys_that_are_elsewhere_stay_there(rows):
    rows.elsewhere.setFocus()
    with focus_kept(rows.area, rows.field):
        rows.fill("a")
    assert rows.elsewhere.hasFocus()
