"""Pictures dropped on the list of visits and on the notes of one: to a visit, or to a note.

Held over a visit for a moment, they open it. Must not know where the pictures come from.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect

from gemba.services.visits.attaching import NOTE, Target
from gemba.services.visits.page import VisitLine
from gemba.ui.desk import Desk
from gemba.ui.sessions.timeline import TimelineView
from gemba.ui.sessions.visits_view import VisitsView
from gemba.ui.widgets.attach_pictures import attach_pictures
from gemba.ui.widgets.dragged_pictures import PictureDrops
from gemba.ui.widgets.undo_toast import toast_with_undo


class VisitDrops(QObject):
    """For one list of visits; ``opens`` brings a visit to the front."""

    def __init__(self, desk: Desk, view: VisitsView, opens: Callable[[str], object]) -> None:
        """Let the list take pictures."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._opens = opens
        self.drops = PictureDrops(view.viewport(), place=self._place, take=self._take, rests=self._rests)

    def _line(self, at: QPoint) -> VisitLine | None:
        index = self._view.indexAt(at)
        row = self._view.visits.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, VisitLine) and not self._desk.read_only else None

    def _place(self, at: QPoint) -> QRect | None:
        return None if self._line(at) is None else self._view.visualRect(self._view.indexAt(at))

    def _rests(self, at: QPoint) -> None:
        line = self._line(at)
        if line is not None:
            self._opens(line.row.id)

    def _take(self, ids: tuple[str, ...], at: QPoint) -> None:
        line = self._line(at)
        if line is None:
            return
        captures, words, visit = self._desk.app.captures, self._desk.words, line.row.id

        def said(_: object) -> None:
            toast_with_undo(self._desk, words.count("{n} picture moved", "{n} pictures moved", len(ids)))

        self._desk.do(lambda: captures.move_all(ids, visit), owner=self, then=said)


class NoteDrops(QObject):
    """For the notes of one visit."""

    def __init__(self, desk: Desk, view: TimelineView) -> None:
        """Let the notes take pictures."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self.drops = PictureDrops(view.viewport(), place=self._place, take=self._take)

    def _place(self, at: QPoint) -> QRect | None:
        index = self._view.indexAt(at)
        if not index.isValid() or self._desk.read_only or self._view.rows.rows[index.row()].kind is None:
            return None
        return self._view.visualRect(index)

    def _take(self, ids: tuple[str, ...], at: QPoint) -> None:
        row = self._view.rows.rows[self._view.indexAt(at).row()]
        attach_pictures(self._desk, self._view, ids, Target(NOTE, row.id, row.clock, row.text))
