"""Pages as pictures, through PDFium: for the window's page view and for looking at what was printed.

PDFium serves one thread at a time; callers share the lock here. Must not know how the PDF was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import pypdfium2

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: three bytes a pixel (red, green, blue), rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


def page_pictures(pdf: bytes, *, dpi: float = 96.0, pages: tuple[int, ...] | None = None) -> tuple[PagePicture, ...]:
    """Return pictures of the pages (all, or those of the indices from 0) at ``dpi`` pixels an inch."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            chosen = range(len(document)) if pages is None else pages
            return tuple(_picture(document[index], dpi) for index in chosen)
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages there are."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page in reading order, as a reader's search finds it."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_text(document[index]) for index in range(len(document)))
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, dpi: float) -> PagePicture:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    try:
        width, height, channels = int(bitmap.width), int(bitmap.height), int(bitmap.n_channels)
        raw, stride = bytes(bitmap.buffer), int(bitmap.stride)
        rows = b"".join(raw[y * stride : y * stride + width * channels] for y in range(height))
    finally:
        bitmap.close()
        page.close()
    if channels == 3:
        return PagePicture(width, height, rows)
    rgb = bytearray(width * height * 3)
    for colour in range(3):
        rgb[colour::3] = rows[colour::channels]
    return PagePicture(width, height, bytes(rgb))


def _text(page: pypdfium2.PdfPage) -> str:
    found = page.get_textpage()
    try:
        return str(found.get_text_range())
    finally:
        found.close()
        page.close()
