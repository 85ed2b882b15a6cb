"""Label and truth of a note of that kind: which of its pictures, and which box on it, is which; both beside each other.

Each is one step of the history. Must not know the note's words.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gemba.model.annotation import Mark, MarkKind
from gemba.model.rows import CaptureRow, NotePartRow, ObservationRow
from gemba.model.values import NotePart, ObservationKind
from gemba.services.tickets.labels import label_pairs
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.pairs.label_shown import LabelShown
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.kept_focus import focus_kept, is_part
from gemba.ui.widgets.labels import PlainLabel

_Corners = tuple[float, float, float, float]


class NoteLabels(QWidget):
    """Two buttons for the picture that is shown large, and below them what is named."""

    opened = Signal(str)

    def __init__(self, desk: Desk, current: Callable[[], str]) -> None:
        """Take who says which picture of the note is the one shown large."""
        super().__init__()
        self._desk = desk
        self._current = current
        self._note: ObservationRow | None = None
        self._rows: dict[str, CaptureRow] = {}
        self._parts: dict[NotePart, NotePartRow] = {}
        self._shown: object = None
        self.menu: QMenu | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        tr = desk.words.tr
        self.buttons: dict[NotePart, QPushButton] = {
            NotePart.LABEL: IconButton(desk, "tag", tr("Label")),
            NotePart.TRUTH: IconButton(desk, "eye", tr("Truth")),
        }
        line = QHBoxLayout()
        line.setSpacing(8)
        for part, one in self.buttons.items():
            one.clicked.connect(lambda _=False, which=part: self.ask(which))
            line.addWidget(one)
        desk.keys.tip(self.buttons[NotePart.LABEL], "sessions.label")
        desk.keys.tip(self.buttons[NotePart.TRUTH], "sessions.truth")
        line.addStretch(1)
        layout.addLayout(line)
        self.shown = QVBoxLayout()
        self.shown.setSpacing(4)
        layout.addLayout(self.shown)
        self.hide()

    def show_note(self, note: ObservationRow, page: VisitPage) -> None:
        """Show what is named on a note; nothing for one of another kind, or without a picture."""
        self._note = note
        self._rows = {one.id: one for one in page.captures if one.id in note.capture_ids}
        named = [one for one in page.parts if one.observation_id == note.id and one.capture_id in self._rows]
        self._parts = {one.part: one for one in named}
        self.setVisible(note.kind is ObservationKind.LABEL_VS_TRUTH and bool(self._rows))
        for one in self.buttons.values():
            one.setEnabled(not self._desk.read_only)
        now = (note.id, tuple(named), tuple(self._rows.values()))
        if now != self._shown:
            self._shown = now
            with focus_kept(self, self.buttons[NotePart.LABEL]):
                self._fill()

    def _fill(self) -> None:
        take_all_out(self.shown)
        tr = self._desk.words.tr
        both = label_pairs(self._parts.values())
        for found in both.values():
            label, truth = (self._rows[one.capture_id] for one in found.parts)
            made = LabelShown(self._desk, found, (label, truth), (_name(label), _name(truth)))
            made.clicked.connect(lambda _=False, key=label.id: self.opened.emit(key))
            is_part(made, label.id, "shown")
            self.shown.addWidget(made)
        for part, one in self._parts.items():
            if not both:
                name = _name(self._rows[one.capture_id])
                alone = part is NotePart.LABEL
                said = tr("Label: {picture}", picture=name) if alone else tr("Truth: {picture}", picture=name)
                self.shown.addWidget(PlainLabel(said, "small", "muted", wrap=True))

    def allows(self) -> bool:
        """Say whether the note can be given a label and a truth."""
        return not self.isHidden() and not self._desk.read_only

    def ask(self, part: NotePart) -> None:
        """Name the picture shown large at once, or show a list where there is more to choose from.

        The list has the whole picture, every box on it, and the way to take the part back.
        """
        row = self._rows.get(self._current())
        if row is None or not self.allows():
            return
        boxes = [one for one in row.annotation.marks if one.kind is MarkKind.BOX]
        if not boxes and part not in self._parts:
            self._name_it(part, row.id, None)
            return
        words, button = self._desk.words, self.buttons[part]
        menu = QMenu(self)
        menu.setAccessibleName(button.accessibleName())
        whole = menu.addAction(words.tr("Whole picture"))
        whole.triggered.connect(lambda: self._name_it(part, row.id, None))
        for number, box in enumerate(boxes, start=1):
            said = words.tr("Box {n}", n=words.number(number))
            one = menu.addAction(f"{said}  {' '.join(box.text.split())[:40]}".strip().replace("&", "&&"))
            one.triggered.connect(lambda _=False, chosen=box: self._name_it(part, row.id, _corners(chosen)))
        if part in self._parts:
            menu.addSeparator()
            back = menu.addAction(words.tr("Take back"))
            back.triggered.connect(lambda: self._take_back(part))
        self.menu = menu
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _name_it(self, part: NotePart, capture_id: str, region: _Corners | None) -> None:
        note, notes = self._note, self._desk.app.observations
        if note is not None:
            self._desk.do(lambda: notes.name_part(note.id, capture_id, part=part, region=region), owner=self)

    def _take_back(self, part: NotePart) -> None:
        note, notes = self._note, self._desk.app.observations
        if note is not None:
            self._desk.do(lambda: notes.take_part_back(note.id, part=part), owner=self)


def _name(row: CaptureRow) -> str:
    return row.source_id or row.file_name


def _corners(box: Mark) -> _Corners:
    xs, ys = [x for x, _ in box.points], [y for _, y in box.points]
    return min(xs), min(ys), max(xs), max(ys)
