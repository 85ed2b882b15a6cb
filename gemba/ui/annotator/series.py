"""What one picture of a series hands on to the next: figures of numbers, and marks. Must not know how they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemba.ui.annotator.window import AnnotatorWindow


class SeriesSteps:
    """The series of one window; ``together`` counts numbers over all of it, not only over pictures of one visit."""

    def __init__(self, window: AnnotatorWindow, *, together: bool) -> None:
        """Take the window."""
        self._window = window
        self._together = together
        #: pictures of the screen that are to be marked come here one after the other
        self.gathers = False

    def numbers_before(self) -> int:
        """Return the largest number on the other pictures that this one's numbers go on from."""
        return self._window.strip.series.top_number_beside(self._window.work.capture_id, together=self._together)

    def take_in(self, capture_id: str) -> None:
        """Put a picture at the end of the series, and go there; what was half typed is kept."""
        self._window.strip.add(capture_id)
        self._window.go(capture_id)

    def toggle_numbering(self) -> None:
        """Let numbers go on over the series, or begin anew on every picture; it holds for the pictures to come."""
        self._window.memory.numbers_go_on = not self._window.memory.numbers_go_on
        words = self._window.desk.words
        self._window.say(
            words.tr("Numbers go on over the pictures of the series.")
            if self._window.memory.numbers_go_on
            else words.tr("Numbers begin with 1 on every picture.")
        )
        self._window.properties.show_current()

    def copy_on(self) -> None:
        """Put the chosen marks, or all, onto the next picture too, and go there."""
        words, strip = self._window.desk.words, self._window.strip
        beside = strip.beside(self._window.work.capture_id, 1)
        row = strip.series.row_of(beside)
        if not beside or row is None or not self._window.work.can_write:
            self._window.say(words.tr("This is the last picture of the series."))
            return
        self._window.keep_typed()
        marks = self._window.board.edits.copies_for((row.width, row.height))
        if not marks:
            self._window.say(words.tr("There is no mark here that has a place on the next picture."))
            return
        count = len(marks)

        def copied() -> None:
            self._window.say(
                words.count("{n} mark copied to this picture.", "{n} marks copied to this picture.", count), "good"
            )
            self._window.go(beside)
            self._window.canvas.setFocus()

        self._window.work.copy_to(beside, marks, copied)


def gathered(windows: Sequence[AnnotatorWindow], capture_id: str) -> AnnotatorWindow | None:
    """Return the window that gathers pictures of the screen, with one more in its series; None where none does."""
    found = next((one for one in reversed(windows) if one.series_steps.gathers), None)
    if found is not None:
        found.series_steps.take_in(capture_id)
    return found
