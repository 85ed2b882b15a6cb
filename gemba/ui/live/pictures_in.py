"""Pictures on their way into a running visit: pasted, opened or dropped, where they are allowed now.

Must not know the timeline or the line; whoever listens to ``added`` shows what came.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.evidence.incoming import Incoming
from gemba.ui.live.sitting import Sitting


class PicturesIn(QObject):
    """The ways in of one visit."""

    added = Signal(object)

    def __init__(self, desk: Desk, page: QWidget, sitting: Sitting) -> None:
        """Take the page that asks for files, and the sitting that says whether pictures are allowed."""
        super().__init__(page)
        self._desk, self._sitting = desk, sitting
        # The picture shows in the timeline; a message would cover the line that is being typed.
        self._incoming = Incoming(desk, page, lambda: sitting.session_id, says_added=False)
        self._incoming.added.connect(self.added)

    def accepts(self, mime: QMimeData) -> bool:
        """Say whether there is a picture in it."""
        return self._incoming.accepts(mime)

    def would_take(self, mime: QMimeData) -> bool:
        """Say whether it would be taken now if it were dropped."""
        return self._sitting.pictures_allowed and self.accepts(mime)

    def paste(self) -> None:
        """Take the picture on the clipboard into the visit, at this minute."""
        if self._are_on():
            self._incoming.paste()

    def open_files(self) -> None:
        """Choose picture files for the visit."""
        if self._are_on():
            self._incoming.open_files()

    def take_dropped(self, mime: object) -> None:
        """Take what was dropped onto the visit or its mini bar."""
        if isinstance(mime, QMimeData) and self._are_on():
            self._incoming.drop(mime)

    def _are_on(self) -> bool:
        why = self._sitting.why_no_pictures()
        if why:
            self._desk.toast(why, kind="attention")
        return not why
