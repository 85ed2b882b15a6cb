"""Say everything in another language at once: each window is built anew where it stood, with the same row open.

Must not know any place, nor which languages there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.ui.language.words import Words

if TYPE_CHECKING:
    from gemba.ui.application import Application
    from gemba.ui.frame.main_window import MainWindow


def retell(application: Application, language: str) -> None:
    """Speak ``language`` from now on; a window whose place cannot be left now keeps what it says until it can."""
    if application.closing or language == application.words.language:
        return
    application.words = Words(language)
    application.theme.speak(language)
    front = application.front()
    for window in tuple(application.windows):
        fresh = _built_anew(application, window)
        if fresh is not None and window is front:
            fresh.activateWindow()


def _built_anew(application: Application, window: MainWindow) -> MainWindow | None:
    name, place = window.place_name, window.place
    if place is None:
        return None
    row = place.current_row()
    if not place.leave():
        window.desk.toast(window.desk.words.tr("This window changes its language once this is finished."))
        return None
    fresh = application.open_window(name, state=application.state_of(window))
    if not window.isMaximized():
        # Exactly there, also where a person pushed it half out of the screen.
        fresh.setGeometry(window.geometry())
    fresh.desk.hold_elsewhere(window.desk.held_elsewhere)
    fresh.trail = window.trail
    fresh.show_place(name, row)
    window.close()
    return fresh
