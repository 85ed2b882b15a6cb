"""Hand over to the window that runs already: one program for one library, through a local socket (SETTLED §15, §37).

The socket lies in a folder that only this person can enter, or is a named pipe where there are no such sockets; no
other machine can reach it. Who hands over hears that it was taken; who asks waits for an answer. Must not import Qt:
a second start is to be over before Qt is loaded.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from binascii import crc32
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

Told = dict[str, str]
Asked = Callable[[Told, Callable[[Told], object]], object]
#: what was heard, and how to answer it where somebody waits
Heard = tuple[bytes, Callable[[bytes], object] | None]
_WAIT_S = 2.0
_MOST_BYTES = 65_536
_MOST_CALLERS = 64
_ANSWER = b"taken"
_OTHER = b"another"
_LIBRARY = "library"
_ASKS = "asks"


def address_of(library: Path) -> str:
    """Return the socket's path (or the pipe's name) for a library; the same however the library is named."""
    path = str(library.resolve()).encode()
    # Two sums tell two libraries of one person apart; who listens compares the whole name besides (see Listener).
    name = f"{crc32(path):08x}{crc32(path, 0x67656D62):08x}"
    if sys.platform == "win32":
        return rf"\\.\pipe\gemba-{name}"
    return str(_own_folder() / f"{name}.sock")


def _own_folder() -> Path:
    """Return a folder for sockets that nobody else can enter, made where it is missing."""
    base = os.environ.get("XDG_RUNTIME_DIR") or _temporary()
    user = getattr(os, "getuid", lambda: 0)()
    folder = Path(base) / f"gemba-{user}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != user or found.st_mode & 0o077:
        raise OSError("the folder for the socket is not this person's own")
    return folder


def _temporary() -> str:
    """Return the system's temporary folder; ``tempfile`` would load five modules more to say the same."""
    named = os.environ.get("TMPDIR", "")
    return named if named and Path(named).is_dir() else "/tmp"


def hand_over(library: Path, told: Told) -> bool:
    """Tell the window that runs on this library; say whether there was one and it took it."""
    try:
        if not _listens(library):
            return False
        return _ask(address_of(library), json.dumps({**told, _LIBRARY: str(library.resolve())}).encode())
    except OSError:
        return False


def _listens(library: Path) -> bool:
    """Say whether somebody may listen; sockets take longer to load than it takes to see that nobody does."""
    return sys.platform == "win32" or Path(address_of(library)).exists()


def ask(library: Path, told: Told) -> Told | None:
    """Ask the window that runs on this library and wait for its answer, as long as a person takes there.

    None where no window runs; an empty answer where it went away meanwhile.
    """
    words = {**told, _LIBRARY: str(library.resolve()), _ASKS: "1"}
    try:
        if not _listens(library):
            return None
        data = _ask_long(address_of(library), json.dumps(words).encode())
    except OSError:
        return None
    if data == _OTHER:
        return None
    try:
        return {str(key): str(value) for key, value in json.loads(data).items()}
    except (ValueError, AttributeError):
        return {}


def _asks(data: bytes) -> bool:
    return _ASKS in json.loads(data)


def _answer(data: bytes, library: str) -> bytes:
    """Return what to say to a caller: whether it means this very library."""
    try:
        return _ANSWER if json.loads(data).get(_LIBRARY) == library else _OTHER
    except (ValueError, AttributeError):
        return _OTHER


def _say(reply: Callable[[bytes], object], answer: Told) -> None:
    reply(json.dumps(answer).encode())


def _say_nothing(told: Told, reply: Callable[[Told], object]) -> None:
    reply({})


