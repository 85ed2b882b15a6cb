"""Hear from a Linux desktop whether it is dark, now and whenever it changes: its portal's settings over D-Bus.

One thread that waits for the desktop's word, begun behind the first paint. Without a session bus or a portal nothing
is said. Windows and macOS tell Qt. Must not know what is done with the word.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from gemba import log

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_NAMESPACE, _KEY = "org.freedesktop.appearance", "color-scheme"
_DARK = 1
_ANSWER_S = 5.0
_END_S = 2.0


class SystemLook(QObject):
    """``dark`` says true or false: first what is, then what becomes."""

    dark = Signal(bool)

    def __init__(self) -> None:
        """Wait for ``begin``."""
        super().__init__()
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None
        self._ended = threading.Event()

    def begin(self) -> None:
        """Begin to listen, where there is a session bus; a second call does nothing."""
        if self._thread is not None or sys.platform != "linux" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return
        self._thread = threading.Thread(target=self._listen, name="gemba-system-look", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; the thread has ended when this returns, but for a bus that does not even greet."""
        self._ended.set()
        if self._socket is not None:
            # Closing alone would leave the thread waiting for ever.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join(_END_S)

    def _listen(self) -> None:
        """Ask once, then hear; on the thread. A desktop that says nothing sensible counts as one that says nothing."""
        try:
            self._ask_and_hear()
        except Exception as problem:  # what a foreign program answers can be anything
            if not self._ended.is_set():
                log.LOGGER.info("no word of the desktop's look: %s", type(problem).__name__)

    def _ask_and_hear(self) -> None:
        from jeepney import HeaderFields, MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        with open_dbus_connection("SESSION") as connection:
            self._socket = connection.sock
            if self._ended.is_set():
                return
            rule = MatchRule(type="signal", interface=_INTERFACE, member="SettingChanged", path=_PATH)
            Proxy(message_bus, connection, timeout=_ANSWER_S).AddMatch(rule)
            self._say(_asked(connection))
            while not self._ended.is_set():
                message = connection.receive()
                if message.header.fields.get(HeaderFields.member) == "SettingChanged":
                    namespace, key, value = message.body
                    if (namespace, key) == (_NAMESPACE, _KEY):
                        self._say(_plain(value))

    def _say(self, scheme: object) -> None:
        if scheme is not None and not self._ended.is_set():
            self.dark.emit(scheme == _DARK)


def _asked(connection: Any) -> object:
    """Return the desktop's answer; None where it has none. Older portals know ``Read`` only."""
    from jeepney import DBusAddress, MessageType, new_method_call

    address = DBusAddress(_PATH, _NAME, _INTERFACE)
    for method in ("ReadOne", "Read"):
        message = new_method_call(address, method, "ss", (_NAMESPACE, _KEY))
        reply = connection.send_and_get_reply(message, timeout=_ANSWER_S)
        if reply.header.message_type is MessageType.method_return:
            return _plain(reply.body[0])
    return None


def _plain(value: Any) -> object:
    """Return what is inside a variant, or inside a variant in a variant as ``Read`` answers."""
    while isinstance(value, tuple):
        value = value[1]
    return value
