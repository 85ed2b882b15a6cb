"""Move and stretch the region that is to be spoken of by keys. Must not know who speaks of it."""

from __future__ import annotations

from gemba.model.rows.review import Region


def moved(region: Region, dx: int, dy: int, *, size: bool, room: tuple[int, int]) -> Region:
    """Return a region moved inside the picture, or made larger or smaller at its right and bottom."""
    left, top, right, bottom = region
    if size:
        return left, top, min(max(right + dx, left + 4), room[0]), min(max(bottom + dy, top + 4), room[1])
    dx = min(max(dx, -left), room[0] - right)
    dy = min(max(dy, -top), room[1] - bottom)
    return left + dx, top + dy, right + dx, bottom + dy
