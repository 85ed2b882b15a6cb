"""What is done with several pictures at once: marked as reviewed, one kept of those alike, attached to something.

Must not know wall or large picture: it is told which pictures are meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.model.rows import CaptureListRow, CaptureRow
from gemba.model.values import CaptureState, EvidenceSource, ProposalState
from gemba.ui.desk import Desk
from gemba.ui.widgets.attach_pictures import attach_pictures
from gemba.ui.widgets.undo_toast import toast_with_undo


class Together(QObject):
    """For one place. ``walk`` shows pictures large, one after the other, for a review."""

    def __init__(self, desk: Desk, owner: QWidget, walk: Callable[[Sequence[str]], object]) -> None:
        """Take the place, and how it walks."""
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._walk = walk

    # -- reviewed ---------------------------------------------------------------------------------------------

    def mark_all(self, ids: Sequence[str]) -> None:
        """Ask before several are marked as reviewed at once, and say what that means; those with proposals stay."""
        captures, wanted = self._desk.app.captures, tuple(ids)
        self._desk.fetch(lambda job: captures.some(wanted), owner=self._owner, then=self._ask, key="evidence-mark-all")

    def _ask(self, rows: Sequence[CaptureRow]) -> None:
        from gemba.ui.evidence.mark_all import MarkAllSheet

        waiting = [row for row in rows if row.state is not CaptureState.REVIEWED]
        if not waiting:
            self._desk.toast(self._desk.words.tr("All of these have been reviewed."), kind="good")
            return
        free = [row.id for row in waiting if _is_free(row)]
        stills = sum(row.source is EvidenceSource.REPLAY_STILL and not _open(row) for row in waiting)
        sheet = MarkAllSheet(
            self._desk,
            self._owner,
            free=len(free),
            proposed=len(waiting) - len(free) - stills,
            stills=stills,
            mark=lambda: self._mark(free),
            walk=lambda: self._walk([row.id for row in waiting]),
        )
        sheet.open_over(sheet.walk_button)

    def _mark(self, ids: Sequence[str]) -> None:
        captures, words = self._desk.app.captures, self._desk.words

        def said(marked: int) -> None:
            toast_with_undo(
                self._desk, words.count("{n} picture marked as reviewed", "{n} pictures marked as reviewed", marked)
            )

        self._desk.do(lambda: captures.review_all(ids), owner=self._owner, then=said)

    # -- alike ------------------------------------------------------------------------------------------------

    def keep_one(self, chosen: Sequence[str], group: Sequence[CaptureListRow]) -> None:
        """Keep the one that is chosen of a group alike and take the others out; undo brings them back."""
        words = self._desk.words
        if len(chosen) != 1 or len(group) < 2:
            self._desk.toast(words.tr("Choose the one picture to keep, under “Alike”."), kind="attention")
            return
        others = [row for row in group if row.id != chosen[0]]
        attaching, keep = self._desk.app.attaching, chosen[0]
        marks = sum(row.marks for row in others)

        def said(_: object) -> None:
            told = words.count("{n} picture like it removed", "{n} pictures like it removed", len(others))
            with_marks = words.count("with {n} mark", "with {n} marks", marks) if marks else ""
            toast_with_undo(self._desk, words.listed((told, with_marks)))

        self._desk.do(lambda: attaching.keep_one(keep, [row.id for row in others]), owner=self._owner, then=said)

    def say_not_alike(self, group: Sequence[CaptureListRow]) -> None:
        """Let a group stand together no more, because somebody looked; undo puts it together again."""
        words, wall, who = self._desk.words, self._desk.app.wall, self._desk.initiator
        if not group:
            self._desk.toast(words.tr("Choose one of them, under “Alike”."), kind="attention")
            return
        ids, said = [row.id for row in group], words.tr("They do not stand together any more.")
        self._desk.do(
            lambda: wall.say_not_alike(ids, initiator=who),
            owner=self._owner,
            then=lambda _: toast_with_undo(self._desk, said),
        )

    # -- attached ---------------------------------------------------------------------------------------------

    def attach(self, ids: Sequence[str]) -> None:
        """Ask for a note or a ticket, and attach the pictures to it."""
        from gemba.ui.evidence.attach_sheet import AttachSheet

        wanted = tuple(ids)
        if wanted and not self._desk.read_only:
            AttachSheet(
                self._desk, self._owner, wanted, lambda target: attach_pictures(self._desk, self._owner, wanted, target)
            )


def _open(row: CaptureRow) -> bool:
    return any(one.state is ProposalState.PROPOSED for one in row.proposals)


def _is_free(row: CaptureRow) -> bool:
    return not _open(row) and row.source is not EvidenceSource.REPLAY_STILL
