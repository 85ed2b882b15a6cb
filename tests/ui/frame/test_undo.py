"""Undo and redo are the library's history: the words, the menu, the toast, the panel, and a field's own undo first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gemba import paths
from gemba.exchange.annotations import read_annotations
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.live import PersonThere
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.frame.history_rows import STEP, Step, StepDelegate
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
    tip, step = panel.list.item(0).toolTip(), panel._rows()[0]
    assert step.name in tip, "what has no room is told in whole, taken back or not"
    assert tip.endswith("undone")
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    panel.button.setFocus()
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line_of(empty_window) == "three")
    qtbot.waitUntil(lambda: not panel.button.isEnabled())
    assert panel.list.hasFocus(), "the keys stay in the history when there is nothing more to do"
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not empty_window.commands.shows_history


def test_a_chinese_sign_in_a_step_neither_moves_nor_cuts_the_letters_beside_it(empty_window):
    latin, mixed = (_drawn(empty_window, f"jgy{sign}") for sign in ("", "退"))
    assert latin == mixed


def _drawn(window, title):
    """Return the letters "jgy" as the history draws them at the beginning of a step."""
    rows = StepDelegate(window.desk.theme, window)
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    rows._words(painter, image.rect(), window.font(), Step("", "Add an observation", title))
    painter.end()
    width = QFontMetrics(window.font()).horizontalAdvance("jgy")
    assert width > 10
    return image.copy(0, 0, 12 + width, 60)


def test_the_keys_go_back_to_where_they_were_when_the_history_closes(qtbot, sample_window):
    sample_window.go("tickets")
    table = sample_window.places["tickets"].browse.table
    qtbot.waitUntil(table.hasFocus)
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_H):
        QTest.keyClick(sample_window, Qt.Key.Key_H, CONTROL)
        panel = sample_window.commands.history
        qtbot.waitUntil(panel.list.hasFocus)
        QTest.keyClick(panel.list, leave, CONTROL if leave == Qt.Key.Key_H else Qt.KeyboardModifier.NoModifier)
        assert not sample_window.commands.shows_history
        assert table.hasFocus()


def test_the_keys_go_to_the_rail_where_what_had_them_is_gone(qtbot, sample_window):
    ready(qtbot, sample_window)
    field = QLineEdit(sample_window.place)
    field.show()
    field.setFocus()
    sample_window.commands.toggle_history()
    field.hide()
    sample_window.commands.toggle_history()
    assert sample_window.rail.buttons["today"].hasFocus()


def test_a_history_that_has_not_the_keys_leaves_them_where_they_are(qtbot, sample_window):
    ready(qtbot, sample_window)
    sample_window.commands.toggle_history()
    there = sample_window.rail.buttons["tickets"]
    there.setFocus()
    sample_window.commands.toggle_history()
    assert there.hasFocus()


def test_the_history_says_which_note(qtbot, empty_window):
    ready(qtbot, empty_window)
    app, long = empty_window.desk.app, "A line that goes on and on " * 9
    visit = app.live.begin("Refunds", SessionFields(charter="Why?", consent="agreed"), (PersonThere("agent"),)).id
    notes = [app.observations.note(visit, ObservationFields(text=text)) for text in ("Types it twice", long)]
    app.observations.remove(notes[0].id)
    changed(qtbot, empty_window)
    empty_window.commands.toggle_history()
    panel = empty_window.commands.history
    qtbot.waitUntil(lambda: panel.list.count() >= 5)
    said = [panel.list.item(at).text().split("   ")[1] for at in range(4)]
    assert said[0] == "Change a setting"
    assert said[1].endswith(" · Types it twice") and said[1] != said[3]
    assert said[2].startswith("Add an observation · A line that goes on") and said[2].endswith("…")
    assert said[3] == "Add an observation · Types it twice"
    # What tells steps of one kind apart stands in the first line, where nothing else takes its room.
    step = panel.list.item(3).data(STEP)
    assert (step.title, step.detail) == ("Types it twice", "Add an observation")
    bare = panel.list.item(0).data(STEP)
    assert (bare.title, bare.detail) == ("Change a setting", "")
    assert panel.list.sizeHintForRow(0) == panel.list.sizeHintForRow(3) > 2 * panel.list.fontMetrics().height()


def test_the_history_says_of_which_ticket_something_else_than_its_title_was_changed(qtbot, empty_window):
    ready(qtbot, empty_window)
    tickets = empty_window.desk.app.tickets
    one, other = (tickets.new(TicketFields(title=title)).row.id for title in ("Typed twice", "Waits until 16:00"))
    tickets.edit(one, TicketFields(money_low="9000"))
    tickets.edit(other, TicketFields(effort_low="2"))
    empty_window.commands.toggle_history()
    panel = empty_window.commands.history
    qtbot.waitUntil(lambda: panel.list.count() >= 4)
    said = [panel.list.item(at).text().partition("   ")[2] for at in range(2)]
    assert said == ["Change a ticket's effort · Waits until 16:00", "Change a ticket's money · Typed twice"]


def test_the_history_says_how_much_a_person_decided(qtbot, sample_window):
    sample_window.trigger("history.show")
    qtbot.waitUntil(lambda: sample_window.commands.history.list.count() > 1)
    steps = sample_window.commands.history.list
    said = next(one for one in (steps.item(n).text() for n in range(steps.count())) if "person decided" in one)
    notes = read_annotations(paths.sample() / "annotations.json")
    assert f"pictures {len(notes.captures)}, notes {len(notes.observations)}, tickets {len(notes.tickets)}" in said
    assert len(notes.captures) and len(notes.observations) and len(notes.tickets)
