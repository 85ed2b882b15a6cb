"""Edit a note where it stands: a field over its row, the line as it was typed, parts and all.

What is half typed is kept as a draft at most a second behind the keys, and is there again after a killed process.
Must not know the page around the list.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor

from gemba.errors import GembaError
from gemba.model.rows import ObservationRow
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk
from gemba.ui.sessions.editing import GrowingText
from gemba.ui.sessions.timeline import TimelineView
from gemba.ui.widgets.plain_words import typed_text

_DRAFT_MS = 700
_EDGE_PX = 8
#: from the field's corner to its words, less where a row has its own: what is edited stays where it was read
_WORDS_LEFT_PX, _WORDS_TOP_PX = 11, 2
_SLACK_PX = 64


class NoteEditor(QObject):
    """The one field that lies over the row being edited."""

    ended = Signal(str)

    def __init__(self, desk: Desk, view: TimelineView) -> None:
        """Take the list; nothing is edited yet."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self.note: ObservationRow | None = None
        self.field = GrowingText(desk.words.tr("Words of the note"), bare=False)
        self.field.setParent(view.viewport())
        self.field.hide()
        self.field.kept.connect(self._keep)
        self.field.given_up.connect(self.give_up)
        self.field.grown.connect(self._place)
        self.field.textChanged.connect(self._typed)
        self._draft = QTimer(self, singleShot=True, interval=_DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._place())

    def begin(self, note: ObservationRow) -> None:
        """Edit a note; what was half typed the last time stands there again."""
        self.note = note
        line = self._desk.app.live.line_of(note, language=self._desk.words.language)
        self.field.show_value(line)
        half_typed = self._desk.app.observations.drafts().get(_key(note.id), "")
        if half_typed and half_typed != line:
            self.field.setPlainText(half_typed)
        self._place()
        self.field.show()
        self.field.raise_()
        self.field.setFocus()
        # Not all of it chosen: the next letter would be all that is left of the note.
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def give_up(self) -> None:
        """End editing; what was kept is kept, what was not is forgotten."""
        if self.note is None:
            return
        note, self.note = self.note, None
        self._draft.stop()
        self.field.hide()
        self._view.setFocus()
        self._desk.app.observations.submit_draft(_key(note.id), "")
        self.ended.emit(note.id)

    def leave(self) -> None:
        """Keep what is half typed as a draft, at once."""
        if self.note is not None:
            self._draft.stop()
            self._keep_draft()

    def _keep(self, text: str) -> None:
        note = self.note
        if note is None:
            return
        if not text:
            self.field.give_back(self._desk.app.live.line_of(note, language=self._desk.words.language))
            key = self._desk.keys.named("sessions.remove_note")
            self._desk.toast(self._desk.words.tr("A note needs words. {key} takes it out.", key=key), kind="attention")
            return
        self._desk.do(
            lambda: self._desk.app.observations.edit(note.id, ObservationFields(text=text)),
            owner=self,
            failed=lambda problem: self._failed(note, text, problem),
        )
        if not self.field.hasFocus():
            self.give_up()

    def _failed(self, note: ObservationRow, text: str, problem: BaseException) -> None:
        """Give the field back with what was typed; nothing is lost."""
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)
            return
        self._desk.toast(self._desk.words.problem(problem), kind="stop")
        self.begin(note)
        self.field.setPlainText(text)
        self.field.refuse()

    def _typed(self) -> None:
        if self.note is not None and self.field.isVisible():
            self._draft.start()

    def _keep_draft(self) -> None:
        if self.note is not None:
            self._desk.app.observations.submit_draft(_key(self.note.id), typed_text(self.field))

    def _place(self) -> None:
        if self.note is None:
            return
        at = self._view.rows.row_of(self.note.id)
        if at < 0:
            return
        rect = self._view.visualRect(self._view.rows.index(at))
        width = self._view.delegate.row_width()
        left = self._view.delegate.text_left(width)
        top = max(0, rect.top() - _WORDS_TOP_PX)
        box = QRect(rect.left() + left - _WORDS_LEFT_PX, top, rect.width() - left - 1, self.field.height())
        # At least as high as the words it lies over, or a piece of them looks out under it.
        least = _least(self._view, at, width)
        room = self._view.viewport().height() - 2 * _EDGE_PX
        wanted = max(least, self.field.sizeHint().height())
        scrolls = wanted > max(least + _SLACK_PX, room)
        if scrolls:
            # A row shows the beginning of a very long text; the field shows all of it and scrolls by itself.
            wanted = room
            box.moveTop(min(box.top(), _EDGE_PX))
        if box.height() != wanted:
            self.field.setFixedHeight(wanted)
            box.setHeight(wanted)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.field.setVerticalScrollBarPolicy(policy)
        if self.field.geometry() != box:
            self.field.setGeometry(box)


def _least(view: TimelineView, at: int, width: int) -> int:
    return view.delegate.words_height(view.rows.rows[at], width) + 12


def _key(note_id: str) -> str:
    return f"note.edit.{note_id}"
