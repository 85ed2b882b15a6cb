"""Sizes of regions as the picture will have them, also where the desktop's grid is finer than a screen.

On macOS the grid is that of the finest screen; what lies on another is saved in that screen's own pixels, of which
there are fewer. Must not know Qt, nor who shows a size or types one.
"""

from __future__ import annotations

from gemba.ui.capture.cutting import screen_of
from gemba.ui.capture.freezing import Frozen, FrozenScreen
from gemba.ui.capture.places import Rect
from gemba.ui.capture.stitching import enlarged
from gemba.ui.capture.veil.choosing import Choosing


class Sizes:
    """Measures the regions of one frozen desktop."""

    def __init__(self, frozen: Frozen) -> None:
        """Take the screens as they are cut."""
        self._frozen = frozen

    def of(self, rect: Rect) -> tuple[int, int]:
        """Return width and height of the picture that a rectangle of the grid becomes, in pixels."""
        screen = screen_of(self._frozen, rect)
        if screen is None:
            return rect.width, rect.height
        part = screen.part(rect.cut(screen.place))
        return part.width, part.height

    def let(self, choosing: Choosing, width: int, height: int) -> None:
        """Give a region a size in the picture's pixels; on a screen that is coarser than the grid it stays on it."""
        choosing.size(width, height)
        screen = self._under(choosing)
        if screen is None or screen.own is None or choosing.rect is None:
            return
        own, place = screen.own[0], screen.place
        width, height = min(width, own.width), min(height, own.height)
        choosing.size(*_size(enlarged(Rect(0, 0, width, height), place, own.width, own.height)))
        begin = screen.part(choosing.rect.inside(place))
        wanted = Rect(begin.left, begin.top, width, height).inside(Rect(0, 0, own.width, own.height))
        choosing.put(enlarged(wanted, place, own.width, own.height))

    def grain(self, choosing: Choosing) -> int:
        """Return how many of the grid's pixels are one of the screen on which something is chosen."""
        screen = self._under(choosing)
        return 1 if screen is None or screen.own is None else max(1, round(screen.place.width / screen.own[0].width))

    def _under(self, choosing: Choosing) -> FrozenScreen | None:
        """Return the screen on which a region begins, or else the point is."""
        at = (choosing.x, choosing.y) if choosing.held is None else (choosing.held.left, choosing.held.top)
        return next((one for one in self._frozen.screens if one.place.holds(*at)), None)


def _size(rect: Rect) -> tuple[int, int]:
    return rect.width, rect.height
