"""What a service may do inside one operation: add, change and delete entities, all or nothing.

An operation is one transaction, one undo step, one log line and one menu text. It runs on the library's writer
thread and nowhere else; nothing outside it can write. Must not know threads, files or how history is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model import search
from gemba.model.connection import Reader
from gemba.model.entities import Entity
from gemba.model.queries import Queries
from gemba.model.recognised import RecognisedLine, lines_to_json
from gemba.model.recorder import Recorder
from gemba.model.rows import Moment, VerdictRow
from gemba.model.stored import moment_to_text
from gemba.model.text import normalise
from gemba.model.values import Criterion

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class _Reference:
    """One column that points at another table, and what happens to it when the row there is deleted."""

    entity: type[Entity]
    column: str
    owned: bool
    nullable: bool


class Operation:
    """The hands of a service for as long as one operation lasts; useless afterwards."""

    def __init__(
        self,
        session: Session,
        connection: sqlite3.Connection,
        *,
        name: str,
        initiator: str = "",
        clock: Callable[[], Moment],
        replaying: bool = False,
    ) -> None:
        """Take the writer's session and driver connection, inside an open transaction."""
        self.name = name
        self.initiator = initiator
        self.replaying = replaying
        self.recorder = Recorder(session)
        self._session = session
        self.connection = connection
        self._clock = clock
        self._queries = Queries(Reader(connection))

    @property
    def queries(self) -> Queries:
        """Return every query, seeing what this operation has done so far."""
        self.flush()
        return self._queries

    def now(self) -> Moment:
        """Return the library's clock."""
        return self._clock()

    def flush(self) -> None:
        """Send what was changed to the database; it is still all or nothing."""
        self._session.flush()

    def add(self, entity: E) -> E:
        """Add an entity and return it."""
        self._session.add(entity)
        return entity

    def get(self, kind: type[E], key: str) -> E:
        """Return the entity with that id, to be changed in place. Raises UserError where there is none."""
        found = self._session.get(kind, key)
        if found is None:
            raise UserError(say("There is no {kind} {id} in this library.", kind=kind.__tablename__, id=key[:32]))
        return found

    def find(self, kind: type[E], **equal: Any) -> E | None:
        """Return the oldest entity whose columns equal these values, or None."""
        found = self._all(kind, equal, limit=1)
        return found[0] if found else None

    def all(self, kind: type[E], **equal: Any) -> list[E]:
        """Return every entity whose columns equal these values, oldest first."""
        return self._all(kind, equal, limit=None)

    def _all(self, kind: type[E], equal: dict[str, Any], *, limit: int | None) -> list[E]:
        self.flush()
        wanted = select(kind).filter_by(**equal).order_by(kind.id).limit(limit)
        return list(self._session.scalars(wanted))

    def delete(self, entity: Entity) -> None:
        """Delete an entity and what is part of it; references from elsewhere are emptied.

        Raises Refused where something that stands for itself would be left without what it is about.
        """
        self.flush()
        if inspect(entity).deleted:
            return  # an answer to a comment is gone with it, and both are parts of the picture
        for reference in _references_to(entity.__tablename__):
            for other in self.all(reference.entity, **{reference.column: entity.id}):
                if reference.owned:
                    self.delete(other)
                elif reference.nullable:
                    setattr(other, reference.column, None)
                else:
                    raise Refused(
                        say("This cannot be deleted while a {kind} is about it.", kind=other.__tablename__),
                        mend=say("Delete that first, or leave both."),
                    )
        self.flush()
        self._session.delete(entity)
        self.flush()

    def next_number(self, kind: type[Entity]) -> int:
        """Return the next free number of tickets, sessions, problems …; a number is never given twice."""
        self.flush()
        table = kind.__tablename__
        last = self.connection.execute(
            f"SELECT max(coalesce((SELECT max(number) FROM {table}), 0),"
            " coalesce((SELECT last FROM number_counter WHERE table_name = ?), 0))",
            (table,),
        ).fetchone()[0]
        self.connection.execute(
            "INSERT INTO number_counter (table_name, last) VALUES (?, ?)"
            " ON CONFLICT (table_name) DO UPDATE SET last = excluded.last",
            (table, last + 1),
        )
        return int(last) + 1

    def forget_draft(self, key: str) -> None:
        """Forget half-typed text that this operation commits, in its own transaction; none for an empty ``key``."""
        if key:
            self.connection.execute("DELETE FROM draft WHERE key = ?", (normalise(key),))

    def write_verdicts(self, ticket_id: str, verdicts: Sequence[VerdictRow]) -> None:
        """Store what the gate said of a ticket as it now stands; the revisions given are replaced by the current one.

        Derived rows: not in the history. A judgement that misses a criterion leaves the ticket unjudged.
        """
        self.flush()
        row = self.connection.execute("SELECT revision FROM gate_revision WHERE ticket_id = ?", (ticket_id,)).fetchone()
        if row is None:
            raise UserError(say("There is no {kind} {id} in this library.", kind="ticket", id=ticket_id[:32]))
        self.connection.execute("DELETE FROM verdict WHERE ticket_id = ?", (ticket_id,))
        self.connection.executemany(
            "INSERT INTO verdict (ticket_id, criterion, ok, reason, mend, revision) VALUES (?, ?, ?, ?, ?, ?)",
            [(ticket_id, v.criterion.value, int(v.ok), v.reason, v.mend, row[0]) for v in verdicts],
        )
        complete = {verdict.criterion for verdict in verdicts} == set(Criterion)
        self.connection.execute("UPDATE gate_revision SET judged = ? WHERE ticket_id = ?", (int(complete), ticket_id))

    def write_rendering(self, capture_id: str, product: str, blob: str, *, width: int, height: int) -> None:
        """Note what was made from a picture: ``preview``, ``thumbnail``, ``base`` or ``flat``.

        Derived: thrown away by the database when the marks or the review change; a rendition (``base``, ``flat``)
        of a picture that is not reviewed is refused.
        """
        self.flush()
        self.connection.execute(
            "INSERT OR REPLACE INTO rendering (capture_id, product, blob, width, height) VALUES (?, ?, ?, ?, ?)",
            (capture_id, product, blob, width, height),
        )

    def write_recognised(
        self, capture_id: str, *, frame: str, engine: str, lines: Iterable[RecognisedLine] = (), problem: str = ""
    ) -> None:
        """Keep what was read from a picture's frame, or in a word why nothing could be; it is searched at once.

        Derived: not in the history, and read again where the frame is another one.
        """
        self.flush()
        self.connection.execute(
            "INSERT OR REPLACE INTO recognised (capture_id, frame, engine, at, lines, problem)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (capture_id, frame, engine, moment_to_text(self.now()), lines_to_json(lines), problem),
        )
        search.renew(self.connection, "capture", [capture_id])


def _references_to(table: str) -> list[_Reference]:
    out = []
    for mapper in Entity.registry.mappers:
        entity: type[Entity] = mapper.class_
        foreign = [(column, key) for column in entity.__table__.columns for key in column.foreign_keys]
        is_part = any(key.info.get("owned") for _, key in foreign)
        for column, key in foreign:
            if key.column.table.name == table:
                # A part that names something else, such as a person's part in a session, is a mere link.
                link = is_part and not column.nullable
                owned = bool(key.info.get("owned")) or link
                out.append(_Reference(entity, column.name, owned, bool(column.nullable)))
    return sorted(out, key=lambda reference: (reference.entity.__tablename__, reference.column))
