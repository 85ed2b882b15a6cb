"""Everything that takes pictures while the program runs: wishes from windows, keys, commands, and a watched folder.

Made behind the first paint. Must not know how a picture is taken, nor the widgets that wish for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.ui.capture.modes import Mode
from gemba.ui.capture.taking import Taking
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import CaptureRow
    from gemba.ui.application import Application

Told = dict[str, str]
#: a menu or palette that the wish came from needs so long to be off the screen
_SETTLE_MS = 150
DELAY_S = 5


class Capturing(QObject):
    """The pictures of one program."""

    _asked = Signal(object, object)

    def __init__(self, application: Application) -> None:
        """Take the program; ``begin`` starts to listen to keys and folders."""
        super().__init__(application)
        self._application = application
        self.taking = Taking(self._desk)
        self.taking.kept.connect(self._kept)
        self._asked.connect(self._do_asked)

    def _desk(self) -> Desk | None:
        window = self._application.front()
        return None if window is None else window.desk

    def attend(self, desk: Desk) -> None:
        """Listen to the wishes of one window."""
        desk.capture_wanted.connect(self._wanted)
        desk.sat_down.connect(self._sat_down)

    def _sat_down(self, sitting: object) -> None:
        from gemba.ui.live.sitting import Sitting

        if isinstance(sitting, Sitting):
            self.taking.whose.sit(sitting)
            # Whoever sits down at a visit will take pictures.
            self.taking.make_ready()

    def _wanted(self, mode: str, delay_s: int) -> None:
        QTimer.singleShot(_SETTLE_MS, self, lambda: self.taking.take(Mode(mode), delay_s=delay_s))

    def _kept(self, row: CaptureRow) -> None:
        for window in self._application.windows:
            window.desk.picture_taken.emit(row)

    # -- commands ---------------------------------------------------------------------------------------------

    def asked(self, told: Told, reply: Callable[[Told], object]) -> None:
        """Hear a command, on any thread; ``reply`` is called once, with the picture's id or why there is none."""
        self._asked.emit(told, reply)

    def _do_asked(self, told: Told, reply: Callable[[Told], object]) -> None:
        def answer(rows: tuple[CaptureRow, ...], why: str) -> None:
            reply({"captures": " ".join(row.id for row in rows), "why": why})

        try:
            mode, delay_s = Mode(told.get("mode", "")), int(told.get("delay", "0"))
        except ValueError:
            answer((), "")
            return
        self.taking.take(mode, delay_s=delay_s, answer=answer)

    def close(self) -> None:
        """End everything."""
        self.taking.close()
