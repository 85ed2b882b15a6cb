"""Know each row of a pack again: the same row twice changes nothing, and what a person edited is never overwritten.

A row's identity is (round, kind of file, source id) (SETTLED §22). Beside it stand a hash of the row as read and a
hash of what was stored from it; where the stored entity no longer hashes to the latter, somebody has worked on it.
Must not know what the rows mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gemba.exchange.pack import Oddity, Refusal
from gemba.message import Message, say
from gemba.model.entities import Entity, ImportRow, Round
from gemba.model.operation import Operation
from gemba.services.importing.report import ImportReport


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands: its file and line for the report, its kind and id for its identity."""

    kind: str
    source_id: str
    file: str
    line: int | None


class Ledger:
    """The book of one import into one round; lives inside one operation."""

    def __init__(self, op: Operation, round_: Round, report: ImportReport) -> None:
        """Take the operation, the round everything belongs to, and the report to fill."""
        self.op = op
        self.round = round_
        self.report = report

    def entry(self, kind: str, source_id: str) -> ImportRow | None:
        """Return what an earlier import wrote down about a row."""
        return self.op.find(ImportRow, round_id=self.round.id, file_kind=kind, source_id=source_id)

    def known(self, kind: str) -> dict[str, str]:
        """Return the source ids of a kind that were imported before, with the hash of their rows."""
        rows = self.op.all(ImportRow, round_id=self.round.id, file_kind=kind)
        return {row.source_id: row.pack_hash for row in rows}

    def entity_id(self, kind: str, source_id: str) -> str | None:
        """Return the id of what a row became, or None."""
        row = self.entry(kind, source_id)
        return row.entity_id if row is not None else None

    def take(
        self,
        source: Source,
        content: object,
        *,
        make: Callable[[], Entity],
        change: Callable[[Entity], Message | None],
        state: Callable[[Entity], object],
        counts: bool = True,
    ) -> str | None:
        """Store one row and return its entity's id; None where it was refused.

        ``content`` is the row as read, ``make`` adds the entity, ``change`` brings an untouched one up to date (or
        returns why it cannot), ``state`` gives what is compared to find a person's edits. ``counts`` False keeps a
        header or other helper out of the row counts.
        """
        digest = fingerprint(content)
        known = self.entry(source.kind, source.source_id)
        if known is None:
            entity = make()
            self.op.add(self._new_entry(source, entity, digest, fingerprint(state(entity))))
            self.report.rows_stored += counts
            return entity.id
        if known.pack_hash == digest:
            self.report.rows_unchanged += counts
            return known.entity_id
        problem = self._bring_up_to_date(known, digest, change, state)
        if problem is None:
            self.report.rows_stored += counts
        elif counts:
            self.report.refused.append(Refusal(source.file, source.line, problem))
        else:
            self.remark(source.file, source.line, problem)
        return known.entity_id

    def _new_entry(self, source: Source, entity: Entity, digest: str, stored: str) -> ImportRow:
        return ImportRow(
            round_id=self.round.id,
            file_kind=source.kind,
            source_id=source.source_id,
            entity_kind=entity.__tablename__,
            entity_id=entity.id,
            pack_hash=digest,
            stored_hash=stored,
        )

    def _bring_up_to_date(
        self,
        known: ImportRow,
        digest: str,
        change: Callable[[Entity], Message | None],
        state: Callable[[Entity], object],
    ) -> Message | None:
        entity = self.op.find(entity_class(known.entity_kind), id=known.entity_id)
        if entity is None:
            return say("This row was stored before and deleted here since; it was not brought back.")
        if fingerprint(state(entity)) != known.stored_hash:
            return say("This row differs from the pack, because it was edited here since; the edit was kept.")
        problem = change(entity)
        if problem is None:
            known.pack_hash = digest
            known.stored_hash = fingerprint(state(entity))
        return problem

    def remark(self, file: str, line: int | None, sentence: Message) -> None:
        """Say that something is odd about a row that is stored all the same; the same sentence is said once."""
        odd = Oddity(file, line, sentence)
        if odd not in self.report.remarks:
            self.report.remarks.append(odd)


def entity_class(table: str) -> type[Entity]:
    """Return the entity class of a table name."""
    return next(one for one in Entity.__subclasses__() if one.__tablename__ == table)


def fingerprint(content: object) -> str:
    """Return a hash over plain data: strings, numbers, None, and tuples, lists and mappings of them."""
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest, content)
    return digest.hexdigest()


def _feed(digest: Any, content: object) -> None:
    """Feed a value with its kind and length before it, so that no two values look alike."""
    if isinstance(content, Mapping):
        digest.update(b"{%d" % len(content))
        for key in sorted(content):
            _feed(digest, key)
            _feed(digest, content[key])
    elif isinstance(content, tuple | list):
        digest.update(b"[%d" % len(content))
        for part in content:
            _feed(digest, part)
    else:
        data = content if isinstance(content, bytes) else repr(content).encode("utf-8", "surrogatepass")
        digest.update(type(content).__name__.encode() + b"%d:" % len(data) + data)
