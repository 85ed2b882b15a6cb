"""What the window's own actions do: go, undo, palette, keys, history, inspector, appearance, library, quit.

The parts (palette, key sheet, history, menu) are made when first asked for. Must not know any place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import shiboken6

from gemba.ui.frame.inspector import NARROWEST_PX, WIDTH_PX
from gemba.ui.places import PLACES, SETTINGS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gemba.message import Message
    from gemba.ui.frame.history_panel import HistoryPanel
    from gemba.ui.frame.key_sheet import KeySheet
    from gemba.ui.frame.library_commands import LibraryCommands
    from gemba.ui.frame.main_window import MainWindow
    from gemba.ui.palette.palette import Palette
    from gemba.ui.reviews_home import ReviewsHome

#: what is said of undo and redo: the newest word stands alone, or each would stand there with a button of its own
_STEP = "history"


class WindowCommands:
    """The doing part of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Take the window; nothing is made yet."""
        self._window = window
        self._desk = window.desk
        self.inspector_px = WIDTH_PX
        self.palette: Palette | None = None
        self.key_sheet: KeySheet | None = None
        self.history: HistoryPanel | None = None
        #: what had the keys before the history took them
        self._before_history: QWidget | None = None
        self._library: LibraryCommands | None = None
        self._reviews_home: ReviewsHome | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action of the window does."""
        go: dict[str, Callable[[], object]] = {f"go.{one.name}": partial(self._window.go, one.name) for one in PLACES}
        return {
            **go,
            "go.back": self.go_back,
            "go.forward": self.go_forward,
            "palette.open": self.open_palette,
            "keys.show": self.show_keys,
            "history.undo": self.undo,
            "history.redo": self.redo,
            "history.show": self.toggle_history,
            "inspector.toggle": self.toggle_inspector,
            "settings.show": self.show_settings,
            "menu.open": self.open_menu,
            "toast.focus": lambda: self._window.toasts.focus_newest(),
            "appearance.next": self.switch_appearance,
            **{
                f"capture.{mode}": partial(self.capture, mode) for mode in ("region", "window", "screen", "all", "last")
            },
            "capture.delayed": partial(self.capture, "screen", 5),
            "library.new": lambda: self.library.new(),
            "library.open": lambda: self.library.open(),
            "library.import": lambda: self.library.import_pack(),
            "library.review": lambda: self.reviews_home.bring(),
            "library.backup": lambda: self.library.backup(),
            "library.backup_elsewhere": lambda: self.library.backup_elsewhere(),
            "library.check": lambda: self.library.check(),
            "library.read_pictures": lambda: self.library.read_pictures(),
            "window.new": lambda: self._desk.window_wanted.emit(self._window.place_name or "today"),
            "window.close": self._window.close,
            "about.show": self.show_about,
            "program.quit": lambda: self._desk.quit_wanted.emit(),
        }

    # -- going ------------------------------------------------------------------------------------------------

    def _here(self) -> tuple[str, str]:
        place = self._window.place
        return (self._window.place_name, place.current_row() if place is not None else "")

    def go_back(self) -> None:
        """Go where one was before; with nothing before, from what is open to the list of its place."""
        step = self._window.trail.back(self._here())
        if step is not None:
            self._window.step_to(*step)
        else:
            self._window.go_up()

    def go_forward(self) -> None:
        """Go where one had been before going back."""
        step = self._window.trail.forward(self._here())
        if step is not None:
            self._window.step_to(*step)

    def show_settings(self) -> None:
        """Bring the settings to the front."""
        self._window.go(SETTINGS.name)

    def capture(self, mode: str, delay_s: int = 0) -> None:
        """Wish for a picture of the screen."""
        self._desk.capture_wanted.emit(mode, delay_s)

    # -- taking back ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back and say which it was."""
        self._step(back=True)

    def redo(self) -> None:
        """Do the last undone step again and say which it was."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        history, initiator = self._desk.app.history, self._desk.initiator

        def work() -> Message | None:
            # The words are asked for on the same thread, so that nothing can come between.
            words = history.next_undo() if back else history.next_redo()
            done = history.undo(initiator=initiator) if back else history.redo(initiator=initiator)
            return words if done is not None else None

        self._desk.do(work, owner=self._window, then=self._say_undone if back else self._say_redone)

    def _say_undone(self, what: Message | None) -> None:
        words = self._desk.words
        if what is None:
            self._desk.toast(words.tr("There is nothing to take back."), topic=_STEP)
            return
        text = words.tr("Undone: {what}", what=words.say(what))
        self._desk.toast(text, button=words.tr("Redo"), action=self.redo, topic=_STEP)

    def _say_redone(self, what: Message | None) -> None:
        words = self._desk.words
        if what is None:
            self._desk.toast(words.tr("There is nothing to do again."), topic=_STEP)
            return
        text = words.tr("Done again: {what}", what=words.say(what))
        self._desk.toast(text, button=words.tr("Undo"), action=self.undo, topic=_STEP)

    # -- showing ----------------------------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Open the palette."""
        self.made_palette().open_up()

    def made_palette(self) -> Palette:
        """Return the palette, made now if it was not; the window does so once it stands idle."""
        if self.palette is None:
            from gemba.ui.palette.palette import Palette

            self.palette = Palette(self._window)
        return self.palette

    def show_keys(self) -> None:
        """Show the sheet of keys, or put it away."""
        if self.key_sheet is None:
            from gemba.ui.frame.key_sheet import KeySheet

            self.key_sheet = KeySheet(self._window)
        self.key_sheet.toggle()

    @property
    def shows_history(self) -> bool:
        """Say whether the history stands where the inspector stands otherwise."""
        return self.history is not None and self._window.inspector.shown is self.history

    def toggle_history(self) -> None:
        """Show the history at the right, or give the room back to the inspector."""
        window = self._window
        if self.shows_history:
            self._leave_history()
            return
        self._before_history = window.focusWidget()
        if self.history is None:
            from gemba.ui.frame.history_panel import HistoryPanel

            self.history = HistoryPanel(self._desk)
            self.history.closed.connect(self.toggle_history)
        window.inspector.hold(self.history)
        window.inspector.ask_for()
        window.hold_inspector()
        self.history.enter()

    def _leave_history(self) -> None:
        """Put the history away; where the keys were in it, they go back to where they were before."""
        # Qt's own namespace takes longer to load than the frame to be painted (docs/adr/0017).
        from PySide6.QtCore import Qt

        window, before = self._window, self._before_history
        here: QWidget | None = window.focusWidget()
        had_keys = here is None or (self.history is not None and self.history.isAncestorOf(here))
        self._before_history = None
        window.inspector.hold(None)
        window.hold_inspector()
        if had_keys and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keys:
            window.rail.buttons[window.place_name].setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_inspector(self) -> None:
        """Show or hide the inspector."""
        if self.shows_history:
            self.toggle_history()
        else:
            self._window.inspector.toggle()
            self._window.hold_inspector()

    def note_inspector_width(self) -> None:
        """Remember the width that was dragged."""
        self.inspector_px = max(NARROWEST_PX, self._window.split.sizes()[1])

    def switch_appearance(self) -> None:
        """Wear the other look, and keep it."""
        theme = self._desk.theme
        appearance = "light" if theme.look.is_dark else "dark"
        theme.wear(appearance)
        preferences = self._desk.app.preferences
        self._desk.do(lambda: preferences.set("appearance", appearance), owner=self._window)

    def open_menu(self) -> None:
        """Open the menu under its button."""
        from gemba.ui.frame.window_menu import open_menu

        open_menu(self._window)

    def show_about(self) -> None:
        """Show what gemba is and whose parts it is made of."""
        from gemba.ui.frame.about import show_about

        show_about(self._window)

    @property
    def reviews_home(self) -> ReviewsHome:
        """Reviews that come home."""
        if self._reviews_home is None:
            from gemba.ui.reviews_home import ReviewsHome

            self._reviews_home = ReviewsHome(self._window)
        return self._reviews_home

    @property
    def library(self) -> LibraryCommands:
        """Return what can be done with libraries as a whole."""
        if self._library is None:
            from gemba.ui.frame.library_commands import LibraryCommands

            self._library = LibraryCommands(self._window)
        return self._library
