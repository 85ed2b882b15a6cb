"""Before and after of a ticket: which pictures stand together, which region all of them show, what of it may leave.

The region is what every one of them shows: their crops' common part, where their frames are of one size. Where that
leaves less than half of the smallest, or the sizes differ, each is shown as it is. Must not know paper or the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.model.rows import CaptureRow, TicketPictureRow
from gemba.model.values import CaptureState

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.imaging.rects import IntRect
    from gemba.services.pictures.captures import Captures


@dataclass(frozen=True, slots=True)
class Together:
    """A picture of a ticket with what shows its place after it was mended, in the ticket's order; alone without."""

    before: TicketPictureRow
    afters: tuple[TicketPictureRow, ...] = ()

    @property
    def links(self) -> tuple[TicketPictureRow, ...]:
        """Return all of them, the one before first."""
        return (self.before, *self.afters)


def together(links: Sequence[TicketPictureRow]) -> tuple[Together, ...]:
    """Return every picture once: before and after beside each other, the others alone, in the ticket's order."""
    there = {one.capture_id for one in links if one.capture_id and one.after_of is None}
    found = []
    for link in links:
        if link.after_of in there:
            continue
        afters = tuple(one for one in links if link.capture_id and one.after_of == link.capture_id)
        found.append(Together(link, afters))
    return tuple(found)


def same_region(rows: Iterable[CaptureRow]) -> IntRect | None:
    """Return what all of these pictures show, in pixels of their frames; None where each is shown as it is."""
    from gemba.imaging.clip import kept_rect

    shown = list(rows)
    if len({(one.width, one.height) for one in shown}) != 1:
        return None
    kept = [kept_rect(one.annotation, (one.width, one.height)) for one in shown]
    common = kept[0]
    for rect in kept[1:]:
        common = common.meet(rect)
    # A picture cut to a detail may stand beside one of the whole screen, so the smallest says how much is too little.
    least = min(rect.width * rect.height for rect in kept)
    return None if common.is_empty or 2 * common.width * common.height < least else common


def renditions_together(
    captures: Captures,
    links: Sequence[TicketPictureRow],
    rows: Mapping[str, CaptureRow],
    *,
    words: Callable[[str], str],
) -> dict[str, Rendition]:
    """Return, by id, what may leave of reviewed pictures that stand together and are cut to what both show.

    Those that show no more than that anyway are not among them, nor those that nobody has reviewed.
    """
    from gemba.imaging.clip import kept_rect

    regions: dict[str, IntRect] = {}
    for group in together(links):
        shown = [rows[key] for key in (one.capture_id or "" for one in group.links) if key in rows]
        region = same_region(shown) if group.afters and len(shown) > 1 else None
        for row in shown:
            narrower = region is not None and region != kept_rect(row.annotation, (row.width, row.height))
            if region is not None and narrower and row.state is CaptureState.REVIEWED:
                regions[row.id] = region
    return captures.renditions(regions, words=words, regions=regions)
