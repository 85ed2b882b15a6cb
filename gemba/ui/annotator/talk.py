"""The comments on the picture under work, as they are now, and what is done with them. Must not know widgets.

Every step is one operation of the library; what somebody else says shows here as it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.work import Work
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows.review import CommentRow
    from gemba.services.events import Changed

_TOGETHER_MS = 40


class Talk(QObject):
    """What is said about one picture: comments with their answers right behind them."""

    changed = Signal()
    #: another comment stands out; what was said is the same
    chose = Signal()
    #: another picture is under work
    opened = Signal()

    def __init__(self, desk: Desk, work: Work, parent: QObject) -> None:
        """Follow the picture under work."""
        super().__init__(parent)
        self._desk = desk
        self._work = work
        self.rows: tuple[CommentRow, ...] = ()
        self.chosen_id = ""
        self._again = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._again.timeout.connect(self.read)
        work.opened.connect(self._opened)
        desk.changed.connect(self._heard)

    @property
    def regions(self) -> tuple[tuple[CommentRow, int], ...]:
        """Return the open comments that are about a region, with their number in the list."""
        tops = [row for row in self.rows if row.parent_id is None]
        return tuple((row, n) for n, row in enumerate(tops, 1) if row.region_px is not None and not row.resolved)

    def read(self) -> None:
        """Read them again, off the window's thread."""
        comments, wanted = self._desk.app.comments, self._work.capture_id
        if self._work.row is None:
            return

        def done(rows: tuple[CommentRow, ...]) -> None:
            if wanted == self._work.capture_id and rows != self.rows:
                self.rows = rows
                self.changed.emit()

        self._desk.fetch(lambda _: comments.of(wanted), owner=self, then=done, key=f"talk-{id(self)}")

    def choose(self, comment_id: str) -> None:
        """Choose a comment; its region stands out on the picture."""
        if comment_id != self.chosen_id:
            self.chosen_id = comment_id
            self.chose.emit()

    def add(self, text: str, region: Rect | None) -> None:
        """Say something about the picture, or about a region of it."""
        comments, wanted, who = self._desk.app.comments, self._work.capture_id, self._desk.initiator
        self._desk.do(lambda: comments.add(wanted, text, region=region, initiator=who), owner=self, then=self._kept)

    def reply(self, comment_id: str, text: str) -> None:
        """Answer a comment."""
        comments, who = self._desk.app.comments, self._desk.initiator
        self._desk.do(lambda: comments.reply(comment_id, text, initiator=who), owner=self, then=self._kept)

    def row(self, comment_id: str) -> CommentRow | None:
        """Return a comment or an answer that is shown."""
        return next((one for one in self.rows if one.id == comment_id), None)

    def edit(self, comment_id: str, text: str) -> None:
        """Change the words of a comment or an answer; words that are the same are no step."""
        shown, comments, who = self.row(comment_id), self._desk.app.comments, self._desk.initiator
        if shown is not None and shown.text != text:
            self._desk.do(lambda: comments.edit(comment_id, text, initiator=who), owner=self, then=self._kept)

    def move(self, comment_id: str, region: Rect | None) -> None:
        """Let a comment be about another region, None for all of the picture; its answers stay with it."""
        comments, who = self._desk.app.comments, self._desk.initiator
        self._desk.do(lambda: comments.move(comment_id, region, initiator=who), owner=self, then=self._kept)

    def remove(self, comment_id: str) -> None:
        """Take a comment out with its answers; undo brings them back."""
        comments, who = self._desk.app.comments, self._desk.initiator
        self._desk.do(lambda: comments.remove(comment_id, initiator=who), owner=self, then=self._read_after)

    def resolve(self, comment_id: str, *, resolved: bool) -> None:
        """Close a comment, or open it again."""
        comments, who = self._desk.app.comments, self._desk.initiator
        self._desk.do(
            lambda: comments.resolve((comment_id,), resolved=resolved, initiator=who), owner=self, then=self._read_after
        )

    def _kept(self, row: CommentRow) -> None:
        self.chosen_id = row.parent_id or row.id
        self.read()

    def _read_after(self, _: None) -> None:
        self.read()

    def _opened(self) -> None:
        self.rows, self.chosen_id = (), ""
        self.opened.emit()
        self.changed.emit()
        self.read()

    def _heard(self, changed: Changed) -> None:
        if "comment" in changed.kinds:
            self._again.start()
