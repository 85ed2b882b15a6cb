"""Put one line of the list of tickets together from its row, without what a whole ticket needs.

Pure functions. Must not know a ticket's parts (gemba/model/ticket_parts.py), which take long to load.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from functools import lru_cache

from gemba.model.rows.ticket_list import TicketListRow
from gemba.model.stored import moment_from_text
from gemba.model.values import Criterion, MoneyFacts, RangeText, TicketState

#: asked for through their members, they take longer than all else of a line
_CRITERIA = tuple(criterion.value for criterion in Criterion)


def money_of(row: sqlite3.Row) -> MoneyFacts:
    """Return what a row says of money, as typed."""
    return MoneyFacts(
        RangeText(row["money_low"], row["money_likely"], row["money_high"]),
        row["currency"],
        row["money_per"],
        row["arithmetic"],
    )


def effort_of(row: sqlite3.Row) -> RangeText:
    """Return what a row says of effort, as typed."""
    return RangeText(row["effort_low"], row["effort_likely"], row["effort_high"])


def gate_of(passed: Container[str]) -> tuple[bool, ...]:
    """Return which of the six criteria hold, in their order; ``passed`` names those with a true verdict."""
    return tuple([criterion in passed for criterion in _CRITERIA])


@lru_cache(maxsize=256)
def gate_of_words(passed: str) -> tuple[bool, ...]:
    """Return the same of names with blanks between them; there are few gates, and a list reads thousands of lines."""
    return gate_of(passed.split())


def list_row(row: sqlite3.Row, gate: tuple[bool, ...]) -> TicketListRow:
    """Return one line of the list with its gate."""
    return TicketListRow(
        id=row["id"],
        number=row["number"],
        source_id=row["source_id"],
        title=row["title"],
        state=TicketState(row["state"]),
        owner_team=row["owner_team"],
        gate=gate,
        load=row["teams"] + row["approvals"],
        value_per_effort=_ratio(row["money_likely"], row["effort_likely"]),
        changed=moment_from_text(row["changed"]),
        money=money_of(row),
        effort=effort_of(row),
        teams=row["teams"],
        approvals=row["approvals"],
        owned=bool(row["owned"]),
        problem_id=row["problem_id"],
    )


def _ratio(money: str, effort: str) -> float | None:
    """Return likely money per likely day where both were typed as plain numbers; the rank is gemba/rules' business."""
    try:
        return float(money) / float(effort)
    except (ValueError, ZeroDivisionError):
        return None
