"""Before and after on a ticket: named, taken back, kept over a restart, taken apart with a picture, never crossed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.model import digest
from gemba.model.values import TicketState
from gemba.services.visits.attaching import Attaching
from gemba.services.visits.sessions import SessionFields
from tests.redaction.export_pairs import frame_bytes
from tests.unit.services.tickets.test_tickets import GOOD


@pytest.fixture
def shown(app: App) -> App:
    """A ticket with three pictures, each another one."""
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    for seed in range(3):
        app.captures.add_bytes(frame_bytes(seed), name=f"{seed}.png", session="S1")
    app.tickets.new(GOOD)
    app.tickets.link("T1", pictures=tuple(pictures(app)))
    return app


def pictures(app: App) -> list[str]:
    return [one.id for one in app.captures.all()]


def after_of(app: App) -> list[str | None]:
    return [one.after_of for one in app.tickets.view("T1").row.pictures]


def test_a_picture_is_named_the_after_of_another_and_it_is_taken_back(shown: App) -> None:
    a, b, c = pictures(shown)
    changed = shown.tickets.view("T1").row.changed
    shown.tickets.changes.pair("T1", before=a, after=b)
    assert after_of(shown) == [None, a, None]
    assert shown.tickets.view("T1").row.changed >= changed
    assert shown.library.undo() == "Name a picture the after of another"
    assert after_of(shown) == [None, None, None]
    shown.library.redo()
    shown.tickets.changes.pair("T1", before=a, after=c)
    assert after_of(shown) == [None, a, a], "one before may have several after it"
    shown.tickets.changes.take_apart("T1", after=b)
    assert after_of(shown) == [None, None, a]
    assert shown.library.undo() == "Take before and after apart"
    assert digest.verify(shown.library.queries.reader.connection) == []


def test_it_is_on_the_disk_when_the_call_returns(shown: App) -> None:
    a, b, _ = pictures(shown)
    shown.tickets.changes.pair("T1", before=a, after=b)
    with closing(sqlite3.connect(shown.library.folder / "library.db")) as other:
        assert other.execute("SELECT before_id, after_id FROM ticket_pair").fetchall() == [(a, b)]


def test_another_before_takes_the_place_of_the_first(shown: App) -> None:
    a, b, c = pictures(shown)
    shown.tickets.changes.pair("T1", before=a, after=b)
    shown.tickets.changes.pair("T1", before=c, after=b)
    assert after_of(shown) == [None, c, None]
    shown.library.undo()
    assert after_of(shown) == [None, a, None]


def test_what_would_be_no_pair_is_refused(shown: App) -> None:
    a, b, c = pictures(shown)
    with pytest.raises(Refused, match="not its own after"):
        shown.tickets.changes.pair("T1", before=a, after=a)
    shown.tickets.changes.pair("T1", before=a, after=b)
    with pytest.raises(Refused, match="stands in another pair") as first:
        shown.tickets.changes.pair("T1", before=b, after=c)
    assert "from before the change" in str(first.value.mend)
    with pytest.raises(Refused, match="stands in another pair") as second:
        shown.tickets.changes.pair("T1", before=c, after=a)
    assert "apart first" in str(second.value.mend)
    with pytest.raises(UserError, match="is the after of no other picture"):
        shown.tickets.changes.take_apart("T1", after=a)
    shown.tickets.unlink("T1", pictures=(c,))
    with pytest.raises(UserError, match="not linked"):
        shown.tickets.changes.pair("T1", before=a, after=c)
    assert after_of(shown) == [None, a]


@pytest.mark.parametrize("which", [0, 1])
def test_a_picture_that_is_taken_off_takes_its_pair_along_and_undo_brings_both(shown: App, which: int) -> None:
    a, b, _ = pictures(shown)
    shown.tickets.changes.pair("T1", before=a, after=b)
    shown.tickets.unlink("T1", pictures=((a, b)[which],))
    assert after_of(shown) == [None, None]
    shown.library.undo()
    assert after_of(shown) == [None, a, None]
    shown.captures.remove((a, b)[which])
    assert after_of(shown) == [None, None, None]
    shown.library.undo()
    assert after_of(shown) == [None, a, None]
    shown.tickets.unlink("T1", pictures=((a, b)[which],))
    shown.tickets.link("T1", pictures=((a, b)[which],))
    assert after_of(shown) == [None, None, None], "linked again it is a picture like any other"


def test_of_pictures_that_are_alike_the_kept_one_stands_in_the_pair(shown: App) -> None:
    a, b, c = pictures(shown)
    shown.tickets.changes.pair("T1", before=a, after=b)
    shown.tickets.unlink("T1", pictures=(c,))
    Attaching(shown.library).keep_one(c, (b,))
    assert after_of(shown) == [None, a]
    assert [one.capture_id for one in shown.tickets.view("T1").row.pictures] == [a, c]
    shown.library.undo()
    Attaching(shown.library).keep_one(a, (b,))
    assert after_of(shown) == [None], "a picture is no pair with itself"
    shown.library.undo()
    assert after_of(shown) == [None, a]


def test_the_gate_asks_for_no_pair_and_is_not_moved_by_one(shown: App) -> None:
    a, b, _ = pictures(shown)
    from gemba.model.annotation import Mark, MarkKind

    shown.captures.mark(a, add=(Mark(id="", kind=MarkKind.ARROW, points=((5, 5), (20, 20))),))
    shown.captures.review(a, by="observer")
    before = shown.tickets.view("T1").row
    assert before.state is TicketState.ACTIONABLE
    shown.tickets.changes.pair("T1", before=a, after=b)
    after = shown.tickets.view("T1").row
    assert (after.state, after.verdicts, after.revision) == (before.state, before.verdicts, before.revision)
