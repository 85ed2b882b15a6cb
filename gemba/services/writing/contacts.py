"""Bodies of the operations on promises and customer calls; they run on the writer's thread.

Must not know tickets or paper.
"""

from __future__ import annotations

from gemba.model.operation import Operation
from gemba.services.writing import references


def settle_promise(op: Operation, reference: str, *, kept: bool | None) -> str:
    """Write down that a promise was kept or broken; None opens it again."""
    promise = references.promise(op, reference)
    promise.kept = kept
    return promise.id


def solve(op: Operation, reference: str, *, solved: bool) -> str:
    """Write down whether a call's problem is solved."""
    contact = references.contact(op, reference)
    contact.solved = solved
    return contact.id
