"""A ticket that has no place in the rank says in the list why, whole: over both columns that have nothing to show."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.tickets.listing.columns import Col
from gemba.ui.tickets.listing.model import TicketListModel
from gemba.ui.tickets.listing.view import TicketTable
from gemba.ui.tickets.place import TicketsPlace


def listed(qtbot: QtBot, window: MainWindow) -> TicketTable:
    window.resize(1280, 800)
    window.go("tickets")
    place = window.places["tickets"]
    assert isinstance(place, TicketsPlace)
    view = place.browse.table
    qtbot.waitUntil(lambda: view.model().rowCount() == 12 and view.isVisible())
    return view


def ink(image: QImage, left: int, right: int, ground: QColor) -> int:
    """Count the pixels of a stretch that are not ground, without the line at the foot."""
    high = image.height() - 4
    return sum(image.pixelColor(x, y) != ground for x in range(left, right) for y in range(4, high))


def test_why_there_is_no_rank_goes_on_into_the_next_column(qtbot: QtBot, sample_window: MainWindow) -> None:
    view = listed(qtbot, sample_window)
    model = view.model()
    assert isinstance(model, TicketListModel)
    row = next(at for at in range(12) if "no rate" in model.note(model.line(at), Col.WORTH))
    worth, chance = (view.visualRect(model.index(row, col)) for col in (Col.WORTH, Col.CHANCE))
    assert chance.left() == worth.right() + 1

    def told(wide_px: int) -> int:
        """Count the ink in the column of the chance with so much room there."""
        view.delegate.chance_px = wide_px
        view.viewport().update()
        image = view.viewport().grab(worth.united(chance)).toImage()
        ratio = image.devicePixelRatio()
        ground = image.pixelColor(image.width() - 3, image.height() // 2)
        return ink(image, round(worth.width() * ratio), image.width() - 4, ground)

    # The sentence of the sample ends a few pixels into the next column; the dash of that column is not drawn again.
    whole = told(chance.width())
    assert 0 < whole < 60, whole
    assert told(0) == 0
