"""Cut a font down to the characters used, once for each set of them: an edit that brings no new letter costs nothing.

The cutting is ReportLab's; only its result, compressed, is remembered. Must not know text or pages.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont


def remember_subsets(font: TTFont) -> None:
    """Let the font hand out remembered subsets; the file's bytes stay those that ReportLab would make each time."""
    face: Any = font.face
    exact = face.getCharWidth
    # Whole thousandths of an em, the unit of a PDF's widths: what is laid out is then exactly what readers advance.
    face.getCharWidth = lambda code: round(exact(code))

    @lru_cache(maxsize=64)
    def cut(characters: tuple[int, ...]) -> tuple[int, bytes]:
        made = face.makeSubset(list(characters))
        return len(made), zlib.compress(made)

    def add_subset_objects(document: Any, name: str, subset: list[int]) -> Any:
        length, packed = cut(tuple(subset))
        file = pdfdoc.PDFStream(content=packed, filters=[])
        file.dictionary["Length1"] = length
        file.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        reference = document.Reference(file, f"fontFile:{name}")
        return document.Reference(_descriptor(face, name, reference), f"fontDescriptor:{name}")

    face.addSubsetObjects = add_subset_objects


def _descriptor(face: Any, name: str, file: Any) -> Any:
    return pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "Ascent": face.ascent,
            "CapHeight": face.capHeight,
            "Descent": face.descent,
            "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "FontName": pdfdoc.PDFName(name),
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "FontFile2": file,
            "MissingWidth": face.defaultWidth,
        }
    )
