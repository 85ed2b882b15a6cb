"""The list of tickets through its service: order, filter, rank, and several tickets changed in one step."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

import pytest

from gemba.errors import UserError
from gemba.message import Message
from gemba.model.values import TicketState
from gemba.services.tickets import bulk as ticket_bulk
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.list import TicketFilter, TicketList, TicketSort, Worth
from gemba.services.tickets.names import Names
from tests.unit.services.tickets.test_tickets import GOOD

TITLES = ("Refund typed three times", "周报六份几乎一样", "Khách hàng chờ hoàn tiền", "Board chart nobody reads")


@pytest.fixture
def listed(app):
    for title, money in zip(TITLES, ("6000", "9000", "", "12000"), strict=True):
        app.tickets.new(replace(GOOD, title=title, money_likely=money, money_high="20000"))
    return app


def numbers(app, **wanted):
    sort = wanted.pop("sort", TicketSort.NUMBER)
    down = wanted.pop("descending", False)
    return list(app.ticket_list.listing(TicketFilter(**wanted), sort=sort, descending=down).numbers)


def test_by_default_the_rank_comes_first_and_what_has_none_last(listed):
    found = listed.ticket_list.listing(TicketFilter())
    assert list(found.numbers) == [4, 2, 1, 3]
    assert found.ranked and found.total == 4
    assert numbers(listed, sort=TicketSort.RANK, descending=True) == [1, 2, 4, 3]


@pytest.mark.parametrize("sort", list(TicketSort))
def test_every_order_holds_every_ticket_once(listed, sort):
    assert sorted(numbers(listed, sort=sort)) == [1, 2, 3, 4]
    assert sorted(numbers(listed, sort=sort, descending=True)) == [1, 2, 3, 4]


def test_orders_of_the_store(listed):
    listed.tickets.edit("2", TicketFields(owner_team="Analytics"))
    listed.tickets.edit("1", TicketFields(owner_team="", teams_needed=("A", "B", "C")))
    assert numbers(listed, sort=TicketSort.TITLE)[0] == 4
    assert numbers(listed, sort=TicketSort.TEAM) == [2, 3, 4, 1]
    assert numbers(listed, sort=TicketSort.TEAM, descending=True)[-1] == 1
    assert numbers(listed, sort=TicketSort.LOAD, descending=True)[0] == 1
    assert numbers(listed, descending=True) == [4, 3, 2, 1]


def test_the_order_by_number_also_with_none_and_with_a_gap(listed):
    assert numbers(listed) == [1, 2, 3, 4]
    queries = listed.library.queries
    with contextlib.closing(sqlite3.connect(listed.library.folder / "library.db", isolation_level=None)) as base:
        base.execute("DELETE FROM ticket WHERE number = 2")
        assert list(queries.ticket_numbers()) == [1, 3, 4]
        assert list(queries.ticket_numbers(descending=True)) == [4, 3, 1]
        assert list(queries.ticket_numbers(many=3)) == [1, 3, 4]
        base.execute("DELETE FROM ticket")
    assert list(queries.ticket_numbers()) == list(queries.ticket_numbers(descending=True)) == []
    assert list(queries.ticket_numbers(many=0)) == []
    assert list(queries.ticket_numbers(states=[TicketState.DRAFT])) == []


def test_tickets_are_counted_once_for_counts_and_order(listed):
    asked: list[str] = []
    reader = listed.library.queries.reader
    reader.connection.set_trace_callback(asked.append)
    try:
        assert numbers(listed) == [1, 2, 3, 4]
    finally:
        reader.connection.set_trace_callback(None)
    assert len([sql for sql in asked if "count(*)" in sql and "FROM ticket" in sql]) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("typed", [1]),
        ("TYP", [1]),
        ("t2", [2]),
        ("几乎", [2]),
        ("hoan tien", [3]),
        ("chờ", [3]),
        ("refunds board", [4]),
        ("board nothing", []),
        ("   ", [1, 2, 3, 4]),
    ],
)
def test_words_are_found_wherever_they_stand(listed, words, found):
    assert numbers(listed, words=words) == found


def test_the_filter_sees_what_changed_after_it_was_read(listed):
    assert numbers(listed, words="zebra") == []
    listed.tickets.edit("1", TicketFields(title="A zebra"))
    listed.tickets.new(replace(GOOD, title="Another zebra"))
    assert numbers(listed, words="zebra") == [1, 5]
    assert numbers(listed, words="typed three") == []
    listed.history.undo()
    assert numbers(listed, words="zebra") == [1]


def test_states_and_tickets_picked_elsewhere(listed):
    listed.tickets.move("1", "parked", reason="later")
    assert numbers(listed, states=frozenset({TicketState.PARKED})) == [1]
    assert numbers(listed, numbers=frozenset({2, 4, 99})) == [2, 4]
    assert numbers(listed, numbers=frozenset()) == []


def test_many_names_are_left_to_the_search(listed, monkeypatch):
    monkeypatch.setattr("gemba.services.tickets.list.NAMES_IN_MEMORY", 2)
    assert numbers(listed, words="chart") == [4]
    assert numbers(listed, words="几乎") == [2]


def test_without_a_rank_the_list_goes_by_number_and_says_so(listed, monkeypatch):
    monkeypatch.setattr("gemba.services.tickets.list.RANK_AT_ONCE", 2)
    first = listed.ticket_list.listing(TicketFilter())
    assert not first.ranked and list(first.numbers) == [1, 2, 3, 4]
    listed.ticket_list.make_ranking()
    again = listed.ticket_list.listing(TicketFilter())
    assert again.ranked and list(again.numbers) == [4, 2, 1, 3]


def test_the_rank_is_that_of_the_whole_program(listed):
    assert listed.ticket_list.make_ranking().ranked == listed.triage.rank().ranked
    assert listed.ticket_list.ranking_is_current
    listed.tickets.edit("1", TicketFields(money_likely="19000"))
    assert not listed.ticket_list.ranking_is_current
    assert listed.ticket_list.make_ranking().ranked == listed.triage.rank().ranked


def test_worth_is_that_of_the_rank_or_says_why_there_is_none(listed):
    ranking = listed.ticket_list.make_ranking().by_number()
    rows = {row.number: row for row in listed.ticket_list.rows([3, 1])}
    worth = listed.ticket_list.worth(rows[1])
    assert isinstance(worth, Worth)
    assert (worth.low, worth.likely, worth.high) == (ranking[1].low, ranking[1].likely, ranking[1].high)
    assert listed.ticket_list.worth(rows[3]) == Message("The money has no valid range.")
    assert str(listed.ticket_list.why_unranked(rows[3])) == "The money has no valid range."
    listed.tickets.move("1", "rejected", reason="no")
    row = listed.ticket_list.rows([1])[0]
    assert str(listed.ticket_list.why_unranked(row)) == "Only tickets that still wait are ranked."


def test_rows_come_as_asked_and_what_is_gone_is_left_out(listed):
    assert [row.number for row in listed.ticket_list.rows([3, 99, 1])] == [3, 1]
    assert listed.ticket_list.rows([]) == []


def test_summary_has_the_gate_the_load_and_the_why(listed):
    listed.ticket_list.make_ranking()
    row = listed.ticket_list.rows([4])[0]
    summary = listed.ticket_list.summary(row.id)
    assert [one.ok for one in summary.row.verdicts] == list(row.gate)
    assert summary.rank.position == 1 and "Place 1" in str(summary.rank.why)
    assert listed.ticket_list.summary("0" * 32) is None


def test_an_empty_library_has_an_empty_list(app):
    found = app.ticket_list.listing(TicketFilter(words="a"))
    assert (list(found.numbers), found.total, found.counts) == ([], 0, {})


def test_several_tickets_move_in_one_step_and_come_back_in_one(listed):
    listed.tickets.move("1", "parked", reason="later")
    assert listed.tickets.move_many(["1", "2", "3"], "parked", reason="not this year") == 2
    assert numbers(listed, states=frozenset({TicketState.PARKED})) == [1, 2, 3]
    listed.history.undo()
    assert numbers(listed, states=frozenset({TicketState.PARKED})) == [1]


def test_all_or_none_move(listed):
    with pytest.raises(UserError):
        listed.tickets.move_many(["1", "2"], "rejected")
    with pytest.raises(UserError):
        listed.tickets.move_many(["1", "99"], "parked", reason="later")
    assert numbers(listed, states=frozenset({TicketState.PARKED, TicketState.REJECTED})) == []


def test_several_tickets_get_one_team_in_one_step(listed):
    assert listed.tickets.edit_many(["1", "2"], TicketFields(owner_team="Analytics", reason="moved")) == 2
    assert [row.owner_team for row in listed.ticket_list.rows([1, 2, 4])] == ["Analytics", "Analytics", "Refunds"]
    listed.history.undo()
    assert [row.owner_team for row in listed.ticket_list.rows([1, 2])] == ["Refunds", "Refunds"]


def test_too_many_at_once_are_refused_with_the_number(listed, monkeypatch):
    monkeypatch.setattr(ticket_bulk, "MANY", 2)
    with pytest.raises(UserError, match="3 tickets are too many"):
        listed.tickets.move_many(["1", "2", "3"], "parked", reason="later")


def test_many_changes_make_the_names_be_read_anew():
    names = Names.of([(1, "A1", "one", "team")])
    assert names.noting(["x"]).stale == {"x"}
    assert names.noting(str(n) for n in range(3_000)) is None


def test_a_cancelled_filter_stops(listed):
    class Stop(Exception):
        pass

    def step(done, total):
        raise Stop

    with pytest.raises(Stop):
        TicketList(listed.library).listing(TicketFilter(words="a"), sort=TicketSort.NUMBER, step=step)
