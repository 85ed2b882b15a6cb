"""Make Previews and Renditions: bake, scale, draw, encode, in that order and no other (RELIABILITY rule 11).

One class with one method per step, so that a test can break a step and see the suite notice. Whatever is raised on
the way leaves nothing behind: products are returned whole or not at all. Must not know the store, files or Qt.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image

from gemba.errors import Refused
from gemba.imaging import png
from gemba.imaging.clip import moved_and_scaled, visible_marks
from gemba.imaging.geometry import picture_shapes
from gemba.imaging.paint import FontPaths, paint
from gemba.imaging.picture import SEAL, EncodedPicture, Frame, Preview, PreviewPixels, Rendition, Reviewed
from gemba.imaging.redact import BakedFrame, as_image, bake, fill, scale_down
from gemba.message import say
from gemba.model.annotation import Annotation, Mark

JPEG_QUALITY = 90
_ANY = 1 << 30


@dataclass(frozen=True, slots=True)
class Renderer:
    """Carry out the steps from a frame to what is shown or leaves."""

    fonts: FontPaths = field(default_factory=FontPaths.shipped)

    def preview(
        self, frame: Frame, annotation: Annotation, *, max_px: int | None = None, cropped: bool = True
    ) -> Preview:
        """Return the picture with the redactions so far burnt in; see ``make_preview``."""
        limit = max_px or _ANY
        baked = self.scale_down(self.bake(frame, annotation, cropped=cropped), (limit, limit))
        return Preview(self.encode(baked), seal=SEAL)

    def rendition(
        self,
        frame: Frame,
        annotation: Annotation,
        *,
        capture_id: str,
        reviewed: Reviewed,
        max_width_px: int | None = None,
    ) -> Rendition:
        """Return what may leave of a reviewed capture; see ``make_rendition``."""
        stamp: object = reviewed  # whatever a caller hands over
        if not isinstance(stamp, Reviewed) or stamp.capture_id != capture_id:
            raise Refused(
                say("A picture that nobody has reviewed is not exported."),
                mend=say("Look at it in the redaction step and mark it as reviewed."),
            )
        whole_bake = self.bake(frame, annotation, cropped=True)
        baked = self.scale_down(whole_bake, (max_width_px or _ANY, _ANY))
        marks = self.marks(frame, annotation, baked)
        base = self.encode(baked)
        flat = self.encode(self.paint(baked, marks)) if marks else base
        return Rendition(capture_id, base, flat, marks, baked.redactions, baked.scale, base.sha256, seal=SEAL)

    def bake(self, frame: Frame, annotation: Annotation, *, cropped: bool) -> BakedFrame:
        """Burn in the redactions and cut the crop."""
        return bake(frame, annotation, cropped=cropped)

    def scale_down(self, baked: BakedFrame, max_px: tuple[int, int]) -> BakedFrame:
        """Scale what is baked."""
        return scale_down(baked, max_px)

    def marks(self, frame: Frame, annotation: Annotation, baked: BakedFrame) -> tuple[Mark, ...]:
        """Return the marks that may be seen, in pixels of the baked frame."""
        seen = visible_marks(annotation, frame.size, lossy=frame.lossy)
        x, y = baked.origin
        return tuple(moved_and_scaled(mark, -x, -y, baked.scale) for mark in seen)

    def paint(self, baked: BakedFrame, marks: tuple[Mark, ...]) -> BakedFrame:
        """Paint the marks on what is baked; the blocks are filled again on top."""
        painted = paint(as_image(baked), picture_shapes(marks, picture_size=baked.size), self.fonts)
        rgb = fill(painted.tobytes(), baked.size, baked.redactions)
        return BakedFrame(baked.width, baked.height, rgb, baked.lossy, baked.origin, baked.redactions, baked.scale)

    def encode(self, baked: BakedFrame) -> EncodedPicture:
        """Encode what is baked: JPEG where the source was lossy (a photograph), PNG for screens."""
        given: object = baked
        if not isinstance(given, BakedFrame):
            raise TypeError("only a baked frame is encoded for showing or sending")
        return encode_jpeg(baked) if baked.lossy else png.encode(baked)


def make_preview(frame: Frame, annotation: Annotation, *, max_px: int | None = None, cropped: bool = True) -> Preview:
    """Return the picture for screens inside the program, redactions so far burnt in, marks not drawn.

    ``max_px`` bounds width and height. ``cropped=False`` keeps the part outside the crop (for the editor).
    """
    return Renderer().preview(frame, annotation, max_px=max_px, cropped=cropped)


def make_preview_pixels(frame: Frame, annotation: Annotation, *, marked: bool = False) -> PreviewPixels:
    """Return the whole picture with the redactions so far burnt in, not encoded: the ground of the annotator.

    With ``marked`` the marks are painted too, for views that only show.
    """
    baked = bake(frame, annotation, cropped=False)
    if marked:
        renderer = Renderer()
        baked = renderer.paint(baked, renderer.marks(frame, annotation, baked))
    return PreviewPixels(baked.width, baked.height, baked.rgb, seal=SEAL)


def make_rendition(
    frame: Frame,
    annotation: Annotation,
    *,
    capture_id: str,
    reviewed: Reviewed,
    max_width_px: int | None = None,
) -> Rendition:
    """Return what may leave of a capture that a person has reviewed.

    ``reviewed`` is the stamp of exactly this capture; anything else raises Refused. ``max_width_px`` scales down
    photographs to what paper can show (220 dpi at the printed width); leave it out for screens. Raises
    EnvironmentProblem where a font is missing.
    """
    return Renderer().rendition(frame, annotation, capture_id=capture_id, reviewed=reviewed, max_width_px=max_width_px)


def encode_jpeg(baked: BakedFrame) -> EncodedPicture:
    """Return the frame as JPEG, quality 90, colour at full resolution, nothing but the JFIF head."""
    out = io.BytesIO()
    as_image(baked).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return EncodedPicture(out.getvalue(), "jpeg", baked.width, baked.height)


def open_own(picture: EncodedPicture) -> Frame:
    """Return the pixels of a picture that gemba encoded itself. Raises ValueError for anything else."""
    if picture.format == "png":
        return png.decode_own_png(picture.data)
    frame = _open_own_jpeg(picture.data, most_px=max(picture.size))
    if frame.size != picture.size:
        raise ValueError("the JPEG is not the one that was encoded")
    return frame


def open_small(data: bytes, *, most_px: int) -> Frame:
    """Return the pixels of a small picture whose bytes alone were kept, at most ``most_px`` wide and high.

    Raises ValueError for what is larger, and for what gemba does not write.
    """
    if not data.startswith(png.SIGNATURE):
        return _open_own_jpeg(data, most_px=most_px)
    if max(png.size_of_own_png(data)) > most_px:
        raise ValueError("it is no small picture")
    return png.decode_own_png(data)


def _open_own_jpeg(data: bytes, *, most_px: int) -> Frame:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        # Looked at before a pixel is decoded.
        if max(image.size) > most_px or image.mode != "RGB":
            raise ValueError("the JPEG is not the one that was encoded")
        return Frame(*image.size, image.tobytes(), lossy=True)
