"""What narrows the wall: tags, tickets, words found on pictures; pictures that are the same or nearly so."""

import pytest

from gemba.errors import Refused
from gemba.imaging.alike import Face
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.attaching import NOTE, TICKET, Target
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields


@pytest.fixture
def visit(app):
    return app.sessions.new("Refunds", SessionFields(charter="Why?", date="2026-11-10"))


@pytest.fixture
def rows(app, picture, visit):
    """Three pictures: the first two hold the same bytes, the third others."""
    same = [app.captures.add_bytes(picture, name=f"{at}.png") for at in range(2)]
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    grey = bytes((x * 11 * y) % 256 for y in range(48) for x in range(64) for _ in range(3))
    return [*same, app.captures.add_bytes(encode_png(Frame(64, 48, grey)), name="2.png")]


def test_links_name_the_pictures_of_tags_and_tickets(app, rows, visit):
    app.observations.note("S1", ObservationFields(text="Typed twice", tags=("rework",), pictures=(rows[0].id,)))
    app.tickets.new(TicketFields(title="Type it once"))
    app.tickets.link("T1", pictures=(rows[2].id,))
    links = app.wall.links()
    assert [(one.name, one.capture_ids) for one in links.tags] == [("rework", frozenset({rows[0].id}))]
    assert [(one.number, one.title, one.capture_ids) for one in links.tickets] == [
        (1, "Type it once", frozenset({rows[2].id}))
    ]


def test_words_found_on_a_picture_count_until_they_are_covered(app, rows):
    found = [(PrivateKind.NAME, "Vera Molnár", (4, 4, 30, 12))]
    app.captures.propose(rows[0].id, found, source="test")
    app.captures.edit(rows[1].id, caption="The sheet of molnar")
    assert app.captures.holding("Molnar") == {"molnar": frozenset({rows[0].id, rows[1].id})}
    assert app.captures.holding("vera sheet") == {"vera": frozenset({rows[0].id}), "sheet": frozenset({rows[1].id})}
    beside, on_its_edge, over_it = ((31, 0), (60, 20)), ((29, 0), (60, 20)), ((0, 0), (40, 20))
    for place, still in ((beside, {rows[0].id}), (on_its_edge, set()), (over_it, set())):
        app.captures.mark(rows[0].id, add=(Mark("", MarkKind.REDACTION, place),))
        assert app.captures.holding("molnar") == {"molnar": frozenset({rows[1].id, *still})}
        app.history.undo()
    app.captures.redact(rows[0].id, take=("all",))
    assert app.captures.holding("molnar") == {"molnar": frozenset({rows[1].id})}
    assert app.captures.holding("") == {}


def test_the_same_bytes_are_found_and_nothing_else(app, rows):
    (group,) = app.wall.same()
    assert (group.same, group.capture_ids) == (True, (rows[0].id, rows[1].id))
    assert app.wall.alike() == (group,)


def test_what_is_said_of_pictures_is_kept_once_and_taken_back(app, rows):
    app.wall.say_not_alike([rows[1].id, rows[0].id])
    app.wall.say_not_alike([rows[0].id, rows[1].id])
    assert app.wall.not_alike() == (frozenset((rows[0].id, rows[1].id)),)
    app.wall.say_not_alike([row.id for row in rows])
    assert app.wall.not_alike() == (frozenset(row.id for row in rows),)
    app.history.undo()
    assert app.wall.not_alike() == (frozenset((rows[0].id, rows[1].id)),)


def test_faces_that_are_known_cost_as_many_questions_for_many_pictures_as_for_few(app, rows):
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    known: dict[str, Face] = {}

    def questions():
        app.wall.alike(known=known)
        asked: list[str] = []
        app.library.queries.reader.connection.set_trace_callback(asked.append)
        app.wall.alike(known=known)
        app.library.queries.reader.connection.set_trace_callback(None)
        return len(asked)

    before = questions()
    for at in range(9):
        data = bytes((x * 3 + y * at) % 256 for y in range(48) for x in range(64) for _ in range(3))
        app.captures.add_bytes(encode_png(Frame(64, 48, data)), name=f"more {at}.png")
    assert questions() == before


