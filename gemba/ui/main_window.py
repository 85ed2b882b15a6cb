"""The window: rail, top bar, the place in the middle, inspector, status line. It only puts them together.

What can be done is in the tables of actions; what a place shows is the place's. Must not know any row or service.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gemba.services.events import Changed
from gemba.ui.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.desk import Desk, Toast
from gemba.ui.place import Place
from gemba.ui.places import PLACES, entry
from gemba.ui.rail import Rail
from gemba.ui.theme import role
from gemba.ui.widgets.labels import ElidedLabel

_TOGETHER_MS = 50


class MainWindow(QMainWindow):
    """One window on one library; several may stand beside each other, each with its own Desk."""

    def __init__(self, desk: Desk) -> None:
        """Build the frame; places are made when they are first gone to."""
        super().__init__()
        self.desk = desk
        self.places: dict[str, Place] = {}
        self.actions_by_id: dict[str, QAction] = {}
        self._changed: list[Changed] = []
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._together.timeout.connect(self._tell_places)
        self.setWindowTitle(f"{desk.app.library.folder.stem} – gemba")
        self.resize(1280, 800)
        self._build()
        self._bind_window_actions()
        desk.changed.connect(self._note_change)
        desk.wants.connect(self.go)
        desk.command.connect(self.trigger)
        desk.toasted.connect(self._toast)

    def _build(self) -> None:
        self.rail = Rail(self.desk)
        self.rail.chosen.connect(self.go)
        self.heading = ElidedLabel("", "large", "strong")
        self.stack = QStackedWidget()
        self.status = ElidedLabel("", "small", "muted")
        bar = QFrame()
        role(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(16, 8, 16, 8)
        top.addWidget(self.heading, 1)
        foot = QFrame()
        role(foot, "status")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 4, 16, 4)
        line.addWidget(self.status, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(bar)
        right.addWidget(self.stack, 1)
        right.addWidget(foot)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _bind_window_actions(self) -> None:
        handlers: dict[str, Callable[[], object]] = {f"go.{one.name}": partial(self.go, one.name) for one in PLACES}
        handlers["window.close"] = self.close
        for action in WINDOW_ACTIONS:
            made = QAction(self.desk.words.tr(action.text), self)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            if action.id in handlers:
                made.triggered.connect(lambda _=False, work=handlers[action.id]: work())
            self.addAction(made)
            self.actions_by_id[action.id] = made

    # -- places -----------------------------------------------------------------------------------------------

    def go(self, name: str, reference: str = "") -> None:
        """Bring a place to the front, made now if this is the first time, with a row open where one is named."""
        place = self.places.get(name) or self._make(name)
        before = self.stack.currentWidget()
        if before is not place:
            if isinstance(before, Place):
                before.leave()
            self.stack.setCurrentWidget(place)
            place.enter()
        self.rail.show_chosen(name)
        if reference:
            place.show_row(reference)
        self.heading.setText(place.heading() or self.desk.words.tr(entry(name).text))

    def _make(self, name: str) -> Place:
        place = entry(name).make(self.desk)
        self.places[name] = place
        handlers = place.handlers()
        for action in place_actions(name):
            made = QAction(self.desk.words.tr(action.text), place)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            made.triggered.connect(lambda _=False, work=handlers[action.id]: work())
            place.addAction(made)
            self.actions_by_id[action.id] = made
        place.title_changed.connect(self.heading.setText)
        self.desk.theme.changed.connect(place.looks_changed)
        self.stack.addWidget(place)
        return place

    def trigger(self, action_id: str) -> None:
        """Do an action as if its key had been pressed."""
        self.actions_by_id[action_id].trigger()

    # -- news -------------------------------------------------------------------------------------------------

    def _note_change(self, changed: Changed) -> None:
        self._changed.append(changed)
        self._together.start()

    def _tell_places(self) -> None:
        kinds = frozenset().union(*(one.kinds for one in self._changed))
        ids = frozenset().union(*(one.ids for one in self._changed))
        self._changed.clear()
        for place in self.places.values():
            if not place.kinds or place.kinds & kinds:
                place.reload(Changed(kinds, ids))

    def _toast(self, toast: Toast) -> None:
        self.status.setText(toast.text)
