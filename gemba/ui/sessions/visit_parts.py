"""What stands beside the notes on the page of a visit: pictures, people, and what was found around them.

Each is made when it is first turned to. Must not know the head of the page, nor the notes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from gemba.model.rows import ArtifactSightingRow, CallRow, HandOffStepRow, PromiseRow
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.sessions import around_tabs
from gemba.ui.sessions.chat_tab import ChatTab
from gemba.ui.sessions.late_part import LatePart
from gemba.ui.sessions.people_tab import PeopleTab
from gemba.ui.sessions.pictures_tab import PicturesTab
from gemba.ui.sessions.rows_tab import RowsTab

GoToNote = Callable[[str], None]


class VisitParts(QObject):
    """The parts of one page, in the order of their tabs."""

    picture_opened = Signal(str)

    def __init__(self, parent: QObject, desk: Desk, *, to_note: GoToNote, back: Callable[[], None]) -> None:
        """Make none yet; ``to_note`` leads to a note, ``back`` to all of them."""
        super().__init__(parent)
        self._desk, around = desk, (desk, to_note, back)
        self.pictures = LatePart[PicturesTab, VisitPage](
            lambda: self._made_pictures(back), lambda tab, page: tab.show_pictures(page.captures)
        )
        self.people = LatePart[PeopleTab, VisitPage](lambda: PeopleTab(desk), PeopleTab.show_page)
        self.artifacts = LatePart[RowsTab[ArtifactSightingRow], VisitPage](
            lambda: around_tabs.artifacts_tab(*around), lambda tab, page: tab.show_items(page.sightings)
        )
        self.chains = LatePart[RowsTab[tuple[HandOffStepRow, ...]], VisitPage](
            lambda: around_tabs.chains_tab(*around), lambda tab, page: tab.show_items(tuple(page.chains.values()))
        )
        self.promises = LatePart[RowsTab[PromiseRow], VisitPage](
            lambda: around_tabs.promises_tab(*around), lambda tab, page: tab.show_items(page.promises)
        )
        self.calls = LatePart[RowsTab[CallRow], VisitPage](
            lambda: around_tabs.calls_tab(*around), lambda tab, page: tab.show_items(page.calls)
        )
        self.chat = LatePart[ChatTab, VisitPage](
            lambda: ChatTab(*around), lambda tab, page: tab.show_chat(page.row.id, page.row.date, page.chat)
        )
        self.all: tuple[LatePart[Any, VisitPage], ...] = (
            self.pictures, self.people, self.artifacts, self.chains, self.promises, self.calls, self.chat,
        )  # fmt: skip

    def _made_pictures(self, back: Callable[[], None]) -> PicturesTab:
        tab = PicturesTab(self._desk, back)
        tab.opened.connect(self.picture_opened)
        return tab

    def take(self, page: VisitPage) -> None:
        """Show a visit in the part that is seen, and in the others once they are."""
        for one in self.all:
            one.take(page)
