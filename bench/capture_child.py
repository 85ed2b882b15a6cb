"""gemba for bench_capture.py: the real window, which tells on stdout when it kept a picture and when its veil stood."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.app import open_app
from gemba.services.pictures.shots import Shots
from gemba.ui.application import Application


def tell(what: str, **words: Any) -> None:
    print(json.dumps({"what": what, "at": time.perf_counter(), "computed": time.process_time(), **words}), flush=True)


class Child(QObject):
    """Does what the bench says."""

    heard = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.application = Application(open_app(folder), appearance="light")
        self.window = self.application.open_window("evidence")
        self.application.complete.connect(lambda: QTimer.singleShot(0, self.ready))
        self.heard.connect(self.do)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Hear the bench."""
        for line in sys.stdin:
            self.heard.emit(line.strip())
        self.heard.emit("end")

    def ready(self) -> None:
        """Begin to tell."""
        capturing = self.application.capturing
        taking = capturing.taking
        taking.frozen_shown.connect(lambda: tell("veil"))
        taking.ended.connect(lambda: QTimer.singleShot(100, self.put_away))
        taking.make_ready()
        capturing.keys.became.connect(self.tell_keys)
        # On a busy machine the keys may have been taken before this was called.
        if capturing.keys.held:
            self.tell_keys(capturing.keys.held)

    def tell_keys(self, held: Mapping[str, str]) -> None:
        """Say which keys of the whole desktop are ours."""
        tell("keys", held={str(key): str(became) for key, became in held.items()})

    def put_away(self) -> None:
        """Close the line of the last picture, which would have to go before the next one."""
        line = self.application.capturing.taking.line
        if line is not None:
            line.close()
        QTimer.singleShot(100, lambda: tell("ended"))

    def do(self, word: str) -> None:
        """Do what was said."""
        if word == "minimise":
            self.window.showMinimized()
        elif word == "show":
            self.window.showNormal()
        elif word == "end":
            self.application.close()
            self.application.qt.quit()
        if word != "end":
            QTimer.singleShot(600, lambda: tell("done"))


def main() -> None:
    right = Shots.keep

    def keep(self: Shots, *shot: Any, **words: Any) -> Any:
        row = right(self, *shot, **words)
        tell("kept", bytes=(self._library.vault.path(self._library.queries.frame_of(row.id))).stat().st_size)
        return row

    Shots.keep = keep  # type: ignore[method-assign]
    child = Child(Path(sys.argv[1]))
    sys.exit(child.application.qt.exec())


if __name__ == "__main__":
    main()
