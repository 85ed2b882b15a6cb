"""The way from a folder to a window: open the library, or show what stands in the way with choices to go on.

With GEMBA_EXIT_AFTER_PAINT=1 in the environment the program quits after the first complete paint. Must not know how a
library is opened, mended or brought back: services do it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gemba.errors import GembaError, LibraryOlder, LocationProblem, UserError
from gemba.ui.application import Application, qt_application, watch_keys
from gemba.ui.bugs import BugCatcher
from gemba.ui.frame.window_state import WindowState, read_states
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from gemba.app import App
    from gemba.message import Message
    from gemba.ui.first_start.welcome import Welcome
    from gemba.ui.look.system_look import SystemLook
    from gemba.ui.starting.start_window import StartWindow

EXIT_AFTER_PAINT = "GEMBA_EXIT_AFTER_PAINT"


class Beginning(QObject):
    """The program from its first moment: at most one library open, or one window that says why none is.

    ``begun`` is said once the window of a library listens to other starts, or one stands that says why none is open.
    """

    begun = Signal()

    def __init__(self, qt: QApplication, *, language: str, appearance: str) -> None:
        """Put the look on; nothing is opened yet."""
        super().__init__()
        self.qt = qt
        self.words = Words(language)
        self.language = language
        self.theme = Theme(qt, appearance=appearance, language=language)
        # What the system was like last time, until it says what it is like now: no window flashes white in the dark.
        self.theme.system_is_dark(next(iter(read_states()), WindowState()).system_dark)
        if sys.platform != "linux":
            self._hear_qt()
        self.system_look: SystemLook | None = None
        self.application: Application | None = None
        self.problem: StartWindow | Welcome | None = None
        self._quits = False
        self.bugs = BugCatcher(self._show_bug)
        self.bugs.install()

    def _hear_qt(self) -> None:
        """Hear from Qt, which knows it on Windows and macOS at once, and on Linux from some desktops."""
        hints = self.qt.styleHints()
        self._hear_scheme(hints.colorScheme())
        hints.colorSchemeChanged.connect(self._hear_scheme)

    def _hear_scheme(self, scheme: Qt.ColorScheme) -> None:
        from PySide6.QtCore import Qt

        if scheme != Qt.ColorScheme.Unknown:
            self.theme.system_is_dark(scheme == Qt.ColorScheme.Dark)

    def _hear_desktop(self) -> None:
        """Hear from a Linux desktop, once something is painted."""
        if self.system_look is not None or self._quits:
            return
        if sys.platform == "linux":
            self._hear_qt()
        from gemba.ui.look.system_look import SystemLook

        self.system_look = SystemLook()
        self.system_look.dark.connect(self.theme.system_is_dark)
        self.system_look.begin()

    def quit_when_complete(self) -> None:
        """End after the first complete paint, whatever is painted."""
        self._quits = True

    def try_open(self, folder: Path, *, accept_location: bool = False, take_over: bool = False) -> None:
        """Open a library in a window; where that does not go, show why and what can be done."""
        if not folder.is_dir():
            self._open(folder, accept_location=accept_location, take_over=take_over)
            return
        application = Application(
            None,
            language=self.language,
            theme=self.theme,
            name=folder.stem,
            opener=lambda: self._open(folder, accept_location=accept_location, take_over=take_over),
        )
        self.application = application
        application.complete.connect(self._hear_desktop)
        application.complete.connect(self.begun)
        if self._quits:
            application.complete.connect(self.qt.quit)
        state = next(iter(read_states()), WindowState())
        application.open_window("today" if state.place == "settings" else state.place, state=state)
        if self.problem is not None:
            self.problem.close_for_good()
            self.problem = None

    def _open(self, folder: Path, *, accept_location: bool, take_over: bool) -> App | None:
        """Open the library behind the frame; where that does not go, the frame gives way to what can be done."""

        from gemba.app import open_app

        notice = _place_of(folder) if accept_location else None
        try:
            app = open_app(folder, accept_location=accept_location, take_over=take_over, upgrade=False)
        except GembaError as problem:
            application, self.application = self.application, None
            self._show_problem(folder, problem)
            if isinstance(problem, LibraryOlder):
                self._upgrade(folder, accept_location=accept_location, take_over=take_over)
            if application is not None:
                application.close()
            return None
        if self.application is not None:
            self.application.notice = notice
        return app

    def _upgrade(self, folder: Path, *, accept_location: bool, take_over: bool) -> None:
        """Bring the library to the new form behind the window that says so, then open it."""
        from gemba.ui.starting.start_window import StartWindow
        from gemba.ui.starting.upgrading import Upgrading

        assert isinstance(self.problem, StartWindow)
        upgrading = Upgrading(self.problem, accept_location=accept_location, take_over=take_over)
        upgrading.done.connect(partial(self.try_open, folder, accept_location=accept_location, take_over=take_over))
        if self._quits:
            upgrading.refused.connect(self.qt.quit)
        upgrading.begin()

    def _show_problem(self, folder: Path, problem: GembaError) -> None:
        before = self.problem
        watch_keys(self.qt)
        if isinstance(problem, UserError) and not folder.exists():
            self.problem = self._welcome(folder, problem)
        else:
            self.problem = self._start_window(folder, problem)
        self.problem.open_wanted.connect(self._open_chosen)
        self.problem.show()
        self.begun.emit()
        if before is not None:
            before.close_for_good()
        if self._quits and not isinstance(problem, LibraryOlder):
            self.problem.painted.connect(self.qt.quit)

    def _start_window(self, folder: Path, problem: GembaError) -> StartWindow:
        from gemba.ui.starting.start_window import StartWindow

        window = StartWindow(self.theme, self.words, folder, problem)
        window.open_here_wanted.connect(partial(self.try_open, accept_location=True))
        window.take_over_wanted.connect(partial(self.try_open, take_over=True))
        return window

    def _welcome(self, folder: Path, problem: GembaError) -> Welcome:
        from gemba import paths
        from gemba.ui.first_start.welcome import Welcome

        # Where nobody chose the place, nobody misses the library.
        missed = None if folder == paths.default_library() else problem.sentence
        window = Welcome(self.theme, self.words, folder, language=self.language, missed=missed)
        window.painted.connect(self._hear_desktop)
        window.language_wanted.connect(lambda language: self._speak(window, language))
        return window

    def _open_chosen(self, folder: Path) -> None:
        """Open what somebody chose, and open it again next time when no library is named."""
        if folder.is_dir():
            _keep("library", str(folder))
        self.try_open(folder)

    def _speak(self, welcome: Welcome, language: str) -> None:
        """Keep the language that somebody chose at the first start, and say everything in it at once."""
        _keep("language", language)
        self.language, self.words = language, Words(language)
        self.theme.speak(language)
        welcome.speak(self.words, language)

    def _show_bug(self, report: Path) -> None:
        window = self.application.front() if self.application is not None else None
        if window is None:
            print(f"gemba: {report}", file=sys.stderr)
            return
        from gemba.ui.frame.bug_sheet import show_bug

        show_bug(window, report)

    def close(self) -> None:
        """End in order."""
        if self.system_look is not None:
            self.system_look.close()
        if self.problem is not None:
            self.problem.close_for_good()
        if self.application is not None:
            self.application.close()
        self.bugs.remove()


def _keep(key: str, value: str) -> None:
    """Keep a setting of the person; a folder that cannot be written to is in nobody's way."""
    from gemba import paths
    from gemba.settings import PersonSettings

    with suppress(OSError):
        PersonSettings(paths.user_config() / "settings.json").set(key, value)


