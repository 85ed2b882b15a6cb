"""Whose picture it is going to be: the visit that runs, or the inbox; and why none may be taken now.

Every way to a picture asks here first: key, command and button. Must not know how it is taken.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from gemba.services.pictures.shots import why_no_consent
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import SessionRow
    from gemba.ui.live.sitting import Sitting


class Whose:
    """Knows the sitting that is on, if there is one."""

    def __init__(self) -> None:
        """Begin outside any visit."""
        # The page that a person sits at keeps its sitting; a window that was closed has to be freed with it.
        self._sat: weakref.ref[Sitting] | None = None
        self._paused: str | None = None

    @property
    def _sitting(self) -> Sitting | None:
        """Return the sitting while its visit has not ended; leaving its page does not end it."""
        sitting = None if self._sat is None else self._sat()
        return None if sitting is None or sitting.state.row.ended is not None else sitting

    def sit(self, sitting: Sitting) -> None:
        """Take the pictures from now on for this sitting."""
        self._sat = weakref.ref(sitting)
        sitting.privacy_changed.connect(self._heed_pause)
        self._heed_pause()

    def _heed_pause(self) -> None:
        """Keep in mind that pictures are off, also when the window that said so is gone."""
        sitting = None if self._sat is None else self._sat()
        if sitting is not None:
            self._paused = sitting.session_id if sitting.paused else None

    def why_not(self, desk: Desk) -> str:
        """Say in one sentence why no picture may be taken now, "" where it may."""
        if self._sitting is not None:
            return self._sitting.why_no_pictures()
        if desk.read_only:
            return desk.words.tr("This library can only be read here.")
        running = self._running(desk)
        if running is not None and running.id == self._paused:
            return desk.words.tr("Privacy pause: pictures are off. Words can still be written.")
        why = None if running is None else why_no_consent(running)
        return "" if why is None else desk.words.say(why)

    def session(self, desk: Desk) -> SessionRow | None:
        """Return the visit that the next picture belongs to, None for the inbox."""
        return self._sitting.state.row if self._sitting is not None else self._running(desk)

    def _running(self, desk: Desk) -> SessionRow | None:
        # A visit goes on though nobody opened its page since the program was started again.
        return desk.app.shots.running()
