"""Hand over to the window that runs already: one program for one library, through a local socket (SETTLED §15, §37).

The socket lies in a folder that only this person can enter, or is a named pipe where there are no such sockets; no
other machine can reach it. Must not import Qt: a second start is to be over before Qt is loaded.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from binascii import crc32
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

Told = dict[str, str]
_WAIT_S = 2.0
_MOST_BYTES = 65_536
_ANSWER = b"taken"
_OTHER = b"another"
_LIBRARY = "library"


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
    import tempfile

    return tempfile.gettempdir()


def hand_over(library: Path, told: Told) -> bool:
    """Tell the window that runs on this library; say whether there was one and it took it."""
    try:
        if sys.platform != "win32" and not Path(address_of(library)).exists():
            # Sockets take longer to load than it takes to see that nobody listens.
            return False
        return _ask(address_of(library), json.dumps({**told, _LIBRARY: str(library.resolve())}).encode())
    except OSError:
        return False


def _answer(data: bytes, library: str) -> bytes:
    """Return what to say to a caller: whether it means this very library."""
    try:
        return _ANSWER if json.loads(data).get(_LIBRARY) == library else _OTHER
    except (ValueError, AttributeError):
        return _OTHER


class Listener:
    """Listens for others' words while the window runs; ``heard`` is called on its thread."""

    def __init__(self, library: Path, heard: Callable[[Told], object]) -> None:
        """Take the socket; raises OSError where it can not be had."""
        self._heard = heard
        self._address = address_of(library)
        self._ear = _Ear(self._address, str(library.resolve()))
        self._thread = threading.Thread(target=self._listen, name="gemba-handover", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while (data := self._ear.hear()) is not None:
            with suppress(ValueError, TypeError, AttributeError):
                told = json.loads(data)
                self._heard({str(key): str(value) for key, value in told.items() if key != _LIBRARY})

    def close(self) -> None:
        """Stop listening. A second call does nothing."""
        self._ear.close()
        self._thread.join(_WAIT_S)


if sys.platform == "win32":
    from multiprocessing.connection import Client
    from multiprocessing.connection import Listener as _Pipe

    def _ask(address: str, data: bytes) -> bool:
        with Client(address, family="AF_PIPE") as pipe:
            pipe.send_bytes(data)
            return bool(pipe.poll(_WAIT_S)) and pipe.recv_bytes(_MOST_BYTES) == _ANSWER

    class _Ear:
        """A named pipe; it ends with the process, so nothing stale is ever in the way."""

        def __init__(self, address: str, library: str) -> None:
            self._address = address
            self._library = library
            self._pipe = _Pipe(address, family="AF_PIPE")
            self._closed = False

        def hear(self) -> bytes | None:
            while not self._closed:
                with suppress(OSError, EOFError), self._pipe.accept() as caller:
                    data = caller.recv_bytes(_MOST_BYTES)
                    if self._closed:
                        break
                    answer = _answer(data, self._library)
                    caller.send_bytes(answer)
                    if answer == _ANSWER:
                        return data
            return None

        def close(self) -> None:
            if not self._closed:
                self._closed = True
                with suppress(OSError):
                    _ask(self._address, b"{}")
                self._pipe.close()
else:
    # Sockets are loaded with the first one that is made: a start that nobody listens to makes none before it paints.

    def _ask(address: str, data: bytes) -> bool:
        import socket

        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(_WAIT_S)
            caller.connect(address)
            caller.sendall(data)
            caller.shutdown(socket.SHUT_WR)
            return caller.recv(64) == _ANSWER

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
                self._socket.listen(4)
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

        def hear(self) -> bytes | None:
            while not self._closed.is_set():
                with suppress(OSError):
                    caller, _ = self._socket.accept()
                    with caller:
                        caller.settimeout(_WAIT_S)
                        data = _read(caller)
                        if self._closed.is_set():
                            break
                        answer = _answer(data, self._library)
                        caller.sendall(answer)
                        if answer == _ANSWER:
                            return data
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
