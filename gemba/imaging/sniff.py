"""Tell what a file really is from its first bytes, and say so in one sentence with a way out.

Reads magic numbers and lengths only; decodes nothing. The six kinds in ``PICTURES`` go on to the decoder child,
every other kind is refused by name. Must not import Pillow.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from gemba.message import N_

ADDED_FORMATS = frozenset({"PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"})
BUNDLE_FORMATS = frozenset({"PNG", "JPEG"})

_SAVE_AS_PNG = N_("Open it in a picture program and save it as PNG.")
_SAVE_PAGE = N_("Open it and save the page as PNG, or take a screenshot of it.")
_STILL = N_("Pause it where the problem shows and take a screenshot.")
_UNPACK = N_("Unpack it and add the pictures inside.")
_SCREENSHOT = N_("Open it in its program and take a screenshot.")
_NO_MEND = N_("Choose a picture: PNG, JPEG, WebP, GIF, BMP or TIFF.")
_PHOTO = N_("Share it as JPEG, or set the camera to “most compatible”.")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that gemba does not read: two templates, the first with ``{name}``."""

    sentence: str
    mend: str


_PDF = Foreign(N_("{name} is a PDF document, not a picture."), _SAVE_PAGE)
_EPS = Foreign(N_("{name} is a PostScript or EPS drawing, which gemba does not read."), _SAVE_AS_PNG)
_SVG = Foreign(N_("{name} is an SVG drawing, which gemba does not read."), _SAVE_AS_PNG)
_HEIC = Foreign(N_("{name} is a HEIC photo, which gemba does not read."), _PHOTO)
_AVIF = Foreign(N_("{name} is an AVIF picture, which gemba does not read."), _SAVE_AS_PNG)
_JXL = Foreign(N_("{name} is a JPEG XL picture, which gemba does not read."), _SAVE_AS_PNG)
_JP2 = Foreign(N_("{name} is a JPEG 2000 picture, which gemba does not read."), _SAVE_AS_PNG)
_PSD = Foreign(N_("{name} is a Photoshop document, which gemba does not read."), _SAVE_AS_PNG)
_XCF = Foreign(N_("{name} is a GIMP document, which gemba does not read."), _SAVE_AS_PNG)
_ICO = Foreign(N_("{name} is a Windows icon, which gemba does not read."), _SAVE_AS_PNG)
_WMF = Foreign(N_("{name} is a Windows metafile drawing, which gemba does not read."), _SAVE_AS_PNG)
_RAW = Foreign(N_("{name} is a camera raw photo, which gemba does not read."), _PHOTO)
_EXR = Foreign(N_("{name} is a picture with more than 16 bits a colour, which gemba does not read."), _SAVE_AS_PNG)
_VIDEO = Foreign(N_("{name} is a video, not a picture."), _STILL)
_AUDIO = Foreign(N_("{name} is a sound recording, not a picture."), _NO_MEND)
_OFFICE = Foreign(N_("{name} is an Office document, not a picture."), _SCREENSHOT)
_ARCHIVE = Foreign(N_("{name} is a packed archive, not a picture."), _UNPACK)
_HTML = Foreign(N_("{name} is a web page, not a picture."), _SCREENSHOT)
_PROGRAM = Foreign(N_("{name} is a program, not a picture."), _NO_MEND)
_DATABASE = Foreign(N_("{name} is a database, not a picture."), _NO_MEND)
_TEXT = Foreign(N_("{name} is plain text, not a picture."), _NO_MEND)
_UNKNOWN = Foreign(N_("{name} is not a picture of a kind that gemba knows."), _NO_MEND)

_PICTURE_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)
_FOREIGN_MAGIC: tuple[tuple[bytes, Foreign], ...] = (
    (b"%!PS", _EPS),
    (b"\xc5\xd0\xd3\xc6", _EPS),
    (b"8BPS", _PSD),
    (b"gimp xcf", _XCF),
    (b"\x00\x00\x01\x00", _ICO),
    (b"\xd7\xcd\xc6\x9a", _WMF),
    (b"\x01\x00\x00\x00\x58\x00\x00\x00", _WMF),
    (b"\xff\x0a", _JXL),
    (b"\x00\x00\x00\x0cJXL ", _JXL),
    (b"\x00\x00\x00\x0cjP  ", _JP2),
    (b"\xff\x4f\xff\x51", _JP2),
    (b"FUJIFILMCCD-RAW", _RAW),
    (b"IIU\x00", _RAW),
    (b"IIRO", _RAW),
    (b"v/1\x01", _EXR),
    (b"#?RADIANCE", _EXR),
    (b"\x1aE\xdf\xa3", _VIDEO),
    (b"\x00\x00\x01\xba", _VIDEO),
    (b"\x00\x00\x01\xb3", _VIDEO),
    (b"FLV\x01", _VIDEO),
    (b"0&\xb2u\x8ef\xcf\x11", _VIDEO),
    (b"ID3", _AUDIO),
    (b"fLaC", _AUDIO),
    (b"OggS", _AUDIO),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE),
    (b"{\\rtf", _OFFICE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"SQLite format 3\x00", _DATABASE),
)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")
_RIFF: dict[bytes, str | Foreign] = {b"WEBP": "WEBP", b"AVI ": _VIDEO, b"WAVE": _AUDIO}
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})


def sniff(data: bytes) -> str | Foreign:
    """Return the format name of a picture that the decoder child reads, or what else the file is."""
    head = data[:4096]
    if data[8:10] == b"CR" and head[:4] == b"II*\x00":
        return _RAW
    for magic, name in _PICTURE_MAGIC:
        if head.startswith(magic):
            return name
    if head[:2] == b"BM" and len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADERS:
        return "BMP"
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    return _foreign(head)


def announced_bytes(data: bytes, format_: str) -> int | None:
    """Return how many bytes the file says it has, at least, where that is more than it has; else None.

    For PNG, WebP and BMP from their own lengths. A JPEG or GIF does not say.
    """
    said = 0
    if format_ == "PNG":
        said = 8
        while said + 8 <= len(data):
            said += 12 + int(struct.unpack_from(">I", data, said)[0])
            if data[said - 12 : said].endswith(b"IEND\xaeB`\x82"):
                break
        else:
            said = max(said, len(data) + 1)
    elif format_ == "WEBP" and len(data) >= 8:
        said = 8 + int(struct.unpack_from("<I", data, 4)[0])
    elif format_ == "BMP" and len(data) >= 6:
        said = int(struct.unpack_from("<I", data, 2)[0])
    return said if said > len(data) else None


def _foreign(head: bytes) -> Foreign:
    if b"%PDF-" in head[:1024]:
        return _PDF
    for magic, kind in _FOREIGN_MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"PK\x03\x04":
        office = any(word in head for word in (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"opendocument"))
        return _OFFICE if office else _ARCHIVE
    if head[4:8] == b"ftyp":
        brands = head[8 : 8 + max(0, min(56, int.from_bytes(head[:4], "big") - 8))]
        if any(brand in brands for brand in _AVIF_BRANDS):
            return _AVIF
        return _HEIC if any(brand in brands for brand in _HEIF_BRANDS) else _VIDEO
    return _foreign_text(head)


def _foreign_text(head: bytes) -> Foreign:
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if words.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in words:
        return _SVG
    if words.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return _HTML
    try:
        text = head.decode("utf-8", "strict") if len(head) < 4096 else head[:4000].decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return _UNKNOWN
    printable = bool(text) and all(c.isprintable() or c in "\r\n\t\f" for c in text)
    return _TEXT if printable else _UNKNOWN
