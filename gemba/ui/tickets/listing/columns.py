"""The columns of the list of tickets: their words, their widths, and which give way where there is little room.

Pure numbers, so that widths can be tested without a window. Must not know Qt.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from gemba.message import N_
from gemba.services.tickets.list import TicketSort


class Col(IntEnum):
    """The columns from left to right."""

    MARK = 0
    NUMBER = 1
    GATE = 2
    TITLE = 3
    STATE = 4
    WORTH = 5
    CHANCE = 6
    LOAD = 7
    TEAM = 8
    CHANGED = 9


class Column(NamedTuple):
    """One column. ``sort`` is what a click on its head orders by; ``down`` says that the largest comes first then."""

    text: str
    width_px: int
    sort: TicketSort | None = None
    down: bool = False
    note: str = ""


COLUMNS = {
    Col.MARK: Column("", 28),
    Col.NUMBER: Column(N_("Ticket"), 68, TicketSort.NUMBER),
    Col.GATE: Column(N_("Gate"), 88, TicketSort.GATE, True, N_("How many of the six criteria hold")),
    Col.TITLE: Column(N_("Title"), 0, TicketSort.TITLE),
    Col.STATE: Column(N_("State"), 132, TicketSort.STATE),
    Col.WORTH: Column(
        N_("Value per day of work"), 192, TicketSort.RANK, False, N_("Money a year for a person-day: low, likely, high")
    ),
    Col.CHANCE: Column(
        N_("Top"), 72, TicketSort.CHANCE, False, N_("How sure it is that the ticket belongs to the first")
    ),
    Col.LOAD: Column(N_("Load"), 76, TicketSort.LOAD, True, N_("Teams needed and approvals needed")),
    Col.TEAM: Column(N_("Owner team"), 144, TicketSort.TEAM),
    Col.CHANGED: Column(N_("Changed"), 120, TicketSort.CHANGED, True),
}
#: a title of some 34 letters: before it is cut, the state shows its icon alone
LEAST_TITLE_PX = 248
GIVES_WAY = (Col.CHANGED, Col.STATE, Col.TEAM, Col.LOAD, Col.CHANCE)
STATE_ICON_PX = 56
WIDE_TITLE_PX = 560


def widths(room_px: int, *, state_head_px: int = 0) -> dict[Col, int]:
    """Return the width of every column that is shown in so much room; those that gave way are not in it.

    The state gives way by half: its icon stays, and the chips over the list say the words. ``state_head_px`` is what
    the head of its column needs, which stays whole.
    """
    shown = {col: column.width_px for col, column in COLUMNS.items()}
    for col in GIVES_WAY:
        if room_px - sum(shown.values()) >= LEAST_TITLE_PX:
            break
        if col is Col.STATE:
            shown[col] = max(STATE_ICON_PX, state_head_px)
        else:
            del shown[col]
    left = room_px - sum(shown.values())
    if left > WIDE_TITLE_PX:
        spare = min(160, (left - WIDE_TITLE_PX) // 2)
        shown[Col.WORTH] += spare // 2
        shown[Col.TEAM] += spare - spare // 2
        left -= spare
    shown[Col.TITLE] = max(120, left)
    return shown
