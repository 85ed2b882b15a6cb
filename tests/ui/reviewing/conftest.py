"""A review of three pictures, and the reviewer's window on it."""

import pytest

from gemba.model.values import CaptureState
from gemba.services.reviews.elsewhere import Review
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.reviewing.window import ReviewWindow


@pytest.fixture
def file(sample_window, tmp_path):
    """A review of three pictures, one with a question of the sender."""
    app = sample_window.desk.app
    ids = [row.id for row in app.captures.all() if row.state is CaptureState.REVIEWED][:3]
    app.comments.add(ids[0], "Is it read?")
    return app.reviews.export(tmp_path / "visit.gemba-review", ids, question="What would nobody miss?").path


def opened(qtbot, qapp, path, *, language="en"):
    window = ReviewWindow(Review.open(path), Theme(qapp, appearance="light"), Words(language), name=path.name)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: not window.canvas._image.isNull())
    return window


def shut(qtbot, window):
    """Close a window, which stays until all is in the file."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


@pytest.fixture
def window(qtbot, qapp, file):
    made = opened(qtbot, qapp, file)
    yield made
    shut(qtbot, made)
