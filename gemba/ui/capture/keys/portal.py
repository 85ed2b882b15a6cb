"""Keys of the whole desktop through its portal (GlobalShortcuts), where a Wayland desktop offers that.

The desktop asks the person which keys to use, and may give others than were proposed. Must not know Qt.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from gemba import log
from gemba.ui.capture.keys.global_keys import Became, Held, Pressed
from gemba.ui.capture.keys.names import read_key
from gemba.ui.capture.portal.request import Request

_INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
_END_S = 2.0
#: a person may take so long to answer the desktop's question
_PERSON_S = 300.0


class PortalKeys:
    """One session of the portal; the desktop ends it with the connection."""

    def __init__(self) -> None:
        """Ask for nothing yet."""
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None
        self._ended = threading.Event()

    def begin(self, keys: Mapping[str, str], pressed: Pressed, became: Became) -> None:
        """Ask the desktop for the keys; what became of each is told from the thread."""
        became(dict.fromkeys(keys, Held.ASKED))
        self._thread = threading.Thread(
            target=self._run, args=(dict(keys), pressed, became), name="gemba-keys", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """End the session; the thread has ended when this returns, but for a bus that does not even greet."""
        self._ended.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join(_END_S)

    # -- on the thread ----------------------------------------------------------------------------------------

    def _run(self, keys: dict[str, str], pressed: Pressed, became: Became) -> None:
        try:
            self._ask_and_hear(keys, pressed, became)
        except Exception as problem:  # what a foreign program answers can be anything
            if not self._ended.is_set():
                log.LOGGER.info("no keys of the desktop: %s", type(problem).__name__)
                became(dict.fromkeys(keys, Held.REFUSED))

    def _ask_and_hear(self, keys: dict[str, str], pressed: Pressed, became: Became) -> None:
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection("SESSION") as connection:
            self._socket = connection.sock
            if self._ended.is_set():
                return
            request = Request(connection, _INTERFACE)
            token = f"gemba{secrets.token_hex(8)}"
            code, found = request.ask("CreateSession", "a{sv}", (), {"session_handle_token": ("s", token)}, wait_s=5.0)
            session = str(found["session_handle"][1]) if code == 0 else ""
            if not session:
                raise ValueError("no session")
            wanted = [(word, {"description": ("s", f"gemba: {word}"), **_proposed(key)}) for word, key in keys.items()]
            request.listen(_INTERFACE, "Activated")
            code, found = request.ask("BindShortcuts", "oa(sa{sv})sa{sv}", (session, wanted, ""), {}, wait_s=_PERSON_S)
            given = {str(word) for word, _ in found["shortcuts"][1]} if code == 0 and "shortcuts" in found else set()
            became({word: Held.WORKS if word in given else Held.REFUSED for word in keys})
            self._hear(connection, session, pressed)

    def _hear(self, connection: Any, session: str, pressed: Callable[[str], object]) -> None:
        from jeepney import HeaderFields

        while not self._ended.is_set():
            message = connection.receive()
            if message.header.fields.get(HeaderFields.member) == "Activated" and str(message.body[0]) == session:
                pressed(str(message.body[1]))


def _proposed(text: str) -> dict[str, tuple[str, str]]:
    """Return the key as the desktop's proposal: "CTRL+ALT+g" in the words of its shortcut specification."""
    name = read_key(text)
    if name is None:
        return {}
    words = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
    key = name.key.lower() if len(name.key) == 1 else name.key
    return {"preferred_trigger": ("s", "+".join((*(words[one] for one in name.modifiers), key)))}
