"""Visits, observations, pictures, promises, calls: durable when the call returns, one undo step each, nothing made up."""

from __future__ import annotations

import pytest

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.imaging.picture import Frame
from gemba.imaging.png import decode_own_png, encode_png
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.values import CaptureState, ObservationKind, PrivateKind, ProposalState, SeenAs
from gemba.services.events import Changed
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields


@pytest.fixture
def visit(app: App) -> App:
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?", date="2026-11-10", round_name="W46"))
    return app


def test_a_visit_needs_a_team_and_a_question(app: App) -> None:
    for team, charter in (("", "Why?"), ("Refunds", " ")):
        with pytest.raises(UserError):
            app.sessions.new(team, SessionFields(charter=charter))
    with pytest.raises(UserError):
        app.sessions.new("Refunds", SessionFields(charter="Why?", date="tomorrow"))
    assert app.sessions.all() == ()


def test_a_visit_can_be_changed_and_the_team_is_known_again(visit: App) -> None:
    row = visit.sessions.edit("S1", SessionFields(minutes=45, department="Care", place="floor 2"))
    assert (row.planned_minutes, row.department, row.place, row.charter) == (45, "Care", "floor 2", "Why nine days?")
    visit.sessions.new("Refunds", SessionFields(charter="Again?"))
    assert len(visit.sessions.teams()) == 1


def test_seen_as_stays_unset_until_said(visit: App) -> None:
    row = visit.observations.note("S1", ObservationFields(text="Types it twice", kind="w", at="09:07"))
    assert (row.kind, row.seen_as, row.simulated) == (ObservationKind.WASTE, None, False)
    assert row.at.local().strftime("%Y-%m-%d %H:%M") == "2026-11-10 09:07"
    row = visit.observations.edit(row.id, ObservationFields(seen_as="role-play"))
    assert row.seen_as is SeenAs.ROLE_PLAY and row.simulated
    assert visit.sessions.all()[0].seen_stated == 1


@pytest.mark.parametrize("wrong", [{"kind": "x y"}, {"seen_as": "maybe"}, {"waste": "fun"}, {"at": "25:99"}])
def test_words_that_mean_nothing_are_refused_and_nothing_is_stored(visit: App, wrong: dict[str, str]) -> None:
    with pytest.raises(UserError):
        visit.observations.note("S1", ObservationFields(text="x", **wrong))  # type: ignore[arg-type]
    assert visit.observations.all() == ()


def test_a_promise_opens_the_next_visit(visit: App) -> None:
    visit.observations.note("S1", ObservationFields(text="We ask for a second slot", kind="p"))
    (promise,) = visit.promises.for_team("Refunds")
    assert promise.kept is None
    assert visit.promises.settle(promise.id, kept=True).kept is True
    assert visit.promises.for_team("Refunds") == ()
    visit.history.undo()
    assert len(visit.promises.for_team("Refunds")) == 1


def test_a_hand_off_and_an_artifact_leave_their_parts(visit: App) -> None:
    visit.observations.note("S1", ObservationFields(text="Refunds -> Finance: a list", kind="h"))
    visit.observations.note("S1", ObservationFields(text="KPI sheet W46 | purpose: call", kind="a"))
    (step,) = visit.library.queries.hand_off_steps()
    assert (step.giver, step.taker) == ("Refunds", "Finance")
    assert [one.name for one in visit.artifacts.sightings()] == ["KPI sheet W46"]


def test_like_artifacts_of_several_teams_stand_together(app: App) -> None:
    for team, name in (("A", 'Sheet "KPI Refunds W46"'), ("B", "sheet KPI refunds W47"), ("C", "Daily mail")):
        app.sessions.new(team, SessionFields(charter="Why?"))
        app.observations.note(app.sessions.all()[-1].id, ObservationFields(text=name, kind="a"))
    overlaps = app.artifacts.overlaps()
    assert [one.teams for one in overlaps] == [("A", "B"), ("C",)]


def test_half_typed_text_is_kept_and_forgotten(visit: App) -> None:
    visit.observations.keep_draft("S1", "Agent cop")
    assert visit.observations.drafts() == {"S1": "Agent cop"}
    visit.observations.keep_draft("S1", "")
    assert visit.observations.drafts() == {}


def test_a_thing_that_stands_for_two_is_refused(visit: App, picture: bytes) -> None:
    for name in ("S9", "T1", "nobody"):
        with pytest.raises(UserError, match="There is no visit"):
            visit.observations.note(name, ObservationFields(text="x"))


def test_a_picture_is_in_the_vault_before_its_row_and_goes_round(visit: App, picture: bytes) -> None:
    row = visit.captures.add_bytes(picture, name="one.png", session="S1", caption="the sheet")
    assert (row.width, row.height, row.state, row.session_number) == (64, 48, CaptureState.UNREVIEWED, 1)
    assert visit.library.vault.get(visit.library.queries.original_of(row.id)) == picture
    assert decode_own_png(visit.captures.preview(row.id).picture.data).size == (64, 48)
    visit.history.undo()
    assert visit.captures.all() == ()
    visit.history.redo()
    assert len(visit.captures.all()) == 1


def test_what_is_no_picture_is_named_and_stores_nothing(visit: App) -> None:
    with pytest.raises(UserError, match="PDF"):
        visit.captures.add_bytes(b"%PDF-1.7 hello", name="x.png", session="S1")
    assert visit.captures.all() == ()


