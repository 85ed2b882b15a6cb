"""Scrolling the wall: what stood is moved, only what comes into sight is painted, and the screen shows the same."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QCursor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Strips(QObject):
    """Notes which parts of a viewport are painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.rects: list[QRect] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects.append(event.rect())
        return False


def on_screen(view) -> QImage:
    """What the window shows now, without painting anything anew."""
    whole = view.screen().grabWindow(view.window().winId()).toImage()
    corner = view.viewport().mapTo(view.window(), QPoint(0, 0))
    return whole.copy(QRect(corner, view.viewport().size())).convertToFormat(QImage.Format.Format_RGB32)


def painted_anew(view) -> QImage:
    shown = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    view.viewport().render(painter, QPoint(0, 0))
    painter.end()
    return shown


@pytest.fixture
def still(qtbot, place):
    """The wall with all pictures in sight made, and the mouse elsewhere."""
    view = place.wall.view
    QCursor.setPos(view.window().mapToGlobal(QPoint(2, 2)))
    bar = view.verticalScrollBar()
    for at in (bar.maximum(), 0):
        bar.setValue(at)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: place.wall.cell._thumbnails.waiting == 0)
    QApplication.processEvents()
    return view


def test_a_notch_paints_a_strip_and_the_rest_is_moved(qtbot, still):
    strips = Strips(still.viewport())
    still.verticalScrollBar().setValue(40)
    qtbot.waitUntil(lambda: bool(strips.rects))
    assert all(rect.height() <= 40 for rect in strips.rects)
    assert on_screen(still) == painted_anew(still)
    still.lay_out()
    qtbot.waitUntil(lambda: strips.rects[-1].height() > 40)


def test_what_the_mouse_is_over_after_scrolling_looks_so(qtbot, still):
    rows = still._grid.row_height
    QCursor.setPos(still.viewport().mapToGlobal(still.visualRect(still.model().index(1)).center()))
    still.viewport().update()
    QApplication.processEvents()
    still.verticalScrollBar().setValue(rows)
    QApplication.processEvents()
    after = on_screen(still)
    assert after == painted_anew(still)
    # A picture that the mouse is over looks different: with the mouse away the same wall does.
    QCursor.setPos(still.window().mapToGlobal(QPoint(2, 2)))
    still.viewport().update()
    QApplication.processEvents()
    assert on_screen(still) != after
