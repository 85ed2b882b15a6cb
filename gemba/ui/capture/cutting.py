"""Cut a picture out of frozen screens, and say of it what the desktop told: window, program, screen, scale.

Device pixels stay as they are. Must not know how the part was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.model.shot import Shot
from gemba.model.values import EvidenceSource
from gemba.ui.capture.freezing import Frozen, FrozenScreen, desktop_of
from gemba.ui.capture.last_region import LastRegion
from gemba.ui.capture.modes import Taken
from gemba.ui.capture.places import Rect
from gemba.ui.capture.veil.choosing import Chosen
from gemba.ui.capture.x11.windows import WindowThere


def cut_choice(frozen: Frozen, chosen: Chosen, windows: Sequence[WindowThere]) -> Taken:
    """Return what was chosen on the desktop; ``windows`` are the desktop's, the topmost first.

    Over several screens it is one picture of the one grid they lie in. Its scale is the larger one: a mark that is
    drawn for that is no smaller than on either screen.
    """
    screen = screen_of(frozen, chosen.rect)
    if screen is None:
        return _over(frozen, _under(frozen, chosen.rect), chosen.rect, chosen.source, windows)
    return _taken(screen, chosen.rect.cut(screen.place), chosen.source, windows)


def place_of_choice(frozen: Frozen, chosen: Chosen) -> Rect:
    """Return where the picture of a choice stands on the desktop, without cutting it."""
    screen = screen_of(frozen, chosen.rect)
    return chosen.rect if screen is None else chosen.rect.cut(screen.place)


def cut_screen(frozen: Frozen, at: tuple[int, int] | None, windows: Sequence[WindowThere]) -> Taken:
    """Return the screen that holds a point of the desktop, else the first."""
    found = next((one for one in frozen.screens if at is not None and one.place.holds(*at)), frozen.screens[0])
    return _taken(found, found.place, EvidenceSource.SCREEN, windows)


def cut_desktop(frozen: Frozen, windows: Sequence[WindowThere]) -> list[Taken]:
    """Return all screens: one picture where the system hands them over as one, else one each."""
    if frozen.desktop is None or len(frozen.screens) == 1:
        return [_taken(one, one.place, EvidenceSource.SCREEN, windows) for one in frozen.screens]
    whole = desktop_of(frozen)
    # The desktop begins at (0, 0); screens may leave corners of it free.
    return [_over(frozen, frozen.screens, whole, EvidenceSource.SCREEN, windows)]


def cut_window(frozen: Frozen, window: WindowThere) -> Taken | None:
    """Return a window as far as it is on a screen: on the one that holds most of it. None where it is on none."""
    best = max(frozen.screens, key=lambda one: _area(one.place.cut(window.rect)))
    place = window.rect.cut(best.place)
    if place.is_empty:
        return None
    return _taken(best, place, EvidenceSource.WINDOW, [window])


def cut_last(frozen: Frozen, last: LastRegion | None, windows: Sequence[WindowThere]) -> Taken | None:
    """Return the region taken last, None where its screens are not there any more as they were."""
    for screen in frozen.screens:
        place = place_of_last(replace(frozen, screens=(screen,)), last)
        if place is not None:
            return _taken(screen, place, EvidenceSource.REGION, windows)
    place = place_of_last(frozen, last)
    return None if place is None else cut_choice(frozen, Chosen(place, EvidenceSource.REGION), windows)


def place_of_last(frozen: Frozen, last: LastRegion | None) -> Rect | None:
    """Return where the region taken last is on the desktop, None where its screens are not there as they were."""
    if last is None:
        return None
    for screen in frozen.screens:
        rect = last.on(screen.name, screen.place.width, screen.place.height)
        if rect is not None:
            return rect.moved(screen.place.left, screen.place.top)
    if len(frozen.screens) == 1:
        return None
    whole = desktop_of(frozen)
    rect = last.on(_names(frozen.screens), whole.width, whole.height)
    return None if rect is None else rect.moved(whole.left, whole.top)


def remembered(frozen: Frozen, place: Rect) -> LastRegion:
    """Return a region of the desktop as it is kept: on its screen, or on all of them where it is over several."""
    screen = next((one for one in frozen.screens if one.place.covers(place)), None)
    if screen is not None:
        rect = place.moved(-screen.place.left, -screen.place.top)
        return LastRegion(screen.name, screen.place.width, screen.place.height, rect)
    whole = desktop_of(frozen)
    return LastRegion(_names(frozen.screens), whole.width, whole.height, place.moved(-whole.left, -whole.top))


def _under(frozen: Frozen, rect: Rect) -> list[FrozenScreen]:
    return [one for one in frozen.screens if not one.place.cut(rect).is_empty]


def screen_of(frozen: Frozen, rect: Rect) -> FrozenScreen | None:
    """Return the screen that a rectangle is cut out of, None where that is the desktop."""
    over = _under(frozen, rect)
    whole = next((one for one in over if one.place.covers(rect)), None)
    # Beyond a screen's edge there is something to see on another screen, or where the system's own picture goes on.
    if whole is None and (len(over) > 1 or (over and frozen.desktop is not None)):
        return None
    return whole or max(frozen.screens, key=lambda one: _area(one.place.cut(rect)))


def _names(screens: Sequence[FrozenScreen]) -> str:
    return " + ".join(one.name for one in screens)


def _over(
    frozen: Frozen,
    screens: Sequence[FrozenScreen],
    place: Rect,
    source: EvidenceSource,
    windows: Sequence[WindowThere],
) -> Taken:
    """Return a part of the desktop that lies over several screens."""
    pixels = frozen.over(place)
    title, program = _there(place, source, windows)
    scale = max(one.scale for one in screens)
    shot = Shot(pixels, source, scale=scale, screen=_names(screens), window_title=title, program=program)
    return Taken(shot, place)


def _taken(screen: FrozenScreen, place: Rect, source: EvidenceSource, windows: Sequence[WindowThere]) -> Taken:
    pixels, scale = screen.cut(place)
    title, program = _there(place, source, windows)
    shot = Shot(pixels, source, scale=scale, screen=screen.name, window_title=title, program=program)
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
