"""What a check of the library found: one sentence each, how to mend it, and the button that mends what can be.

Must not know how a check works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.message import joined
from gemba.ui.frame.text_sheet import TextSheet

if TYPE_CHECKING:
    from gemba.services.keeping.health import Report
    from gemba.ui.frame.main_window import MainWindow


def show_findings(window: MainWindow, report: Report) -> TextSheet:
    """Show the findings over the window."""
    words, desk = window.desk.words, window.desk
    lines = [f"•  {joined((words.say(one.sentence), words.say(one.mend)))}" for one in report.findings]
    health = desk.app.health

    def mend() -> None:
        desk.do(lambda: health.mend(report), owner=window, then=mended)

    def mended(count: int) -> None:
        desk.toast(words.count("{n} thing was made anew.", "{n} things were made anew.", count), kind="good")

    return TextSheet(
        window,
        desk,
        title=words.tr("What the check found"),
        sentence=words.tr("Nothing was changed. What is derived from other things can be made anew."),
        text="\n".join(lines),
        button="" if desk.read_only else words.tr("Make anew what can be"),
        action=mend,
    )
