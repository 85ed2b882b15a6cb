"""Frozen rows of what is looked for: steps of the history, hits of a search.

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
class SearchHit:
    """One found thing; ``snippet`` is plain text."""

    kind: str
    id: str
    source_id: str
    snippet: str
