"""What is changed on chosen pictures: caption, visit, taken out. One step of the history each, with Undo in the toast.

Must not know wall or large picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.widgets.undo_toast import toast_with_undo


class Changing(QObject):
    """Writes for one place."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        """Take the desk and the place."""
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def caption(self, ids: Sequence[str], text: str) -> None:
        """Write a caption under one picture or several."""
        captures = self._desk.app.captures
        words = self._desk.words
        wanted = tuple(ids)

        def said(_: object) -> None:
            if len(wanted) > 1:
                toast_with_undo(self._desk, words.count("{n} caption changed", "{n} captions changed", len(wanted)))

        self._desk.do(lambda: captures.caption_all(wanted, text), owner=self._owner, then=said)

    def visit(self, ids: Sequence[str], session: str | None) -> None:
        """Put pictures to a visit, or to the inbox."""
        captures = self._desk.app.captures
        words = self._desk.words
        wanted = tuple(ids)
        if not wanted:
            return

        def said(_: object) -> None:
            toast_with_undo(self._desk, words.count("{n} picture moved", "{n} pictures moved", len(wanted)))

        self._desk.do(lambda: captures.move_all(wanted, session), owner=self._owner, then=said)

    def remove(self, ids: Sequence[str]) -> None:
        """Take pictures out."""
        captures = self._desk.app.captures
        words = self._desk.words
        wanted = tuple(ids)

        def said(_: object) -> None:
            toast_with_undo(self._desk, words.count("{n} picture removed", "{n} pictures removed", len(wanted)))

        self._desk.do(lambda: captures.remove_all(wanted), owner=self._owner, then=said)
