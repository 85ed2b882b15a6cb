"""Frozen rows of what was done in a library: steps, half-typed text, rows of packs that were read in.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import Message
from gemba.model.moment import Moment


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One step of the history, with the words of the menu.

    ``message`` is the name for any language; ``dropped`` says that it was undone and something else done since, so
    that it cannot be done again.
    """

    seq: int
    name: str
    at: Moment
    undone: bool
    initiator: str
    message: Message | None = None
    dropped: bool = False


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
