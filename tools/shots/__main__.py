"""Take the pictures: `python -m tools.shots FOLDER [SCENE …]`. One process a language and scale, one X server for all.

Writes FOLDER/<language>-<scale>-<look>/<scene>.png and FOLDER/index.html. Must not know any scene.
"""

from __future__ import annotations

import argparse
import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LANGUAGES = ("en", "zh-Hans")
SCALES = ("1", "2")


def main() -> int:
    """Take all pictures, or those of the scenes named; return 1 where a scene could not be reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--demo", type=Path, help="the demo's library; made anew where none is named")
    parser.add_argument("--language", action="append", help="en, zh-Hans, zh-Hant, vi or pseudo")
    parser.add_argument("--scale", action="append", help="1, 1.5, 2 or 3")
    chosen = parser.parse_args()
    if chosen.one:
        from tools.shots.taking import take_one

        return take_one(chosen.folder, chosen.one, chosen.demo, chosen.scenes)
    with tempfile.TemporaryDirectory(prefix="gemba-shots-") as temporary:
        demo = chosen.demo or make_demo(Path(temporary))
        codes = []
        for language in chosen.language or LANGUAGES:
            for scale in chosen.scale or SCALES:
                codes.append(in_process(chosen.folder, f"{language} {scale}", demo, chosen.scenes))
    write_index(chosen.folder)
    print(f"look at {chosen.folder / 'index.html'}")
    return 1 if any(codes) else 0


def make_demo(folder: Path) -> Path:
    """Return the library of a fresh demo."""
    from gemba.services.demo import run_demo

    print("making the sample's library …", flush=True)
    return run_demo(folder / "demo").library


def in_process(folder: Path, which: str, demo: Path, scenes: list[str]) -> int:
    """Take the pictures of one language and scale in a process and on an X server of their own."""
    scale = which.split()[1]
    read, write = os.pipe()
    screen = f"{int(1400 * float(scale))}x{int(900 * float(scale))}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = told.readline().strip()
    environment = {
        **os.environ,
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "QT_SCALE_FACTOR": scale,
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "tools.shots", str(folder), *scenes, "--one", which, "--demo", str(demo)]
    try:
        ended = subprocess.run(command, env=environment, check=False).returncode
        if ended not in (0, 1):
            print(f"{which}: the program ended with {ended}", flush=True)
        return ended
    finally:
        server.terminate()
        server.wait()


def write_index(folder: Path) -> None:
    """Write a page that shows all pictures, a scene a row."""
    columns = sorted(one.name for one in folder.iterdir() if one.is_dir())
    names = sorted({picture.stem for column in columns for picture in (folder / column).glob("*.png")})
    rows = []
    for name in names:
        cells = "".join(
            f'<td><a href="{column}/{name}.png"><img src="{column}/{name}.png" width="400"></a></td>'
            if (folder / column / f"{name}.png").is_file()
            else "<td>–</td>"
            for column in columns
        )
        rows.append(f"<tr><th>{html.escape(name)}</th>{cells}</tr>")
    heads = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    style = "body{font:13px sans-serif} td,th{padding:6px;vertical-align:top} img{border:1px solid #ccc}"
    text = f'<!doctype html><meta charset="utf-8"><title>gemba</title><style>{style}</style>'
    text += f"<table><tr><th></th>{heads}</tr>{''.join(rows)}</table>\n"
    (folder / "index.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
