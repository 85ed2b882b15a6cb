"""Where a window stands when it opens: cut to the screen that there is, wherever it stood before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from gemba.ui.frame.first_size import fitted, stand_again

ROOM = QRect(0, 0, 1024, 768)
SECOND = QRect(1024, 0, 1920, 1040)


def test_what_fits_stands_as_it_stood() -> None:
    assert fitted(QRect(40, 60, 800, 500), ROOM) == QRect(40, 60, 800, 500)


@given(
    left=st.integers(-6000, 6000), top=st.integers(-6000, 6000), width=st.integers(1, 9000), height=st.integers(1, 9000)
)
def test_every_window_is_cut_and_moved_into_its_screen(left: int, top: int, width: int, height: int) -> None:
    cut = fitted(QRect(left, top, width, height), SECOND)
    assert SECOND.contains(cut)
    assert cut.width() <= width and cut.height() <= height


@pytest.mark.parametrize(
    ("wanted", "on"),
    [
        (QRect(100, 100, 1900, 1200), ROOM),
        (QRect(900, 100, 1900, 800), SECOND),
        (QRect(9000, 9000, 3000, 2000), None),
    ],
)
def test_a_window_stands_again_on_the_screen_that_shows_most_of_it(qtbot, wanted: QRect, on: QRect | None) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rooms = [ROOM, SECOND] if on is not ROOM else [ROOM]
    stand_again(window, wanted, rooms)
    if on is None:
        room = window.screen().availableSize()
        assert window.width() <= room.width() and window.height() <= room.height()
    else:
        assert on.contains(window.geometry())
        assert window.geometry() != wanted
