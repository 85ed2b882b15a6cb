"""A signal that ends the program does so though a key that came first opens a dialog; in a process of its own."""

from __future__ import annotations

import os
import signal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from gemba.ui.starting.ending_signals import EndingSignals
from tests.ui.new_program import in_a_new_program


class KeyOnItsWay(EndingSignals):
    """Where a key is on its way, found when what was typed is read: its dialog waits for an answer in its own loop."""

    def _woken(self) -> None:
        QTimer.singleShot(0, lambda: QDialog().exec())
        super()._woken()


def ends_though_a_dialog_opens() -> None:
    qt = QApplication([])
    signals = KeyOnItsWay(qt)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    qt.exec()
    signals.end()


def test_a_dialog_that_opens_just_then_does_not_keep_the_program() -> None:
    in_a_new_program("tests.ui.starting.test_ending_signals", "ends_though_a_dialog_opens()")
