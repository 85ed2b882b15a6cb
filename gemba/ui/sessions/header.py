"""The head of a visit's page: team, charter, when, how long, where; edited in place, each field a step of the history.

Must not know notes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.errors import GembaError, UserError
from gemba.message import N_, say
from gemba.model.rows import SessionRow
from gemba.services.visits.page import VisitPage
from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Desk
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.language.words import Words
from gemba.ui.look.theme import role
from gemba.ui.sessions.editing import FieldLine, GrowingText
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

_FIELDS = (
    ("date", N_("Day"), N_("2026-11-24"), 112),
    ("minutes", N_("Planned minutes"), N_("45"), 108),
    ("place", N_("Place"), N_("Where you sit"), 440),
    ("language", N_("Language"), N_("Spoken there"), 160),
)
_SIDE_PX = 20
_FIELD_PX = 11
#: as wide as Qt lets a widget be
_ANY_PX = 16_777_215
#: below this width the place of the visit has a line of its own, and the report's button no words
_NARROW_PX = 640


class VisitHeader(QWidget):
    """The head of one visit."""

    report_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__()
        self._desk = desk
        self._session = ""
        self._stored: dict[str, str] = {}
        self._narrow: bool | None = None
        self.fields: dict[str, FieldLine] = {}
        layout = QVBoxLayout(self)
        # Text stands in one line with the filter below; a field has its own room before its text.
        layout.setContentsMargins(_SIDE_PX - _FIELD_PX, 12, _SIDE_PX, 4)
        layout.setSpacing(4)
        layout.addLayout(self._build_top())
        words = desk.words
        self.charter = GrowingText(
            words.tr("Charter"), hint=words.tr("The question this visit is to answer"), size="large"
        )
        self.charter.kept.connect(lambda text: self._change("charter", text, self.charter))
        self.charter.given_up.connect(self.setFocus)
        charter = QHBoxLayout()
        charter.setContentsMargins(0, 0, 0, 0)
        charter.addWidget(self.charter)
        layout.addLayout(charter)
        self.share = ElidedLabel("", "muted")
        share = QHBoxLayout()
        share.setContentsMargins(_FIELD_PX, 0, 0, 4)
        share.addWidget(self.share)
        layout.addLayout(share)
        layout.addLayout(self._build_fields())
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self._arrange(narrow=False)

    def _build_top(self) -> QHBoxLayout:
        words, theme = self._desk.words, self._desk.theme
        self.team = ElidedLabel("", "title")
        self.code = PlainLabel("", "muted", "large")
        self.report_button = QPushButton()
        self.report_button.setAccessibleName(words.tr("Report…"))
        self.report_button.setIcon(theme.icon("printer"))
        self.report_button.clicked.connect(self.report_wanted)
        self.send_button = QToolButton()
        self.send_button.setIcon(theme.icon("send", colour="muted"))
        self.send_button.setAccessibleName(words.tr("Send the pictures to a reviewer…"))
        self._desk.keys.tip(self.send_button, "sessions.send", words.tr("Send the pictures to a reviewer…"))
        self.send_button.clicked.connect(lambda: self._desk.trigger("sessions.send"))
        self.live_button = QPushButton(words.tr("Go on live"))
        self._desk.keys.tip(self.live_button, "sessions.go_live")
        self.live_button.clicked.connect(self.live_wanted)
        across = QHBoxLayout()
        across.setContentsMargins(_FIELD_PX, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.code)
        across.addWidget(self.team, 1)
        across.addWidget(self.send_button)
        across.addWidget(self.report_button)
        across.addWidget(self.live_button)
        return across

    def _build_fields(self) -> QGridLayout:
        words = self._desk.words
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._columns: dict[str, QVBoxLayout] = {}
        for name, text, hint, width_px in _FIELDS:
            label = PlainLabel(words.tr(text), "small", "muted")
            label.setContentsMargins(_FIELD_PX, 0, 0, 0)
            field = FieldLine(words.tr(text), hint=words.tr(hint))
            field.setMaximumWidth(width_px)
            field.setMinimumWidth(min(width_px, 112))
            label.setBuddy(field)
            field.kept.connect(lambda value, name=name, field=field: self._change(name, value, field))
            self.fields[name] = field
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label)
            column.addWidget(field)
            self._columns[name] = column
        self._grid.setColumnStretch(len(_FIELDS), 1)
        return self._grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the team and its place be read where there is little room."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW_PX)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        words = self._desk.words.tr("Report…")
        self.report_button.setText("" if narrow else words)
        self._desk.keys.tip(self.report_button, "sessions.report", words if narrow else "")
        beside = [name for name in self._columns if not narrow or name != "place"]
        for column in self._columns.values():
            self._grid.removeItem(column)
        widths = {name: width_px for name, _, _, width_px in _FIELDS}
        for at in range(len(_FIELDS)):
            self._grid.setColumnStretch(at, widths[beside[at]] if at < len(beside) else 0)
        for at, name in enumerate(beside):
            self._grid.addLayout(self._columns[name], 0, at)
        place, field = self._columns["place"], self.fields["place"]
        place.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)
        # What is left of its line belongs to the field: between both it would part the name from what is named.
        place.setStretchFactor(field, 1 if narrow else 0)
        field.setMaximumWidth(_ANY_PX if narrow else widths["place"])
        if narrow:
            self._grid.addLayout(place, 1, 0, 1, len(_FIELDS) + 1)

    def show_page(self, page: VisitPage) -> None:
        """Show a visit."""
        row, words = page.row, self._desk.words
        if row.id != self._session:
            self._session = row.id
            self._say("")
        self.code.setText(f"S{row.number}")
        self.team.setText(row.team)
        self._stored = {
            "charter": row.charter,
            "date": row.date,
            "minutes": "" if row.planned_minutes is None else str(row.planned_minutes),
            "place": row.place,
            "language": OWN_NAMES.get(row.language, row.language),
        }
        self.charter.show_value(row.charter)
        self.share.setText(" · ".join(one for one in (seen_sentence(words, row), debate_sentence(words, row)) if one))
        self.share.setVisible(bool(self.share.text()))
        for name, field in self.fields.items():
            field.show_value(self._stored[name])
            field.setReadOnly(self._desk.read_only)
        self.charter.setReadOnly(self._desk.read_only)
        ended = row.ended is not None
        began = row.started is not None
        self.live_button.setText(words.tr("Go on live") if began else words.tr("Go live"))
        self.live_button.setVisible(not ended and not self._desk.read_only)
        role(self.live_button, *(("primary",) if began else ()))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _change(self, name: str, text: str, field: FieldLine | GrowingText) -> None:
        session = self._session

        def work() -> object:
            return self._desk.app.sessions.edit(session, _fields(name, text))

        def failed(problem: BaseException) -> None:
            field.give_back(self._stored[name])
            field.refuse()
            if isinstance(problem, GembaError):
                self._say(self._desk.words.problem(problem))
            else:
                self._desk.problem(problem)

        self._desk.do(work, owner=self, then=lambda _: self._kept(name, text), failed=failed)

    def _kept(self, name: str, text: str) -> None:
        self._stored[name] = text
        self._say("")

    def looks_changed(self) -> None:
        """Draw the icons anew."""
        self.report_button.setIcon(self._desk.theme.icon("printer"))
        self.send_button.setIcon(self._desk.theme.icon("send", colour="muted"))


def seen_sentence(words: Words, row: SessionRow) -> str:
    """Say how much was seen in live work, and of how many nobody said how (SETTLED §14)."""
    unstated = row.observations - row.seen_stated
    if not row.observations:
        return ""
    if not row.seen_stated:
        return words.tr("how it was seen: not stated")
    share = words.percent(row.seen_live / row.seen_stated)
    said = words.tr("seen live {share} ({k} of {n})", share=share, k=row.seen_live, n=row.seen_stated)
    if unstated:
        return words.tr("{said} · not stated for {k} of {n}", said=said, k=unstated, n=row.observations)
    return said


def debate_sentence(words: Words, row: SessionRow) -> str:
    """Say how many minutes went into debates about format (M3), nothing where none did."""
    lost = round(row.debate_minutes)
    return (
        words.count("{n} minute lost to debating format", "{n} minutes lost to debating format", lost) if lost else ""
    )


def _minutes(text: str) -> SessionFields:
    try:
        return SessionFields(minutes=int(text))
    except ValueError:
        raise UserError(
            say("“{text}” is no whole number.", text=text), mend=say("Give the planned length in minutes.")
        ) from None


#: what a language is stored as where its own name is written
_CODES = {name.casefold(): code for code, name in OWN_NAMES.items()}
_MAKERS: dict[str, Callable[[str], SessionFields]] = {
    "charter": lambda text: SessionFields(charter=text),
    "date": lambda text: SessionFields(date=text),
    "minutes": _minutes,
    "place": lambda text: SessionFields(place=text),
    "language": lambda text: SessionFields(language=_CODES.get(text.casefold(), text)),
}


def _fields(name: str, text: str) -> SessionFields:
    return _MAKERS[name](text)
