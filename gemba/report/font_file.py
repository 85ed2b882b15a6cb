"""A shipped face as ReportLab reads it, in a third of the memory: 25 MB were held for a text with one Chinese name.

The file is mapped, not read: of 5.6 MB of outlines a text needs some kilobytes, and their pages are the system's to
take back. What the file says of each of 17,000 glyphs is kept as numbers side by side instead of an object each. What
comes out is the same byte for byte (tests/unit/report/test_font_file.py). Must not know which face is used for what.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, overload

from reportlab.pdfbase.ttfonts import TTFont


def read_font(name: str, path: Path) -> TTFont:
    """Return ReportLab's font of a file; raises OSError, ValueError or TTFError where it cannot be read."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    font = TTFont(name, _Opened(str(path), mapped))
    face: Any = font.face
    widths: dict[float, float] = {}
    face.charWidths = {code: widths.setdefault(width, width) for code, width in face.charWidths.items()}
    # Which characters a glyph is of: 4 MB of lists, asked only for by what joins glyphs, which is not used here.
    face.glyphToChar = {}
    face.hmetrics = _Metrics(face.hmetrics)
    face.glyphPos = array("L", face.glyphPos)
    face.get_table = partial(_table, mapped, face.get_table, face.get_table_pos)
    return font


class _Opened:
    """What ReportLab takes for an open file: its name, and everything in it at once."""

    def __init__(self, name: str, content: mmap.mmap) -> None:
        self.name = name
        self._content = content

    def read(self) -> mmap.mmap:
        return self._content


class _Metrics(Sequence[tuple[int, int]]):
    """Width and left side bearing of each glyph, in the font's units."""

    def __init__(self, pairs: Sequence[tuple[float, int]]) -> None:
        self._widths = array("H", (int(width) for width, _ in pairs))
        self._bearings = array("H", (bearing for _, bearing in pairs))

    def __len__(self) -> int:
        return len(self._widths)

    @overload
    def __getitem__(self, at: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(at, slice):
            return list(zip(self._widths[at], self._bearings[at], strict=True))
        return self._widths[at], self._bearings[at]


class _Outlines:
    """The table of outlines, of which only slices are wanted: a copy of all would be made for every cut."""

    def __init__(self, content: mmap.mmap, start: int, length: int) -> None:
        self._content = content
        self._start = start
        self._length = length

    def __getitem__(self, part: slice) -> bytes:
        first, end, _ = part.indices(self._length)
        return self._content[self._start + first : self._start + end]


def _table(
    content: mmap.mmap, get: Callable[[str], bytes], place: Callable[[str], tuple[int, int]], tag: str
) -> bytes | _Outlines:
    """Return a table of the font, that of the outlines without copying it."""
    return _Outlines(content, *place(tag)) if tag == "glyf" else get(tag)
