"""Hands for tests of a ticket's page: open it in the real window, type into a field as a person does."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.app import App
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.model.rows import CaptureRow
from gemba.services.visits.sessions import SessionFields
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.tickets.page.page import TicketPage


def open_page(qtbot: QtBot, window: MainWindow, reference: str) -> TicketPage:
    """Open a ticket, or "new", in the place of tickets."""
    qtbot.waitExposed(window)
    window.activateWindow()
    window.go("tickets", reference)
    place = window.places["tickets"]
    page: TicketPage = place.page  # type: ignore[attr-defined]
    qtbot.waitUntil(page.isVisible)
    return page


def type_into(qtbot: QtBot, page: TicketPage, name: str, text: str) -> None:
    """Go into a field by its name, replace what stands there, letter by letter."""
    field = page.head.title if name == "title" else page.editing.widget(name)
    assert field is not None
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)


def settled(qtbot: QtBot, page: TicketPage) -> None:
    """Leave the field and wait until the library has everything."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        # Words to complete with are open: the first Esc closes them, as it does under a person's hands.
        QTest.keyClick(popup, Qt.Key.Key_Escape)
    page.setFocus()
    qtbot.waitUntil(lambda: not page.editing.half_typed and not page.desk.saving)


def picture_bytes() -> bytes:
    """Return a small picture that is not blank."""
    noise = random.Random(7).randbytes(60 * 40 * 3)
    return encode_png(Frame(60, 40, noise))


def reviewed_picture(app: App) -> CaptureRow:
    """Add a visit with one picture that is marked and reviewed."""
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    row = app.captures.add_bytes(picture_bytes(), name="typed-twice.png", session="S1")
    app.captures.mark(row.id, add=(Mark(id="", kind=MarkKind.ARROW, points=((5, 5), (20, 20))),))
    return app.captures.review(row.id, by="observer")
