"""Everything that takes pictures while the program runs: wishes from windows, keys, commands, and a watched folder.

Made behind the first paint. Must not know how a picture is taken, nor the widgets that wish for one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gemba.ui.capture.folder_import import add_files
from gemba.ui.capture.keys.global_keys import GlobalKeys
from gemba.ui.capture.modes import Mode
from gemba.ui.capture.taking import Taking
from gemba.ui.capture.watched_folder import WatchedFolder
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import CaptureRow
    from gemba.ui.application import Application
    from gemba.ui.live.sitting import Sitting

Told = dict[str, str]
#: a menu or palette that the wish came from needs so long to be off the screen
_SETTLE_MS = 150
#: the modes that a key of the whole desktop may have
KEY_MODES = ("region", "screen", "window", "last")


class Capturing(QObject):
    """The pictures of one program."""

    def __init__(self, application: Application) -> None:
        """Take the program; ``begin`` starts to listen to keys and folders."""
        super().__init__(application)
        self._application = application
        self.taking = Taking(self._desk)
        self.taking.kept.connect(self._kept)
        self.keys = GlobalKeys(self)
        self.keys.pressed.connect(self._pressed)
        self.keys.became.connect(self._tell_held)
        self.folder = WatchedFolder(self)
        self.folder.came.connect(self._came)

    def begin(self) -> None:
        """Listen to the keys of the whole desktop, and watch the folder, as the settings say."""
        desk = self._desk()
        if desk is not None:
            self._take_keys(desk)
            self._watch(desk)

    def _take_keys(self, desk: Desk) -> None:
        get = desk.app.preferences.get
        self.keys.hold({mode: get(f"capture.key.{mode}") for mode in KEY_MODES})

        self._tell_held({})

    def _tell_held(self, held: object) -> None:
        found = held if isinstance(held, dict) else {}
        told = {"way": self.keys.way_name, **{str(mode): str(one) for mode, one in found.items()}}
        for window in self._application.windows:
            window.desk.held_keys = told
            window.desk.keys_held.emit(told)

    def _watch(self, desk: Desk) -> None:
        wanted = desk.app.preferences.get("capture.folder")
        if not self.folder.watch(wanted):
            desk.toast(desk.words.tr("The watched folder “{name}” is not there.", name=wanted), kind="attention")

    def setting_changed(self, key: str) -> None:
        """Follow a setting that changed while the program runs."""
        desk = self._desk()
        if desk is not None and key.startswith("capture.key."):
            self._take_keys(desk)
        elif desk is not None and key == "capture.folder":
            self._watch(desk)

    def _pressed(self, mode: str) -> None:
        self.taking.take(Mode(mode))

    def _came(self, files: list[Path]) -> None:
        desk = self._desk()
        if desk is not None:
            add_files(desk, self.taking.whose, files, owner=self, then=lambda: None)

    def _desk(self) -> Desk | None:
        window = self._application.front()
        return None if window is None else window.desk

    def sat_down(self, sitting: Sitting) -> None:
        """Take pictures for the visit that somebody sits at, and make ready: there will be some."""
        self.taking.whose.sit(sitting)
        self.taking.make_ready()

    def wanted(self, mode: str, delay_s: int) -> None:
        """Take a picture that a window wishes for."""
        QTimer.singleShot(_SETTLE_MS, self, lambda: self.taking.take(Mode(mode), delay_s=delay_s))

    def _kept(self, row: CaptureRow) -> None:
        for window in self._application.windows:
            window.desk.picture_taken.emit(row)

    def asked(self, told: Told, reply: Callable[[Told], object]) -> None:
        """Take a picture for a command; ``reply`` is called once, with the picture's id or why there is none."""

        def answer(rows: tuple[CaptureRow, ...], why: str) -> None:
            reply({"captures": " ".join(row.id for row in rows), "why": why})

        try:
            mode, delay_s = Mode(told.get("mode", "")), int(told.get("delay", "0"))
        except ValueError:
            answer((), "")
            return
        self.taking.take(mode, delay_s=delay_s, answer=answer, pointer=told.get("pointer") == "1")

    def close(self) -> None:
        """End everything."""
        self.keys.close()
        self.folder.close()
        self.taking.close()
