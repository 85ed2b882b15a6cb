"""Do every action of a table in a window on hostile text and look at whatever it opens. Must not know which table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.widgets.overlay import Overlay
from tests.ui.hostile.looking import look_everywhere, settled

# What ends the window or the test's program, opens another library, or waits for somebody else's screen.
ELSEWHERE = ("capture.", "program.", "window.", "library.", "go.")


def overlays(window) -> Iterator[Overlay]:
    return (one for one in window.findChildren(Overlay) if one.isVisible())


def put_away(window) -> None:
    """Close whatever lies over the window or stands beside it."""
    for one in list(overlays(window)):
        one.close_up()
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and not isinstance(other, MainWindow):
            other.close()


def do_everything(qtbot, window, trap, actions, back) -> tuple[int, int]:
    """Do each action from where ``back`` brings the window; return how many were done and how many opened something."""
    done = opened = 0
    for action in actions:
        if action.id.startswith(ELSEWHERE):
            continue
        back()
        settled(qtbot, window)
        made = window.actions_by_id.get(action.id)
        if made is None or not made.isEnabled():
            continue
        window.trigger(action.id)
        settled(qtbot, window)
        done += 1
        seen = look_everywhere(trap, action.id)
        opened += bool(list(overlays(window))) or seen > 1
        put_away(window)
    return done, opened
