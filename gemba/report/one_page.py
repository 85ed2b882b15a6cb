"""Pictures of a sheet that is to be one page: as large as the rest of it allows, beside each other where need be.

A sheet that is handed over is read at one glance. Where not even small pictures leave room, it stays as long as it is:
nothing is cut. Must not know tickets.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.report.document import SheetPicture
from gemba.report.ink import Strip
from gemba.report.sheet_pictures import packed, picture_rows, row_strip
from gemba.report.styles import Styles
from gemba.report.words import Words

_TRIES = ((1, (0.40, 0.34, 0.28, 0.23, 0.19, 0.16)), (2, (0.30, 0.25, 0.20, 0.16)), (3, (0.20, 0.16, 0.12)))
"""Pictures in a row, and what share of the page's height one may have, the most readable first."""


def fitting_pictures(
    pictures: Sequence[SheetPicture], styles: Styles, words: Words, *, room_pt: float
) -> list[Strip] | None:
    """Return the pictures as strips no higher than ``room_pt`` together, or None where they cannot be."""
    for columns, shares in _TRIES:
        for share in shares:
            rows = packed(picture_rows(pictures), columns)
            made = [row_strip(one, styles, words, columns=columns, share=share) for one in rows]
            if sum(strip.height + strip.space_before for strip in made) <= room_pt:
                return made
    return None
