"""Take a picture without a window and without Qt, for the command: X11 only, where nothing has to be chosen.

Must not load Qt: the whole command has 400 ms.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from gemba.errors import EnvironmentProblem, Refused
from gemba.message import say
from gemba.model.shot import Pointer, Shot
from gemba.model.values import EvidenceSource
from gemba.services.pictures.shots import refuse_without_consent
from gemba.ui.capture.last_region import read_region
from gemba.ui.capture.places import Rect
from gemba.ui.capture.x11.screens import screens_of
from gemba.ui.capture.x11.shm import XScreen
from gemba.ui.capture.x11.windows import WindowThere, XWindows

if TYPE_CHECKING:
    from gemba.app import App


def take_alone(app: App, mode: str, *, delay_s: int = 0, pointer: bool = False) -> str:
    """Take and keep a picture of the window in front, the screen, all screens, or the last region; return its id.

    It hangs in the visit that runs, else in the inbox, and gets its row when the library is opened for writing next.
    With ``pointer`` the mouse pointer goes onto it as a mark, whatever the setting says. Raises Refused without consent
    or where there is nothing of that kind, EnvironmentProblem where this system lets no program look at the screen
    without a window.
    """
    visit = app.shots.running()
    if visit is not None:
        refuse_without_consent(visit)
    time.sleep(delay_s)
    server, windows = XScreen.open(), XWindows.open()
    if server is None or windows is None:
        raise EnvironmentProblem(
            say("Without its window gemba can look at the screen on X11 only."),
            mend=say("Start it with “gemba gui” and try again."),
        )
    try:
        stack = windows.stack()
        name, place, source = _wanted(app, mode, windows, stack, Rect(0, 0, *server.size()))
        grabbed = server.grab(place.left, place.top, place.width, place.height)
        if grabbed is None:
            raise EnvironmentProblem(say("The screen could not be read."))
        there = next((one for one in stack if not one.is_furniture and not one.rect.cut(place).is_empty), None)
        shot = Shot(
            grabbed.pixels,
            source,
            screen=name,
            window_title=there.title if there else "",
            program=there.program if there else "",
            pointer=_pointer_in(place, windows) if pointer or _wants_pointer(app) else None,
        )
        return app.shots.wait(shot, session=None if visit is None else visit.id)
    finally:
        server.close()
        windows.close()


def _wants_pointer(app: App) -> bool:
    return app.preferences.get("capture.pointer") == "mark"


def _pointer_in(place: Rect, windows: XWindows) -> Pointer | None:
    """Return the mouse pointer where it points into a rectangle of the desktop."""
    from gemba.ui.capture.x11.pointer import pointer_there

    there = pointer_there(windows)
    if there is None or not place.holds(there.x, there.y):
        return None
    return Pointer(there.x - place.left, there.y - place.top, there.shape, there.height_px)


def _wanted(
    app: App, mode: str, windows: XWindows, stack: tuple[WindowThere, ...], desktop: Rect
) -> tuple[str, Rect, EvidenceSource]:
    """Return screen, rectangle of the desktop and kind of what is wanted."""
    screens = screens_of(windows) or {"": desktop}
    if mode == "all":
        return " + ".join(screens), desktop, EvidenceSource.SCREEN
    if mode == "last":
        last = read_region(app.preferences.get("capture.last_region"))
        for name, place in screens.items():
            rect = None if last is None else last.on(name, place.width, place.height)
            if rect is not None:
                return name, rect.moved(place.left, place.top), EvidenceSource.REGION
        raise Refused(say("The screen of the last region is not there any more, or no region was taken yet."))
    if mode == "window":
        front = windows.active()
        rect = Rect(0, 0, 0, 0) if front is None else front.rect.cut(desktop)
        if rect.is_empty:
            raise Refused(say("There is no window of another program on the screen."))
        return _screen_at(screens, rect)[0], rect, EvidenceSource.WINDOW
    x, y = windows.pointer()
    name, place = _screen_at(screens, Rect(x, y, 1, 1))
    return name, place.cut(desktop), EvidenceSource.SCREEN


def _screen_at(screens: dict[str, Rect], rect: Rect) -> tuple[str, Rect]:
    x, y = rect.left + rect.width // 2, rect.top + rect.height // 2
    return next(((name, place) for name, place in screens.items() if place.holds(x, y)), next(iter(screens.items())))
