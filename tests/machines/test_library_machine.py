"""Random operations, undo, redo and reopening over a real library, compared with a model after every step.

Negative controls at the end: a library whose history, search index, digests or gate are broken goes red.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gemba.model import digest, search
from gemba.model.annotation import Annotation
from gemba.model.changes import ChangeSet, Touched
from gemba.model.entities import Capture, CaptureAnnotation, Observation, ObservationTag, Problem, Tag, Ticket
from gemba.model.gate_triggers import trigger_statements
from gemba.model.history import History
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.types import to_json_text
from gemba.model.values import CaptureState, Criterion, SeenAs, TicketState
from tests import factory
from tests.machines.library_model import LibraryModel, Row

TEXTS = st.sampled_from(["", "refund waits", "订单错误", "Đơn hàng chờ", "Ünïcode", "a b", "x" * 40])
PICKS = st.integers(0, 7)


def judge(op: Operation, touched: Touched) -> None:
    """Stand in for the services' hook: the gate of ``LibraryModel.passes``, asked of the database."""
    for row in op.queries.tickets(ids=op.queries.unjudged_tickets()):
        captures = op.queries.captures(ids=[p.capture_id for p in row.pictures if p.capture_id])
        pictured = any(c.annotation.marks and c.state is CaptureState.REVIEWED for c in captures)
        failing = tuple(c for c, ok in ((Criterion.PICTURE, pictured), (Criterion.FIX, bool(row.fix))) if not ok)
        op.write_verdicts(row.id, factory.verdicts(failing=failing))
        if failing and row.state is TicketState.DELEGATED and not op.replaying:
            op.get(Ticket, row.id).state = TicketState.DRAFT


