"""Saved views of the tickets: the menu, and the line in which a new one gets its name. Must not know the list.

They are kept among the person's settings (gemba/services/tickets/saved_views.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from gemba.errors import UserError
from gemba.message import N_
from gemba.services.tickets import saved_views
from gemba.services.tickets.saved_views import SavedView
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_caption

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


#: the view that every library has (M11); it cannot be forgotten
CHANCES = N_("Big money, few days")


class SavedViews(QObject):
    """The saved views of this person."""

    chosen = Signal(object)
    naming_wanted = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Read them."""
        super().__init__(parent)
        self._desk = desk
        self.views = saved_views.read(desk.app.preferences.get(saved_views.KEY))

    def keep(self, view: SavedView) -> None:
        """Save one more, or the one of that name anew; raises UserError where that is not possible."""
        self._store(saved_views.with_view(self.views, view))
        self._desk.toast(self._desk.words.tr("The view “{name}” is saved.", name=view.name.strip()), kind="good")

    def forget(self, name: str) -> None:
        """Forget one; the toast brings it back."""
        before = self.views
        self._store(saved_views.without_view(before, name))
        words = self._desk.words
        said = words.tr("The view “{name}” is forgotten.", name=name)
        self._desk.toast(said, button=words.tr("Undo"), action=lambda: self._store(before))

    def _store(self, views: tuple[SavedView, ...]) -> None:
        self._desk.app.preferences.set(saved_views.KEY, saved_views.written(views))
        self.views = views
        self.changed.emit()

    def menu(self, parent: QWidget, current: SavedView) -> QMenu:
        """Return the menu: each view, saving the present one, forgetting one."""
        words = self._desk.words
        menu = QMenu(parent)
        for view in (SavedView(words.tr(CHANCES), chances=True), *self.views):
            action = menu.addAction(plain_caption(view.name))
            action.setCheckable(True)
            action.setChecked(view._replace(name="") == current._replace(name=""))
            action.triggered.connect(lambda _=False, view=view: self.chosen.emit(view))
        menu.addSeparator()
        menu.addAction(words.tr("Save this view…")).triggered.connect(lambda: self.naming_wanted.emit())
        if self.views:
            forget = menu.addMenu(words.tr("Forget a view"))
            for view in self.views:
                forget.addAction(plain_caption(view.name)).triggered.connect(
                    lambda _=False, name=view.name: self.forget(name)
                )
        return menu


class NameLine(QFrame):
    """One line that asks for the name of a view; Esc leaves it."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, keep: Callable[[str], None]) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._desk = desk
        self._keep = keep
        words = desk.words
        role(self, "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(8)
        label = PlainLabel(words.tr("Name of the view"), "strong")
        self.field = QLineEdit()
        self.field.setMaxLength(saved_views.LONGEST_NAME)
        self.field.setMaximumWidth(320)
        self.field.setAccessibleName(words.tr("Name of the view"))
        self.field.returnPressed.connect(self._save)
        self.field.installEventFilter(self)
        self.problem = PlainLabel("", "small", "stop")
        self.save = QPushButton(words.tr("Save"))
        role(self.save, "primary")
        self.save.clicked.connect(lambda: self._save())
        self.cancel = QPushButton(words.tr("Cancel"))
        role(self.cancel, "quiet")
        self.cancel.clicked.connect(lambda: self._leave())
        for part, stretch in ((label, 0), (self.field, 2), (self.save, 0), (self.cancel, 0), (self.problem, 1)):
            line.addWidget(part, stretch)
        self.hide()

    def begin(self) -> None:
        """Ask for a name."""
        self.field.clear()
        self.problem.setText("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            self._keep(self.field.text())
        except UserError as problem:
            self.problem.setText(self._desk.words.problem(problem))
            return
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave."""
        leaving = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if leaving and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False
