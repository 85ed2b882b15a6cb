"""Who was there, by role, what they agreed to, and the words in which they agreed.

A name is printed only with the tick (SETTLED §7). Must not know notes.
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.rows import PersonRow
from gemba.services.visits.page import VisitPage
from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.sessions.editing import FieldLine, GrowingText
from gemba.ui.sessions.rows_tab import RowsTab, card, muted
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel

_SIDE_PX = 20
_FIELD_PX = 11


class PeopleTab(QWidget):
    """The people of one visit and the consent as it was given."""

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__()
        self._desk = desk
        self._session = ""
        words = desk.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_consent())
        self.add_button = QPushButton(words.tr("Add somebody by role"))
        self.add_button.setIcon(desk.theme.icon("plus"))
        self.add_button.clicked.connect(self._add)
        self.new_role = FieldLine(words.tr("Role of somebody to add"), hint=words.tr("agent, team lead…"))
        role(self.new_role)
        self.new_role.setFixedWidth(240)
        self.new_role.returnPressed.connect(self._add)
        foot = QWidget()
        across = QHBoxLayout(foot)
        across.setContentsMargins(0, 8, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.new_role)
        across.addWidget(self.add_button)
        across.addStretch(1)
        empty = EmptyState(
            desk.theme, icon="users", sentence=words.tr("Nobody is written down yet. People are kept by their role.")
        )
        self.rows: RowsTab[PersonRow] = RowsTab(desk, empty=empty, make=self._row, foot=foot)
        layout.addWidget(self.rows, 1)

    def _build_consent(self) -> QWidget:
        words = self._desk.words
        part = QWidget()
        part.setMaximumWidth(880)
        layout = QVBoxLayout(part)
        # The words stand right below their heading: a field has its own room before its text.
        layout.setContentsMargins(_SIDE_PX - _FIELD_PX, 12, _SIDE_PX, 4)
        layout.setSpacing(4)
        agreed = PlainLabel(words.tr("What was agreed, in their words"), "strong")
        layout.addWidget(agreed)
        self.consent = GrowingText(words.tr("Words of consent"), hint=words.tr("notes yes, screenshots yes, no faces"))
        self.consent.kept.connect(self._keep_consent)
        self.consent.given_up.connect(self.setFocus)
        layout.addWidget(self.consent)
        does = PlainLabel(words.tr("What the visitor does"), "strong")
        layout.addWidget(does)
        self.visitor = FieldLine(words.tr("What the visitor does"), hint=words.tr("sits beside, asks, does not touch"))
        self.visitor.kept.connect(self._keep_visitor)
        layout.addWidget(self.visitor)
        note = muted(words.tr("Reports print roles. A name is printed only where “may be named” is ticked."))
        layout.addWidget(note)
        for label in (agreed, does, note):
            label.setContentsMargins(_FIELD_PX, 0, 0, 0)
        return part

    def show_page(self, page: VisitPage) -> None:
        """Show who was there."""
        if page.row.id != self._session:
            self.new_role.show_value("")
        self._session = page.row.id
        self.consent.show_value(page.row.consent_words)
        self.visitor.show_value(page.row.facilitator_role)
        for part in (self.consent, self.visitor, self.new_role, self.add_button):
            part.setEnabled(not self._desk.read_only)
        self.rows.show_items((*page.facilitators, *page.people))

    def _row(self, person: PersonRow) -> QWidget:
        words = self._desk.words
        frame, layout = card()
        top = QHBoxLayout()
        top.setSpacing(8)
        role_field = FieldLine(words.tr("Role of {who}", who=person.name), hint=words.tr("Role"))
        role_field.show_value(words.role(person.role))
        role_field.kept.connect(lambda text: self._change(person, role_field, role=words.role_from(text)))
        name_field = FieldLine(words.tr("Name of {who}", who=words.role(person.role)), hint=words.tr("No name"))
        name_field.show_value("" if person.name == person.role else person.name)
        name_field.kept.connect(lambda text: self._change(person, name_field, name=text))
        tick = QCheckBox(words.tr("may be named"))
        tick.setAccessibleName(words.tr("{who} may be named", who=person.name))
        tick.setChecked(person.may_be_named)
        tick.toggled.connect(lambda on: self._change(person, None, may_be_named=on))
        off = QToolButton()
        off.setIcon(self._desk.theme.icon("x", colour="muted"))
        off.setAccessibleName(words.tr("Take {who} off this visit", who=person.name))
        off.setToolTip(words.tr("Take off this visit"))
        off.clicked.connect(lambda: self._remove(person))
        said = FieldLine(words.tr("What {who} said to it", who=person.name), hint=words.tr("In their words"))
        said.show_value(person.consent_words)
        said.kept.connect(lambda text: self._change(person, said, consent=text))
        top.addWidget(role_field, 2)
        top.addWidget(name_field, 2)
        top.addWidget(said, 3)
        top.addWidget(tick)
        top.addWidget(off)
        layout.addLayout(top)
        for part in (role_field, name_field, said, tick, off):
            part.setEnabled(not self._desk.read_only)
        return frame

    # -- keeping ----------------------------------------------------------------------------------------------

    def _keep_consent(self, text: str) -> None:
        session = self._session
        self._desk.do(lambda: self._desk.app.sessions.edit(session, SessionFields(consent=text)), owner=self)

    def _keep_visitor(self, text: str) -> None:
        session = self._session
        self._desk.do(lambda: self._desk.app.sessions.edit(session, SessionFields(facilitator_role=text)), owner=self)

    def _change(
        self,
        person: PersonRow,
        field: FieldLine | None,
        *,
        role: str | None = None,
        name: str | None = None,
        may_be_named: bool | None = None,
        consent: str | None = None,
    ) -> None:
        def failed(problem: BaseException) -> None:
            if field is not None:
                field.refuse()
            if isinstance(problem, GembaError):
                self._desk.toast(self._desk.words.problem(problem), kind="stop")
            else:
                self._desk.problem(problem)

        sessions = self._desk.app.sessions
        self._desk.do(
            lambda: sessions.change_person(person.id, role=role, name=name, may_be_named=may_be_named, consent=consent),
            owner=self,
            failed=failed,
        )

    def _remove(self, person: PersonRow) -> None:
        session = self._session
        self._desk.do(lambda: self._desk.app.sessions.remove_person(session, person.id), owner=self)

    def _add(self) -> None:
        session, text = self._session, self.new_role.text().strip()
        if not text:
            self.new_role.setFocus()
            return
        self.new_role.show_value("")
        self.new_role.clear()

        def refused(problem: BaseException) -> None:
            # Unless another one is typed there by now, it stands there for the next try.
            if session == self._session and not self.new_role.text():
                self.new_role.setText(text)
            self._desk.problem(problem)

        self._desk.do(lambda: self._desk.app.sessions.add_person(session, role=text), owner=self, failed=refused)
