"""Ctrl+Q ends the program from each kind of window, and what is half typed in it is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.model.shot import ScreenPixels, Shot
from gemba.model.values import CaptureState, EvidenceSource
from gemba.ui.annotator.window import open_annotator
from gemba.ui.capture.caption_line import CaptionLine
from gemba.ui.evidence.pinned import pinned_of

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def _annotator(window):
    desk = window.desk
    made = open_annotator(desk, desk.app.captures.all()[0].id)
    return made, made.canvas


def _caption_line(window):
    desk = window.desk
    pixels = ScreenPixels(4, 3, 16, bytes(range(48)))
    row = desk.app.shots.keep(Shot(pixels, EvidenceSource.SCREEN, window_title="Orders"))
    made = CaptionLine(desk, row, where="Inbox")
    made.appear(QGuiApplication.primaryScreen().geometry(), asks=True)
    return made, made.caption


def _pinned(window):
    desk = window.desk
    window.go("evidence")
    place = window.places["evidence"]
    wanted = next(row.id for row in desk.app.captures.all() if row.state is CaptureState.REVIEWED)
    QTest.qWait(0)
    while not place.wall.model.rows:
        QApplication.processEvents()
    place.wall.view.choose([wanted])
    desk.trigger("evidence.pin")
    while not pinned_of(desk) or not pinned_of(desk)[0].isVisible():
        QApplication.processEvents()
    return pinned_of(desk)[0], pinned_of(desk)[0]


def _main(window):
    return window, window


@pytest.mark.parametrize("kind", [_main, _annotator, _caption_line, _pinned], ids=lambda one: one.__name__)
def test_ctrl_q_is_heard_in_every_window(qtbot, sample_window, kind):
    wanted = []
    sample_window.desk.quit_wanted.disconnect()
    sample_window.desk.quit_wanted.connect(lambda: wanted.append(kind))
    shown, keys = kind(sample_window)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(keys, Key.Key_Q)
    assert not wanted
    QTest.keyClick(keys, Key.Key_Q, CTRL)
    assert wanted == [kind]
    shown.close()


def test_quitting_from_the_annotator_closes_all_and_keeps_what_is_half_typed(qtbot, sample_window):
    app = sample_window.desk.app
    one = app.captures.all()[0].id
    made = open_annotator(sample_window.desk, one)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.work.row is not None and made.isActiveWindow())
    made.write_caption()
    QTest.keyClicks(made.header.caption, "The third time")
    QTest.keyClick(made.header.caption, Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not made.isVisible() and not sample_window.isVisible())
    qtbot.waitUntil(lambda: app.captures.one(one).caption == "The third time")
