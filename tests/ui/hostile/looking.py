"""Look at a window full of hostile text: nothing is read as mark-up, nothing shows the marker, no trap is sprung."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.ui.hostile.traps import Trap, button_words, read_as_markup, shows_marker

TIMEOUT_MS = 60_000


def settled(qtbot, window) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=TIMEOUT_MS)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what was told to go is gone
    QApplication.processEvents()


def look(window: QWidget, trap: Trap, where: str) -> None:
    assert read_as_markup(window) == [], where
    assert not shows_marker(window), where
    assert trap.sprung() == [], where


def shown(window: QWidget) -> str:
    """Return every text that stands in a window's labels and fields, and on its buttons."""
    texts = [one.text() for one in window.findChildren(QLabel)]
    texts += [one.text() for one in window.findChildren(QLineEdit)]
    texts += [one.toPlainText() for one in window.findChildren(QPlainTextEdit)]
    texts += [one.toPlainText() for one in window.findChildren(QTextEdit)]
    return "\n".join([*texts, *button_words(window)])


def look_everywhere(trap: Trap, where: str) -> int:
    """Look at every window, menu and tip that is open; return how many there were."""
    there = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for one in there:
        look(one, trap, f"{where}: {type(one).__name__}")
    return len(there)
