"""The states that a window has to tell as long as they last. Loaded behind the first complete paint.

Must not know any place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.message import joined

if TYPE_CHECKING:
    from gemba.ui.application import Application
    from gemba.ui.frame.main_window import MainWindow


def show_states(application: Application, window: MainWindow) -> None:
    """Show as banners what lasts: why it is read-only, who else writes, where the library lies."""
    desk, banners, tr = window.desk, window.banners, window.desk.words.tr
    library = desk.app.library
    for name in ("read-only", "held"):
        banners.take_away(name)
    if library.read_only:
        why = tr("A newer gemba wrote this library.") if library.newer else tr("This library may not be written to.")
        banners.show_banner(
            "read-only",
            joined((why, tr("You can read everything; nothing can be changed."))),
            icon="lock",
            button=tr("Open another library…"),
            action=lambda: window.trigger("library.open"),
        )
    elif desk.held_elsewhere is not None:
        banners.show_banner(
            "held",
            joined((desk.words.say(desk.held_elsewhere), tr("You can read everything; nothing can be changed."))),
            icon="lock",
            button=tr("Try again"),
            action=application.take_lock,
        )
    if application.notice is not None and "place" not in banners.shown:
        from gemba.ui.starting.start_choices import RISK

        banners.show_banner(
            "place",
            joined((desk.words.say(application.notice), tr(RISK))),
            icon="cloud-off",
            colour="attention",
            button=tr("Make a backup now"),
            action=lambda: window.trigger("library.backup"),
        )
