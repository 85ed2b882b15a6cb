"""Every query gives frozen rows of what was stored; pages do not overlap or leave gaps; many cost few queries."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import gemba.model
from gemba.model import entities as e
from gemba.model.annotation import Annotation
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.queries.history_words import words_of_steps
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts, PictureFacts
from gemba.model.values import (
    ArtifactType,
    CaptureState,
    CauseStatus,
    Criterion,
    Door,
    ObservationKind,
    ProposalState,
    SampleFrame,
    SeenAs,
    TicketState,
    Waste,
)
from tests import factory
from tests.factory import Clock, moment


@contextmanager
def counting(library: Library) -> Iterator[list[str]]:
    statements: list[str] = []
    raw = library.queries.reader.connection
    raw.set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        raw.set_trace_callback(None)


def visit(op: Operation) -> str:
    department = factory.a_department(op, name="Payments")
    team = factory.a_team(op, name="Refunds", code="T1", department_id=department.id)
    role = factory.a_role(op, name="agent")
    people = [factory.a_person(op, name=n, role_id=role.id, team_id=team.id) for n in ("Lena", "Ines")]
    session = factory.a_session(op, team_id=team.id, charter="Why nine days?", source_id="T1")
    for person, part in zip(people, ("observed", "facilitator"), strict=True):
        op.add(e.SessionPerson(session_id=session.id, person_id=person.id, part=part))
    return session.id


def test_sessions_with_people_and_counts(library: Library) -> None:
    key = library.run("Visit", visit)

    def notes(op: Operation) -> None:
        for seen in (SeenAs.LIVE, SeenAs.LIVE, SeenAs.TOLD, None):
            factory.an_observation(op, session_id=key, seen_as=seen)
        factory.a_capture(op, session_id=key)

    library.run("Notes", notes)
    row = library.queries.session(key)
    people = {person.name: person for person in library.queries.people()}
    assert row is not None
    assert (row.team, row.department, row.number) == ("Refunds", "Payments", 1)
    assert (row.observations, row.captures, row.seen_live, row.seen_stated) == (4, 1, 2, 3)
    assert row.people_ids == (people["Lena"].id,)
    assert row.facilitator_ids == (people["Ines"].id,)
    assert (people["Lena"].role, people["Lena"].team, people["Lena"].may_be_named) == ("agent", "Refunds", False)
    assert library.queries.sessions(round_id=row.round_id) == [row]
    assert library.queries.sessions(round_id="x") == []
    assert library.queries.session("x") is None


def test_observations_with_all_that_hangs_on_them(library: Library) -> None:
    def add(op: Operation) -> str:
        capture = factory.a_capture(op)
        note = factory.an_observation(
            op, kind=ObservationKind.HAND_OFF, seen_as=SeenAs.LIVE, waste=Waste.WAITING, speaker="agent", at=moment(7)
        )
        for position, name in enumerate(("b", "a")):
            tag = factory.a_tag(op, name=name)
            op.add(e.ObservationTag(observation_id=note.id, tag_id=tag.id, position=position))
        op.add(e.ObservationCapture(observation_id=note.id, reference="T1/01", capture_id=capture.id))
        op.add(e.ObservationCapture(observation_id=note.id, reference="T1/99", position=1))
        op.add(e.HandOffStep(observation_id=note.id, position=1, giver="Refunds", taker="Finance", what="a list"))
        return note.id

    key = library.run("Add", add)
    row = library.queries.observation(key)
    assert row is not None
    assert (row.tags, row.missing_captures, len(row.capture_ids)) == (("b", "a"), ("T1/99",), 1)
    assert (row.kind, row.seen_as, row.waste) == (ObservationKind.HAND_OFF, SeenAs.LIVE, Waste.WAITING)
    assert row.at == moment(7) and row.at.iso() == "2026-11-10T09:07:00+01:00"
    assert (row.frame, row.elicitation, row.simulated) == (SampleFrame.UNSTATED, None, False)
    assert [step.taker for step in library.queries.hand_off_steps(observation_id=key)] == ["Finance"]


def test_seen_as_is_unset_until_somebody_says_it(library: Library) -> None:
    library.run("Add", factory.an_observation)
    assert library.queries.observations()[0].seen_as is None


def test_pages_of_observations_have_neither_gaps_nor_overlaps(library: Library) -> None:
    def add(op: Operation) -> None:
        session = factory.a_session(op)
        for number in range(25):
            factory.an_observation(op, session_id=session.id, at=moment(number // 4))

    library.run("Add", add)
    whole = library.queries.observations()
    pages, after = [], None
    while page := library.queries.observations(after=after, limit=7):
        pages += page
        after = (page[-1].at, page[-1].id)
    assert pages == whole and len(whole) == 25
    assert library.queries.observations(kind=ObservationKind.IDEA) == []
    assert len(library.queries.observations(kind=ObservationKind.FACT, limit=3)) == 3


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("state", [None, TicketState.PARKED])
def test_pages_of_tickets_have_neither_gaps_nor_overlaps(
    library: Library, clock: Clock, newest_first: bool, state: TicketState | None
) -> None:
    for number in range(12):
        clock.minutes = number // 3
        chosen = TicketState.PARKED if number % 2 else TicketState.DRAFT
        library.run("Add", lambda op, chosen=chosen: factory.a_ticket(op, state=chosen))
    rows, after = [], None
    while page := library.queries.ticket_page(after=after, limit=4, newest_first=newest_first, state=state):
        rows += page
        last = page[-1]
        after = (last.changed if newest_first else last.number, last.id)
    wanted = [number for number in range(1, 13) if state is None or number % 2 == 0]
    assert [row.number for row in rows] == (wanted[::-1] if newest_first else wanted)


def full_ticket(op: Operation) -> str:
    ticket = factory.a_ticket(op, seen_k=27, looked_at_n=30, frame=SampleFrame.RANDOM, missing_references=("Team X",))
    capture = factory.a_capture(op, source_id="T1/03", state=CaptureState.REVIEWED)
    factory.an_annotation(op, capture_id=capture.id)
    factory.a_proposal(op, capture_id=capture.id)
    factory.a_proposal(op, capture_id=capture.id, state=ProposalState.REFUSED)
    factory.a_ticket_picture(op, ticket, capture_id=capture.id, reference="T1/03")
    factory.a_ticket_picture(op, ticket, reference="T9/01", position=2)
    op.add(e.TicketTeam(ticket_id=ticket.id, name="Refunds"))
    op.add(e.TicketTeam(ticket_id=ticket.id, name="Back Office", position=1))
    op.add(e.TicketApproval(ticket_id=ticket.id, position=1, body="Finance", typical_days=3))
    op.add(e.Cause(ticket_id=ticket.id, position=1, text="Nobody", status=CauseStatus.EVIDENCED, evidence=("T1-0907",)))
    op.add(e.TicketObservation(ticket_id=ticket.id, reference="T1-0907", observation_id=factory.an_observation(op).id))
    op.add(e.TicketObservation(ticket_id=ticket.id, reference="T1-9999", position=1))
    op.add(e.Remark(ticket_id=ticket.id, code="k", sentence="odd"))
    op.write_verdicts(ticket.id, factory.verdicts(failing=(Criterion.OWNER,)))
    return ticket.id


def test_a_ticket_in_full_and_its_facts(library: Library) -> None:
    key = library.run("Add", full_ticket)
    row = library.queries.ticket(key)
    facts = library.queries.ticket_facts([key])[key]
    assert row is not None
    assert row.teams_needed == facts.teams_needed == ("Refunds", "Back Office")
    assert row.approvals_needed == facts.approvals_needed == (ApprovalFacts("Finance", "", 3.0),)
    assert row.causes == facts.causes == (CauseFacts("Nobody", CauseStatus.EVIDENCED, ("T1-0907",)),)
    assert row.missing_references == facts.missing_references == ("Team X", "T1-9999", "T9/01")
    assert row.frequency == facts.frequency
    assert [(p.position, p.reference, p.capture_id is None) for p in row.pictures] == [
        (1, "T1/03", False),
        (2, "T9/01", True),
    ]
    assert facts.pictures == (
        PictureFacts("T1/03", reviewed=True, pointing_marks=1, open_proposals=1),
        PictureFacts("T9/01", exists=False),
    )
    assert facts.note_references == ("T1-0907", "T1-9999")
    assert [(v.criterion, v.ok) for v in row.verdicts] == [(c, c is not Criterion.OWNER) for c in Criterion]
    assert {v.revision for v in row.verdicts} == {row.revision}
    assert row.remarks[0].sentence == "odd"
    line = library.queries.ticket_page()[0]
    assert (line.gate, line.load, line.value_per_effort) == ((True,) * 5 + (False,), 3, 2000.0)


def test_many_tickets_cost_no_more_queries_than_one(library: Library) -> None:
    library.run("Add", full_ticket)
    with counting(library) as one:
        library.queries.tickets()
        library.queries.ticket_facts()
        library.queries.ticket_page()
    library.run("Add", lambda op: [full_ticket(op) for _ in range(20)])
    with counting(library) as many:
        library.queries.tickets()
        library.queries.ticket_facts()
        library.queries.ticket_page()
    assert len(many) == len(one)
    assert len(library.queries.tickets()) == 21


def skipping(folder: Path) -> list[str]:
    """Return the modules below a folder that skip rows by counting them, which costs more with every page."""
    return [path.name for path in sorted(folder.rglob("*.py")) if re.search(r"\bOFFSET\b", path.read_text("utf-8"))]


def test_lists_never_skip_rows_by_counting_them(tmp_path: Path) -> None:
    model = Path(gemba.model.__file__).parent
    assert (model / "queries" / "ticket_list.py").is_file(), "questions stand below that folder"
    assert skipping(model) == []
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "wrong.py").write_text('SQL = "SELECT id FROM ticket LIMIT 9 OFFSET 9"', encoding="utf-8")
    assert skipping(tmp_path) == ["wrong.py"]


def test_the_newest_steps_are_found_without_putting_all_in_order(library: Library) -> None:
    def sorts(sql: str) -> bool:
        plan = library.queries.reader.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        return any("TEMP B-TREE" in row[3] for row in plan)

    keys = [library.run("Add", lambda op: factory.an_observation(op, text="waited").id) for _ in range(3)]
    library.undo()
    with counting(library) as statements:
        assert len(library.queries.history(limit=2)) == 2
        assert len(words_of_steps(library.queries.reader, limit=2)) == 2
        assert (library.queries.can_undo(), library.queries.can_redo()) == ("Add", "Add")
    assert len(keys) == 3 and len(statements) >= 4
    assert [sql for sql in statements if sorts(sql)] == []
    assert sorts("SELECT * FROM operation WHERE kind = 'do' ORDER BY seq DESC LIMIT 2"), "the control"


def test_captures_with_marks_and_proposals(library: Library) -> None:
    def add(op: Operation) -> str:
        capture = factory.a_capture(op, taken=moment(3), frame="f" * 64, original="a" * 64)
        factory.an_annotation(op, capture_id=capture.id, marks=Annotation((factory.an_arrow(id="m1"),)))
        factory.a_proposal(op, capture_id=capture.id, rect_px=(1, 2, 3, 4))
        return capture.id

    key = library.run("Add", add)
    row = library.queries.capture(key)
    assert row is not None
    assert [mark.id for mark in row.annotation.marks] == ["m1"]
    assert [proposal.rect_px for proposal in row.proposals] == [(1, 2, 3, 4)]
    assert row.taken == moment(3)
    assert (library.queries.frame_of(key), library.queries.original_of(key)) == ("f" * 64, "a" * 64)
    assert library.queries.captures(state=CaptureState.UNREVIEWED) == []
    assert not any(value == "f" * 64 for value in dataclasses.astuple(row)), "names of the vault are not handed round"


def test_the_rest_of_the_lists(library: Library) -> None:
    def add(op: Operation) -> None:
        round_ = factory.a_round(op, name="W46")
        team = factory.a_team(op, name="Refunds")
        artifact = op.add(e.Artifact(name="KPI", type=ArtifactType.SHEET))
        for minutes in (90, 15):
            factory.a_sighting(op, artifact_id=artifact.id, team_id=team.id, minutes_per_week=minutes)
        factory.a_promise(op, text="ask", due="2026-11-13")
        customer = op.add(e.Customer(pseudonym="Heron", is_key=True))
        note = factory.an_observation(op)
        factory.a_contact(op, customer_id=customer.id, team_id=team.id, observation_id=note.id, solved=False)
        op.flush()
        note.problem_id = factory.a_problem(op, title="Slip").id
        factory.a_message(op, round_id=round_.id)
        op.add(e.PlanSlot(round_id=round_.id, team_id=team.id, slots=("2026-11-24 07:30-08:30",), people=14))
        op.add(e.Participant(round_id=round_.id, person_id=factory.a_person(op).id, may_decide="up to 5 000"))
        decision = factory.a_decision(op, door=Door.TWO_WAY)
        factory.a_question(op, decision_id=decision.id, weight=5, answered=True, answer="22")
        narrative = factory.a_narrative(op, round_id=round_.id, source="# Purpose")
        language = narrative.language
        op.add(e.NarrativeVersion(narrative_id=narrative.id, draft=1, source="x", language=language, created=op.now()))
        op.add(e.Setting(key="rates", value={"CNY": "0.128"}))
        op.add(
            e.ImportRow(
                round_id=round_.id,
                file_kind="tickets",
                source_id="A01",
                entity_kind="ticket",
                entity_id="x",
                pack_hash="h",
            )
        )

    library.run("Add", add)
    q = library.queries
    round_id = next(row.id for row in q.rounds() if row.name == "W46")
    assert [(s.name, s.type, s.team, s.minutes_per_week) for s in q.artifact_sightings()] == [
        ("KPI", ArtifactType.SHEET, "Refunds", 90.0),
        ("KPI", ArtifactType.SHEET, "Refunds", 15.0),
    ]
    assert [(p.text, p.kept) for p in q.promises()] == [("ask", None)]
    assert [(c.customer, c.team, c.solved, c.at) for c in q.calls()] == [("Heron", "Refunds", False, None)]
    assert [(c.pseudonym, c.is_key) for c in q.customers()] == [("Heron", True)]
    assert [(p.title, p.sessions, p.customers, len(p.observation_ids)) for p in q.problems()] == [("Slip", 1, 1, 1)]
    assert len(q.messages(round_id=round_id)) == 1
    assert [(s.team, s.slots, s.people) for s in q.plan(round_id=round_id)] == [
        ("Refunds", ("2026-11-24 07:30-08:30",), 14)
    ]
    assert [p.may_decide for p in q.participants(round_id=round_id)] == ["up to 5 000"]
    assert [(d.door, d.questions[0].weight, d.questions[0].answered) for d in q.decisions()] == [
        (Door.TWO_WAY, 5.0, True)
    ]
    narrative = q.narratives(round_id=round_id)[0]
    assert q.narrative(narrative.id) == narrative
    assert [version.source for version in q.narrative_versions(narrative.id)] == ["x"]
    assert q.settings() == {"rates": {"CNY": "0.128"}}
    assert [row.source_id for row in q.imported(round_id)] == ["A01"]


def test_rows_are_frozen(library: Library) -> None:
    library.run("Add", factory.a_team)
    with pytest.raises(dataclasses.FrozenInstanceError):
        library.queries.teams()[0].name = "x"  # type: ignore[misc]
