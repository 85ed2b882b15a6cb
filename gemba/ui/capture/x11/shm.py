"""Have the X server write a screen's pixels into memory it shares with us (MIT-SHM): 4 ms at 4K (PERFORMANCE §1).

The memory is kept between pictures, because making it anew costs 80 ms at 4K; a picture holds it until ``let_go``.
libxcb by way of ctypes, because a mistake comes back as a value there, where Xlib would end the process. Where the
libraries, the extension or a picture of 32 bits a pixel is missing, ``XScreen.open`` returns None and Qt grabs instead.
Must not know windows or Qt.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import weakref
from collections.abc import Callable
from ctypes import POINTER, Structure, c_char_p, c_int, c_size_t, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any

from gemba.model.shot import ScreenPixels

_ALL_PLANES = 0xFFFFFFFF
_Z_PIXMAP = 2
_IPC_PRIVATE, _IPC_CREAT, _IPC_RMID = 0, 0o1000, 0
_FAILED = c_void_p(-1).value


class _Cookie(Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screen(Structure):
    # xcb_screen_t, as far as it is read here.
    _fields_ = (
        ("root", c_uint32),
        ("default_colormap", c_uint32),
        ("white_pixel", c_uint32),
        ("black_pixel", c_uint32),
        ("current_input_masks", c_uint32),
        ("width_in_pixels", c_uint16),
        ("height_in_pixels", c_uint16),
        ("width_in_millimeters", c_uint16),
        ("height_in_millimeters", c_uint16),
        ("min_installed_maps", c_uint16),
        ("max_installed_maps", c_uint16),
        ("root_visual", c_uint32),
        ("backing_stores", c_uint8),
        ("save_unders", c_uint8),
        ("root_depth", c_uint8),
        ("allowed_depths_len", c_uint8),
    )


class _ScreenIterator(Structure):
    _fields_ = (("data", POINTER(_Screen)), ("rem", c_int), ("index", c_int))


class _Geometry(Structure):
    # xcb_get_geometry_reply_t
    _fields_ = (
        ("response_type", c_uint8),
        ("depth", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("x", ctypes.c_int16),
        ("y", ctypes.c_int16),
        ("width", c_uint16),
        ("height", c_uint16),
    )


@dataclass(frozen=True, slots=True)
class Grabbed:
    """Pixels that are valid until ``let_go``; afterwards the next picture may be written over them."""

    pixels: ScreenPixels
    let_go: Callable[[], None]


class _Shared:
    """Memory that the X server writes into; unmapped once nobody reads it any more."""

    def __init__(self, libc: Any, address: int, size: int, segment: int) -> None:
        self.size, self.segment = size, segment
        # A class of its own, because a weak reference to a bare array is refused.
        kind: Any = type("SharedMemory", (ctypes.c_ubyte * size,), {})
        self.memory = kind.from_address(address)
        weakref.finalize(self.memory, libc.shmdt, address)


class XScreen:
    """One connection to the X server; ``grab`` may be called from any thread, one at a time."""

    def __init__(self, libraries: tuple[Any, Any, Any], connection: c_void_p) -> None:
        """Take what ``open`` made."""
        self._xcb, self._shm, self._libc = libraries
        self._connection = connection
        self._one = threading.Lock()
        self._free: list[_Shared] = []
        screen = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(connection)).data.contents
        self._root = int(screen.root)
        self.depth = int(screen.root_depth)

    @classmethod
    def open(cls, display: str | None = None) -> XScreen | None:
        """Return a connection to the display (``DISPLAY`` where none is named), None where this way is not open."""
        if sys.platform != "linux" or not (display or os.environ.get("DISPLAY")):
            return None
        try:
            libraries = _libraries()
        except OSError:
            return None
        xcb = libraries[0]
        connection = c_void_p(xcb.xcb_connect(display.encode() if display else None, None))
        if xcb.xcb_connection_has_error(connection):
            xcb.xcb_disconnect(connection)
            return None
        made = cls(libraries, connection)
        # The smallest picture tells whether the server shares memory with us (it does not over a network).
        tried = made.grab(0, 0, 1, 1) if made.depth in (24, 32) else None
        if tried is None:
            made.close()
            return None
        tried.let_go()
        return made

    def size(self) -> tuple[int, int]:
        """Return width and height of the whole desktop in pixels as they are now; (0, 0) where the server is gone."""
        with self._one:
            cookie = self._xcb.xcb_get_geometry(self._connection, self._root)
            reply = self._xcb.xcb_get_geometry_reply(self._connection, cookie, None)
            if not reply:
                return 0, 0
            found = int(reply.contents.width), int(reply.contents.height)
            self._libc.free(reply)
            return found

    def grab(self, left: int, top: int, width: int, height: int) -> Grabbed | None:
        """Return a rectangle of the desktop as it is now, None where the server refuses; it must lie on the desktop."""
        with self._one:
            shared = self._segment(width * height * 4)
            if shared is None:
                return None
            cookie = self._shm.xcb_shm_get_image_unchecked(
                self._connection, self._root, left, top, width, height, _ALL_PLANES, _Z_PIXMAP, shared.segment, 0
            )
            reply = self._shm.xcb_shm_get_image_reply(self._connection, cookie, None)
            if not reply:
                self._free.append(shared)
                return None
            self._libc.free(reply)
            pixels = ScreenPixels(width, height, width * 4, memoryview(shared.memory).cast("B")[: width * height * 4])
            return Grabbed(pixels, lambda: self._free.append(shared))

    def make_ready(self) -> None:
        """Make the memory for a whole desktop now, so that the first picture does not wait for it."""
        width, height = self.size()
        found = self.grab(0, 0, width, height) if width else None
        if found is not None:
            found.let_go()

    def _segment(self, size: int) -> _Shared | None:
        """Return shared memory of at least so many bytes that no picture holds; too small ones are dropped."""
        while self._free:
            found = self._free.pop()
            if found.size >= size:
                return found
            self._shm.xcb_shm_detach(self._connection, found.segment)
        identity = self._libc.shmget(_IPC_PRIVATE, size, _IPC_CREAT | 0o600)
        if identity < 0:
            return None
        address = self._libc.shmat(identity, None, 0)
        segment = self._xcb.xcb_generate_id(self._connection)
        checked = self._shm.xcb_shm_attach_checked(self._connection, segment, identity, 0)
        refused = self._xcb.xcb_request_check(self._connection, checked)
        # From here on it is gone from the system as soon as both sides have let go, however this process ends.
        self._libc.shmctl(identity, _IPC_RMID, None)
        if address in (None, _FAILED):
            return None
        if refused:
            self._libc.free(refused)
            self._libc.shmdt(address)
            return None
        return _Shared(self._libc, address, size, segment)

    def close(self) -> None:
        """Let the connection go; pictures that are still held stay readable. A second call does nothing."""
        with self._one:
            self._free.clear()
            if self._connection.value:
                self._xcb.xcb_disconnect(self._connection)
                self._connection = c_void_p()


def _libraries() -> tuple[Any, Any, Any]:
    """Return libxcb, libxcb-shm and the C library, their functions declared; raises OSError where one is missing."""
    xcb, shm = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-shm.so.0")
    libc = ctypes.CDLL(None, use_errno=True)
    for name, result, arguments in (
        ("xcb_connect", c_void_p, (c_char_p, c_void_p)),
        ("xcb_disconnect", None, (c_void_p,)),
        ("xcb_connection_has_error", c_int, (c_void_p,)),
        ("xcb_get_setup", c_void_p, (c_void_p,)),
        ("xcb_setup_roots_iterator", _ScreenIterator, (c_void_p,)),
        ("xcb_generate_id", c_uint32, (c_void_p,)),
        ("xcb_request_check", c_void_p, (c_void_p, _Cookie)),
        ("xcb_flush", c_int, (c_void_p,)),
        ("xcb_get_geometry", _Cookie, (c_void_p, c_uint32)),
        ("xcb_get_geometry_reply", POINTER(_Geometry), (c_void_p, _Cookie, c_void_p)),
    ):
        _declare(getattr(xcb, name), result, arguments)
    place = (c_uint32, ctypes.c_int16, ctypes.c_int16, c_uint16, c_uint16, c_uint32, c_uint8, c_uint32, c_uint32)
    _declare(shm.xcb_shm_attach_checked, _Cookie, (c_void_p, c_uint32, c_uint32, c_uint8))
    _declare(shm.xcb_shm_detach, _Cookie, (c_void_p, c_uint32))
    _declare(shm.xcb_shm_get_image_unchecked, _Cookie, (c_void_p, *place))
    _declare(shm.xcb_shm_get_image_reply, c_void_p, (c_void_p, _Cookie, c_void_p))
    _declare(libc.shmget, c_int, (c_int, c_size_t, c_int))
    _declare(libc.shmat, c_void_p, (c_int, c_void_p, c_int))
    _declare(libc.shmdt, c_int, (c_void_p,))
    _declare(libc.shmctl, c_int, (c_int, c_int, c_void_p))
    _declare(libc.free, None, (c_void_p,))
    return xcb, shm, libc


def _declare(function: Any, result: Any, arguments: tuple[Any, ...]) -> None:
    function.restype, function.argtypes = result, list(arguments)
