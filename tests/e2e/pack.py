"""A small visit pack as somebody else's gemba would send it: one note, one screenshot, and what stands on it.

The sidecar beside the screenshot names two places where something private stands. Must not know gemba.
"""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gemba import paths
from tests.e2e.pictures import SIZE_PX

HEAD = (0x5B, 0x2A, 0x6E)
#: what the sidecar proposes, in its order: kind, text, box in pixels of the picture (left, top, width, height)
PRIVATE = (
    ("email", "jo.marsh@example.org", (60, 200, 500, 50)),
    ("phone", "+44 20 7946 0018", (60, 330, 360, 50)),
)
NOTES = """# Gemba notes

Team: T9 Night desk
Department: Finance
Date: 2026-11-18
Planned minutes: 30
Facilitator: Ann Observer (writes)
People: Bo Worker (agent, 2 years)

09:00 [waste] Types it twice. (shot: 01.png)
"""


def make_pack(folder: Path) -> Path:
    """Write the pack into a new folder called ``night`` and return it."""
    pack = folder / "night"
    screens = pack / "teams" / "T9" / "screens"
    screens.mkdir(parents=True)
    (pack / "teams" / "T9" / "notes.md").write_text(NOTES, encoding="utf-8")
    font = ImageFont.truetype(str(paths.font("LiberationSans-Regular.ttf")), 26)
    picture = Image.new("RGB", SIZE_PX, "#F7F4FA")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE_PX[0], 56), fill=HEAD)
    draw.text((24, 14), "Night desk", fill="white", font=font)
    for _, text, (left, top, _, _) in PRIVATE:
        draw.text((left + 10, top + 8), text, fill="#202020", font=font)
    picture.save(screens / "01.png")
    places = [
        {"kind": kind, "text": text, "x": left, "y": top, "w": width, "h": height}
        for kind, text, (left, top, width, height) in PRIVATE
    ]
    sidecar = {"mode": "screen", "taken": "2026-11-18T09:00:30", "pii": places}
    (screens / "01.json").write_text(json.dumps(sidecar), encoding="utf-8")
    return pack
