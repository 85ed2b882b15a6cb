"""Three screenshots as a team's programs would give them, one with a mail address that must never leave.

Must not know gemba.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gemba import paths

SIZE_PX = (960, 600)
SECRET = "anna.kessler@example.org"
#: where the secret stands on the first picture, in its pixels: left, top, right, bottom
SECRET_PX = (60, 200, 560, 250)


def make_pictures(folder: Path) -> tuple[Path, Path, Path]:
    """Write three PNG files and return them."""
    font = ImageFont.truetype(str(paths.font("LiberationSans-Regular.ttf")), 26)
    made = []
    for number, (title, line) in enumerate(
        (
            ("Refund 40131", f"Customer: {SECRET}"),
            ("Sheet “Refunds W46”", "Order 40131 · typed again"),
            ("Queue", "412 waiting"),
        )
    ):
        picture = Image.new("RGB", SIZE_PX, ("#FFFFFF", "#F4F7FB", "#FBF7F0")[number])
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, 0, SIZE_PX[0], 56), fill=("#1F4E79", "#217346", "#7A4B12")[number])
        draw.text((24, 14), title, fill="white", font=font)
        draw.text((70, 208), line, fill="#202020", font=font)
        for row in range(5):
            draw.rectangle((70, 300 + row * 48, 70 + 120 * (row + 2 + number), 322 + row * 48), fill="#C9D6E3")
        made.append(folder / f"picture-{number + 1}.png")
        picture.save(made[-1])
    return made[0], made[1], made[2]
