"""Number a PDF's objects and write them one after the other: one revision, one table of offsets, same in, same out.

ReportLab's own writer formats every object anew through several layers and took nearly half of an export; these few
lines do what our files need of it and nothing else. Must not know pages, fonts or what an object means.
"""

from __future__ import annotations

import zlib

# 1.5 is the oldest that has all we use (labels, transparency, ActualText); the odd bytes tell programs it is not text.
_HEAD = b"%PDF-1.5\n%\x93\x8c\x8b\x9e gemba\n"
# Text shrinks to within a tenth of the best at a third of the time, and pictures, the bulk, are not packed again.
_LEVEL = 3
_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


class ObjectFile:
    """The objects of one file, in the order in which they were written."""

    def __init__(self) -> None:
        """Begin an empty file."""
        self._parts = [_HEAD]
        self._length = len(_HEAD)
        self._offsets: list[int] = []

    def reserve(self) -> int:
        """Return a number for an object that others refer to before it is written."""
        self._offsets.append(0)
        return len(self._offsets)

    def write(self, number: int, body: str) -> None:
        """Write a reserved object; ``body`` is PDF and ASCII."""
        self._put(number, body.encode("ascii"))

    def add(self, body: str) -> int:
        """Write an object and return its number."""
        number = self.reserve()
        self.write(number, body)
        return number

    def add_stream(self, content: bytes, entries: str) -> int:
        """Write bytes as they are, described by the dictionary's ``entries``, and return the object's number."""
        number = self.reserve()
        head = f"<<{entries} /Length {len(content)}>>\nstream\n"
        self._put(number, head.encode("ascii"), content, b"\nendstream")
        return number

    def add_packed(self, content: bytes, entries: str = "") -> int:
        """Write bytes compressed and return the object's number."""
        return self.add_stream(packed(content), f"{entries}/Filter /FlateDecode")

    def finish(self, *, root: int, info: int, identity: str) -> bytes:
        """Return the file; ``root`` is its catalog, ``identity`` tells it from others without a hash of all its bytes.

        Raises ValueError where a reserved object was never written.
        """
        if 0 in self._offsets:
            raise ValueError(f"object {self._offsets.index(0) + 1} was reserved and not written")
        count = len(self._offsets) + 1
        table = "".join([f"{offset:010d} 00000 n \n" for offset in self._offsets])
        same = text_string(identity)
        tail = (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {count} /Root {root} 0 R /Info {info} 0 R /ID [{same} {same}]>>\n"
            f"startxref\n{self._length}\n%%EOF\n"
        )
        return b"".join((*self._parts, tail.encode("ascii")))

    def _put(self, number: int, *body: bytes) -> None:
        if self._offsets[number - 1]:
            raise ValueError(f"object {number} was written twice")
        self._offsets[number - 1] = self._length
        parts = (f"{number} 0 obj\n".encode("ascii"), *body, b"\nendobj\n")
        self._parts += parts
        self._length += sum(map(len, parts))


def packed(content: bytes) -> bytes:
    """Return the bytes as a FlateDecode stream holds them."""
    return zlib.compress(content, _LEVEL)


def text_string(text: str) -> str:
    """Return words for a title or bookmark as PDF: readable where ASCII, else UTF-16."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPED)})"
    return f"<FEFF{utf16(text)}>"


def address(href: str) -> str:
    """Return an outside address as PDF: 7 bits, whatever else stands in it percent-encoded (ISO 32000, 12.6.4.8)."""
    octets = href.encode("utf-8", "replace")
    return text_string("".join([chr(octet) if 32 < octet < 127 else f"%{octet:02X}" for octet in octets]))


def utf16(text: str) -> str:
    """Return the text's UTF-16 units as hexadecimal digits."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def number(value: float) -> str:
    """Return a number as PDF, to a ten-thousandth."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
