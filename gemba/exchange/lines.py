"""Read a text file as numbered lines, whatever it went through on its way.

Byte order mark, CRLF and broken bytes are dealt with here, so that the readers see text. Must not know what the
lines mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MAX_TEXT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its 1-based number, its text without the line end, and whether its bytes were good UTF-8."""

    number: int
    text: str
    readable: bool = True


class FileTooLarge(Exception):
    """Raised for a text file over 64 MB, which no visit writes."""


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a UTF-8 file; a line with other bytes comes back with marks in it and ``readable`` False.

    Raises OSError where the file cannot be read and FileTooLarge above 64 MB.
    """
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise FileTooLarge
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines: list[Line] = []
    for number, raw in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1):
        try:
            lines.append(Line(number, raw.decode("utf-8")))
        except UnicodeDecodeError:
            lines.append(Line(number, raw.decode("utf-8", "replace"), readable=False))
    if lines and not lines[-1].text:
        lines.pop()
    return lines
