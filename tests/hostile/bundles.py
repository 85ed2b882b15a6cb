"""Hostile review bundles (H-01), built with struct and not with zipfile, which refuses to write several of them.

``good()`` is a whole bundle; ``corpus()`` gives every case with a name, so that a failure names the attack.
"""

from __future__ import annotations

import copy
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gemba.exchange.review_bundle.container import pack
from gemba.exchange.review_bundle.manifest import Sent, SentComment, SentPicture, comment_content, manifest_of
from gemba.exchange.review_bundle.strict_json import canonical
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.model.rows.review import PlaceRow
from tests.factory import moment

PICTURE = "0190f7a0000070008000000000000001"
COMMENT = "0190f7a0000070008000000000000002"
HAND = "ab" * 16
PNG = encode_png(Frame(64, 48, bytes(n * 7 % 256 for n in range(64 * 48 * 3))))
BLOB = hashlib.sha256(PNG).hexdigest()


def key(number: int) -> str:
    return f"0190f7a00000700080000000{number:08x}"


def manifest() -> dict[str, Any]:
    """Return a fresh manifest of one picture, one comment of the sender, and a mark and an answer of a reviewer."""
    asked = SentComment(COMMENT, None, "Is it read?", "facilitator", moment(), (1, 2, 30, 40), False)
    mark = Mark("m1", MarkKind.ARROW, ((1, 1), (9, 9)))
    picture = SentPicture(
        PICTURE, "T1/03", "Three windows", "", BLOB, "png", 64, 48, PlaceRow(0, 0, 1.0), (mark,), (asked,), ("Why?",)
    )
    raw: dict[str, Any] = copy.deepcopy(dict(manifest_of(Sent("7 Refunds", "What did we miss?", (picture,))).raw))
    box = {"kind": "box", "points": [[1.0, 1.0], [20.0, 20.0]]}
    answer = comment_content("No", author="team lead", at=moment(5), parent=COMMENT)
    for number, (kind, content) in enumerate((("mark", box), ("comment", answer)), 1):
        version = {"id": key(number), "item": key(100 + number), "picture": PICTURE, "kind": kind, "hand": HAND}
        raw["versions"].append({**version, "counter": number, "parents": [], "content": content})
    return raw


def packed(raw: object, blobs: dict[str, bytes] | None = None) -> bytes:
    return b"".join(pack(raw if isinstance(raw, bytes) else canonical(raw), {BLOB: PNG} if blobs is None else blobs))


def good() -> bytes:
    return packed(manifest())


@dataclass
class Part:
    """One entry of a zip file, each of whose fields may lie; None means the true value."""

    name: bytes
    data: bytes
    stored: bytes | None = None
    method: int = 0
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""
    made_by: int = 20
    needed: int = 20
    attributes: int = 0
    time: int = 0
    day: int = 0x21
    offset: int | None = None
    after: bytes = b""
    hidden: bool = False


@dataclass
class Zip:
    """A zip file of such parts, with its own lies at the end."""

    parts: list[Part]
    before: bytes = b""
    gap: bytes = b""
    end: dict[str, int] = field(default_factory=dict)
    end_comment: bytes = b""
    after: bytes = b""

    def data(self) -> bytes:
        """Return the bytes."""
        out, directory, count = bytearray(self.before), b"", 0
        for part in self.parts:
            offset = len(out)
            body = part.data if part.stored is None else part.stored
            crc = zlib.crc32(part.data) if part.crc is None else part.crc
            size = len(part.data) if part.size is None else part.size
            packed_size = len(body) if part.packed_size is None else part.packed_size
            name = part.name if part.local_name is None else part.local_name
            local_size = size if part.local_size is None else part.local_size
            shape = (part.needed, part.flags, part.method, part.time, part.day, crc, packed_size)
            out += struct.pack("<4s5H3I2H", b"PK\3\4", *shape, local_size, len(name), len(part.local_extra))
            out += name + part.local_extra + body + part.after
            if part.hidden:
                continue
            lengths = (len(part.name), len(part.extra), len(part.comment))
            where = offset if part.offset is None else part.offset
            directory += struct.pack(
                "<4s6H3I5H2I", b"PK\1\2", part.made_by, *shape, size, *lengths, 0, 0, part.attributes, where
            )
            directory += part.name + part.extra + part.comment
            count += 1
        out += self.gap
        told = {"disk": 0, "first": 0, "here": count, "count": count, "size": len(directory), "start": len(out)}
        told |= self.end
        end = struct.pack("<4s4H2IH", b"PK\5\6", *told.values(), len(self.end_comment))
        return bytes(out) + directory + end + self.end_comment + self.after


