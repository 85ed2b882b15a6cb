"""The pictures that travel through gemba, told apart by type so that an original cannot be exported by mistake.

``Original`` is bytes as they came; ``Frame`` is raw pixels; ``Preview`` is for screens inside the program; only a
``Rendition`` may leave. Preview and Rendition can be made in gemba.imaging only: the constructor asks for a seal
that no other room has. Must not know the store or how a picture is decoded, drawn or encoded.
"""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from typing import Final, Literal

from gemba.imaging.rects import IntRect
from gemba.model.annotation import Mark

PictureFormat = Literal["png", "jpeg"]


class _Seal:
    """The token that Preview and Rendition ask for."""


SEAL: Final = _Seal()


@dataclass(frozen=True, slots=True)
class Original:
    """Hold the bytes of a picture as they came. They belong in the vault and never leave."""

    data: bytes = field(repr=False)
    format: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold a decoded, upright picture: three bytes a pixel, rows from the top.

    ``lossy`` says that it came from a codec that smears across blocks; redactions are then wider (``rects.snap``).
    Raises ValueError where the bytes do not fit the size.
    """

    width: int
    height: int
    rgb: bytes = field(repr=False)
    lossy: bool = False

    def __post_init__(self) -> None:
        """Refuse bytes that do not fit the size."""
        if self.width < 1 or self.height < 1 or len(self.rgb) != self.width * self.height * 3:
            raise ValueError(f"a frame of {self.width} x {self.height} needs {self.width * self.height * 3} bytes")

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return self.width, self.height


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """Hold a picture file that we encoded: no metadata, RGB, 8 bits."""

    data: bytes = field(repr=False)
    format: PictureFormat
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return self.width, self.height

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the file as hex. Only for what may leave; never taken of an original."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Say that a person has looked at a capture in the redaction step. Made by the service that records it."""

    capture_id: str
    by_role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold a picture for screens and thumbnails: the redactions so far are burnt in. Made by gemba.imaging only.

    Thrown away by its owner whenever a redaction changes.
    """

    picture: EncodedPicture
    seal: InitVar[_Seal | None] = None

    def __post_init__(self, seal: _Seal | None) -> None:
        """Refuse to be made elsewhere."""
        if seal is not SEAL:
            raise TypeError("a Preview is made by gemba.imaging.render.make_preview and nowhere else")


@dataclass(frozen=True, slots=True)
class PreviewPixels:
    """Hold a Preview that is not encoded, for the annotator: pixels of the whole picture, redactions burnt in.

    ``rgb`` is three bytes a pixel, rows from the top. Thrown away like a Preview; made by gemba.imaging only.
    """

    width: int
    height: int
    rgb: bytes = field(repr=False)
    seal: InitVar[_Seal | None] = None

    def __post_init__(self, seal: _Seal | None) -> None:
        """Refuse to be made elsewhere."""
        if seal is not SEAL:
            raise TypeError("pixels of a Preview are made by gemba.imaging.render.make_preview_pixels and nowhere else")


@dataclass(frozen=True, slots=True)
class Rendition:
    """Hold what may leave of one reviewed capture. Made by gemba.imaging only.

    ``base`` is redacted and cropped without marks (paper draws ``marks`` on it, in pixels of ``base``, then
    ``redactions`` again as solid blocks); ``flat`` has the marks painted. ``scale`` is pixels of ``base`` per pixel
    of the original; ``sha256`` is that of ``base``.
    """

    capture_id: str
    base: EncodedPicture
    flat: EncodedPicture
    marks: tuple[Mark, ...]
    redactions: tuple[IntRect, ...]
    scale: float
    sha256: str
    seal: InitVar[_Seal | None] = None

    def __post_init__(self, seal: _Seal | None) -> None:
        """Refuse to be made elsewhere."""
        if seal is not SEAL:
            raise TypeError("a Rendition is made by gemba.imaging.render.make_rendition and nowhere else")