def test_pictures_nearly_alike_are_found_with_those_that_are_the_same(app, rows, picture):
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import decode_own_png, encode_png

    frame = decode_own_png(picture)
    lighter = bytes(min(255, value + 3) for value in frame.rgb)
    near = app.captures.add_bytes(encode_png(Frame(64, 48, lighter)), name="near.png")
    (group,) = app.wall.alike()
    assert (group.same, set(group.capture_ids)) == (False, {rows[0].id, rows[1].id, near.id})
    assert len(app.captures.all()) == 4


def test_attaching_to_a_note_keeps_what_it_has_and_undo_takes_it_back(app, rows, visit):
    note = app.observations.note("S1", ObservationFields(text="Typed twice", pictures=(rows[0].id,)))
    (target,) = [one for one in app.attaching.targets("typed") if one.kind == NOTE]
    assert app.attaching.attach([rows[0].id, rows[2].id], target) == 1
    assert app.observations.one(note.id).capture_ids == (rows[0].id, rows[2].id)
    assert app.captures.one(rows[2].id).session_number == 1
    app.history.undo()
    assert app.observations.one(note.id).capture_ids == (rows[0].id,)
    assert app.captures.one(rows[2].id).session_number is None


def test_a_picture_of_another_visit_is_no_note_of_this_one(app, rows, visit):
    other = app.sessions.new("Chargebacks", SessionFields(charter="Why?", date="2026-11-11"))
    note = app.observations.note("S1", ObservationFields(text="Typed twice"))
    app.captures.move_all([rows[0].id], other.id)
    assert [one.kind for one in app.attaching.targets("typed", near=[rows[0].id])] == []
    assert [one.kind for one in app.attaching.targets("typed", near=[rows[1].id])] == [NOTE]
    with pytest.raises(Refused, match="another visit"):
        app.attaching.attach([rows[1].id, rows[0].id], Target(NOTE, note.id, "S1", ""))
    assert app.observations.one(note.id).capture_ids == ()
    assert app.captures.one(rows[1].id).session_id is None


def test_targets_are_found_by_code_and_words_and_the_newest_without(app, rows, visit):
    app.tickets.new(TicketFields(title="Type it once"))
    app.tickets.new(TicketFields(title="Stop the sheet"))
    assert [one.code for one in app.attaching.targets()] == ["T2", "T1"]
    assert [one.code for one in app.attaching.targets("t1")] == ["T1"]
    (target,) = app.attaching.targets("sheet")
    assert (target.kind, app.attaching.attach([rows[0].id], target), app.attaching.attach([rows[0].id], target)) == (
        TICKET,
        1,
        0,
    )


def test_one_picture_stands_for_others_and_what_shows_them_shows_it(app, rows, visit):
    first, second, third = (row.id for row in rows)
    app.captures.edit(second, caption="The sheet")
    note = app.observations.note("S1", ObservationFields(text="Typed twice", pictures=(second, first)))
    app.tickets.new(TicketFields(title="Type it once"))
    app.tickets.link("T1", pictures=(second, third))
    app.attaching.keep_one(first, (second,))
    assert {row.id for row in app.captures.all()} == {first, third}
    assert app.captures.one(first).caption == "The sheet"
    assert app.observations.one(note.id).capture_ids == (first,)
    assert app.observations.one(note.id).missing_captures == ()
    assert [one.capture_id for one in app.tickets.view("T1").row.pictures] == [first, third]
    app.history.undo()
    assert app.observations.one(note.id).capture_ids == (second, first)
    assert [one.capture_id for one in app.tickets.view("T1").row.pictures] == [second, third]
    with pytest.raises(Refused):
        app.attaching.keep_one(first, (second, first))


def test_several_are_reviewed_in_one_step_but_none_with_an_open_proposal_and_no_still(app, rows, picture):
    ids = [row.id for row in rows]
    assert app.captures.review_all(ids) == 3
    assert {row.state for row in app.captures.all()} == {CaptureState.REVIEWED}
    app.history.undo()
    assert {row.state for row in app.captures.all()} == {CaptureState.UNREVIEWED}
    app.captures.propose(ids[1], [(PrivateKind.NAME, "Vera", (4, 4, 30, 12))], source="test")
    with pytest.raises(Refused):
        app.captures.review_all(ids)
    still = app.captures.add_bytes(picture, name="still.png", source=EvidenceSource.REPLAY_STILL)
    with pytest.raises(Refused, match="one by one"):
        app.captures.review_all([ids[0], still.id])
    assert {row.state for row in app.captures.all()} == {CaptureState.UNREVIEWED}
