"""Open and close "before and after" in one annotator: which two pictures, which region. Knows nothing of drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gemba.ui.annotator.compare import Compare
from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.layers import seen_of

if TYPE_CHECKING:
    from gemba.model.rows import CaptureRow
    from gemba.services.events import Changed
    from gemba.ui.annotator.window import AnnotatorWindow

_AROUND = 0.1
_KINDS = frozenset({"capture", "annotation"})


class Comparing(QObject):
    """The comparison of one window; its view is made when it is first asked for."""

    def __init__(self, window: AnnotatorWindow) -> None:
        """Take the window."""
        super().__init__(window)
        self._window = window
        self._before = ""
        window.desk.changed.connect(self._heard)
        self.view: Compare | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the comparison is what is seen."""
        return self.view is not None and self._window.middle.currentWidget() is self.view

    def toggle(self) -> None:
        """Compare with the picture before in the series (with the next one where there is none), or go back."""
        window = self._window
        if self.is_open:
            self.close()
            return
        here = window.work.capture_id
        self._before = window.strip.beside(here, -1) or window.strip.beside(here, 1)
        if window.work.row is None or not self._before:
            words = window.desk.words
            window.say(words.tr("There is no other picture in this series to compare with."))
            return
        self._show()

    def close(self) -> None:
        """Go back to the picture."""
        if self.view is not None and self.is_open:
            self.view.forget()
            self._window.middle.setCurrentWidget(self._window.canvas)
            self._window.canvas.setFocus()

    def step(self, by: int) -> None:
        """Take the picture one further back or on for "before"; the one under work is passed over."""
        strip, here = self._window.strip, self._window.work.capture_id
        beside = strip.beside(self._before, by)
        if beside == here:
            beside = strip.beside(beside, by)
        if beside:
            self._before = beside
            self._show()

    def _show(self) -> None:
        window, ids = self._window, self._window.strip.series.ids
        row, other = window.work.row, window.strip.series.row_of(self._before)
        if row is None or other is None:
            return
        if self.view is None:
            self.view = Compare(window.desk)
            self.view.closed.connect(self.close)
            self.view.stepped.connect(self.step)
            window.middle.addWidget(self.view)
        earlier = ids.index(other.id) < ids.index(row.id)
        first, second = (other, row) if earlier else (row, other)
        if not self.is_open:
            window.middle.setCurrentWidget(self.view)
            self.view.panes.setFocus()
        self.view.open(first.id, second.id, self._region(row))

    def _heard(self, changed: Changed) -> None:
        """Show nothing that was covered meanwhile (R-08): read both again after every change of a picture."""
        if self.view is not None and self.is_open and _KINDS & changed.kinds:
            self.view.forget()
            self.view.panes.update()
            self._show()

    def _region(self, row: CaptureRow) -> Rect:
        """Return the region: around the chosen mark, else what of the picture is seen."""
        board = self._window.board
        mark = board.selection.mark
        if mark is not None:
            x0, y0, x1, y1 = board.extent(mark)
            more = max(_AROUND * max(x1 - x0, y1 - y0), 24.0)
            x0, y0, x1, y1 = x0 - more, y0 - more, x1 + more, y1 + more
        else:
            x0, y0, x1, y1 = board.shown_frame() or seen_of(board.view)
        return max(x0, 0.0), max(y0, 0.0), min(x1, float(row.width)), min(y1, float(row.height))
