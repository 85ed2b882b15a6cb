"""The window under a scale factor, in a process of its own: Qt reads QT_SCALE_FACTOR once. Prints what is wrong as JSON.

Run as ``python -m tests.ui.scaled_window LIBRARY FACTOR [FOLDER]``; with a folder, a picture of each state is kept.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path


class Hands:
    """Waits as qtbot does."""

    def waitUntil(self, condition: Callable[[], bool], *, timeout: int = 60_000) -> None:
        """Let the window work until ``condition`` holds."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

        deadline = QDeadlineTimer(timeout)
        while not condition():
            if deadline.hasExpired():
                raise TimeoutError
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()


def main(library: Path, factor: float, pictures: Path | None) -> int:
    """Walk the states in the least size and print what is cut, or does not fit."""
    from gemba.app import open_app
    from gemba.ui.application import Application
    from tests.ui import fixed_texts, states

    application = Application(open_app(library), appearance="light")
    wanted = {"visit", "new-visit", "ticket", "narrative", "settings-1", "ticket-leaving"}
    chosen = [*states.PLACES, *(one for one in states.SAMPLE if one.name in wanted)]
    wrong: list[str] = []
    seen = 0
    for state, window, root in states.walk(Hands(), application, chosen):  # type: ignore[arg-type]
        root.resize(1024, 640)
        states.settle(Hands(), window)  # type: ignore[arg-type]
        picture = root.grab()
        if (picture.width(), picture.height()) != (round(1024 * factor), round(640 * factor)):
            wrong.append(f"{state.name}: {picture.width()} x {picture.height()} device pixels")
        wrong += [f"{state.name}: {one}" for one in fixed_texts.cut(root)]
        seen += 1
        if pictures is not None:
            picture.save(str(pictures / f"{factor:g}-{state.name}.png"))
    application.close()
    print(json.dumps({"seen": seen, "wrong": wrong}))
    return 0


if __name__ == "__main__":
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None))
