"""Toasts: at most three, one button, never the focus, kept while looked at, reachable and told to screen readers."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.ui.frame.toasts import MOST, ToastCard


def cards(window):
    return window.toasts.cards


def test_more_than_three_push_the_oldest_out_and_the_same_is_not_said_twice(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None)
    for number in range(MOST + 2):
        sample_window.desk.toast(f"word {number}")
    assert [card.toast.text for card in cards(sample_window)] == ["word 2", "word 3", "word 4"]
    sample_window.desk.toast("word 3")
    assert [card.toast.text for card in cards(sample_window)] == ["word 2", "word 4", "word 3"]


def test_what_is_said_of_undo_takes_the_place_of_what_was_said_before(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None)
    desk = sample_window.desk
    desk.toast("Moved", button="Undo", action=list)
    for number in (1, 2, 3):
        desk.app.preferences.set("paper.line", f"line {number}")
    for left in ("line 2", "line 1"):
        sample_window.trigger("history.undo")
        qtbot.waitUntil(lambda left=left: desk.app.preferences.get("paper.line") == left and not desk.saving)
    qtbot.waitUntil(lambda: len(cards(sample_window)) == 2)
    assert [card.toast.button for card in cards(sample_window)] == ["Undo", "Redo"]


def test_the_button_does_it_and_the_toast_goes(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None)
    done = []
    sample_window.desk.toast("Moved", button="Undo", action=lambda: done.append(1))
    QTest.mouseClick(cards(sample_window)[0].button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert cards(sample_window) == []


def test_it_never_takes_the_focus_but_f6_goes_there_and_esc_back(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None and sample_window.isActiveWindow())
    before = sample_window.top.search
    before.setFocus()
    sample_window.desk.toast("Moved", button="Undo", action=lambda: None)
    assert QApplication.focusWidget() is before
    QTest.keyClick(before, Qt.Key.Key_F6)
    card = cards(sample_window)[0]
    assert QApplication.focusWidget() is card.button
    QTest.keyClick(card.button, Qt.Key.Key_Escape)
    assert cards(sample_window) == []
    assert QApplication.focusWidget() is before


def test_its_time_stands_still_under_the_mouse_and_in_focus(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None and sample_window.isActiveWindow())
    sample_window.desk.toast("Moved", button="Undo", action=lambda: None)
    card: ToastCard = cards(sample_window)[0]
    assert card.timer.isActive()
    here = QPointF(4, 4)
    QApplication.sendEvent(card, QEnterEvent(here, here, here))
    assert not card.timer.isActive()
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    assert card.timer.isActive()
    sample_window.toasts.focus_newest()
    assert not card.timer.isActive()


def test_it_goes_by_itself(qtbot, sample_window):
    qtbot.waitUntil(lambda: sample_window.place is not None)
    sample_window.desk.toast("Soon gone")
    cards(sample_window)[0].timer.setInterval(1)
    qtbot.waitUntil(lambda: cards(sample_window) == [] and not sample_window.toasts.isVisible())


def test_it_fits_into_a_narrow_window(qtbot, sample_window):
    sample_window.resize(720, 480)
    qtbot.waitUntil(lambda: sample_window.place is not None)
    sample_window.desk.toast("A long sentence that goes on and on. " * 8, button="Open", action=lambda: None)
    area = sample_window.centralWidget().rect()
    assert area.contains(sample_window.toasts.geometry())
