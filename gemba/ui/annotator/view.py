"""Where a picture lies in a view: zoom and place as frozen numbers. Must not know Qt or marks.

Everything is in the screen's own pixels, so that 100 % shows one pixel of the picture on one pixel of the screen,
whatever the interface's scaling is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LADDER = (0.02, 0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
MARGIN_PX = 24.0
_KEPT_PX = 64.0


@dataclass(frozen=True, slots=True)
class View:
    """Zoom and the place of the picture's top left corner in a view of ``width`` × ``height`` screen pixels."""

    picture_width: int
    picture_height: int
    width: float
    height: float
    zoom: float = 1.0
    left: float = 0.0
    top: float = 0.0
    fitted: bool = True

    def fit(self) -> View:
        """Show the whole picture, never larger than it is."""
        room = (max(self.width - 2 * MARGIN_PX, 1) / self.picture_width,)
        zoom = min(1.0, *room, max(self.height - 2 * MARGIN_PX, 1) / self.picture_height)
        return replace(self, zoom=max(zoom, LADDER[0]), fitted=True)._settled()

    def resized(self, width: float, height: float) -> View:
        """Return the view in a window of another size; what was in the middle stays there."""
        moved = replace(
            self,
            left=self.left + (width - self.width) / 2,
            top=self.top + (height - self.height) / 2,
            width=width,
            height=height,
        )
        return moved.fit() if self.fitted else moved._settled()

    def zoomed(self, zoom: float, *, x: float | None = None, y: float | None = None) -> View:
        """Return the view at another zoom; the point ``x``, ``y`` of the view (its middle) shows the same pixel."""
        zoom = min(max(zoom, LADDER[0]), LADDER[-1])
        at_x = self.width / 2 if x is None else x
        at_y = self.height / 2 if y is None else y
        px, py = self.to_picture(at_x, at_y)
        return replace(self, zoom=zoom, left=at_x - px * zoom, top=at_y - py * zoom, fitted=False)._settled()

    def stepped(self, steps: int) -> View:
        """Return the view so many rungs of the ladder nearer (or, with a minus, farther)."""
        higher = [rung for rung in LADDER if rung > self.zoom * 1.001]
        lower = [rung for rung in LADDER if rung < self.zoom * 0.999]
        return self.zoomed((higher or [LADDER[-1]])[0] if steps > 0 else (lower or [LADDER[0]])[-1])

    def panned(self, dx: float, dy: float) -> View:
        """Return the view with the picture moved by so many screen pixels."""
        return replace(self, left=self.left + dx, top=self.top + dy, fitted=False)._settled()

    def showing(self, box: tuple[float, float, float, float]) -> View:
        """Return the view moved as little as possible so that a rectangle of the picture is seen."""
        left, top = self.to_view(box[0], box[1])
        right, bottom = self.to_view(box[2], box[3])
        return (
            self.panned(_shift(left, right, self.width), _shift(top, bottom, self.height))
            if self._hides(left, top, right, bottom)
            else self
        )

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """Return the place in the picture of a point of the view."""
        return (x - self.left) / self.zoom, (y - self.top) / self.zoom

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the view of a place in the picture."""
        return x * self.zoom + self.left, y * self.zoom + self.top

    def middle(self) -> tuple[float, float]:
        """Return the place of the picture in the middle of what is seen of it."""
        left, top = self.to_picture(0, 0)
        right, bottom = self.to_picture(self.width, self.height)
        return (
            (max(left, 0) + min(right, self.picture_width)) / 2,
            (max(top, 0) + min(bottom, self.picture_height)) / 2,
        )

    def _hides(self, left: float, top: float, right: float, bottom: float) -> bool:
        return left < 0 or top < 0 or right > self.width or bottom > self.height

    def _settled(self) -> View:
        """Keep the picture in sight, in the middle where it is smaller than the view, on whole screen pixels."""
        return replace(
            self,
            left=float(round(_placed(self.left, self.picture_width * self.zoom, self.width))),
            top=float(round(_placed(self.top, self.picture_height * self.zoom, self.height))),
        )


def _placed(at: float, length: float, room: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(max(at, room - length - _KEPT_PX), _KEPT_PX)


def _shift(low: float, high: float, room: float) -> float:
    if low < MARGIN_PX:
        return MARGIN_PX - low
    return min(0.0, max(room - MARGIN_PX - high, MARGIN_PX - low))
