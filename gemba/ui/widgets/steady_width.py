"""The width that a height is made of, in a column that scrolls: steady while only the scroll bar comes or goes.

A picture as wide as its column is higher without the bar than with it. Where the column is just full, the bar would
come for the higher one and go for the lower one, for ever: Qt does that within itself until the stack ends, and with
it the program. Must not know what is shown.
"""

from __future__ import annotations

#: what a scroll bar takes (style_sheet.py), and what its coming and going may add to by rounding
BAR_PX = 14


class SteadyWidth:
    """Remembers the width last taken; one that is larger by no more than a scroll bar is not taken."""

    def __init__(self) -> None:
        """Begin with none."""
        self._px = 0

    def of(self, width_px: int) -> int:
        """Return the width to be as high for, in logical pixels, never more than ``width_px``."""
        if not self._px <= width_px <= self._px + BAR_PX:
            self._px = width_px
        return self._px
