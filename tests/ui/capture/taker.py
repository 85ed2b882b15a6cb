"""The real program in a process of its own, told on stdin what to do and telling on stdout what came of it.

`python -m tests.ui.capture.taker LIBRARY`; each line in and out is JSON. `without_hiding` and `acknowledges_first`
are broken builds. With TAKER_RESTS=1 in the environment it never begins what waits for the window's first word.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

import gemba.ui.application
from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.capture.hiding import Hiding
from gemba.ui.capture.modes import Mode
from gemba.ui.live.mini_bar import MiniBar


def tell(what: str, **words: Any) -> None:
    print(json.dumps({"what": what, **words}), flush=True)


class Taker(QObject):
    """Does what it is told."""

    heard = Signal(dict)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.application = Application(open_app(folder), appearance="light")
        self.window = self.application.open_window("evidence")
        self.window.setGeometry(300, 200, 900, 560)
        self.application.complete.connect(lambda: QTimer.singleShot(0, self.ready))
        self.heard.connect(self.do)
        self.pastes = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(json.loads(line))
        self.heard.emit({"do": "end"})

    def ready(self) -> None:
        taking = self.application.capturing.taking
        taking.frozen_shown.connect(lambda: tell("veil"))
        taking.kept.connect(self.kept)
        taking.ended.connect(lambda: tell("ended", busy=taking.busy))
        tell("ready")

    def kept(self, row) -> None:
        taking = self.application.capturing.taking
        tell("kept", id=row.id, veils=len(taking.veils), line=taking.line is not None, title=row.window_title)

    def do(self, told: dict[str, Any]) -> None:
        taking = self.application.capturing.taking
        match told.pop("do"):
            case "take":
                answers = told.pop("answers", False)
                answer = (lambda rows, why: tell("answer", ids=[row.id for row in rows], why=why)) if answers else None
                pointer = told.get("pointer", False)
                taking.take(Mode(told["mode"]), delay_s=told.get("delay", 0), answer=answer, pointer=pointer)
            case "trigger":
                self.window.trigger(told["action"])
            case "many":
                taking.kept.connect(lambda _: QTimer.singleShot(0, lambda: taking.take(Mode.SCREEN)))
                taking.take(Mode.SCREEN)
            case "twice":
                self.again = QTimer(self, interval=0)
                self.again.timeout.connect(self.take_again)
                self.again.start()
                taking.take(Mode.LAST)
            case "pastes":
                self.window.places["evidence"].incoming.added.connect(self.pasted)  # type: ignore[attr-defined]
                self.paste()
            case "without_hiding":
                broken: Any = Hiding
                broken.clear_then = lambda self, then: then()
            case "keys":
                tell("keys", held=self.window.desk.held_keys)
            case "visible":
                tell("visible", windows=[one.isVisible() for one in self.application.windows], line=bool(taking.line))
            case "live":
                self.window.go("sessions", f"live:{told['session']}")
                QTimer.singleShot(500, self, self.live_stands)
            case "pause":
                self.page.sitting.pause()
                tell("paused")
            case "mini":
                self.page.toggle_mini()
                bar = self.page.mini
                assert isinstance(bar, MiniBar)
                bar.move(told["x"], told["y"])
                QTimer.singleShot(300, lambda: tell("mini", visible=bar.isVisible()))
            case "break_disk":
                # A file where a folder has to be: root is stopped by that too.
                vault = self.application.app.library.vault.folder
                vault.mkdir(exist_ok=True)
                vault.rename(vault.with_name("aside"))
                vault.write_text("in the way")
            case "mend_disk":
                vault = self.application.app.library.vault.folder
                vault.unlink()
                vault.with_name("aside").rename(vault)
            case "again":
                taking.notice.button.click()
            case "notice":
                tell("notice", text=taking.notice.text.text() if taking.notice is not None else "")
            case "end":
                self.application.close()
                self.application.qt.quit()

    def take_again(self) -> None:
        """Take the next picture when the screen has the line of the first, and nobody has painted it yet."""
        taking = self.application.capturing.taking
        if taking.line is not None and not taking.busy:
            self.again.stop()
            shown, x_windows = {int(one.winId()) for one in (self.window, taking.line)}, taking.x_windows
            assert x_windows is not None
            while not shown <= {one.id for one in x_windows.stack()}:
                time.sleep(0.001)
            tell("again", painted=taking.line.windowHandle().isExposed())
            taking.take(Mode.SCREEN)

    def paste(self) -> None:
        """Paste a picture of its own colours, as large as the screen."""
        self.pastes += 1
        image = QImage(1440, 900, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 | (os.getpid() * 8191 + self.pastes * 257) & 0xFFFFFF)
        self.application.qt.clipboard().setImage(image)
        self.window.trigger("evidence.paste")

    def pasted(self, row: Any) -> None:
        tell("kept", id=row.id)
        QTimer.singleShot(0, self.paste)

    @property
    def page(self) -> Any:
        place: Any = self.window.places["sessions"]
        return place.live

    def live_stands(self) -> None:
        page = self.page
        if page is None:
            QTimer.singleShot(100, self, self.live_stands)
        else:
            tell("live", session=page.session_id)


def acknowledge_first() -> None:
    """Be the broken build that tells of a picture and keeps it a little later."""
    import time
    import uuid

    from gemba.services.pictures.captures import Captures
    from gemba.services.pictures.shots import Shots

    right = Shots.keep

    def keep(self: Shots, shot: Any, **words: Any) -> Any:
        tell("kept", id=uuid.uuid4().hex)
        time.sleep(0.5)
        return right(self, shot, **words)

    Shots.keep = keep  # type: ignore[method-assign]
    add = Captures.add_bytes

    def add_bytes(self: Captures, data: bytes, **words: Any) -> Any:
        tell("kept", id=uuid.uuid4().hex)
        time.sleep(0.5)
        return add(self, data, **words)

    Captures.add_bytes = add_bytes  # type: ignore[method-assign]


if __name__ == "__main__":
    if "acknowledges_first" in sys.argv:
        acknowledge_first()
    if os.environ.get("TAKER_RESTS") == "1":
        gemba.ui.application._FIRST_WORD_MS = 24 * 3_600_000
    taker = Taker(Path(sys.argv[1]))
    sys.exit(taker.application.qt.exec())
