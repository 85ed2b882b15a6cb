"""Bring an outside picture into the vault, and take frames out of it again.

Bytes that came from outside are decoded in the limited child (RELIABILITY H-04); the original and the decoded frame,
encoded anew by us, are durable when ``keep_picture`` returns, before any row speaks of them. Must not know rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gemba.imaging.decode import cool_down, decode_outside, warm_up
from gemba.imaging.picture import Frame
from gemba.imaging.png import decode_own_png, encode_png, encode_screen
from gemba.model.blobs import BlobStore
from gemba.model.shot import ScreenPixels, ToRgb


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture in the vault: the names of its original and of its upright frame, and what is known of it."""

    original: str
    frame: str
    width: int
    height: int
    lossy: bool
    blank: bool
    media_type: str


@contextmanager
def many_pictures() -> Iterator[None]:
    """Keep a decoder child standing by for as long as many pictures come in; it is ended afterwards."""
    warm_up()
    try:
        yield
    finally:
        cool_down()


def keep_picture(vault: BlobStore, data: bytes, *, name: str) -> KeptPicture:
    """Decode outside bytes and store original and frame; raise UserError that says what the file really is.

    ``name`` is only used in the sentence. Nothing is stored for a picture that cannot be decoded.
    """
    decoded = decode_outside(data, name=name)
    frame = decoded.frame
    return KeptPicture(
        original=vault.put(data),
        frame=vault.put(encode_png(frame)),
        width=frame.width,
        height=frame.height,
        lossy=frame.lossy,
        blank=is_blank(frame),
        media_type=f"image/{decoded.format}",
    )


def keep_screen(vault: BlobStore, pixels: ScreenPixels, to_rgb: ToRgb | None = None) -> KeptPicture:
    """Store a picture of the screen; it is encoded once and is original and frame in one."""
    name = vault.put(encode_screen(pixels, to_rgb))
    return KeptPicture(
        original=name,
        frame=name,
        width=pixels.width,
        height=pixels.height,
        lossy=False,
        blank=pixels.is_blank,
        media_type="image/png",
    )


def is_blank(frame: Frame) -> bool:
    """Say whether a picture is one flat colour, such as the black frame of a locked screen."""
    first = frame.rgb[:3]
    row = first * frame.width
    stride = len(row)
    return all(frame.rgb[start : start + stride] == row for start in range(0, len(frame.rgb), stride))


def load_frame(vault: BlobStore, name: str, *, lossy: bool) -> Frame:
    """Return a frame that we encoded ourselves; raises LibraryDamaged where the vault lost or changed it."""
    # The vault has compared the keyed hash.
    return decode_own_png(vault.get(name), lossy=lossy, proven=True)
