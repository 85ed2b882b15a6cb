"""What happened to a ticket: its states with their reasons, and which fields were changed when. By team, never by name.

Must not know how to take anything back: that is the history of the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from gemba.message import N_
from gemba.model.rows import Moment
from gemba.ui.tickets.page.lists import Section
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.desk import Desk

_SHOWN = 12
#: words for the columns that a change may have touched
FIELDS = {
    "title": N_("title"),
    "problem_where": N_("where"),
    "problem_expected": N_("expected"),
    "problem_happened": N_("happened"),
    "fix": N_("fix"),
    "fix_kind": N_("kind of change"),
    "money_low": N_("money"),
    "money_likely": N_("money"),
    "money_high": N_("money"),
    "currency": N_("currency"),
    "money_per": N_("per"),
    "arithmetic": N_("arithmetic"),
    "effort_low": N_("effort"),
    "effort_likely": N_("effort"),
    "effort_high": N_("effort"),
    "owner": N_("owner"),
    "owner_team": N_("owner's team"),
    "seen_k": N_("count"),
    "looked_at_n": N_("count"),
    "frame": N_("sample"),
    "frame_words": N_("sample"),
    "problem_id": N_("problem"),
}


class HistoryList(Section):
    """The newest things that happened, newest first."""

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__(desk.words.tr("History"))
        self._desk = desk
        self._shown: tuple[str, ...] | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.body.addLayout(self.rows)

    def show_ticket(self, opened: OpenTicket) -> None:
        """Show the record of a ticket."""
        lines = [(opened.row.created, self._desk.words.tr("written"))]
        lines += [(one.at, self._stage(one.state, one.reason, one.giver, one.taker)) for one in opened.stages]
        for change in opened.changes:
            said = self._change(change.fields)
            if said and not change.undone:
                lines.append((change.at, said))
        # What happened at one moment stands in the order in which it was written down.
        newest = sorted(lines, key=lambda one: one[0].utc)[::-1][:_SHOWN]
        now = tuple(f"{self._when(at)}  {said}" for at, said in newest)
        if now == self._shown:
            return
        self._shown = now
        take_all_out(self.rows)
        for line in now:
            self.rows.addWidget(PlainLabel(line, "small", "muted", wrap=True))

    def _when(self, at: Moment) -> str:
        return self._desk.words.moment(at, style="medium")

    def _stage(self, state: object, reason: str, giver: str, taker: str) -> str:
        words = self._desk.words
        said = next((words.tr(look.text) for one, look in STATES.items() if one == state), "")
        if giver and taker and giver != taker:
            said = words.tr("passed on from {giver} to {taker}", giver=giver, taker=taker)
        elif taker:
            said = words.tr("{state}, to {taker}", state=said, taker=taker)
        return words.told(said, reason) if reason else said

    def _change(self, columns: tuple[str, ...]) -> str:
        words = self._desk.words
        names = list(dict.fromkeys(words.tr(FIELDS[one]) for one in columns if one in FIELDS))
        return words.tr("changed: {fields}", fields=words.listed(names[:6])) if names else ""
