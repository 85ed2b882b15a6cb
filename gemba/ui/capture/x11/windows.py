"""What an X desktop tells of its windows: where they stand, which is in front, title, program; and which are ours.

Rectangles are device pixels of the desktop, the window manager's frame left out for pictures and included for hiding.
A window that goes away meanwhile is left out. Must not know Qt.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from gemba.ui.capture.places import Rect

T = TypeVar("T")
_TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class WindowThere:
    """One window on the desktop: ``rect`` is what it shows, ``framed`` with the window manager's frame around it.

    ``is_furniture`` is what belongs to the desktop itself: its ground, panels, docks.
    """

    id: int
    rect: Rect
    framed: Rect
    title: str = ""
    program: str = ""
    is_ours: bool = False
    is_furniture: bool = False


class XWindows:
    """Asks one X server about its windows; any thread, one at a time."""

    def __init__(self, connection: Any) -> None:
        """Take an open connection of python-xlib."""
        self._display = connection
        self._root = connection.screen().root
        self._atoms: dict[str, int] = {}
        self._one = threading.Lock()

    @classmethod
    def open(cls) -> XWindows | None:
        """Return a way to ask, None where there is no X server."""
        if not os.environ.get("DISPLAY"):
            return None
        from Xlib import display, error

        try:
            connection = display.Display()
        except (error.DisplayError, error.XError, OSError, ValueError):
            return None
        # Windows come and go between two questions; what the server says of it is no news for the terminal.
        connection.set_error_handler(lambda *_: None)
        return cls(connection)

    def close(self) -> None:
        """Let the connection go."""
        with suppress(Exception):
            self._display.close()

    # -- asking -----------------------------------------------------------------------------------------------

    def stack(self) -> tuple[WindowThere, ...]:
        """Return the windows that can be seen, the topmost first."""
        with self._one:
            return tuple(found for one in self._top_first() if (found := self._there(one)) is not None)

    def order(self) -> tuple[int, ...]:
        """Return the ids of all windows, the topmost first: one question, to see whether anything was moved."""
        with self._one:
            return tuple(self._top_first())

    def active(self) -> WindowThere | None:
        """Return the window in front that is not ours: the active one, else the topmost."""
        with self._one:
            for identity in (*self._ids(self._root, "_NET_ACTIVE_WINDOW"), *self._top_first()):
                found = self._there(identity) if identity else None
                if found is not None and not found.is_ours and not found.is_furniture:
                    return found
        return None

    def front(self) -> int:
        """Return the id of the window that has the keys, 0 where the window manager does not say."""
        with self._one:
            return next(iter(self._ids(self._root, "_NET_ACTIVE_WINDOW")), 0)

    def bring_to_front(self, window: int) -> None:
        """Ask the window manager to give a window the keys."""
        self._ask_manager(window, "_NET_ACTIVE_WINDOW", [2, 0, 0, 0, 0])

    def has_compositor(self) -> bool:
        """Say whether a compositor paints the screen, which is later than its windows are."""
        with self._one:
            name = f"_NET_WM_CM_S{self._display.get_default_screen()}"
            return bool(self._display.get_selection_owner(self._atom(name)))

    def pointer(self) -> tuple[int, int]:
        """Return where the pointer is on the desktop."""
        with self._one:
            found = self._root.query_pointer()
            return int(found.root_x), int(found.root_y)

    def with_root(self, ask: Callable[[Any, Any], T]) -> T:
        """Ask something else of the server: ``ask`` gets the connection and the root window."""
        with self._one:
            return ask(self._display, self._root)

    def put_below(self, window: int, sibling: int) -> None:
        """Ask the window manager to put a window just below another."""
        from Xlib import X

        self._ask_manager(window, "_NET_RESTACK_WINDOW", [2, sibling, X.Below, 0, 0])

    def _ask_manager(self, window: int, what: str, data: list[int]) -> None:
        from Xlib import X
        from Xlib.protocol import event

        with self._one:
            message = event.ClientMessage(window=window, client_type=self._atom(what), data=(32, data))
            self._root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
            self._display.flush()

    # -- one window -------------------------------------------------------------------------------------------

    def _there(self, identity: int) -> WindowThere | None:
        from Xlib import X, error

        window = self._display.create_resource_object("window", identity)
        try:
            if window.get_attributes().map_state != X.IsViewable:
                return None
            shape = window.get_geometry()
            at = window.translate_coords(self._root, 0, 0)
            # Where the server's answer is the root's place in the window, the signs are turned.
            rect = self._without_shadow(window, Rect(-at.x, -at.y, shape.width, shape.height))
            return WindowThere(
                identity,
                rect,
                self._framed(window, rect),
                self._title(window),
                *self._program(window),
                self._is_furniture(window),
            )
        except (error.XError, AttributeError, OSError):
            return None

    def _without_shadow(self, window: Any, rect: Rect) -> Rect:
        """Some programs draw a shadow into a margin of their own window, through which others show."""
        found = self._ids(window, "_GTK_FRAME_EXTENTS")
        if len(found) != 4:
            return rect
        left, right, top, bottom = found
        return Rect(rect.left + left, rect.top + top, rect.width - left - right, rect.height - top - bottom)

    def _framed(self, window: Any, rect: Rect) -> Rect:
        found = self._ids(window, "_NET_FRAME_EXTENTS")
        if len(found) != 4:
            return rect
        left, right, top, bottom = found
        return Rect(rect.left - left, rect.top - top, rect.width + left + right, rect.height + top + bottom)

    def _title(self, window: Any) -> str:
        for name in ("_NET_WM_NAME", "WM_NAME"):
            found = window.get_full_property(self._atom(name), 0)
            if found is not None and found.value:
                value = found.value
                return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))[:_TITLE_LIMIT]
        return ""

    def _program(self, window: Any) -> tuple[str, bool]:
        pid = next(iter(self._ids(window, "_NET_WM_PID")), 0)
        found = window.get_wm_class()
        return (found[1] if found else "")[:_TITLE_LIMIT], pid == os.getpid()

    def _is_furniture(self, window: Any) -> bool:
        kinds = {self._atom(f"_NET_WM_WINDOW_TYPE_{name}") for name in ("DESKTOP", "DOCK")}
        return bool(kinds & set(self._ids(window, "_NET_WM_WINDOW_TYPE")))

    # -- the server -------------------------------------------------------------------------------------------

    def _top_first(self) -> list[int]:
        listed = self._ids(self._root, "_NET_CLIENT_LIST_STACKING")
        if listed:
            return list(reversed(listed))
        # Without a window manager every child of the root is a window.
        return [one.id for one in reversed(self._root.query_tree().children)]

    def _ids(self, window: Any, name: str) -> tuple[int, ...]:
        found = window.get_full_property(self._atom(name), 0)
        return () if found is None else tuple(int(one) for one in found.value)

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            self._atoms[name] = int(self._display.intern_atom(name))
        return self._atoms[name]
