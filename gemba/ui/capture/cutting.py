"""Cut a picture out of frozen screens, and say of it what the desktop told: window, program, screen, scale.

Device pixels stay as they are. Must not know how the part was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.model.shot import Shot
from gemba.model.values import EvidenceSource
from gemba.ui.capture.choosing import Chosen
from gemba.ui.capture.freezing import Frozen, FrozenScreen, desktop_of
from gemba.ui.capture.last_region import LastRegion
from gemba.ui.capture.modes import Taken
from gemba.ui.capture.places import Rect
from gemba.ui.capture.x_windows import WindowThere


def cut_choice(screen: FrozenScreen, chosen: Chosen, windows: Sequence[WindowThere]) -> Taken:
    """Return what was chosen on one screen; ``windows`` are the desktop's, the topmost first."""
    place = chosen.rect.moved(screen.place.left, screen.place.top)
    return _taken(screen, place, chosen.source, windows)


def cut_screen(frozen: Frozen, at: tuple[int, int] | None, windows: Sequence[WindowThere]) -> Taken:
    """Return the screen that holds a point of the desktop, else the first."""
    found = next((one for one in frozen.screens if at is not None and one.place.holds(*at)), frozen.screens[0])
    return _taken(found, found.place, EvidenceSource.SCREEN, windows)


def cut_desktop(frozen: Frozen, windows: Sequence[WindowThere]) -> list[Taken]:
    """Return all screens: one picture where they lie in one grid of pixels, else one each."""
    if frozen.desktop is None or len(frozen.screens) == 1:
        return [_taken(one, one.place, EvidenceSource.SCREEN, windows) for one in frozen.screens]
    whole = desktop_of(frozen)
    # The desktop begins at (0, 0); screens may leave corners of it free.
    pixels = frozen.desktop.part(whole.left, whole.top, whole.width, whole.height)
    name = " + ".join(one.name for one in frozen.screens)
    scale = max(one.scale for one in frozen.screens)
    there = _there(whole, EvidenceSource.SCREEN, windows)
    shot = Shot(pixels, EvidenceSource.SCREEN, scale=scale, screen=name, window_title=there[0], program=there[1])
    return [Taken(shot, whole)]


def cut_window(frozen: Frozen, window: WindowThere) -> Taken | None:
    """Return a window as far as it is on a screen: on the one that holds most of it. None where it is on none."""
    best = max(frozen.screens, key=lambda one: _area(one.place.cut(window.rect)))
    place = window.rect.cut(best.place)
    if place.is_empty:
        return None
    return _taken(best, place, EvidenceSource.WINDOW, [window])


def cut_last(frozen: Frozen, last: LastRegion | None, windows: Sequence[WindowThere]) -> Taken | None:
    """Return the region taken last, None where its screen is not there any more as it was."""
    for screen in frozen.screens:
        rect = None if last is None else last.on(screen.name, screen.pixels.width, screen.pixels.height)
        if rect is not None:
            return _taken(screen, rect.moved(screen.place.left, screen.place.top), EvidenceSource.REGION, windows)
    return None


def _taken(screen: FrozenScreen, place: Rect, source: EvidenceSource, windows: Sequence[WindowThere]) -> Taken:
    corner = screen.place
    pixels = screen.pixels.part(place.left - corner.left, place.top - corner.top, place.width, place.height)
    title, program = _there(place, source, windows)
    shot = Shot(pixels, source, scale=screen.scale, screen=screen.name, window_title=title, program=program)
    return Taken(shot, place)


def _there(place: Rect, source: EvidenceSource, windows: Sequence[WindowThere]) -> tuple[str, str]:
    """Return title and program of the window that shows in most of the picture; of a screen, of the one in front."""
    others = [one for one in windows if not one.is_ours and not one.is_furniture]
    if source is EvidenceSource.SCREEN:
        found = next((one for one in others if not one.rect.cut(place).is_empty), None)
    else:
        x, y = place.left + place.width // 2, place.top + place.height // 2
        found = next((one for one in others if one.rect.holds(x, y)), None)
        found = found or max(others, key=lambda one: _area(one.rect.cut(place)), default=None)
        if found is not None and found.rect.cut(place).is_empty:
            found = None
    return ("", "") if found is None else (found.title, found.program)


def _area(rect: Rect) -> int:
    return rect.width * rect.height
