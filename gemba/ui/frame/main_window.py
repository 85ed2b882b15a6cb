"""The window: rail, top bar, the place in the middle, inspector, status line. It only puts them together.

What can be done is in the tables of actions, what the window's own do in window_commands.py; what a place shows is
the place's. Must not know any row or service.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gemba.ui.desk import Desk, Toast
from gemba.ui.frame.banners import Banners
from gemba.ui.frame.disk_banner import DiskBanner
from gemba.ui.frame.inspector import WIDTH_PX, InspectorPane
from gemba.ui.frame.rail import Rail
from gemba.ui.frame.status_line import HEIGHT_PX, StatusLine
from gemba.ui.frame.top_bar import TopBar
from gemba.ui.frame.trail import Trail
from gemba.ui.frame.window_commands import WindowCommands
from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.keys.bindings import Bindings
from gemba.ui.place import Place
from gemba.ui.places import entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent

    from gemba.services.events import Changed
    from gemba.ui.frame.toasts import Toasts
    from gemba.ui.jobs import Job
    from gemba.ui.keys.keys_ahead import KeysAhead

_TOGETHER_MS = 50
_LOOK_AGAIN_MS = 2


class MainWindow(QMainWindow):
    """One window on one library; several may stand beside each other, each with its own Desk."""

    closed = Signal(object)
    went = Signal(str)
    #: its ground is painted for the first time
    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the frame; places are made when they are first gone to, and nothing is asked of the library yet."""
        super().__init__()
        desk.theme.dress(self)
        self.desk = desk
        self.places: dict[str, Place] = {}
        self.trail = Trail()
        self.bindings = Bindings(desk, self)
        self._changed: list[Changed] = []
        self._was_painted = False
        self._going = False
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._together.timeout.connect(self._tell_places)
        self.setWindowTitle(f"{desk.library_name} – gemba")
        self.resize(1280, 800)
        self.setMinimumSize(720, 480)
        self._build()
        self.commands = WindowCommands(self)
        handlers = self.commands.handlers()
        self.bindings.bind(
            self, WINDOW_ACTIONS, {name: partial(self._once_open, one) for name, one in handlers.items()}
        )
        self._listen()

    @property
    def actions_by_id(self) -> dict[str, QAction]:
        """Return what can be done here, by the id of the action."""
        return self.bindings.made

    def _build(self) -> None:
        self.rail = Rail(self.desk)
        self.top = TopBar(self.desk)
        self.heading = self.top.heading
        self.banners = Banners(self.desk)
        self.disk = DiskBanner(self.desk, self.banners)
        self.stack = self.desk.room = QStackedWidget()
        self.inspector = InspectorPane()
        self.status = StatusLine(self.desk)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.inspector)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part, stretch in ((self.top, 0), (self.banners, 0), (self.split, 1), (self.status, 0)):
            right.addWidget(part, stretch)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self._whole = whole
        self.setCentralWidget(whole)

    @cached_property
    def toasts(self) -> Toasts:
        """Return what lies over the foot of the window, made with the first word there is to say."""
        from gemba.ui.frame.toasts import Toasts

        return Toasts(self.desk, self._whole, above_px=HEIGHT_PX)

    @cached_property
    def keys_ahead(self) -> KeysAhead:
        """Return what keeps keys for what is still read, made with the first wait."""
        from gemba.ui.keys.keys_ahead import KeysAhead

        return KeysAhead(self, self.actions_by_id)

    def _listen(self) -> None:
        desk = self.desk
        self.rail.chosen.connect(self._chosen)
        self.top.asked.connect(self.trigger)
        self.top.up.connect(self.go_up)
        self.split.splitterMoved.connect(lambda: self.commands.note_inspector_width())
        desk.changed.connect(self._note_change)
        desk.wants.connect(self.go)
        desk.command.connect(self.trigger)
        desk.toasted.connect(self._toast)
        desk.awaited.connect(self._await_keys)

    # -- places -----------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """Return the place in front, None before the first."""
        found = self.stack.currentWidget()
        return found if isinstance(found, Place) else None

    @property
    def place_name(self) -> str:
        """Return the name of the place in front, "" before the first."""
        front = self.place
        return next((name for name, place in self.places.items() if place is front), "")

    def go(self, name: str, reference: str = "") -> None:
        """Bring a place to the front, made now if this is the first time, with a row open where one is named."""
        if not self.rail.buttons.get(name):
            raise KeyError(name)
        if self.place is not None:
            self.trail.leave(self.place_name, self.place.current_row())
        self.show_place(name, reference)

    def show_place(self, name: str, reference: str = "") -> None:
        """Bring a place to the front without leaving a step to go back to."""
        self._going = True
        try:
            came = self._bring(name, reference)
        finally:
            self._going = False
        if came is None:
            return
        self.trail.arrive(name, came.current_row(), asked=reference)
        self._say_where()
        self.went.emit(name)

    def step_to(self, name: str, reference: str) -> None:
        """Go a step of the trail: a step without a row is the list of that place."""
        self.show_place(name, reference)
        # A place that did not let go is still in front, with what is open in it.
        if not reference and self.place_name == name:
            self.go_up()

    def go_up(self) -> None:
        """Go from the row that is open to the list of its place."""
        way = self.place.way_up() if self.place is not None else None
        if way is not None:
            way()

    def _bring(self, name: str, reference: str) -> Place | None:
        before = self.place
        place = self.places.get(name) or self._make(name)
        if before is not place:
            if before is not None and not before.leave():
                self.rail.show_chosen(self.place_name)
                return None
            if "keys_ahead" in self.__dict__:
                self.keys_ahead.forget()
            place.asked = reference
            self.stack.setCurrentWidget(place)
            place.enter()
            self._focus_inside(place)
        self.rail.show_chosen(name)
        if reference:
            place.show_row(reference)
        self.hold_inspector()
        return place

    def _await_keys(self, job: Job, owner: QWidget) -> None:
        """Keep keys for what the place in front still reads; one that reads out of sight is waited for by nobody."""
        front = self.place
        if front is not None and (front is owner or front.isAncestorOf(owner)):
            self.keys_ahead.hold(job, owner, place=front)

    def _focus_inside(self, place: Place) -> None:
        """Let the keys begin in the place, on its ground where it has nothing to begin with; never on the rail."""
        from PySide6.QtCore import Qt

        if not place.isAncestorOf(self.focusWidget()):
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, name: str) -> None:
        self.trigger("settings.show" if name == "settings" else f"go.{name}")
        if self.place_name:
            self.rail.show_chosen(self.place_name)

    def _make(self, name: str) -> Place:
        place = entry(name).make(self.desk)
        self.places[name] = place
        self.bindings.bind(place, place_actions(name), place.handlers())
        place.title_changed.connect(lambda _: self._say_where())
        place.inspector_changed.connect(self.hold_inspector)
        self.desk.theme.changed.connect(place.looks_changed)
        self.stack.addWidget(place)
        if name == "evidence":
            from gemba.ui.frame.springs import spring_open

            spring_open(self)
        return place

    def _say_where(self) -> None:
        if self.place is not None:
            place, heading = self.desk.words.tr(entry(self.place_name).text), self.place.heading()
            if not self._going:
                self.trail.moved(self.place_name, self.place.current_row())
            has_list = self.place.way_up() is not None
            self.top.say_where(place, heading, has_list=has_list)
            self.top.back.setEnabled(self.trail.can_go_back or has_list)
            # Only what does not run on with the clock, for the list of windows and for screen readers.
            title = f"{heading.split(' · ')[0] or place} – {self.desk.library_name} – gemba"
            if title != self.windowTitle():
                self.setWindowTitle(title)

    def hold_inspector(self) -> None:
        """Show what the place in front says about what is selected."""
        if self.place is not None and not self.commands.shows_history:
            self.inspector.hold(self.place.inspector())
        shown = self.inspector.isVisibleTo(self)
        if shown and self.split.sizes()[1] != self.commands.inspector_px:
            width = self.commands.inspector_px
            # Its handle stands there at once, not a turn later: what is beside it would be broken into lines twice.
            self.split.refresh()
            self.split.setSizes([max(1, self.split.width() - self.split.handleWidth() - width), width])
        self.top.inspector.setChecked(shown)

    def _once_open(self, work: Callable[[], object]) -> None:
        """Do what a key of the window asks for, once the library is open: the frame hears keys just before."""
        if self.desk.is_open:
            work()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, partial(self._once_open, work))

    def trigger(self, action_id: str) -> None:
        """Do an action as if its key had been pressed; one of another place brings that place to the front first."""
        made = self.actions_by_id.get(action_id)
        place = action_id.partition(".")[0]
        owner = made.parent() if made is not None else None
        if made is None or (isinstance(owner, Place) and owner is not self.place):
            if place in self.rail.buttons:
                self.go(place)
            made = self.actions_by_id.get(action_id)
        if made is None:
            raise KeyError(action_id)
        made.trigger()

    # -- news -------------------------------------------------------------------------------------------------

    def _note_change(self, changed: Changed) -> None:
        self._changed.append(changed)
        self._together.start()

    def _tell_places(self) -> None:
        kinds = frozenset().union(*(one.kinds for one in self._changed))
        ids = frozenset().union(*(one.ids for one in self._changed))
        self._changed.clear()
        from gemba.services.events import Changed

        for place in self.places.values():
            if not place.kinds or place.kinds & kinds:
                place.reload(Changed(kinds, ids))

    def _toast(self, toast: Toast) -> None:
        if self.disk.says(toast.text):
            return  # The banner above says it, with the way out, for as long as it holds.
        self.toasts.say(toast)

    # -- the window itself ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the inspector's room to the place where there is too little for both."""
        super().resizeEvent(event)
        if self.inspector.fit(self.width()):
            self.hold_inspector()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and say so once."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.shown.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on as the window is laid out, not as its parts were made."""
        from gemba.ui.frame.tab_order import step

        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the place keep what is half typed, and say that the window is gone."""
        if self.place is not None and not self.place.leave():
            event.ignore()
            return
        self._together.stop()
        event.accept()
        self.closed.emit(self)


__all__ = ["WIDTH_PX", "MainWindow"]
