"""What is changed on chosen pictures: caption, visit, taken out. One step of the history each, with Undo in the toast.

Must not know wall or large picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk


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
                self._toast(words.count("{n} caption changed", "{n} captions changed", len(wanted)))

        self._desk.do(lambda: captures.caption_all(wanted, text), owner=self._owner, then=said)

    def visit(self, ids: Sequence[str], session: str | None) -> None:
        """Put pictures to a visit, or to the inbox."""
        captures = self._desk.app.captures
        words = self._desk.words
        wanted = tuple(ids)
        if not wanted:
            return

        def said(_: object) -> None:
            self._toast(words.count("{n} picture moved", "{n} pictures moved", len(wanted)))

        self._desk.do(lambda: captures.move_all(wanted, session), owner=self._owner, then=said)

    def remove(self, ids: Sequence[str]) -> None:
        """Take pictures out."""
        captures = self._desk.app.captures
        words = self._desk.words
        wanted = tuple(ids)

        def said(_: object) -> None:
            self._toast(words.count("{n} picture removed", "{n} pictures removed", len(wanted)))

        self._desk.do(lambda: captures.remove_all(wanted), owner=self._owner, then=said)

    def _toast(self, sentence: str) -> None:
        """Say what was done; Undo takes back this step only, not one that came after it."""
        history = self._desk.app.history
        newest = history.all(limit=1)
        step = newest[0].seq if newest else 0
        words = self._desk.words

        def undo() -> None:
            now = history.all(limit=1)
            if now and now[0].seq == step and not now[0].undone:
                self._desk.do(history.undo, owner=self._owner)
            else:
                self._desk.toast(
                    words.tr("Something else was done since; the history takes back step by step."), kind="attention"
                )

        self._desk.toast(sentence, button=words.tr("Undo"), action=undo)
