"""Take the pictures: `python -m tools.shots [SCENE …]`. One process a language and scale, an X server each.

Writes shots/<language>-<scale>-<look>/<scene>.png and shots/index.html, or into another folder (`--into`). `--manual`
renews the manual's pictures and the README's; `--goldens` renews the snapshots, on Qt's offscreen platform. Must not
know any scene.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("en", "zh-Hans")
SCALES = ("1", "2")
_OFFSCREEN = ("goldens",)


def main() -> int:
    """Take all pictures, or those of the scenes named; return 1 where a scene could not be reached."""
    chosen = _arguments()
    if chosen.one:
        return _take(chosen.one, chosen.into, chosen.demo, chosen.scenes)
    if unknown := _unknown(chosen.scenes):
        sys.exit(f"there is no scene {', '.join(unknown)}; tools/shots/of_*.py names them")
    from tools.shots.goldens import GOLDENS
    from tools.shots.manual import PICTURES

    with tempfile.TemporaryDirectory(prefix="gemba-shots-") as temporary:
        demo = chosen.demo or make_demo(Path(temporary))
        if chosen.manual or chosen.goldens:
            which, folder = ("manual", PICTURES) if chosen.manual else ("goldens", GOLDENS)
            return in_process(which, folder, demo, chosen.scenes)
        chosen.into.mkdir(parents=True, exist_ok=True)
        codes = [
            in_process(f"{language} {scale}", chosen.into, demo, chosen.scenes)
            for language in chosen.language or LANGUAGES
            for scale in chosen.scale or SCALES
        ]
    from tools.shots.index import write_index

    print(f"look at {write_index(chosen.into)}")
    return 1 if any(codes) else 0


def _unknown(scenes: list[str]) -> list[str]:
    """Return which of these are names of no scene: without a word, nothing would be taken of them."""
    from tools.shots.scenes import SCENES

    return sorted(set(scenes) - {scene.name for scene in SCENES}) if scenes else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", help="only these; every scene where none is named")
    parser.add_argument("--into", type=Path, default=Path("shots"), help="the folder for the pictures")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--demo", type=Path, help="the demo's library; made anew where none is named")
    parser.add_argument("--language", action="append", help="en, zh-Hans, zh-Hant, vi or pseudo")
    parser.add_argument("--scale", action="append", help="1, 1.5, 2 or 3")
    parser.add_argument("--manual", action="store_true", help="renew the pictures of the manual")
    parser.add_argument("--goldens", action="store_true", help="renew the snapshots")
    return parser.parse_args()


def _take(which: str, folder: Path, demo: Path, scenes: list[str]) -> int:
    """Take pictures in this process."""
    from tools.shots import taking

    if which == "manual":
        return taking.take_manual(folder, demo, scenes)
    if which == "goldens":
        return taking.take_goldens(folder, demo, scenes)
    return taking.take_one(folder, which, demo, scenes)


def make_demo(folder: Path) -> Path:
    """Return the library of a fresh demo."""
    from gemba.services.demo import run_demo

    print("making the sample's library …", flush=True)
    return run_demo(folder / "demo").library


def in_process(which: str, folder: Path, demo: Path, scenes: list[str]) -> int:
    """Take pictures in a process of their own, on an X server of its own unless they want none."""
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "tools.shots",
        *scenes,
        "--into",
        str(folder),
        "--one",
        which,
        "--demo",
        str(demo),
    ]
    if which in _OFFSCREEN:
        surroundings = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "LC_ALL": "C.UTF-8"}
        return _ended(which, command, surroundings)
    scale = which.split()[1] if " " in which else "1"
    with x_server(float(scale)) as display:
        surroundings = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": scale, "LC_ALL": "C.UTF-8"}
        return _ended(which, command, surroundings)


def _ended(which: str, command: list[str], surroundings: dict[str, str]) -> int:
    ended = subprocess.run(command, env={**os.environ, **surroundings}, check=False).returncode
    if ended not in (0, 1):
        print(f"{which}: the program ended with {ended}", flush=True)
    return ended


@contextmanager
def x_server(scale: float) -> Iterator[str]:
    """Run an X server with room for the window at a scale; yields its display."""
    read, write = os.pipe()
    screen = f"{int(1400 * scale)}x{int(900 * scale)}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = told.readline().strip()
    try:
        yield f":{display}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
