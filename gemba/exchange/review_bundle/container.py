"""The outer form of a review bundle: a zip file of one exact shape, read by a reader that knows no other.

Only stored entries, `manifest.json` first, then `blobs/<SHA-256>` in order; fixed times, no extra fields, comments,
descriptors or links (RELIABILITY rule 16). Every byte of the file is accounted for before a byte of content is read:
each header must be the one that gemba would write. So what another zip program would make of the same entries is
refused too, and overlap, gap, prefix, suffix and lying sizes have no room. Must not know what the entries mean.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from gemba.exchange.review_bundle.refusal import Fault
from gemba.message import N_

MANIFEST = "manifest.json"
MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_BLOB_BYTES = 64 * 1024 * 1024
MAX_MANIFEST_BYTES = 16 * 1024 * 1024
_BLOB = re.compile(rb"blobs/([0-9a-f]{64})")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _DAY = 20, 0x0021  # 1 January 1980, the first day that a zip file knows
_CHUNK = 1024 * 1024
_BROKEN = N_("it is damaged or was changed on the way")
_CUT = N_("it is not complete")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the bytes of one entry stand in the file."""

    name: str
    offset: int
    size: int
    crc: int


def pack(manifest: bytes, blobs: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the bytes of a bundle; the same content gives the same bytes. ``blobs`` is by SHA-256.

    Raises Fault where it would be larger than the reader takes.
    """
    contents = [(MANIFEST, manifest), *((f"blobs/{name}", blobs[name]) for name in sorted(blobs))]
    _check_size(len(manifest), [len(data) for _, data in contents[1:]])
    directory = b""
    offset = 0
    for name, data in contents:
        crc = zlib.crc32(data)
        head = _local(name.encode("ascii"), crc, len(data))
        directory += _central(name.encode("ascii"), crc, len(data), offset)
        yield head
        yield data
        offset += len(head) + len(data)
    yield directory
    yield _END.pack(b"PK\5\6", 0, 0, len(contents), len(contents), len(directory), offset, 0)


def _check_size(manifest: int, blobs: list[int]) -> None:
    too_large = N_("it would be larger than 512 MB; send fewer pictures at a time")
    if manifest > MAX_MANIFEST_BYTES or len(blobs) >= MAX_ENTRIES or max(blobs, default=0) > MAX_BLOB_BYTES:
        raise Fault(too_large)
    if manifest + sum(blobs) + (len(blobs) + 1) * 300 > MAX_FILE_BYTES:
        raise Fault(too_large)


def _local(name: bytes, crc: int, size: int) -> bytes:
    return _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DAY, crc, size, size, len(name), 0) + name


def _central(name: bytes, crc: int, size: int, offset: int) -> bytes:
    head = _CENTRAL.pack(
        b"PK\1\2", _VERSION, _VERSION, 0, 0, 0, _DAY, crc, size, size, len(name), 0, 0, 0, 0, 0, offset
    )
    return head + name


class Container:
    """An open bundle whose outer form is proven; contents are read and checked one at a time."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the directory and check that it accounts for every byte. Raises Fault."""
        self._file = file
        self.entries = {entry.name: entry for entry in _entries(file)}

    def manifest(self) -> bytes:
        """Return the bytes of the manifest."""
        return self._content(self.entries[MANIFEST])

    def blob_names(self) -> list[str]:
        """Return the SHA-256 of every picture in the file."""
        return [name.partition("/")[2] for name in self.entries if name != MANIFEST]

    def blob(self, name: str) -> bytes:
        """Return one picture's bytes, proven to be those of its name."""
        data = self._content(self.entries[f"blobs/{name}"])
        if hashlib.sha256(data).hexdigest() != name:
            raise Fault(_BROKEN)
        return data

    def beginning(self, name: str) -> bytes:
        """Prove one picture's bytes piece by piece, and return the first of them."""
        entry, first = self.entries[f"blobs/{name}"], b""
        digest = hashlib.sha256()
        for piece in self._pieces(entry):
            first = first or piece[:4096]
            digest.update(piece)
        if digest.hexdigest() != name:
            raise Fault(_BROKEN)
        return first

    def _content(self, entry: Entry) -> bytes:
        return b"".join(self._pieces(entry))

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        """Yield the bytes of an entry; raise Fault at the end where they are not those of the directory."""
        self._file.seek(entry.offset)
        left, crc = entry.size, 0
        while left:
            piece = self._file.read(min(left, _CHUNK))
            if not piece:
                raise Fault(_CUT)
            left -= len(piece)
            crc = zlib.crc32(piece, crc)
            yield piece
        if crc != entry.crc:
            raise Fault(_BROKEN)


def _entries(file: BinaryIO) -> list[Entry]:
    size = file.seek(0, 2)
    if size > MAX_FILE_BYTES:
        raise Fault(N_("it is larger than 512 MB"))
    if size < _END.size:
        raise Fault(_CUT)
    file.seek(0)
    if file.read(4) != b"PK\3\4":
        raise Fault(N_("it is something else"))
    file.seek(size - _END.size)
    mark, disk, first_disk, here, count, length, start, comment = _END.unpack(file.read(_END.size))
    if mark != b"PK\5\6":
        raise Fault(_CUT)
    if disk or first_disk or comment or here != count or not 1 <= count <= MAX_ENTRIES:
        raise Fault(N_("its directory is not one that gemba writes"))
    if start + length != size - _END.size or length > count * (_CENTRAL.size + 80):
        raise Fault(_BROKEN)
    file.seek(start)
    return _directory(file, file.read(length), count, start)


def _directory(file: BinaryIO, directory: bytes, count: int, start: int) -> list[Entry]:
    """Return the entries, each proven to stand right behind the one before it under the head that belongs to it."""
    out: list[Entry] = []
    at = offset = 0
    for number in range(count):
        if at + _CENTRAL.size > len(directory):
            raise Fault(_BROKEN)
        fields = _CENTRAL.unpack_from(directory, at)
        crc, size, name_length = fields[7], fields[8], fields[10]
        name = directory[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        _check_name(name, first=number == 0, after=out[-1].name if number > 1 else "")
        if size > (MAX_BLOB_BYTES if number else MAX_MANIFEST_BYTES):
            raise Fault(N_("something in it is larger than 64 MB"))
        if directory[at : at + _CENTRAL.size + name_length] != _central(name, crc, size, offset):
            raise Fault(N_("its directory is not one that gemba writes"))
        head = _local(name, crc, size)
        file.seek(offset)
        if offset + len(head) + size > start or file.read(len(head)) != head:
            raise Fault(_BROKEN)
        out.append(Entry(name.decode("ascii"), offset + len(head), size, crc))
        at += _CENTRAL.size + name_length
        offset += len(head) + size
    if at != len(directory) or offset != start:
        raise Fault(_BROKEN)
    return out


def _check_name(name: bytes, *, first: bool, after: str) -> None:
    """Refuse every name but the manifest's, once and first, and those of pictures in their order."""
    if first:
        if name != MANIFEST.encode():
            raise Fault(N_("its table of contents is not where it should be"))
    elif _BLOB.fullmatch(name) is None or name.decode("ascii") <= after:
        raise Fault(N_("it holds something that does not belong into a review"))
