"""Start the window on a library, and end it in order: windows, then threads, then the library.

Must not know any place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gemba.ui.collecting import Collecting
from gemba.ui.desk import Desk
from gemba.ui.frame.first_size import stand_again, take_first_size
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.frame.window_state import WindowState, write_states
from gemba.ui.jobs import Jobs
from gemba.ui.language.words import Words
from gemba.ui.look.theme import STYLE, STYLE_PROPERTY, Theme
from gemba.ui.starting.first_paint import FirstPaint

if TYPE_CHECKING:
    from gemba.app import App
    from gemba.errors import LibraryBusy
    from gemba.message import Message
    from gemba.ui.capture.capturing import Capturing
    from gemba.ui.keys.typing_guard import TypingGuard
    from gemba.ui.live.sitting import Sitting
    from gemba.ui.starting.behind import Behind
    from gemba.ui.starting.listening import Listening

_LOOK_AGAIN_MS = 50
_KEYS_WATCHED = "keys_watched"
#: whoever waited for the window comes first, with what they press; what nobody sees takes some 200 ms of its thread
_FIRST_WORD_MS = 100


def qt_application() -> QApplication:
    """Return the one QApplication, made now if there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        made = found
    else:
        made = QApplication([*sys.argv[:1], "-style", STYLE])
        made.setProperty(STYLE_PROPERTY, STYLE)
    made.setApplicationName("gemba")
    made.setDesktopFileName("gemba")
    return made


def watch_keys(qt: QApplication) -> None:
    """Let Enter press buttons from now on; keys are watched once something is painted that could get them."""
    # A property says so: to look among what Qt keeps there itself has PySide6 make every class that it might be.
    if qt.property(_KEYS_WATCHED):
        return
    from gemba.ui.keys.enter_presses import EnterPresses

    qt.setProperty(_KEYS_WATCHED, True)
    EnterPresses(qt)


