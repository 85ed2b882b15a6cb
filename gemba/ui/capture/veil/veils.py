"""A veil for every frozen screen, all over one choice: a drag goes on over the edge.

Must not know what becomes of what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QScreen

from gemba.ui.capture.cutting import place_of_last
from gemba.ui.capture.freezing import Frozen, FrozenScreen, desktop_of, place_of
from gemba.ui.capture.last_region import LastRegion
from gemba.ui.capture.places import Rect
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.sizes import Sizes
from gemba.ui.capture.veil.choosing import Choosing
from gemba.ui.capture.veil.veil import Veil
from gemba.ui.capture.x11.windows import WindowThere
from gemba.ui.desk import Desk


def veils_over(
    desk: Desk, frozen: Frozen, there: Sequence[WindowThere], last: LastRegion | None, pointing: Pointing
) -> list[Veil]:
    """Return the veils, not shown yet; ``last`` is the region taken before."""
    windows = _windows_on(frozen.screens, there)
    places = [one.place for one in frozen.screens]
    choosing = Choosing(desktop_of(frozen), [rect for rect, _ in windows], place_of_last(frozen, last), places)
    titles = [title for _, title in windows]
    sizes = Sizes(frozen)
    veils = [Veil(desk, _screen_of(one), one, choosing, titles, pointing, sizes) for one in frozen.screens]
    for veil in veils:
        veil.beside = tuple(veils)
    return veils


def _screen_of(frozen: FrozenScreen) -> QScreen:
    screens = QGuiApplication.screens()
    return next(one for one in screens if place_of(one).left == frozen.place.left and one.name() == frozen.name)


def _windows_on(screens: Sequence[FrozenScreen], there: Sequence[WindowThere]) -> list[tuple[Rect, str]]:
    """Return the windows as they show on each screen, on the desktop, with their titles."""
    found = []
    for screen in screens:
        for one in there:
            rect = one.rect.cut(screen.place)
            if not one.is_ours and not rect.is_empty:
                found.append((rect, one.title))
    return found
