"""Scenes of the annotator's window. Must not draw or compare anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.annotator.window import AnnotatorWindow, open_annotator
from tools.shots.of_places import unreviewed
from tools.shots.scene import Scene
from tools.shots.stage import Stage


def _open(stage: Stage, number: int, *, capture_id: str = "") -> AnnotatorWindow:
    ids = [row.id for row in stage.application.app.captures.all()]
    window = open_annotator(stage.window.desk, capture_id or ids[number], series=ids)
    window.resize(1280, 800)
    window.move(0, 0)
    window.activateWindow()
    stage.wait(lambda: window.work.row is not None and window.isActiveWindow())
    window.canvas.setFocus()
    stage.settle()
    return window


def _plain(stage: Stage) -> AnnotatorWindow:
    return _open(stage, 1)


def _marks(stage: Stage) -> AnnotatorWindow:
    window = _open(stage, 1)
    for _ in range(3):
        QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    stage.settle()
    return window


def _tool(stage: Stage) -> AnnotatorWindow:
    window = _open(stage, 7)
    stage.key("A")
    return window


def _proposals(stage: Stage) -> AnnotatorWindow:
    (first, *_) = unreviewed(stage)
    window = _open(stage, 3, capture_id=first)
    stage.key("Tab")
    return window


def _keys(stage: Stage) -> AnnotatorWindow:
    window = _open(stage, 1)
    window.show_keys()
    stage.settle()
    return window


def _compare(stage: Stage) -> AnnotatorWindow:
    window = _open(stage, 1)
    stage.wait(lambda: window.strip.series.row_of(window.strip.series.ids[0]) is not None)
    window.comparing.toggle()
    stage.wait(lambda: window.comparing.view is not None and window.comparing.view.panes.sides is not None)
    stage.settle()
    return window


SCENES = (
    Scene("annotator", _plain, manual=True),
    Scene("annotator-chosen", _marks, manual=True),
    Scene("annotator-tool", _tool),
    Scene("annotator-compare", _compare, manual=True),
    Scene("annotator-proposals", _proposals, library="own", manual=True),
    Scene("annotator-keys", _keys),
)
