"""Say that an error of ours happened, where the local report lies, and that nothing was sent. One at a time.

Must not know the error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gemba.ui.frame.text_sheet import TextSheet

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow


def show_bug(window: MainWindow, report: Path) -> TextSheet | None:
    """Show it over the window; while one is shown, further ones are only written."""
    if any(isinstance(one, TextSheet) and one.isVisible() for one in window.children()):
        return None
    tr = window.desk.words.tr
    return TextSheet(
        window,
        window.desk,
        title=tr("This is an error in gemba"),
        sentence=tr(
            "Nothing was sent anywhere. What was confirmed as saved is saved. A report without your texts, names or "
            "pictures lies on this computer; send it to who looks after gemba."
        ),
        text=str(report),
        button=tr("Open the folder"),
        action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent))),
    )
