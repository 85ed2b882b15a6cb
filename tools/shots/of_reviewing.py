"""Scenes of the reviewer's window, which opens a file without a library. Must not draw or compare anything."""

from __future__ import annotations

from gemba.model.values import CaptureState
from gemba.services.reviews.elsewhere import Review
from gemba.ui.reviewing.window import ReviewWindow
from tools.shots.scene import Scene
from tools.shots.stage import Stage

_QUESTION = "Which of these would nobody miss?"


def _opened(stage: Stage) -> ReviewWindow:
    app = stage.application.app
    ids = [row.id for row in app.captures.all() if row.state is CaptureState.REVIEWED][:5]
    app.comments.add(ids[1], "Is this number still read?")
    file = app.reviews.export(stage.folder.parent / "visit.gemba-review", ids, question=_QUESTION).path
    application = stage.application
    window = ReviewWindow(Review.open(file), application.theme, application.words, name=file.name)
    application.theme.dress(window)
    stage.at_end(window.review.close)
    stage.at_end(window.close)
    window.show()
    window.move(0, 0)
    window.activateWindow()
    stage.wait(lambda: window.isActiveWindow() and window.jobs.busy == 0)
    return window


def _second(stage: Stage) -> ReviewWindow:
    window = _opened(stage)
    stage.key("PgDown")
    stage.wait(lambda: window.jobs.busy == 0)
    return window


def _keys(stage: Stage) -> ReviewWindow:
    window = _opened(stage)
    stage.key("F1")
    return window


SCENES = (
    Scene("reviewer", _opened, library="own"),
    Scene("reviewer-second", _second, library="own"),
    Scene("reviewer-keys", _keys, library="own"),
)
