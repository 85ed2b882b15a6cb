"""Take every screen's frame as device pixels, at one moment: X11 through shared memory, elsewhere through Qt.

The frames are held until ``let_go``; what is kept is cut out of them without scaling. Must not know windows of ours
(hiding.py sees to them first) nor what becomes of the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from gemba.model.shot import ScreenPixels
from gemba.ui.capture.places import Rect, around
from gemba.ui.capture.x11.shm import XScreen


@dataclass(frozen=True, slots=True)
class FrozenScreen:
    """One screen: its name, where it lies on the desktop in device pixels, its scale, and its frame."""

    name: str
    place: Rect
    scale: float
    pixels: ScreenPixels

    def image(self) -> QImage:
        """Return the frame for painting, in device pixels with the screen's scale; valid as long as the frame is."""
        shown = QImage(
            self.pixels.bgrx, self.pixels.width, self.pixels.height, self.pixels.stride, QImage.Format.Format_RGB32
        )
        shown.setDevicePixelRatio(self.scale)
        return shown


@dataclass(frozen=True, slots=True)
class Frozen:
    """All screens at one moment. ``desktop`` is all of them in one picture, None where a system has no such thing."""

    screens: tuple[FrozenScreen, ...]
    desktop: ScreenPixels | None
    let_go: Callable[[], None]


class NothingToSee(Exception):
    """Say that no screen can be looked at here; on Wayland the desktop has to be asked instead."""


class Freezer:
    """Takes frames; ``close`` ends what it holds open."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._x: XScreen | None = None
        self._asked = False

    @property
    def x_screen(self) -> XScreen | None:
        """Return the quick way, opened now if it was not; None where there is none."""
        if not self._asked:
            self._asked = True
            if QGuiApplication.platformName() == "xcb":
                self._x = XScreen.open()
        return self._x

    def make_ready(self) -> None:
        """Make what the first picture would wait for."""
        if self.x_screen is not None:
            self.x_screen.make_ready()

    def freeze(self) -> Frozen:
        """Return every screen as it is now; raises NothingToSee where none can be looked at."""
        screens = QGuiApplication.screens()
        return self._by_x(screens) or _by_qt(screens)

    def _by_x(self, screens: list[QScreen]) -> Frozen | None:
        """Take the whole desktop in one picture, so that every screen shows the same moment."""
        if self.x_screen is None:
            return None
        width, height = self.x_screen.size()
        grabbed = self.x_screen.grab(0, 0, width, height) if width else None
        if grabbed is None:
            return None
        whole = Rect(0, 0, width, height)
        found = []
        for screen in screens:
            place = place_of(screen).cut(whole)
            if not place.is_empty:
                part = grabbed.pixels.part(place.left, place.top, place.width, place.height)
                found.append(FrozenScreen(screen.name(), place, screen.devicePixelRatio(), part))
        if not found:
            grabbed.let_go()
            return None
        return Frozen(tuple(found), grabbed.pixels, grabbed.let_go)

    def close(self) -> None:
        """End the connection."""
        if self._x is not None:
            self._x.close()
            self._x = None


def place_of(screen: QScreen) -> Rect:
    """Return where a screen lies in device pixels: Qt leaves the corner as the system says, and scales the size."""
    there: QRect = screen.geometry()
    scale = screen.devicePixelRatio()
    return Rect(there.left(), there.top(), round(there.width() * scale), round(there.height() * scale))


def _by_qt(screens: list[QScreen]) -> Frozen:
    found = []
    for screen in screens:
        image = screen.grabWindow(0).toImage()
        if image.isNull():
            continue
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        pixels = ScreenPixels(image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits()))
        corner = place_of(screen)
        place = Rect(corner.left, corner.top, pixels.width, pixels.height)
        found.append(FrozenScreen(screen.name(), place, screen.devicePixelRatio(), pixels))
    if not found:
        raise NothingToSee
    # Screens of different scales lie in no common grid of pixels there; one screen is its own desktop.
    return Frozen(tuple(found), found[0].pixels if len(found) == 1 else None, _nothing)


def to_rgb(pixels: ScreenPixels, top: int, bottom: int) -> bytes:
    """Return rows as RGB, each padded to four bytes: Qt takes a third of the time that it takes otherwise. Any thread.

    Asked for as many as fit the processor's cache; of more, Qt would wake threads of its own.
    """
    rows = memoryview(pixels.bgrx)[top * pixels.stride :]
    image = QImage(rows, pixels.width, bottom - top, pixels.stride, QImage.Format.Format_RGB32)
    turned = image.convertToFormat(QImage.Format.Format_RGB888)
    return bytes(turned.constBits())


def _nothing() -> None:
    """Hold nothing that would have to be let go."""


def desktop_of(frozen: Frozen) -> Rect:
    """Return the rectangle that holds every screen."""
    return around(one.place for one in frozen.screens)
