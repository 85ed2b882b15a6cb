"""Keep pictures of the screen: encoded once, durable before the call returns, with what the system told of them (D-07).

The pixels are our own, so no child decodes them and one file serves as original and as frame. Must not know how a
screen is grabbed, nor load imaging before there is something to keep.
"""

from __future__ import annotations

from datetime import timedelta

from gemba.errors import Refused
from gemba.message import N_, Message, say
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, SessionRow
from gemba.model.shot import Shot, ToRgb
from gemba.model.waiting import waiting_ids
from gemba.services.finding import codes as finding

#: a visit that began longer ago was left, not ended
_SAME_SITTING = timedelta(hours=12)


class Shots:
    """Pictures of the screen for one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def keep(
        self, shot: Shot, *, session: str | None = None, caption: str = "", to_rgb: ToRgb | None = None
    ) -> CaptureRow:
        """Keep a picture of the screen in a visit, or in the inbox with None; on disk when this returns.

        ``to_rgb`` is the caller's own way to turn the screen's rows into RGB, where it has a quicker one.
        Raises Refused where nobody agreed to pictures in that visit, EnvironmentProblem where the disk does not
        take it; then nothing is stored and the caller still has the picture.
        """
        from gemba.services.pictures.frames import keep_screen
        from gemba.services.writing import pictures

        if session is not None:
            refuse_without_consent(finding.session(self._library.queries, session))
        kept = keep_screen(self._library.vault, shot.pixels, to_rgb)
        taken = self._library.run(
            N_("Take a picture"),
            lambda op: pictures.add_shot(op, kept, shot, session=session, caption=caption),
        )
        return finding.capture(self._library.queries, taken)

    def wait(self, shot: Shot, *, session: str | None = None) -> str:
        """Keep a picture of the screen without making its row, and return its id; on disk when this returns.

        It is a hundred times less to load than ``keep`` needs. The row is made by ``take_in``. Raises as ``keep``.
        """
        from gemba.services.pictures import waiting_shots

        if session is not None:
            refuse_without_consent(finding.session(self._library.queries, session))
        return waiting_shots.wait(self._library, shot, session=session)

    def waiting(self) -> int:
        """Return how many pictures wait for their row."""
        return len(waiting_ids(self._library.folder))

    def take_in(self) -> int:
        """Make the rows of all pictures that wait; return how many. Does nothing where somebody else writes.

        Raises EnvironmentProblem where the disk does not take one; it waits on, and those behind it.
        """
        if not self.waiting():
            return 0
        from gemba.services.pictures import waiting_shots

        return waiting_shots.take_in(self._library)

    def edit(self, reference: str, *, caption: str | None = None, page_address: str | None = None) -> CaptureRow:
        """Change caption and page address of a picture in one step; None leaves one as it is."""
        from gemba.services.writing import pictures

        changed = self._library.run(
            N_("Describe a picture"),
            lambda op: pictures.describe(op, reference, caption=caption, page_address=page_address),
        )
        return finding.capture(self._library.queries, changed)

    def running(self) -> SessionRow | None:
        """Return the visit that runs now: the newest that began today and has not ended."""
        now = self._library.clock().utc
        rows = [
            row
            for row in self._library.queries.running_sessions()
            if row.started is not None and timedelta(0) <= now - row.started.utc <= _SAME_SITTING
        ]
        return rows[0] if rows else None

    def warm_up(self) -> None:
        """Load what keeping needs, so that the first picture is kept as quickly as the others. Any thread."""
        from gemba.services.pictures import frames as pictures
        from gemba.services.writing import judging
        from gemba.services.writing import pictures as bodies

        _ = pictures, judging
        self._library.vault.name_of(b"")
        # It writes nothing and leaves no step, but the next one finds writer, tables and connection ready.
        self._library.run(N_("Take a picture"), bodies.look)


def why_no_consent(session: SessionRow) -> Message | None:
    """Return the sentence for a visit in which nobody agreed to pictures, None where somebody did."""
    if session.consent_words.strip():
        return None
    return say("Nobody agreed to pictures, so the picture keys are off.")


def refuse_without_consent(session: SessionRow) -> None:
    """Raise Refused where nobody agreed to pictures in a visit."""
    why = why_no_consent(session)
    if why is not None:
        raise Refused(why, mend=say("Ask, and write down who agreed in the visit's card."))
