"""Make small pictures for lists, from what is baked and never from an original's frame."""

from __future__ import annotations

from gemba.imaging.picture import SEAL, Preview
from gemba.imaging.redact import BakedFrame, scale_down
from gemba.imaging.render import Renderer, open_own

THUMBNAIL_PX = 320


def make_thumbnail(source: Preview | BakedFrame, *, max_px: int = THUMBNAIL_PX) -> Preview:
    """Return a Preview that fits a square of ``max_px``.

    Quickest from the BakedFrame while it is in memory (``redact.bake``). Raises TypeError for a plain Frame: its
    redactions are not burnt in.
    """
    if isinstance(source, Preview):
        frame = open_own(source.picture)
        source = BakedFrame(frame.width, frame.height, frame.rgb, frame.lossy)
    if not isinstance(source, BakedFrame):
        raise TypeError("a thumbnail is made from a Preview or a baked frame")
    return Preview(Renderer().encode(scale_down(source, (max_px, max_px))), seal=SEAL)
