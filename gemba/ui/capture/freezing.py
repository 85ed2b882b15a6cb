"""Take every screen's frame as device pixels, at one moment: X11 through shared memory, elsewhere through Qt.

The frames are held until ``let_go``; what is kept is cut out of them without scaling. Must not know windows of ours
(hiding.py sees to them first) nor what becomes of the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from gemba.model.shot import ScreenPixels
from gemba.ui.capture.places import Rect, around
from gemba.ui.capture.stitching import Told, place_in_grid, scale_in_grid, shrunk, stitched
from gemba.ui.capture.x11.shm import XScreen


@dataclass(frozen=True, slots=True)
class FrozenScreen:
    """One screen: its name, where it lies in the desktop's grid of pixels, its scale there, and its frame.

    ``own`` are the device's pixels and their scale where the grid is finer than this screen; else they are the frame.
    """

    name: str
    place: Rect
    scale: float
    pixels: ScreenPixels
    own: tuple[ScreenPixels, float] | None = None

    def part(self, rect: Rect) -> Rect:
        """Return which of the device's pixels hold a rectangle of the grid, counted from this screen's corner."""
        if self.own is None:
            return rect.moved(-self.place.left, -self.place.top)
        pixels = self.own[0]
        return shrunk(rect, self.place, pixels.width, pixels.height)

    def spot(self, x: int, y: int) -> tuple[int, int]:
        """Return which of the device's pixels a pixel of the grid is, counted from this screen's corner."""
        across, down = x - self.place.left, y - self.place.top
        if self.own is None:
            return across, down
        pixels = self.own[0]
        return across * pixels.width // self.place.width, down * pixels.height // self.place.height

    def cut(self, rect: Rect) -> tuple[ScreenPixels, float]:
        """Return a rectangle of the grid that lies on this screen, in the device's pixels, and their scale."""
        pixels, scale = self.own or (self.pixels, self.scale)
        part = self.part(rect)
        return pixels.part(part.left, part.top, part.width, part.height), scale

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

    def over(self, rect: Rect) -> ScreenPixels:
        """Return a rectangle of the grid that lies over several screens, as one picture."""
        if self.desktop is not None:
            return self.desktop.part(rect.left, rect.top, rect.width, rect.height)
        return stitched([(one.place, one.pixels) for one in self.screens], rect)


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

    def freeze(self, *, has_remains: bool) -> Frozen:
        """Return every screen as it is now; raises NothingToSee where none can be looked at.

        Where something of ours may be left on the screens (``has_remains``), only a picture of the whole desktop will
        do: in that the spots can be made flat.
        """
        screens = QGuiApplication.screens()
        frozen = self._by_x(screens)
        if frozen is None and has_remains:
            raise NothingToSee
        return frozen or _by_qt(screens)

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
    """Return where a screen lies in the desktop's grid of pixels."""
    return place_in_grid(_told(screen), _all_told(), in_points=_in_points())


def scale_of(screen: QScreen) -> float:
    """Return that grid's pixels to each logical pixel of a screen."""
    return scale_in_grid(_told(screen), _all_told(), in_points=_in_points())


def _in_points() -> bool:
    """Say whether the system lays its screens out in logical pixels, as macOS does."""
    return QGuiApplication.platformName() == "cocoa"


def _all_told() -> list[Told]:
    return [_told(one) for one in QGuiApplication.screens()]


def _told(screen: QScreen) -> Told:
    there: QRect = screen.geometry()
    return Told(there.left(), there.top(), there.width(), there.height(), screen.devicePixelRatio())


def _by_qt(screens: list[QScreen]) -> Frozen:
    found = []
    for screen in screens:
        image = screen.grabWindow(0).toImage()
        if image.isNull():
            continue
        found.append(_frozen(screen, image))
    if not found:
        raise NothingToSee
    return Frozen(tuple(found), None, _nothing)


def _frozen(screen: QScreen, image: QImage) -> FrozenScreen:
    """Return a screen with the frame that Qt took of it, and with a larger one where the grid is finer than that."""
    own, place, scale = _pixels(image), place_of(screen), scale_of(screen)
    if scale == screen.devicePixelRatio():
        # What was grabbed tells the size best: a size that was divided by 1.5 and rounded does not come back.
        return FrozenScreen(screen.name(), Rect(place.left, place.top, own.width, own.height), scale, own)
    smooth, stretch = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    larger = _pixels(image.scaled(place.width, place.height, stretch, smooth))
    return FrozenScreen(screen.name(), place, scale, larger, (own, screen.devicePixelRatio()))


def _pixels(image: QImage) -> ScreenPixels:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return ScreenPixels(image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits()))


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
