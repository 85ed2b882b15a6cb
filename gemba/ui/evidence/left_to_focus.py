"""Leave Enter and Space to a button or a list that has the focus; an action would get them first.

Must not know what the keys do otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox


def unless_focus_takes(work: Callable[[], object]) -> None:
    """Press the button or open the list that has the focus; do ``work`` where neither has it."""
    front = QApplication.focusWidget()
    if isinstance(front, QAbstractButton):
        front.click()
    elif isinstance(front, QComboBox):
        front.showPopup()
    else:
        work()
