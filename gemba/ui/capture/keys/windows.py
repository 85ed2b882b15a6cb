"""Keys of the whole desktop on Windows: RegisterHotKey on a thread with a queue of its own.

Written after Microsoft's description and not yet tried on Windows (docs/manual/capture.md says so). Must not know Qt.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Mapping

from gemba.ui.capture.keys.global_keys import Became, Held, Pressed
from gemba.ui.capture.keys.names import KeyName, read_key

_MASKS = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Meta": 8}
_NO_REPEAT = 0x4000
_HOT_KEY, _QUIT = 0x0312, 0x0012
_PRINT, _F1 = 0x2C, 0x70
_END_S = 2.0


class _Message(ctypes.Structure):
    # MSG of winuser.h
    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_long),
        ("y", ctypes.c_long),
    )


class WindowsKeys:
    """Hot keys of one thread; Windows lets go of them with it."""

    def __init__(self) -> None:
        """Register nothing yet."""
        self._thread: threading.Thread | None = None
        self._number = 0
        self._stands = threading.Event()

    def begin(self, keys: Mapping[str, str], pressed: Pressed, became: Became) -> None:
        """Take the keys; what became of each is told from the thread."""
        self._thread = threading.Thread(
            target=self._run, args=(dict(keys), pressed, became), name="gemba-keys", daemon=True
        )
        self._thread.start()
        self._stands.wait(_END_S)

    def close(self) -> None:
        """Give the keys back and end the thread."""
        if sys.platform == "win32" and self._number:
            ctypes.windll.user32.PostThreadMessageW(self._number, _QUIT, 0, 0)
        if self._thread is not None:
            self._thread.join(_END_S)

    def _run(self, keys: dict[str, str], pressed: Pressed, became: Became) -> None:
        if sys.platform == "win32":
            user = ctypes.windll.user32
            self._number = ctypes.windll.kernel32.GetCurrentThreadId()
            words = list(keys)
            held: dict[str, Held] = {}
            for number, word in enumerate(words):
                name = read_key(keys[word])
                if name is None:
                    held[word] = Held.UNKNOWN
                    continue
                masks = sum(_MASKS[one] for one in name.modifiers) | _NO_REPEAT
                took = user.RegisterHotKey(None, number, masks, virtual_key(name))
                held[word] = Held.WORKS if took else Held.TAKEN
            became(held)
            self._stands.set()
            message = _Message()
            while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _HOT_KEY and message.word < len(words):
                    pressed(words[message.word])
            for number in range(len(words)):
                user.UnregisterHotKey(None, number)


def virtual_key(name: KeyName) -> int:
    """Return the number that Windows gives a key: letters and digits are their own, function keys follow F1."""
    if name.key == "Print":
        return _PRINT
    if len(name.key) > 1:
        return _F1 + int(name.key[1:]) - 1
    return ord(name.key)
