"""The small fields under the entry line: what an artifact, a near miss, a promise or a debate carries.

They are another view of the line: what stands behind "|" shows here, and what is changed here stands in the line. A
hand-off shows its chain. Must not know the store.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gemba.message import N_
from gemba.model.values import ObservationKind
from gemba.services.visits.note_line import NoteLine, compose, read_line
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.live.entry_edit import EntryEdit
from gemba.ui.widgets.labels import PlainLabel

#: name in NoteLine, words, width
FIELDS: dict[ObservationKind, tuple[tuple[str, str, int], ...]] = {
    ObservationKind.ARTIFACT: (
        ("purpose", N_("Purpose"), 220),
        ("minutes", N_("Minutes a week"), 64),
        ("read_by", N_("Still read by"), 160),
    ),
    ObservationKind.NEAR_MISS: (
        ("severity_actual", N_("Severity, 0 to 5"), 48),
        ("severity_potential", N_("Could have been, 0 to 5"), 48),
    ),
    ObservationKind.PROMISE: (("by_role", N_("Who, as a role"), 160), ("due", N_("Due"), 112)),
    ObservationKind.FORMAT_DEBATE: (("minutes", N_("Minutes lost"), 64),),
}
#: what a note says where the field stays empty
_EMPTY = {"by_role": N_("facilitator"), "due": N_("due when?")}


class CarriedFields(QWidget):
    """Fields for what the kind of the line carries; hidden for the others."""

    entered = Signal()
    left = Signal()
    composed = Signal(str)

    def __init__(self, desk: Desk, line: EntryEdit) -> None:
        """Stand under a line."""
        super().__init__()
        self._desk, self._line = desk, line
        self._kind: ObservationKind | None = None
        self._shown = False
        self._allowed = True
        #: ISO; what "by Friday" in a promise is counted from
        self.said_on = date.today().isoformat()
        self.fields: dict[str, QLineEdit] = {}
        self.chain = PlainLabel("", "small", "muted", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hide()

    def allow(self, allowed: bool) -> None:
        """Show fields at all, or not where there is no room."""
        self._allowed = allowed
        self.setVisible(allowed and self._shown)

    def follow(self, kind: ObservationKind, text: str) -> None:
        """Show what the line says."""
        if kind is not self._kind:
            self._build(kind)
        said = read_line(kind, text)
        if kind is ObservationKind.HAND_OFF:
            words = self._desk.words
            count = words.count("{n} hand-off", "{n} hand-offs", max(0, len(said.steps) - 1))
            self.chain.setText(" · ".join((" → ".join(said.steps), count)) if said.steps else "")
            self._shown = bool(said.steps)
        else:
            self._shown = bool(self.fields)
        for name, field in self.fields.items():
            value = _words_of(getattr(said, name))
            if not field.hasFocus() and field.text() != value:
                field.setText(value)
        if "due" in self.fields:
            # What is understood of the words shows before they are kept.
            understood = read_line(kind, text, day=self.said_on).due
            words = self._desk.words
            said_due = said_day(understood, words) if understood else words.tr(_EMPTY["due"])
            self.fields["due"].setPlaceholderText(said_due)
        self.setVisible(self._allowed and self._shown)

    def take_focus(self) -> None:
        """Go into the first field, where there is one."""
        if self.isVisible() and self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, kind: ObservationKind) -> None:
        self._kind = kind
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.chain:
                widget.deleteLater()
        self.fields = {}
        for name, words, width in FIELDS.get(kind, ()):
            label = PlainLabel(self._desk.words.tr(words), "small", "muted")
            field = QLineEdit()
            field.setMinimumWidth(width)
            field.setMaximumWidth(width * 2)
            field.setAccessibleName(self._desk.words.tr(words))
            field.setPlaceholderText(self._desk.words.tr(_EMPTY[name]) if name in _EMPTY else "")
            field.textEdited.connect(lambda _: self._compose())
            field.returnPressed.connect(self.entered)
            field.installEventFilter(self)
            label.setBuddy(field)
            self._row.addWidget(label)
            self._row.addWidget(field, width if name in ("purpose", "read_by", "by_role") else 0)
            self.fields[name] = field
        if kind is ObservationKind.HAND_OFF:
            self._row.addWidget(self.chain, 1)
        self.chain.setVisible(kind is ObservationKind.HAND_OFF)
        self._row.addStretch(1)

    def _compose(self) -> None:
        """Write what stands in the fields into the line."""
        if self._kind is None:
            return
        said = read_line(self._kind, self._line.text()[self._line.begin :])
        values = {name: field.text().strip() for name, field in self.fields.items()}
        self.composed.emit(compose(self._kind, _with(said, values), language=self._desk.words.language))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back to the line with Up or Esc."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and pressed and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


def _words_of(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _with(said: NoteLine, values: dict[str, str]) -> NoteLine:
    for name, value in values.items():
        if name == "minutes":
            number = value.replace(",", ".")
            said = replace(said, minutes=float(number) if number.replace(".", "", 1).isdigit() else None)
        elif name == "severity_actual":
            said = replace(said, severity_actual=int(value) if value in set("012345") else None)
        elif name == "severity_potential":
            said = replace(said, severity_potential=int(value) if value in set("012345") else None)
        elif name == "purpose":
            said = replace(said, purpose=value)
        elif name == "read_by":
            said = replace(said, read_by=value)
        elif name == "by_role":
            said = replace(said, by_role=value)
        elif name == "due":
            said = replace(said, due=value)
    return said
