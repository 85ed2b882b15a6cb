"""The real program in a process of its own, told on stdin what to do and telling on stdout what came of it.

`python -m tests.ui.capture.taker LIBRARY`; each line in and out is JSON. `without_hiding` and `acknowledges_first`
are broken builds. With TAKER_RESTS=1 in the environment it never begins what waits for the window's first word.
Other programs are given as long to paint as a busy machine needs, until it is told to `hurry` as the program does.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

import gemba.ui.application
from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.capture import hiding
from gemba.ui.capture.caption_line import CaptionLine
from gemba.ui.capture.hiding import Hiding
from gemba.ui.capture.modes import Mode
from gemba.ui.capture.notice import Countdown
from gemba.ui.live.mini_bar import MiniBar

HANG_S = 600.0
_LOOK_MS = 20
_HURRIED = hiding._LONGEST_S, hiding._LONGEST_UNPAINTED_S


def let_others_paint(seconds: float, unpainted_s: float) -> None:
    """Say how long a picture waits for other programs, and for a window of ours that was only just shown."""
    hiding._LONGEST_S, hiding._LONGEST_UNPAINTED_S = seconds, unpainted_s


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
                if told.get("stands_still"):
                    assert isinstance(taking.notice, Countdown)
                    taking.notice._beat.stop()
            case "count":
                assert isinstance(taking.notice, Countdown)
                taking.notice._beat.start()
            case "hurry":
                let_others_paint(*_HURRIED)
            case "patience":
                let_others_paint(HANG_S, HANG_S)
            case "trigger":
                self.window.trigger(told["action"])
            case "many":
                taking.kept.connect(lambda _: QTimer.singleShot(0, lambda: taking.take(Mode.SCREEN)))
                taking.take(Mode.SCREEN)
            case "twice":
                self.take_again_beside_the_line()
                taking.take(Mode.LAST)
            case "goes_below":
                self.go_below(told["id"], told["spot"])
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
                self.once(lambda: self.page is not None, lambda: tell("live", session=self.page.session_id))
            case "pause":
                self.page.sitting.pause()
                tell("paused")
            case "mini":
                self.page.toggle_mini()
                bar = self.page.mini
                assert isinstance(bar, MiniBar)
                bar.move(told["x"], told["y"])
                self.once(lambda: shows(bar), lambda: tell("mini", visible=bar.isVisible()))
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

    def once(self, holds: Callable[[], bool], then: Callable[[], object]) -> None:
        """Do something as soon as something holds."""
        if holds():
            then()
        else:
            QTimer.singleShot(_LOOK_MS, self, lambda: self.once(holds, then))

    def take_again_beside_the_line(self) -> None:
        """Take a picture when the screen has the line of the one before, and nobody has painted it yet.

        In the turn that shows the line: in a later one a busy machine may have painted it already.
        """
        usual = CaptionLine.appear
        line_class: Any = CaptionLine
        taking = self.application.capturing.taking

        def appear(line: CaptionLine, *given: Any, **named: Any) -> None:
            line_class.appear = usual
            usual(line, *given, **named)
            QGuiApplication.primaryScreen().grabWindow(0, 0, 0, 1, 1)  # what Qt was asked for is with the server
            shown, x_windows = {int(one.winId()) for one in (self.window, line)}, taking.x_windows
            assert x_windows is not None
            while not shown <= {one.id for one in x_windows.stack()}:
                time.sleep(0.001)
            tell("again", painted=line.windowHandle().isExposed())
            taking.take(Mode.SCREEN)

        line_class.appear = appear

    def go_below(self, other: int, spot: list[int]) -> None:
        """Let our window go below the other one, which shows itself on the spot, just after the list was read."""
        taking = self.application.capturing.taking
        x_windows = taking.x_windows
        assert x_windows is not None
        there: Any = x_windows
        usual = x_windows.stack

        def stack() -> Any:
            del there.stack
            found, with_us = usual(), self.seen(spot)
            x_windows.put_below(int(self.window.winId()), other)
            deadline = time.monotonic() + HANG_S
            while x_windows.order()[0] != other or self.seen(spot) == with_us:
                assert time.monotonic() < deadline, "our window does not go below the other one"
                time.sleep(0.001)
            return found

        there.stack = stack

    def seen(self, spot: list[int]) -> bytes:
        """Return what stands on a spot of the screen."""
        x_screen = self.application.capturing.taking.freezer.x_screen
        assert x_screen is not None
        grabbed = x_screen.grab(*spot)
        assert grabbed is not None
        pixels = bytes(grabbed.pixels.bgrx)
        grabbed.let_go()
        return pixels

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


def shows(window: QWidget) -> bool:
    """Say whether a window is on the screen."""
    return window.isVisible() and window.windowHandle().isExposed()


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
    let_others_paint(HANG_S, HANG_S)
    taker = Taker(Path(sys.argv[1]))
    sys.exit(taker.application.qt.exec())
