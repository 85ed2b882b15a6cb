"""Pictures and the table of keys of the manual, written from the program itself. Must not know any scene.

Keys: `python -m tools.shots.manual` writes docs/manual/keys.md; a test says when it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

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
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(to, optimize=True)
        if to.stat().st_size <= MOST_BYTES:
            return
    raise ValueError(f"{to.name} has {to.stat().st_size} bytes; a picture of the manual may have {MOST_BYTES}")


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
        "under Settings, Keys those of the main window can be changed. What has no key here is in the palette (Ctrl+K) too.",
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
