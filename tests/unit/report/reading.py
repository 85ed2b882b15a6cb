"""Read finished PDFs back for the tests: text, images, structure."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

# Poppler marks the direction of right-to-left words with these; gemba never prints them.
_DIRECTION = re.compile("[\u202a-\u202e]")


def tool(name: str) -> str:
    """Return the path of a program that `dev.py test` installs, or skip."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; `dev.py test` installs it")
    return found


def squeezed(text: str) -> str:
    """Return text without any blank, as lines are broken anew on paper."""
    return "".join(text.split())


def copied_text(pdf: bytes, folder: Path) -> str:
    """Return what a reader copies from the PDF."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([tool("pdftotext"), "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return _DIRECTION.sub("", done.stdout.decode("utf-8"))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return every image object of the file, used or not."""
    return [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"]


def names_in(pdf: pikepdf.Pdf) -> set[str]:
    """Return every dictionary key and name value of the file."""
    found: set[str] = set()
    for obj in pdf.objects:
        found.update(_names(obj))
    found.update(_names(pdf.trailer))
    return found


def _names(obj: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if isinstance(obj, pikepdf.Name):
        yield str(obj)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        for key in obj.keys():
            yield key
            yield from _direct_names(obj[key], depth)
    elif isinstance(obj, pikepdf.Array):
        for item in obj:
            yield from _direct_names(item, depth)


def _direct_names(item: object, depth: int) -> Iterator[str]:
    """Go on into a value, unless it is an object of its own, which is visited anyway."""
    if isinstance(item, pikepdf.Object) and not item.is_indirect:
        yield from _names(item, depth + 1)


def everything_in(pdf: bytes) -> bytes:
    """Return the file and all its streams unpacked, for scans for what must not be there."""
    parts = [pdf]
    file = opened(pdf)
    for obj in file.objects:
        if isinstance(obj, pikepdf.Stream):
            try:
                parts.append(obj.read_bytes())
            except pikepdf.PdfError:
                parts.append(obj.read_raw_bytes())
    return b"\n".join(parts)