def _place_of(folder: Path) -> Message | None:
    """Return why the library's place is no good one, for a window on a library that a person opened all the same."""
    from gemba.app import open_app

    try:
        open_app(folder, upgrade=False).close()
    except LocationProblem as problem:
        return problem.sentence
    except GembaError:
        return None
    return None


def run_window(
    folder: Path,
    *,
    accept_location: bool = False,
    take_over: bool = False,
    begun: Callable[[], object] = lambda: None,
) -> int:
    """Show the window on a library, or what stands in its way; return the program's exit code.

    ``begun`` is called once the window listens to other starts, or there is none that will.
    """
    from gemba import paths
    from gemba.settings import PersonSettings
    from gemba.ui.starting.ending_signals import EndingSignals
    from gemba.ui.starting.session_bus import no_new_bus

    settings = PersonSettings(paths.user_config() / "settings.json")
    asked_in_vain = no_new_bus()
    qt = qt_application()
    # Qt's own thread for the bus has asked long before the first turn of this one.
    QTimer.singleShot(0, qt, asked_in_vain)
    beginning = Beginning(qt, language=settings.get("language"), appearance=settings.get("appearance"))
    beginning.begun.connect(begun)
    signals = EndingSignals(beginning.qt)
    if os.environ.get(EXIT_AFTER_PAINT) == "1":
        beginning.quit_when_complete()
    try:
        beginning.try_open(folder, accept_location=accept_location, take_over=take_over)
        return beginning.qt.exec()
    finally:
        beginning.close()
        signals.end()
