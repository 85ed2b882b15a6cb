"""Enter presses the button that has the focus, also where the place has an Enter of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gemba.ui.application import qt_application, watch_keys
from gemba.ui.keys.enter_presses import EnterPresses


def _pressed_in(qtbot: QtBot, window: QWidget, button: QAbstractButton, *others: QWidget) -> list[str]:
    """Show a window that has a shortcut on Enter itself; the list hears of its button and of the shortcut."""
    layout = QVBoxLayout(window)
    for part in (button, *others):
        layout.addWidget(part)
    qtbot.addWidget(window)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    QShortcut(QKeySequence(Qt.Key.Key_Return), window, lambda: pressed.append("place"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return pressed


def test_enter_presses_the_focused_button_and_nothing_else(qtbot: QtBot) -> None:
    watch_keys(qt_application())
    window, button, field, rows = QWidget(), QPushButton("Begin"), QLineEdit(), QWidget()
    rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pressed = _pressed_in(qtbot, window, button, field, rows)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["button"]
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["button"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "button" not in pressed[1:]
    pressed.clear()
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert pressed == ["place"]


def test_a_button_that_has_the_focus_when_keys_begin_to_be_watched_is_pressed_too(qtbot: QtBot) -> None:
    window, button = QWidget(), QPushButton("Begin")
    QVBoxLayout(window).addWidget(button)
    qtbot.addWidget(window)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    for earlier in qt_application().findChildren(EnterPresses):
        button.removeEventFilter(earlier)
    watching = EnterPresses(qt_application())
    qtbot.keyClick(button, Qt.Key.Key_Return)
    watching.setParent(None)
    watching.deleteLater()
    assert pressed == ["button"]


class Painted(QAbstractButton):
    """A button that paints itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


def test_enter_presses_a_button_that_paints_itself_but_turns_no_tick(qtbot: QtBot) -> None:
    watch_keys(qt_application())
    window, button, tick = QWidget(), Painted(), QCheckBox("Agreed")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pressed = _pressed_in(qtbot, window, button, tick)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["button"]
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Return)
    assert pressed == ["button", "place"] and not tick.isChecked()