class Listener:
    """Listens for others' words while the window runs; ``heard`` is called on its thread."""

    def __init__(self, library: Path, heard: Callable[[Told], object], asked: Asked | None = None) -> None:
        """Take the socket; raises OSError where it can not be had.

        ``asked`` gets who asks, and what to call once with the answer, from any thread; None answers nothing.
        """
        self._heard, self._asked = heard, asked or _say_nothing
        self._address = address_of(library)
        self._ear = _Ear(self._address, str(library.resolve()))
        self._thread = threading.Thread(target=self._listen, name="gemba-handover", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while (heard := self._ear.hear()) is not None:
            data, reply = heard
            with suppress(ValueError, TypeError, AttributeError):
                told = {str(key): str(value) for key, value in json.loads(data).items() if key not in (_LIBRARY, _ASKS)}
                if reply is None:
                    self._heard(told)
                else:
                    self._asked(told, partial(_say, reply))

    def close(self) -> None:
        """Stop listening. A second call does nothing."""
        self._ear.close()
        self._thread.join(_WAIT_S)


if sys.platform == "win32":
    from multiprocessing.connection import Client, Connection
    from multiprocessing.connection import Listener as _Pipe

    def _ask(address: str, data: bytes) -> bool:
        with Client(address, family="AF_PIPE") as pipe:
            pipe.send_bytes(data)
            return bool(pipe.poll(_WAIT_S)) and pipe.recv_bytes(_MOST_BYTES) == _ANSWER

    def _ask_long(address: str, data: bytes) -> bytes:
        with Client(address, family="AF_PIPE") as pipe:
            pipe.send_bytes(data)
            try:
                return pipe.recv_bytes(_MOST_BYTES)
            except EOFError:
                return b""

    def _reply(caller: Connection, data: bytes) -> None:
        with suppress(OSError), caller:
            caller.send_bytes(data)

    class _Ear:
        """A named pipe; it ends with the process, so nothing stale is ever in the way."""

        def __init__(self, address: str, library: str) -> None:
            self._address = address
            self._library = library
            self._pipe = _Pipe(address, family="AF_PIPE")
            self._closed = False

        def hear(self) -> Heard | None:
            while not self._closed:
                with suppress(OSError, EOFError), ExitStack() as stack:
                    caller = stack.enter_context(self._pipe.accept())
                    data = caller.recv_bytes(_MOST_BYTES)
                    if self._closed:
                        break
                    answer = _answer(data, self._library)
                    if answer == _ANSWER and _asks(data):
                        stack.pop_all()
                        return data, partial(_reply, caller)
                    caller.send_bytes(answer)
                    if answer == _ANSWER:
                        return data, None
            return None

        def close(self) -> None:
            if not self._closed:
                self._closed = True
                with suppress(OSError):
                    _ask(self._address, b"{}")
                self._pipe.close()
else:
    # Sockets are loaded with the first one that is made: a start that nobody listens to makes none before it paints.

    def _call(caller: socket.socket, address: str, data: bytes) -> None:
        """Say everything there is to say; the answer is left to be read."""
        import socket

        caller.settimeout(_WAIT_S)
        caller.connect(address)
        caller.sendall(data)
        caller.shutdown(socket.SHUT_WR)

    def _ask(address: str, data: bytes) -> bool:
        import socket

        with socket.socket(socket.AF_UNIX) as caller:
            _call(caller, address, data)
            return caller.recv(64) == _ANSWER

    def _ask_long(address: str, data: bytes) -> bytes:
        import socket

        with socket.socket(socket.AF_UNIX) as caller:
            _call(caller, address, data)
            caller.settimeout(None)
            return _read(caller)

    def _reply(caller: socket.socket, data: bytes) -> None:
        with suppress(OSError), caller:
            caller.sendall(data)

    class _Ear:
        """A socket file; one that a killed process left behind is taken away where nobody answers on it."""

        def __init__(self, address: str, library: str) -> None:
            import socket

            self._path = Path(address)
            self._library = library
            self._closed = threading.Event()
            self._socket = socket.socket(socket.AF_UNIX)
            try:
                self._bind(address)
                # As many as may start at once: a start that finds the queue full takes it for a silence.
                self._socket.listen(_MOST_CALLERS)
            except OSError:
                self._socket.close()
                raise

        def _bind(self, address: str) -> None:
            try:
                self._socket.bind(address)
            except OSError:
                import socket

                with socket.socket(socket.AF_UNIX) as caller:
                    caller.settimeout(_WAIT_S)
                    if caller.connect_ex(address) == 0:
                        raise
                self._path.unlink(missing_ok=True)
                self._socket.bind(address)

        def hear(self) -> Heard | None:
            while not self._closed.is_set():
                with suppress(OSError), ExitStack() as stack:
                    caller = stack.enter_context(self._socket.accept()[0])
                    caller.settimeout(_WAIT_S)
                    data = _read(caller)
                    if self._closed.is_set():
                        break
                    answer = _answer(data, self._library)
                    if answer == _ANSWER and _asks(data):
                        # The connection stays open until the answer is there.
                        stack.pop_all()
                        return data, partial(_reply, caller)
                    caller.sendall(answer)
                    if answer == _ANSWER:
                        return data, None
            return None

        def close(self) -> None:
            if self._closed.is_set():
                return
            self._closed.set()
            with suppress(OSError):
                _ask(str(self._path), b"")
            self._socket.close()
            self._path.unlink(missing_ok=True)

    def _read(caller: socket.socket) -> bytes:
        parts: list[bytes] = []
        while part := caller.recv(4096):
            parts.append(part)
            if sum(map(len, parts)) > _MOST_BYTES:
                return b""
        return b"".join(parts)
