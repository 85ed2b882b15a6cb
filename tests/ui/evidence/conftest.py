"""The evidence place on the sample's library, with some pictures that nobody has looked at."""

import pytest

from gemba.model.values import PrivateKind


@pytest.fixture
def place(qtbot, sample_window):
    """The place, loaded: pictures 4 to 6 of visit 1 have proposals, and one picture lies in the inbox."""
    from tests.ui.evidence.test_incoming import png

    captures = sample_window.desk.app.captures
    for row in captures.all()[3:6]:
        found = [
            (PrivateKind.EMAIL, "a@example.org", (300, 220, 520, 250)),
            (PrivateKind.PHONE, "1", (200, 600, 360, 630)),
        ]
        captures.propose(row.id, found, source="test")
    captures.add_bytes(png(width=320, height=200), name="inbox.png")
    sample_window.show()
    qtbot.waitExposed(sample_window)
    sample_window.activateWindow()
    qtbot.waitActive(sample_window)
    qtbot.waitUntil(lambda: "today" in sample_window.places)
    sample_window.go("evidence")
    made = sample_window.places["evidence"]
    qtbot.waitUntil(lambda: len(made.wall.model.rows) == 24)
    return made


@pytest.fixture
def captures(place):
    return place.desk.app.captures


@pytest.fixture
def toasts(place):
    said: list[object] = []
    place.desk.toasted.connect(said.append)
    return said
