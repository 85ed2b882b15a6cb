"""The look as values: colours of UX.md in light and dark, type scale, spaces. Must not know Qt.

Every colour on every screen comes from here. Text on its ground has a contrast of at least 4.5 : 1, marks 3 : 1;
tests/ui/test_theme.py reckons it.
"""

from __future__ import annotations

from typing import NamedTuple

BASE_PX = 13
TYPE_SCALE_PX = {"small": 11, "base": 13, "large": 15, "title": 20, "display": 28}
SPACE_PX = 4
CORNER_PX = 6
RAIL_PX = 64


class Look(NamedTuple):
    """The colours of one look, as "#RRGGBB"."""

    name: str
    ground: str
    surface: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    good: str
    attention: str
    stop: str
    hover: str
    pressed: str
    field: str

    @property
    def is_dark(self) -> bool:
        """Say whether it is the dark one."""
        return self.name == "dark"


LIGHT = Look(
    name="light",
    ground="#F6F5F2",
    surface="#FFFFFF",
    line="#E2E0DA",
    ink="#1C1F24",
    muted="#5D636D",
    accent="#2F4BC4",
    accent_ink="#FFFFFF",
    accent_soft="#E6EAFA",
    good="#2B7A4B",
    attention="#965E0F",
    stop="#B93227",
    hover="#EFEDE8",
    pressed="#E6E3DC",
    field="#84878E",
)
DARK = Look(
    name="dark",
    ground="#16181C",
    surface="#1E2126",
    line="#31353C",
    ink="#ECEDEF",
    muted="#A0A6B0",
    accent="#8EA2FF",
    accent_ink="#14171F",
    accent_soft="#2A3152",
    good="#6CC294",
    attention="#E3AE55",
    stop="#F08376",
    hover="#272B31",
    pressed="#30353D",
    field="#747B87",
)


def look_named(name: str) -> Look:
    """Return the look "light" or "dark"."""
    return DARK if name == "dark" else LIGHT
