"""Pictures of a sheet that is to be one page: as large as the rest of it allows, beside each other where need be.

A sheet that is handed over is read at one glance. Where not even small pictures leave room, it stays as long as it is:
nothing is cut. Must not know tickets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.report.document import SheetPicture
from gemba.report.ink import Strip
from gemba.report.sheets import picture_strip
from gemba.report.styles import Styles
from gemba.report.words import Words

_GAP_PT = 12.0
_TRIES = ((1, (0.40, 0.34, 0.28, 0.23, 0.19, 0.16)), (2, (0.30, 0.25, 0.20, 0.16)), (3, (0.20, 0.16, 0.12)))
"""Pictures in a row, and what share of the page's height one may have, the most readable first."""


def fitting_pictures(
    pictures: Sequence[SheetPicture], styles: Styles, words: Words, *, room_pt: float
) -> list[Strip] | None:
    """Return the pictures as strips no higher than ``room_pt`` together, or None where they cannot be."""
    for columns, shares in _TRIES:
        for share in shares:
            made = _rows(pictures, styles, words, columns=columns, share=share)
            if sum(strip.height + strip.space_before for strip in made) <= room_pt:
                return made
    return None


def _rows(pictures: Sequence[SheetPicture], styles: Styles, words: Words, *, columns: int, share: float) -> list[Strip]:
    if columns == 1:
        return [picture_strip(one, styles, words, share=share) for one in pictures]
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    return [_beside(row, styles, words, columns=columns, share=share) for row in rows]


def _beside(pictures: Sequence[SheetPicture], styles: Styles, words: Words, *, columns: int, share: float) -> Strip:
    """Return pictures beside each other as one strip, each in its part of the column."""
    part = (styles.sheet.column - _GAP_PT * (columns - 1)) / columns
    narrow = replace(styles, sheet=replace(styles.sheet, right=styles.sheet.right + styles.sheet.column - part))
    strips = [picture_strip(one, narrow, words, share=share) for one in pictures]
    inks = tuple(
        ink._replace(dx=ink.dx + at * (part + _GAP_PT)) for at, strip in enumerate(strips) for ink in strip.inks
    )
    anchors = tuple(anchor for strip in strips for anchor in strip.anchors)
    return Strip(max(strip.height for strip in strips), inks, space_before=4, anchors=anchors)
