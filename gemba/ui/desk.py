"""What every place is handed: the open library's services, threads, words, looks, and ways to say something or go on.

Must not know any place or window: the window listens to its signals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar, Unpack

import shiboken6
from PySide6.QtCore import QObject, Signal

from gemba.errors import EnvironmentProblem, GembaError, LibraryDamaged
from gemba.ui.jobs import Asked, Failed, Job, Jobs
from gemba.ui.keys.shown_keys import ShownKeys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gemba.app import App
    from gemba.message import Message
    from gemba.services.events import Changed
    from gemba.ui.language.words import Words
    from gemba.ui.look.theme import Theme

T = TypeVar("T")


class Toast(NamedTuple):
    """A short word at the foot of the window: one sentence, at most one button, gone after a while.

    ``kind`` is "good", "attention" or "stop" (shown with an icon), or "" for plain. One takes the place of what stands
    there of the same ``topic``.
    """

    text: str
    button: str = ""
    action: Callable[[], object] | None = None
    kind: str = ""
    topic: str = ""


class Desk(QObject):
    """One window's view of one open library. Places never keep a library or a window themselves."""

    changed = Signal(object)
    toasted = Signal(object)
    wants = Signal(str, str)
    #: a running visit came to the front
    visit_entered = Signal(str)
    #: a visit was ended and that is durable
    visit_ended = Signal(str)
    #: somebody sits at a running visit (its Sitting)
    sat_down = Signal(object)
    #: a picture of the screen is wished for: the mode's word, seconds to wait; and one was kept (its row)
    capture_wanted = Signal(str, int)
    picture_taken = Signal(object)
    #: text on pictures that wait is to be read now
    reading_wanted = Signal()
    #: what became of the keys of the whole desktop: by mode, and under "way" how this system gives them
    keys_held = Signal(object)
    saving_changed = Signal()
    bug = Signal(object)
    command = Signal(str)
    settings_changed = Signal(str)
    #: what is pressed in a widget is meant for what a job brings (the job, the widget)
    awaited = Signal(object, object)
    #: a backup was made and verified
    backup_made = Signal()
    window_wanted = Signal(str)
    quit_wanted = Signal()
    read_only_changed = Signal()
    closing = Signal()
    _heard = Signal(object)

    def __init__(
        self, app: App | None, jobs: Jobs, theme: Theme, words: Words, *, initiator: str = "window", name: str = ""
    ) -> None:
        """Take what the application made; ``initiator`` tells this window's changes from another's.

        Without ``app`` only a frame can be built: ``give`` brings the library called ``name`` before any place is
        made.
        """
        super().__init__()
        self._app: App | None = None
        self._name = name
        self._stop_listening: Callable[[], None] = _nothing
        self._is_closed = False
        self.jobs = jobs
        self.theme = theme
        self.words = words
        self.keys = ShownKeys(words)
        self.initiator = initiator
        self.held_keys: dict[str, str] = {}
        #: what places are built in: one that gets its window only when it is full is dressed once more, all of it
        self.room: QWidget | None = None
        #: the Sitting of whoever sits at a visit in this window, while its page stands
        self.sitting: Callable[[], object | None] = _nothing
        #: how much at its foot the place in front keeps free of messages
        self.foot_px: Callable[[], int] = no_foot
        self.saving = 0
        self.saved_at = ""
        self.unsaved_problem = ""
        #: the last write that failed did so because of the disk or the machine
        self.disk_refuses = False
        self.held_elsewhere: Message | None = None
        self._asked = 0
        self._failed_after = 0
        if app is not None:
            self.give(app)

    @property
    def app(self) -> App:
        """Return the open library's services."""
        if self._app is None:
            raise RuntimeError("no library is open yet: only a frame stands")
        return self._app

    @property
    def library_name(self) -> str:
        """Return what the library is called, also before it is open."""
        return self._name if self._app is None else self._app.library.folder.stem

    def give(self, app: App) -> None:
        """Take the library that was opened behind the frame."""
        # Qt's own namespace takes longer to load than the frame to be painted (docs/adr/0017).
        from PySide6.QtCore import Qt

        self._app = app
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = app.events.listen(self._heard.emit)

    @property
    def is_open(self) -> bool:
        """Say whether the library is open: the frame stands some milliseconds before."""
        return self._app is not None

    @property
    def read_only(self) -> bool:
        """Say whether this library can only be read here: by its place, its age, or because another writes to it."""
        if self._app is None:
            return False
        return self._app.library.read_only or self.held_elsewhere is not None

    def hold_elsewhere(self, why: Message | None) -> None:
        """Note that another process writes to the library (None: no more); places grey what writes."""
        if why != self.held_elsewhere:
            self.held_elsewhere = why
            self.read_only_changed.emit()
            self.saving_changed.emit()

    def close(self) -> None:
        """Let windows of its own close, what is half typed in them kept; then stop listening to the library."""
        self.closing.emit()
        self._stop_listening()
        self._is_closed = True
        self.room = None

    def _hear(self, changed: Changed) -> None:
        """Tell of a change; one that was on its way when the desk closed would be asked of a closed library."""
        if not self._is_closed:
            self.changed.emit(changed)

    # -- doing ------------------------------------------------------------------------------------------------

    def do(
        self,
        work: Callable[[], T],
        *,
        owner: QObject | None = None,
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Write: call a service off the window's thread, in order; ``then`` is called once it is durable.

        The status line says that something is being saved until then. A problem becomes a toast unless ``failed``
        takes it; in that case the caller still has what was typed and shows the sentence beside it. Where ``owner`` is
        gone by then, neither is called, and a problem becomes a toast all the same.
        """
        self.saving += 1
        self._asked += 1
        number = self._asked
        self.saving_changed.emit()

        def done(result: T) -> None:
            self._ended(number, "")
            if then is not None:
                then(result)

        def broke(problem: BaseException) -> None:
            self.disk_refuses = isinstance(problem, EnvironmentProblem)
            self._ended(number, self._said(problem))
            # Who is gone can show nothing beside a field any more: then the window itself says it.
            (failed if failed is not None and _is_alive(owner) else self.problem)(problem)

        # The count must come down even where the asking widget is gone, so the owner is asked here.
        return self.jobs.command(work, then=_if_alive(owner, done, lambda: self._ended(number, "")), failed=broke)

    def fetch(self, work: Callable[[Job], T], **asked: Unpack[Asked[T]]) -> Job:
        """Read or compute off the window's thread (see Jobs.compute); a problem that nobody takes becomes a toast."""
        asked["owner"] = asked.get("owner") or self
        asked["failed"] = asked.get("failed") or self.problem
        return self.jobs.compute(work, **asked)

    def _ended(self, number: int, problem: str) -> None:
        """Note how a write ended; only what was handed in after a failure makes up for it."""
        if not shiboken6.isValid(self):
            return
        self.saving = max(0, self.saving - 1)
        if problem:
            self.unsaved_problem, self._failed_after = problem, self._asked
        else:
            self.saved_at = datetime.now().strftime("%H:%M:%S")
            if number > self._failed_after:
                self.unsaved_problem = ""
        self.saving_changed.emit()

    def _said(self, problem: BaseException) -> str:
        if isinstance(problem, GembaError):
            return self.words.problem(problem)
        return self.words.tr("an error in gemba itself")

    def await_keys(self, job: Job, *, owner: QWidget) -> None:
        """Keep what is pressed in the place of ``owner`` until ``job`` has brought what the keys are meant for."""
        self.awaited.emit(job, owner)

    # -- saying -----------------------------------------------------------------------------------------------

    def toast(
        self,
        text: str,
        *,
        button: str = "",
        action: Callable[[], object] | None = None,
        kind: str = "",
        topic: str = "",
    ) -> None:
        """Say one sentence at the foot of the window, with at most one button; nothing where the window is gone."""
        if not shiboken6.isValid(self):
            return
        self.toasted.emit(Toast(text, button, action, kind, topic))

    def problem(self, error: BaseException) -> None:
        """Say what went wrong: a sentence for what a person or the machine can mend, a local report for a bug."""
        if not shiboken6.isValid(self):
            return
        if isinstance(error, LibraryDamaged):
            # Its sentence names commands, for who has a command line; a window has a button for the first of them.
            examine = self.words.tr("Examine the library")
            self.toast(
                self.words.problem(error), button=examine, action=lambda: self.trigger("library.check"), kind="stop"
            )
        elif isinstance(error, GembaError):
            self.toast(self.words.problem(error), kind="stop")
        else:
            self.bug.emit(error)

    # -- going ------------------------------------------------------------------------------------------------

    def go(self, place: str, reference: str = "") -> None:
        """Bring a place to the front, with that row open where one is named."""
        self.wants.emit(place, reference)

    def trigger(self, action_id: str) -> None:
        """Do what the action of that id does, as if its key had been pressed."""
        self.command.emit(action_id)


def _nothing() -> None:
    """Stop listening to no library, and know of no sitting."""


def no_foot() -> int:
    """Keep nothing free: the place has no line at its foot."""
    return 0


def _is_alive(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)


def _if_alive(owner: QObject | None, done: Callable[[T], None], ended: Callable[[], None]) -> Callable[[T], None]:
    def handed(result: T) -> None:
        if _is_alive(owner):
            done(result)
        else:
            ended()

    return handed
