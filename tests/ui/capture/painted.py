"""Another program's window whose every pixel is known, to be looked at by what takes pictures."""

import functools
import sys

from PIL import Image

LEFT, TOP, WIDTH, HEIGHT = 60, 80, 1100, 640
THERE = (LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT)
TITLE = "Refund 4711 – Orders"


def colour(x: int, y: int) -> tuple[int, int, int]:
    """Return what stands at a pixel of the window: fine enough that a shift by one pixel shows."""
    return (x * 7 + y) % 256, (y * 5 + x // 3) % 256, (x * y // 11) % 256


def painted() -> Image.Image:
    """Return what the window shows."""
    return Image.frombytes("RGB", (WIDTH, HEIGHT), _pixels())


@functools.cache
def _pixels() -> bytes:
    # Worked out once: a test that looks for the place of a region asks for them dozens of times.
    return bytes(v for y in range(HEIGHT) for x in range(WIDTH) for v in colour(x, y))


def main() -> None:
    """Show the window until somebody ends it."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication(sys.argv[:1])
    application.setApplicationName("ordertool")
    data = painted().tobytes()
    image = QImage(data, WIDTH, HEIGHT, WIDTH * 3, QImage.Format.Format_RGB888)

    class Window(QWidget):
        def paintEvent(self, event) -> None:
            painter = QPainter(self)
            painter.drawImage(QRect(0, 0, WIDTH, HEIGHT), image)
            painter.end()

    window = Window(None, Qt.WindowType.FramelessWindowHint)
    window.setWindowTitle(TITLE)
    window.setGeometry(LEFT, TOP, WIDTH, HEIGHT)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
