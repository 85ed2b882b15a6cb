"""Undo and redo are the library's history: the words, the menu, the toast, the panel, and a field's own undo first."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gemba.ui.frame.window_menu import build_menu

CONTROL = Qt.KeyboardModifier.ControlModifier


def changed(qtbot, window, line="A new line"):
    """Change a setting of the house, which is an operation; return its words."""
    desk = window.desk
    done = []
    desk.do(lambda: desk.app.preferences.set("paper.line", line), owner=window, then=lambda _: done.append(1))
    qtbot.waitUntil(lambda: done == [1])
    return "Change a setting"


def line_of(window):
    return window.desk.app.preferences.get("paper.line")


def ready(qtbot, window):
    qtbot.waitUntil(lambda: window.place is not None and window.isActiveWindow())


def test_ctrl_z_takes_back_and_says_what_and_redo_stands_in_the_toast(qtbot, empty_window):
    ready(qtbot, empty_window)
    what = changed(qtbot, empty_window)
    QTest.keyClick(empty_window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: bool(empty_window.toasts.cards))
    card = empty_window.toasts.cards[-1]
    assert card.toast.text == f"Undone: {what}"
    assert line_of(empty_window) == ""
    assert card.button.text() == "Redo"
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line_of(empty_window) == "A new line")


def test_the_menu_names_the_step(qtbot, empty_window):
    ready(qtbot, empty_window)
    texts = [action.text() for action in build_menu(empty_window).actions()]
    assert texts[0].startswith("Undo") and not build_menu(empty_window).actions()[0].isEnabled()
    changed(qtbot, empty_window)
    first = build_menu(empty_window).actions()[0]
    assert first.text() == "Undo “Change a setting”\tCtrl+Z"
    assert first.isEnabled()


def test_every_action_of_the_window_is_in_the_menu(qtbot, sample_window):
    from gemba.ui.keys.actions import WINDOW_ACTIONS

    ready(qtbot, sample_window)

    def texts(menu):
        for action in menu.actions():
            if action.menu() is not None:
                yield from texts(action.menu())
            yield action.text().partition("\t")[0]

    shown = " ".join(texts(build_menu(sample_window)))
    missing = [one.id for one in WINDOW_ACTIONS if one.text not in shown and one.id not in ("menu.open",)]
    assert [one for one in missing if not one.startswith("history.")] == []


def test_a_field_takes_its_own_typing_back_first(qtbot, empty_window):
    ready(qtbot, empty_window)
    changed(qtbot, empty_window)
    field = QLineEdit(empty_window.place)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "half")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.text() != "half"
    assert line_of(empty_window) == "A new line"
    while field.isUndoAvailable():
        field.undo()
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: line_of(empty_window) == "")


def test_plain_keys_stay_in_the_field(qtbot, sample_window):
    from gemba.ui.keys.action import Action

    ready(qtbot, sample_window)
    done = []
    actions = (Action("today.test_j", "J", ("J",)), Action("today.test_enter", "Enter", ("Return",)))
    handlers = {action.id: lambda name=action.id: done.append(name) for action in actions}
    sample_window.bindings.bind(sample_window.place, actions, handlers)
    field = QLineEdit(sample_window.place)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "j")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), done) == ("j", [])
    field.hide()
    sample_window.setFocus()
    QTest.keyClick(sample_window, Qt.Key.Key_J)
    QTest.keyClick(sample_window, Qt.Key.Key_Return)
    assert done == ["today.test_j", "today.test_enter"]
    sample_window.go("tickets")
    sample_window.setFocus()
    QTest.keyClick(sample_window, Qt.Key.Key_J)
    assert len(done) == 2, "a place that is not in front has no keys"


def test_the_history_takes_back_to_a_step_and_does_it_again(qtbot, empty_window):
    ready(qtbot, empty_window)
    for line in ("one", "two", "three"):
        changed(qtbot, empty_window, line)
    QTest.keyClick(empty_window, Qt.Key.Key_H, CONTROL)
    panel = empty_window.commands.history
    qtbot.waitUntil(lambda: panel.list.count() == 3)
    assert not panel.button.isEnabled(), "the newest step is how things stand"
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_of(empty_window) == "one")
    qtbot.waitUntil(lambda: [row.undone for row in panel._rows()] == [True, True, False])
    assert panel.list.item(0).font().strikeOut()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_of(empty_window) == "three")
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not empty_window.commands.shows_history
