"""Make the picture of a page that the README shows, from the sample's narrative as it prints today.

Run `.venv/bin/python tools/page_pictures.py` after a change of the paper or the sample. Writes docs/images/page.png.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.report.preview import page_pictures
from gemba.services.demo import run_demo

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
DPI = 72
GAP_PX = 12


def main() -> None:
    """Print the sample and keep its first page and its first ticket sheet, side by side, as one PNG."""
    with tempfile.TemporaryDirectory() as folder:
        done = run_demo(Path(folder) / "demo")
        pages = page_pictures(done.pdf.read_bytes(), dpi=DPI, pages=(0, done.body_pages + 2))
    left, right = pages
    gap = bytes([226, 224, 218]) * GAP_PX
    rows = [
        left.rgb[y * left.width * 3 : (y + 1) * left.width * 3]
        + gap
        + right.rgb[y * right.width * 3 : (y + 1) * right.width * 3]
        for y in range(left.height)
    ]
    both = Frame(left.width + GAP_PX + right.width, left.height, b"".join(rows))
    IMAGES.mkdir(parents=True, exist_ok=True)
    (IMAGES / "page.png").write_bytes(encode_png(both))


if __name__ == "__main__":
    main()
