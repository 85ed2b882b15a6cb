"""A list of choices whose chosen one has no room: it ends in "…", is told whole, and looks as Qt draws it otherwise."""

import pytest
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from gemba.ui.widgets.choices import AROUND_PX, narrow_choice
from tests.ui.shortened import painted, untold

LONG = "S1 · Refunds & Chargebacks"


@pytest.fixture
def choice(qtbot):
    made = narrow_choice("Visit", 9)
    qtbot.addWidget(made)
    for text in ("All visits", LONG, "S2 · Merchant Support, second line"):
        made.addItem(text)
    made.show()
    return made


def test_what_has_room_is_whole_and_the_tool_tip_is_the_name(choice):
    assert painted(choice) == set()
    assert choice.toolTip() == "Visit"


def test_what_has_no_room_is_shortened_and_told_as_it_was_written(choice):
    choice.setCurrentText(LONG)
    assert painted(choice) == {LONG}
    assert choice.toolTip() == f"Visit\n{LONG}"
    choice.setCurrentIndex(2)
    assert painted(choice) and untold(choice) == []
    choice.setCurrentIndex(0)
    assert painted(choice) == set()
    assert choice.toolTip() == "Visit"


@pytest.mark.parametrize("focused", [False, True])
def test_the_words_have_the_room_that_the_style_gives_them(qtbot, choice, focused):
    focus(qtbot, choice, focused)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    parts = QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, choice
    assert choice.width() - choice.style().subControlRect(*parts).width() + 2 == AROUND_PX


@pytest.mark.parametrize("focused", [False, True])
def test_it_looks_as_any_other_list_where_there_is_room(qtbot, choice, focused):
    other = QComboBox()
    qtbot.addWidget(other)
    other.addItem("All visits")
    other.resize(choice.size())
    other.show()
    seen = []
    for one in (choice, other):
        focus(qtbot, one, focused)
        seen.append(one.grab().toImage())
    assert seen[0] == seen[1]


def focus(qtbot, combo, focused):
    combo.activateWindow()
    qtbot.waitUntil(combo.isActiveWindow)
    combo.setFocus() if focused else combo.clearFocus()
    assert combo.hasFocus() is focused
