"""Goldens: small pictures of stable scenes, and how far a new picture may lie from one.

A golden is the window at 100 %, light, in English, on Qt's offscreen platform, at half its size in sixteen greys and
colours: fonts are ours, so machines agree but for how they smooth edges. Must not know any scene.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

GOLDENS = Path(__file__).resolve().parents[2] / "tests" / "snapshots" / "goldens"
MOST_BYTES = 60_000
MOST_BYTES_TOGETHER = 2_000_000
_SCALE = 2
_COLOURS = 48
#: a pixel counts as different beyond this step of 255 in any channel, after blurring
_STEP = 28
#: what share of pixels may be different, in the whole picture and in the worst of its tiles: smoothing moves edges a
#: little everywhere, a moved button a lot in one place
_WHOLE = 0.004
_IN_A_TILE = 0.12
_TILE_PX = 16


@dataclass(frozen=True, slots=True)
class Apart:
    """The share of pixels that look different, in the whole picture and in the tile where most do."""

    whole: float
    worst: float

    @property
    def seen(self) -> bool:
        """Say whether a person would see a difference."""
        return self.whole > _WHOLE or self.worst > _IN_A_TILE


def small(image: QImage) -> Image.Image:
    """Return a picture as a golden is kept: half the size, so that smoothing of edges counts less."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    opened = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    return opened.resize((opened.width // _SCALE, opened.height // _SCALE), Image.Resampling.BOX)


def write(image: QImage, to: Path) -> None:
    """Keep a picture as a golden; raises ValueError where it is too large."""
    to.parent.mkdir(parents=True, exist_ok=True)
    small(image).quantize(_COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)
    if to.stat().st_size > MOST_BYTES:
        raise ValueError(f"{to.name} has {to.stat().st_size} bytes; a golden may have {MOST_BYTES}")


def apart(one: Image.Image, other: Image.Image) -> Apart:
    """Return how far two pictures lie apart; those of different sizes entirely."""
    if one.size != other.size:
        return Apart(1.0, 1.0)
    blurred = [picture.convert("RGB").filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    red, green, blue = ImageChops.difference(*blurred).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    seen = most.point([0] * _STEP + [255] * (256 - _STEP))
    shares = [value / 255 for value in seen.reduce(_TILE_PX).tobytes()]
    return Apart(seen.histogram()[255] / (one.width * one.height), max(shares))
