"""Prove of an encoded picture that it carries pixels and nothing else: allowlists, not lists of what is bad.

Works on bytes; decodes no pixel. Used on what was written before it counts as exported.
"""

from __future__ import annotations

import struct

from gemba.imaging import png

PNG_CHUNKS = (b"IHDR", b"pHYs", b"IDAT", b"IEND")
_SOI, _EOI, _SOS, _APP0 = 0xD8, 0xD9, 0xDA, 0xE0
# Quantisation and Huffman tables, baseline and progressive frames, restart interval.
_JPEG_SEGMENTS = frozenset({0xDB, 0xC4, 0xC0, 0xC1, 0xC2, 0xDD})


class ForeignContent(ValueError):
    """Say that a file holds more than pixels: names the chunk or segment, never its content."""


def check_png_chunks(data: bytes) -> None:
    """Raise ForeignContent unless the PNG is IHDR, IDAT and IEND (pHYs may stand before IDAT), and ends there."""
    order: list[bytes] = []
    try:
        for name, _ in png.chunks(data):
            if order[-1:] == [b"IEND"]:
                raise ForeignContent("there are bytes after the end of the PNG")
            if name not in PNG_CHUNKS:
                raise ForeignContent(f"the PNG has a chunk {name.decode('latin-1')!r}")
            order.append(name)
    except png.NotOurPng as problem:
        after_end = order[-1:] == [b"IEND"]
        raise ForeignContent("there are bytes after the end of the PNG" if after_end else str(problem)) from problem
    plain = [name for name in order if name != b"pHYs"]
    if plain[:1] != [b"IHDR"] or plain[-1:] != [b"IEND"] or set(plain[1:-1]) != {b"IDAT"} or order.count(b"pHYs") > 1:
        raise ForeignContent("the chunks of the PNG are not in the order that gemba writes")


def check_jpeg_segments(data: bytes) -> None:
    """Raise ForeignContent unless the JPEG has only the JFIF head, tables, one frame and its scans, and ends there."""
    if data[:2] != b"\xff\xd8":
        raise ForeignContent("not a JPEG")
    at = 2
    while True:
        marker, length = _segment(data, at)
        if marker == _EOI:
            break
        if marker == _APP0:
            _check_jfif(data[at + 4 : at + 2 + length])
        elif marker != _SOS and marker not in _JPEG_SEGMENTS:
            raise ForeignContent(f"the JPEG has a segment {marker:#x}")
        at += 2 + length
        if marker == _SOS:
            at = _scan_end(data, at)
    if at + 2 != len(data):
        raise ForeignContent("there are bytes after the end of the JPEG")


def check(data: bytes, format_: str) -> None:
    """Check a PNG or JPEG by its own rule; raise ForeignContent for any other format."""
    if format_ == "png":
        check_png_chunks(data)
    elif format_ == "jpeg":
        check_jpeg_segments(data)
    else:
        raise ForeignContent("neither PNG nor JPEG")


def _segment(data: bytes, at: int) -> tuple[int, int]:
    if at + 2 > len(data) or data[at] != 0xFF:
        raise ForeignContent("the JPEG is torn")
    marker = data[at + 1]
    if marker == _EOI:
        return marker, 0
    if at + 4 > len(data):
        raise ForeignContent("the JPEG is torn")
    (length,) = struct.unpack_from(">H", data, at + 2)
    if length < 2 or at + 2 + length > len(data):
        raise ForeignContent("the JPEG is torn")
    return marker, length


def _check_jfif(body: bytes) -> None:
    # 14 bytes: name, version, density, and a thumbnail of 0 x 0.
    if len(body) != 14 or body[:5] != b"JFIF\0" or body[12:] != b"\0\0":
        raise ForeignContent("the JPEG has an APP0 segment that is not a plain JFIF head")


def _scan_end(data: bytes, at: int) -> int:
    """Return where the next marker stands after entropy-coded bytes (stuffed zeros and restarts belong to them)."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ForeignContent("the JPEG is torn")
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
            continue
        return at
