"""Row changes as values: what one operation did to the store, how to take it back, whom to tell.

Values stand as in the database (text, numbers, None). Knows no SQL and no entities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row added (``before`` None), deleted (``after`` None) or changed (both hold the changed columns only)."""

    table: str
    id: str
    before: Values | None
    after: Values | None

    def inverted(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)

    @property
    def is_update(self) -> bool:
        """Say whether the row was there before and after."""
        return self.before is not None and self.after is not None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The row changes of one operation, in the order they were made."""

    changes: tuple[RowChange, ...] = ()

    def inverted(self) -> ChangeSet:
        """Return the changes that take these back, in the order in which that is possible."""
        return ChangeSet(tuple(change.inverted() for change in reversed(self.changes)))


@dataclass(frozen=True, slots=True)
class Touched:
    """Which rows an operation has touched: table name -> ids. Deleted ones are among them."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether anything was touched."""
        return bool(self.rows)

    def ids(self, table: str) -> frozenset[str]:
        """Return the touched ids of one table."""
        return self.rows.get(table, frozenset())

    @staticmethod
    def by(changes: Iterable[RowChange]) -> Touched:
        """Collect what some changes touch."""
        rows: dict[str, set[str]] = {}
        for change in changes:
            rows.setdefault(change.table, set()).add(change.id)
        return Touched({table: frozenset(ids) for table, ids in rows.items()})


def values_to_json(values: Values | None) -> str | None:
    """Return changed columns as JSON text, or None for a row that is not there."""
    return None if values is None else json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"))


def values_from_json(text: str | None) -> Values | None:
    """Read what ``values_to_json`` wrote."""
    if text is None:
        return None
    values: dict[str, str | int | float | None] = json.loads(text)
    return values
