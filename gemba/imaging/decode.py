"""Decode pictures from outside: never in this process, always in a limited child, one child per picture.

What comes back is raw pixels of a size that is checked here; nothing else the child says is trusted. A refusal is
one UserError that names what the file really is and how to go on. Pictures that gemba wrote itself are read by
``gemba.imaging.png.decode_own_png`` without a child.

A child costs about 60 ms to start. ``warm_up()`` keeps one standing by (imports, the window); it has read nothing
yet, serves one picture and ends. On Windows the child sits in a job object instead of rlimits. Pasted pictures come
through here as bytes too; where Windows and macOS only hand over a decoded image, that image is used as it is.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from gemba.imaging import MAX_PIXELS
from gemba.imaging.child import PROGRAM, Process, converse, end, spawn
from gemba.imaging.picture import Frame
from gemba.imaging.refusal import after_answer, after_death, before_decoding
from gemba.imaging.sniff import ADDED_FORMATS, BUNDLE_FORMATS, Foreign, sniff

__all__ = ["ADDED_FORMATS", "BUNDLE_FORMATS", "Decoded", "Decoder", "cool_down", "decode_outside", "warm_up"]

MAX_INPUT_BYTES = 300 * 1024 * 1024
WALL_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold what the child made of a picture; ``metadata_dropped`` names kinds ("EXIF", "GPS position"), no content."""

    frame: Frame
    format: str
    orientation_applied: bool
    frames_in_file: int
    metadata_dropped: tuple[str, ...]


class Decoder:
    """Run decoder children; may hold one that stands by. Safe to use from several threads."""

    def __init__(self, *, program: Path = PROGRAM, wall_seconds: float = WALL_SECONDS) -> None:
        """Take the child program (tests bring hostile ones) and the time after which a child is killed."""
        self._program = program
        self._wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._standby: Process | None = None
        self._keep_warm = False

    def warm_up(self) -> None:
        """Start a child that stands by, and keep doing so after each picture."""
        with self._lock:
            self._keep_warm = True
            if self._standby is None or self._standby.poll() is not None:
                self._replace_standby()

    def cool_down(self) -> None:
        """End the child that stands by."""
        with self._lock:
            self._keep_warm = False
            standby, self._standby = self._standby, None
        if standby is not None:
            end(standby)

    def decode(self, data: bytes, *, name: str, allowed: Collection[str] = ADDED_FORMATS) -> Decoded:
        """Return the upright RGB picture; ``name`` is how sentences call the file.

        Raises UserError for whatever cannot be read, EnvironmentProblem where no child can be started.
        """
        kind = sniff(data)
        if not data or isinstance(kind, Foreign) or kind not in allowed or len(data) > MAX_INPUT_BYTES:
            raise before_decoding(data, kind, name, allowed, MAX_INPUT_BYTES)
        child = self._take()
        guard = threading.Timer(self._wall_seconds, child.kill)
        guard.start()
        try:
            answer, pixels = converse(child, data, format_=kind, max_pixels=MAX_PIXELS)
            if answer is None and not guard.finished.is_set():
                child.wait()
        finally:
            guard.cancel()
            guard.join()
            code = child.poll()
            end(child)
        if answer is None:
            raise after_death(code or 0, data, kind, name)
        if not answer["ok"]:
            raise after_answer(answer, data, kind, name)
        frame = Frame(answer["width"], answer["height"], pixels, answer["lossy"])
        return Decoded(frame, kind, answer["turned"], answer["frames"], tuple(answer["dropped"]))

    def _take(self) -> Process:
        with self._lock:
            child, self._standby = self._standby, None
            if child is None or child.poll() is not None:
                if child is not None:
                    end(child)
                child = spawn(self._program)
            if self._keep_warm:
                self._standby = spawn(self._program)
        return child

    def _replace_standby(self) -> None:
        if self._standby is not None:
            end(self._standby)
        self._standby = spawn(self._program)


_decoder = Decoder()
atexit.register(_decoder.cool_down)


def decode_outside(data: bytes, *, name: str, allowed: Collection[str] = ADDED_FORMATS) -> Decoded:
    """Decode a picture file from outside in a limited child; see ``Decoder.decode``."""
    return _decoder.decode(data, name=name, allowed=allowed)


def warm_up() -> None:
    """Keep a decoder child standing by from now on; cheap to call again."""
    _decoder.warm_up()


def cool_down() -> None:
    """End the decoder child that stands by; the next picture starts its own."""
    _decoder.cool_down()
