"""How things stand, for a line that is always in view: last backup, pictures to review, tickets that ask too many.

Counted in the store, so that it costs the same with ten tickets as with a hundred thousand. Must not change anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import Message
from gemba.model import backup as backups
from gemba.model.disk import space_warning
from gemba.model.format import BACKUPS_NAME
from gemba.model.library import Library
from gemba.model.rows import Moment
from gemba.model.ticket_facts import ApprovalFacts, TicketFacts
from gemba.rules import coordination
from gemba.rules.thresholds import Thresholds
from gemba.services.keeping.house import house_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status line says; ``backup_at`` is the newest backup, which was verified before it got its name."""

    backup_at: Moment | None
    to_review: int
    smells: int
    undo: Message | None
    redo: Message | None
    warning: Message | None


def standing_of(library: Library) -> Standing:
    """Read how things stand now."""
    queries = library.queries
    newest = next(iter(backups.backups_in(library.folder / BACKUPS_NAME)), None)
    return Standing(
        backup_at=None if newest is None else Moment(newest.made_utc),
        to_review=queries.count_to_review(),
        smells=_smells(library),
        undo=queries.next_undo(),
        redo=queries.next_redo(),
        warning=space_warning(library.folder),
    )


def _smells(library: Library) -> int:
    queries = library.queries
    thresholds = house_of(queries).thresholds
    asked = queries.asked_of_many(teams=thresholds.teams, approvals=thresholds.approvals)
    return sum(_smell(teams, bodies, thresholds) for teams, bodies in asked)


def _smell(teams: tuple[str, ...], bodies: tuple[str, ...], thresholds: Thresholds) -> bool:
    facts = TicketFacts(
        number=0, title="", teams_needed=teams, approvals_needed=tuple(ApprovalFacts(body) for body in bodies)
    )
    return coordination.load(facts, thresholds).smell
