"""Keep our own windows off the picture: take them from the screen, wait until what lay below is there, bring them back.

On X11 the spots where they stood are looked at until they show something else and stand still; a program that does
not paint them in time leaves them flat, never with our pixels. On Windows the system leaves our windows out itself.
Windows come back in the order they stood in, without taking the focus. Must not know what the picture is for.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gemba.model.shot import ScreenPixels
from gemba.ui.capture.places import Rect
from gemba.ui.capture.remains import is_doubtful, make_flat, remains
from gemba.ui.capture.x11.shm import XScreen
from gemba.ui.capture.x11.windows import WindowThere, XWindows

_LOOK_MS = 4
_STILL_S = 0.012
#: a compositor paints later than the windows do, and some fade what goes
_STILL_COMPOSED_S = 0.06
_LONGEST_S = 0.5
_BLIND_MS = 200
#: how long a window of ours that was only just shown is waited for, and a window manager that is at work
_LONGEST_UNPAINTED_S = 0.25
_LEAVE_OUT = 0x11  # WDA_EXCLUDEFROMCAPTURE


class Hiding(QObject):
    """Our windows while one picture is taken."""

    def __init__(self, x_screen: XScreen | None, x_windows: XWindows | None, parent: QObject | None = None) -> None:
        """Take the ways to look at an X screen, None where there are none."""
        super().__init__(parent)
        self._x_screen, self._x_windows = x_screen, x_windows
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._gone: list[tuple[QWidget, int]] = []
        self._front = 0
        self._spots: list[Rect] = []
        self._before: list[bytes] = []
        self._last: list[bytes] = []
        self._then: Callable[[], object] = _nothing
        #: what the server told of all windows before ours went, the topmost first; empty where nobody was asked
        self.there: tuple[WindowThere, ...] = ()
        #: spots on which something of ours may be left: where, what they showed with us and without
        self._unpainted: list[tuple[Rect, bytes, bytes]] = []

    def clear_then(self, then: Callable[[], object]) -> None:
        """Take our windows off the screen and call ``then`` once they are gone; at once where none can be seen."""
        self._then, self._unpainted = then, []
        self._latest = time.monotonic() + _LONGEST_UNPAINTED_S
        self._clear()

    def _clear(self) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        if sys.platform == "win32" and all(_left_out(one) for one in shown):
            self._then()
            return
        order = self._order()
        if self._x_screen is not None and self._x_windows is not None:
            self._spots, shown, above = self._where(self._x_screen, self._x_windows, shown)
        else:
            self._spots, above = [], {}
            shown = [one for one in shown if not one.isMinimized()]
        if not shown:
            self._then()
            return
        may_wait = bool(self._spots) and time.monotonic() < self._latest
        if may_wait and not all(map(_is_painted, shown)):
            # Its spot still shows what lies below: no look could ever tell that from something of ours that stayed.
            QTimer.singleShot(_LOOK_MS, self, self._clear)
            return
        self._front = self._x_windows.front() if self._x_windows is not None else 0
        _catch_up()
        self._before = self._see()
        if may_wait and self._order() != order:
            # One of ours that has just gone below another window is on no spot any more; it would be the same case.
            QTimer.singleShot(_LOOK_MS, self, self._clear)
            return
        self._gone = [(one, above.get(int(one.winId()), 0)) for one in shown]
        for one, _ in self._gone:
            one.hide()
        if not self._before:
            QTimer.singleShot(_BLIND_MS, self, self._done)
            return
        composed = self._x_windows is not None and self._x_windows.has_compositor()
        self._still_s = _STILL_COMPOSED_S if composed else _STILL_S
        self._began = self._changed = time.monotonic()
        self._last = []
        self._timer.start()

    def keep_away(self, window: QWidget) -> None:
        """Bring every window back but this one: it is about to close."""
        self._gone = [(one, above) for one, above in self._gone if one is not window]

    def back(self) -> None:
        """Bring our windows back where they were."""
        gone = [(one, above) for one, above in self._gone if shiboken6.isValid(one)]
        self._gone = []
        for one, _ in gone:
            kept = one.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            one.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, True)
            one.show()
            one.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, kept)
        if self._x_windows is not None and gone:
            # The window manager hears of our windows by Qt's connection, and of the rest by another one.
            _catch_up()
            for one, above in gone:
                if above:
                    self._x_windows.put_below(int(one.winId()), above)
            if self._front:
                self._x_windows.bring_to_front(self._front)

    @property
    def has_remains(self) -> bool:
        """Say whether something of ours may still be on the screen, which ``blot`` makes flat in a frame."""
        return bool(self._unpainted)

    def blot(self, pixels: ScreenPixels) -> None:
        """Make flat in a frame of the desktop what nobody painted over our windows."""
        data = memoryview(pixels.bgrx)
        for spot, old, new in self._unpainted:
            for row, left, count in remains(old, new, spot.width, spot.height):
                make_flat(data, pixels.stride, spot.top + row, spot.left + left, count)
        self._unpainted = []

    # -- X11 --------------------------------------------------------------------------------------------------

    def _order(self) -> tuple[int, ...]:
        return self._x_windows.order() if self._x_windows is not None else ()

    def _where(
        self, x_screen: XScreen, x_windows: XWindows, visible: list[QWidget]
    ) -> tuple[list[Rect], list[QWidget], dict[int, int]]:
        """Return where our windows can be seen, which they are, and by each one's id the foreign one just above it.

        The server is asked, not Qt: a window manager may show what Qt takes for minimised.
        """
        desktop = Rect(0, 0, *x_screen.size())
        spots: list[Rect] = []
        seen: list[QWidget] = []
        foreign: list[WindowThere] = []
        above: dict[int, int] = {}
        ours = {int(one.winId()): one for one in visible}
        self.there = x_windows.stack()
        for one in self.there:
            widget = ours.pop(one.id, None)
            if not one.is_ours:
                foreign.append(one)
                continue
            # What lies under another program's window is not looked at: it stays as it is, and is not ours.
            pieces = [one.framed.cut(desktop)]
            for other in foreign:
                pieces = [left for piece in pieces for left in piece.minus(other.framed)]
            if any(not piece.is_empty for piece in pieces):
                spots += [piece for piece in pieces if not piece.is_empty]
                if widget is not None:
                    seen.append(widget)
            if foreign:
                above[one.id] = foreign[-1].id
        for widget in ours.values():
            # A menu or a hint is in no window manager's list; it counts by where Qt says it is.
            spot = _told_by_qt(widget).cut(desktop)
            if not widget.isMinimized() and not spot.is_empty:
                spots.append(spot)
                seen.append(widget)
        return spots, seen, above

    def _see(self) -> list[bytes]:
        found: list[bytes] = []
        for spot in self._spots:
            if self._x_screen is None:
                return []
            grabbed = self._x_screen.grab(spot.left, spot.top, spot.width, spot.height)
            if grabbed is None:
                return []
            found.append(bytes(grabbed.pixels.bgrx))
            grabbed.let_go()
        return found

    def _look(self) -> None:
        """Look once more; done when nothing moves any more and nothing of ours is left."""
        now, seen = time.monotonic(), self._see()
        if seen != self._last:
            self._last, self._changed = seen, now
        late = now - self._began >= _LONGEST_S
        if now - self._changed < self._still_s and not late:
            return
        # A look that failed tells nothing: what stood there may still stand there.
        looks = zip(self._spots, self._before, seen or self._before, strict=True)
        left = [one for one in looks if is_doubtful(one[1], one[2], one[0].width, one[0].height)]
        if late or not left:
            self._unpainted = left
            self._done()

    def _done(self) -> None:
        self._timer.stop()
        self._before, self._last = [], []
        self._then()


def _is_painted(window: QWidget) -> bool:
    """Say whether a window has been painted since it was shown: between the two the server has its exposure to tell.

    One that is minimised is not waited for: some desktops keep it among the windows that can be seen.
    """
    return window.isMinimized() or window.windowHandle().isExposed()


def _told_by_qt(window: QWidget) -> Rect:
    there, scale = window.frameGeometry(), window.devicePixelRatio()
    corner = window.screen().geometry().topLeft()
    left = corner.x() + round((there.left() - corner.x()) * scale)
    top = corner.y() + round((there.top() - corner.y()) * scale)
    return Rect(left, top, round(there.width() * scale), round(there.height() * scale))


def _catch_up() -> None:
    """Have the server show all that Qt has sent it: what is compared later is what really stood there."""
    QGuiApplication.primaryScreen().grabWindow(0, 0, 0, 1, 1)


def _left_out(window: QWidget) -> bool:
    """Have Windows leave a window out of every picture of the screen; say whether it does (from Windows 10 2004 on)."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _LEAVE_OUT))
    return False


def _nothing() -> None:
    """Wait for nobody."""
