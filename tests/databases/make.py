"""Make the small seeded library of today's schema: `python -m tests.databases.make`.

Run it once for every released schema, and never again for that one: later versions of gemba must open what an older
one wrote. Before the first release it follows `tools/freeze_schema.py`, which runs it. The clock and the seed are fixed.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gemba.message import N_
from gemba.model import migrate
from gemba.model.entities import Capture, GembaSession, Observation, ObservationCapture, Person, Round, Team, Ticket
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.rows import Moment
from gemba.model.values import ObservationKind, SeenAs

FOLDER = Path(__file__).parent / f"schema_{migrate.HEAD:04d}.gemba"
NOTES = ("waited nine minutes for the refund screen", "工单要等三天", "khách gọi lại ba lần")


class _Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)

    def __call__(self) -> Moment:
        self._now += timedelta(minutes=1)
        return Moment(self._now, 60)


def fill(library: Library) -> None:
    """Store a round, a team, a person, a session, three notes, a picture and a ticket, one operation each."""

    def visit(op: Operation) -> str:
        place, team = op.add(Round(name="November")), op.add(Team(name="Refunds", code="T1"))
        op.flush()
        op.add(Person(name="A. Person", team_id=team.id))
        return op.add(GembaSession(number=1, round_id=place.id, team_id=team.id, date="2026-11-10")).id

    session = library.run(N_("Add session"), visit)
    for text in NOTES:

        def note(op: Operation, text: str = text) -> str:
            kind, seen = ObservationKind.FACT, SeenAs.LIVE
            return op.add(Observation(session_id=session, kind=kind, text=text, at=op.now(), seen_as=seen)).id

        last = library.run(N_("Add observation"), note)
    original, blob = library.vault.put(b"as it came"), library.blobs.put(b"preview")

    def picture(op: Operation) -> None:
        capture = op.add(Capture(original=original, frame=original, width=1, height=1, session_id=session))
        op.flush()
        op.add(ObservationCapture(observation_id=last, capture_id=capture.id, reference="T1/01"))
        op.write_rendering(capture.id, "preview", blob, width=1, height=1)

    library.run(N_("Add capture"), picture)
    library.run(N_("Add ticket"), lambda op: op.add(Ticket(number=1, title="Refund screen", created=op.now(), changed=op.now())).id)  # fmt: skip
    library.save_draft("entry", "half a sen")


def main() -> None:
    """Make the library anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with Library.create(FOLDER, clock=_Clock()) as library:
        fill(library)
    (FOLDER / "lock").unlink()
    for empty in ("cache", "backups"):
        (FOLDER / empty / ".keep").touch()


if __name__ == "__main__":
    main()
