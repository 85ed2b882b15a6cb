"""Run one operation, undo or redo on the writer's store: everything that belongs into its one transaction.

Body, flush, the services' hooks, search index, digests, history, commit; then the listeners are told. Runs on the
writer thread only. Must not know what a body does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model import search
from gemba.model.changed import Changed
from gemba.model.changes import Touched
from gemba.model.history import Replay, Step
from gemba.model.operation import Operation
from gemba.model.writer import Store

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gemba.model.library import Library

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """What an operation is called and who asked for it."""

    name: str
    values: Mapping[str, str | int | float]
    initiator: str
    coalesce: str
    #: the id of a picture: finds on it belong to the step that brought it, where nothing else changes with them
    found_on: str = ""


def operate(library: Library, store: Store, order: Order, body: Callable[[Operation], T]) -> T:
    """Do one operation; return what ``body`` returned, once it is durable."""
    session = store.session()
    store.begin()
    try:
        operation = Operation(
            session, store.connection, name=order.name, initiator=order.initiator, clock=library.clock
        )
        seq = joined = None
        with _gate_speaks(None):
            result = body(operation)
            touched = _settle(library, operation)
        if order.found_on and touched.rows.keys() == {"proposal"}:
            joined = store.history.add_to_step_of(order.found_on, operation.recorder.changes)
        if touched and joined is None:
            seq = store.history.add(
                operation.recorder.changes,
                name=order.name,
                values=order.values,
                at=library.clock(),
                initiator=order.initiator,
                coalesce=order.coalesce,
            )
        store.commit()
    finally:
        _end(store, session)
    if seq is not None:
        store.history.committed(seq, order.coalesce)
    if seq is not None or joined is not None:
        _tell(library, touched, order.initiator)
    return result


def replay(library: Library, store: Store, initiator: str, *, undo: bool) -> str | None:
    """Undo or redo one step; return its name as said, or None where there is none."""
    session = store.session()
    store.begin()
    try:
        step = store.history.next_undo() if undo else store.history.next_redo()
        if step is None:
            store.rollback()
            return None
        operation = Operation(
            session, store.connection, name=step.name, initiator=initiator, clock=library.clock, replaying=True
        )
        with _gate_speaks(step):
            touched = _replay_step(library, store, operation, step, undo=undo)
        store.commit()
    finally:
        _end(store, session)
    _tell(library, touched, initiator)
    return step.said()


def _replay_step(library: Library, store: Store, operation: Operation, step: Step, *, undo: bool) -> Touched:
    done = store.history.changes_of(step.seq)
    changes = done.inverted() if undo else done
    touched = Touched.by(changes.changes)
    operation.recorder.replaying = True

    def judge() -> None:
        for hook in library.before_commit:
            hook(operation, touched)
        operation.flush()

    Replay(store.connection, operation.recorder.digests).apply(changes, then=judge)
    search.maintain(store.connection, changes.changes)
    operation.recorder.digests.write(store.connection)
    store.history.log_replay(step, changes, at=library.clock(), initiator=operation.initiator, undo=undo)
    return touched


def _settle(library: Library, operation: Operation) -> Touched:
    """Let the services judge, then bring search index and digests in line; return what was touched."""
    operation.flush()
    touched = Touched.by(operation.recorder.changes)
    if touched:
        for hook in library.before_commit:
            hook(operation, touched)
        operation.flush()
        touched = Touched.by(operation.recorder.changes)
    search.maintain(operation.connection, operation.recorder.changes)
    operation.recorder.digests.write(operation.connection)
    return touched


def _end(store: Store, session: Session) -> None:
    """Leave nothing open: what was not committed is rolled back."""
    try:
        store.rollback()
    finally:
        session.close()


def _tell(library: Library, touched: Touched, initiator: str) -> None:
    ids = frozenset(key for keys in touched.rows.values() for key in keys)
    library.publish(Changed(frozenset(touched.rows), ids, initiator))


@contextmanager
def _gate_speaks(step: Step | None) -> Iterator[None]:
    """Turn the refusal of the gate's triggers into a sentence."""
    try:
        yield
    except Exception as problem:
        inner = getattr(problem, "orig", problem)
        if not isinstance(inner, sqlite3.IntegrityError) or not str(inner).startswith("gate:"):
            raise
        if step is not None:
            raise UserError(
                say("“{name}” cannot be put back: a ticket in it does not pass the gate now.", name=step.said())
            ) from None
        raise Refused(
            say("The ticket has not passed the gate, so it cannot go on."),
            mend=say("See what is missing with “gemba ticket gate”."),
        ) from None
