"""Parts that several places share: the filter over a list, the toast that takes a step back, emptying a layout."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Toast
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.filter_field import FilterField
from gemba.ui.widgets.labels import shortened
from gemba.ui.widgets.undo_toast import toast_with_undo


@pytest.mark.parametrize(
    ("key", "left", "kept"),
    [
        (Qt.Key.Key_Down, True, "refund"),
        (Qt.Key.Key_Return, True, "refund"),
        (Qt.Key.Key_Escape, True, ""),
        (Qt.Key.Key_Left, False, "refund"),
    ],
)
def test_the_filter_is_left_with_the_same_keys_everywhere(qtbot, key, left, kept):
    field = FilterField(hint="Filter", name="Filter", width_px=(100, 200))
    qtbot.addWidget(field)
    gone = []
    field.left.connect(lambda: gone.append(True))
    QTest.keyClicks(field, "refund")
    QTest.keyClick(field, key)
    assert (bool(gone), field.text()) == (left, kept)


def test_undo_in_the_toast_takes_back_its_own_step_only(qtbot, sample_window):
    desk = sample_window.desk
    toasts: list[Toast] = []
    desk.toasted.connect(toasts.append)
    session = desk.app.sessions.all()[0].id
    count = lambda: len(desk.app.observations.all(session=session))  # noqa: E731
    before = count()
    note = lambda text: desk.app.observations.note(session, ObservationFields(text=text))  # noqa: E731

    note("First")
    toast_with_undo(desk, "First is noted.")
    first = toasts[-1]
    note("Second")
    first.action()
    assert toasts[-1].kind == "attention"
    assert count() == before + 2

    toast_with_undo(desk, "Second is noted.")
    toasts[-1].action()
    qtbot.waitUntil(lambda: count() == before + 1)


def test_a_layout_is_emptied_at_once_with_the_layouts_in_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    outer, inner = QVBoxLayout(window), QHBoxLayout()
    first, second = QPushButton("One"), QPushButton("Two")
    outer.addWidget(first)
    outer.addLayout(inner)
    inner.addWidget(second)
    inner.addStretch(1)
    window.show()
    take_all_out(outer)
    assert outer.count() == 0
    assert not first.isVisible() and not second.isVisible()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QPushButton) == []


def test_a_text_for_a_button_stays_on_one_line():
    assert shortened("two\n lines", 20) == "two lines"
    assert shortened("a" * 30, 10) == "a" * 9 + "…"
