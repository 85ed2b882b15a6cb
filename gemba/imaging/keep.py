"""Put Renditions and Previews away and take them out again, without the original (it may have been purged).

A record is JSON for the store; the pictures' bytes lie beside it as blobs. Taking out proves that the bytes are
those that were put away and hold nothing but pixels. Must not know where the store keeps either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from gemba.imaging.metadata import check
from gemba.imaging.picture import SEAL, EncodedPicture, Frame, PictureFormat, Preview, Rendition
from gemba.imaging.rects import IntRect
from gemba.imaging.render import open_own
from gemba.model.annotation import Mark


def rendition_record(rendition: Rendition) -> dict[str, Any]:
    """Return what the store keeps beside the two files; ``base`` and ``flat`` are their SHA-256."""
    return {
        "capture_id": rendition.capture_id,
        "format": rendition.base.format,
        "size": list(rendition.base.size),
        "base": rendition.base.sha256,
        "flat": rendition.flat.sha256,
        "marks": [mark.to_json() for mark in rendition.marks],
        "redactions": [list(rect) for rect in rendition.redactions],
        "scale": rendition.scale,
    }


def restore_rendition(record: Mapping[str, Any], *, base: bytes, flat: bytes) -> Rendition:
    """Return the Rendition of a record; raise ValueError where record and bytes do not belong together."""
    try:
        format_: PictureFormat = "jpeg" if record["format"] == "jpeg" else "png"
        width, height = (int(n) for n in record["size"])
        pictures = [
            _proven(data, str(record[name]), format_, width, height) for name, data in (("base", base), ("flat", flat))
        ]
        return Rendition(
            str(record["capture_id"]),
            pictures[0],
            pictures[1],
            tuple(Mark.from_json(mark) for mark in record["marks"]),
            tuple(IntRect(*(int(n) for n in rect)) for rect in record["redactions"]),
            float(record["scale"]),
            pictures[0].sha256,
            seal=SEAL,
        )
    except (KeyError, TypeError) as problem:
        raise ValueError("not the record of a rendition") from problem


def restore_preview(data: bytes, *, format_: PictureFormat, width: int, height: int, sha256: str) -> Preview:
    """Return a Preview that was put away; raise ValueError where the bytes are not those of ``sha256``."""
    return Preview(_proven(data, sha256, format_, width, height), seal=SEAL)


def frame_of(picture: Preview | Rendition) -> Frame:
    """Return the pixels of a Preview, or of the base of a Rendition, for further redaction after a purge.

    Redactions in it are already pixels. A Preview made with ``cropped=False`` keeps the original's coordinates.
    """
    return open_own(picture.picture if isinstance(picture, Preview) else picture.base)


def _proven(data: bytes, sha256: str, format_: PictureFormat, width: int, height: int) -> EncodedPicture:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("the bytes are not those that were put away")
    check(data, format_)
    return EncodedPicture(data, format_, width, height)
