"""Make the picture of a page that the README shows: the first of the sample's narrative, as it prints today.

Run `.venv/bin/python tools/page_pictures.py` after a change of the paper or the sample. Writes docs/images/page.png.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from gemba.report.preview import page_pictures
from gemba.services.demo import run_demo

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
DPI = 80
COLOURS = 128
LINE = (226, 224, 218)
MOST_BYTES = 200_000


def main() -> None:
    """Print the sample and keep its first page with a line around it as one PNG; raises ValueError where it is large."""
    with tempfile.TemporaryDirectory() as folder:
        done = run_demo(Path(folder) / "demo")
        (page,) = page_pictures(done.pdf.read_bytes(), dpi=DPI, pages=(0,))
    sheet = Image.new("RGB", (page.width + 2, page.height + 2), LINE)
    sheet.paste(Image.frombytes("RGB", (page.width, page.height), page.rgb), (1, 1))
    IMAGES.mkdir(parents=True, exist_ok=True)
    to = IMAGES / "page.png"
    sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(to, optimize=True)
    if to.stat().st_size > MOST_BYTES:
        raise ValueError(f"{to.name} has {to.stat().st_size} bytes; the README's picture may have {MOST_BYTES}")


if __name__ == "__main__":
    main()
