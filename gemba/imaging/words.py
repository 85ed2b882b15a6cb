"""Lay out the words of marks: runs by font, wrapped lines, from shared widths and not from a drawing library.

Must not know Pillow, Qt or ReportLab; all three draw the runs where this module puts them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gemba.imaging.advances import CAP_HEIGHT, UNITS_PER_EM, advances
from gemba.imaging.shape import Face, TextShape

CAP = CAP_HEIGHT / UNITS_PER_EM
ASCENT = 0.905
LEADING = 1.25
# Never first on a line; the short list that matters in a callout of a few words.
_NOT_FIRST = "，。、；：？！）》」』】,.;:?!)]}%…"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; ``width_em`` is its advance in ems."""

    face: Face
    text: str
    width_em: float


@cache
def _widths() -> dict[str, int]:
    return advances()


def clean(text: str) -> str:
    """Return NFC text without characters that draw nothing: controls, bidi marks, variation selectors."""
    plain = unicodedata.normalize("NFC", text).replace("\t", " ").replace("\r\n", "\n")
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})


def width_em(text: str) -> float:
    """Return the width of one line in ems; a character outside the Latin face counts one em."""
    widths = _widths()
    return sum(widths.get(c, UNITS_PER_EM) for c in text) / UNITS_PER_EM


def runs(line: str) -> tuple[Run, ...]:
    """Split one line into stretches of one font each."""
    out: list[Run] = []
    start = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or _face(line[end]) is not _face(line[start]):
            part = line[start:end]
            out.append(Run(_face(line[start]), part, width_em(part)))
            start = end
    return tuple(out)


def wrap(text: str, width_px: float, size_px: float) -> tuple[str, ...]:
    """Break text into lines of at most that width: at blanks, between ideographs, inside a word only if it must."""
    limit = max(width_px / size_px, 1.0)
    return tuple(line for paragraph in clean(text).split("\n") for line in _wrap_paragraph(paragraph, limit))


def line_shapes(
    line: str, x: float, baseline: float, size_px: float, colour: str, *, halo_px: float = 0.0
) -> Iterator[TextShape]:
    """Give the shapes of one line that starts at ``x``."""
    for run in runs(line):
        width = run.width_em * size_px
        yield TextShape(x, baseline, run.text, size_px, width, colour, halo_px=halo_px, face=run.face)
        x += width


def _face(character: str) -> Face:
    return Face.LATIN if character in _widths() else Face.CJK


def _wrap_paragraph(paragraph: str, limit: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        if width_em((line + piece).rstrip()) <= limit:
            line += piece
            continue
        if line.strip():
            yield line.rstrip()
            line = ""
            piece = piece.lstrip()
        while width_em(piece.rstrip()) > limit and len(piece) > 1:
            cut = max(1, next(n for n in range(1, len(piece) + 1) if width_em(piece[:n]) > limit) - 1)
            yield piece[:cut]
            piece = piece[cut:]
        line = piece
    yield line.rstrip()


def _pieces(paragraph: str) -> Iterator[str]:
    """Give the unbreakable pieces of a paragraph: words with their blanks, single ideographs with what clings."""
    piece = ""
    for character in paragraph:
        wide = _face(character) is Face.CJK
        breaks_before = (wide and character not in _NOT_FIRST) or (piece.endswith(" ") and character != " ")
        after_wide = bool(piece) and _face(piece[-1]) is Face.CJK and character not in _NOT_FIRST and character != " "
        if piece and (breaks_before or after_wide):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece
