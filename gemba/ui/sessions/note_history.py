"""How often a note was changed, and what it said before; asked for only when somebody wants to see it.

Must not know the rest of the inspector.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gemba.model.rows import ObservationRow
from gemba.model.rows.visit_page import RowHistoryRow
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

_SHOWN = 12


class NoteHistory(QWidget):
    """Says "changed 3 times", and each step under it."""

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet."""
        super().__init__()
        self._desk = desk
        self._steps: tuple[RowHistoryRow, ...] = ()
        self._note: ObservationRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = QPushButton("")
        role(self.button, "quiet", "left")
        self.button.setCheckable(True)
        self.button.toggled.connect(lambda _: self._draw())
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.steps = PlainLabel("", "small", "muted", wrap=True)
        layout.addWidget(self.steps)

    def show_note(self, note: ObservationRow) -> None:
        """Count the steps of a note, off the window's thread."""
        if self._note is None or self._note.id != note.id:
            self.button.setChecked(False)
        self._note = note
        pages = self._desk.app.visit_pages
        self._desk.fetch(
            lambda _: pages.note_history(note.id), owner=self, then=self._found, key=f"sessions.history.{id(self)}"
        )

    def _found(self, steps: Sequence[RowHistoryRow]) -> None:
        self._steps = tuple(steps)
        self._draw()

    @property
    def changes(self) -> int:
        """Return how often the note was changed after it was written down."""
        return sum(1 for one in self._steps if one.before is not None)

    def _draw(self) -> None:
        words = self._desk.words
        changes = self.changes
        if not changes:
            self.button.setText(words.tr("Never changed"))
        else:
            self.button.setText(words.count("Changed {n} time", "Changed {n} times", changes))
        self.button.setEnabled(bool(changes))
        seen = self.button.isChecked() and bool(changes)
        self.steps.setVisible(seen)
        # Saying a day loads what a language calls it, for lines that hardly anybody opens.
        steps = [one for one in reversed(self._steps) if one.before is not None][:_SHOWN] if seen else []
        self.steps.setText("\n".join(map(self._line, steps)))

    def _line(self, step: RowHistoryRow) -> str:
        words = self._desk.words
        said = words.say(step.message)
        if step.kind == "undo":
            said = words.tr("Undo: {step}", step=said)
        elif step.kind == "redo":
            said = words.tr("Redo: {step}", step=said)
        when = words.moment(step.at, style="short")
        before = (step.before or {}).get("text")
        if before and before != (step.after or {}).get("text"):
            return words.tr("{when} · {step}; before: {text}", when=when, step=said, text=str(before))
        return f"{when} · {said}"
