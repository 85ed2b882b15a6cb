"""Questions of the list of tickets: in which order, the rows of one window of it, and what its filter and rank read.

Tickets are meant by their numbers here, because an order of 100,000 of them has to be small and quick: numbers first,
rows by the window. Must not write or judge.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from gemba.model.connection import Reader
from gemba.model.ticket_line import gate_of_words, list_row
from gemba.model.values import MoneyFacts, RangeText, TicketState

if TYPE_CHECKING:
    from gemba.model.rows import TicketListRow
    from gemba.model.ticket_facts import TicketFacts


class TicketOrder(StrEnum):
    """By what the store itself can put tickets in order; the rank is gemba/rules' business."""

    NUMBER = "number"
    GATE = "gate"
    TITLE = "title"
    STATE = "state"
    LOAD = "load"
    TEAM = "team"
    CHANGED = "changed"


_STATES = " ".join(f"WHEN '{state.value}' THEN {place}" for place, state in enumerate(TicketState))
_KEYS = {
    TicketOrder.NUMBER: "t.number",
    TicketOrder.GATE: "coalesce(g.held, 0)",
    TicketOrder.TITLE: "t.title COLLATE NOCASE",
    TicketOrder.STATE: f"CASE t.state {_STATES} END",
    TicketOrder.LOAD: "coalesce(a.n, 0) + coalesce(b.n, 0)",
    TicketOrder.TEAM: "t.owner_team = '', t.owner_team COLLATE NOCASE",
    TicketOrder.CHANGED: "t.changed",
}
_JOINS = {
    TicketOrder.GATE: "LEFT JOIN (SELECT ticket_id, sum(ok) AS held FROM verdict GROUP BY 1) g ON g.ticket_id = t.id",
    TicketOrder.LOAD: (
        "LEFT JOIN (SELECT ticket_id, count(*) AS n FROM ticket_team GROUP BY 1) a ON a.ticket_id = t.id"
        " LEFT JOIN (SELECT ticket_id, count(*) AS n FROM ticket_approval GROUP BY 1) b ON b.ticket_id = t.id"
    ),
}
_ROWS = """
SELECT t.id, t.number, t.source_id, t.title, t.state, t.owner_team, t.changed, t.problem_id, t.owner <> '' AS owned,
 t.money_low, t.money_likely, t.money_high, t.currency, t.money_per, '' AS arithmetic,
 t.effort_low, t.effort_likely, t.effort_high,
 (SELECT count(*) FROM ticket_team x WHERE x.ticket_id = t.id) AS teams,
 (SELECT count(*) FROM ticket_approval y WHERE y.ticket_id = t.id) AS approvals,
 (SELECT group_concat(criterion, ' ') FROM verdict v WHERE v.ticket_id = t.id AND v.ok = 1) AS passed
FROM ticket t WHERE t.number IN {ids}
"""
# In one SELECT SQLite goes through every row for them; each alone it finds at an end of an index
# (sqlite.org/optoverview.html, "The MIN/MAX Optimization").
_ENDS = "SELECT (SELECT min(number) FROM ticket), (SELECT max(number) FROM ticket)"
_NAMES = "SELECT number, source_id, title, owner_team FROM ticket"


