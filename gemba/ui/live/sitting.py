"""One sitting at a running visit, without a screen: its clock, its line, privacy pause, consent, debate, pictures.

The page and the mini bar show it. Must not know widgets other than the owner of the pictures that come in.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.model.rows import CaptureRow, Moment, ObservationRow
from gemba.model.values import ObservationKind
from gemba.services.visits.live import VisitState
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk
from gemba.ui.live.line import DRAFT_MS, LiveLine
from gemba.ui.live.system_news import SystemNews
from gemba.ui.live.visit_clock import ClockMoved, Slept, VisitClock

BEAT_MS = 1000
_SAME_SITTING = timedelta(hours=12)


class Sitting(QObject):
    """A visit while somebody sits at it."""

    beat = Signal()
    clock_said = Signal(object)
    privacy_changed = Signal()
    debate_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        session_id: str,
        *,
        clock: VisitClock | None = None,
        draft_ms: int = DRAFT_MS,
        news: SystemNews | None = None,
    ) -> None:
        """Take the visit; ``begin`` starts clock and listening."""
        super().__init__()
        self._desk, self.session_id = desk, session_id
        self.state: VisitState = desk.app.live.state(session_id)
        wall = desk.app.library.clock
        self.clock = clock or VisitClock(wall, ran_s=self._ran_before(wall))
        self.line = LiveLine(desk, session_id, self.clock.now, draft_ms=draft_ms)
        self.news = news or SystemNews()
        self.paused = False
        self.last_notice: Slept | ClockMoved | None = None
        self._debate_s: float | None = None
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.go_on_ticking)
        self.news.sleeping.connect(self.line.save_now)
        self.news.set_aside.connect(self.line.save_now)
        self.news.woke.connect(self._awake)
        self.news.locked.connect(self._lock_changed)
        desk.picture_taken.connect(self._picture_taken)

    def _ran_before(self, wall: Callable[[], Moment]) -> float:
        started = self.state.row.started
        if started is None or self.state.row.ended is not None:
            return 0.0
        since = wall().utc - started.utc
        return since.total_seconds() if timedelta(0) <= since <= _SAME_SITTING else 0.0

    # -- clock ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the clock and listen to the system."""
        self.line.take_place()
        self._timer.start()
        self.news.listen()
        self._desk.sitting = weakref.ref(self)
        self._desk.sat_down.emit(self)

    def rest(self) -> Future[None] | None:
        """Stop the clock's beats and hand in what is half typed; return the draft on its way."""
        self._timer.stop()
        future = self.line.save_now()
        self.line.let_go()
        return future

    def go_on_ticking(self) -> None:
        """Beat once: show the time, and say what happened to it."""
        notice = self.clock.beat()
        if notice is not None:
            self.last_notice = notice
            self.clock_said.emit(notice)
        self.beat.emit()

    def _awake(self) -> None:
        """Go on after sleep: beats and drafts run again whatever became of their timers."""
        self._timer.start()
        self.go_on_ticking()

    def _picture_taken(self, row: CaptureRow) -> None:
        """The next line is about the picture of the screen that was just kept."""
        if row.session_id == self.session_id:
            self.line.attach(row.id)

    # -- privacy ----------------------------------------------------------------------------------------------

    @property
    def pictures_allowed(self) -> bool:
        """Say whether pictures may be taken in now."""
        consent = bool(self.state.row.consent_words.strip())
        return consent and not self.paused and not self.news.is_locked and not self._desk.read_only

    @property
    def lacks_consent(self) -> bool:
        """Say whether pictures are off because nobody agreed to them; that can be written down here."""
        return not self.state.row.consent_words.strip() and not self._desk.read_only

    def why_no_pictures(self) -> str:
        """Say in one sentence why no pictures are taken in, "" where they are."""
        words = self._desk.words
        if self._desk.read_only:
            return words.tr("This library can only be read here.")
        if self.news.is_locked:
            return words.tr("The screen is locked: pictures are off.")
        if self.paused:
            return words.tr("Privacy pause: pictures are off. Words can still be written.")
        if not self.state.row.consent_words.strip():
            return words.tr("Nobody agreed to pictures, so the picture keys are off.")
        return ""

    def pause(self) -> None:
        """Begin or end the privacy pause."""
        self.paused = not self.paused
        self.privacy_changed.emit()

    def _lock_changed(self, _: bool) -> None:
        self.line.save_now()
        self.privacy_changed.emit()

    # -- debate about format (M3) -----------------------------------------------------------------------------

    @property
    def debate_s(self) -> float | None:
        """Return how long the debate about format has run, None while there is none."""
        return None if self._debate_s is None else max(0.0, self.clock.ran_s - self._debate_s)

    def toggle_debate(self) -> None:
        """Start the clock of a debate about format; the second time stop it and keep the minutes as a note."""
        if self._debate_s is None:
            self._debate_s = self.clock.ran_s
            self.debate_changed.emit()
            return
        minutes = max(0.1, round((self.debate_s or 0.0) / 60, 1))
        self._debate_s = None
        observations, session = self._desk.app.observations, self.session_id
        text = f"{self._desk.words.tr('Debate about format')} | {minutes:g}"
        fields = ObservationFields(
            text=text,
            kind=ObservationKind.FORMAT_DEBATE.value,
            at=self.clock.now().local().isoformat(),
            key=observations.new_key(),
        )

        def kept(row: ObservationRow) -> None:
            self.line.kept.emit(row)

        self._desk.do(lambda: observations.note(session, fields), owner=self, then=kept)
        self.debate_changed.emit()
