"""A checkable button heeds the "Toggle" of a screen reader as it heeds a click, and the program's own checking never."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton

from gemba.ui.widgets.toggling import ToggleButton, ToggleTool


def assist(button: QAbstractButton) -> None:
    """Do what a screen reader does: the button's own action, through its accessible interface."""
    found = QAccessible.queryAccessibleInterface(button).actionInterface()
    toggle = QAccessibleActionInterface.toggleAction()
    assert toggle in found.actionNames()
    found.doAction(toggle)


def test_a_plain_button_hears_no_click(qtbot):
    # What this is all about; where Qt mends it one day, the mix-in may go.
    heard: list[bool] = []
    button = QPushButton("Pause")
    qtbot.addWidget(button)
    button.setCheckable(True)
    button.clicked.connect(lambda on: heard.append(on))
    assist(button)
    assert button.isChecked() and heard == []


@pytest.mark.parametrize("make", [lambda: ToggleButton("Pause"), ToggleTool])
def test_a_toggle_is_a_click_and_a_click_is_one_click(qtbot, make):
    heard: list[bool] = []
    button = make()
    qtbot.addWidget(button)
    button.show()
    button.clicked.connect(lambda on: heard.append(on))
    assist(button)
    assist(button)
    assert heard == [True, False]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert heard == [True, False, True, False]


def test_what_the_program_checks_is_no_click(qtbot):
    heard: list[bool] = []
    button = ToggleButton("Pause")
    qtbot.addWidget(button)
    button.clicked.connect(lambda on: heard.append(on))
    button.setChecked(True)
    assert button.isChecked() and heard == []


def test_of_a_group_only_the_one_that_was_chosen_is_clicked(qtbot):
    heard: list[str] = []
    ids: list[int] = []
    group = QButtonGroup()
    group.idClicked.connect(ids.append)
    for at, name in enumerate(("Day", "Team")):
        button = ToggleButton(name)
        qtbot.addWidget(button)
        button.clicked.connect(lambda _=False, name=name: heard.append(name))
        group.addButton(button, at)
    group.button(0).setChecked(True)
    assist(group.button(1))
    assert (heard, ids) == (["Team"], [1])
    group.button(0).setChecked(True)
    assert (heard, ids) == (["Team"], [1])


def unheard(source: str) -> bool:
    """Say whether a module makes a button checkable by hand and listens to no `toggled`."""
    by_hand = re.findall(r"(\w+(?:\.\w+)*)\.setCheckable\(True\)", source)
    buttons = [one for one in by_hand if one not in ("action", "self.margin")]  # those two are actions of a menu
    return bool(buttons) and "oggled.connect" not in source


def test_no_button_is_checkable_by_clicks_alone():
    assert unheard("button.setCheckable(True)\nbutton.clicked.connect(go)")
    assert not unheard("button.setCheckable(True)\nbutton.toggled.connect(go)")
    found = [str(one) for one in Path("gemba/ui").rglob("*.py") if unheard(one.read_text("utf-8"))]
    assert found == []
