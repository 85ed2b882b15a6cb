"""Start, talk to and end the process that decodes one outside picture (decoder_child.py).

Trusts nothing the child says: the size it names is checked before a byte is taken, and never more is read than
that. Must not know formats, sentences or files.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import PIL

from gemba.errors import EnvironmentProblem
from gemba.imaging.windows_job import confine
from gemba.message import say

PROGRAM = Path(__file__).with_name("decoder_child.py")
_HEADER_LIMIT = 64 * 1024
_CHUNK = 1024 * 1024
Process = subprocess.Popen[bytes]
# Keys of a good answer and the types that JSON must give them.
_FACTS: dict[str, type] = {
    "width": int,
    "height": int,
    "turned": bool,
    "frames": int,
    "lossy": bool,
    "dropped": list,
}


def spawn(program: Path = PROGRAM) -> Process:
    """Start a child with an empty environment and two pipes, nothing else; it limits itself before it reads.

    Raises EnvironmentProblem where the system refuses. The caller owns the process and ends it with ``end``.
    """
    pillow = Path(PIL.__file__).parent.parent
    command = [sys.executable, "-I", "-S", "-B", "-W", "ignore", str(program), str(pillow)]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            cwd=program.parent,
        )
    except OSError as problem:
        sentence = say("The process that reads pictures cannot be started.")
        raise EnvironmentProblem(sentence, mend=say("Close other programs and try again.")) from problem
    confine(child)
    _widen(child)
    return child


def converse(child: Process, data: bytes, *, format_: str, max_pixels: int) -> tuple[dict[str, Any] | None, bytes]:
    """Send one picture and return the checked answer with its pixels; None where the child gave none.

    May wait for as long as the child lives: the caller kills it after its time.
    """
    assert child.stdin is not None and child.stdout is not None
    request = json.dumps({"format": format_, "length": len(data), "max_pixels": max_pixels}).encode()
    try:
        # Unbuffered: the picture goes to the pipe as it is, without a second copy in this process.
        _send(child.stdin, struct.pack(">I", len(request)) + request)
        _send(child.stdin, data)
        child.stdin.close()
    except OSError:
        pass  # the child ended before it had read all; what it said, if anything, is still in the pipe
    answer = _answer(child.stdout.readline(_HEADER_LIMIT), max_pixels)
    if answer is None or not answer["ok"]:
        return answer, b""
    pixels = _exactly(child.stdout, answer["width"] * answer["height"] * 3)
    return (None, b"") if pixels is None else (answer, pixels)


def end(child: Process) -> None:
    """Make sure that the child is gone and its pipes are closed."""
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what could not be flushed to a dead child
                pipe.close()
    child.wait()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.flush()
    view = memoryview(data)
    while view:
        view = view[os.write(pipe.fileno(), view[:_CHUNK]) :]


def _answer(line: bytes, max_pixels: int) -> dict[str, Any] | None:
    """Return the child's answer if it has the agreed form, else None."""
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        return None
    if not answer["ok"]:
        return answer if isinstance(answer.get("why"), str) else None
    if any(type(answer.get(key)) is not kind for key, kind in _FACTS.items()):
        return None
    fits = answer["width"] >= 1 and answer["height"] >= 1 and answer["width"] * answer["height"] <= max_pixels
    return answer if fits and all(isinstance(word, str) for word in answer["dropped"]) else None


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    """Return that many bytes, or None where the stream ends sooner. Holds them once, not twice."""
    kept = io.BytesIO()
    left = length
    while left:
        part = stream.read(min(left, _CHUNK))
        if not part:
            return None
        kept.write(part)
        left -= len(part)
    return kept.getvalue()


def _widen(child: Process) -> None:
    """Make the pipes 1 MB where the system can (Linux), which saves a hundred switches per picture."""
    if sys.platform != "linux":
        return
    import fcntl

    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _CHUNK)
            except OSError:
                return  # an administrator's limit; the small pipe works too
