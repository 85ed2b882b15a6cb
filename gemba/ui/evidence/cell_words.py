"""What the wall and the large picture say about a picture, in the window's language. Must not know Qt."""

from __future__ import annotations

from gemba.model.rows import CaptureListRow, CaptureRow
from gemba.model.values import CaptureState, ProposalState
from gemba.ui.language.words import Words

Row = CaptureListRow | CaptureRow


def open_proposals(row: Row) -> int:
    """Return how many proposed redactions are not decided."""
    if isinstance(row, CaptureListRow):
        return row.proposals
    return sum(one.state is ProposalState.PROPOSED for one in row.proposals)


class CellWords:
    """Sentences and words about pictures."""

    def __init__(self, words: Words) -> None:
        """Take the window's words."""
        self._words = words

    def name(self, row: Row) -> str:
        """Return what a person calls the picture: its code, else its file's name."""
        return row.source_id or row.file_name or self._words.tr("Picture")

    def caption(self, row: Row) -> str:
        """Return the caption, or that there is none."""
        return row.caption or self._words.tr("No caption yet")

    def place(self, row: Row) -> str:
        """Return visit and time in one line."""
        visit = self._words.tr("Inbox") if row.session_number is None else f"S{row.session_number}"
        return visit if row.taken is None else f"{visit} · {self._words.clock(row.taken)}"

    def state(self, row: Row) -> tuple[str, str, str]:
        """Return icon, colour and words for how far the review is."""
        proposals = open_proposals(row)
        if proposals:
            said = self._words.count("{n} proposal open", "{n} proposals open", proposals)
            return "shield", "attention", said
        if row.state is CaptureState.REVIEWED:
            return "circle-check", "good", self._words.tr("Reviewed")
        return "eye", "attention", self._words.tr("To review")

    def whole(self, row: Row) -> str:
        """Return the whole cell in one line, for screen readers."""
        marks = row.marks if isinstance(row, CaptureListRow) else len(row.annotation.pointing)
        said = (self.name(row), self.caption(row), self.place(row), self.state(row)[2])
        return self._words.listed((*said, self._words.count("{n} mark", "{n} marks", marks)))
