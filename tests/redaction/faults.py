"""Builds of imaging with one seeded fault each (R-18). None of them is reachable from gemba."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace

from PIL import Image

from gemba.imaging.picture import SEAL, EncodedPicture, Frame, Preview, Rendition
from gemba.imaging.rects import IntRect
from gemba.imaging.redact import REDACTION_RGB, BakedFrame, as_image, bake, fill
from gemba.imaging.render import Renderer
from gemba.model.annotation import Annotation, Mark
from tests.redaction.material import CAPTURE, Darkroom


class _Unburnt(Renderer):
    """Do not fill; keep the crop."""

    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        honest = bake(frame, annotation, cropped=cropped)
        without = Annotation(tuple(m for m in annotation.marks if m not in annotation.redactions))
        return replace(bake(frame, without, cropped=cropped), redactions=honest.redactions)


class _BakeAfterScaling(_Unburnt):
    def scale_down(self, baked: BakedFrame, max_px: tuple[int, int]) -> BakedFrame:
        scaled = super().scale_down(replace(baked, redactions=()), max_px)
        ratio = scaled.width / baked.width
        near = tuple(IntRect(*(round(n * ratio) for n in rect)) for rect in baked.redactions)
        return replace(scaled, rgb=fill(scaled.rgb, scaled.size, near), redactions=near)


class _OverlayOnly(_Unburnt):
    """Leave the pixels and lay a block over the flat picture."""


class _Alpha250(Renderer):
    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        honest = bake(frame, annotation, cropped=cropped)
        bare = _Unburnt(self.fonts).bake(frame, annotation, cropped=cropped)
        mixed = Image.blend(as_image(bare), as_image(honest), 250 / 255)
        return replace(honest, rgb=mixed.tobytes())


class _ExifKept(Renderer):
    def encode(self, baked: BakedFrame) -> EncodedPicture:
        out = io.BytesIO()
        exif = Image.Exif()
        exif[0x013B] = "Jane Roe"
        as_image(baked).save(out, "JPEG" if baked.lossy else "PNG", exif=exif)
        return EncodedPicture(out.getvalue(), "jpeg" if baked.lossy else "png", baked.width, baked.height)


class _ClipNotCrop(Renderer):
    """Hand on the whole picture with a note of what to show."""

    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        return bake(frame, annotation, cropped=False)


class _TextUnderBox(Renderer):
    def marks(self, frame: Frame, annotation: Annotation, baked: BakedFrame) -> tuple[Mark, ...]:
        x, y = baked.origin
        return tuple(mark.moved(-x, -y) for mark in annotation.pointing)


class _MeanColour(Renderer):
    """Fill with the mean of what is under the block, as a mosaic of one tile does."""

    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        honest = bake(frame, annotation, cropped=cropped)
        image = as_image(_Unburnt(self.fonts).bake(frame, annotation, cropped=cropped))
        for rect in honest.redactions:
            image.paste(image.crop(rect).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)), rect)
        return replace(honest, rgb=image.tobytes())


class _TightBox(Renderer):
    """Forget that the picture came from a codec that smears."""

    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        return replace(bake(replace(frame, lossy=False), annotation, cropped=cropped), lossy=frame.lossy)


@dataclass
class ThumbnailFromOriginal(Darkroom):
    def thumbnail(self, frame: Frame, annotation: Annotation) -> Preview:
        bare = BakedFrame(frame.width, frame.height, frame.rgb, frame.lossy)
        return Preview(self.renderer.encode(self.renderer.scale_down(bare, (64, 64))), seal=SEAL)


@dataclass
class HashOfOriginal(Darkroom):
    def rendition(self, frame: Frame, annotation: Annotation, max_width_px: int | None = None) -> Rendition:
        honest = super().rendition(frame, annotation, max_width_px)
        oracle = f"{CAPTURE}-{hashlib.sha256(frame.rgb).hexdigest()[:16]}"
        return replace(honest, capture_id=oracle, seal=SEAL)


@dataclass
class BakeAfterScaling(Darkroom):
    renderer: Renderer = field(default_factory=_BakeAfterScaling)


@dataclass
class OverlayOnly(Darkroom):
    renderer: Renderer = field(default_factory=_OverlayOnly)


@dataclass
class Alpha250(Darkroom):
    renderer: Renderer = field(default_factory=_Alpha250)


@dataclass
class ExifKept(Darkroom):
    renderer: Renderer = field(default_factory=_ExifKept)


@dataclass
class ClipNotCrop(Darkroom):
    renderer: Renderer = field(default_factory=_ClipNotCrop)


@dataclass
class TextUnderBox(Darkroom):
    renderer: Renderer = field(default_factory=_TextUnderBox)


@dataclass
class MeanColour(Darkroom):
    renderer: Renderer = field(default_factory=_MeanColour)


@dataclass
class TightBox(Darkroom):
    renderer: Renderer = field(default_factory=_TightBox)


FAULTS: tuple[type[Darkroom], ...] = (
    BakeAfterScaling,
    ThumbnailFromOriginal,
    OverlayOnly,
    Alpha250,
    ExifKept,
    HashOfOriginal,
    ClipNotCrop,
    TextUnderBox,
    MeanColour,
)
BLACK = REDACTION_RGB
