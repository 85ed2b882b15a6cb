"""gemba on two screens of Qt's own making, each of one colour, over which a region is drawn; tells what became of it.

Started by test_over_two_screens_by_qt.py with a platform that has two screens. What a screen shows is a fake: Qt's
offscreen platform has no picture of its second screen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QScreen
from PySide6.QtTest import QTest

from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.capture import freezing
from gemba.ui.capture.cutting import cut_choice
from gemba.ui.capture.freezing import Frozen, FrozenScreen
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.veil.choosing import Chosen
from gemba.ui.capture.veil.veils import veils_over

COLOURS = ("#102030", "#405060")


def frozen_screen(screen: QScreen, colour: str) -> FrozenScreen:
    """Return what would be grabbed of a screen: the device's pixels, all of one colour."""
    size, scale = screen.geometry(), screen.devicePixelRatio()
    image = QImage(round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return freezing._frozen(screen, image)


def main() -> None:
    """Draw the region from the first argument's points on, and print a line of JSON."""
    folder, begin, end, points = sys.argv[1:5]
    freezing._in_points = lambda: points == "points"
    application = Application(open_app(Path(folder)), appearance="light")
    desk = application.open_window("evidence").desk
    screens = QGuiApplication.screens()
    frozen = Frozen(tuple(map(frozen_screen, screens, COLOURS)), None, lambda: None)
    veils = veils_over(desk, frozen, (), None, Pointing())
    chosen: list[Chosen] = []
    painted: list[int] = []
    for number, veil in enumerate(veils):
        veil.chosen.connect(chosen.append)
        veil.painted.connect(lambda number=number: painted.append(number))
        veil.show()
    while len(painted) < len(veils):
        application.qt.processEvents()
    first, last = (QPoint(*map(int, one.split(","))) for one in (begin, end))
    QTest.mousePress(veils[0], Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(veils[0], last)
    application.qt.processEvents()
    dimmed = [veil.grab().toImage() for veil in veils]
    QTest.mouseRelease(veils[0], Qt.MouseButton.LeftButton, pos=last)
    taken = cut_choice(frozen, chosen[0], ())
    shot = taken.shot
    picture = QImage(
        shot.pixels.bgrx, shot.pixels.width, shot.pixels.height, shot.pixels.stride, QImage.Format.Format_RGB32
    )
    row = [picture.pixelColor(x, shot.pixels.height // 2).name() for x in range(shot.pixels.width)]
    told = {
        "places": [[one.place.left, one.place.top, one.place.width, one.place.height] for one in frozen.screens],
        "rect": [taken.place.left, taken.place.top, taken.place.width, taken.place.height],
        "scale": shot.scale,
        "screen": shot.screen,
        "of each": [row.count(colour) for colour in COLOURS],
        "in order": row == sorted(row, key=COLOURS.index),
        "clear": [
            any(
                image.pixelColor(x, y).name() == colour
                for x in range(image.width())
                for y in range(0, image.height(), 8)
            )
            for image, colour in zip(dimmed, COLOURS, strict=True)
        ],
    }
    print(json.dumps(told), flush=True)
    for veil in veils:
        veil.releaseKeyboard()
        veil.close()
    application.close()


if __name__ == "__main__":
    main()
