"""What becomes of windows when a monitor changes under them; on real monitors of an X server in tests/faults (D-18)."""

import pytest
from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from gemba.ui.frame import screens as screens_module
from gemba.ui.frame.screens import Screens

LARGE, SMALL = QRect(0, 0, 700, 700), QRect(0, 0, 500, 400)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shrink(monkeypatch, window) -> None:
    """Let the one monitor become smaller."""
    parent = QObject()
    monkeypatch.setattr(screens_module, "_rooms", lambda: [LARGE])
    watching = Screens(parent, lambda: [window])
    monkeypatch.setattr(screens_module, "_rooms", lambda: [SMALL])
    watching.bring_back()


def test_a_window_that_was_seen_whole_is_seen_whole_again(monkeypatch, window):
    window.setGeometry(100, 60, 550, 500)
    shrink(monkeypatch, window)
    assert SMALL.contains(window.geometry())


def test_a_window_that_still_fits_is_left_alone(monkeypatch, window):
    window.setGeometry(40, 50, 300, 300)
    shrink(monkeypatch, window)
    assert window.geometry() == QRect(40, 50, 300, 300)


def test_a_window_that_somebody_put_half_outside_stays_there(monkeypatch, window):
    window.setGeometry(350, 60, 500, 300)
    shrink(monkeypatch, window)
    assert window.geometry() == QRect(350, 60, 500, 300)
