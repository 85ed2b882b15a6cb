"""Further frozen rows: links, drafts, imports and what was made from pictures.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.values import TicketState


@dataclass(frozen=True, slots=True)
class HandOffStepRow:
    """One link of a hand-off chain, by role or team."""

    observation_id: str
    position: int
    giver: str
    taker: str
    what: str


@dataclass(frozen=True, slots=True)
class RenderingRow:
    """What was made from a picture: ``product`` is preview, thumbnail, base or flat; ``blob`` its SHA-256."""

    capture_id: str
    product: str
    blob: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureUseRow:
    """A ticket that shows a picture, as its picture number ``position``."""

    ticket_id: str
    number: int
    title: str
    position: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """A ticket's arrival in a state."""

    ticket_id: str
    state: TicketState
    at: Moment
    reason: str
    giver: str
    taker: str


@dataclass(frozen=True, slots=True)
class RowChangeRow:
    """One step of the history that changed a row: its name as a template with values, and which fields."""

    at: Moment
    name: str
    name_values: str
    fields: tuple[str, ...]
    undone: bool


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer under a pseudonym."""

    id: str
    pseudonym: str
    is_key: bool
    language: str


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person asked to the meeting of a round; ``may_decide`` in the words of the list."""

    id: str
    round_id: str
    person_id: str
    attends: str
    time_zone: str
    may_decide: str
    arrives: str
    leaves: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Half-typed text; ``key`` names the field it was typed into."""

    key: str
    text: str
    at: Moment


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What one row of a visit pack became (SETTLED §22)."""

    round_id: str
    file_kind: str
    source_id: str
    entity_kind: str
    entity_id: str
    pack_hash: str
    stored_hash: str