def parts() -> list[Part]:
    return [Part(b"manifest.json", canonical(manifest())), Part(f"blobs/{BLOB}".encode(), PNG)]


def _named(name: bytes) -> bytes:
    return Zip([*parts(), Part(name, b"x")]).data()


def _first(**lies: Any) -> bytes:
    one, two = parts()
    return Zip([Part(one.name, one.data, **lies), two]).data()


def _second(**lies: Any) -> bytes:
    one, two = parts()
    return Zip([one, Part(two.name, two.data, **lies)]).data()


def _end(**lies: int) -> bytes:
    return Zip(parts(), end=lies).data()


NAMES: dict[str, bytes] = {
    "parent folder": b"../evil.json",
    "parent folder inside": b"blobs/../../evil",
    "absolute": b"/etc/passwd",
    "drive": b"C:\\evil.exe",
    "share": b"\\\\host\\share\\evil",
    "backslash": f"blobs\\{BLOB}".encode(),
    "nul": f"blobs/{BLOB}\0.png".encode(),
    "control sign": b"blobs/\x1b[2J",
    "bidi": "blobs/\u202egnp.exe".encode(),
    "reserved": b"CON",
    "300 characters": b"a" * 300,
    "upper-case digest": f"blobs/{BLOB.upper()}".encode(),
    "newline at the end": f"blobs/{BLOB}\n".encode(),
    "dot at the end": f"blobs/{BLOB}.".encode(),
    "slash at the end": f"blobs/{BLOB}/".encode(),
    "same name twice": f"blobs/{BLOB}".encode(),
    "second manifest": b"manifest.json",
    "manifest in other letters": b"Manifest.json",
    "decomposed twin": "blobs/e\u0301".encode(),
    "empty name": b"",
    "database": b"library.db",
    "pickle": b"state.pkl",
    "yaml": b"notes.yaml",
    "svg": b"picture.svg",
    "html": b"index.html",
}


def _shapes() -> dict[str, Callable[[], bytes]]:
    zeros = bytes(50_000_000)
    deflated = zlib.compress(zeros, 9)[2:-4]
    image = lambda body: packed(_with_blob(body), {hashlib.sha256(body).hexdigest(): body})  # noqa: E731
    one, two = parts()
    return {
        "symbolic link": lambda: _second(made_by=3 << 8 | 20, attributes=0o120777 << 16),
        "device": lambda: _second(made_by=3 << 8 | 20, attributes=0o060666 << 16),
        "fifo": lambda: _second(made_by=3 << 8 | 20, attributes=0o010666 << 16),
        "folder": lambda: _second(attributes=0x10),
        "deflate": lambda: _first(method=8, stored=zlib.compress(one.data)[2:-4]),
        "bzip2": lambda: _first(method=12),
        "lzma": lambda: _first(method=14),
        "zstd": lambda: _first(method=93),
        "encrypted": lambda: _first(flags=1),
        "data descriptor": lambda: _first(flags=8, after=b"PK\7\x08" + bytes(12)),
        "names as UTF-8": lambda: _first(flags=0x800),
        "zip64 sizes": lambda: _second(size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=struct.pack("<2HQ", 1, 8, 9)),
        "extra field": lambda: _second(extra=b"\x55\x54\0\0", local_extra=b"\x55\x54\0\0"),
        "extra field in the local head": lambda: _second(local_extra=b"\x55\x54\0\0"),
        "entry comment": lambda: _second(comment=b"hello"),
        "end comment": lambda: Zip(parts(), end_comment=b"hello").data(),
        "a time of day": lambda: _first(time=1234),
        "prefix of a PDF": lambda: b"%PDF-1.7\n" + good(),
        "prefix, offsets mended": lambda: Zip(parts(), before=b"MZ" + bytes(60)).data(),
        "suffix": lambda: good() + b"x",
        "second zip behind": lambda: good() + good(),
        "gap before the directory": lambda: Zip(parts(), gap=bytes(16)).data(),
        "gap between entries": lambda: _first(after=bytes(16)),
        "entry that the directory hides": lambda: Zip([one, Part(b"hidden", b"x", hidden=True), two]).data(),
        "overlap": lambda: _second(offset=0),
        "quoted overlap": lambda: Zip([one, Part(two.name, two.data + two.data, size=len(two.data))]).data(),
        "another name in the local head": lambda: _second(local_name=b"blobs/" + b"0" * 64),
        "another size in the local head": lambda: _second(local_size=3),
        "size too large": lambda: _second(size=len(PNG) + 1, packed_size=len(PNG) + 1),
        "size too small": lambda: _second(size=3, packed_size=3),
        "wrong sum": lambda: _second(crc=1),
        "50 MB of zeros at 1:1000": lambda: _first(method=8, stored=deflated, size=len(zeros)),
        "300,000 entries": lambda: _end(here=65535, count=65535),
        "5,001 entries": lambda: Zip([one, *(Part(f"blobs/{n:064x}".encode(), b"") for n in range(5_001))]).data(),
        "two disks": lambda: _end(disk=1, first=1),
        "counts that differ": lambda: _end(here=1),
        "directory elsewhere": lambda: _end(start=0),
        "directory too long": lambda: _end(size=0xFFFFFF),
        "no entry at all": lambda: Zip([]).data(),
        "no manifest": lambda: Zip([two]).data(),
        "manifest last": lambda: Zip([two, one]).data(),
        "pictures out of order": lambda: Zip([one, Part(b"blobs/" + b"f" * 64, b"x"), two]).data(),
        "digest that is not the picture's": lambda: Zip([one, Part(two.name, b"other" + two.data[5:])]).data(),
        "picture missing": lambda: Zip([one]).data(),
        "picture too many": lambda: Zip(
            [one, *sorted([two, Part(_blob(b"more"), b"more")], key=lambda p: p.name)]
        ).data(),
        "svg as a picture": lambda: image(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "gif as a picture": lambda: image(b"GIF89a" + bytes(40)),
        "webp as a picture": lambda: image(b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(40)),
        "tiff as a picture": lambda: image(b"II*\0" + bytes(40)),
        "jpeg called png": lambda: image(b"\xff\xd8\xff\xe0" + bytes(40)),
        "text as a picture": lambda: image(b"hello"),
        "empty file": lambda: b"",
        "one byte": lambda: b"P",
        "only an end record": lambda: struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0, 0, 0, 0, 0),
        "a tar": lambda: b"manifest.json".ljust(512, b"\0") + bytes(1024),
        "a database": lambda: b"SQLite format 3\0" + bytes(4096),
    }


