"""A banner while the disk takes nothing: it stays until a write has succeeded again; a backup elsewhere, the folder.

Must not know what was being written: it follows the desk.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl

from gemba.ui.desk import Desk
from gemba.ui.frame.banners import Banners

NAME = "disk"


class DiskBanner(QObject):
    """One per window."""

    def __init__(self, desk: Desk, banners: Banners) -> None:
        """Follow what the desk says of saving."""
        super().__init__(banners)
        self._desk = desk
        self._banners = banners
        self._said = ""
        desk.saving_changed.connect(self.look)

    def look(self) -> None:
        """Show what the disk said of the last write, or nothing once one went through."""
        said = self._desk.unsaved_problem if self._desk.disk_refuses else ""
        if said == self._said:
            return
        self._said = said
        if not said:
            self._banners.take_away(NAME)
            return
        self._banners.show_banner(
            NAME,
            said,
            icon="hard-drive",
            colour="stop",
            button=self._desk.words.tr("Put a backup on another disk…"),
            action=lambda: self._desk.trigger("library.backup_elsewhere"),
            other=self._desk.words.tr("Open the library's folder"),
            other_action=self._open_folder,
        )

    def says(self, sentence: str) -> bool:
        """Say whether the banner stands with this sentence."""
        return bool(self._said) and sentence == self._said

    def _open_folder(self) -> None:
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.app.library.folder)))
