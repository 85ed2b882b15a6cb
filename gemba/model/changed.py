"""Whom an operation concerns once it is durable, apart from what it did: a window listens before anything is written.

Knows no SQL and no entities.
"""

from __future__ import annotations

from typing import NamedTuple


class Changed(NamedTuple):
    """Told to subscribers once an operation is durable: kinds are table names; a view ignores its own echo."""

    kinds: frozenset[str]
    ids: frozenset[str]
    initiator: str = ""
