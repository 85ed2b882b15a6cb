"""What is being chosen on a frozen screen: a point, a rectangle being drawn, one of a typed size, a window.

Device pixels of the desktop, over one screen or several. Mouse and keys go through the same few methods. Must not know
Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gemba.model.values import EvidenceSource
from gemba.ui.capture.places import Rect

#: a press that moves no further is a click
CLICK_PX = 4
#: so near to an edge it is taken hold of
GRIP_PX = 10
_ALL = (1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: a rectangle of the desktop, and the window (its number in the list) where it is one."""

    rect: Rect
    source: EvidenceSource
    window: int | None = None


class Choosing:
    """One choice; ``windows`` are rectangles, the topmost first, each cut to its screen."""

    def __init__(
        self, room: Rect, windows: Sequence[Rect] = (), last: Rect | None = None, screens: Sequence[Rect] = ()
    ) -> None:
        """Begin in the middle of the first screen; ``last`` is the region taken before, if it fits.

        ``room`` holds what a region may hold: one screen, or all ``screens`` where they lie in one grid of pixels.
        """
        self.room = room
        self.screens = tuple(screens) or (room,)
        self.windows = tuple(windows)
        self.last = last
        first = self.screens[0]
        self.x, self.y = first.left + first.width // 2, first.top + first.height // 2
        self.anchor: tuple[int, int] | None = None
        self.placed: Rect | None = None
        #: a region that was drawn with Ctrl: it stays to be pulled until it is taken
        self.held: Rect | None = None
        self._grip: tuple[int, int, int, int] | None = None
        self.picked: int | None = None

    # -- what is seen -----------------------------------------------------------------------------------------

    @property
    def rect(self) -> Rect | None:
        """Return the rectangle that is being made, None while there is none."""
        if self.held is not None or self.placed is not None:
            return self.held or self.placed
        return None if self.anchor is None else Rect.between(*self.anchor, self.x, self.y)

    @property
    def hovered(self) -> int | None:
        """Return the window that a click would take: the one stepped to, else the topmost under the point."""
        if self.rect is not None:
            return None
        if self.picked is not None:
            return self.picked
        return next((number for number, one in enumerate(self.windows) if one.holds(self.x, self.y)), None)

    @property
    def screen(self) -> Rect:
        """Return the screen with the point on it; the first where the point is in a corner that no screen shows."""
        return next((one for one in self.screens if one.holds(self.x, self.y)), self.screens[0])

    @property
    def spanned(self) -> tuple[Rect, ...]:
        """Return the screens of which a part is in the rectangle that is being made."""
        rect = self.rect
        return () if rect is None else tuple(one for one in self.screens if not one.cut(rect).is_empty)

    # -- steps ------------------------------------------------------------------------------------------------

    def point(self, x: int, y: int) -> None:
        """Move the point, and with it what hangs on it."""
        x = min(max(x, self.room.left), self.room.right - 1)
        y = min(max(y, self.room.top), self.room.bottom - 1)
        if self.placed is not None:
            self.placed = self.placed.moved(x - self.x, y - self.y).inside(self.room)
        if self.held is not None and self._grip is not None:
            self.held = self._pulled(self.held, self._grip, x - self.x, y - self.y)
        if (x, y) != (self.x, self.y):
            self.picked = None
        self.x, self.y = x, y

    def nudge(self, dx: int, dy: int) -> None:
        """Move the point by so many pixels, or the region that is held."""
        if self.held is not None:
            self.held = self._pulled(self.held, _ALL, dx, dy)
            return
        self.point(self.x + dx, self.y + dy)

    def begin(self) -> None:
        """Set the first corner where the point is; take hold of a region that is held, or let go of it for another."""
        if self.held is not None:
            self._grip = self.grip_at(self.x, self.y)
            if self._grip is not None:
                return
            self.held = None
        if self.placed is None:
            self.anchor, self.picked = (self.x, self.y), None

    def hold(self) -> bool:
        """Keep the region that was drawn, to be pulled before it is taken; False where there is none."""
        rect = self.rect
        if rect is None or (rect.width <= CLICK_PX and rect.height <= CLICK_PX):
            return False
        self.held, self.anchor, self.placed, self._grip = rect, None, None, None
        return True

    def grow(self, dx: int, dy: int) -> None:
        """Pull right and bottom of a region that is held by so many pixels."""
        if self.held is not None:
            self.held = self._pulled(self.held, (0, 0, 1, 1), dx, dy)

    def grip_at(self, x: int, y: int) -> tuple[int, int, int, int] | None:
        """Return which edges (left, top, right, bottom) are taken hold of at a place; all inside, None outside."""
        rect = self.held
        if rect is None:
            return None
        near = Rect(rect.left - GRIP_PX, rect.top - GRIP_PX, rect.width + 2 * GRIP_PX, rect.height + 2 * GRIP_PX)
        if not near.holds(x, y):
            return None
        left, right = abs(x - rect.left) <= GRIP_PX, abs(x - rect.right + 1) <= GRIP_PX
        top, bottom = abs(y - rect.top) <= GRIP_PX, abs(y - rect.bottom + 1) <= GRIP_PX
        edges = (int(left and not right), int(top and not bottom), int(right), int(bottom))
        return edges if any(edges) else _ALL

    def _pulled(self, rect: Rect, grip: tuple[int, int, int, int], dx: int, dy: int) -> Rect:
        """Return a region with these edges moved; with all of them it moves as it is and stays on the screen."""
        if grip == _ALL:
            return rect.moved(dx, dy).inside(self.room)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        if grip[0]:
            left = min(max(left + dx, self.room.left), right - 1)
        if grip[1]:
            top = min(max(top + dy, self.room.top), bottom - 1)
        if grip[2]:
            right = min(max(right + dx, left + 1), self.room.right)
        if grip[3]:
            bottom = min(max(bottom + dy, top + 1), self.room.bottom)
        return Rect(left, top, right - left, bottom - top)

    def size(self, width: int, height: int) -> None:
        """Make a rectangle of a typed size: from the corner that is set, else around the point."""
        if self.held is not None:
            self.held = Rect(self.held.left, self.held.top, width, height).inside(self.room)
            return
        if self.anchor is not None:
            left, top = self.rect.left if self.rect else self.x, self.rect.top if self.rect else self.y
        else:
            left, top = self.x - width // 2, self.y - height // 2
        self.placed = Rect(left, top, width, height).inside(self.room)
        self.anchor = self.picked = None

    def put(self, rect: Rect) -> None:
        """Make the region that is held, or placed, this one."""
        if self.held is not None:
            self.held = rect
        else:
            self.placed = rect

    def step_window(self, by: int) -> int | None:
        """Go to the next or the last window of the list, and return its number."""
        if not self.windows:
            return None
        if self.picked is None:
            self.picked = 0 if by > 0 else len(self.windows) - 1
        else:
            self.picked = (self.picked + by) % len(self.windows)
        self.anchor = self.placed = self.held = None
        return self.picked

    def back(self) -> bool:
        """Drop what is being made; say whether there was anything to drop."""
        had = self.rect is not None or self.picked is not None
        self.anchor = self.placed = self.held = self._grip = self.picked = None
        return had

    # -- the end ----------------------------------------------------------------------------------------------

    def released(self) -> Chosen | None:
        """Return what a mouse button that came up has chosen: a region, a window by a click, or nothing yet."""
        if self.held is not None:
            self._grip = None
            return None
        rect, self_placed = self.rect, self.placed is not None
        if self_placed and rect is not None:
            return Chosen(rect, EvidenceSource.REGION)
        moved = rect is not None and (rect.width > CLICK_PX or rect.height > CLICK_PX)
        if rect is not None and moved:
            return Chosen(rect, EvidenceSource.REGION)
        self.anchor = None
        return self._window()

    def entered(self) -> Chosen:
        """Return what Enter takes: the rectangle being made, the window stepped to, else the whole screen."""
        if self.rect is not None:
            return Chosen(self.rect, EvidenceSource.REGION)
        picked = self._window() if self.picked is not None else None
        return picked or Chosen(self.screen, EvidenceSource.SCREEN)

    def again(self) -> Chosen | None:
        """Return the last region, None where there is none on this screen."""
        return None if self.last is None else Chosen(self.last, EvidenceSource.REGION)

    def _window(self) -> Chosen | None:
        number = self.hovered
        return None if number is None else Chosen(self.windows[number], EvidenceSource.WINDOW, number)
