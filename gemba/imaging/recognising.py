"""Start, talk to and end the process that reads the text of pictures (recogniser_child.py, the extra ``recognise``).

Believes nothing the child says: every message has its limit, every line is checked against the picture. A child that
hangs, dies or talks nonsense is killed and costs its picture and nothing else. Must not know what is private, rows or
sentences about a picture.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from gemba.errors import EnvironmentProblem
from gemba.imaging.picture import Frame
from gemba.imaging.windows_job import confine
from gemba.message import N_, Message, say
from gemba.model.recognised import RecognisedLine
from gemba.model.text import normalise

PROGRAM = Path(__file__).with_name("recogniser_child.py")
LIBRARY = "rapidocr"
HELLO_SECONDS = 120.0
PICTURE_SECONDS = 900.0
"""On a busy machine the lowest priority gets a small share; the child counts its processor time itself."""
PICTURES_PER_CHILD = 12
"""The engine's memory grows with every new size of picture; a new child begins small."""
MEMORY_BYTES = 4 * 1024 * 1024 * 1024
MAX_LINES = 5_000
MAX_CHARACTERS = 2_000
_MAX_HELLO_BYTES = 4 * 1024
_MAX_ANSWER_BYTES = 16 * 1024 * 1024
_LOOK_EVERY_S = 0.1
_CHUNK = 1024 * 1024
_BELOW_NORMAL = 0x4000  # Windows: a priority class; elsewhere the child is nice to itself
Process = subprocess.Popen[bytes]

TOO_LONG, CRASHED, NONSENSE, FAILED = N_("took too long"), N_("ended early"), N_("gave no answer"), N_("failed")


class NotRead(Exception):
    """Carry why one picture could not be read, in a fixed word that may be stored; the next one may be."""

    def __init__(self, why: str) -> None:
        """Take one of the words above."""
        super().__init__(why)
        self.why = why


class Stopped(Exception):
    """Raised where somebody cancelled the reading."""


class Recogniser:
    """Read pictures one after the other in a child that is started with the first and ended by ``close``.

    Safe to use from several threads: they wait for each other.
    """

    def __init__(
        self,
        *,
        program: Path = PROGRAM,
        hello_seconds: float = HELLO_SECONDS,
        picture_seconds: float = PICTURE_SECONDS,
    ) -> None:
        """Take the child program (tests bring their own) and how long it may take to begin, and for a picture."""
        self._program = program
        self._hello_seconds = hello_seconds
        self._picture_seconds = picture_seconds
        self._one_at_a_time = threading.Lock()
        self._child: Process | None = None
        self._left = 0
        self.engine = ""

    def begin(self, *, stopped: Callable[[], bool] = lambda: False) -> str:
        """Start the child where none runs, and return the name and version of its engine.

        Raises EnvironmentProblem where it cannot be started or does not say hello, Stopped.
        """
        with self._one_at_a_time:
            self._ready(stopped)
            return self.engine

    def read(self, frame: Frame, *, stopped: Callable[[], bool] = lambda: False) -> tuple[RecognisedLine, ...]:
        """Return the lines of a picture. Raises NotRead, Stopped, EnvironmentProblem as ``begin`` does."""
        with self._one_at_a_time:
            child = self._ready(stopped)
            self._left -= 1
            request = json.dumps({"width": frame.width, "height": frame.height}).encode()
            guard = _Guard(child, self._picture_seconds, stopped)
            try:
                with guard:
                    _send(child, request, frame.rgb)
                    data = _message(child.stdout, _MAX_ANSWER_BYTES)
                return self._believed(data, frame, guard)
            except BaseException:
                self._end()
                raise

    def close(self) -> None:
        """End the child. A reading under way ends with NotRead."""
        child = self._child
        if child is not None:
            child.kill()
        with self._one_at_a_time:
            self._end()

    def _believed(self, data: bytes | None, frame: Frame, guard: _Guard) -> tuple[RecognisedLine, ...]:
        if guard.was_stopped:
            raise Stopped
        if data is None:
            raise NotRead(TOO_LONG if guard.was_late else CRASHED)
        answer = _object(data)
        if answer is None or type(answer.get("ok")) is not bool:
            raise NotRead(NONSENSE)
        if not answer["ok"]:
            raise NotRead(FAILED)
        lines = checked_lines(answer.get("lines"), frame.width, frame.height)
        if lines is None:
            raise NotRead(NONSENSE)
        return lines

    def _ready(self, stopped: Callable[[], bool]) -> Process:
        if self._child is not None and (self._left < 1 or self._child.poll() is not None):
            self._end()
        if self._child is None:
            child = _spawn(self._program)
            guard = _Guard(child, self._hello_seconds, stopped)
            with guard:
                hello = _object(_message(child.stdout, _MAX_HELLO_BYTES))
            engine = "" if hello is None else hello.get("engine", "")
            if guard.was_stopped or not isinstance(engine, str) or not engine:
                _finish(child)
                if guard.was_stopped:
                    raise Stopped
                raise EnvironmentProblem(_CANNOT, mend=_MEND)
            self._child, self._left, self.engine = child, PICTURES_PER_CHILD, engine[:80]
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _finish(child)