def _blob(data: bytes) -> bytes:
    return f"blobs/{hashlib.sha256(data).hexdigest()}".encode()


def _with_blob(data: bytes) -> dict[str, Any]:
    return _sent(lambda sent: sent["pictures"][0].update(blob=hashlib.sha256(data).hexdigest()))


def _sent(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return a manifest whose sent part was changed and named anew, as a forger would."""
    raw = manifest()
    change(raw["sent"])
    raw["bundle"] = hashlib.sha256(canonical(raw["sent"])).hexdigest()
    return raw


def _version(number: int, **fields: Any) -> dict[str, Any]:
    raw = manifest()
    raw["versions"][number].update(fields)
    return raw


def _content(number: int, **fields: Any) -> dict[str, Any]:
    raw = manifest()
    raw["versions"][number]["content"].update(fields)
    return raw


def _picture(**fields: Any) -> dict[str, Any]:
    return _sent(lambda sent: sent["pictures"][0].update(fields))


def _text(change: Callable[[str], str]) -> bytes:
    return change(canonical(manifest()).decode()).encode("utf-8", "surrogatepass")


def _ring() -> dict[str, Any]:
    """Return two answers that answer each other."""
    raw = manifest()
    first, second = raw["versions"][1], copy.deepcopy(raw["versions"][1])
    second.update(id=key(3), item=key(103), counter=3)
    first["content"]["parent"], second["content"]["parent"] = second["item"], first["item"]
    raw["versions"].append(second)
    return raw


def _many(count: int) -> dict[str, Any]:
    raw = manifest()
    one = raw["versions"][0]
    raw["versions"] = [{**one, "id": key(n), "item": key(n + count), "counter": n + 1} for n in range(count)]
    return raw


TEXTS: dict[str, Callable[[], object]] = {
    "JSON 100,000 deep": lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "JSON 33 deep": lambda: _text(lambda t: t.replace('"format"', '"x":' + "[" * 33 + "]" * 33 + ',"format"')),
    "key twice": lambda: _text(lambda t: t.replace('"format"', '"format":"gemba-review","format"')),
    "NaN": lambda: _text(lambda t: t.replace("20.0", "NaN")),
    "Infinity": lambda: _text(lambda t: t.replace("20.0", "1e999")),
    "number of 5,000 digits": lambda: _text(lambda t: t.replace('"counter":1', '"counter":' + "9" * 5_000)),
    "byte order mark": lambda: b"\xef\xbb\xbf" + canonical(manifest()),
    "latin-1": lambda: canonical(manifest()).replace(b"Refunds", b"R\xfcck"),
    "utf-16": lambda: canonical(manifest()).decode().encode("utf-16"),
    "lone surrogate": lambda: _text(lambda t: t.replace("Refunds", "\\ud800")),
    "a list": lambda: b"[]",
    "a word": lambda: b'"x"',
    "nothing": lambda: b"",
    "half": lambda: canonical(manifest())[:-40],
    "string of 15 MB": lambda: _content(1, text="x" * 15_000_000),
    "a million values": lambda: b'{"a":[' + b"0," * 1_000_000 + b"0]}",
    "no format": lambda: {**manifest(), "format": "zip"},
    "a newer form": lambda: {**manifest(), "version": 2},
    "no form": lambda: {**manifest(), "version": "1"},
    "field nobody knows": lambda: {**manifest(), "command": "rm"},
    "field missing": lambda: {k: v for k, v in manifest().items() if k != "minor"},
    "sent part changed": lambda: {**manifest(), "sent": {**manifest()["sent"], "title": "forged"}},
    "no picture": lambda: _sent(lambda sent: sent.update(pictures=[])),
    "same picture twice": lambda: _sent(lambda sent: sent["pictures"].append(sent["pictures"][0])),
    "picture id that is a path": lambda: _picture(id="../../etc/passwd"),
    "picture of no width": lambda: _picture(width=0),
    "picture of 2^31 width": lambda: _picture(width=2**31),
    "width that is true": lambda: _picture(width=True),
    "scale of nothing": lambda: _picture(place=[0, 0, 0]),
    "place far away": lambda: _picture(place=[-(2**40), 0, 1.0]),
    "caption that is a list": lambda: _picture(caption=["x"]),
    "10,001 characters": lambda: _content(1, text="x" * 10_001),
    "author of 400 characters": lambda: _content(1, author="x" * 400),
    "time that is none": lambda: _content(1, at="yesterday"),
    "time with an offset of days": lambda: _content(1, at="2026-11-10T08:00:00.000000Z+99:59"),
    "region outside": lambda: _content(1, region=[500, 500, 600, 600]),
    "region inside out": lambda: _content(1, region=[9, 9, 1, 1]),
    "answer to nothing": lambda: _content(1, parent=key(77)),
    "answers in a ring": _ring,
    "mark of another kind": lambda: _content(0, kind="blur"),
    "crop": lambda: _content(0, kind="crop"),
    "mark outside": lambda: _content(0, points=[[900, 900], [950, 950]]),
    "mark with one point": lambda: _content(0, points=[[1, 1]]),
    "mark of 30,000 points": lambda: _content(0, kind="pencil", points=[[1, 1]] * 30_000),
    "mark with a field more": lambda: _content(0, href="file:///etc/passwd"),
    "colour that is mark-up": lambda: _content(0, colour="red;background:url(x)"),
    "version twice": lambda: {**manifest(), "versions": manifest()["versions"] * 2},
    "same dot twice": lambda: _version(1, counter=1),
    "counter 2^63": lambda: _version(0, counter=2**63),
    "counter below one": lambda: _version(0, counter=0),
    "hand of the library": lambda: _version(0, hand="library"),
    "id of something sent": lambda: _version(1, item=COMMENT),
    "picture that was not sent": lambda: _version(0, picture=key(9)),
    "replaces what is not there": lambda: _version(0, parents=[key(50)]),
    "replaces itself": lambda: _version(0, parents=[key(1)]),
    "replaces another's": lambda: _version(1, parents=[key(1)]),
    "kind that is neither": lambda: _version(0, kind="file"),
    "20,001 versions": lambda: _many(20_001),
}


def corpus() -> Iterator[tuple[str, bytes]]:
    """Give every hostile bundle with its name."""
    for name, sign in NAMES.items():
        yield f"name: {name}", _named(sign)
    for name, build in _shapes().items():
        yield f"zip: {name}", build()
    for name, make in TEXTS.items():
        made = make()
        yield f"manifest: {name}", packed(made if isinstance(made, bytes) else json.dumps(made).encode())
