"""Ask what pictures are to be attached to: a field that finds tickets and notes, and the list of what it found.

Arrows choose while the field keeps the focus, Enter attaches, Esc closes. Must not know how it is attached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from gemba.message import N_
from gemba.services.visits.attaching import NOTE, TICKET, Target
from gemba.ui.desk import Desk
from gemba.ui.palette.lines import Line
from gemba.ui.palette.view import HEADING_PX, LINE, ROW_PX, LineDelegate, Lines
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

_WIDTH_PX = 620
_MOST_PX = 420
_ASK_MS = 60
_SECTIONS = ((TICKET, N_("Tickets"), "ticket"), (NOTE, N_("Notes"), "sticky-note"))
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class AttachSheet(Floating):
    """Shown at once and gone for good when it closes."""

    def __init__(self, desk: Desk, owner: QWidget, ids: Sequence[str], chosen: Callable[[Target], object]) -> None:
        """Ask for these pictures; ``chosen`` gets what Enter takes."""
        super().__init__(owner, width_px=_WIDTH_PX, top_px=88)
        self._desk = desk
        self._ids = tuple(ids)
        self._chosen = chosen
        self._targets: dict[str, Target] = {}
        words = desk.words
        title = words.count("Attach {n} picture to…", "Attach {n} pictures to…", len(self._ids))
        self.field = QLineEdit()
        self.field.setPlaceholderText(words.tr("A ticket or a note: its code, or words of it"))
        self.field.setAccessibleName(words.tr("What to attach to"))
        self.field.installEventFilter(self)
        self.model = Lines(self)
        self._build_list()
        self.nothing = PlainLabel("", "muted", wrap=True)
        self.nothing.setContentsMargins(8, 4, 8, 8)
        self.inside.setContentsMargins(16, 16, 16, 12)
        self.inside.setSpacing(8)
        for part in (PlainLabel(title, "large", "strong"), self.field, self.nothing):
            self.inside.addWidget(part)
        self.inside.addWidget(self.list, 1)
        self._ask = QTimer(self, singleShot=True, interval=_ASK_MS)
        self._ask.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _: self._ask.start())
        self.nothing.hide()
        self.open_over(self.field)
        self.look()

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(self._desk.theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(self._desk.words.tr("Tickets and notes"))
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda _: self.take())

    def wanted_height_px(self) -> int:
        """Return the height of the lines, up to a limit."""
        lines = sum(HEADING_PX if line.is_heading else ROW_PX for line in self.model.lines)
        return min(_MOST_PX, 108 + (lines if lines else 40))

    # -- finding ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look for what is typed."""
        attaching, query, near = self._desk.app.attaching, self.field.text(), self._ids
        self._desk.fetch(
            lambda job: attaching.targets(query, near=near),
            owner=self,
            then=self._show,
            key=f"attach-{id(self)}",
            at_once=True,
        )

    def _show(self, targets: tuple[Target, ...]) -> None:
        self._targets = {one.id: one for one in targets}
        lines: list[Line] = []
        for kind, heading, icon in _SECTIONS:
            found = [one for one in targets if one.kind == kind]
            if found:
                lines.append(Line("", self._desk.words.tr(heading)))
            lines += [Line(kind, one.title, icon=icon, code=one.code, reference=one.id) for one in found]
        self.model.put(lines)
        words, query = self._desk.words, self.field.text().strip()
        said = (
            words.tr("Nothing found for “{query}”.", query=query)
            if query
            else words.tr("There are no tickets and no notes of this visit yet.")
        )
        self.nothing.setText(said)
        self.nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self._step(0)
        self.fit()

    # -- choosing ---------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        places = [at for at, line in enumerate(self.model.lines) if not line.is_heading]
        if not places:
            return
        here = self.list.currentIndex().row()
        at = places.index(here) + by if here in places and by else 0
        place = places[max(0, min(len(places) - 1, at))]
        self.list.setCurrentIndex(self.model.index(place, 0))
        if place == places[0]:
            self.list.scrollToTop()

    def take(self) -> None:
        """Attach to the line that is chosen, and close."""
        index = self.list.currentIndex()
        line: Line | None = index.data(LINE) if index.isValid() else None
        target = None if line is None else self._targets.get(line.reference)
        if target is not None:
            self.close_up()
            self._chosen(target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give arrows and Enter of the field to the list."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def close_up(self) -> None:
        """Go for good."""
        super().close_up()
        self.deleteLater()
