"""What gemba is, which version, and whose parts it is made of. Must not know anything of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba import __version__, paths
from gemba.ui.frame.text_sheet import TextSheet

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow


def show_about(window: MainWindow) -> TextSheet:
    """Show it over the window; the licences are read as they ship, as plain text."""
    tr = window.desk.words.tr
    licences = (paths.resources() / "LICENSES.md").read_text(encoding="utf-8")
    sentence = tr("Go and see the real work. Nothing phones home, nothing updates itself; what you see stays here.")
    return TextSheet(window, window.desk, title=f"gemba {__version__}", sentence=sentence, text=plain(licences))


def plain(markdown: str) -> str:
    """Return our own list of licences without its marks: rows of tables as lines, headings as they are said."""
    lines = []
    for line in markdown.replace("`", "").splitlines():
        if line.startswith("|---"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else [line]
        lines.append(" · ".join(cell for cell in cells if cell).lstrip("# "))
    return "\n".join(lines).strip()
