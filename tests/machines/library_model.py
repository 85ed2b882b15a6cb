"""What a library should hold, said without a database: plain rows, and a stack of states for undo and redo.

The machine compares it with the real library after every step. Must not use gemba's own recording or inversion.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

Row = dict[str, object]


@dataclass
class LibraryModel:
    """Tables of rows by id; ``done`` and ``undone`` are whole states, newest last."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    done: list[dict[str, dict[str, Row]]] = field(default_factory=list)
    undone: list[dict[str, dict[str, Row]]] = field(default_factory=list)
    joined: str = ""

    def rows(self, table: str) -> dict[str, Row]:
        return self.tables.setdefault(table, {})

    def step(self, key: str = "") -> None:
        """Remember the state before an operation, unless the operation joins the one before it."""
        joins = bool(key) and key == self.joined and not self.undone and bool(self.done)
        if not joins:
            self.done.append(copy.deepcopy(self.tables))
        self.undone.clear()
        self.joined = key

    def undo(self) -> bool:
        if not self.done:
            return False
        self.undone.append(copy.deepcopy(self.tables))
        self.tables = self.done.pop()
        self.joined = ""
        return True

    def redo(self) -> bool:
        if not self.undone:
            return False
        self.done.append(copy.deepcopy(self.tables))
        self.tables = self.undone.pop()
        self.joined = ""
        return True

    def delete(self, table: str, key: str, *, parts: dict[str, str], links: dict[str, str]) -> None:
        """Delete a row, the rows of ``parts`` (table -> column) that belong to it, and empty ``links``."""
        for part, column in parts.items():
            for part_key in [k for k, row in self.rows(part).items() if row[column] == key]:
                del self.rows(part)[part_key]
        for table_name, column in links.items():
            for row in self.rows(table_name).values():
                if row[column] == key:
                    row[column] = None
        del self.rows(table)[key]

    def is_pictured(self, ticket: str) -> bool:
        """Say whether a ticket has a reviewed, marked picture."""
        linked = [row["capture_id"] for row in self.rows("ticket_picture").values() if row["ticket_id"] == ticket]
        marked = {row["capture_id"] for row in self.rows("annotation").values() if row["marks"] != "[]"}
        return any(key in marked and self.rows("capture")[str(key)]["state"] == "reviewed" for key in linked)

    def passes(self, ticket: str) -> bool:
        """Say whether the machine's own small gate lets a ticket pass: a fix, and a reviewed, marked picture."""
        return bool(self.rows("ticket")[ticket]["fix"]) and self.is_pictured(ticket)

    def fall_back(self) -> None:
        """Put tickets that lost their gate back to draft, as the services do at the end of every operation."""
        for key, row in self.rows("ticket").items():
            if row["state"] == "delegated" and not self.passes(key):
                row["state"] = "draft"