class Application(QObject):
    """The program while its windows are open."""

    painted = Signal()
    complete = Signal()

    def __init__(
        self,
        app: App | None,
        *,
        language: str = "en",
        appearance: str = "system",
        theme: Theme | None = None,
        opener: Callable[[], App | None] | None = None,
        name: str = "",
    ) -> None:
        """Take an open library, which ``close`` closes; or None and an ``opener`` for the library called ``name``.

        The opener is called once the first window's frame is painted, and may return None: then nothing else happens
        here. ``notice`` is a state of the library to be shown in every window.
        """
        super().__init__()
        self.qt = qt_application()
        self._app = app
        self._opener = opener
        self._name = name
        self.notice: Message | None = None
        self.theme = theme or Theme(self.qt, appearance=appearance, language=language)
        self.words = Words(language)
        self.jobs = Jobs(failed=self._problem)
        self.guard: TypingGuard | None = None
        self._collecting = Collecting(self)
        self.windows: list[MainWindow] = []
        self.closing = False
        self._closed_states: list[WindowState] = []
        self.listening: Listening | None = None
        self._behind: Behind | None = None
        self._capturing: Capturing | None = None
        self._made = 0

    @property
    def app(self) -> App:
        """Return the open library's services."""
        if self._app is None:
            raise RuntimeError("no library is open yet: only a frame stands")
        return self._app

    def _give(self, desk: Desk) -> bool:
        """Open the library if it is not, and hand it to a window; say whether there is one."""
        self._watch_keys()
        self.theme.load_companions()
        if self._app is None and self._opener is not None:
            self._app = self._opener()
            if self._app is not None:
                desk.give(self._app)
        return self._app is not None

    def _watch_keys(self) -> None:
        if self.guard is None:
            from gemba.ui.keys.typing_guard import TypingGuard

            watch_keys(self.qt)
            self.guard = TypingGuard(self.qt)

    def open_window(self, place: str = "today", *, state: WindowState | None = None) -> MainWindow:
        """Open one more window on the library; the place is loaded once the frame is painted."""
        self._made += 1
        desk = Desk(self._app, self.jobs, self.theme, self.words, initiator=f"window-{self._made}", name=self._name)
        if self.windows:
            # A second window is as read-only as the first: it is told of no lock that was asked for before it came.
            desk.hold_elsewhere(self.windows[0].desk.held_elsewhere)
        window = MainWindow(desk)
        first = not self.windows and self.listening is None
        self.windows.append(window)
        window.closed.connect(self._window_closed)
        desk.window_wanted.connect(self.open_window)
        desk.quit_wanted.connect(self.quit)
        desk.settings_changed.connect(self._setting_changed)
        desk.bug.connect(self._bug)
        self._attend(desk)
        if state is not None:
            self._place_as(window, state)
        watch = FirstPaint(window, self.jobs, place, ready=lambda: self._give(desk))
        if first:
            watch.painted.connect(self.painted)
            watch.complete.connect(self._listen)
            watch.complete.connect(self.complete)
        pieces = self._behind_window(window)
        watch.complete.connect(lambda: QTimer.singleShot(_FIRST_WORD_MS, window, partial(self._settle, window, pieces)))
        if state is not None and state.maximised:
            window.showMaximized()
        else:
            window.show()
        return window

    def _place_as(self, window: MainWindow, state: WindowState) -> None:
        """Put a window where it stood, and no larger than the screen has room."""
        if not state.width_px:
            take_first_size(window, window.width(), window.height())
        else:
            wanted = QRect(state.left_px, state.top_px, state.width_px, state.height_px)
            stand_again(window, wanted, [screen.availableGeometry() for screen in self.qt.screens()])
        if state.inspector_px:
            window.commands.inspector_px = state.inspector_px
        window.inspector.wanted = state.inspector

    def state_of(self, window: MainWindow) -> WindowState:
        """Return how a window stands."""
        where = window.normalGeometry()
        return WindowState(
            left_px=where.left(),
            top_px=where.top(),
            width_px=where.width(),
            height_px=where.height(),
            maximised=window.isMaximized(),
            place=window.place_name or "today",
            inspector_px=window.commands.inspector_px,
            inspector=window.inspector.wanted,
            system_dark=self.theme.system_dark,
        )

    def _settle(self, window: MainWindow, pieces: Iterator[None]) -> None:
        """Do a piece of what waits for the first complete paint; what is pressed meanwhile comes before the next."""
        if self.closing or window not in self.windows:
            return
        try:
            next(pieces)
        except StopIteration:
            return
        QTimer.singleShot(0, window, partial(self._settle, window, pieces))

    def _behind_window(self, window: MainWindow) -> Iterator[None]:
        """Begin what nobody sees; whatever loads much is a piece of its own."""
        from gemba.ui.starting.settling import show_states

        show_states(self, window)
        yield
        _ = self.capturing
        yield
        _ = self.behind
        yield
        if len(self.windows) == 1:
            from gemba.ui.live.resume import offer_running

            offer_running(window.desk, window.banners)
        window.status.recount()
        QTimer.singleShot(400, window, window.commands.made_palette)

    @property
    def capturing(self) -> Capturing:
        """Return what takes pictures of the screen, made now if it was not."""
        if self._capturing is None:
            from gemba.ui.capture.capturing import Capturing

            self._capturing = Capturing(self)
        return self._capturing

    @property
    def behind(self) -> Behind:
        """Return what runs along without a window, made now if it was not."""
        if self._behind is None:
            from gemba.ui.starting.behind import Behind

            self._behind = Behind(self)
        return self._behind

    def begin_capturing(self) -> None:
        """Listen to keys of the whole desktop and to the watched folder."""
        if not self.closing:
            self.capturing.begin()

    # -- wishes -----------------------------------------------------------------------------------------------

    def _attend(self, desk: Desk) -> None:
        """Hear a window's wishes before anything is there that grants them: the first one has it made."""
        desk.capture_wanted.connect(self._picture_wanted)
        desk.reading_wanted.connect(self._reading_wanted)
        desk.sat_down.connect(self._sat_down)
        desk.visit_ended.connect(self._visit_ended)

    def _listen(self) -> None:
        """Hear other starts and commands; whoever sees the window may call it by one."""
        from gemba.ui.starting.listening import Listening

        if self.closing or not self.windows:
            return  # closed before it was painted: nobody would end the listening
        self.listening = Listening(self)

    def _picture_wanted(self, mode: str, delay_s: int) -> None:
        self.capturing.wanted(mode, delay_s)

    def _reading_wanted(self) -> None:
        self.behind.reading.read_all()

    def _sat_down(self, sitting: Sitting) -> None:
        """Keep its privacy pause in mind, and note its changes for the backup at its end."""
        self.capturing.sat_down(sitting)
        _ = self.behind

    def _visit_ended(self, _session: str) -> None:
        if not self.closing:  # what is begun now would be ended by nobody
            self.behind.visit_ended()

    # -- news -------------------------------------------------------------------------------------------------

    def held_elsewhere(self, problem: LibraryBusy | None) -> None:
        """Hear whether another process writes to the library."""
        from gemba.ui.starting.settling import show_states

        for window in self.windows:
            window.desk.hold_elsewhere(None if problem is None else problem.sentence)
            show_states(self, window)

    def take_lock(self) -> None:
        """Try once more to become the one that writes."""
        if self._behind is not None:
            self._behind.lock.take()

    def _setting_changed(self, key: str) -> None:
        """Follow a setting of the person that changed while the program runs."""
        if key == "appearance":
            self.theme.wear(self.app.preferences.get("appearance"))
        if key == "language":
            # Not at once: the window that says so is one of those that are built anew.
            QTimer.singleShot(0, self, self._retell)
        if key == "keys":
            for window in self.windows:
                window.desk.keys.reread()
        if self._capturing is not None:
            self._capturing.setting_changed(key)
        if self._behind is not None:
            self._behind.reading.setting_changed(key)

    def _retell(self) -> None:
        from gemba.ui.language.retelling import retell

        retell(self, self.app.preferences.get("language"))

    def _problem(self, error: BaseException) -> None:
        for window in self.windows[:1]:
            window.desk.problem(error)

    def _bug(self, error: BaseException) -> None:
        """Raise it where the hooks of gemba/ui/bugs.py (or a test) see it."""
        sys.excepthook(type(error), error, error.__traceback__)

    def front(self) -> MainWindow | None:
        """Return the window that was used last."""
        active = self.qt.activeWindow()
        if isinstance(active, MainWindow) and active in self.windows:
            return active
        return self.windows[-1] if self.windows else None

    # -- ending -----------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close every window; each place keeps what is half typed."""
        for window in tuple(self.windows):
            window.close()

    def _window_closed(self, window: MainWindow) -> None:
        """Let a window go; the last one ends the program."""
        if window not in self.windows:
            # Qt closes every window once more when the program ends, also those that are closed already.
            return
        state = self.state_of(window)
        self.windows.remove(window)
        window.desk.close()
        self._let_go(window)
        self._closed_states.append(state)
        if not self.windows and not self.closing:
            for other in self.qt.topLevelWidgets():
                other.close()
            self.qt.quit()

    def _let_go(self, window: MainWindow) -> None:
        """Free a closed window once everything of it is written; its own connections would keep it for ever."""
        if window.desk.saving and not self.closing:
            QTimer.singleShot(_LOOK_AGAIN_MS, window, partial(self._let_go, window))
            return
        window.desk.deleteLater()
        window.deleteLater()

    def close(self) -> None:
        """Close windows, finish every command, close the library."""
        if self.closing:
            return
        self.closing = True
        for window in tuple(self.windows):
            window.close()
        for part in (self.listening, self._behind, self._capturing):
            if part is not None:
                part.close()
        if self._closed_states:
            write_states((self._closed_states[-1],))
        self.jobs.close()
        self._collecting.stop()
        if self.guard is not None:
            self.guard.deleteLater()
        if self._app is not None:
            self._app.close()
