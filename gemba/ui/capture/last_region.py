"""The region that was taken last, kept over a restart as text: "DP-1 1920x1080 300,250,600,450".

Must not know Qt or where settings are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gemba.ui.capture.places import Rect

_TEXT = re.compile(r"(.*) (\d+)x(\d+) (\d+),(\d+),(\d+),(\d+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LastRegion:
    """A region of a screen, in that screen's device pixels, and how large the screen was."""

    screen: str
    width: int
    height: int
    rect: Rect

    def text(self) -> str:
        """Return it as it is kept."""
        one = self.rect
        return f"{self.screen} {self.width}x{self.height} {one.left},{one.top},{one.width},{one.height}"

    def on(self, name: str, width: int, height: int) -> Rect | None:
        """Return the region where that screen is still the same one, None where it is another or of another size."""
        room = Rect(0, 0, width, height)
        same = (name, width, height) == (self.screen, self.width, self.height)
        return self.rect if same and not self.rect.is_empty and room.covers(self.rect) else None


def read_region(text: str) -> LastRegion | None:
    """Read what ``text`` wrote, None for anything else."""
    found = _TEXT.match(text)
    if found is None:
        return None
    numbers = [int(one) for one in found.groups()[1:]]
    return LastRegion(found[1], numbers[0], numbers[1], Rect(*numbers[2:]))
