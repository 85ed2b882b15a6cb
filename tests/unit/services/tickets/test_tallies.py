"""Big money for few days (M11), why it was missed, days to done by kind (M12), customers heard by month (M18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gemba.app import App
from gemba.model.moment import Moment
from gemba.model.operation import Operation
from gemba.model.rows.ticket import TallyRow
from gemba.model.values import FixKind, ObservationKind, SeenAs, WhyMissed
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.list import TicketFilter, TicketSort
from gemba.services.tickets.saved_views import SavedView, read, written
from gemba.services.tickets.tallies import Debated, LeadTime, Month, tallied
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.factory import an_observation
from tests.unit.services.tickets.test_tickets import GOOD


def at(month: int, day: int = 1) -> Moment:
    return Moment(datetime(2026, month, day, 12, tzinfo=UTC), 60)


def row(
    *,
    missed: WhyMissed | None = None,
    kind: FixKind | None = None,
    month: int = 11,
    days: float | None = None,
    heard: bool = False,
) -> TallyRow:
    begun = at(month)
    done = None if days is None else Moment(begun.utc + timedelta(days=days), 60)
    return TallyRow(missed, kind, begun, done, heard)


def test_why_it_was_missed_comes_with_the_most_frequent_first_and_says_who_is_silent() -> None:
    found = tallied(
        [row(missed=WhyMissed.OTHER_TEAM), row(), row(missed=WhyMissed.NO_OWNER), row(missed=WhyMissed.OTHER_TEAM)]
    )
    assert found.missed == ((WhyMissed.OTHER_TEAM, 2), (WhyMissed.NO_OWNER, 1))
    assert found.unsaid == 1


def test_days_to_done_are_told_by_kind_with_the_median() -> None:
    found = tallied([row(kind=FixKind.CONTENT, days=one) for one in (1, 2, 9)] + [row(kind=FixKind.CODE), row(days=30)])
    assert found.lead == (LeadTime(FixKind.CONTENT, 3, 2, 1, 9), LeadTime(None, 1, 30, 30, 30))


def test_the_share_of_tickets_with_a_customer_is_by_month_of_writing() -> None:
    rows = [row(month=9), row(month=11, heard=True), row(month=11), row(month=11), row(month=11)]
    assert tallied(rows).months == (Month("2026-09", 0, 1), Month("2026-11", 1, 4))
    assert tallied([]).months == ()


def test_it_is_counted_from_the_store(app: App) -> None:
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    for kind, seen in ((ObservationKind.CUSTOMER, None), (ObservationKind.FACT, SeenAs.REPLAY)):
        fields = ObservationFields(
            text="I sent it twice", kind=kind.value, seen_as=None if seen is None else seen.value
        )
        note = app.observations.note("S1", fields)
        number = app.tickets.new(replace(GOOD, title=kind.value, why_missed="no_owner", fix_kind="content")).row.number
        app.tickets.link(f"T{number}", observations=(note.id,))
    rehearsed = app.observations.note("S1", ObservationFields(text="As if", kind="customer", seen_as="role_play"))
    app.tickets.new(GOOD)
    app.tickets.link("T3", observations=(rehearsed.id,))
    app.tickets.new(GOOD)
    app.tickets.move("T4", "rejected", reason="a rehearsal")
    found = app.triage.tallies()
    assert found.missed == ((WhyMissed.NO_OWNER, 2),) and found.unsaid == 1
    assert [(one.heard, one.tickets) for one in found.months] == [(2, 3)], (
        "rehearsed is not heard, rejected not counted"
    )
    assert found.lead == ()


def numbers(app: App, **wanted: object) -> list[int]:
    return list(app.ticket_list.listing(TicketFilter(**wanted), sort=TicketSort.NUMBER).numbers)  # type: ignore[arg-type]


def test_big_money_for_few_days_holds_at_both_ends_of_both_guesses(app: App) -> None:
    app.preferences.set("chance.money", "5000")
    for low, high in (("5000", "5"), ("4999", "5"), ("5000", "6"), ("", "5")):
        app.tickets.new(
            replace(GOOD, title=f"{low} {high}", money_low=low, money_likely="6000", money_high="9000",
                    effort_low="1", effort_likely="2", effort_high=high)
        )  # fmt: skip
    assert numbers(app, chances=True) == [1]
    assert numbers(app, chances=True, words="4999") == []
    app.preferences.set("chance.effort_days", "6")
    assert numbers(app, chances=True) == [1, 3]
    app.tickets.edit("T3", TicketFields(money_low="10"))
    assert numbers(app, chances=True) == [1]
    assert numbers(app) == [1, 2, 3, 4] and bool(TicketFilter(chances=True))


def test_a_view_that_was_saved_keeps_it() -> None:
    view = SavedView("mine", chances=True)
    assert read(written([view])) == (view,)
    assert read('[{"name": "older"}]') == (SavedView("older"),)
    assert view.filter() == TicketFilter(chances=True)


def test_minutes_lost_to_debating_format_are_summed_by_visit_and_by_day(app: App) -> None:
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?", date="2026-11-10"))
    app.sessions.new("Care", SessionFields(charter="And there?", date="2026-11-10"))
    app.sessions.new("Ops", SessionFields(charter="And here?", date="2026-11-11"))
    visits = app.library.queries.sessions()

    def debates(op: Operation) -> None:
        for visit, minutes in ((visits[0], 12.0), (visits[0], 3.0), (visits[1], 5.0)):
            an_observation(op, session_id=visit.id, kind=ObservationKind.FORMAT_DEBATE, debate_minutes=minutes)

    app.library.run("Add observations", debates)
    assert [one.debate_minutes for one in app.library.queries.sessions()] == [15, 5, 0]
    assert app.triage.tallies().debates == (Debated("2026-11-10", 20, 2),)
