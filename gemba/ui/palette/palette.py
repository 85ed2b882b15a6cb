"""The palette (Ctrl+K): one field that finds anything and does any command.

Commands fit at once; what stands in the library is looked for in the background, and only the newest answer counts.
Must not know what a command does or how a place shows what is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QLineEdit, QListView

from gemba.services.finding.search import Found
from gemba.ui.jobs import Job
from gemba.ui.keys.actions import all_actions
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.palette.lines import (
    COMMAND,
    Command,
    Line,
    as_recent,
    command_lines,
    found_lines,
    in_sections,
    view_lines,
)
from gemba.ui.palette.recent import KEY, MOST, Used, read, used, written
from gemba.ui.palette.view import HEADING_PX, LINE, ROW_PX, LineDelegate, Lines
from gemba.ui.place import Place
from gemba.ui.places import PLACES
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow

_WIDTH_PX = 680
_HEAD_PX = 52
_MOST_PX = 460
_ASK_MS = 40
_STEP = 8
#: open already, and what another command does under the same name
_NOT_LISTED = ("palette.open", "today.new")


class Palette(Floating):
    """One per window; made once the window stands idle, so that its key shows it in the next frame."""

    def __init__(self, window: MainWindow) -> None:
        """Build it, hidden."""
        super().__init__(window, width_px=_WIDTH_PX, top_px=88)
        self._window = window
        self._found: tuple[Found, ...] = ()
        self._found_for = ""
        self._views: tuple[str, ...] = ()
        self.recent: list[Line] = []
        self._kept: list[Used] | None = None
        self._since = 0
        self._icon = QLabel()
        self.field = QLineEdit()
        role(self.field, "bare", "palette")
        self.field.setPlaceholderText(window.desk.words.tr("Search or do…"))
        self.field.setAccessibleName(window.desk.words.tr("Search or do…"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.model = Lines(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(window.desk.theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(window.desk.words.tr("What was found"))
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda _: self.take())
        self.nothing = PlainLabel("", "muted", wrap=True)
        self.nothing.setContentsMargins(20, 12, 20, 16)
        self._lay_out()
        self._ask = QTimer(self, singleShot=True, interval=_ASK_MS)
        self._ask.timeout.connect(self._search)
        window.desk.theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 8, 12, 8)
        head.setSpacing(4)
        head.addWidget(self._icon)
        head.addWidget(self.field, 1)
        line = QFrame()
        role(line, "rule")
        self.inside.addLayout(head)
        self.inside.addWidget(line)
        self.inside.addWidget(self.nothing)
        self.inside.addWidget(self.list, 1)
        self.inside.setContentsMargins(1, 1, 1, 8)

    # -- opening ----------------------------------------------------------------------------------------------

    def open_up(self) -> None:
        """Show it, empty, with the focus in the field; a second time puts it away."""
        if self.isVisible():
            self.close_up()
            return
        self._commands = self._read_commands()
        keys = {one.action.id: one.keys for one in self._commands}
        # What was used has the key that it has now.
        self.recent = [replace(line, keys=keys.get(line.name, "")) if line.name else line for line in self.recent]
        self._views = self._read_views()
        self._remember()
        self._found, self._found_for = (), ""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._show()
        self.open_over(self.field)

    def _read_commands(self) -> list[Command]:
        words, bindings, place = self._window.desk.words, self._window.bindings, self._window.place
        names = {one.name: words.tr(one.text) for one in PLACES}
        out = []
        for action in all_actions():
            made = bindings.made.get(action.id)
            front = isinstance(place, Place) and made is not None and made.parent() is place
            if front and not (place is not None and place.allows(action.id)):
                continue
            if made is not None and not made.isEnabled():
                continue
            keys = bindings.keys(action)
            of_place = names.get(action.id.partition(".")[0], "")
            out.append(Command(action, words.tr(action.text), spoken(keys[0]) if keys else "", of_place))
        return [one for one in out if one.action.id not in _NOT_LISTED]

    def _read_views(self) -> tuple[str, ...]:
        from gemba.services.tickets import saved_views

        kept = self._window.desk.app.preferences.get(saved_views.KEY)
        return tuple(view.name for view in saved_views.read(kept))

    def _remember(self) -> None:
        """Bring back what was used in the run before; codes are looked up in the background."""
        if self._kept is not None:
            return
        desk, here = self._window.desk, str(self._window.desk.app.library.folder)
        kept = self._kept = list(read(desk.app.preferences.get(KEY)))
        known = {
            line.identity: line for line in (*command_lines("", self._commands, here=""), *view_lines("", self._views))
        }
        lines = {one: known.get(one.key if one.kind == COMMAND else f"tickets:view:{one.key}") for one in kept}
        codes = [one for one in kept if one.kind == "code" and one.library == here]

        def look(_job: Job) -> dict[Used, Found]:
            found = {one: desk.app.search.found(one.key, a_kind=1) for one in codes}
            return {one: hits[0] for one, hits in found.items() if hits and hits[0].code == one.key}

        def then(found: dict[Used, Found]) -> None:
            for one, hit in found.items():
                lines[one] = found_lines("", (hit,), desk.words)[0]
            self._show_remembered(lines[one] for one in kept)

        self._show_remembered(lines[one] for one in kept)
        if codes:
            desk.fetch(look, owner=self, then=then, key=f"palette-recent-{id(self)}")

    def _show_remembered(self, lines: Iterable[Line | None]) -> None:
        """Put what was remembered behind what has been used since."""
        since = self.recent[: self._since]
        known = {line.identity for line in since}
        self.recent = [*since, *(one for one in lines if one is not None and one.identity not in known)][:MOST]
        if self.isVisible() and not self.query:
            self._show()

    def wanted_height_px(self) -> int:
        """Return the height of the lines, up to a limit."""
        if not self.model.lines:
            return _HEAD_PX + 56
        lines = sum(HEADING_PX if line.is_heading else ROW_PX for line in self.model.lines)
        return min(_MOST_PX, _HEAD_PX + lines + 16)

    # -- finding ----------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if not self.query:
            self._found, self._found_for = (), ""
        self._show()
        self._ask.start()

    @property
    def query(self) -> str:
        """Return what was typed."""
        return self.field.text().strip()

    def _search(self) -> None:
        query, search = self.query, self._window.desk.app.search
        if not query:
            return

        def then(found: tuple[Found, ...]) -> None:
            if self.query == query:
                self._found, self._found_for = found, query
                self._show()

        self._window.desk.fetch(lambda _: search.found(query), owner=self, then=then, key=f"palette-{id(self)}")

    def _show(self) -> None:
        """Show the lines for what is typed; what was found for less is kept until the new answer is there."""
        query, words = self.query, self._window.desk.words
        lines = command_lines(query, self._commands, here=self._window.place_name)
        lines += view_lines(query, self._views)
        if query:
            lines += found_lines(query, self._found, words)
        else:
            known = {line.identity for line in self.recent}
            lines = [*as_recent(self.recent), *(line for line in lines if line.identity not in known)]
        before = self.chosen()
        self.model.put(in_sections(lines, words))
        self._choose_first(before if query and self._found_for == query else None)
        waiting = bool(query) and self._found_for != query
        self.nothing.setVisible(not self.model.lines)
        self.nothing.setText(
            words.tr("Searching…") if waiting else words.tr("Nothing found for “{query}”.", query=self.query)
        )
        self.list.setVisible(bool(self.model.lines))
        self.fit()

    # -- choosing ---------------------------------------------------------------------------------------------

    def chosen(self) -> Line | None:
        """Return the line that Enter does or opens."""
        index = self.list.currentIndex()
        found: Line | None = index.data(LINE) if index.isValid() else None
        return found

    def _choose_first(self, before: Line | None) -> None:
        """Choose the line that was chosen, where a person had moved to it, or else the first."""
        lines = self.model.lines
        same = [at for at, line in enumerate(lines) if before is not None and line.identity == before.identity]
        first = [at for at, line in enumerate(lines) if not line.is_heading]
        for at in (*same, *first):
            if not lines[at].is_heading:
                self.list.setCurrentIndex(self.model.index(at, 0))
                break
        if self.list.currentIndex().row() == next(iter(first), -1):
            self.list.scrollToTop()
            # A list that was hidden meanwhile moves its choice into view once more when it is shown.
            QTimer.singleShot(0, self.list, self.list.scrollToTop)

    def go_down(self, step: int) -> None:
        """Go so many lines down (or up), past headings; at an end a single step goes round."""
        choosable = [at for at, line in enumerate(self.model.lines) if not line.is_heading]
        if not choosable:
            return
        here = self.list.currentIndex().row()
        at = choosable.index(here) if here in choosable else -1
        wanted = at + step
        wanted = wanted % len(choosable) if abs(step) == 1 else max(0, min(wanted, len(choosable) - 1))
        self.list.setCurrentIndex(self.model.index(choosable[wanted], 0))
        if wanted == 0:
            self.list.scrollToTop()

    def take(self) -> None:
        """Do the chosen command, or open the chosen thing."""
        line = self.chosen()
        if line is None:
            return
        self.recent = [line, *(one for one in self.recent if one.identity != line.identity)][:MOST]
        self._since += 1
        self.close_up()
        self._keep(line)
        if line.name:
            self._window.trigger(line.name)
        else:
            self._window.go(line.place, line.reference)

    def _keep(self, line: Line) -> None:
        """Keep it for the next run; where that is not possible, it is forgotten then and nothing else happens."""
        app = self._window.desk.app
        one = used(line, str(app.library.folder))
        if one is None:
            return
        self._kept = [one, *(other for other in self._kept or () if other != one)][:MOST]
        text = written(self._kept)
        self._window.desk.fetch(
            lambda _: app.preferences.set(KEY, text), owner=self, failed=lambda _: None, key=f"palette-keep-{id(self)}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrows move in the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _STEP, Qt.Key.Key_PageUp: -_STEP}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_down(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.go_down(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return super().eventFilter(watched, event)
        return True

    def _draw(self) -> None:
        muted = self._window.desk.theme.look.muted
        self._icon.setPixmap(icon_pixmap("search", muted, ratio=self.devicePixelRatioF()))
        # Not its viewport's update: what holds no wrapper yet has PySide6 make every widget class that it might be.
        self.list.doItemsLayout()
