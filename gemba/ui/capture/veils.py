"""A veil for every frozen screen, over one choice where the screens lie in one grid of pixels, else over one each.

Must not know what becomes of what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from gemba.ui.capture.choosing import Choosing
from gemba.ui.capture.cutting import place_of_last
from gemba.ui.capture.freezing import Frozen, FrozenScreen, desktop_of, place_of
from gemba.ui.capture.last_region import LastRegion
from gemba.ui.capture.places import Rect
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.veil import Veil
from gemba.ui.capture.x_windows import WindowThere
from gemba.ui.desk import Desk


def veils_over(
    desk: Desk, frozen: Frozen, there: Sequence[WindowThere], last: LastRegion | None, pointing: Pointing
) -> list[Veil]:
    """Return the veils, not shown yet; ``last`` is the region taken before."""
    shared = None
    if frozen.desktop is not None:
        shared = _choosing(frozen.screens, desktop_of(frozen), there, place_of_last(frozen, last))
    veils = []
    for one in frozen.screens:
        screens = QGuiApplication.screens()
        screen = next(it for it in screens if place_of(it).left == one.place.left and it.name() == one.name)
        alone = replace(frozen, screens=(one,))
        choosing = shared or _choosing((one,), one.place, there, place_of_last(alone, last))
        titles = [title for _, title in _windows_on(frozen.screens if shared else (one,), there)]
        veils.append(Veil(desk, screen, one, choosing, titles, pointing))
    for veil in veils:
        veil.beside = tuple(veils) if shared is not None else (veil,)
    return veils


def _choosing(screens: Sequence[FrozenScreen], room: Rect, there: Sequence[WindowThere], last: Rect | None) -> Choosing:
    windows = [rect for rect, _ in _windows_on(screens, there)]
    return Choosing(room, windows, last, [one.place for one in screens])


def _windows_on(screens: Sequence[FrozenScreen], there: Sequence[WindowThere]) -> list[tuple[Rect, str]]:
    """Return the windows as they show on each screen, on the desktop, with their titles."""
    found = []
    for screen in screens:
        for one in there:
            rect = one.rect.cut(screen.place)
            if not one.is_ours and not rect.is_empty:
                found.append((rect, one.title))
    return found
