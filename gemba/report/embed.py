"""Put a Rendition's own bytes into a PDF: a PNG's compressed rows and a JPEG's scan pass through unread.

Only for pictures that gemba encoded itself (`EncodedPicture` of a Rendition): 8 bits, RGB or grey, not interlaced,
no alpha. Anything else is refused, and the export with it (R-05, R-16). Must not know pages.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from gemba.errors import EnvironmentProblem
from gemba.imaging.picture import EncodedPicture
from gemba.message import say

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_COLOURS = {0: (1, "DeviceGray"), 2: (3, "DeviceRGB")}
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})


class ImageObject(NamedTuple):
    """An image of the PDF: the entries of its dictionary and the encoded picture."""

    entries: str
    content: bytes


def image_object(picture: EncodedPicture) -> ImageObject:
    """Return the picture as an image of the PDF; raise EnvironmentProblem where its bytes are not as we write them."""
    try:
        parts = _png(picture.data) if picture.format == "png" else _jpeg(picture.data)
    except (struct.error, ValueError, IndexError, KeyError) as problem:
        raise EnvironmentProblem(
            say("A picture of this document is damaged or was not written by gemba."),
            mend=say("Open the picture, mark it reviewed again, and export once more."),
        ) from problem
    width, height, colours, space, content, filters = parts
    if (width, height) != picture.size:
        raise EnvironmentProblem(say("A picture of this document is not as large as it says."))
    rows = ""
    if filters == "FlateDecode":
        rows = f" /DecodeParms <</Predictor 15 /Colors {colours} /BitsPerComponent 8 /Columns {width}>>"
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace /{space} "
        f"/Filter /{filters}{rows}"
    )
    return ImageObject(entries, content)


def _png(data: bytes) -> tuple[int, int, int, str, bytes, str]:
    if not data.startswith(_PNG):
        raise ValueError("no PNG")
    at, rows, head, ended = len(_PNG), [], b"", False
    while at < len(data):
        (length,), name = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or ended:
            raise ValueError("cut off or followed by something")
        if name == b"IHDR":
            head = body
        elif name == b"IDAT":
            rows.append(body)
        elif name == b"IEND":
            ended = True
        elif name != b"pHYs":
            raise ValueError("a chunk we do not write")
        at += 12 + length
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if depth != 8 or interlaced or not rows or not ended:
        raise ValueError("not 8 bits a sample in plain rows")
    colours, space = _PNG_COLOURS[kind]
    return width, height, colours, space, b"".join(rows), "FlateDecode"


def _jpeg(data: bytes) -> tuple[int, int, int, str, bytes, str]:
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        raise ValueError("no whole JPEG")
    at = 2
    while data[at] == 0xFF:
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if marker in _JPEG_FRAMES:
            depth, height, width, colours = struct.unpack_from(">BHHB", data, at + 4)
            space = {1: "DeviceGray", 3: "DeviceRGB"}[colours]
            if depth != 8:
                raise ValueError("not 8 bits a sample")
            return width, height, colours, space, data, "DCTDecode"
        if 0xE1 <= marker <= 0xEF or marker == 0xFE:
            raise ValueError("metadata we do not write")
        at += 2 + length
    raise ValueError("no frame")
