"""Two lists to narrow the wall by: the tags of the notes that show pictures, and the tickets that do.

Hidden while there are none. Must not know the pictures.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gemba.services.pictures.wall import WallLinks
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import NO_TICKET
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import narrow_choice

_LIST_PX = 320


class LinkFilters(QObject):
    """Says which tag (its name) and which ticket (its id, or NO_TICKET) is wanted, "" for all."""

    tag_chosen = Signal(str)
    ticket_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Begin without any; it is freed with ``parent``."""
        super().__init__(parent)
        self._desk = desk
        self._shown = WallLinks()
        self.tag = narrow_choice(desk.words.tr("Tag of the notes"), 8)
        self.tag.currentIndexChanged.connect(lambda _: self.tag_chosen.emit(str(self.tag.currentData() or "")))
        self.ticket = narrow_choice(desk.words.tr("Ticket"), 8)
        self.ticket.currentIndexChanged.connect(lambda _: self.ticket_chosen.emit(str(self.ticket.currentData() or "")))
        for combo in (self.tag, self.ticket):
            role(combo, "small")
            combo.view().setMinimumWidth(_LIST_PX)
            combo.hide()
        # In a line with others they go on in the next one together: alone there, one would look forgotten.
        self.both = QWidget()
        beside = QHBoxLayout(self.both)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.tag)
        beside.addWidget(self.ticket)
        self.both.hide()

    def show(self, links: WallLinks) -> tuple[str, str]:
        """Offer what is there; return what of the choice is left."""
        if links != self._shown:
            self._shown = links
            tr = self._desk.words.tr
            _offer(self.tag, [(tr("All tags"), ""), *((one.name, one.name) for one in links.tags)])
            tickets = [(f"T{one.number} · {one.title}", one.id) for one in links.tickets]
            _offer(self.ticket, [(tr("All tickets"), ""), (tr("In no ticket"), NO_TICKET), *tickets])
        self.tag.setVisible(bool(links.tags))
        self.ticket.setVisible(bool(links.tickets))
        self.both.setVisible(bool(links.tags or links.tickets))
        return str(self.tag.currentData() or ""), str(self.ticket.currentData() or "")


def _offer(combo: QComboBox, items: list[tuple[str, str]]) -> None:
    before = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for text, key in items:
        combo.addItem(text, key)
    combo.setCurrentIndex(max(0, combo.findData(before)))
    combo.blockSignals(False)
