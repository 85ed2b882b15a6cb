"""Write PNG files at the speed of memory: filter Up and ISA-L deflate, in row bands on threads (PERFORMANCE §1).

Only 8-bit RGB without interlacing, chunks IHDR, IDAT, IEND; from a Frame, or from a screen's pixels as the system
hands them over, which are turned to RGB step by step while they are in the cache. Reads back what it wrote, and
nothing else: outside bytes go through gemba.imaging.decode. The bytes depend on the pixels alone, not on timing.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import cast

from isal import isal_zlib
from PIL import Image, ImageChops

from gemba.imaging.picture import EncodedPicture, Frame
from gemba.model.shot import ScreenPixels, ToRgb

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FILTER_UP = 2
_LEVEL = 1
# Rows per step: small enough to stay in the processor's second-level cache, which makes the filter four times faster.
_STEP_BYTES = 256 * 1024
_BAND_BYTES = 2 * 1024 * 1024
_MAX_BANDS = 4
#: gives the RGB rows from the first up to before the last; each may be followed by bytes that belong to none
Rows = Callable[[int, int], bytes]
_ADLER_BASE = 65521
_ZLIB_HEAD = b"\x78\x01"
_STORED_BYTES = 0xFFFF
# The stub of isal calls its exception class an instance.
_ISAL_ERROR = cast("type[Exception]", isal_zlib.IsalError)


class NotOurPng(ValueError):
    """Say that bytes were not written by ``encode_png``."""


def encode_png(frame: Frame) -> bytes:
    """Return the frame as a PNG file. Uses up to four threads for the time of the call."""
    stride = frame.width * 3

    def rows(top: int, bottom: int) -> bytes:
        return frame.rgb[top * stride : bottom * stride]

    return _encode(frame.width, frame.height, rows)


def encode_screen(screen: ScreenPixels, to_rgb: ToRgb | None = None) -> bytes:
    """Return a screen's pixels as the PNG that ``encode_png`` would write of them; their fourth byte is dropped.

    ``to_rgb`` is a quicker way of the caller's to turn rows into RGB; the picture is the same.
    """
    turn = to_rgb or _to_rgb
    return _encode(screen.width, screen.height, lambda top, bottom: turn(screen, top, bottom))


def _to_rgb(screen: ScreenPixels, top: int, bottom: int) -> bytes:
    part = cast(bytes, memoryview(screen.bgrx)[top * screen.stride :])
    size = screen.width, bottom - top
    return Image.frombuffer("RGB", size, part, "raw", "BGRX", screen.stride, 1).tobytes()


def _encode(width: int, height: int, rows: Rows) -> bytes:
    """Return the PNG of a picture whose RGB rows ``rows`` gives, from one up to before another."""
    stride = width * 3
    bands = _bands(height, stride)
    work = [(rows, stride, first, last, last == height) for first, last in bands]
    if len(work) == 1:
        parts = [_band(*work[0])]
    else:
        with ThreadPoolExecutor(min(len(work), os.cpu_count() or 1)) as pool:
            parts = list(pool.map(lambda band: _band(*band), work))
    adler = 1
    for _, checksum, length in parts:
        adler = adler32_combine(adler, checksum, length)
    stream = b"".join([_ZLIB_HEAD, *(data for data, _, _ in parts), struct.pack(">I", adler)])
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join([SIGNATURE, *_chunk(b"IHDR", head), *_chunk(b"IDAT", stream), *_chunk(b"IEND", b"")])


def encode(frame: Frame) -> EncodedPicture:
    """Return the frame as an encoded PNG picture."""
    return EncodedPicture(encode_png(frame), "png", frame.width, frame.height)


def decode_own_png(data: bytes, *, lossy: bool = False, proven: bool = False) -> Frame:
    """Read a PNG that ``encode_png`` wrote; ``lossy`` is carried over by the caller from the original.

    Raises NotOurPng for anything else: another filter, interlacing, a further chunk, a wrong checksum. ``proven``
    says that a keyed hash has shown already that the bytes are what we wrote, and the filters are not looked at.
    """
    width, height, stream = _open_own(data)
    raw = _inflated(stream, (width * 3 + 1) * height)
    if not proven and raw[:: width * 3 + 1] != bytes([_FILTER_UP]) * height:
        raise NotOurPng("the PNG was not written by gemba")
    # Pillow undoes the filter in C; the size is known and the bytes are ours, so no child is needed.
    with Image.frombytes("RGB", (width, height), _stored(raw), "zip", "RGB", 0) as picture:
        return Frame(width, height, picture.tobytes(), lossy)


def _inflated(stream: bytes, length: int) -> bytes:
    """Return what was deflated; by ISA-L, which takes a third of the time of the zlib that Pillow has."""
    try:
        raw = isal_zlib.decompress(stream)
    except _ISAL_ERROR as problem:
        raise NotOurPng("the PNG is damaged") from problem
    if len(raw) != length:
        raise NotOurPng("the PNG was not written by gemba")
    return raw


def _stored(raw: bytes) -> bytes:
    """Return bytes as a zlib stream of stored blocks (RFC 1951, 3.2.4), which is inflated by copying."""
    out: list[bytes | memoryview] = [_ZLIB_HEAD]
    left = memoryview(raw)
    while left:
        block, left = left[:_STORED_BYTES], left[_STORED_BYTES:]
        out += (struct.pack("<BHH", not left, len(block), len(block) ^ _STORED_BYTES), block)
    return b"".join([*out, struct.pack(">I", isal_zlib.adler32(raw))])


def size_of_own_png(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG that ``encode_png`` wrote; raise NotOurPng for anything else."""
    width, height, _ = _open_own(data)
    return width, height


