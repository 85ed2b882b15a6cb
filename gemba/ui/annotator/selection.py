"""Which mark or which proposal is chosen, and walking over them without a mouse. Must not know widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemba.model.annotation import MarkKind
from gemba.ui.annotator.work import Work

if TYPE_CHECKING:
    from gemba.model.annotation import Annotation, Mark
    from gemba.model.rows import ProposalRow


class Selection(QObject):
    """Marks or one open proposal. ``mark`` is the one chosen last, ``marks`` are all of them, lowest first."""

    changed = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        """Take the picture under work; nothing is chosen."""
        super().__init__(parent)
        self._work = work
        self.mark_id = ""
        self.proposal_id = ""
        self._more: frozenset[str] = frozenset()
        self._place = 0
        self._found: tuple[Annotation, str, Mark | None] = (work.annotation, "", None)

    @property
    def mark(self) -> Mark | None:
        """Return the chosen mark; it is asked for in every frame and looked for once a change."""
        annotation = self._work.annotation
        if self._found[0] is not annotation or self._found[1] != self.mark_id:
            found = next((mark for mark in annotation.marks if mark.id == self.mark_id), None)
            self._found = (annotation, self.mark_id, found)
        return self._found[2]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return every chosen mark, lowest first."""
        if not self._more:
            return () if self.mark is None else (self.mark,)
        ids = self._more | {self.mark_id}
        return tuple(mark for mark in self._work.annotation.marks if mark.id in ids)

    @property
    def is_several(self) -> bool:
        """Say whether more than one mark is chosen."""
        return bool(self._more) and len(self.marks) > 1

    def add_mark(self, mark_id: str) -> None:
        """Choose one more mark, or let go of one that is chosen already."""
        ids = {mark.id for mark in self.marks}
        left = ids ^ {mark_id}
        if not ids or not left:
            self.choose_mark("" if ids else mark_id)
            return
        last = mark_id if mark_id in left else self.mark_id if self.mark_id in left else min(left)
        self.mark_id, self.proposal_id, self._more = last, "", frozenset(left - {last})
        self.changed.emit()

    def choose_all(self) -> bool:
        """Choose every mark; False where there is none."""
        ids = [mark.id for mark in self._work.annotation.marks if mark.kind is not MarkKind.CROP]
        if ids:
            self.mark_id, self.proposal_id, self._more = ids[-1], "", frozenset(ids[:-1])
            self.changed.emit()
        return bool(ids)

    @property
    def proposal(self) -> ProposalRow | None:
        """Return the chosen proposal."""
        return next((one for one in self._work.open_proposals if one.id == self.proposal_id), None)

    def choose_mark(self, mark_id: str) -> None:
        """Choose a mark, "" for none."""
        self._choose(mark_id, "")

    def choose_proposal(self, proposal_id: str) -> None:
        """Choose a proposal."""
        self._choose("", proposal_id)

    def clear(self) -> bool:
        """Choose nothing; False where nothing was chosen."""
        had = bool(self.mark_id or self.proposal_id)
        self._choose("", "")
        return had

    def walk(self, step: int) -> bool:
        """Choose the next or the one before, open proposals first; False at the end, where Tab leaves the picture."""
        order = [("", one.id) for one in self._work.open_proposals]
        order += [(mark.id, "") for mark in self._work.annotation.marks]
        here = (self.mark_id, self.proposal_id)
        at = order.index(here) + step if here in order else (0 if step > 0 else len(order) - 1)
        if not 0 <= at < len(order):
            self.clear()
            return False
        self._choose(*order[at])
        return True

    def follow(self) -> None:
        """Let go of what is no longer there; after a decision on a proposal go on to the one that follows it."""
        proposals = self._work.open_proposals
        if self.mark_id and self.mark is None:
            self._choose("", "")
        elif self.proposal_id and self.proposal is None:
            at = min(self._place, len(proposals) - 1)
            self._choose("", proposals[at].id if proposals else "")
        elif self.proposal_id:
            self._place = [one.id for one in proposals].index(self.proposal_id)

    def _choose(self, mark_id: str, proposal_id: str) -> None:
        if (mark_id, proposal_id) == (self.mark_id, self.proposal_id) and not self._more:
            return
        self._more = frozenset()
        self.mark_id, self.proposal_id = mark_id, proposal_id
        ids = [one.id for one in self._work.open_proposals]
        if proposal_id in ids:
            self._place = ids.index(proposal_id)
        self.changed.emit()
