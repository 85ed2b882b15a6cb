"""One picture to take along: for the clipboard and for dragging out of the window (R-15).

It is the flat Rendition of a reviewed picture, masked, always as PNG, and nothing else. Must not know clipboards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.dataclass import dataclass, field
from gemba.model.library import Library
from gemba.services.captures import Captures
from gemba.services.privacy import Privacy

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """What may be taken along: a PNG of ours, and its size in pixels."""

    png: bytes = field(repr=False)
    width: int
    height: int


def picture_copy(library: Library, capture_id: str) -> PictureCopy:
    """Return a reviewed picture to take along. Raises Refused where nobody has reviewed it."""
    words = Privacy(library).masker().for_paper
    return copy_of(Captures(library).renditions([capture_id], words=words)[capture_id])


def copy_of(rendition: Rendition) -> PictureCopy:
    """Return the flat product of a Rendition as PNG; raises TypeError for anything that is no Rendition."""
    from gemba.imaging.export import chosen
    from gemba.imaging.png import encode_png
    from gemba.imaging.render import open_own

    flat = chosen(rendition, "flat")
    png = flat.data if flat.format == "png" else encode_png(open_own(flat))
    return PictureCopy(png, flat.width, flat.height)