def adler32_combine(first: int, second: int, second_length: int) -> int:
    """Return the Adler-32 of two stretches of bytes from the checksums of each (zlib has it in C only)."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + second_length * ((first & 0xFFFF) - 1)
    return (high % _ADLER_BASE) << 16 | low % _ADLER_BASE


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give type and body of each chunk of a PNG; raise NotOurPng where the file is torn or a checksum is wrong."""
    if not data.startswith(SIGNATURE):
        raise NotOurPng("not a PNG")
    at = len(SIGNATURE)
    while at < len(data):
        if at + 12 > len(data):
            raise NotOurPng("the PNG ends in the middle of a chunk")
        (length,) = struct.unpack_from(">I", data, at)
        body = data[at + 4 : at + 8 + length]
        if at + 12 + length > len(data) or struct.unpack_from(">I", data, at + 8 + length)[0] != zlib.crc32(body):
            raise NotOurPng("a chunk of the PNG is damaged")
        yield body[:4], body[4:]
        at += 12 + length


def _open_own(data: bytes) -> tuple[int, int, bytes]:
    found = list(chunks(data))
    if [name for name, _ in found] != [b"IHDR", b"IDAT", b"IEND"] or len(found[0][1]) != 13:
        raise NotOurPng("the PNG was not written by gemba")
    width, height, *rest = struct.unpack(">IIBBBBB", found[0][1])
    if rest != [8, 2, 0, 0, 0]:
        raise NotOurPng("the PNG was not written by gemba")
    return width, height, found[1][1]


def _chunk(name: bytes, body: bytes) -> tuple[bytes, ...]:
    return struct.pack(">I", len(body)), name, body, struct.pack(">I", isal_zlib.crc32(body, zlib.crc32(name)))


def _bands(height: int, stride: int) -> list[tuple[int, int]]:
    # The number of bands depends on the picture alone, so that every machine writes the same bytes.
    count = max(1, min(_MAX_BANDS, height * stride // _BAND_BYTES, height))
    edges = [height * n // count for n in range(count + 1)]
    return list(pairwise(edges))


def _band(rows: Rows, stride: int, first: int, last: int, final: bool) -> tuple[bytes, int, int]:
    """Return the deflated rows ``first`` to ``last``, the Adler-32 of the filtered bytes, and their number."""
    deflate = isal_zlib.compressobj(_LEVEL, wbits=-15)
    out, adler, step = [], 1, min(max(1, _STEP_BYTES // stride), last - first)
    filtering = _FilterUp(stride, step)
    for top in range(first, last, step):
        filtered = filtering.filtered(rows, top, min(top + step, last))
        adler = isal_zlib.adler32(filtered, adler)
        out.append(deflate.compress(filtered))
    out.append(deflate.flush(isal_zlib.Z_FINISH if final else isal_zlib.Z_FULL_FLUSH))
    return b"".join(out), adler, (last - first) * (stride + 1)


class _FilterUp:
    """Subtracts the row above from each, in memory that is filled anew for every stretch of rows.

    Pillow draws into the very bytes that are deflated: getting them out of a picture of its own would cost as much as
    all the rest, and would keep the other thread waiting, because only drawing lets go of Python's lock.
    """

    def __init__(self, stride: int, most: int) -> None:
        """Take the bytes of a row and the most rows that will come at once."""
        self._stride = stride
        memory = bytearray((stride + 1) * most)
        memory[:: stride + 1] = bytes((_FILTER_UP,)) * most
        self._filtered = memoryview(memory)
        self._drawn = Image.frombuffer("L", (stride + 1, most), memory, "raw", "L", 0, 1)
        # Pillow copies before it draws into memory that is not its own, unless it is told that it may.
        self._drawn.readonly = 0
        # That is no promise of Pillow's: where it copies all the same, the rows are fetched from its copy.
        self._drawn.paste(_FILTER_UP, (0, 0, stride + 1, 1))
        self._is_shared = memory[: stride + 1] == bytes((_FILTER_UP,)) * (stride + 1)

    def filtered(self, rows: Rows, top: int, bottom: int) -> memoryview:
        """Return the filtered rows, each after its filter byte; valid until the next call."""
        count = bottom - top
        both = rows(top - 1, bottom) if top else rows(0, bottom)
        whole = len(both) // (count + (1 if top else 0))
        if not top:
            both = bytes(whole) + both
        size = self._stride, count
        here = Image.frombuffer("L", size, cast(bytes, memoryview(both)[whole:]), "raw", "L", whole, 1)
        above = Image.frombuffer("L", size, both, "raw", "L", whole, 1)
        self._drawn.paste(ImageChops.subtract_modulo(here, above), (1, 0))
        filtered = self._filtered if self._is_shared else memoryview(self._drawn.tobytes())
        return filtered[: count * (self._stride + 1)]
