"""What the recorder must see: a field that was nothing and became something, in one operation with its row."""

from __future__ import annotations

from pathlib import Path

from gemba.model import digest
from gemba.model.entities import Person, Role
from gemba.model.library import Library
from gemba.model.operation import Operation


def test_a_reference_set_after_its_row_was_flushed_is_recorded(tmp_path: Path) -> None:

    def body(op: Operation) -> None:
        person = op.add(Person(name="Tom"))
        op.flush()
        role = op.add(Role(name="agent"))
        op.flush()
        person.role_id = role.id

    with Library.create(tmp_path / "one.gemba") as library:
        library.run("add", body)
        assert library.maintain(digest.verify) == []
        library.undo()
        library.redo()
        assert [person.role for person in library.queries.people()] == ["agent"]
