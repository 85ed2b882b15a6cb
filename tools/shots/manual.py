"""Pictures and the table of keys of the manual, written from the program itself. Must not know any scene.

Keys: `python -m tools.shots.manual` writes docs/manual/keys.md; a test says when it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageColor

from gemba.ui.look.looks import LIGHT

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "manual" / "pictures"
README_PICTURE = ROOT / "docs" / "images" / "window.png"
README_SCENE = "narrative"
KEYS = ROOT / "docs" / "manual" / "keys.md"
MOST_BYTES = 120_000
MOST_BYTES_TOGETHER = 8_000_000
_TITLES = {
    "": "Everywhere",
    "today": "Today",
    "sessions": "Sessions",
    "live": "Running visit",
    "evidence": "Evidence",
    "tickets": "Tickets",
    "structure": "Structure",
    "narratives": "Narratives",
    "settings": "Settings",
    "annotator": "Annotator",
    "reviewing": "Reviewer's window",
}


def shrink(source: Path, to: Path) -> None:
    """Keep a picture in as many colours as its limit allows; raises ValueError where none do."""
    to.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(source).convert("RGB")
    for colours in (256, 128, 64):
        _in_colours(picture, colours).save(to, optimize=True)
        if to.stat().st_size <= MOST_BYTES:
            return
    raise ValueError(f"{to.name} has {to.stat().st_size} bytes; a picture of the manual may have {MOST_BYTES}")


def _in_colours(picture: Image.Image, colours: int) -> Image.Image:
    """Return the picture in so many colours, those of the look among them: a word in amber may not turn red."""
    own = [ImageColor.getrgb(colour)[:3] for name, colour in LIGHT._asdict().items() if name != "name"]
    others = colours - len(own)
    found = picture.quantize(others, method=Image.Quantize.MEDIANCUT).getpalette() or []
    found += [0] * (3 * others - len(found))
    palette = Image.new("P", (1, 1))
    palette.putpalette([*found[: 3 * others], *(part for one in own for part in one)])
    made = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    # To a given palette Pillow rounds: what has a colour of the look keeps it to the letter.
    for at, one in enumerate(own):
        red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, one)).split()
        apart = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        made.paste(others + at, mask=apart.point([255, *[0] * 255]))
    return made


def keys_page() -> str:
    """Return the table of keys as Markdown, from the tables of actions."""
    from gemba.ui.annotator.actions import CANVAS_KEYS
    from gemba.ui.keys.actions import OTHER_WINDOWS, WINDOW_ACTIONS, place_actions
    from gemba.ui.places import PLACES

    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {"": [(one.text, one.keys) for one in WINDOW_ACTIONS]}
    for name in (*(place.name for place in PLACES), *OTHER_WINDOWS):
        for action in place_actions(name):
            groups.setdefault(action.id.partition(".")[0], []).append((action.text, action.keys))
    groups["annotator"] += CANVAS_KEYS
    lines = [
        "# Keys",
        "",
        "Made by `python -m tools.shots.manual` from the tables of actions. F1 shows those of the place you are in;",
        "under Settings, Keys those of actions can be changed, and what the annotator's canvas itself hears cannot. What has no key",
        "here is in the palette (Ctrl+K) too.",
    ]
    for name, title in _TITLES.items():
        rows = [(text, keys) for text, keys in groups.get(name, ()) if keys]
        if rows:
            lines += ["", f"## {title}", "", "| Key | What it does |", "|---|---|"]
            lines += [f"| {_either(keys)} | {text} |" for text, keys in rows]
    return "\n".join(lines) + "\n"


def _either(keys: tuple[str, ...]) -> str:
    said = dict.fromkeys(key.replace("Return", "Enter").replace("|", "\\|") for key in keys)
    return " or ".join(f"`{key}`" for key in said)


def main() -> int:
    """Write the table of keys."""
    KEYS.parent.mkdir(parents=True, exist_ok=True)
    KEYS.write_text(keys_page(), encoding="utf-8")
    print(f"look at {KEYS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
