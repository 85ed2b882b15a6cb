"""Cut the fonts of a file down to the characters it shows, once for each set of them.

ReportLab reads the faces, hands out the codes and cuts; the result, compressed and described, is remembered, so that
an edit that brings no new letter costs nothing. Must not know pages or what the text says.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, makeToUnicodeCMap

from gemba.report.fonts import font_of
from gemba.report.objects import ObjectFile, number, packed


class Cut(NamedTuple):
    """One subset of a face, ready to be written: its name, the font program and the table back to characters."""

    name: str
    length: int
    program: bytes
    characters: bytes
    widths: str


class FontsUsed:
    """The faces of one file by the names that pages call them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._names: dict[str, str] = {}

    def name(self, face: str, subset: int = 0) -> str:
        """Return what a page calls a subset of the face; from now on the file holds it."""
        known = self._names.get(face)
        if known is None:
            known = self._names[face] = f"/F{len(self._names) + 1}"
            font_of(face).splitString("", self)
        return f"{known}+{subset}"

    def pieces(self, face: str, text: str) -> list[tuple[str, bytes]]:
        """Return the text as codes, each piece with the name of the subset it is set in."""
        return [(self.name(face, subset), codes) for subset, codes in font_of(face).splitString(text, self)]

    def write(self, file: ObjectFile) -> str:
        """Write every face that was used and return the font dictionary of all pages."""
        fonts = []
        for face in self._names:
            state: Any = font_of(face).state.pop(self)
            for subset, characters in enumerate(state.subsets):
                written = _write(file, face, _cut(face, subset, tuple(characters)))
                fonts.append(f"{self.name(face, subset)} {written} 0 R")
        return f"<<{' '.join(fonts)}>>"


@lru_cache(maxsize=64)
def _cut(face: str, subset: int, characters: tuple[int, ...]) -> Cut:
    whole: Any = font_of(face).face
    program = whole.makeSubset(list(characters))
    name = f"{SUBSETN(subset).decode('ascii')}+{whole.name.decode('ascii')}"
    back = makeToUnicodeCMap(name, characters).encode("ascii")
    # Whole thousandths of an em, the unit of a PDF's widths: what is laid out is then exactly what readers advance.
    widths = " ".join([str(round(whole.getCharWidth(code))) for code in characters])
    return Cut(name, len(program), packed(program), packed(back), widths)


def _write(file: ObjectFile, face: str, cut: Cut) -> int:
    whole: Any = font_of(face).face
    program = file.add_stream(cut.program, f"/Length1 {cut.length} /Filter /FlateDecode")
    back = file.add_stream(cut.characters, "/Filter /FlateDecode")
    described = file.add(
        f"<</Type /FontDescriptor /FontName /{cut.name} /Flags {whole.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC} "
        f"/FontBBox [{' '.join(map(number, whole.bbox))}] /ItalicAngle {number(whole.italicAngle)} "
        f"/Ascent {number(whole.ascent)} /Descent {number(whole.descent)} /CapHeight {number(whole.capHeight)} "
        f"/StemV {number(whole.stemV)} /MissingWidth {number(whole.defaultWidth)} /FontFile2 {program} 0 R>>"
    )
    return file.add(
        f"<</Type /Font /Subtype /TrueType /BaseFont /{cut.name} /FirstChar 0 /LastChar {cut.widths.count(' ')} "
        f"/Widths [{cut.widths}] /FontDescriptor {described} 0 R /ToUnicode {back} 0 R>>"
    )