_CANNOT: Message = say("The process that reads text on pictures cannot be started.")
_MEND: Message = say("Install the extra again, or turn reading off in the settings.")


class _Guard:
    """Kill a child that takes too long, or whose work nobody wants any more, while somebody waits for its answer."""

    def __init__(self, child: Process, seconds: float, stopped: Callable[[], bool]) -> None:
        self._child = child
        self._until = time.monotonic() + seconds
        self._stopped = stopped
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="gemba-recognising", daemon=True)
        self.was_late = False
        self.was_stopped = False

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_EVERY_S):
            self.was_stopped = self._stopped()
            self.was_late = time.monotonic() > self._until
            if self.was_stopped or self.was_late:
                self._child.kill()
                return


def checked_lines(said: object, width: int, height: int) -> tuple[RecognisedLine, ...] | None:
    """Return what a child said as lines inside the picture, or None where it is anything else."""
    if not isinstance(said, list) or len(said) > MAX_LINES:
        return None
    lines = [_checked_line(one, width, height) for one in said]
    return tuple(line for line in lines if line is not None) if None not in lines else None


def _checked_line(said: object, width: int, height: int) -> RecognisedLine | None:
    if not isinstance(said, list) or len(said) != 7:
        return None
    text, *numbers, edges = said
    if not isinstance(text, str) or not 0 < len(text) <= MAX_CHARACTERS or not isinstance(edges, list):
        return None
    if any(type(number) not in (int, float) or not math.isfinite(number) for number in (*numbers, *edges)):
        return None
    left, top = max(0, math.floor(numbers[0])), max(0, math.floor(numbers[1]))
    right, bottom = min(width, math.ceil(numbers[2])), min(height, math.ceil(numbers[3]))
    # The normaliser may change how many characters there are; then the edges are of no use.
    plain = normalise(text, limit=MAX_CHARACTERS).replace("\n", " ")
    if not (left < right and top < bottom and 0 <= numbers[4] <= 1) or len(edges) not in (0, len(text) + 1):
        return None
    kept = [min(right, max(left, round(edge))) for edge in edges] if plain == text else []
    if kept != sorted(kept):
        return None
    return RecognisedLine(plain or "\ufffd", (left, top, right, bottom), float(numbers[4]), tuple(kept))


def _spawn(program: Path) -> Process:
    """Start a child with an empty environment, two pipes and the extra's folder. Raises EnvironmentProblem."""
    found = importlib.util.find_spec(LIBRARY)
    folder = "" if found is None or found.origin is None else str(Path(found.origin).parent.parent)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    # No library of the child may look for a home folder, a proxy or a faster device.
    kept |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-W", "ignore", str(program), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            cwd=program.parent,
            creationflags=_BELOW_NORMAL if sys.platform == "win32" else 0,
        )
        confine(child, memory_bytes=MEMORY_BYTES, cpu_seconds=int(PICTURE_SECONDS) * PICTURES_PER_CHILD)
    except OSError as problem:
        raise EnvironmentProblem(_CANNOT, mend=say("Close other programs and try again.")) from problem
    return child


def _send(child: Process, request: bytes, pixels: bytes) -> None:
    """Send a picture; a child that is gone is noticed when its answer does not come."""
    assert child.stdin is not None
    with contextlib.suppress(OSError):
        child.stdin.write(struct.pack(">I", len(request)) + request)
        view = memoryview(pixels)
        for start in range(0, len(view), _CHUNK):
            child.stdin.write(view[start : start + _CHUNK])
        child.stdin.flush()


def _message(stream: IO[bytes] | None, limit: int) -> bytes | None:
    """Return one message, or None where the child ended first or names more than the limit."""
    assert stream is not None
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = struct.unpack(">I", head)[0]
    if length > limit:
        return b""
    data = stream.read(length)
    return data if len(data) == length else None


def _object(data: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _finish(child: Process) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what could not be flushed to a dead child
                pipe.close()
    child.wait()
