"""One ticket as a line of a table that leaves: columns and cells, not masked yet. Must not know how they are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemba.services.leaving.masking import Masker
from gemba.services.tickets.shown_verdicts import shown_remarks, shown_verdicts

if TYPE_CHECKING:
    from gemba.services.tickets.tickets import TicketView

COLUMNS = (
    "number",
    "id",
    "title",
    "state",
    "where",
    "expected",
    "happened",
    "fix",
    "impact_low",
    "impact_likely",
    "impact_high",
    "currency",
    "per",
    "impact_arithmetic",
    "effort_low_days",
    "effort_likely_days",
    "effort_high_days",
    "owner",
    "owner_team",
    "teams_needed",
    "approvals_needed",
    "contacts_n",
    "seen_k",
    "sample_frame",
    "note_ids",
    "screenshot_ids",
    "criteria_held",
    "missing",
    "remarks",
    "value_per_effort",
    "value_currency",
)


def cells(view: TicketView, owner: str, notes: dict[str, str], masker: Masker) -> Sequence[str]:
    """Return what stands in each column; ``owner`` and ``notes`` (names by id) are what may be shown of them."""
    row, money, effort = view.row, view.row.money, view.row.effort
    counts = (row.frequency.looked_at_n, row.frequency.seen_k)
    return (
        str(row.number),
        row.source_id,
        row.title,
        row.state.value,
        row.where,
        row.expected,
        row.happened,
        row.fix,
        money.range.low,
        money.range.likely,
        money.range.high,
        money.currency,
        money.per,
        money.arithmetic,
        effort.low,
        effort.likely,
        effort.high,
        owner,
        row.owner_team,
        ";".join(row.teams_needed),
        ";".join(one.body for one in row.approvals_needed) or ("none" if row.approvals_asked else ""),
        *("" if one is None else str(one) for one in counts),
        row.frequency.frame_words,
        ";".join(notes.get(one, one) for one in row.observation_ids),
        ";".join(one.reference for one in row.pictures),
        str(sum(one.ok for one in row.verdicts)),
        " ".join(one.reason for one in shown_verdicts(row, view.facts, masker) if not one.ok),
        " ".join(shown_remarks(row, view.facts, masker)),
        "" if view.rank is None else f"{view.rank.likely:.0f}",
        view.currency,
    )