class TicketListQueries:
    """What the list of tickets asks."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def ticket_numbers(
        self,
        *,
        by: TicketOrder = TicketOrder.NUMBER,
        descending: bool = False,
        states: Collection[TicketState] = (),
        many: int | None = None,
    ) -> Sequence[int]:
        """Return the numbers of all tickets, or of those in some states, in an order; equals stand by number.

        ``many`` says how many tickets there are, for whoever has counted them: it takes a tenth of a second where
        nothing of the library is in the machine's memory yet.
        """
        if by is TicketOrder.NUMBER and not states:
            return self._all_numbers(descending, many)
        marks = ", ".join("?" * len(states))
        where = f"WHERE t.state IN ({marks})" if states else ""
        keys = _KEYS[by].split(", ") if by is TicketOrder.TEAM else [_KEYS[by]]
        # Tickets without a team stand last, whichever way the teams go.
        order = ", ".join([*keys[:-1], f"{keys[-1]} {'DESC' if descending else 'ASC'}"])
        number = "" if by is TicketOrder.NUMBER else ", t.number"
        sql = f"SELECT t.number FROM ticket t {_JOINS.get(by, '')} {where} ORDER BY {order}{number}"
        return self._in_one(sql, [one.value for one in states])

    def _all_numbers(self, descending: bool, many: int | None) -> Sequence[int]:
        """Return every number; without a gap among them, which is how they are given, none is read."""
        with self.reader.snapshot():
            least, most = self.reader.all(_ENDS)[0]
            if many is None:
                many = self.reader.value("SELECT count(*) FROM ticket")
        if least is None:
            return range(0)
        if most - least + 1 != many:
            return self._in_one(f"SELECT number FROM ticket ORDER BY number {'DESC' if descending else 'ASC'}", [])
        return range(most, least - 1, -1) if descending else range(least, most + 1)

    def _in_one(self, sql: str, values: Sequence[str]) -> list[int]:
        """Return a column of numbers in its order, as one row: for each row the other threads would be held up.

        SQLite keeps the order of a subquery for every aggregate but count, min and max (select.c), and before 3.44
        knows no other way to say it.
        """
        told = self.reader.value(f"SELECT json_group_array(number) FROM ({sql})", values)
        numbers: list[int] = json.loads(told)
        return numbers

    def ticket_list_rows(self, numbers: Iterable[int]) -> list[TicketListRow]:
        """Return the lines of these tickets in the order asked for; a ticket that is gone is left out."""
        wanted = list(numbers)
        with self.reader.snapshot():
            found = {int(row["number"]): row for row in self.reader.among(_ROWS, wanted)}
        return [_line(found[number]) for number in wanted if number in found]

    def ticket_filter_names(self, ids: Iterable[str] | None = None) -> list[tuple[int, str, str, str]]:
        """Return number, source id, title and owner team of every ticket by number, or of those with these ids."""
        if ids is None:
            return self.reader.connection.execute(f"{_NAMES} ORDER BY number").fetchall()
        return [tuple(row) for row in self.reader.among(f"{_NAMES} WHERE id IN {{ids}}", ids)]

    def ticket_estimates(self, *, left_out: Collection[TicketState] = ()) -> list[TicketFacts]:
        """Return of every ticket by number only what the rank rests on: state, money and effort as typed."""
        from gemba.model.ticket_facts import TicketFacts

        marks = ", ".join("?" * len(left_out))
        cursor = self.reader.connection.execute(
            "SELECT number, source_id, title, state, money_low, money_likely, money_high, currency, money_per,"
            f" effort_low, effort_likely, effort_high FROM ticket WHERE state NOT IN ({marks}) ORDER BY number",
            [one.value for one in left_out],
        )
        return [
            TicketFacts(
                number=row[0],
                source_id=row[1],
                title=row[2],
                state=TicketState(row[3]),
                money=MoneyFacts(RangeText(*row[4:7]), row[7], row[8]),
                effort=RangeText(*row[9:12]),
            )
            for row in cursor
        ]

    def ticket_numbers_of(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the tickets with these ids, in the order asked for; others are left out."""
        wanted = list(ids)
        found = {
            row[0]: int(row[1]) for row in self.reader.among("SELECT id, number FROM ticket WHERE id IN {ids}", wanted)
        }
        return [found[one] for one in wanted if one in found]

    def teams_owning_tickets(self) -> list[str]:
        """Return the names of the teams that own a ticket, and of all teams that are known, by name."""
        rows = self.reader.all(
            "SELECT name FROM team UNION SELECT DISTINCT owner_team FROM ticket WHERE owner_team <> '' ORDER BY 1"
        )
        return [row[0] for row in rows]


def _line(row: sqlite3.Row) -> TicketListRow:
    return list_row(row, gate_of_words(row["passed"] or ""))
