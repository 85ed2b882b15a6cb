"""Keys of the whole desktop on X11, grabbed at the root window, heard on a thread of their own.

A key that another program has is refused by the server; that is said, never fought over. Must not know Qt.
"""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from gemba.ui.capture.keys.global_keys import Became, Held, Pressed
from gemba.ui.capture.keys.names import KeyName, read_key

#: which code and modifiers mean which word
_Grabs = dict[tuple[int, int], str]
_END_S = 2.0
#: a key that is held down repeats faster than this
_REPEAT_MS = 300


class X11Keys:
    """Grabs of one connection; the server lets go of them with it."""

    def __init__(self) -> None:
        """Grab nothing yet."""
        self._thread: threading.Thread | None = None
        self._wake_read, self._wake_write = os.pipe()
        self._ended = threading.Event()

    def begin(self, keys: Mapping[str, str], pressed: Pressed, became: Became) -> None:
        """Take the keys; what became of each is told from the thread."""
        self._thread = threading.Thread(
            target=self._run, args=(dict(keys), pressed, became), name="gemba-keys", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Give the keys back and end the thread."""
        self._ended.set()
        os.write(self._wake_write, b".")
        if self._thread is not None:
            self._thread.join(_END_S)
        os.close(self._wake_read)
        os.close(self._wake_write)

    # -- on the thread ----------------------------------------------------------------------------------------

    def _run(self, keys: dict[str, str], pressed: Pressed, became: Became) -> None:
        from Xlib import display, error

        try:
            connection = display.Display()
        except (error.DisplayError, OSError):
            became(dict.fromkeys(keys, Held.REFUSED))
            return
        with suppress(error.ConnectionClosedError, OSError):
            by_code = self._grab(connection, keys, became, {})
            self._listen(connection, by_code, keys, pressed, became)
        with suppress(Exception):
            connection.close()

    def _grab(self, connection: Any, keys: dict[str, str], became: Became, before: _Grabs) -> _Grabs:
        """Grab every key, with each state of the locks; return which code and modifiers mean which word.

        What was grabbed ``before`` and is wanted on is never let go of: a key pressed just then would go unheard, or
        to a program that takes it meanwhile.
        """
        held: dict[str, Held] = {}
        by_code: _Grabs = {}
        for word, text in keys.items():
            name = read_key(text)
            code = 0 if name is None else _code(connection, name)
            if name is None or not code:
                held[word] = Held.UNKNOWN
                continue
            grab = code, _modifiers(name)
            held[word] = Held.WORKS if grab in before else _take(connection, *grab)
            if held[word] is Held.WORKS:
                by_code[grab] = word
        for grab in before.keys() - by_code.keys():
            _let_go(connection, *grab)
        became(held)
        return by_code

    def _listen(
        self,
        connection: Any,
        by_code: _Grabs,
        keys: dict[str, str],
        pressed: Pressed,
        became: Became,
    ) -> None:
        from Xlib import X

        last: tuple[str, int] = ("", 0)
        while not self._ended.is_set():
            if not connection.pending_events():
                select.select([connection.fileno(), self._wake_read], [], [])
                if self._ended.is_set():
                    return
            while connection.pending_events():
                event = connection.next_event()
                if event.type == X.MappingNotify:
                    # The keyboard is another one, and the same letters may stand on other codes. It comes with the
                    # first key of a second keyboard too, which may be the one before ours.
                    connection.refresh_keyboard_mapping(event)
                    by_code = self._grab(connection, keys, became, by_code)
                elif event.type == X.KeyPress:
                    # Else the grab holds the keyboard until the key is let go, and no veil could have it.
                    connection.ungrab_keyboard(X.CurrentTime)
                    connection.flush()
                    word = by_code.get((event.detail, event.state & _ALL), "")
                    if word and not (word == last[0] and event.time - last[1] < _REPEAT_MS):
                        pressed(word)
                    last = (word, event.time)


# Shift, Control, Mod1 (Alt) and Mod4 (Meta) of the X protocol; the locks are Lock and Mod2.
_MASKS = {"Shift": 1, "Ctrl": 4, "Alt": 8, "Meta": 64}
_ALL = sum(_MASKS.values())
_LOCKS = (0, 2, 16, 18)


def _modifiers(name: KeyName) -> int:
    return sum(_MASKS[one] for one in name.modifiers)


def _code(connection: Any, name: KeyName) -> int:
    from Xlib import XK

    symbol = XK.string_to_keysym(name.key.lower() if len(name.key) == 1 else name.key)
    return int(connection.keysym_to_keycode(symbol)) if symbol else 0


def _take(connection: Any, code: int, modifiers: int) -> Held:
    from Xlib import X, error

    refused = error.CatchError(error.BadAccess)
    root = connection.screen().root
    for lock in _LOCKS:
        root.grab_key(code, modifiers | lock, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
    connection.sync()
    if refused.get_error() is None:
        return Held.WORKS
    _let_go(connection, code, modifiers)
    return Held.TAKEN


def _let_go(connection: Any, code: int, modifiers: int) -> None:
    for lock in _LOCKS:
        connection.screen().root.ungrab_key(code, modifiers | lock)
    connection.sync()
