"""Take the manual's pictures of taking pictures, on a real X screen: `python -m tools.capture_pictures`.

The offscreen scenes of tools/shots show no veil over another program. Must not know how a picture is taken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gemba import paths
from gemba.services.demo import LIBRARY, run_demo
from tests.e2e.screen import Screen, screen_with, wait_for
from tools.shots.manual import PICTURES, ROOT, shrink

_SETTLED_S = 1.5
_PAPER = """
import sys
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
label.setWindowTitle("Help desk – ticket 4711")
label.setPixmap(QPixmap(sys.argv[1]).scaledToWidth(1240))
label.move(60, 50)
label.show()
application.exec()
"""


def main() -> int:
    """Take the pictures and put them into the manual."""
    with tempfile.TemporaryDirectory() as folder:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
        environment = {key: value for key, value in os.environ.items() if key not in hidden}
        home = {"XDG_CONFIG_HOME": folder, "PYTHONPATH": str(ROOT)}
        run_demo(Path(folder) / "demo")
        with screen_with(environment | home) as screen:
            picture = paths.sample() / "teams" / "T1" / "screens" / "02.png"
            paper = _start(screen, "-c", _PAPER, str(picture))
            wait_for(lambda: screen.windows("Help desk"), "the other program")
            gemba = _start(screen, "-m", "gemba", "--library", str(Path(folder) / "demo" / LIBRARY), "gui")
            wait_for(lambda: screen.windows("– gemba"), "the window")
            try:
                _take(screen, Path(folder))
            finally:
                for one in (gemba, paper):
                    one.terminate()
                    one.wait(30)
    return 0


def _take(screen: Screen, folder: Path) -> None:
    time.sleep(8)
    screen.front("Help desk")
    screen.keys("ctrl+alt+g")
    wait_for(lambda: screen.windows("Choose a part of the screen"), "the veil")
    time.sleep(_SETTLED_S)
    hand = [
        "xdotool",
        "mousemove",
        "360",
        "280",
        "mousedown",
        "1",
        "mousemove",
        "620",
        "400",
        "mousemove",
        "980",
        "560",
    ]
    subprocess.run(hand, env=screen.environment, check=True)
    time.sleep(_SETTLED_S)
    _keep(screen, folder, "capture-veil")
    subprocess.run(["xdotool", "mouseup", "1"], env=screen.environment, check=True)
    wait_for(lambda: screen.windows("Caption of the picture"), "the line")
    time.sleep(_SETTLED_S)
    screen.types("The order number is typed a third time")
    time.sleep(_SETTLED_S)
    _keep(screen, folder, "capture-line")
    screen.keys("Return")
    _take_settings(screen, folder)


def _take_settings(screen: Screen, folder: Path) -> None:
    """Keep the window with what this desktop said of each key."""
    window = screen.front("– gemba")
    screen.keys("ctrl+comma")
    time.sleep(_SETTLED_S)
    screen.keys("Down", "Down", "Down")
    time.sleep(_SETTLED_S)
    file = folder / "capture-settings.png"
    subprocess.run(["import", "-window", window, str(file)], env=screen.environment, check=True)
    _shrunk(file)


def _start(screen: Screen, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *words], env=screen.environment, cwd=ROOT)


def _keep(screen: Screen, folder: Path, name: str) -> None:
    file = folder / f"{name}.png"
    screen.picture(file)
    _shrunk(file)


def _shrunk(file: Path) -> None:
    shrink(file, PICTURES / file.name)
    print(PICTURES / file.name)


if __name__ == "__main__":
    sys.exit(main())
