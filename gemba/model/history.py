"""Keep what operations did, and take it back or do it again, over restarts too.

History is linear: a new operation drops the branch that could be redone, but its log stays. An undo and a redo are
log entries of their own with their own dots, so that a merge sees them as edits (RELIABILITY rule 23). Derived rows
are not in the history: the services judge again inside the same transaction. Must not know entities.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gemba.errors import LibraryDamaged, UserError
from gemba.message import say
from gemba.model.changes import ChangeSet, RowChange, values_from_json, values_to_json
from gemba.model.digest import DigestDelta
from gemba.model.history_names import UNDOABLE, said
from gemba.model.migrate import HEAD, UNDO_FROM
from gemba.model.moment import Moment
from gemba.model.stored import moment_to_text
from gemba.model.text import normalise, normalise_within


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of the log."""

    seq: int
    name: str
    name_values: str

    def said(self) -> str:
        """Return the name in English, with its values."""
        return said(self.name, self.name_values)


class History:
    """The log of one library on the writer's connection; every method runs inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, *, replica_id: str) -> None:
        """Take the writer's connection and the id of this installation."""
        self._connection = connection
        self._replica_id = replica_id
        # Typed text joins the step before it only while this process has it open.
        self._open_step: tuple[int, str] | None = None

    def add(
        self,
        changes: list[RowChange],
        *,
        name: str,
        values: Mapping[str, object],
        at: Moment,
        initiator: str,
        coalesce: str,
    ) -> int:
        """Log one operation and return its sequence number; what could be redone no longer can.

        With ``coalesce`` it joins the newest step where that has the same key and was made since the library
        was opened.
        """
        self._connection.execute("UPDATE operation SET state = 'dropped' WHERE kind = 'do' AND state = 'undone'")
        seq = self._joined(coalesce)
        if seq is None:
            filling = json.dumps(normalise_within(dict(values)), ensure_ascii=False)
            seq = self._log(name, filling, at=at, initiator=initiator, coalesce=normalise(coalesce))
            self._write(seq, changes)
        else:
            self._fold(seq, changes)
        return seq

    def add_to_step_of(self, entity_id: str, changes: list[RowChange]) -> int | None:
        """Log changes as part of the step that brought an entity, with dots of today; None where that is not known.

        For what the program finds by itself later: no undo that a person means stops at it, what could be redone
        still can, and taking the entity back takes this back too.
        """
        row = self._connection.execute(
            "SELECT c.operation_seq FROM change c JOIN operation o ON o.seq = c.operation_seq"
            """ WHERE c.entity_id = ? AND c."before" IS NULL AND o.kind = 'do' ORDER BY c.counter LIMIT 1""",
            (entity_id,),
        ).fetchone()
        if row is None:
            return None
        self._write(int(row[0]), changes)
        return int(row[0])

    def committed(self, seq: int, coalesce: str) -> None:
        """Note, once it is durable, which step later texts may join."""
        self._open_step = (seq, coalesce) if coalesce else None

    def _joined(self, coalesce: str) -> int | None:
        if not coalesce or self._open_step is None or self._open_step[1] != coalesce:
            return None
        newest = self._connection.execute(
            "SELECT seq FROM operation WHERE kind = 'do' AND state = 'done' ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return self._open_step[0] if newest is not None and newest[0] == self._open_step[0] else None

    def _log(
        self,
        name: str,
        name_values: str,
        *,
        at: Moment,
        initiator: str,
        coalesce: str = "",
        kind: str = "do",
        target: int | None = None,
    ) -> int:
        cursor = self._connection.execute(
            "INSERT INTO operation (name, name_values, at, initiator, coalesce_key, kind, target_seq, state,"
            " schema_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                name_values,
                moment_to_text(at),
                initiator,
                coalesce,
                kind,
                target,
                "done" if kind == "do" else "",
                HEAD,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _write(self, seq: int, changes: list[RowChange]) -> None:
        self._connection.executemany(
            'INSERT INTO change (replica_id, operation_seq, table_name, entity_id, "before", "after")'
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._replica_id, seq, c.table, c.id, values_to_json(c.before), values_to_json(c.after))
                for c in changes
            ],
        )

    def _fold(self, seq: int, changes: list[RowChange]) -> None:
        """Join changes to a step: a text typed on replaces the end of the change before it, with a new dot."""
        for change in changes:
            last = self._connection.execute(
                'SELECT counter, table_name, entity_id, "before", "after" FROM change WHERE operation_seq = ?'
                " ORDER BY counter DESC LIMIT 1",
                (seq,),
            ).fetchone()
            merged = None if last is None or len(changes) > 1 else _typed_on(last, change)
            if merged is not None:
                self._connection.execute("DELETE FROM change WHERE counter = ?", (last[0],))
            self._write(seq, [merged or change])

    def next_undo(self) -> Step | None:
        """Return the operation that an undo would take back."""
        return self._step(f"kind = 'do' AND {UNDOABLE} ORDER BY seq DESC")

    def next_redo(self) -> Step | None:
        """Return the operation that a redo would do again."""
        return self._step("kind = 'do' AND state = 'undone' ORDER BY seq")

    def _step(self, condition: str) -> Step | None:
        row = self._connection.execute(
            f"SELECT seq, name, name_values, schema_version FROM operation WHERE {condition} LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        if not UNDO_FROM <= row[3] <= HEAD:
            raise UserError(
                say("The step before this was made by an older gemba and cannot be taken back."),
                mend=say("Change what you want changed by hand."),
            )
        return Step(row[0], row[1], row[2])

    def changes_of(self, seq: int) -> ChangeSet:
        """Return what an operation did."""
        rows = self._connection.execute(
            'SELECT table_name, entity_id, "before", "after" FROM change WHERE operation_seq = ? ORDER BY counter',
            (seq,),
        )
        return ChangeSet(
            tuple(RowChange(t, i, values_from_json(before), values_from_json(after)) for t, i, before, after in rows)
        )

    def log_replay(self, step: Step, changes: ChangeSet, *, at: Moment, initiator: str, undo: bool) -> None:
        """Log that a step was undone or redone."""
        kind, state = ("undo", "undone") if undo else ("redo", "done")
        seq = self._log(step.name, step.name_values, at=at, initiator=initiator, kind=kind, target=step.seq)
        self._write(seq, list(changes.changes))
        self._connection.execute("UPDATE operation SET state = ? WHERE seq = ?", (state, step.seq))
        self._open_step = None


def _typed_on(last: tuple[int, str, str, str | None, str | None], change: RowChange) -> RowChange | None:
    """Return both changes as one where the second goes on with the same columns of the same row."""
    _, table, key, before_text, after_text = last
    before, after = values_from_json(before_text), values_from_json(after_text)
    if (table, key) != (change.table, change.id) or not change.is_update:
        return None
    if before is None or after is None or change.after is None or after.keys() != change.after.keys():
        return None
    return RowChange(table, key, before, change.after)


class Replay:
    """Apply changes to the rows, holding back the states of tickets until the gate has judged again.

    A ticket may only come back as *delegated* once its six verdicts stand (gate_triggers.py), and they can only be
    written when everything else is back.
    """

    def __init__(self, connection: sqlite3.Connection, digests: DigestDelta) -> None:
        """Take the writer's connection, inside a transaction."""
        self._connection = connection
        self._digests = digests
        self._held: dict[str, object] = {}

    def apply(self, changes: ChangeSet, *, then: Callable[[], None]) -> None:
        """Apply ``changes``, let ``then`` judge, and give the tickets their states back."""
        for change in changes.changes:
            self._apply(change)
        then()
        for key, state in self._held.items():
            self._update("ticket", key, {"state": state})

    def _apply(self, change: RowChange) -> None:
        if change.after is None:
            self._held.pop(change.id, None)
            before = self._row(change.table, change.id)
            self._connection.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.id,))
            self._digests.replace(change.table, before, None)
        elif change.before is None:
            self._insert(change.table, self._without_state(change, draft=True))
        else:
            self._update(change.table, change.id, self._without_state(change, draft=False))

    def _without_state(self, change: RowChange, *, draft: bool) -> dict[str, object]:
        values: dict[str, object] = dict(change.after or {})
        if change.table == "ticket" and "state" in values:
            self._held[change.id] = values.pop("state")
            if draft:
                values["state"] = "draft"
        return values

    def _insert(self, table: str, values: dict[str, object]) -> None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        self._digests.replace(table, None, values)

    def _update(self, table: str, key: str, values: dict[str, object]) -> None:
        if not values:
            return
        before = self._row(table, key)
        names = ", ".join(f'"{name}" = ?' for name in values)
        self._connection.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), key))
        self._digests.replace(table, before, {**before, **values})

    def _row(self, table: str, key: str) -> dict[str, object]:
        cursor = self._connection.execute(f"SELECT * FROM {table} WHERE id = ?", (key,))
        row = cursor.fetchone()
        if row is None:
            raise LibraryDamaged(
                say("A step of the history does not fit what is stored."), mend=say("Run “gemba check”.")
            )
        return {description[0]: value for description, value in zip(cursor.description, row, strict=True)}
