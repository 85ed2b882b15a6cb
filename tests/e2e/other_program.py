"""Another program on the same screen: pictures can be dragged away from it, or dropped on it. Must not know gemba.

    python other_program.py give file|bytes|words PICTURE        python other_program.py take FOLDER

Each line on its standard output is one thing that happened, as JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

TITLE = "Another program"
SIZE_PX = (180, 120)
#: how it looks at rest, and while something that it would take is held over it
RESTING, READY = "#C84B9E", "#3FA9A5"


def say(**what: object) -> None:
    """Tell whoever started this program."""
    print(json.dumps(what), flush=True)


class Window(QWidget):
    """A small window above all others, in the corner."""

    def __init__(self) -> None:
        """Stand at the bottom right."""
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(TITLE)
        room = QApplication.primaryScreen().availableGeometry()
        self.setGeometry(room.right() - SIZE_PX[0] - 8, room.bottom() - SIZE_PX[1] - 8, *SIZE_PX)
        self.paint(RESTING)

    def paint(self, colour: str) -> None:
        """Fill the window."""
        self.setStyleSheet(f"background: {colour}")


class Giver(Window):
    """Gives a picture as a file, as bytes, or words instead."""

    def __init__(self, kind: str, picture: Path) -> None:
        """Take what is to be dragged."""
        super().__init__()
        self._kind, self._picture = kind, picture

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag as soon as the mouse moves with its button down."""
        mime = QMimeData()
        if self._kind == "file":
            mime.setUrls([QUrl.fromLocalFile(str(self._picture))])
        elif self._kind == "bytes":
            mime.setData("image/png", self._picture.read_bytes())
        else:
            mime.setText("no picture")
        drag = QDrag(self)
        drag.setMimeData(mime)
        done = drag.exec(Qt.DropAction.CopyAction)
        say(given=done == Qt.DropAction.CopyAction)


class Taker(Window):
    """Takes files, and keeps a copy of each."""

    def __init__(self, folder: Path) -> None:
        """Take the folder for what is dropped."""
        super().__init__()
        self._folder = folder
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        say(formats=sorted(event.mimeData().formats()))
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.paint(READY)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self.paint(RESTING)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what came."""
        names = []
        for url in event.mimeData().urls():
            source = Path(url.toLocalFile())
            shutil.copyfile(source, self._folder / source.name)
            names.append(source.name)
        event.acceptProposedAction()
        self.paint(RESTING)
        say(taken=names)


def main() -> None:
    """Show one window until the program is ended."""
    application = QApplication(sys.argv[:1])
    what, *rest = sys.argv[1:]
    window = Giver(rest[0], Path(rest[1])) if what == "give" else Taker(Path(rest[0]))
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