def test_numbers_go_on_and_marks_keep_their_ids(visit: App, picture: bytes) -> None:
    row = visit.captures.add_bytes(picture, name="one.png")
    number = Mark(id="", kind=MarkKind.NUMBER, points=((5, 5),), text="here")
    row = visit.captures.mark(row.id, add=(number, number))
    assert [mark.number for mark in row.annotation.marks] == [1, 2]
    kept = row.annotation.marks[1]
    row = visit.captures.mark(row.id, remove=(row.annotation.marks[0].id,))
    assert row.annotation.marks == (kept,)
    with pytest.raises(UserError):
        visit.captures.mark(row.id, add=(Mark(id="", kind=MarkKind.BOX, points=((900, 900), (950, 950))),))


def test_a_review_ends_where_something_covered_may_show_again(visit: App, picture: bytes) -> None:
    row = visit.captures.add_bytes(picture, name="one.png")
    row = visit.captures.redact(row.id, rects=[(4, 4, 10, 10)], why="name")
    row = visit.captures.review(row.id, by="observer")
    arrow = Mark(id="", kind=MarkKind.ARROW, points=((1, 1), (20, 20)))
    row = visit.captures.mark(row.id, add=(arrow,))
    assert row.state is CaptureState.REVIEWED  # a mark shows nothing that was covered
    row = visit.captures.redact(row.id, rects=[(20, 20, 5, 5)])
    assert row.state is CaptureState.REVIEWED
    row = visit.captures.annotate(row.id, Annotation(row.annotation.marks[1:]))
    assert row.state is CaptureState.UNREVIEWED
    with pytest.raises(Refused):
        visit.captures.renditions([row.id], words=str)


def test_proposals_are_taken_or_refused_before_a_review(visit: App, picture: bytes) -> None:
    row = visit.captures.add_bytes(picture, name="one.png")
    found = [(PrivateKind.NAME, "Sean Cox", (1, 1, 9, 9)), (PrivateKind.CARD, "4111", (10, 10, 30, 20))]
    row = visit.captures.propose(row.id, found, source="by-eye")
    with pytest.raises(Refused, match="2 proposed"):
        visit.captures.review(row.id)
    row = visit.captures.redact(row.id, take=(row.proposals[0].id,), refuse=(row.proposals[1].id,))
    assert [one.state for one in row.proposals] == [ProposalState.TAKEN, ProposalState.REFUSED]
    assert len(row.annotation.redactions) == 1
    assert visit.captures.review(row.id).state is CaptureState.REVIEWED
    row = visit.captures.propose(row.id, found[:1], source="by-eye")
    assert row.state is CaptureState.UNREVIEWED


def test_a_rendition_is_covered_and_masks_the_words_of_its_marks(visit: App) -> None:
    noise = bytes((x * y * 7) % 256 for y in range(60) for x in range(80) for _ in range(3))
    row = visit.captures.add_bytes(encode_png(Frame(80, 60, noise)), name="one.png")
    visit.captures.mark(row.id, add=(Mark(id="", kind=MarkKind.NUMBER, points=((70, 50),), text="Sean Cox"),))
    visit.captures.redact(row.id, rects=[(10, 10, 20, 20)])
    visit.captures.review(row.id)
    made = visit.captures.renditions([row.id], words=lambda text: text.replace("Sean Cox", "█"))[row.id]
    assert [mark.text for mark in made.marks] == ["█"]
    pixels = decode_own_png(made.base.data)
    covered = {pixels.rgb[(y * 80 + x) * 3 : (y * 80 + x) * 3 + 3] for y in range(10, 30) for x in range(10, 30)}
    assert len(covered) == 1


def test_everybody_hears_of_a_change_but_the_one_who_made_it(visit: App) -> None:
    heard: list[Changed] = []
    stop = visit.events.listen(heard.append, kinds=("observation",), but_not_from="me")
    visit.observations.note("S1", ObservationFields(text="x"))
    visit.sessions.edit("S1", SessionFields(place="floor 3"))
    assert [changed.kinds & {"observation"} for changed in heard] == [{"observation"}]
    stop()
    visit.observations.note("S1", ObservationFields(text="y"))
    assert len(heard) == 1


def test_search_takes_words_literally_in_any_script(visit: App) -> None:
    for text in ('He said "NOT" OR *', "退款要等九天", "Khách hàng phải nói lại"):
        visit.observations.note("S1", ObservationFields(text=text))
    assert len(visit.search.find("退")) == 1
    assert len(visit.search.find("khach hang")) == 1
    assert len(visit.search.find('"NOT" OR *')) == 1
    assert visit.search.find("") == ()


def test_a_typed_artifact_and_promise_carry_what_their_words_say(visit: App) -> None:
    typed = 'Sheet "KPI" | purpose: Monday | minutes per week: 30 | still read by: lead'
    visit.observations.note("S1", ObservationFields(text=typed, kind="artifact"))
    (seen,) = visit.artifacts.sightings()
    assert (seen.name, seen.purpose, seen.minutes_per_week, seen.still_read_by) == ('Sheet "KPI"', "Monday", 30, "lead")
    visit.observations.note("S1", ObservationFields(text="We ask by Fri 13 Nov", kind="p"))
    assert [one.due for one in visit.promises.for_team("Refunds")] == ["2026-11-13"]


def test_a_picture_without_an_id_of_a_pack_is_found_by_its_file_name(visit: App, picture: bytes) -> None:
    added = visit.captures.add_bytes(picture, name="工单 截图 😀.png", session="S1")
    assert visit.captures.one("工单 截图 😀.png").id == added.id
    assert visit.captures.edit("工单 截图 😀.png", caption="the queue").id == added.id
    visit.captures.add_bytes(encode_png(Frame(2, 1, bytes(6))), name="工单 截图 😀.png")
    with pytest.raises(UserError, match="stands for 2 things"):
        visit.captures.one("工单 截图 😀.png")
