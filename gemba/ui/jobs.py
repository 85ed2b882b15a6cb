"""Work off the window's thread: commands in their order, one at a time, and computing in a small pool.

A job gets a ``Step`` to report progress and to be cancelled at; its result is handed over on the window's thread,
and to nobody where the owner is gone. Must not know what is computed, nor the library.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar, Unpack

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]
_COMMANDS, _APART, _COMPUTING, _AT_ONCE, _BEHIND = "commands", "apart", "computing", "at-once", "behind"
_SIZES = {_COMMANDS: 1, _APART: 1, _COMPUTING: 2, _AT_ONCE: 1, _BEHIND: 1}

#: A thread that wants the interpreter waits no longer for one that computes. Python's own 5 ms are a third of a frame,
#: and one that paints, reads or writes lets go of it and asks for it again dozens of times.
_TURN_S = 0.001


class Cancelled(Exception):
    """Raised inside a job at its next step once somebody cancelled it."""


class Asked(TypedDict, Generic[T], total=False):
    """How something is computed, all of it optional; Desk.fetch takes the same.

    ``owner`` gone, nobody gets the result; ``then`` gets it, ``failed`` the problem, ``stopped`` what a cancelled one
    returned in the end, or None. With a ``title`` the status line shows it; ``key`` cancels the one of that name. What
    somebody waits for while typing goes ``at_once``: a thread of its own, never behind thumbnails or counting. What
    lasts for minutes and nobody waits for goes ``behind``: one of its own too, so that nothing waits for it.
    """

    owner: QObject | None
    then: Callable[[T], None] | None
    failed: Failed | None
    stopped: Callable[[T | None], None] | None
    key: str
    title: str
    at_once: bool
    behind: bool


class Job(QObject):
    """One piece of work under way; lives on the window's thread."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(
        self,
        title: str,
        *,
        owner: QObject | None,
        then: Then | None,
        failed: Failed | None,
        stopped: Then | None = None,
    ) -> None:
        """Take what to do with the result; ``title`` is what the status line says while it runs, empty for nothing."""
        super().__init__()
        self.title = title
        self.done = False
        #: it ended without a result, because of a problem
        self.broke = False
        self._owner = owner
        self._then = then
        self._failed = failed
        self._stopped = stopped
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop at the next step; neither ``then`` nor ``failed`` is called any more, but ``stopped``."""
        self._stop.set()

    @property
    def says_stopped(self) -> bool:
        """Say whether whoever asked tells the person what a cancelled job left behind."""
        return self._stopped is not None

    @property
    def cancelled(self) -> bool:
        """Say whether somebody cancelled it."""
        return self._stop.is_set()

    def step(self, done: int = 0, total: int = 0) -> None:
        """Report progress from the job's own thread; raises Cancelled where it was cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self.tell(done, total)

    def tell(self, done: int, total: int) -> None:
        """Report progress from the job's own thread, for work that looks itself whether it was cancelled."""
        if total:
            self.progressed.emit(done, total)

    def hand_over(self, result: Any, problem: BaseException | None) -> None:
        """Give result or problem to who asked; on the window's thread."""
        self.done, self.broke = True, problem is not None
        self.ended.emit()
        if self._owner is not None and not shiboken6.isValid(self._owner):
            return
        if self.cancelled:
            if self._stopped is not None:
                self._stopped(result)
        elif problem is None:
            if self._then is not None:
                self._then(result)
        elif self._failed is not None:
            self._failed(problem)


class Jobs(QObject):
    """The threads behind one library's windows; ``close`` waits for what was handed in."""

    started = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, *, failed: Failed) -> None:
        """Take what to do with a problem that nobody else takes."""
        super().__init__()
        sys.setswitchinterval(_TURN_S)
        self._fallback = failed
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._latest: dict[str, Job] = {}
        self._running: set[Job] = set()
        self._closed = False
        # Sent by other threads only, and so delivered when this one comes to it.
        self._finished.connect(self._deliver)

    def _pool(self, name: str) -> ThreadPoolExecutor:
        """Return the threads of a name in ``_SIZES``, made with the first job: a frame is painted without them."""
        if name not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(_SIZES[name], thread_name_prefix=f"gemba-{name}")
        return self._pools[name]

    @property
    def busy(self) -> int:
        """Return how many jobs have not ended."""
        return len(self._running)

    def command(
        self,
        work: Callable[[], T],
        *,
        owner: QObject | None = None,
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Do ``work`` after every command handed in before; ``then`` gets its result once it is durable."""
        job = Job("", owner=owner, then=then, failed=failed or self._fallback)
        return self._start(_COMMANDS, job, lambda _: work())

    def command_apart(self, work: Callable[[], object], *, failed: Failed | None = None) -> Job:
        """Do ``work`` beside the commands, for it may last as long as a network disk does; ``close`` waits for it."""
        job = Job("", owner=None, then=None, failed=failed or self._fallback)
        return self._start(_APART, job, lambda _: work())

    def compute(self, work: Callable[[Job], T], **asked: Unpack[Asked[T]]) -> Job:
        """Do ``work(job)`` in the pool, as is ``asked``; one with the same ``key`` still running is cancelled first.

        ``work`` calls ``job.step(done, total)`` now and then.
        """
        key = asked.get("key", "")
        if key and key in self._latest:
            self._latest.pop(key).cancel()
        job = Job(
            asked.get("title", ""),
            owner=asked.get("owner"),
            then=asked.get("then"),
            failed=asked.get("failed") or self._fallback,
            stopped=asked.get("stopped"),
        )
        if key:
            self._latest[key] = job
        pool = _AT_ONCE if asked.get("at_once") else _BEHIND if asked.get("behind") else _COMPUTING
        return self._start(pool, job, work)

    def _start(self, pool: str, job: Job, work: Callable[[Job], T]) -> Job:
        if self._closed:
            return job
        self._running.add(job)
        self.started.emit(job)
        self._pool(pool).submit(self._do, job, work)
        return job

    def _do(self, job: Job, work: Callable[[Job], T]) -> None:
        result: T | None = None
        problem: BaseException | None = None
        try:
            job.step()
            result = work(job)
        except Cancelled:
            job.cancel()
        except BaseException as caught:  # whatever it is, the window has to hear of it
            problem = caught
        self._finished.emit(job, result, problem)

    def _deliver(self, job: Job, result: Any, problem: BaseException | None) -> None:
        self._running.discard(job)
        for key, latest in tuple(self._latest.items()):
            if latest is job:
                del self._latest[key]
        job.hand_over(result, problem)

    def close(self) -> None:
        """Cancel what computes, finish every command, end the threads. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        for job in tuple(self._latest.values()):
            job.cancel()
        self._end(_COMMANDS)
        self._end(_APART)
        for job in tuple(self._running):
            job.cancel()
        self._end(_COMPUTING)
        self._end(_AT_ONCE)
        self._end(_BEHIND)

    def _end(self, name: str) -> None:
        if name in self._pools:
            self._pools[name].shutdown(wait=True)