class LibraryMachine(RuleBasedStateMachine):
    """One library, and what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="gemba-machine-"))
        self.model = LibraryModel()
        self.library = Library.create(self.folder / "m.gemba")
        self.library.before_commit.append(judge)

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.session = self.library.run("Begin", lambda op: factory.a_session(op).id)
        self.add_observation("refund waits")
        self.add_observation("订单错误")
        self.add_ticket("Fill it in")
        self.add_picture(0, True, True)
        # What stands at the start is not undone, so that there is something to work on.
        self.model.done.clear()

    def do(self, name: str, body: Callable[[Operation], None], *, coalesce: str = "") -> None:
        self.model.step(coalesce)
        self.library.run(name, body, coalesce=coalesce)
        self.model.fall_back()

    def pick(self, table: str, number: int) -> str | None:
        keys = sorted(self.model.rows(table))
        return keys[number % len(keys)] if keys else None

    @rule(text=TEXTS)
    def add_observation(self, text: str) -> None:
        def body(op: Operation) -> None:
            note = factory.an_observation(op, session_id=self.session, text=text)
            self.model.rows("observation")[note.id] = {"text": text, "seen_as": None, "problem_id": None}

        self.do("Add note", body)

    @rule(number=PICKS, text=TEXTS, seen=st.sampled_from([None, SeenAs.LIVE, SeenAs.TOLD]))
    def change_observation(self, number: int, text: str, seen: SeenAs | None) -> None:
        key = self.pick("observation", number)
        row = self.model.rows("observation").get(key or "")
        if key is None or row is None or (row["text"], row["seen_as"]) == (text, seen):
            self.add_observation(text)
            return

        def body(op: Operation) -> None:
            note = op.get(Observation, key)
            note.text, note.seen_as = text, seen
            self.model.rows("observation")[key].update(text=text, seen_as=seen)

        self.do("Change note", body)

    @rule(number=PICKS, letters=st.text("abcđ订", min_size=1, max_size=4))
    def type_into_observation(self, number: int, letters: str) -> None:
        key = self.pick("observation", number)
        if key is None:
            return
        for end in range(1, len(letters) + 1):
            text = letters[:end]
            if self.model.rows("observation")[key]["text"] == text:
                continue

            def body(op: Operation, text: str = text) -> None:
                op.get(Observation, key).text = text
                self.model.rows("observation")[key]["text"] = text

            self.do("Type", body, coalesce=f"observation:{key}:text")

    @rule(number=PICKS, name=st.sampled_from(["duplicate", "等待", "chờ"]))
    def tag_observation(self, number: int, name: str) -> None:
        key = self.pick("observation", number)
        linked = {(row["observation_id"], row["name"]) for row in self.model.rows("observation_tag").values()}
        if key is None or (key, name) in linked:
            return

        def body(op: Operation) -> None:
            tag = op.find(Tag, name=name)
            if tag is None:
                tag = factory.a_tag(op, name=name)
                self.model.rows("tag")[tag.id] = {"name": name}
            link = op.add(ObservationTag(observation_id=key, tag_id=tag.id))
            self.model.rows("observation_tag")[link.id] = {"observation_id": key, "tag_id": tag.id, "name": name}

        self.do("Tag", body)

    @rule(number=PICKS)
    def delete_observation(self, number: int) -> None:
        key = self.pick("observation", number)
        if key is None:
            return

        def body(op: Operation) -> None:
            op.delete(op.get(Observation, key))
            self.model.delete("observation", key, parts={"observation_tag": "observation_id"}, links={})

        self.do("Delete note", body)

    @rule(number=PICKS, title=TEXTS)
    def link_problem(self, number: int, title: str) -> None:
        key = self.pick("observation", number)
        if key is None:
            return

        def body(op: Operation) -> None:
            problem = factory.a_problem(op, title=title)
            op.flush()
            op.get(Observation, key).problem_id = problem.id
            self.model.rows("problem")[problem.id] = {"title": title}
            self.model.rows("observation")[key]["problem_id"] = problem.id

        self.do("Link", body)

    @rule(number=PICKS)
    def delete_problem(self, number: int) -> None:
        key = self.pick("problem", number)
        if key is None:
            return

        def body(op: Operation) -> None:
            op.delete(op.get(Problem, key))
            self.model.delete("problem", key, parts={}, links={"observation": "problem_id"})

        self.do("Delete problem", body)

    @rule(fix=TEXTS)
    def add_ticket(self, fix: str) -> None:
        def body(op: Operation) -> None:
            ticket = factory.a_ticket(op, fix=fix)
            self.model.rows("ticket")[ticket.id] = {"fix": fix, "state": "draft"}

        self.do("Add ticket", body)

    @rule(number=PICKS, fix=TEXTS)
    def change_ticket(self, number: int, fix: str) -> None:
        key = self.pick("ticket", number)
        if key is None or self.model.rows("ticket")[key]["fix"] == fix:
            self.add_ticket(fix)
            return

        def body(op: Operation) -> None:
            op.get(Ticket, key).fix = fix
            self.model.rows("ticket")[key]["fix"] = fix

        self.do("Change ticket", body)

    @rule(number=PICKS)
    def delete_ticket(self, number: int) -> None:
        key = self.pick("ticket", number)
        if key is None:
            return

        def body(op: Operation) -> None:
            op.delete(op.get(Ticket, key))
            self.model.delete("ticket", key, parts={"ticket_picture": "ticket_id"}, links={})

        self.do("Delete ticket", body)

    @rule(number=PICKS, marked=st.booleans(), reviewed=st.booleans())
    def add_picture(self, number: int, marked: bool, reviewed: bool) -> None:
        ticket = self.pick("ticket", number)
        state = CaptureState.REVIEWED if reviewed else CaptureState.UNREVIEWED
        marks = Annotation((factory.an_arrow(text="hier 单"),) if marked else ())

        def body(op: Operation) -> None:
            capture = factory.a_capture(op, state=state)
            annotation = factory.an_annotation(op, capture_id=capture.id, marks=marks)
            self.model.rows("capture")[capture.id] = {"state": state}
            self.model.rows("annotation")[annotation.id] = {
                "capture_id": capture.id,
                "marks": to_json_text(marks.to_json()),
            }
            if ticket is not None:
                link = factory.a_ticket_picture(op, op.get(Ticket, ticket), capture_id=capture.id)
                self.model.rows("ticket_picture")[link.id] = {"ticket_id": ticket, "capture_id": capture.id}

        self.do("Add picture", body)

    @rule(number=PICKS)
    def wipe_marks(self, number: int) -> None:
        key = self.pick("annotation", number)
        if key is None or self.model.rows("annotation")[key]["marks"] == "[]":
            return

        def body(op: Operation) -> None:
            op.get(CaptureAnnotation, key).marks = Annotation()
            self.model.rows("annotation")[key]["marks"] = "[]"

        self.do("Wipe marks", body)

    @rule(number=PICKS)
    def delete_picture(self, number: int) -> None:
        key = self.pick("capture", number)
        if key is None:
            return

        def body(op: Operation) -> None:
            op.delete(op.get(Capture, key))
            links = {"ticket_picture": "capture_id"}
            self.model.delete("capture", key, parts={"annotation": "capture_id"}, links=links)

        self.do("Delete picture", body)

    @rule(number=PICKS)
    def delegate(self, number: int) -> None:
        key = self.pick("ticket", number)
        if key is None:
            self.add_ticket("Fill it in")
            return
        if not self.model.passes(key) or self.model.rows("ticket")[key]["state"] == "delegated":
            self.add_picture(number, True, True)
            return

        def body(op: Operation) -> None:
            op.get(Ticket, key).state = TicketState.DELEGATED
            self.model.rows("ticket")[key]["state"] = "delegated"

        self.do("Delegate", body)

    @rule()
    def fail(self) -> None:
        def body(op: Operation) -> None:
            factory.an_observation(op, session_id=self.session)
            op.flush()
            raise ArithmeticError

        with suppress(ArithmeticError):
            self.library.run("Fail", body)

    @rule(times=st.integers(1, 4), back=st.integers(0, 4))
    def undo_and_redo(self, times: int, back: int) -> None:
        for _ in range(times):
            if self.model.undo():
                assert self.library.undo() is not None
                self.holds_what_the_model_holds()
        for _ in range(back):
            assert (self.library.redo() is not None) == self.model.redo()

    @precondition(lambda self: self.model.done)
    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder / "m.gemba")
        self.library.before_commit.append(judge)
        self.model.joined = ""

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        reader = self.library.queries.reader
        for table, rows in self.model.tables.items():
            stored = {row["id"]: row for row in reader.all(f"SELECT * FROM {table}")}
            assert stored.keys() == rows.keys(), table
            for key, row in rows.items():
                assert {name: stored[key][name] for name in row if name != "name" or table == "tag"} == _plain(
                    row, table
                )

    @invariant()
    def is_in_order(self) -> None:
        raw = self.library.queries.reader.connection
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert digest.verify(raw) == []
        assert self.library.maintain(search.verify) == []
        assert self.library.queries.unjudged_tickets() == []
        for row in self.library.queries.tickets():
            passed = {verdict.criterion: verdict.ok for verdict in row.verdicts}
            assert passed.pop(Criterion.FIX) == bool(row.fix)
            assert passed.pop(Criterion.PICTURE) == self.model.is_pictured(row.id)
            assert list(passed.values()) == [True] * 4
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _plain(row: Row, table: str) -> Row:
    kept = {name: value for name, value in row.items() if name != "name" or table == "tag"}
    return {name: json.loads(json.dumps(value)) for name, value in kept.items()}


LibraryMachine.TestCase.settings = settings(
    max_examples=300 if settings().max_examples > 1000 else 20, stateful_step_count=30, deadline=None
)
TestLibraryMachine = LibraryMachine.TestCase

CONTROL = settings(
    max_examples=60,
    stateful_step_count=20,
    deadline=None,
    report_multiple_bugs=False,
    print_blob=False,
    phases=[Phase.generate],
)


def assert_goes_red() -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LibraryMachine, settings=CONTROL)


def test_control_a_history_that_forgets_a_change_goes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = History.changes_of

    def forgetful(self: History, seq: int) -> ChangeSet:
        return ChangeSet(tuple(change for change in whole(self, seq).changes if not change.is_update))

    monkeypatch.setattr(History, "changes_of", forgetful)
    assert_goes_red()


def test_control_a_search_index_that_is_not_kept_goes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "maintain", lambda connection, changes: None)
    assert_goes_red()


def test_control_digests_that_are_not_kept_go_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest.DigestDelta, "write", lambda self, connection: None)
    assert_goes_red()


def test_control_verdicts_that_are_not_cleared_go_red(monkeypatch: pytest.MonkeyPatch) -> None:
    create = Library.create.__func__  # type: ignore[attr-defined]
    names = [statement.split()[2] for statement in trigger_statements() if "_changed " in statement]

    def without_triggers(cls: type[Library], folder: Path) -> Library:
        library: Library = create(cls, folder)
        library.maintain(lambda raw: [raw.execute(f"DROP TRIGGER {name}") for name in names])
        return library

    monkeypatch.setattr(Library, "create", classmethod(without_triggers))
    assert_goes_red()
