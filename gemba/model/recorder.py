"""Write down, at every flush, which rows an operation changed and how: for history, digests, search and listeners.

Sits on SQLAlchemy's flush events, so that nobody writes an inverse by hand. Texts are normalised here, before they
reach the database (RELIABILITY rule 21). Must not know what the changes mean.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session, UOWTransaction, attributes

from gemba.model.changes import RowChange
from gemba.model.digest import DigestDelta
from gemba.model.entities.base import Entity
from gemba.model.text import normalise
from gemba.model.types import TextColumn

_DIALECT = sqlite.dialect()


class _Column:
    """How one attribute of an entity becomes the value of its column."""

    def __init__(self, column: sa.Column[Any]) -> None:
        self.name = column.name
        self.is_real = isinstance(column.type, sa.REAL)
        self.limit = column.type.limit if isinstance(column.type, TextColumn) else None
        self._bind = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)

    def stored(self, value: Any) -> Any:
        """Return the value as SQLite will hold it."""
        bound = value if self._bind is None else self._bind(value)
        if bound is None or isinstance(bound, str):
            return bound
        return float(bound) if self.is_real else int(bound)


_COLUMNS: dict[type[Entity], tuple[_Column, ...]] = {}


def columns_of(entity: type[Entity]) -> tuple[_Column, ...]:
    """Return the columns of an entity; attribute and column have the same name everywhere."""
    known = _COLUMNS.get(entity)
    if known is None:
        columns = [column for column in entity.__table__.columns if isinstance(column, sa.Column)]
        known = _COLUMNS[entity] = tuple(_Column(column) for column in columns)
    return known


class Recorder:
    """Collect the row changes of one session."""

    def __init__(self, session: Session) -> None:
        """Listen to the session's flushes until it is closed."""
        self.changes: list[RowChange] = []
        self.digests = DigestDelta()
        self.replaying = False
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def _before_flush(self, session: Session, context: UOWTransaction, instances: object) -> None:
        if self.replaying and (session.new or session.deleted or any(map(session.is_modified, session.dirty))):
            raise RuntimeError("while history is replayed, only derived rows may be written")
        for entity in [*session.new, *session.dirty]:
            _normalise(entity)

    def _after_flush(self, session: Session, context: UOWTransaction) -> None:
        # Within a table the unit of work inserts, then updates, then deletes: the inverse runs the other way round.
        for entity in session.new:
            self._record(entity, None, self._row(entity))
        for entity in session.dirty:
            self._record_update(entity)
        for entity in session.deleted:
            self._record(entity, self._row_before(entity), None)

    def _record(self, entity: Entity, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        table = entity.__tablename__
        self.changes.append(RowChange(table, entity.id, before, after))
        self.digests.replace(table, before, after)

    def _record_update(self, entity: Entity) -> None:
        after, before = self._row(entity), self._row_before(entity)
        changed = [name for name in after if after[name] != before[name]]
        if not changed:
            return
        self.changes.append(
            RowChange(
                entity.__tablename__,
                entity.id,
                {name: before[name] for name in changed},
                {name: after[name] for name in changed},
            )
        )
        self.digests.replace(entity.__tablename__, before, after)

    def _row(self, entity: Entity) -> dict[str, Any]:
        return {column.name: column.stored(getattr(entity, column.name)) for column in columns_of(type(entity))}

    def _row_before(self, entity: Entity) -> dict[str, Any]:
        out = {}
        for column in columns_of(type(entity)):
            history = attributes.get_history(entity, column.name)
            if history.deleted:
                value = history.deleted[0]
            elif history.added:
                # SQLAlchemy 2.1 never sets a default of None, so what was nothing has no history of its own.
                value = None
            else:
                value = getattr(entity, column.name)
            out[column.name] = column.stored(value)
        return out


def _normalise(entity: Entity) -> None:
    """Put every text attribute through the normaliser, so that the entity says what the store will."""
    for column in columns_of(type(entity)):
        if column.limit is None:
            continue
        value = getattr(entity, column.name)
        if isinstance(value, str):
            clean = normalise(value, limit=column.limit)
            if clean != value:
                setattr(entity, column.name, clean)
