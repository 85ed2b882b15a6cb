"""Copy the icons that gemba uses out of an unpacked lucide-static package: `python tools/build_icons.py FOLDER`.

FOLDER holds icons/*.svg and LICENSE. Each icon becomes one line in resources/icons; `currentColor` stays and is
filled in by gemba/ui/look/icons.py. Names are Lucide's own, so that a newcomer finds them in its catalogue.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAMES = """
sun moon eye eye-off images image ticket network book-open-text search settings circle-help history undo-2 redo-2 plus x
check circle-check circle-alert triangle-alert octagon-alert info circle circle-dashed circle-dot chevron-right
chevron-left chevron-down chevron-up arrow-right arrow-left arrow-up-right arrow-up arrow-down move-up-right square
circle-slash type hash pencil highlighter crop lock lock-open shield shield-check eraser rectangle-horizontal minus
mouse-pointer-2 hand zoom-in zoom-out maximize minimize-2 panel-right panel-left keyboard command play pause square-check
timer clock calendar hourglass users user user-check building-2 briefcase handshake arrow-right-left trash-2 recycle
message-square quote lightbulb star thumbs-up bell bell-ring flag link unlink paperclip clipboard clipboard-paste copy
file-text file-down file-up printer folder folder-open folder-plus hard-drive save cloud-off refresh-cw loader
camera monitor app-window scan pin picture-in-picture-2 list layout-grid table-2 chart-scatter kanban
sliders-horizontal filter arrow-up-down ellipsis ellipsis-vertical send share-2 external-link languages palette
git-branch split merge layers route target trending-up scale coins banknote gauge list-checks list-tree heading bold
pen-line notebook-pen sticky-note text-cursor-input corner-down-left door-open footprints megaphone phone mail
circle-user square-pen grip-vertical spotlight panel-bottom wand-sparkles archive log-out database sparkles tag
skip-forward rotate-ccw stamp circle-plus circle-minus ban snowflake
align-start-vertical align-end-vertical align-start-horizontal align-end-horizontal align-center-vertical
align-center-horizontal align-horizontal-distribute-center align-vertical-distribute-center columns-2
""".split()


# Pictures of the style sheet, which knows no palette: one for each look (colours of gemba/ui/look/looks.py), and whose
# outline they have where that is another's.
TONED = {
    "check": {"light": "#FFFFFF", "dark": "#14171F"},
    "chevron": {"light": "#5D636D", "dark": "#A0A6B0"},
    "up": {"light": "#5D636D", "dark": "#A0A6B0"},
    "forward": {"light": "#5D636D", "dark": "#A0A6B0"},
    "tick": {"light": "#2F4BC4", "dark": "#8EA2FF"},
    "clear": {"light": "#5D636D", "dark": "#A0A6B0"},
}
OUTLINES = {"chevron": "chevron-down", "up": "chevron-up", "forward": "chevron-right", "tick": "check", "clear": "x"}


def one_line(svg: str) -> str:
    """Return an icon without comment, class and line breaks."""
    text = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    text = re.sub(r'\s+class="[^"]*"', "", text)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", text)).strip().replace(" >", ">") + "\n"


def main() -> int:
    """Copy them; return 1 and name those that the package lacks."""
    package = Path(sys.argv[1])
    ICONS.mkdir(parents=True, exist_ok=True)
    missing = []
    for name in sorted(set(NAMES)):
        source = package / "icons" / f"{name}.svg"
        if source.is_file():
            (ICONS / f"{name}.svg").write_text(one_line(source.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            missing.append(name)
    for name, tones in TONED.items():
        outline = (ICONS / f"{OUTLINES.get(name, name)}.svg").read_text(encoding="utf-8")
        for tone, colour in tones.items():
            (ICONS / f"{name}-{tone}.svg").write_text(outline.replace("currentColor", colour), encoding="utf-8")
    (ICONS / "LICENSE").write_text((package / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{len(list(ICONS.glob('*.svg')))} icons; not there: {', '.join(missing) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
