"""Frozen rows: what every reader outside gemba/model gets instead of an entity.

Ids are UUIDv7 as 32 hex digits. Times are ``Moment`` (UTC plus the team's offset). A field that was never said is
None or empty, never a made-up default. All rows are read from here and stand in a module for each thing they tell of,
which is loaded when the first row of it is asked for: the list of tickets begins without the other fifty
(docs/adr/0021). Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gemba.model.moment import Moment

if TYPE_CHECKING:
    from gemba.model.rows.contact import CallRow, CustomerRow, MessageRow, ParticipantRow, PlanSlotRow
    from gemba.model.rows.found import SearchHit
    from gemba.model.rows.history import DraftRow, ImportedRow, OperationRow
    from gemba.model.rows.paper import NarrativeRow, NarrativeVersionRow
    from gemba.model.rows.picture import CaptureListRow, CaptureRow, PictureUseRow, ProposalRow, RenderingRow
    from gemba.model.rows.recognised import RecognisedCounts, RecognisedRow
    from gemba.model.rows.review import CommentRow, PlaceRow, SentRow
    from gemba.model.rows.ticket import (
        DecisionRow,
        ProblemRow,
        QuestionRow,
        RemarkRow,
        TallyRow,
        TicketPictureRow,
        TicketRow,
        VerdictRow,
    )
    from gemba.model.rows.ticket_list import TicketListRow
    from gemba.model.rows.ticket_record import RowChangeRow, StageRow
    from gemba.model.rows.visit import (
        ArtifactSightingRow,
        HandOffStepRow,
        NotePartRow,
        ObservationRow,
        PersonRow,
        PromiseRow,
        RoundRow,
        SessionRow,
        TeamRow,
    )
    from gemba.model.rows.visit_page import NoteTicketRow, RowHistoryRow
    from gemba.model.rows.wall import TaggedRow, TicketNameRow, TicketPicturesRow

__all__ = [
    "ArtifactSightingRow",
    "CallRow",
    "CaptureListRow",
    "CaptureRow",
    "CommentRow",
    "CustomerRow",
    "DecisionRow",
    "DraftRow",
    "HandOffStepRow",
    "ImportedRow",
    "MessageRow",
    "Moment",
    "NarrativeRow",
    "NarrativeVersionRow",
    "NotePartRow",
    "NoteTicketRow",
    "ObservationRow",
    "OperationRow",
    "ParticipantRow",
    "PersonRow",
    "PictureUseRow",
    "PlaceRow",
    "PlanSlotRow",
    "ProblemRow",
    "PromiseRow",
    "ProposalRow",
    "QuestionRow",
    "RecognisedCounts",
    "RecognisedRow",
    "RemarkRow",
    "RenderingRow",
    "RoundRow",
    "RowChangeRow",
    "RowHistoryRow",
    "SearchHit",
    "SentRow",
    "SessionRow",
    "StageRow",
    "TaggedRow",
    "TallyRow",
    "TeamRow",
    "TicketListRow",
    "TicketNameRow",
    "TicketPictureRow",
    "TicketPicturesRow",
    "TicketRow",
    "VerdictRow",
]

_MODULES = {
    "contact": ("CallRow", "CustomerRow", "MessageRow", "ParticipantRow", "PlanSlotRow"),
    "found": ("SearchHit",),
    "history": ("DraftRow", "ImportedRow", "OperationRow"),
    "paper": ("NarrativeRow", "NarrativeVersionRow"),
    "picture": ("CaptureListRow", "CaptureRow", "PictureUseRow", "ProposalRow", "RenderingRow"),
    "recognised": ("RecognisedCounts", "RecognisedRow"),
    "review": ("CommentRow", "PlaceRow", "SentRow"),
    "ticket": (
        "DecisionRow",
        "ProblemRow",
        "QuestionRow",
        "RemarkRow",
        "TallyRow",
        "TicketPictureRow",
        "TicketRow",
        "VerdictRow",
    ),
    "ticket_list": ("TicketListRow",),
    "ticket_record": ("RowChangeRow", "StageRow"),
    "visit": (
        "ArtifactSightingRow",
        "HandOffStepRow",
        "NotePartRow",
        "ObservationRow",
        "PersonRow",
        "PromiseRow",
        "RoundRow",
        "SessionRow",
        "TeamRow",
    ),
    "visit_page": ("NoteTicketRow", "RowHistoryRow"),
    "wall": ("TaggedRow", "TicketNameRow", "TicketPicturesRow"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> type:
        """Return a row of that name, its module loaded now."""
        module = _MODULE_OF.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
        return found
